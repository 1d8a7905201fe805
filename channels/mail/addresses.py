"""Addresses we write to, and our own with the token of a case in them."""

import re
import secrets
from collections.abc import Collection

from channels.errors import AddressError, FinalError
from channels.mail.header_fields import host_name

TOKEN_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"  # noqa: S105 (the alphabet, not a token)
"""Base32 in lower case: some mail systems do not keep the case of a local part."""
TOKEN_LENGTH = 26
"""Letters of 5 bits: 130 bits, above the 128 that `threat-model.md` D24 asks of a session."""
LONGEST_LOCAL_PART = 64
"""Octets (RFC 5321 section 4.5.3.1.1)."""
LONGEST_ADDRESS = 254
"""Octets (RFC 5321 section 4.5.3.1.3 with erratum 1690: a path of 256 with its brackets)."""

_TOKEN = re.compile(rf"[{TOKEN_LETTERS}]{{{TOKEN_LENGTH}}}")
_ATOMS = re.compile(r"[^\s\x00-\x20\x7f<>,;:()\[\]\\\"@]{1,64}\Z")


def new_case_token() -> str:
    """A token for a new case, which nobody can guess."""
    return "".join(secrets.choice(TOKEN_LETTERS) for _letter in range(TOKEN_LENGTH))


def case_address(mailbox: str, token: str) -> str:
    """Where answers about a case go: `service+token@supplier.example`.

    Raises:
        FinalError: The token is none, or does not fit.
    """
    local_part, _at, domain = mailbox.rpartition("@")
    tagged = f"{local_part}+{token}"
    if not _TOKEN.fullmatch(token) or len(tagged) > LONGEST_LOCAL_PART:
        raise FinalError("header_refused")
    return f"{tagged}@{domain}"


def case_token(address: str, ours: Collection[str]) -> str | None:
    """The token in an address of one of our mailboxes; None for any other address."""
    local_part, _at, domain = address.lower().rpartition("@")
    name, _plus, token = local_part.partition("+")
    known = f"{name}@{domain}" in {mailbox.lower() for mailbox in ours}
    return token if known and _TOKEN.fullmatch(token) else None


def recipient(address: str) -> str:
    """An address that is safe on a command line and in a header, its domain as DNS knows it.

    Raises:
        AddressError: It is not.
    """
    local_part, _at, host = address.rpartition("@")
    domain = host_name(host)
    if domain is None or not local_part.isprintable() or not _ATOMS.match(local_part):
        raise AddressError("address_invalid")
    return f"{local_part}@{domain}"


def one_line(text: str) -> str:
    """A text for a header.

    Raises:
        FinalError: It holds a line end or another control sign: somebody wants more headers than this one.
    """
    if any(not sign.isprintable() for sign in text):
        raise FinalError("header_refused")
    return text
