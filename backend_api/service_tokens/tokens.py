"""What a service token looks like, and how it is recognised without being stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

PREFIX = "wlt_"
"""So that scanners and people recognise one that leaked."""
_LENGTH = len(PREFIX) + 43


def token_of(key: bytes, token_id: UUID) -> str:
    """The token with this id: 256 bits worked out from our own key, so that a repeated request can show it again."""
    made = hmac.digest(key, f"token:{token_id}".encode(), hashlib.sha256)
    return PREFIX + base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """What is stored of it, and what a shown one is looked up by: SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def looks_like_token(shown: str | None) -> bool:
    """Whether it is worth looking up."""
    return shown is not None and shown.startswith(PREFIX) and len(shown) == _LENGTH and shown.isascii()
