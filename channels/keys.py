"""Keyed hashes and sealing, all from the one token key of the settings."""

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
"""Of AES-GCM (NIST SP 800-38D section 8.2.2: random, for at most 2^32 messages under one key)."""


class Keys:
    """Hashes and seals; a purpose keeps what is made for one use from being taken for another."""

    def __init__(self, token_key: str) -> None:
        """Derive the keys.

        Args:
            token_key: From the settings, at least 32 characters.
        """
        self._hashing = hashlib.blake2b(b"hash", key=token_key.encode()[:64]).digest()
        sealing = hashlib.blake2b(b"seal", key=token_key.encode()[:64], digest_size=32).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(sealing))
        self._bytes_key = AESGCM(hashlib.blake2b(b"bytes", key=token_key.encode()[:64], digest_size=32).digest())

    def hashed(self, purpose: str, *parts: str) -> str:
        """A keyed hash of some texts, 64 hexadecimal digits."""
        message = "\x1f".join((purpose, *parts)).encode()
        return hmac.new(self._hashing, message, hashlib.sha256).hexdigest()

    def seal(self, text: str) -> str:
        """Encrypt a text for the database."""
        return self._fernet.encrypt(text.encode()).decode()

    def seal_bytes(self, content: bytes) -> bytes:
        """Encrypt some bytes for the database; shorter and in a tenth of the time of a text."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._bytes_key.encrypt(nonce, content, None)

    def unseal_bytes(self, sealed: bytes) -> bytes | None:
        """Decrypt; None when they were sealed with another key or changed."""
        try:
            return self._bytes_key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None)
        except (InvalidTag, ValueError):
            return None

    def unseal(self, sealed: str) -> str | None:
        """Decrypt; None when it was sealed with another key or changed."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None


def new_token() -> str:
    """A token nobody can guess: 256 random bits, 43 characters."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """How a session token is stored; it is random enough to need no key."""
    return hashlib.sha256(token.encode()).hexdigest()
