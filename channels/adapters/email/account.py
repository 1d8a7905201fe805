"""Who we are in the world of mail."""

from dataclasses import dataclass
from pathlib import Path

from channels.errors import AddressError
from channels.mail.addresses import LONGEST_LOCAL_PART, TOKEN_LENGTH, recipient
from channels.mail.authentication import FrontServer
from channels.mail.composing import Mailbox
from channels.mail.layout import Look
from channels.mail.networks import Networks
from channels.mail.signing import Signer


@dataclass(frozen=True, slots=True)
class MailAccount:
    """What the settings say of mail, in plain values."""

    address: str
    """Where customers write to: `service@supplier.example`. Its `+token` addresses have to reach us as well."""
    look: Look
    """The supplier's name in `From`, its colour, its imprint."""
    hostname: str = "localhost"
    """What our server calls itself to others, as its certificate and DNS have it."""
    host: str = "127.0.0.1"
    """Network address the server listens on."""
    port: int = 8025
    certificate_file: Path | None = None
    """PEM for STARTTLS; without one the server signs one for itself each time it starts."""
    key_file: Path | None = None
    trusted: Networks = ()
    """Our own mail servers in front: not limited per peer."""
    authserv_id: str | None = None
    """With which their `Authentication-Results` begin, when their word is believed instead of our own check."""
    signer: Signer | None = None
    """Signs what we send; without one there is no one-click unsubscribing."""
    postmaster: str | None = None
    """Who gets what is written to postmaster and abuse; without one such mails are refused."""

    def __post_init__(self) -> None:
        """Refuse what could not work, when the gateway starts and not with the first mail."""
        try:
            sound = recipient(self.address) == self.address == self.address.lower()
        except AddressError:
            sound = False
        local_part = self.address.rpartition("@")[0]
        if not sound or "+" in local_part:
            raise ValueError("the mailbox has to be a plain address in lower case, without +")
        if len(local_part) + 1 + TOKEN_LENGTH > LONGEST_LOCAL_PART:
            raise ValueError("the mailbox's name is too long to put a case's token behind it")

    @property
    def mailbox(self) -> Mailbox:
        """Whom our mails are from."""
        return Mailbox(self.address)

    @property
    def front(self) -> FrontServer | None:
        """Whose word about senders is believed."""
        return FrontServer(self.trusted, self.authserv_id) if self.trusted and self.authserv_id else None
