"""Codes that confirm one thing: asked for by a turn, sent to a phone only, worth ten minutes."""

import asyncio
from typing import Any

import httpx2

from channels.settings import Settings
from tests.channels.fakes import FakeClock, House, Script, Visitor, says

THING = "contract:k-1"


def orders(thing: str = THING) -> dict[str, Any]:
    return says("This needs a code.", requests=[{"kind": "send_code", "bound_to": thing}])


async def verified(house: House) -> Visitor:
    """A customer who has proven who it is, in a house whose engine wants a code at the word "accept"."""
    visitor = await house.open()
    await visitor.prove()
    house.engine.script = accepting(house)
    return visitor


def accepting(house: House) -> Script:
    """An engine that wants a code at the word "accept"."""

    async def wants(turn: dict[str, Any]) -> dict[str, Any] | httpx2.Response:
        words = turn["message"].get("text", "").split()
        if words[:1] == ["accept"]:
            return orders(*words[1:2])
        return await house.engine.echo(turn)

    return wants


async def test_right_code_makes_fresh_for_the_one_thing(any_house: House) -> None:
    visitor = await verified(any_house)
    await visitor.say("accept")
    assert any_house.engine.claims()["level"] == "verified"
    (_first, code) = await any_house.codes_sent(2)
    (to, _subject, letter) = any_house.sms.sent[1]
    assert to == "+4915112345678"
    assert "bestätigt den Auftrag oder die Änderung" in letter
    assert "k-1" not in letter

    answer = await visitor.say(code)
    event = {"event": "identity_changed", "data": {"level": "fresh"}}
    assert any_house.engine.events()[-1] == event
    assert "identity_changed" in answer[0]["text"]
    assert (any_house.engine.claims()["level"], any_house.engine.claims()["bound_to"]) == ("fresh", THING)
    assert any_house.engine.turns[-1]["state"] is not None

    any_house.clock.advance(minutes=11)
    await visitor.say("hello")
    assert (any_house.engine.claims()["level"], any_house.engine.claims()["bound_to"]) == ("verified", None)


async def test_a_code_for_another_thing_takes_the_place_of_the_first(house: House) -> None:
    visitor = await verified(house)
    await visitor.say("accept offer:1")
    (_, first) = await house.codes_sent(2)
    await visitor.say("accept offer:2")
    (_, _, second) = await house.codes_sent(3)
    if first != second:
        await visitor.say(first)
        assert house.engine.events()[-1]["data"]["reason"] == "wrong"
        assert house.engine.claims()["level"] == "verified"
    await visitor.say(second)
    assert house.engine.claims()["bound_to"] == "offer:2"


async def test_wrong_and_late_codes_confirm_nothing(house: House) -> None:
    visitor = await verified(house)
    await visitor.say("accept")
    (_, code) = await house.codes_sent(2)
    await visitor.say(f"{(int(code) + 1) % 10**6:06d}")
    assert house.engine.events()[-1] == {"event": "code_refused", "data": {"reason": "wrong", "tries_left": 4}}
    house.clock.advance(minutes=11)
    await visitor.say(code)
    assert house.engine.events()[-1]["data"]["reason"] == "expired"
    assert house.engine.claims()["level"] == "verified"


async def test_never_by_mail(house: House) -> None:
    visitor = await house.open()
    await visitor.say("number 22222226")
    async with asyncio.timeout(5):
        while not house.email.sent:  # noqa: ASYNC110 - the fake has no event to wait for
            await asyncio.sleep(0.01)
    await visitor.say(next(word for word in house.email.sent[0][2].split() if word.isdigit() and len(word) == 6))
    house.engine.script = accepting(house)
    answer = await visitor.say("accept")
    assert [message["sender"] for message in answer] == ["bot", "system"]
    assert answer[1]["text"].startswith("For this I may send a code only to a confirmed mobile phone")
    assert len(house.email.sent) == 1


async def test_nobody_unknown_gets_one(house: House) -> None:
    visitor = await house.open()
    house.engine.script = accepting(house)
    answer = await visitor.say("accept")
    assert answer[1]["sender"] == "system"
    assert house.sms.sent == []


async def test_backend_down_is_said(house: House) -> None:
    visitor = await verified(house)
    house.backend.down = True
    answer = await visitor.say("accept")
    assert "Nothing has been changed" in answer[1]["text"]


async def test_share_of_codes_is_one_for_all_kinds(house: House) -> None:
    visitor = await verified(house)
    said = [await visitor.say("accept") for _ in range(3)]
    assert [len(answer) for answer in said] == [1, 1, 2]
    assert said[2][1]["text"].startswith("Too many codes")


async def test_demo_counts_them_apart(settings: Settings, clock: FakeClock, house_with: Any) -> None:
    async with house_with(settings.model_copy(update={"demo": True}), clock) as house:
        visitor = await verified(house)
        said = [await visitor.say("accept") for _ in range(5)]
        assert [len(answer) for answer in said] == [1] * 5
