"""Somebody before our SMTP server: mails of a domain that signs, of one that is let in from here, and forged ones."""

import asyncio
import base64
import contextlib
import functools
import itertools
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import aiosmtplib
import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from channels.settings import Settings
from tests.channels.fakes import FakeClock
from tests.channels.receiving.door import PROVIDERS, Door
from tests.ports import free_port

OURS, FRONT, ANNA, EVE = "service@zorza.example", "mx.zorza.example", "anna@example.org", "eve@evil.example"
"""Anna's mailbox is on the record of c-1 and confirmed."""
QUESTION = "What is my bill?"
_numbers = itertools.count(1)


@functools.cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def signed_by(content: bytes, domain: str = "example.org", **options: Any) -> bytes:
    """A mail with a domain's signature."""
    form = serialization.PrivateFormat.PKCS8
    pem = _key().private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    signature: bytes = dkim.sign(content, b"s1", domain.encode(), pem, **options)
    return signature + content


def _records() -> dict[tuple[str, str], list[str]]:
    """DNS. From here come mails of evil.example and shop.example; example.org signs. Only strict.example minds."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = base64.b64encode(_key().public_key().public_bytes(serialization.Encoding.DER, form)).decode()
    found = {(f"_dmarc.{name}.example", "TXT"): ["v=DMARC1; p=none"] for name in ("evil", "shop")}
    found |= {(f"{name}.example", "TXT"): ["v=spf1 ip4:127.0.0.1 -all"] for name in ("evil", "shop")}
    found |= {
        (f"s1._domainkey.{name}", "TXT"): [f"v=DKIM1; k=rsa; p={public}"] for name in ("example.org", "evil.example")
    }
    return found | {
        ("_dmarc.example.org", "TXT"): ["v=DMARC1; p=none"],
        ("example.org", "TXT"): ["v=spf1 -all"],
        ("_dmarc.strict.example", "TXT"): ["v=DMARC1; p=reject"],
        ("strict.example", "TXT"): ["v=spf1 -all"],
    }


def mail(text: str = QUESTION, author: str = ANNA, **fields: str) -> bytes:
    """A plain mail with an id of its own; header fields by their names with underscores."""
    head = {
        "From": author,
        "To": OURS,
        "Subject": "Bill",
        "Date": "Sun, 22 Nov 2026 10:00:00 +0100",
        "Message-ID": f"<m{next(_numbers)}@example.org>",
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return (lines + "\r\n" + text.replace("\n", "\r\n") + "\r\n").encode()


def with_file(name: str, content: bytes, kind: str = "application/pdf") -> bytes:
    """A mail of Anna's with a file, whatever it is in truth."""
    built = EmailMessage(policy=SMTP)
    built["From"], built["To"], built["Subject"], built["Message-ID"] = ANNA, OURS, "Paper", f"<f{next(_numbers)}@a.b>"
    built.set_content(QUESTION)
    main, _, sub = kind.partition("/")
    built.add_attachment(content, main, sub, filename=name)
    return built.as_bytes()


@dataclass
class MailDoor(Door):
    """Somebody before our SMTP server, and the other doors."""

    port: int = 0

    async def hands_over(self, content: bytes, sender: str = EVE, to: str = OURS) -> None:
        """A mail, until all that follows from it is done; notes the last answer's code."""
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=self.port, start_tls=False, timeout=20)
        try:
            async with client:
                await client.sendmail(sender, [to], content)
                self.answers.append(250)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            self.answers.append(refused.recipients[0].code)
        except aiosmtplib.SMTPResponseException as error:
            self.answers.append(error.code)
        await self.house.rest()

    async def anna_writes(self, text: str = QUESTION, to: str = OURS, **fields: str) -> None:
        """A mail that her domain signed."""
        await self.hands_over(signed_by(mail(text, **fields)), ANNA, to)

    async def case(self) -> str:
        """The address of the case that is open."""
        (row,) = await self.house.rows("SELECT case_token FROM conversations WHERE channel = 'email' LIMIT 1")
        return OURS.replace("@", f"+{row['case_token']}@")

    def sent_bytes(self) -> bytes:
        return b"".join(mail.content for mail in self.house.email.mails)


async def listened_to(port: int) -> None:
    """Wait until our server has opened its port."""
    async with asyncio.timeout(20):
        while True:
            with contextlib.suppress(ConnectionRefusedError):
                _reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def opened_mail_door(
    settings: Settings, clock: FakeClock, house_with: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[MailDoor]:
    """A gateway that takes mail from anybody, and checks by itself who it is from."""
    records, port = _records(), free_port()

    def look_up(name: str, kind: str) -> list[str]:
        return records.get((name, kind), [])

    monkeypatch.setattr("channels.adapters.email.adapter.system_lookup", lambda: look_up)
    update = PROVIDERS | {"mail_address": OURS, "mail_port": port, "mail_hostname": FRONT}
    async with house_with(settings.model_copy(update=update), clock) as house:
        await listened_to(port)
        yield MailDoor(house, port=port)
