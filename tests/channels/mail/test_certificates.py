"""The demo's certificate is for this machine only, and for nobody else to read."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

from channels.mail.certificates import self_signed_context, server_context


def test_only_we_may_read_it(certificate: Path) -> None:
    assert certificate.stat().st_mode & 0o077 == 0


def test_old_tls_is_not_spoken(certificate: Path, trusting: ssl.SSLContext) -> None:
    assert server_context(certificate).minimum_version is ssl.TLSVersion.TLSv1_2
    assert trusting.verify_mode is ssl.CERT_REQUIRED


def test_one_is_made_where_there_is_none() -> None:
    context = self_signed_context("mx.supplier.example", datetime.now(UTC))
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
