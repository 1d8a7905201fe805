"""The demo's certificate is for this machine only, and for nobody else to read."""

import asyncio
import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest

from channels.mail.certificates import RenewedCertificate, self_signed_context, server_context, write_self_signed


def test_only_we_may_read_it(certificate: Path) -> None:
    assert certificate.stat().st_mode & 0o077 == 0


def test_old_tls_is_not_spoken(certificate: Path, trusting: ssl.SSLContext) -> None:
    assert server_context(certificate).minimum_version is ssl.TLSVersion.TLSv1_2
    assert trusting.verify_mode is ssl.CERT_REQUIRED


def test_one_is_made_where_there_is_none() -> None:
    context = self_signed_context("mx.supplier.example", datetime.now(UTC))
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2


async def shown(context: ssl.SSLContext) -> bytes | None:
    """The certificate a client is shown."""
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    careless = ssl.create_default_context()
    careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
    _reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=careless)
    found: bytes | None = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.close()
    server.close()
    await server.wait_closed()
    return found


async def test_a_renewed_one_is_used_and_a_broken_one_is_not(tmp_path: Path) -> None:
    file = tmp_path / "mail.pem"
    write_self_signed(file, "mx.supplier.example", datetime.now(UTC))
    certificate = RenewedCertificate(file)
    first = await shown(certificate.context)
    certificate.refresh()
    assert await shown(certificate.context) == first
    file.write_text("half a certificate")
    certificate.refresh()
    assert await shown(certificate.context) == first
    write_self_signed(file, "mx.supplier.example", datetime.now(UTC))
    certificate.refresh()
    assert await shown(certificate.context) not in (None, first)


def test_what_is_no_certificate_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        RenewedCertificate(tmp_path / "none.pem")
    (tmp_path / "empty.pem").touch()
    with pytest.raises(ssl.SSLError):
        RenewedCertificate(tmp_path / "empty.pem")
