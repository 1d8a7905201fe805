"""A mail server of our own on a loopback port, a certificate for it, and a keypair and DNS for signatures."""

import contextlib
import ssl
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from channels.limits import Limits
from channels.mail.certificates import server_context, write_self_signed
from channels.mail.envelope import Envelope
from channels.mail.smtp_server import Bounds, House, SmtpServer
from tests.channels.mail.doubles import NOW, Letterbox, Reached

type Opened = Callable[..., contextlib.AbstractAsyncContextManager[Reached]]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tls") / "mail.pem"
    write_self_signed(file, "localhost", datetime.now(UTC))
    return file


@pytest.fixture(scope="session")
def trusting(certificate: Path) -> ssl.SSLContext:
    """What a client needs to believe the certificate."""
    return ssl.create_default_context(cafile=certificate)


@pytest.fixture(scope="session")
def signing_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="session")
def signing_pem(signing_key: rsa.RSAPrivateKey) -> bytes:
    return signing_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@contextlib.asynccontextmanager
async def opened_server(
    tls: ssl.SSLContext | None, bounds: Bounds | None = None, rate: str = "1000/second", **house: object
) -> AsyncIterator[Reached]:
    mailbox = Letterbox()
    server = SmtpServer(
        mailbox.accepts,
        mailbox.store,
        House("mx.supplier.example", tls, **house),  # type: ignore[arg-type]
        bounds or Bounds(),
        Limits(mail_connection=rate, mail_message=rate),
        lambda: NOW,
    )
    await server.start("127.0.0.1", 0)
    try:
        yield Reached(server, mailbox)
    finally:
        await server.stop(0.2)


@pytest.fixture
def opened(certificate: Path) -> Opened:
    context = server_context(certificate)
    return lambda **options: opened_server(context, **options)


@pytest.fixture
async def reached(opened: Opened) -> AsyncIterator[Reached]:
    async with opened() as server:
        yield server


@pytest.fixture
def envelope() -> Callable[..., Envelope]:
    def make(content: bytes, peer: str = "192.0.2.7", sender: str = "ada@customer.example") -> Envelope:
        return Envelope(peer, "mail.customer.example", sender, ("service@supplier.example",), content, True, NOW)

    return make
