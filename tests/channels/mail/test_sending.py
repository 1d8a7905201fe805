"""Mails go over the relay, and its refusals become the right errors."""

import contextlib
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from channels.contract import OutboundMessage
from channels.errors import AddressError, ChannelError, FinalError, TemporaryError, ThrottledError
from channels.mail.certificates import server_context, write_self_signed
from channels.mail.composing import Composer, Mail, Mailbox
from channels.mail.layout import Layout, Look
from channels.mail.sending import Encryption, Relay, SmtpRelay
from tests.channels.mail.conftest import Opened
from tests.channels.mail.doubles import NOW
from tests.channels.mail.relays import scripted

MESSAGE = OutboundMessage("o-1", "ada@customer.example", "Your reading", "Thank you, 4711 is noted.")

BOUNCES = "service+bounces@supplier.example"

type Senders = Callable[..., SmtpRelay]
COMPOSER = Composer(Mailbox("service@supplier.example"), Layout(Look("Zorza")), None, lambda: NOW)


def composed(message: OutboundMessage = MESSAGE) -> Mail:
    return COMPOSER.compose(message)


@pytest.fixture
def sender(certificate: Path) -> Senders:
    def make(port: int, encryption: Encryption = Encryption.NONE, **relay: Any) -> SmtpRelay:
        settings = Relay("localhost", port, encryption, authorities_file=certificate, **relay)
        return SmtpRelay(settings, "mail.supplier.example")

    return make


@pytest.mark.parametrize("encryption", [Encryption.NONE, Encryption.STARTTLS])
async def test_to_our_own_server(opened: Opened, sender: Senders, encryption: Encryption) -> None:
    async with opened() as reached:
        reached.mailbox.addresses.add("ada@customer.example")
        await sender(reached.port, encryption).carry(composed())
        (mail,) = reached.mailbox.mails
        assert (mail.sender, mail.recipients, mail.helo) == (
            BOUNCES,
            ("ada@customer.example",),
            "mail.supplier.example",
        )
        assert mail.encrypted is (encryption is Encryption.STARTTLS)
        assert b"4711 is noted" in mail.content


@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.IMPLICIT])
@pytest.mark.parametrize(("password", "taken"), [("right", 1), ("wrong", 0)])
async def test_credentials(
    certificate: Path, sender: Senders, encryption: Encryption, password: str, taken: int
) -> None:
    implicit = encryption is Encryption.IMPLICIT
    tolerant = pytest.warns(UserWarning, match="AUTH") if implicit else contextlib.nullcontext()
    with tolerant:
        async with scripted(server_context(certificate), implicit=implicit, account=("zorza", "right")) as relay:
            mails = sender(relay.port, encryption, account="zorza", password=password)
            if taken:
                await mails.carry(composed())
            else:
                with pytest.raises(TemporaryError) as failure:
                    await mails.carry(composed())
                assert failure.value.code == "relay_login_refused"
            assert len(relay.taken) == taken


async def test_a_relay_without_tls_gets_nothing(sender: Senders) -> None:
    async with scripted() as relay:
        with pytest.raises(TemporaryError):
            await sender(relay.port, Encryption.STARTTLS).carry(composed())
        assert not relay.taken


async def test_a_relay_with_a_foreign_certificate_gets_nothing(sender: Senders, tmp_path: Path) -> None:
    write_self_signed(tmp_path / "other.pem", "localhost", NOW)
    async with scripted(server_context(tmp_path / "other.pem")) as relay:
        with pytest.raises(TemporaryError) as failure:
            await sender(relay.port, Encryption.STARTTLS).carry(composed())
        assert failure.value.code == "provider_unreachable"
        assert not relay.taken


def test_a_password_is_not_shown_to_everybody() -> None:
    with pytest.raises(ValueError, match="TLS"):
        Relay("relay.example", 25, Encryption.NONE, account="zorza", password="secret")
    assert "secret" not in repr(Relay("relay.example", 587, account="zorza", password="secret"))


@pytest.mark.parametrize(
    ("command", "reply", "error", "code"),
    [
        ("RCPT", "550 5.1.1 No such person", AddressError, "address_unknown"),
        ("RCPT", "550 5.7.1 Relaying denied", FinalError, "policy_refused"),
        ("RCPT", "450 4.7.1 Greylisted", ThrottledError, "throttled"),
        ("RCPT", "452 4.2.2 Mailbox full", ThrottledError, "mailbox_full"),
        ("MAIL", "553 5.1.8 Sender's domain does not exist", FinalError, "sender_refused"),
        ("DATA", "552 5.3.4 Too big", FinalError, "too_large"),
        ("DATA", "554 5.6.0 Looks odd", FinalError, "content_refused"),
        ("DATA", "451 4.3.0 Try again", TemporaryError, "server_trouble"),
        ("DATA", "299 whatever", TemporaryError, "unexpected_reply"),
        ("EHLO", "550 5.7.1 Go away", TemporaryError, "relay_refused_us"),
        ("EHLO", "421 4.7.0 Too many connections", ThrottledError, "throttled"),
    ],
)
async def test_refusals(sender: Senders, command: str, reply: str, error: type[ChannelError], code: str) -> None:
    async with scripted(replies={command: reply}) as relay:
        with pytest.raises(ChannelError) as failure:
            await sender(relay.port).carry(composed())
        assert (type(failure.value), failure.value.code) == (error, code)
        assert not relay.taken


async def test_what_was_taken_stays_taken(sender: Senders) -> None:
    async with scripted(replies={"QUIT": "421 Good bye forever"}) as relay:
        await sender(relay.port).carry(composed())
        assert len(relay.taken) == 1


async def test_nobody_there(sender: Senders) -> None:
    async with scripted() as relay:
        port = relay.port
    with pytest.raises(TemporaryError) as failure:
        await sender(port).carry(composed())
    assert failure.value.code == "provider_unreachable"


async def test_names_in_other_letters(sender: Senders) -> None:
    message = OutboundMessage("o-2", "żółw@customer.example", "Odczyt", "Dziękujemy.")
    async with scripted() as relay:
        await sender(relay.port).carry(composed(message))
        assert relay.taken[0].rcpt_tos == ["żółw@customer.example"]
    async with scripted(utf8=False) as relay:
        with pytest.raises(FinalError) as failure:
            await sender(relay.port).carry(composed(message))
        assert failure.value.code == "utf8_needed"


async def test_domains_in_other_letters(sender: Senders) -> None:
    async with scripted(utf8=False) as relay:
        await sender(relay.port).carry(composed(OutboundMessage("o-3", "ada@straße.example", "x", "y")))
        assert relay.taken[0].rcpt_tos == ["ada@xn--strae-oqa.example"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ada",
        "ada@customer.example\r\nRCPT TO:<eve@evil.example>",
        "ada@customer.example> SIZE=1",
        "ada@customer.example,eve@evil.example",
        "<ada@customer.example>",
        "a da@customer.example",
        '"ada\r\n"@customer.example',
        "ada@[127.0.0.1]",
        "ada@customer.example\x00",
    ],
)
def test_addresses_that_would_break_out(address: str) -> None:
    with pytest.raises(AddressError) as failure:
        composed(OutboundMessage("o-4", address, "x", "y"))
    assert failure.value.code == "address_invalid"


def test_a_context_is_made_once(sender: Senders) -> None:
    assert isinstance(sender(1)._tls, ssl.SSLContext)
