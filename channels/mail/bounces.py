"""Delivery reports (RFC 3464, RFC 6533), and the bounces of mail systems that do not write them."""

import re

from channels.mail.content import ACTIONS, Bounce, ReportedRecipient
from channels.mail.headers import is_address, raw_field
from channels.mail.message_ids import message_ids
from channels.mail.parsing import Part, children, content_bytes

REPORT_PARTS = frozenset(["message/delivery-status", "message/global-delivery-status"])
ORIGINAL_PARTS = frozenset(["message/rfc822", "message/global"])
ORIGINAL_HEADERS = frozenset(["text/rfc822-headers", "message/global-headers", "message/rfc822-headers"])
MOST_RECIPIENTS = 50
LOOKED_AT = 20_000
"""Characters of a bounce without a report."""

_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45])\d\d[ -]")
_ADDRESS = re.compile(r"<?([A-Za-z0-9.!#$%&'*/=?^_`{|}~+-]{1,64}@[A-Za-z0-9.-]{1,190})>?")
_MESSAGE_ID_LINE = re.compile(r"^Message-ID:\s{0,5}(<[^<>\s]{1,512}>)", re.IGNORECASE | re.MULTILINE)


def read_report(mail: Part) -> Bounce:
    """Read what a delivery report says.

    Args:
        mail: A multipart/report.
    """
    recipients: list[ReportedRecipient] = []
    original: str | None = None
    for part in children(mail):
        kind = part.get_content_type()
        if kind in REPORT_PARTS:
            recipients += _recipients(part)
        elif kind in ORIGINAL_PARTS | ORIGINAL_HEADERS and children(part):
            original = original or _first_id(raw_field(children(part)[0], "Message-ID"))
        elif kind in ORIGINAL_HEADERS:
            original = original or _id_in_headers(content_bytes(part).decode("ascii", "replace"))
    return Bounce(tuple(recipients[:MOST_RECIPIENTS]), original)


def read_plain_bounce(text: str, *, own_addresses: tuple[str, ...], original: str | None) -> Bounce:
    """Guess what a bounce says that is no report.

    Args:
        text: Its body, the returned mail included.
        own_addresses: Ours, never the one that failed.
        original: Message id of a mail that came attached.
    """
    text = text[:LOOKED_AT]
    addresses = (match[1].rstrip(".") for match in _ADDRESS.finditer(text))
    foreign = [address for address in addresses if address.lower() not in own_addresses and is_address(address)]
    code, status = _REPLY_CODE.search(text), _STATUS.search(text)
    said = status[1] if status else (f"{code[1]}.0.0" if code else None)
    action = "delayed" if said and said.startswith("4") else "failed"
    failed = ReportedRecipient(foreign[0] if foreign else None, action, said)
    return Bounce((failed,), original or _id_in_headers(text))


def _recipients(part: Part) -> list[ReportedRecipient]:
    """The groups of fields of a delivery-status part; the first one is about the message."""
    groups = children(part)
    found = [_recipient(group) for group in groups if raw_field(group, "Final-Recipient") or raw_field(group, "Action")]
    return [recipient for recipient in found if recipient.address or recipient.action]


def _recipient(group: Part) -> ReportedRecipient:
    """One address; the original recipient is the one we wrote to, the final one may be where it was passed on to."""
    fields = (raw_field(group, name) for name in ("Original-Recipient", "Final-Recipient"))
    addresses = (value.rpartition(";")[2].strip().strip("<>") for value in fields)
    action = raw_field(group, "Action").strip().lower().split(" ")[0]
    status = _STATUS.search(raw_field(group, "Status")) or _STATUS.search(raw_field(group, "Diagnostic-Code"))
    return ReportedRecipient(
        next((address for address in addresses if is_address(address)), None),
        action if action in ACTIONS else None,
        status[1] if status else None,
    )


def _first_id(text: str) -> str | None:
    return next(iter(message_ids(text)), None)


def _id_in_headers(text: str) -> str | None:
    match = _MESSAGE_ID_LINE.search(text)
    return _first_id(match[1]) if match else None
