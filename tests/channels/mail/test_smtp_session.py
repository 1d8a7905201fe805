"""Smuggling (D13, A11): whatever a peer sends becomes exactly one mail, or is refused."""

import asyncio
import contextlib
import random

import pytest
from aiosmtpd.smtp import SMTP

from channels.mail.smtp_server import Bounds
from channels.mail.smtp_session import Session, has_bare_line_ends
from tests.channels.mail.conftest import Opened
from tests.channels.mail.doubles import Reached

HEAD = b"From: Ada <ada@customer.example>\r\nSubject: one\r\n\r\nfirst\r\n"
SECOND = (
    b"MAIL FROM:<eve@evil.example>\r\nRCPT TO:<service@supplier.example>\r\nDATA\r\n"
    b"From: Eve <eve@evil.example>\r\n\r\nsmuggled\r\n"
)
ENDS = {
    "LF . LF": b"\n.\n",
    "LF . CRLF": b"\n.\r\n",
    "CRLF . LF": b"\r\n.\n",
    "CR . CR": b"\r.\r",
    "CR . CRLF": b"\r.\r\n",
    "CRLF . CR": b"\r\n.\r",
    "CR LF CR . CR LF": b"\r\n\r.\r\n",
    "CRLF . CR CRLF": b"\r\n.\r\r\n",
    "LF LF . CR LF": b"\n\n.\r\n",
    "zero byte": b"\r\n\x00.\r\n",
    "zero byte behind the dot": b"\r\n.\x00\r\n",
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("split", [False, True], ids=["at once", "byte by byte"])
async def test_ends_of_data_that_are_none(reached: Reached, end: bytes, split: bool) -> None:
    talk = await reached.talk()
    await talk.up_to_data()
    smuggled = b"x" + end + SECOND + b".\r\n"
    for piece in [smuggled[i : i + 1] for i in range(len(smuggled))] if split else [smuggled]:
        talk.writer.write(piece)
        if split:
            await talk.writer.drain()
    assert (await talk.heard()).startswith("550 5.6.0")
    assert (await talk.says(b"NOOP\r\n")).startswith("250")
    await talk.end()
    assert not reached.mailbox.mails


async def test_a_second_mail_behind_the_true_end_is_refused_with_the_first(reached: Reached) -> None:
    talk = await reached.talk()
    await talk.up_to_data()
    assert (await talk.says(HEAD + b".\r\n" + SECOND + b".\r\n")).startswith("554 5.5.0")
    assert await talk.closed()
    await talk.end()
    assert not reached.mailbox.mails


async def test_dots_are_taken_off_once(reached: Reached) -> None:
    talk = await reached.talk()
    await talk.up_to_data()
    assert (await talk.says(HEAD + b"..\r\n...two\r\n.\r\n")).startswith("250")
    await talk.end()
    assert reached.mailbox.mails[0].content == HEAD + b".\r\n..two\r\n"


@pytest.mark.parametrize(
    "line",
    [
        b"MAIL FROM:<ada@customer.example>\n",
        b"MAIL FROM:<ada@customer.example>\r",
        b"MAIL FROM:<ada@customer.example>\rRCPT TO:<service@supplier.example>\r\n",
        b"MAIL FROM:<ada@customer.example>\nRCPT TO:<service@supplier.example>\r\n",
        b"MAIL FROM:<ada\x00@customer.example>\r\n",
        b"NOOP\r\r\n",
    ],
)
async def test_commands_end_with_cr_lf(reached: Reached, line: bytes) -> None:
    talk = await reached.talk()
    talk.writer.write(line)
    await talk.writer.drain()
    if line.endswith(b"\r"):
        talk.writer.write(b"X")
    assert (await talk.heard()).startswith("521 5.5.2")
    assert await talk.closed()
    await talk.end()


async def test_a_line_end_in_two_packets(reached: Reached) -> None:
    talk = await reached.talk()
    talk.writer.write(b"NOOP\r")
    await talk.writer.drain()
    assert (await talk.says(b"\n")).startswith("250")
    await talk.end()


@pytest.mark.parametrize(
    "commands",
    [
        b"STARTTLS\r\nMAIL FROM:<eve@evil.example>\r\n",
        b"STARTTLS\r\nEHLO x\r\nMAIL FROM:<eve@evil.example>\r\nRCPT TO:<service@supplier.example>\r\n",
        b"MAIL FROM:<eve@evil.example>\r\nRCPT TO:<service@supplier.example>\r\nDATA\r\n",
        b"NOOP\r\nNOOP\r\n",
    ],
)
async def test_who_does_not_wait_is_sent_away(reached: Reached, commands: bytes) -> None:
    talk = await reached.talk()
    assert (await talk.says(commands)).startswith("554 5.5.0")
    assert await talk.closed()
    await talk.end()


@pytest.mark.parametrize("extra", [b"DATA\r\n", b"DATA\r\n" + HEAD + b".\r\n"])
async def test_data_without_waiting(reached: Reached, extra: bytes) -> None:
    talk = await reached.talk()
    await talk.says(b"MAIL FROM:<ada@customer.example>\r\n")
    reply = await talk.says(b"RCPT TO:<service@supplier.example>\r\n" + extra)
    assert reply.startswith("554 5.5.0")
    await talk.end()
    assert not reached.mailbox.mails


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        (b"MAIL FROM:<\xff\xfe@customer.example>\r\n", "553"),
        (b"MAIL FROM:<" + b"a" * 300 + b"@customer.example>\r\n", "553"),
        (b"MAIL FROM:<" + b"a" * 2000 + b"@customer.example>\r\n", "500"),
        (b"MAIL FROM:ada\r\n", "250"),
        (b"MAIL FROM:<>\r\n", "250"),
        (b"MAIL FROM:<ada@customer.example> BODY=BINARYMIME\r\n", "501"),
        (b"MAIL FROM:<ada@customer.example> AUTH=<>\r\n", "555"),
        (b"BDAT 5 LAST\r\n", "500"),
        (b"\xff\xfe\r\n", "500"),
        (b"\r\n", "500"),
    ],
)
async def test_odd_commands(reached: Reached, line: bytes, reply: str) -> None:
    talk = await reached.talk()
    assert (await talk.says(line)).startswith(reply)
    assert (await talk.says(b"NOOP\r\n")).startswith("250")
    await talk.end()


