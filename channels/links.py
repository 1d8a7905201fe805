"""Signed links: short ones to a message, for channels on which it does not fit, and those that end notices."""

import base64
import hashlib
import uuid
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, Signer, TimestampSigner
from itsdangerous.signer import HMACAlgorithm

from channels.contract import Clock

PATH = "/m/"
NOTICES_PATH = "/unsubscribe/"
SIGNATURE_BYTES = 12
"""96 bits: nobody guesses that over a network, and a text message has few characters."""


class _ShortSignature(HMACAlgorithm):
    """The first bytes of an HMAC (RFC 2104, section 5)."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return super().get_signature(key, value)[:SIGNATURE_BYTES]


class _Signer(TimestampSigner):
    """Tells the time by our clock."""

    def __init__(self, secret: str, clock: Clock) -> None:
        super().__init__(secret, salt="channels.links", algorithm=_ShortSignature())
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock().timestamp())

    def timestamp_to_datetime(self, ts: int) -> datetime:
        return datetime.fromtimestamp(ts, tz=UTC)


class MessageLinks:
    """Makes links to messages of ours and reads them."""

    def __init__(self, secret: str, public_url: str, lasts: timedelta, clock: Clock) -> None:
        """Prepare.

        Args:
            secret: Signs the links; at least 32 characters.
            public_url: Scheme and host under which customers reach us.
            lasts: How long a link can be opened.
            clock: Tells the time.
        """
        self._signer = _Signer(secret, clock)
        self._public_url = public_url.rstrip("/")
        self._lasts = lasts

    def make(self, message_id: str) -> str:
        """The link to a message; 49 characters behind the host.

        Raises:
            ValueError: The id is no UUID.
        """
        return self._public_url + PATH + self._signer.sign(_packed(message_id)).decode()

    def read(self, token: str) -> str | None:
        """The id of the message a link's last part stands for; None when it is forged or too old."""
        try:
            return _unpacked(self._signer.unsign(token, max_age=int(self._lasts.total_seconds())))
        except (BadSignature, ValueError):
            return None


class NoticeLinks:
    """Makes links that end the notices to an address, or begin them again, and reads them.

    They hold for ever: mails are kept for years, and whoever finds one may still want no more of them.
    """

    def __init__(self, secret: str, public_url: str) -> None:
        """Prepare.

        Args:
            secret: Signs the links; at least 32 characters.
            public_url: Scheme and host under which customers reach us.
        """
        # A mail has room for all 256 bits.
        self._signer = Signer(secret, salt="channels.links.notices", algorithm=HMACAlgorithm(hashlib.sha256))
        self._public_url = public_url.rstrip("/")

    def make(self, address_id: str) -> str:
        """The link for a channel address; a POST to it ends the notices there at once (RFC 8058).

        Raises:
            ValueError: The id is no UUID.
        """
        return self._public_url + NOTICES_PATH + self._signer.sign(_packed(address_id)).decode()

    def read(self, token: str) -> str | None:
        """The id of the channel address a link's last part stands for; None when it is forged."""
        try:
            return _unpacked(self._signer.unsign(token))
        except (BadSignature, ValueError):
            return None


def _packed(made_id: str) -> bytes:
    return base64.urlsafe_b64encode(uuid.UUID(made_id).bytes).rstrip(b"=")


def _unpacked(packed: bytes) -> str:
    return str(uuid.UUID(bytes=base64.urlsafe_b64decode(packed + b"==")))
