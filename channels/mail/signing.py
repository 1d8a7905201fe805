"""DKIM: our signature on what we send (RFC 6376)."""

from dataclasses import dataclass, field

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

SIGNED = (
    *("from", "to", "subject", "date", "message-id", "reply-to", "in-reply-to", "references", "auto-submitted"),
    *("mime-version", "content-type", "content-transfer-encoding", "list-unsubscribe", "list-unsubscribe-post"),
)
"""Header fields that are signed once more than they are there, so that nobody can add one (RFC 6376 section 8.15).
The list fields have to be among them (RFC 8058 section 4)."""
SMALLEST_KEY = 2048
"""Bits (RFC 8301 section 3.2: signers should use at least 2048)."""


@dataclass(frozen=True, slots=True)
class Signer:
    """One key of a domain."""

    domain: str
    selector: str
    private_key: bytes = field(repr=False)
    """RSA, PEM."""

    def __post_init__(self) -> None:
        """Refuse a key that receivers would not take, when the gateway starts and not with the first mail."""
        if _loaded(self.private_key).key_size < SMALLEST_KEY:
            raise ValueError("the DKIM key is too small")

    def signed(self, content: bytes) -> bytes:
        """The mail with our signature on top.

        Args:
            content: With CR LF.
        """
        header = content.partition(b"\r\n\r\n")[0].lower().split(b"\r\n")
        present = [name for line in header if (name := line.partition(b":")[0].decode("ascii", "replace")) in SIGNED]
        signature: bytes = dkim.sign(
            content,
            self.selector.encode(),
            self.domain.encode(),
            self.private_key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[*present, *SIGNED],
        )
        return signature + content

    def dns_record(self) -> tuple[str, str]:
        """Name and text of the TXT record that the domain has to publish."""
        public = _loaded(self.private_key).public_key()
        pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        key = "".join(pem.decode().splitlines()[1:-1])
        return f"{self.selector}._domainkey.{self.domain}", f"v=DKIM1; k=rsa; p={key}"


def _loaded(pem: bytes) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(pem, None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("the DKIM key is not RSA")
    return key