async def test_eight_bit_headers_are_one_mail(reached: Reached) -> None:
    talk = await reached.talk()
    await talk.up_to_data()
    mail = "From: Łucja <lucja@customer.example>\r\nSubject: Zählerstand\r\n\r\nż\r\n".encode()
    assert (await talk.says(mail + b".\r\n")).startswith("250")
    await talk.end()
    assert reached.mailbox.mails[0].content == mail


async def test_a_line_without_end_is_refused(reached: Reached) -> None:
    talk = await reached.talk()
    await talk.up_to_data()
    assert (await talk.says(b"x" * 100_000 + b"\r\n.\r\n")).startswith("500")
    assert (await talk.says(b"NOOP\r\n")).startswith("250")
    await talk.end()
    assert not reached.mailbox.mails


async def test_a_name_that_would_break_logs_is_cleaned(reached: Reached) -> None:
    talk = await reached.talk()
    assert (await talk.says("EHLO eve\x1b[31m.ż\r\n".encode())).startswith("250")
    await talk.up_to_data()
    await talk.says(HEAD + b".\r\n")
    await talk.end()
    assert reached.mailbox.mails[0].helo == "eve[31m."


async def test_commands_that_carry_no_mail_are_counted(reached: Reached) -> None:
    talk = await reached.talk()
    replies = [await talk.says(b"NOOP\r\n") for _ in range(101)]
    assert [reply[:3] for reply in replies[-2:]] == ["250", "421"]
    await talk.end()


