"""Addresses we write to, and our own with the token of a case in them."""

import base64
import re
import secrets

from channels.errors import AddressError, FinalError
from channels.mail.header_fields import host_name

TOKEN_BYTES = 16
"""128 bits nobody can guess (threat model D19)."""
LONGEST_LOCAL_PART = 64
"""Octets (RFC 5321 section 4.5.3.1.1)."""
LONGEST_MESSAGE_ID = 250
"""Characters of somebody else's message id that we repeat; our own limit."""

# Lower case only: on its way a local part may lose its capitals.
_TOKEN = re.compile(r"[a-z2-7]{16,52}\Z")
_ATOMS = re.compile(r"[^\s\x00-\x20\x7f<>,;:()\[\]\\\"@]{1,64}\Z")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+>\Z")


def new_case_token() -> str:
    """A token for a case's address: 26 letters and digits."""
    return base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode().rstrip("=").lower()


def case_address(mailbox: str, token: str) -> str:
    """Where answers about a case go: `service+token@supplier.example`.

    Raises:
        FinalError: The token is none, or does not fit.
    """
    local_part, _at, domain = mailbox.rpartition("@")
    tagged = f"{local_part}+{token}"
    if not _TOKEN.match(token) or len(tagged) > LONGEST_LOCAL_PART:
        raise FinalError("header_refused")
    return f"{tagged}@{domain}"


def token_in(address: str, mailbox: str) -> str | None:
    """The case token in an address of ours; None when there is none, or it is not ours."""
    local_part, _at, domain = address.rpartition("@")
    ours, _at, our_domain = mailbox.lower().rpartition("@")
    name, _plus, token = local_part.lower().partition("+")
    if (name, domain.lower()) != (ours, our_domain) or not _TOKEN.match(token):
        return None
    return token


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


def message_ids(found: list[str]) -> list[str]:
    """Those of somebody else's message ids that may stand in our header; the rest is left out."""
    return [name for name in found if len(name) <= LONGEST_MESSAGE_ID and _MESSAGE_ID.match(name)]
