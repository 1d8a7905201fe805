"""A phone of the demo and the gateway's own adapter: what Twilio would bring, signed, with pictures."""

import asyncio
import base64
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from channels.adapters.sms import CatchingUp, Media, TwilioAccount
from channels.contract import DeliveryStatus, InboundKind, OutboundMessage
from tests.channels.fakes import PNG
from tests.wattline.demo.devices.conftest import URL, World

JULIA = "+4917604069000"


async def test_a_text_message_arrives_signed_and_from_its_number(world: World) -> None:
    done = await world.write(channel="sms", address=JULIA, text="Wie hoch ist mein Abschlag? Łódź & 50% 😀")
    assert done["status"] == 200
    [received] = world.received
    assert (received.channel, received.address, received.kind) == ("sms", JULIA, InboundKind.MESSAGE)
    assert (received.account, received.id) == (world.stand_ins.accounts.phone.sender, done["id"])
    assert received.text == "Wie hoch ist mein Abschlag? Łódź & 50% 😀"


@pytest.mark.parametrize(
    ("text", "kind", "choice"),
    [("STOP", InboundKind.STOP, None), ("start", InboundKind.START, None), ("2", InboundKind.MESSAGE, "2")],
)
async def test_words_and_numbers_mean_what_they_mean_by_text_message(
    world: World, text: str, kind: InboundKind, choice: str | None
) -> None:
    await world.write(address=JULIA, text=text)
    assert (world.received[0].kind, world.received[0].choice) == (kind, choice)


async def test_the_gateway_fetches_a_picture_from_the_phones_twilio(world: World) -> None:
    file = {"name": "meter.png", "content": base64.b64encode(PNG).decode()}
    done = await world.write(channel="sms", address=JULIA, text="Mein Zähler", files=[file])
    assert done["status"] == 200
    [received] = world.received
    assert [kept.content for kept in received.files] == [PNG]
    assert received.files[0].name.endswith(".png")
    assert "files_lost" not in received.data


async def test_only_the_account_itself_gets_pictures(world: World) -> None:
    file = {"name": "meter.png", "content": base64.b64encode(PNG).decode()}
    done = await world.write(channel="sms", address=JULIA, files=[file])
    account, kept = world.stand_ins.accounts.phone, await world.inbox.with_id(done["id"])
    assert kept is not None
    url = account.media_url(done["id"], kept.files[0].id).replace("https://api.twilio.com", f"{URL}/demo/twilio")
    assert (await world.client.get(url)).status_code == 401
    assert (await world.client.get(url, auth=(account.sid, "guess"))).status_code == 401
    assert (await world.client.get(url, auth=(account.sid, account.auth_token))).content == PNG


async def test_another_token_is_not_believed(world: World) -> None:
    account = world.stand_ins.accounts.phone
    object.__setattr__(account, "auth_token", "another")
    changed = type(world.stand_ins.phones)(world.inbox, account)
    object.__setattr__(world.stand_ins.phones, "_signer", changed._signer)
    assert (await world.write(channel="sms", address=JULIA, text="hello"))["status"] == 403
    assert world.received == []


async def test_what_could_not_be_stored_is_told_and_can_be_brought_again(world: World) -> None:
    world.gateway.broken = True
    done = await world.write(channel="sms", address=JULIA, text="hello")
    assert done["status"] == 503
    world.gateway.broken = False
    for _time in range(2):
        assert await world.write(address=JULIA, kind="again", reply_to=done["id"]) == done | {"status": 200}
    assert (world.gateway.handed_over, len(world.received)) == (2, 1)


async def test_twilio_lists_what_it_could_not_bring(world: World) -> None:
    world.gateway.broken = True
    file = {"name": "meter.png", "content": base64.b64encode(PNG).decode()}
    await world.write(channel="sms", address=JULIA, text="one", files=[file])
    await world.write(channel="sms", address=JULIA, text="two")
    world.gateway.broken = False
    own = world.stand_ins.accounts.phone
    account = TwilioAccount(own.sid, own.auth_token, own.sender, URL, api_url=f"{URL}/demo/twilio")
    transport = httpx2.ASGITransport(app=world.client._transport.app)  # type: ignore[attr-defined]
    media = Media(account, transport=transport)
    asking = CatchingUp(account, world.gateway.keep, transport=transport)
    assert await asking.since(datetime.now(UTC) - timedelta(minutes=5)) == 2
    assert [(found.text, len(found.files)) for found in world.received] == [("one", 1), ("two", 0)]
    await asking.close()
    await media.close()


async def test_the_adapter_sends_to_the_phone(world: World) -> None:
    sent = await world.sms.send(OutboundMessage("m-1", JULIA, None, "Ihr Code: 482913"))
    [arrived] = await world.inbox.newest(JULIA)
    assert (arrived.text, arrived.id) == ("Ihr Code: 482913", sent.provider_id)
    assert not arrived.written


async def test_the_phone_reports_what_has_arrived(world: World) -> None:
    world.stand_ins.phones.delivery_seconds = 0.0
    sent = await world.sms.send(OutboundMessage("m-1", JULIA, None, "Hallo"))
    await asyncio.gather(*world.stand_ins.phones._on_the_way)
    [report] = world.gateway.reports
    assert (report.channel, report.provider_id, report.status) == ("sms", sent.provider_id, DeliveryStatus.DELIVERED)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"address": "+49", "text": "x"}, "address_invalid"),
        ({"address": JULIA, "text": " "}, "empty"),
        ({"address": JULIA, "kind": "voice"}, "kind_unknown"),
        ({"address": JULIA, "channel": "fax", "text": "x"}, "channel_unknown"),
        ({"address": JULIA, "text": "x", "reply_to": "nothing"}, "message_unknown"),
        ({"address": JULIA, "kind": "again"}, "nothing_to_repeat"),
        ({"address": JULIA, "text": "x", "more": 1}, "request_invalid"),
    ],
)
async def test_what_a_phone_cannot_do_is_refused_with_a_reason(world: World, fields: dict[str, str], code: str) -> None:
    answer = await world.client.post("/demo/inbox/messages", json=fields)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert await world.inbox.last_number() == 0
