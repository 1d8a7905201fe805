"""TLS for the mail server: the certificate of the settings, or one we sign ourselves."""

import ssl
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

VALID = timedelta(days=365)

log = structlog.get_logger("channels.mail")


def server_context(certificate_file: Path, key_file: Path | None = None) -> ssl.SSLContext:
    """What STARTTLS needs.

    Args:
        certificate_file: PEM with our certificate and those above it, with the key too when there is no other file.
        key_file: PEM with the private key.
    """
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate_file, key_file)
    return context


class RenewedCertificate:
    """A certificate of the settings, which is read again when its file changes: some are renewed every few weeks."""

    def __init__(self, certificate_file: Path, key_file: Path | None = None) -> None:
        """Read it.

        Args:
            certificate_file: As for `server_context`.
            key_file: The same.

        Raises:
            OSError: A file cannot be read.
            ssl.SSLError: It is no certificate, or the key is another's.
        """
        self._files = (certificate_file, key_file)
        self._known = self._changed_at()
        self.context = server_context(certificate_file, key_file)

    def refresh(self) -> None:
        """Use what is in the files now; while they do not fit together, the old one stays in use."""
        try:
            found = self._changed_at()
            if found == self._known:
                return
            self.context.load_cert_chain(*self._files)
        except (OSError, ssl.SSLError) as error:
            log.warning("mail_certificate_not_read", error=type(error).__name__)
        else:
            self._known = found
            log.info("mail_certificate_renewed")

    def _changed_at(self) -> list[int]:
        return [file.stat().st_mtime_ns for file in self._files if file is not None]


def self_signed_context(hostname: str, now: datetime) -> ssl.SSLContext:
    """What STARTTLS needs where nobody gave us a certificate: enough against those who only listen.

    Args:
        hostname: Whom it names.
        now: From when it is valid, for a year.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mail.pem"
        write_self_signed(file, hostname, now)
        return server_context(file)


def write_self_signed(file: Path, hostname: str, now: datetime) -> None:
    """Make a key and a certificate for it, in one PEM that only we may read; for the demo and for tests.

    Args:
        file: Where to; an older one is replaced.
        hostname: Whom it names.
        now: From when it is valid, for a year.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hostname)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + VALID)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(hostname)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.touch(mode=0o600, exist_ok=True)
    file.chmod(0o600)
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
