"""An address that takes nothing is marked, and the customer hears of it elsewhere."""

import asyncio
from typing import Any

import pytest

from channels.addresses import repository as addresses
from channels.addresses.models import AddressState
from channels.contract import DeliveryStatus, InboundKind, StatusReport
from channels.errors import AddressError, BlockedError, ChannelError, OptedOutError
from tests.channels.fakes import House, says
from tests.channels.receiving.conftest import MAILBOX, Correspondent


async def states(house: House) -> list[str]:
    return [row["state"] for row in await house.rows("SELECT state FROM channel_addresses ORDER BY created_at")]


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (BlockedError("blocked"), "blocked"),
        (OptedOutError("opted_out"), "opted_out"),
        (AddressError("address_unknown"), "dead"),
    ],
)
async def test_the_next_confirmed_address_is_told(
    house: House, phone: Correspondent, error: ChannelError, state: str
) -> None:
    house.sms.failures = [error]
    await phone.write("my secret question")
    await house.rest()
    assert await states(house) == [state]
    ((to, subject, text),) = house.email.sent
    assert to == MAILBOX
    assert subject is not None
    assert "text message" in text
    assert "secret" not in text


async def test_a_bounce_marks_the_address_on_the_record_too(house: House, mailbox: Correspondent) -> None:
    await mailbox.write("hello")
    (row,) = await house.rows("SELECT provider_id FROM outbox WHERE channel = 'email'")
    bounce = StatusReport("email", row["provider_id"], DeliveryStatus.FAILED, "address_unknown")
    await house.gateway.receiving.report(bounce)
    await house.gateway.receiving.report(bounce)
    await house.rest()
    assert await states(house) == ["dead"]
    assert house.backend.bounced == ["a"]
    assert [to for to, _subject, _text in house.sms.sent] == ["+4915112345678"]


async def test_whoever_writes_again_is_reached_again(house: House, phone: Correspondent) -> None:
    house.sms.failures = [BlockedError("blocked")]
    await phone.write("hello")
    await phone.write("hello?")
    assert await states(house) == ["open"]
    assert house.sms.sent[-1][2] == "echo hello?"


async def test_a_stranger_has_no_other_address(house: House, correspondent: Any) -> None:
    house.sms.failures = [AddressError("address_unknown")]
    await correspondent("sms", "+4915199999999").write("hello")
    assert house.email.sent == []


@pytest.mark.parametrize(
    "told", [[DeliveryStatus.DELIVERED, DeliveryStatus.READ], [DeliveryStatus.READ, DeliveryStatus.DELIVERED]]
)
async def test_states_of_a_message_only_go_on(house: House, phone: Correspondent, told: list[DeliveryStatus]) -> None:
    await phone.write("hello")
    for status in told:
        await house.gateway.receiving.report(StatusReport("sms", "p-2", status))
    (row,) = await house.rows("SELECT status FROM outbox WHERE provider_id = 'p-2'")
    assert row["status"] == "read"


async def test_a_report_of_something_unknown_is_nothing(house: House) -> None:
    told = StatusReport("sms", "nobody", DeliveryStatus.FAILED, "address_unknown")
    assert not await house.gateway.receiving.report(told)
    assert house.sms.sent == []


async def test_a_failed_message_lets_the_next_one_go(house: House, phone: Correspondent) -> None:
    house.sms.failures = [ChannelError("odd")]
    await phone.write("one")
    await phone.write("two")
    assert house.sms.sent[-1][2] == "echo two"


async def notes(house: House) -> list[str]:
    rows = await house.rows("SELECT text FROM messages WHERE sender = 'system' AND text LIKE '%not be delivered%'")
    return [row["text"] for row in rows]


async def at_length(_turn: dict[str, Any]) -> dict[str, Any]:
    return says("one", "two", "three")


async def stopped_at_the_provider(house: House, phone: Correspondent, messages: int) -> None:
    """STOP at Twilio, which from then on takes nothing for this number."""
    await phone.write("STOP", kind=InboundKind.STOP, data={"answered_by_provider": True})
    house.sms.failures = [OptedOutError("opted_out") for _ in range(messages)]


async def test_a_question_after_the_providers_stop_is_answered_elsewhere(house: House, phone: Correspondent) -> None:
    await stopped_at_the_provider(house, phone, 9)
    house.engine.script = at_length
    await phone.write("my first question")
    assert [to for to, _subject, _text in house.email.sent] == [MAILBOX]
    assert "STOP" in house.email.sent[0][2]
    assert "START" in house.email.sent[0][2]
    await phone.write("my second question")
    assert len(house.email.sent) == 2
    assert len(await notes(house)) == 2
    assert house.sms.sent == []
    assert await states(house) == ["opted_out"]
    left = await house.rows("SELECT failure FROM outbox WHERE channel = 'sms' AND status = 'failed'")
    assert {row["failure"] for row in left} == {"opted_out"}


async def test_a_report_that_comes_later_says_the_same(house: House, phone: Correspondent) -> None:
    await stopped_at_the_provider(house, phone, 0)
    house.engine.script = at_length
    await phone.write("my question")
    rows = await house.rows("SELECT provider_id FROM outbox WHERE channel = 'sms'")
    assert len(rows) == 3
    reports = [StatusReport("sms", row["provider_id"], DeliveryStatus.FAILED, "opted_out") for row in rows]
    await asyncio.gather(*map(house.gateway.receiving.report, reports))
    await house.rest()
    assert [to for to, _subject, _text in house.email.sent] == [MAILBOX]


async def test_a_linked_chat_is_a_way_as_well(house: House, phone: Correspondent, chat: Correspondent) -> None:
    await chat.write(None, kind=InboundKind.CONTACT, data={"phone": phone.address})
    house.backend.customers.by_number["12345674"]["addresses"] = [
        one for one in house.backend.customers.by_number["12345674"]["addresses"] if one["kind"] == "phone"
    ]
    await stopped_at_the_provider(house, phone, 2)
    await phone.write("my question")
    last = house.telegram.made("sendMessage")[-1].fields
    assert last["chat_id"] == chat.address
    assert "text message" in last["text"]


async def test_where_there_is_no_other_way_the_records_say_so(house: House, correspondent: Any) -> None:
    stranger = correspondent("sms", "+4915199999999")
    await stopped_at_the_provider(house, stranger, 2)
    await stranger.write("my question")
    (note,) = await notes(house)
    assert "STOP" in note
    assert "no other confirmed address" in note
    assert house.sms.sent == house.email.sent == []
    await stranger.write("START", kind=InboundKind.START)
    house.sms.failures = []
    await stranger.write("and now?")
    assert [text for _to, _subject, text in house.sms.sent][-1] == "echo and now?"


async def test_an_address_that_takes_nothing_is_no_way(house: House, phone: Correspondent) -> None:
    await house.gateway.database.write(
        lambda c: addresses.mark(
            c,
            addresses.found_or_made(c, house.gateway.keys, "email", MAILBOX, house.clock()).id,
            AddressState.DEAD,
            house.clock(),
        )
    )
    await stopped_at_the_provider(house, phone, 2)
    await phone.write("my question")
    assert house.email.sent == []
    assert "no other confirmed address" in (await notes(house))[0]
