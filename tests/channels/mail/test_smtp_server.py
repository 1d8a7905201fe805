"""The mail server takes each mail once, or refuses it; it never relays, and never loses what it said 250 to."""

import asyncio
import contextlib
import ipaddress
import ssl

import aiosmtplib
import pytest

from channels.mail.smtp_server import Bounds
from tests.channels.mail.conftest import Opened
from tests.channels.mail.doubles import NOW, OURS, Reached

MAIL = b"From: Ada <ada@customer.example>\r\nSubject: Meter\r\n\r\nThe reading is 4711.\r\n"


async def send(port: int, content: bytes = MAIL, sender: str = "ada@customer.example", to: str = OURS) -> str:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False) as client:
        _refused, reply = await client.sendmail(sender, [to], content)
    return reply


async def test_a_mail_is_stored_before_it_is_acknowledged(reached: Reached) -> None:
    assert "Stored" in await send(reached.port)
    (mail,) = reached.mailbox.mails
    assert (mail.sender, mail.recipients, mail.content) == ("ada@customer.example", (OURS,), MAIL)
    assert (mail.peer, mail.encrypted, mail.received_at, mail.is_bounce) == ("127.0.0.1", False, NOW, False)
    assert "customer.example" not in repr(mail)


async def test_starttls(reached: Reached, trusting: ssl.SSLContext) -> None:
    client = aiosmtplib.SMTP(hostname="localhost", port=reached.port, start_tls=True, tls_context=trusting)
    async with client:
        assert not client.supports_extension("auth")
        assert not client.supports_extension("pipelining")
        await client.sendmail("ada@customer.example", [OURS], MAIL)
        refused = await client.execute_command(b"STARTTLS")
        assert refused.code == 503
        await client.sendmail("ada@customer.example", [OURS], MAIL)
    assert [mail.encrypted for mail in reached.mailbox.mails] == [True, True]


async def test_without_certificate_there_is_no_starttls(reached: Reached) -> None:
    from tests.channels.mail.conftest import opened_server

    async with opened_server(None) as plain, aiosmtplib.SMTP(hostname="127.0.0.1", port=plain.port) as client:
        assert not client.supports_extension("starttls")


async def test_a_broken_handshake_ends_one_connection_only(reached: Reached) -> None:
    talk = await reached.talk()
    assert (await talk.says(b"STARTTLS\r\n")).startswith("220")
    talk.writer.write(b"MAIL FROM:<eve@evil.example>\r\n")
    # TLS may answer with an alert before it closes.
    with contextlib.suppress(ConnectionError):
        await talk.reader.read()
    await talk.end()
    await send(reached.port)
    assert len(reached.mailbox.mails) == 1


@pytest.mark.parametrize(
    "recipient",
    [
        b"<somebody@elsewhere.example>",
        b"<unknown@supplier.example>",
        b"<service%elsewhere.example@supplier.example>",
        b"<elsewhere.example!service@supplier.example>",
        b'<"service@supplier.example"@elsewhere.example>',
        b"<service@supplier.example@elsewhere.example>",
        b"<service@supplier.example.elsewhere.example>",
        b"<service@[127.0.0.1]>",
    ],
)
async def test_it_is_never_a_relay(reached: Reached, recipient: bytes) -> None:
    talk = await reached.talk()
    await talk.says(b"MAIL FROM:<ada@customer.example>\r\n")
    assert (await talk.says(b"RCPT TO:" + recipient + b"\r\n"))[0] == "5"
    assert (await talk.says(b"DATA\r\n")).startswith("503")
    await talk.end()
    assert not reached.mailbox.mails


async def test_a_bounce_has_no_sender(reached: Reached) -> None:
    await send(reached.port, sender="")
    (mail,) = reached.mailbox.mails
    assert (mail.sender, mail.is_bounce) == ("", True)


async def test_postmaster_needs_no_domain(reached: Reached) -> None:
    await send(reached.port, to="postmaster")
    assert reached.mailbox.mails[0].recipients == ("postmaster",)


async def test_a_failure_to_store_is_451_and_the_connection_goes_on(reached: Reached) -> None:
    reached.mailbox.failures = [OSError("disk full: secret words")]
    talk = await reached.talk()
    await talk.up_to_data()
    reply = await talk.says(MAIL + b".\r\n")
    assert reply.startswith("451 4.3.0")
    assert "secret" not in reply
    await talk.up_to_data()
    assert (await talk.says(MAIL + b".\r\n")).startswith("250")
    await talk.end()
    assert len(reached.mailbox.mails) == 1


async def test_a_store_that_hangs_is_451(opened: Opened) -> None:
    async with opened(bounds=Bounds(store_seconds=0.05)) as reached:
        reached.mailbox.gate = asyncio.Event()
        with pytest.raises(aiosmtplib.SMTPDataError) as failure:
            await send(reached.port)
        assert failure.value.code == 451
        reached.mailbox.gate.set()


async def test_a_failure_to_look_up_a_recipient_is_451(reached: Reached) -> None:
    talk = await reached.talk()
    await talk.says(b"MAIL FROM:<ada@customer.example>\r\n")
    assert (await talk.says(b"RCPT TO:<broken@supplier.example>\r\n")).startswith("451")
    assert (await talk.says(b"RCPT TO:<service@supplier.example>\r\n")).startswith("250")
    await talk.end()


async def test_a_mail_is_stored_whole_when_the_peer_leaves_meanwhile(reached: Reached) -> None:
    reached.mailbox.gate = asyncio.Event()
    talk = await reached.talk()
    await talk.up_to_data()
    talk.writer.write(MAIL + b".\r\n")
    await reached.mailbox.knocked.wait()
    await talk.end()
    reached.mailbox.gate.set()
    await reached.server.stop()
    assert len(reached.mailbox.mails) == 1


