"""Header fields as text, addresses and times; whatever a field holds, nothing is thrown."""

import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime

from channels.mail.addresses import LONGEST_ADDRESS
from channels.mail.charsets import cleaned, decoded
from channels.mail.content import NamedAddress
from channels.mail.parsing import Part

LONGEST_FIELD = 8_192
"""Characters of one field that are looked at."""
LONGEST_SUBJECT = 300
"""Characters that are kept."""
MOST_ADDRESS_FIELDS = 3
"""Occurrences of an address field that are looked at; more than one is a mistake already."""

_BLANKS = re.compile(r"\s+")
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x20\x7f]+@[^\s@<>()\[\],;:\\\"\x00-\x20\x7f]+")
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:-[A-Za-z]{2,4})?\b")
_ENCODED_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s]*\?=")


def raw_fields(part: Part, name: str) -> list[str]:
    """The field's occurrences as they came, unfolded; 8-bit characters as in the source."""
    wanted = name.lower()
    found = (value for key, value in part.raw_items() if key.lower() == wanted)
    return [_eight_bit(str(value))[:LONGEST_FIELD] for value in found]


def raw_field(part: Part, name: str) -> str:
    """The first occurrence, or nothing."""
    return next(iter(raw_fields(part, name)), "")


def text_of(value: str) -> str:
    """A field's value with its encoded words read, on one line."""
    return _BLANKS.sub(" ", cleaned(_words(value).replace("\n", " ").replace("\r", " "))).strip()


def subject_of(part: Part) -> str:
    """The subject, on one line."""
    return text_of(raw_field(part, "Subject"))[:LONGEST_SUBJECT]


def named_addresses(part: Part, name: str) -> list[NamedAddress]:
    """Addresses of all occurrences of a field; anything that is no plain address is left out."""
    try:
        pairs = getaddresses(raw_fields(part, name)[:MOST_ADDRESS_FIELDS])
    except (ValueError, IndexError, TypeError, RecursionError):  # RecursionError: "((((((" in an address
        return []
    return [NamedAddress(address, text_of(name)[:120]) for name, address in pairs if is_address(address)]


def only_address(part: Part, name: str) -> NamedAddress | None:
    """The one address of a field that must occur once; None when there is any doubt which it is."""
    found = named_addresses(part, name)
    return found[0] if len(found) == 1 and len(raw_fields(part, name)) == 1 else None


def is_address(text: str) -> bool:
    """Whether it is a plain address: nothing in it that has a meaning in a header or in SMTP."""
    return len(text.encode("utf-8", "replace")) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def sent_at(part: Part) -> datetime | None:
    """The Date field in UTC; one without a time zone means nothing."""
    try:
        moment = parsedate_to_datetime(raw_field(part, "Date"))
        return None if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def language_of(part: Part) -> str | None:
    """The language the mail claims: RFC 3282 Content-Language, or Exchange's Accept-Language."""
    for name in ("Content-Language", "Accept-Language"):
        if match := _LANGUAGE.match(raw_field(part, name).strip()):
            return match[1].lower()
    return None


def _eight_bit(value: str) -> str:
    """Undo the surrogates that stand for 8-bit octets in a header."""
    try:
        return decoded(value.encode("ascii", "surrogateescape"), "utf-8") if not value.isascii() else value
    except UnicodeEncodeError:
        return cleaned(value)


def _words(value: str) -> str:
    """Read RFC 2047 encoded words, each by the charset it names."""
    if not _ENCODED_WORD.search(value):
        return value
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError, LookupError):
        return value
    return "".join(decoded(word, charset) if isinstance(word, bytes) else word for word, charset in parts)