@pytest.mark.parametrize(
    ("content", "bare"),
    [
        (b"a\r\nb\r\n", False),
        (b"", False),
        (b"a\nb\r\n", True),
        (b"a\rb\r\n", True),
        (b"a\r\r\n", True),
        (b"a\n\r\n", True),
        (b"a\n\rb\r\n", True),
        (b"a\x00\r\n", True),
    ],
)
def test_has_bare_line_ends(content: bytes, bare: bool) -> None:
    assert has_bare_line_ends(content) is bare


PIECES = (
    *(
        b"EHLO x",
        b"HELO x",
        b"MAIL FROM:<ada@customer.example>",
        b"RCPT TO:<service@supplier.example>",
        b"DATA",
        b"RSET",
    ),
    *(b"NOOP", b"QUIT", b"VRFY x", b"STARTTLS", b"MAIL FROM:<>", b"RCPT TO:<@a,@b:service@supplier.example>", b"."),
    *(b"From: x", b"..", b"", b" ", b"\x00", b"\xff\xfe", b"MAIL FROM:<\xc5\xbc@b.example> SMTPUTF8", b"BDAT 9 LAST"),
    *(b"MAIL FROM:" + b"<" * 200, b"RCPT TO:" + b"(" * 300, b"MAIL FROM:<a@b.example> SIZE=99999999999", b"A" * 1500),
)
ENDINGS = (b"\r\n", b"\r\n", b"\r\n", b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r", b"", b"\r\n.\r\n")


@pytest.mark.parametrize("seed", range(60))
async def test_whatever_a_peer_sends(reached: Reached, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(seed)
    talk = await reached.talk(hello=False)
    with contextlib.suppress(ConnectionError):
        for _ in range(40):
            talk.writer.write(chance.choice(PIECES) + chance.choice(ENDINGS))
            await talk.writer.drain()
            if chance.random() < 0.7:
                await asyncio.sleep(0)
        talk.writer.write_eof()
        replies = (await asyncio.wait_for(talk.reader.read(), 5)).split(b"\r\n")
        assert all(reply[:3].isdigit() and reply[:1] in b"2345" for reply in replies if reply)
        assert sum(reply.startswith(b"250 2.6.0") for reply in replies) == len(reached.mailbox.mails)
    await talk.end()
    assert "failed" not in capsys.readouterr().out.replace("mail_tls_failed", "")
    another = await reached.talk()
    assert (await another.says(b"NOOP\r\n")).startswith("250")
    await another.end()


async def test_who_dawdles_is_cut_off(opened: Opened) -> None:
    async with opened(bounds=Bounds(idle_seconds=0.1)) as reached:
        idle, dripping = await reached.talk(), await reached.talk()
        await dripping.up_to_data()
        dripping.writer.write(b"x\r\n")
        assert await idle.closed()
        assert await dripping.closed()
        await idle.end()
        await dripping.end()


ATOMS = ("ada", "a.b", "a..b", ".a", "a!#$%&'*+/=?^_`{|}~-z", '"a b"', "a(c)", "ż", "a@b", "a" * 90, "")
DOMAINS = ("b.example", "b", "x_y.example", "-b.example", "[192.0.2.1]", "b..example", "b.example.", "ż.example", "")
FRAMES = (
    "<{}>",
    "<{}> SIZE=3000 BODY=8BITMIME",
    "<{}>SIZE=1",
    "<{}>  ",
    " <{}>",
    "{}",
    "<@x,@y:{}>",
    "<{}",
    "<{}> (c)",
)


@pytest.mark.parametrize("frame", FRAMES)
def test_plain_addresses_are_read_as_the_library_reads_them(frame: str) -> None:
    session, library = object.__new__(Session), object.__new__(SMTP)
    library.local_part_limit = session.local_part_limit = 0
    for local_part in ATOMS:
        for domain in DOMAINS:
            line = frame.format(f"{local_part}@{domain}")
            assert session._getaddr(line) == library._getaddr(line), line
