"""Mail as a channel: who may be written to, what goes out, and that machines do not keep each other busy."""

import asyncio
import contextlib
import email
import socket
import ssl
from email.policy import default

import aiosmtplib
import pytest

from channels.adapters.email import EmailAdapter, Rates, ReplyBudget
from channels.contract import OutboundFile, OutboundMessage
from channels.errors import ChannelError, FinalError, TemporaryError
from channels.mail.composing import Mail
from tests.channels.adapters.conformance import Gateway
from tests.channels.adapters.email.bench import (
    ANNA,
    BOUNCES,
    OURS,
    Posted,
    Time,
    account,
    lookup,
    mail_bench,
    report,
    written,
)
from tests.ports import free_port

TOKEN = "abcdefghijklmnopqrstuvwxyz"
ANSWER = OutboundMessage("o-1", ANNA, None, "85 EUR.", data={"case_token": TOKEN, "subject": "Re: Abschlag"})

RECIPIENTS = {
    # D14: whom we receive mail for.
    OURS: True,
    "SERVICE@WATTLINE.EXAMPLE": True,
    f"service+{TOKEN}@wattline.example": True,
    BOUNCES: True,
    "service+other@wattline.example": False,
    f"service+{TOKEN}x@wattline.example": False,
    f"other+{TOKEN}@wattline.example": False,
    "other@wattline.example": False,
    "service@elsewhere.example": False,
    "service@wattline.example@elsewhere.example": False,
    "service%elsewhere.example@wattline.example": False,
    "@elsewhere.example:service@wattline.example": False,
    "": False,
}


@pytest.mark.parametrize("address", RECIPIENTS)
async def test_who_receives_mail_here(address: str) -> None:
    assert await EmailAdapter(account(), None, Time(), lookup).accepts(address) is RECIPIENTS[address]


@pytest.mark.parametrize(
    "address", ["postmaster", "Postmaster", "postmaster@wattline.example", "ABUSE@wattline.example"]
)
async def test_postmaster_and_abuse_reach_a_person(address: str) -> None:
    async with mail_bench() as bench:
        assert await bench.post(Posted(written(), recipients=(address,))) == 503
        assert not bench.relay.taken
    async with mail_bench(postmaster="it@wattline.example") as bench:
        assert await bench.post(Posted(written("You send spam."), recipients=(address,))) == 250
        (taken,) = bench.relay.taken
        assert (taken.mail_from, taken.rcpt_tos) == (BOUNCES, ["it@wattline.example"])
        assert not bench.gateway.received
        bench.relay.replies["DATA"] = "451 4.3.0 Later"
        assert await bench.post(Posted(written(), recipients=(address,))) == 451


async def test_nobody_is_postmaster_of_somebody_else() -> None:
    async with mail_bench(postmaster="it@wattline.example") as bench:
        assert await bench.post(Posted(written(), recipients=("postmaster@elsewhere.example",))) == 503
        assert not bench.relay.taken


async def test_without_a_carrier_nothing_goes() -> None:
    adapter = EmailAdapter(account(), None, Time(), lookup)
    assert not adapter.ready
    with pytest.raises(FinalError) as failure:
        await adapter.send(ANSWER)
    assert failure.value.code == "no_provider"


