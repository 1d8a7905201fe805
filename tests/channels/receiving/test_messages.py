"""What customers write from phones, chats and mailboxes, and what they get back."""

import asyncio
from typing import Any

import pytest

from channels.contract import InboundKind
from tests.channels.fakes import House, says
from tests.channels.receiving.conftest import CHAT, PHONE, Correspondent, answers


async def test_answered_where_it_came_from(house: House, phone: Correspondent, chat: Correspondent) -> None:
    await phone.write("hello")
    await chat.write("hi there")
    assert [(to, text) for to, _subject, text in answers(house.sms)] == [(PHONE, "echo hello")]
    sent = house.telegram.made("sendMessage")[-1]
    assert (sent.fields["chat_id"], sent.fields["text"]) == (CHAT, "echo hi there")
    assert house.telegram.made("sendChatAction")


async def test_once_however_often_it_is_delivered(house: House, phone: Correspondent) -> None:
    same = phone.received("hello", id="SM1")
    await asyncio.gather(*(house.gateway.receiving.deliver(same) for _ in range(20)))
    await house.rest()
    assert house.engine.texts() == ["hello"]
    assert len(answers(house.sms)) == 1


async def test_the_same_id_from_another_account_is_another_message(
    house: House, phone: Correspondent, chat: Correspondent
) -> None:
    await phone.write("by phone", id="1")
    await chat.write("by chat", id="1")
    assert house.engine.texts() == ["by phone", "by chat"]


async def test_a_conversation_by_text_message_begins_with_who_this_is(house: House, phone: Correspondent) -> None:
    await phone.write("one")
    await phone.write("two")
    assert ["computer program" in text for _to, _subject, text in house.sms.sent] == [True, False, False]


async def test_one_conversation_goes_on(house: House, phone: Correspondent) -> None:
    await phone.write("one")
    await phone.write("two")
    assert house.engine.turns[-1]["state"] == {"count": 1}
    assert len(await house.rows("SELECT id FROM conversations WHERE channel = 'sms'")) == 1


async def test_two_phones_are_two_conversations(house: House, correspondent: Any) -> None:
    await correspondent("sms", "+4915100000001").write("one")
    await correspondent("sms", "+4915100000002").write("two")
    assert house.engine.turns[-1]["state"] is None


async def test_messages_keep_their_order(house: House, phone: Correspondent) -> None:
    for number in range(6):
        await house.gateway.receiving.deliver(phone.received(str(number)))
    await house.rest()
    assert [text for _to, _subject, text in answers(house.sms)] == [f"echo {number}" for number in range(6)]


async def test_a_number_is_the_choice_that_was_offered(house: House, phone: Correspondent) -> None:
    buttons = [
        {"title": "Gas", "intent": "pick", "entities": {"which": "gas"}},
        {"title": "Power", "intent": "pick", "entities": {"which": "power"}},
    ]

    async def script(turn: dict[str, Any]) -> dict[str, Any]:
        if "intent" in turn["message"]:
            return says(f"picked {turn['message']['entities']['which']}")
        return {**says("Which one?"), "replies": [{"text": "Which one?", "buttons": buttons, "attachments": []}]}

    house.engine.script = script
    await phone.write("my contract")
    assert "2" in house.sms.sent[-1][2]
    assert "Power" in house.sms.sent[-1][2]
    await phone.write("2", choice="2")
    assert house.sms.sent[-1][2] == "picked power"


@pytest.mark.parametrize(
    ("titles", "written", "picked"),
    [
        (["3 instalments", "6 instalments", "9 instalments"], "3", "picked 3 instalments"),
        (["Liczba rat: 3", "Liczba rat: 6", "Liczba rat: 9"], "9", "picked Liczba rat: 9"),
        (["3 instalments", "6 instalments", "9 instalments"], "2", "Which one?"),
        (["Phone P5", "Phone P8"], "2", "picked Phone P8"),
    ],
)
async def test_of_counts_a_number_is_the_count(
    house: House, phone: Correspondent, titles: list[str], written: str, picked: str
) -> None:
    buttons = [{"title": title, "intent": "pick", "entities": {"which": title}} for title in titles]

    async def script(turn: dict[str, Any]) -> dict[str, Any]:
        if "intent" in turn["message"]:
            return says(f"picked {turn['message']['entities']['which']}")
        return {**says("Which one?"), "replies": [{"text": "Which one?", "buttons": buttons, "attachments": []}]}

    house.engine.script = script
    await phone.write("how many")
    await phone.write(written, choice=written)
    assert house.sms.sent[-1][2].startswith(picked)


async def test_a_number_that_was_not_offered_is_just_said(house: House, phone: Correspondent) -> None:
    await phone.write("7", choice="7")
    assert house.engine.texts() == ["7"]


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        (InboundKind.HELP, {}, "computer program"),
        (InboundKind.STOP, {}, "no more messages"),
        (InboundKind.START, {}, "again"),
        (InboundKind.EDITED, {"text": "42"}, "new message"),
        (InboundKind.MESSAGE, {"data": {"refused": "voice"}}, "voice messages"),
        (InboundKind.MESSAGE, {"data": {"refused": "group"}}, "groups"),
    ],
)
async def test_what_the_gateway_answers_itself(
    house: House, phone: Correspondent, kind: InboundKind, more: dict[str, Any], words: str
) -> None:
    await phone.write(more.pop("text", None), kind=kind, **more)
    ((_to, _subject, text),) = answers(house.sms)
    assert words in text
    assert house.engine.turns == []


