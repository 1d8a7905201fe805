"""What SMTP tells about a mail before anybody reads it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail as it was handed to our server."""

    peer: str = field(repr=False)
    """Network address of who handed it over."""
    helo: str = field(repr=False)
    """Name that the peer gave itself."""
    sender: str = field(repr=False)
    """Where bounces of this mail go; empty when it is a bounce itself, which never gets an answer."""
    recipients: tuple[str, ...] = field(repr=False)
    """Ours, each checked; at least one."""
    content: bytes = field(repr=False)
    """Header and body as they came; every line ends with CR LF, and there are no zero bytes."""
    encrypted: bool
    """Whether it came over TLS."""
    received_at: datetime

    @property
    def is_bounce(self) -> bool:
        """Whether it says that another mail did not arrive."""
        return not self.sender


class MailRejectedError(Exception):
    """The mail is not taken, and never will be: the sender's own server is told so and tells the sender."""

    def __init__(self, reply: str, why: str) -> None:
        """Keep what to say.

        Args:
            reply: Of SMTP: `550`, an enhanced status, words.
            why: Stable code, safe to log.
        """
        super().__init__(why)
        self.reply = reply
        self.why = why
