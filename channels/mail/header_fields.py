"""The few header fields that decide who a mail is from, read from the bytes as they came."""

import re
from dataclasses import dataclass, field
from email.utils import getaddresses

import idna

CLAIMS = frozenset(
    {"authentication-results", "arc-authentication-results", "arc-message-signature", "arc-seal", "received-spf"}
)
"""Fields in which somebody says how a check went; anybody can write them."""
SINGLE = frozenset(
    {
        *("from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references"),
        *("mime-version", "content-type", "content-transfer-encoding"),
    }
)
"""Fields that a mail has once at most (RFC 5322 section 3.6, RFC 2045); a second one may be shown instead."""
OUR_MARK = "X-Wattline-Message"
"""Every mail of ours carries it, with its outbox id, so that one that comes back is known."""
LONGEST_FROM = 2000
"""Bytes; our own limit."""

_FIELD_END = re.compile(rb"\r\n(?![ \t])")
_FOLD = re.compile(rb"\r\n(?=[ \t])")
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\Z")
_LOCAL_PART = re.compile(r"[^\s\x00-\x20\x7f<>,;:()\[\]\\\"@]{1,64}\Z")


@dataclass(frozen=True, slots=True)
class Field:
    """One header field."""

    name: str
    """In lower case."""
    raw: bytes = field(repr=False)
    """Name, colon and value, with its folds, without the last line end."""

    @property
    def value(self) -> str:
        """Unfolded."""
        value = self.raw.partition(b":")[2]
        return _FOLD.sub(b"", value).decode("utf-8", "surrogateescape").strip()


@dataclass(frozen=True, slots=True)
class Author:
    """The one address in `From`."""

    address: str = field(repr=False)
    domain: str = field(repr=False)
    """As DNS knows it: lower case, A-labels."""


class NoSingleAuthor(Exception):
    """`From` names nobody, several, or cannot be read; no such mail is believed."""

    def __init__(self, why: str) -> None:
        """Keep the reason, a stable code."""
        super().__init__(why)
        self.why = why


def fields_of(content: bytes) -> list[Field]:
    """All header fields, in order."""
    if content.startswith(b"\r\n"):
        return []
    head = content.partition(b"\r\n\r\n")[0]
    found = (raw for raw in _FIELD_END.split(head) if b":" in raw)
    return [Field(raw.partition(b":")[0].strip().decode("ascii", "replace").lower(), raw) for raw in found]


def without_claims(content: bytes) -> bytes:
    """The mail without what others say about its authenticity; the rest stays as it is, byte by byte."""
    if content.startswith(b"\r\n"):
        return content
    head, gap, body = content.partition(b"\r\n\r\n")
    kept = [raw for raw in _FIELD_END.split(head) if _name(raw) not in CLAIMS]
    return b"\r\n".join(kept) + gap + body


def _name(raw: bytes) -> str:
    name, colon, _value = raw.partition(b":")
    return name.strip().decode("ascii", "replace").lower() if colon else ""


def repeated(fields: list[Field]) -> bool:
    """Whether a field comes twice that may come once."""
    names = [item.name for item in fields if item.name in SINGLE]
    return len(names) != len(set(names))


def author_of(fields: list[Field]) -> Author:
    """Who wrote the mail, as its header says.

    Raises:
        NoSingleAuthor: There is not exactly one address that can be answered.
    """
    found = [item for item in fields if item.name == "from"]
    if len(found) != 1:
        raise NoSingleAuthor("from_missing" if not found else "from_repeated")
    if len(found[0].raw) > LONGEST_FROM:
        raise NoSingleAuthor("from_invalid")
    addresses = getaddresses([found[0].value], strict=True)
    if len(addresses) != 1:
        raise NoSingleAuthor("from_several")
    local_part, _at, host = addresses[0][1].rpartition("@")
    domain = host_name(host)
    # The library leaves out blanks and comments inside an address.
    if (
        domain is None
        or addresses[0][1] not in found[0].value
        or not local_part.isprintable()
        or not _LOCAL_PART.match(local_part)
    ):
        raise NoSingleAuthor("from_invalid")
    return Author(f"{local_part}@{domain}", domain)


def host_name(text: str) -> str | None:
    """A domain as DNS knows it; None when it cannot be one."""
    name = text.rstrip(".").lower()
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True, transitional=False).decode()
        except idna.IDNAError:
            return None
    return name if _HOST.match(name) else None