class Broken:
    """A carrier that fails as told."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def carry(self, mail: Mail) -> None:
        raise self.error


@pytest.mark.parametrize("error", [OSError("unreachable"), TimeoutError(), TemporaryError("provider_unreachable")])
async def test_what_a_carrier_raises_has_a_place(error: Exception) -> None:
    adapter = EmailAdapter(account(), Broken(error), Time(), lookup)
    with pytest.raises(ChannelError) as failure:
        await adapter.send(ANSWER)
    assert (failure.value.code, failure.value.retryable) == ("provider_unreachable", True)


async def test_an_answer_with_files() -> None:
    files = (
        OutboundFile("verbrauch.png", "image/png", b"\x89PNG", "Ihr Verbrauch 2026"),
        OutboundFile("rechnung.pdf", "application/pdf", b"%PDF-1.7", "Rechnung"),
    )
    message = OutboundMessage("o-5", ANNA, None, "Anbei.", files=files, data=ANSWER.data | {"language": "de"})
    async with mail_bench() as bench:
        result = await bench.adapter.send(message)
        mail = email.message_from_bytes(bytes(bench.relay.taken[0].content or b""), policy=default)
    assert result.provider_id == "o-5@wattline.example"
    assert (mail["Subject"], mail["To"]) == ("Re: Abschlag", ANNA)
    assert mail["Reply-To"].addresses[0].addr_spec == f"service+{TOKEN}@wattline.example"
    html = mail.get_body(("html",))
    assert html is not None
    assert 'alt="Ihr Verbrauch 2026"' in html.get_content()
    assert [part.get_filename() for part in mail.iter_attachments()] == ["rechnung.pdf"]


async def test_answers_are_bounded() -> None:
    """D15: whoever keeps writing gets no more; whoever may never have written gets one."""
    budget = ReplyBudget(Time(), Rates(hourly=2))
    async with mail_bench(budget=budget) as bench:
        for number in range(3):
            answer = OutboundMessage(f"o-{number}", ANNA, "x", "y", data=ANSWER.data)
            doubtful = OutboundMessage(f"p-{number}", "b@c.example", "x", "y", data=ANSWER.data | {"unproven": "x"})
            for message, most in ((answer, 2), (doubtful, 1)):
                expected = pytest.raises(FinalError) if number >= most else contextlib.nullcontext()
                with expected:
                    await bench.adapter.send(message)
        assert len(bench.relay.taken) == 3
        notice = OutboundMessage("n-1", ANNA, "x", "y", data={"purpose": "notice"})
        person = OutboundMessage("n-2", ANNA, "x", "y", data=ANSWER.data | {"purpose": "person"})
        for message in (notice, person):
            await bench.adapter.send(message)
        assert len(bench.relay.taken) == 5


async def test_two_of_us_do_not_talk() -> None:
    """A20: what one of our machines writes is no question for another."""
    async with mail_bench() as bench:
        for number, data in enumerate((ANSWER.data, {"purpose": "notice"}, {"purpose": "person"}, {})):
            await bench.adapter.send(OutboundMessage(f"o-{number}", ANNA, "x", "y", data=data))
        async with mail_bench(address="hilfe@post.example") as other:
            for taken in bench.relay.taken:
                content = bytes(taken.content or b"")
                assert await other.post(Posted(content, BOUNCES, ("hilfe@post.example",))) == 250
            assert not other.gateway.received
            assert not other.relay.taken


async def test_a_bounce_of_what_we_sent() -> None:
    """The provider id of a message is what its bounce names."""
    async with mail_bench() as bench:
        result = await bench.adapter.send(ANSWER)
        assert await bench.post(Posted(report("failed", "5.1.1", result.provider_id), "", (BOUNCES,))) == 250
        (told,) = bench.gateway.reports
        assert (told.provider_id, told.code) == (result.provider_id, "address_unknown")


async def _greeting(port: int) -> aiosmtplib.SMTP:
    tls = ssl.create_default_context()
    tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False, tls_context=tls, timeout=5)
    for _attempt in range(200):
        with contextlib.suppress(aiosmtplib.SMTPConnectError):
            await client.connect()
            return client
        await asyncio.sleep(0.02)
    raise AssertionError("nobody listens")


async def test_it_serves_until_cancelled() -> None:
    port, gateway = free_port(), Gateway()
    adapter = EmailAdapter(account(port=port), None, Time(), lookup)
    gateway.read = adapter.read
    serving = asyncio.create_task(adapter.serve(gateway.keep))
    client = await _greeting(port)
    await client.starttls()
    await client.sendmail(ANNA, [OURS], written())
    client.close()
    serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving
    assert len(gateway.received) == 1
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


async def test_it_waits_for_a_port_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("channels.adapters.email.adapter.FIRST_PAUSE_SECONDS", 0.01)
    gateway, held, port = Gateway(), socket.socket(), free_port()
    held.bind(("127.0.0.1", port))
    held.listen()
    adapter = EmailAdapter(account(port=port), None, Time(), lookup)
    gateway.read = adapter.read
    serving = asyncio.create_task(adapter.serve(gateway.keep))
    await asyncio.sleep(0.05)
    assert not serving.done()
    held.close()
    client = await _greeting(port)
    assert "mx.wattline.example" in str(client.last_ehlo_response or (await client.ehlo()).message)
    client.close()
    serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving


async def test_a_mail_that_was_not_stored_comes_again(caplog: pytest.LogCaptureFixture) -> None:
    async with mail_bench() as bench:
        bench.gateway.broken = True
        assert await bench.post(Posted(written("Das ist geheim."))) == 451
        bench.gateway.broken = False
        assert await bench.post(Posted(written("Das ist geheim."))) == 250
    assert "geheim" not in caplog.text


def test_nothing_shows_who_or_what() -> None:
    assert ANNA not in repr(ANSWER)
    assert TOKEN not in repr(ANSWER)
