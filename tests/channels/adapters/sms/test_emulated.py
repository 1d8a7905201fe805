"""The adapter against a Twilio that is not ours: a server that signs, keeps messages and calls back."""

import asyncio
import functools
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI

from channels import error_responses
from channels.adapters.sms import INBOUND_PATH, CatchingUp, Media, SmsAdapter, TwilioAccount, TwilioSender, read, router
from channels.contract import Button, DeliveryStatus, InboundKind, OutboundMessage
from channels.errors import ChannelError, FinalError, TemporaryError
from tests.channels.adapters.conformance import Gateway
from tests.channels.adapters.sms.emulated import free_port, served, twilio

SID, TOKEN = "AC" + "5f1c0de0" * 4, "emulated-token"
# The stand-in's own form of a number: it takes no others.
OURS, ANNA = "+15551234567", "+491713920010"

pytestmark = pytest.mark.prove


@dataclass
class Street:
    """Our side and the stand-in, which call each other."""

    account: TwilioAccount
    url: str
    gateway: Gateway
    adapter: SmsAdapter
    http: httpx2.AsyncClient

    async def customer_writes(self, text: str, sender: str = ANNA) -> str:
        answer = await self._simulate("inbound-message", {"To": OURS, "From": sender, "Body": text})
        return str(answer["sid"])

    async def becomes(self, message: str, state: str) -> None:
        await self._simulate("message-status", {"MessageSid": message, "Status": state})

    async def _simulate(self, what: str, form: dict[str, str]) -> dict[str, object]:
        answer = await self.http.post(f"{self.url}/_twilio/simulate/{what}", data=form)
        assert answer.status_code in (200, 201), answer.text
        read: dict[str, object] = answer.json()
        return read


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Street]:
    port = free_port()
    ours = f"http://127.0.0.1:{port}"
    number = {"phone_number": OURS, "sms_url": ours + INBOUND_PATH, "sms_method": "POST"}
    seed = {"account": {"sid": SID, "auth_token": TOKEN}, "phone_numbers": [number]}
    async with twilio(tmp_path, seed) as url:
        account = TwilioAccount(SID, TOKEN, OURS, ours, api_url=url)
        sender, media, gateway, app = TwilioSender(account), Media(account), Gateway(), FastAPI()
        error_responses.install(app)
        gateway.read = functools.partial(read, account=account, media=media)
        app.include_router(router(account, gateway.keep))
        async with served(app, port), httpx2.AsyncClient(auth=(SID, TOKEN), trust_env=False) as http:
            yield Street(account, url, gateway, SmsAdapter(sender), http)
        await sender.close()
        await media.close()


async def test_there_and_back(street: Street) -> None:
    """A customer writes, is answered with choices, chooses; the answer is delivered."""
    first = await street.customer_writes("Wann kommt der Techniker? 😀")
    question = OutboundMessage("o-1", ANNA, None, "Passt der 3. Dezember?", (Button("Ja", "a"), Button("Nein", "b")))
    result = await street.adapter.send(question)
    for state in ("sending", "sent", "delivered"):
        await street.becomes(result.provider_id, state)
    second = await street.customer_writes("1?")
    await street.customer_writes("Wypisz mnie!")

    received = list(street.gateway.received.values())
    assert [message.id for message in received[:2]] == [first, second]
    assert [(message.text, message.choice, message.kind) for message in received] == [
        ("Wann kommt der Techniker? 😀", None, InboundKind.MESSAGE),
        ("1?", "1", InboundKind.MESSAGE),
        ("Wypisz mnie!", None, InboundKind.STOP),
    ]
    assert {message.address for message in received} == {ANNA}
    reports = [(report.provider_id, report.status) for report in street.gateway.reports]
    sent, delivered = DeliveryStatus.SENT, DeliveryStatus.DELIVERED
    # The stand-in reports the first state, `queued`, as well; Twilio does not.
    assert reports == [(result.provider_id, status) for status in (sent, sent, sent, delivered)]
    kept = (await street.http.get(f"{street.url}/2010-04-01/Accounts/{SID}/Messages.json")).json()["messages"]
    assert {message["body"] for message in kept} >= {"Passt der 3. Dezember?\n1. Ja\n2. Nein"}


async def test_failures_are_reported(street: Street) -> None:
    result = await street.adapter.send(OutboundMessage("o-1", ANNA, None, "Hallo"))
    await street.becomes(result.provider_id, "undelivered")
    assert street.gateway.reports[-1].status is DeliveryStatus.FAILED
    assert street.gateway.reports[-1].code == "undelivered"


async def test_two_hundred_messages(street: Street) -> None:
    numbers = [f"+4917139200{number:02d}" for number in range(100)] * 2
    sids = await asyncio.gather(*(street.customer_writes(f"Nr. {place}", to) for place, to in enumerate(numbers)))
    assert {message.id for message in street.gateway.received.values()} == set(sids)
    assert len(sids) == 200
    results = await asyncio.gather(
        *(street.adapter.send(OutboundMessage("o", to, None, f"Nr. {place}")) for place, to in enumerate(numbers))
    )
    assert {report.provider_id for report in street.gateway.reports} == {result.provider_id for result in results}


async def test_what_was_missed_is_caught_up_with(street: Street) -> None:
    """Our database refuses for a while; the stand-in, as Twilio after 15 seconds, does not come again."""
    street.gateway.broken = True
    missed = await street.customer_writes("Hört mich jemand?")
    street.gateway.broken = False
    assert not street.gateway.received
    catching = CatchingUp(street.account, street.gateway.keep)
    assert await catching.since(datetime.now(UTC) - timedelta(hours=1)) == 1
    (received,) = street.gateway.received.values()
    assert (received.id, received.text) == (missed, "Hört mich jemand?")
    await catching.close()


@pytest.mark.parametrize(
    ("change", "error", "code"),
    [
        ({"auth_token": "wrong"}, TemporaryError, "login_refused"),
        ({"sender": "+15550009999"}, FinalError, None),
        ({"api_url": "http://127.0.0.1:1"}, TemporaryError, "provider_unreachable"),
    ],
)
async def test_refusals(street: Street, change: dict[str, str], error: type[ChannelError], code: str | None) -> None:
    sender = TwilioSender(replace(street.account, **change))  # type: ignore[arg-type]
    with pytest.raises(error) as failure:
        await SmsAdapter(sender).send(OutboundMessage("o-1", ANNA, None, "Hallo"))
    assert failure.value.code == (code or failure.value.code)
    await sender.close()


async def test_the_stand_in_signs_for_its_own_url_only(street: Street) -> None:
    """Another token on our side: nothing it delivers is believed."""
    other = replace(street.account, auth_token="other")
    gateway, app, port = Gateway(), FastAPI(), free_port()
    media = Media(other)
    error_responses.install(app)
    gateway.read = functools.partial(read, account=other, media=media)
    app.include_router(router(replace(other, public_url=f"http://127.0.0.1:{port}"), gateway.keep))
    async with served(app, port):
        number = (await street.http.get(f"{street.url}/2010-04-01/Accounts/{SID}/IncomingPhoneNumbers.json")).json()
        path = f"/2010-04-01/Accounts/{SID}/IncomingPhoneNumbers/{number['incoming_phone_numbers'][0]['sid']}.json"
        await street.http.post(street.url + path, data={"SmsUrl": f"http://127.0.0.1:{port}{INBOUND_PATH}"})
        await street.customer_writes("Hallo")
    assert not gateway.received
    await media.close()
