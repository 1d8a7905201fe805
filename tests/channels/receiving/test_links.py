"""One customer, many addresses: links that tie a chat to a customer, and conversations that go on elsewhere."""

import re
from typing import Any

from channels.addresses import repository as addresses
from channels.addresses.repository import Linked
from channels.contract import InboundKind
from tests.channels.fakes import House, Visitor, says
from tests.channels.receiving.conftest import Correspondent


async def link_to(house: House, customer_id: str | None = "c-1", minutes: float = 30) -> str:
    linked = Linked(customer_id, None, "de")
    expires = house.clock()

    def make(connection: Any) -> str:
        from datetime import timedelta

        return addresses.new_link(connection, linked, expires + timedelta(minutes=minutes))

    token: str = await house.gateway.database.write(make)
    return token


async def opens(chat: Correspondent, token: str) -> None:
    await chat.write(None, kind=InboundKind.STARTED, data={"token": token})


async def test_start_without_a_link_greets_and_offers_to_share_the_number(house: House, chat: Correspondent) -> None:
    await chat.write(None, kind=InboundKind.STARTED)
    assert house.engine.events() == [{"event": "session_started", "data": {}}]
    last = house.telegram.made("sendMessage")[-1].fields
    assert "request_contact" in last["reply_markup"]


async def test_a_link_ties_the_chat_to_its_customer(house: House, chat: Correspondent) -> None:
    house.backend.speaks("de")
    await opens(chat, await link_to(house))
    await chat.write("wo ist mein Wechsel")
    assert (house.engine.claims()["level"], house.engine.claims()["sub"]) == ("channel", "c-1")
    assert house.engine.turns[-1]["language"] == "de"
    assert not any("request_contact" in call.fields.get("reply_markup", "") for call in house.telegram.calls)


async def test_a_link_works_once(house: House, chat: Correspondent, correspondent: Any) -> None:
    token = await link_to(house)
    await opens(chat, token)
    other = correspondent("telegram", "7000000002")
    await opens(other, token)
    assert "no longer valid" in house.telegram.made("sendMessage")[-1].fields["text"]
    await other.write("my order")
    assert house.engine.claims()["level"] == "anonymous"


async def test_a_link_expires(house: House, chat: Correspondent) -> None:
    token = await link_to(house)
    house.clock.advance(minutes=31)
    await opens(chat, token)
    await chat.write("my order")
    assert house.engine.claims()["level"] == "anonymous"


async def test_an_invented_link_is_refused(house: House, chat: Correspondent) -> None:
    await opens(chat, "x" * 43)
    assert "no longer valid" in house.telegram.made("sendMessage")[-1].fields["text"]


async def moved(house: House, visitor: Visitor, channel: str, kind: str) -> str:
    """Ask to go on elsewhere; the last thing said."""

    async def script(turn: dict[str, Any]) -> dict[str, Any]:
        if turn["message"].get("text") == "go on there":
            asked = [{"kind": "continue_on", "channel": channel, "address_kind": kind}]
            return says("Of course.", requests=asked, state={"count": 7})
        return await house.engine.echo(turn)

    house.engine.script = script
    await visitor.say("42 euros")
    said: str = (await visitor.say("go on there"))[-1]["text"]
    return said


async def test_on_telegram_by_a_link_with_the_state_as_it_is(house: House, chat: Correspondent) -> None:
    visitor = await house.open(language="en")
    await visitor.prove()
    said = await moved(house, visitor, "telegram", "telegram")
    found = re.search(r"https://t\.me/ZorzaEnergyBot\?start=([\w-]+)", said)
    assert found is not None
    await opens(chat, found.group(1))
    last = house.engine.turns[-1]
    assert last["message"]["event"] == "conversation_continued"
    assert last["message"]["data"] == {"from": "web_chat"}
    assert last["state"] == {"count": 7}
    assert house.engine.claims()["level"] == "channel"
    (row,) = await house.rows("SELECT continues FROM conversations WHERE channel = 'telegram'")
    assert row["continues"] == visitor.conversation_id


async def test_a_stranger_takes_the_conversation_along_and_is_nobody_there(house: House, chat: Correspondent) -> None:
    visitor = await house.open(language="en")
    said = await moved(house, visitor, "telegram", "telegram")
    await opens(chat, said.rsplit("=", 1)[1])
    assert house.engine.turns[-1]["state"] == {"count": 7}
    assert house.engine.claims()["level"] == "anonymous"


async def test_by_text_message_one_can_answer(house: House, phone: Correspondent) -> None:
    visitor = await house.open(language="en")
    await visitor.prove()
    await moved(house, visitor, "sms", "phone")
    await house.rest()
    assert "42 euros" in house.sms.sent[-1][2]
    await phone.write("and now?")
    assert house.engine.turns[-1]["state"] == {"count": 7}
    assert house.engine.claims()["level"] == "channel"
    assert house.sms.sent[-1][2] == "echo and now?"