async def test_stopping_lets_a_mail_finish(reached: Reached) -> None:
    reached.mailbox.gate = asyncio.Event()
    idle, busy = await reached.talk(), await reached.talk()
    await busy.up_to_data()
    busy.writer.write(MAIL + b".\r\n")
    await reached.mailbox.knocked.wait()
    stopping = asyncio.create_task(reached.server.stop(5))
    assert (await idle.heard()).startswith("421 4.3.2")
    reached.mailbox.gate.set()
    assert (await busy.heard()).startswith("250")
    assert (await busy.heard()).startswith("421 4.3.2")
    await stopping
    await idle.end()
    await busy.end()
    assert len(reached.mailbox.mails) == 1


async def test_stopping_cuts_who_does_not_finish(reached: Reached) -> None:
    talk = await reached.talk()
    await talk.up_to_data()
    talk.writer.write(b"half a ma")
    await talk.writer.drain()
    await reached.server.stop(0.05)
    assert await talk.closed()
    await talk.end()
    assert not reached.mailbox.mails


async def test_many_connections_store_at_the_same_time(reached: Reached) -> None:
    gate = reached.mailbox.gate = asyncio.Event()
    sending = [asyncio.create_task(send(reached.port)) for _ in range(10)]
    await reached.mailbox.all_knocked(10)
    gate.set()
    await asyncio.gather(*sending)
    assert len(reached.mailbox.mails) == 10


async def test_too_large(opened: Opened) -> None:
    async with opened(bounds=Bounds(message_bytes=1000)) as reached:
        talk = await reached.talk()
        assert (await talk.says(b"MAIL FROM:<ada@customer.example> SIZE=1001\r\n")).startswith("552")
        await talk.up_to_data()
        assert (await talk.says((b"x" * 70 + b"\r\n") * 20 + b".\r\n")).startswith("552")
        await talk.up_to_data()
        assert (await talk.says(MAIL + b".\r\n")).startswith("250")
        await talk.end()
        assert len(reached.mailbox.mails) == 1


async def test_too_many_connections_of_one_peer(opened: Opened) -> None:
    async with opened(bounds=Bounds(connections_per_peer=2)) as reached:
        first, second = await reached.talk(), await reached.talk()
        third = await reached.talk(hello=False)
        assert (await third.heard()).startswith("421 4.7.0")
        assert await third.closed()
        assert (await first.says(b"QUIT\r\n")).startswith("221")
        assert await first.closed()
        fourth = await reached.talk()
        await first.end()
        for talk in (second, third, fourth):
            await talk.end()


async def test_too_many_connections_at_all(opened: Opened) -> None:
    local = (ipaddress.ip_network("127.0.0.0/8"),)
    async with opened(bounds=Bounds(connections=1, connections_per_peer=1), trusted=local) as reached:
        first, second = await reached.talk(), await reached.talk(hello=False)
        assert (await second.heard()).startswith("421")
        await first.end()
        await second.end()


async def test_too_many_mails_of_one_peer(opened: Opened) -> None:
    async with opened(rate="2/hour") as reached:
        talk = await reached.talk()
        for reply in ("250", "250", "451 4.7.1"):
            assert (await talk.says(b"MAIL FROM:<ada@customer.example>\r\n")).startswith(reply)
            await talk.says(b"RSET\r\n")
        await talk.end()
    async with opened(rate="2/hour", trusted=(ipaddress.ip_network("127.0.0.0/8"),)) as reached:
        for _ in range(3):
            await send(reached.port)


async def test_trying_out_addresses_ends_the_connection(opened: Opened) -> None:
    async with opened(bounds=Bounds(refused_recipients=3)) as reached:
        talk = await reached.talk()
        await talk.says(b"MAIL FROM:<ada@customer.example>\r\n")
        replies = [await talk.says(b"RCPT TO:<guess%d@supplier.example>\r\n" % number) for number in range(3)]
        assert [reply[:3] for reply in replies] == ["550", "550", "421"]
        assert await talk.closed()
        await talk.end()


async def test_too_many_recipients(opened: Opened) -> None:
    async with opened(bounds=Bounds(recipients=1)) as reached:
        talk = await reached.talk()
        await talk.says(b"MAIL FROM:<ada@customer.example>\r\n")
        assert (await talk.says(b"RCPT TO:<service@supplier.example>\r\n")).startswith("250")
        assert (await talk.says(b"RCPT TO:<postmaster>\r\n")).startswith("452 4.5.3")
        await talk.end()


async def test_a_mail_that_runs_in_circles(reached: Reached) -> None:
    with pytest.raises(aiosmtplib.SMTPDataError) as failure:
        await send(reached.port, b"Received: from a by b\r\n" * 101 + MAIL)
    assert failure.value.code == 554


@pytest.mark.parametrize("command", [b"AUTH PLAIN AGEAYg==\r\n", b"HELP\r\n", b"EXPN list\r\n", b"TURN\r\n"])
async def test_commands_we_do_not_have(reached: Reached, command: bytes) -> None:
    talk = await reached.talk()
    assert (await talk.says(command)).startswith("500")
    await talk.end()


async def test_nobody_learns_who_is_here(reached: Reached) -> None:
    talk = await reached.talk()
    replies = {await talk.says(b"VRFY " + name + b"\r\n") for name in (b"service@supplier.example", b"nobody")}
    assert len(replies) == 1
    await talk.end()
