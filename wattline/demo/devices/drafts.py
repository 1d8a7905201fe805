"""What somebody wants to do on a device, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from wattline.demo.devices.owners import Channel
from wattline.demo.inbox import InboxFile, InboxMessage

KINDS: dict[Channel, tuple[str, ...]] = {
    "sms": ("text",),
    "email": ("text", "button", "forged", "away", "bounce"),
    "telegram": (
        *("text", "start", "button", "contact", "other_contact", "photo", "document", "voice", "sticker", "location"),
        *("edit", "block", "unblock"),
    ),
}
"""What can be done on each channel, besides `again`: bring the same thing to the gateway a second time."""
AGAIN = "again"


class DraftError(ValueError):
    """It cannot be done on this device; the code says why."""

    def __init__(self, code: str, message: str) -> None:
        """Keep a stable code and words for people."""
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Draft:
    """Something a customer does."""

    channel: Channel
    address: str
    """Of the customer's device."""
    text: str = ""
    kind: str = "text"
    subject: str | None = None
    refers_to: InboxMessage | None = None
    """What is answered, changed, or brought again."""
    button: str | None = None
    """Payload of the pressed one."""
    files: tuple[InboxFile, ...] = ()
    copies: tuple[str, ...] = ()
    """Mailboxes that get a mail too."""
