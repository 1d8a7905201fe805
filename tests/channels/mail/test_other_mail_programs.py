"""Our mail server and sender with the programs of others: swaks, Postfix's smtp-source, and a real Postfix as relay."""

import asyncio

import pytest

from channels.contract import OutboundMessage
from channels.errors import FinalError
from channels.mail.composing import Composer, Mailbox
from channels.mail.layout import Layout, Look
from channels.mail.sending import Encryption, Relay, SmtpRelay
from tests.channels.mail import postfix
from tests.channels.mail.conftest import Opened
from tests.channels.mail.doubles import NOW, OURS, Reached

pytestmark = [pytest.mark.prove, pytest.mark.timeout(120)]

SENDER = "ada@customer.example"
MANY = 400


@pytest.mark.parametrize("keeping", [(), ("-d",)], ids=["new connections", "kept connections"])
async def test_smtp_source(opened: Opened, keeping: tuple[str, ...]) -> None:
    source = postfix.program("smtp-source", "usr/sbin", "postfix")
    async with opened(rate="100000/second") as reached:
        options = (*keeping, "-s", "20", "-m", str(MANY), "-l", "3000", "-f", SENDER, "-t", OURS)
        code, said = await postfix.run(source, *options, f"127.0.0.1:{reached.port}")
        assert code == 0, said
        assert len(reached.mailbox.mails) == MANY
        assert {mail.sender for mail in reached.mailbox.mails} == {SENDER}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--to", OURS), 0),
        (("--to", OURS, "--tls"), 0),
        (("--to", "somebody@elsewhere.example"), 24),
        (("--to", OURS, "--auth", "--auth-user", "eve", "--auth-password", "x"), 28),
    ],
)
async def test_swaks(reached: Reached, options: tuple[str, ...], code: int) -> None:
    swaks = postfix.program("swaks", "usr/bin", "swaks")
    common = ("--server", "127.0.0.1", "--port", str(reached.port), "--from", SENDER, "--helo", "client.example")
    ended, said = await postfix.run(swaks, *common, *options)
    assert ended == code, said
    assert len(reached.mailbox.mails) == (code == 0)


async def test_through_a_real_postfix(opened: Opened) -> None:
    async with opened() as reached:
        reached.mailbox.addresses |= {SENDER, "service+bounces@supplier.example"}
        async with postfix.relay(reached.port) as port:
            composer = Composer(Mailbox(OURS), Layout(Look("Zorza")), None, lambda: NOW)
            carrier = SmtpRelay(Relay("127.0.0.1", port, Encryption.NONE), "mail.supplier.example")
            for number in range(20):
                await carrier.carry(composer.compose(OutboundMessage(f"o-{number}", SENDER, "Grüße", "Dziękujemy.")))
            with pytest.raises(FinalError) as failure:
                await carrier.carry(composer.compose(OutboundMessage("o-large", SENDER, "x", "y" * 11_000_000)))
            assert failure.value.code == "too_large"
            await carrier.carry(composer.compose(OutboundMessage("o-nobody", "nobody@customer.example", "x", "y")))
            await asyncio.wait_for(_arrived(reached, 21), 30)
    arrived = [mail for mail in reached.mailbox.mails if not mail.is_bounce]
    (bounce,) = [mail for mail in reached.mailbox.mails if mail.is_bounce]
    assert len(arrived) == 20
    assert all(mail.encrypted for mail in reached.mailbox.mails)
    assert bounce.recipients == ("service+bounces@supplier.example",)
    assert b"Status: 5.1.1" in bounce.content
    assert b"<o-nobody@supplier.example>" in bounce.content


async def _arrived(reached: Reached, number: int) -> None:
    while len(reached.mailbox.mails) < number:
        reached.mailbox.knocked.clear()
        await reached.mailbox.knocked.wait()
