"""Short signed links to a message, for channels on which it does not fit."""

import base64
import uuid
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, TimestampSigner
from itsdangerous.signer import HMACAlgorithm

from channels.contract import Clock

PATH = "/m/"
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
        packed = base64.urlsafe_b64encode(uuid.UUID(message_id).bytes).rstrip(b"=")
        return self._public_url + PATH + self._signer.sign(packed).decode()

    def read(self, token: str) -> str | None:
        """The id of the message a link's last part stands for; None when it is forged or too old."""
        try:
            packed = self._signer.unsign(token, max_age=int(self._lasts.total_seconds()))
            return str(uuid.UUID(bytes=base64.urlsafe_b64decode(packed + b"==")))
        except (BadSignature, ValueError):
            return None
