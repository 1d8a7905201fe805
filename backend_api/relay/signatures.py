"""Signs what is sent to others, as Standard Webhooks describes it, so that receivers can check whom it comes from.

Source: github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md (read 2026-11): the headers
``webhook-id``, ``webhook-timestamp`` and ``webhook-signature``; signed is ``id.timestamp.body`` with HMAC-SHA256.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

SECRET_PREFIX = "whsec_"  # noqa: S105 (the standard's mark, no secret)


def headers(message_id: UUID, at: datetime, body: bytes, secrets: Sequence[bytes]) -> dict[str, str]:
    """The three headers of one message.

    Args:
        message_id: The same on every try.
        at: When this try is made; receivers refuse what is older than some minutes.
        body: Exactly the bytes that are sent.
        secrets: One, or during a rotation the new and the old one; receivers accept any.
    """
    seconds = str(int(at.timestamp()))
    signed = f"{message_id}.{seconds}.".encode() + body
    return {
        "webhook-id": str(message_id),
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(f"v1,{_signature(secret, signed)}" for secret in secrets),
    }


def derived_secret(key: bytes, subscription_id: UUID, version: int) -> bytes:
    """The secret of a subscription: worked out from our own key, so that none lies in the database."""
    return hmac.digest(key, f"webhook:{subscription_id}:{version}".encode(), hashlib.sha256)


def written(secret: bytes) -> str:
    """A secret as receivers' libraries take it."""
    return SECRET_PREFIX + base64.b64encode(secret).decode()


def _signature(secret: bytes, signed: bytes) -> str:
    return base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()
