"""The channel with the programs of others: swaks as a customer's server, a real Postfix that carries and bounces."""

import asyncio

import aiosmtplib
import pytest

from channels.adapters.email import EmailAdapter
from channels.contract import DeliveryStatus, OutboundMessage, StatusReport
from channels.mail.sending import Encryption, Relay, SmtpRelay
from tests.channels.adapters.email.bench import ANNA, BOUNCES, FRONT, OURS, Time, account, lookup, mail_bench
from tests.channels.mail import postfix

pytestmark = [pytest.mark.prove, pytest.mark.timeout(120)]


@pytest.mark.parametrize(
    ("options", "said", "received"),
    [
        (("--tls", "--from", ANNA, "--body", "Wie hoch ist mein Abschlag?"), "250 2.6.0 Stored", 1),
        (("--from", "a@strict.example"), "550 5.7.26", 0),
        (("--from", ANNA, "--header", "Auto-Submitted: auto-replied"), "250 2.6.0 Stored", 1),
        (("--from", "<>"), "250 2.6.0 Stored", 0),
        (("--from", ANNA, "--to", "service+nonsense@wattline.example"), "550 5.1.1", 0),
        (("--from", ANNA, "--to", "somebody@elsewhere.example"), "550 5.1.1", 0),
    ],
)
async def test_swaks(options: tuple[str, ...], said: str, received: int) -> None:
    swaks = postfix.program("swaks", "usr/bin", "swaks")
    async with mail_bench() as bench:
        to = () if "--to" in options else ("--to", OURS)
        _code, talk = await postfix.run(swaks, "--server", "127.0.0.1", "--port", str(bench.server.port), *to, *options)
        assert said in talk, talk
        assert len(bench.gateway.received) == received
        machines = [one for one in bench.gateway.received.values() if "unanswered" in one.data]
        assert len(machines) == any("auto-replied" in option for option in options)


async def test_a_real_postfix_bounces_what_we_sent() -> None:
    """It carries our mail to a server that knows nobody of that name, and tells us so as RFC 3464 says."""
    async with mail_bench() as bench, postfix.relay(bench.server.port) as port:
        carrier = SmtpRelay(Relay("127.0.0.1", port, Encryption.NONE), FRONT)
        adapter = EmailAdapter(account(), carrier, Time(), lookup)
        result = await adapter.send(OutboundMessage("o-1", "nobody@customer.example", "Abschlag", "85 EUR."))
        async with asyncio.timeout(30):
            while not bench.gateway.reports:  # noqa: ASYNC110 - another program's work has no event
                await asyncio.sleep(0.05)
    assert bench.gateway.reports == [
        StatusReport("email", result.provider_id, DeliveryStatus.FAILED, "address_unknown")
    ]
    assert not bench.gateway.received


async def test_a_real_postfix_tells_that_it_passed_a_mail_on() -> None:
    """A report that says nothing bad, to the address that hears of reports."""
    async with mail_bench() as bench, postfix.relay(bench.server.port) as port:
        mail = await bench.adapter.send(OutboundMessage("o-2", OURS, "x", "y"))
        (sent,) = bench.relay.taken
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False)
        async with client:
            await client.sendmail(BOUNCES, [OURS], bytes(sent.content or b""), rcpt_options=["NOTIFY=SUCCESS"])
        async with asyncio.timeout(30):
            while not bench.gateway.reports:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    assert bench.gateway.reports == [StatusReport("email", mail.provider_id, DeliveryStatus.SENT)]
