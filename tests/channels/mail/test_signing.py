"""A key that receivers would not take is refused when the gateway starts."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from channels.mail.signing import Signer


def _pem(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def test_a_small_key() -> None:
    with pytest.raises(ValueError, match="too small"):
        Signer("supplier.example", "s1", _pem(rsa.generate_private_key(public_exponent=65537, key_size=1024)))


def test_another_kind_of_key() -> None:
    with pytest.raises(TypeError, match="RSA"):
        Signer("supplier.example", "s1", _pem(ed25519.Ed25519PrivateKey.generate()))


def test_the_record_to_publish(signing_pem: bytes) -> None:
    name, record = Signer("supplier.example", "s1", signing_pem).dns_record()
    assert name == "s1._domainkey.supplier.example"
    assert record.startswith("v=DKIM1; k=rsa; p=MII")
    assert "\n" not in record


def test_the_key_is_not_shown(signing_pem: bytes) -> None:
    assert "PRIVATE" not in repr(Signer("supplier.example", "s1", signing_pem))