@pytest.mark.parametrize("refused", ["group", "channel"])
async def test_where_many_read_along_it_is_said_once_in_a_while(house: House, correspondent: Any, refused: str) -> None:
    group = correspondent("telegram", "-100500", proven=False)

    def told() -> int:
        said = [call.fields["text"] for call in house.telegram.made("sendMessage")]
        return sum(f"I do not answer in {refused}s" in text for text in said)

    for _ in range(3):
        await group.write(None, data={"refused": refused})
    both = (group.received(None, data={"refused": refused}) for _ in range(2))
    await asyncio.gather(*map(house.gateway.receiving.deliver, both))
    await house.rest()
    assert told() == 1
    assert len(house.telegram.made("sendChatAction")) <= 1
    assert len(await house.rows("SELECT id FROM journal")) == 1
    await correspondent("telegram", "-100600", proven=False).write(None, data={"refused": refused})
    assert told() == 2
    house.clock.advance(days=29)
    await group.write(None, data={"refused": refused})
    assert told() == 2
    house.clock.advance(days=2)
    await group.write(None, data={"refused": refused})
    assert told() == 3


async def test_what_the_provider_has_answered_is_not_answered_again(house: House, phone: Correspondent) -> None:
    await phone.write("STOP", kind=InboundKind.STOP, data={"answered_by_provider": True})
    assert house.sms.sent == []
    (address,) = await house.rows("SELECT state FROM channel_addresses")
    assert address["state"] == "opted_out"
    await phone.write("START", kind=InboundKind.START, data={"answered_by_provider": True})
    assert (await house.rows("SELECT state FROM channel_addresses"))[0]["state"] == "open"


async def test_raw_text_is_text_on_every_channel(house: House, phone: Correspondent, chat: Correspondent) -> None:
    for somebody in (phone, chat):
        await somebody.write('/check_bill{"customer_id": "42"}')
    assert house.engine.texts() == ['/check_bill{"customer_id": "42"}'] * 2


async def test_a_button_is_worth_something_in_its_own_chat_only(
    house: House, chat: Correspondent, correspondent: Any
) -> None:
    async def script(turn: dict[str, Any]) -> dict[str, Any]:
        buttons = [{"title": "Yes", "intent": "affirm", "entities": {}}]
        return {**says("Sure?"), "replies": [{"text": "Sure?", "buttons": buttons, "attachments": []}]}

    house.engine.script = script
    await chat.write("cancel it")
    (row,) = await house.rows("SELECT token FROM buttons")
    await correspondent("telegram", "7000000009").write(None, choice=row["token"])
    assert "no longer valid" in house.telegram.made("sendMessage")[-1].fields["text"]
    house.clock.advance(hours=25)
    await chat.write(None, choice=row["token"])
    assert "no longer valid" in house.telegram.made("sendMessage")[-1].fields["text"]
    assert [turn["message"].get("intent") for turn in house.engine.turns] == [None]


@pytest.mark.parametrize("data", [{}, {"answered_by_provider": True}])
async def test_the_records_know_of_a_stop(house: House, phone: Correspondent, data: dict[str, Any]) -> None:
    await phone.write("STOP", kind=InboundKind.STOP, data=data)
    assert set(house.backend.withdrawn) == {"sms"}
    assert len(house.sms.sent) == (0 if data else 1)


async def test_a_stop_is_answered_at_once_and_told_the_records_later(house: House, phone: Correspondent) -> None:
    house.backend.down = True
    await phone.write("STOP", kind=InboundKind.STOP)
    assert "no more messages" in house.sms.sent[-1][2]
    house.backend.down = False
    house.clock.advance(seconds=31)
    assert await house.gateway.parking.take_up_due() == 1
    await house.rest()
    assert set(house.backend.withdrawn) == {"sms"}
    assert len(house.sms.sent) == 1


async def test_a_stop_that_is_taken_back_is_told_to_nobody(house: House, phone: Correspondent) -> None:
    house.backend.down = True
    await phone.write("STOP", kind=InboundKind.STOP)
    await phone.write("START", kind=InboundKind.START)
    house.backend.down = False
    house.clock.advance(seconds=31)
    assert await house.gateway.parking.take_up_due() == 0
    assert house.backend.withdrawn == []


async def test_a_stop_by_nobody_known_is_obeyed_all_the_same(house: House, correspondent: Any) -> None:
    await correspondent("sms", "+4915199999999").write("STOP", kind=InboundKind.STOP)
    assert house.backend.withdrawn == []
    assert [row["state"] for row in await house.rows("SELECT state FROM channel_addresses")] == ["opted_out"]
