"""The answers of a conversation go to an address of the customer's."""

import asyncio
from typing import Any

import pytest

from tests.channels.fakes import FakeProvider, House, Visitor, says


async def sent_by(provider: FakeProvider, count: int) -> list[tuple[str, str | None, str]]:
    for _ in range(200):
        if len(provider.sent) >= count:
            break
        await asyncio.sleep(0.01)
    return provider.sent


async def signed_in(house: House) -> Visitor:
    visitor = await house.open(language="en")
    await visitor.prove()
    return visitor


def asks_for(kind: str) -> Any:
    async def script(turn: dict[str, Any]) -> dict[str, Any]:
        text = turn["message"].get("text", "")
        if text == "send it":
            channel = {"phone": "sms"}.get(kind, kind)
            asked = [{"kind": "continue_on", "channel": channel, "address_kind": kind}]
            return says("I am sending it.", requests=asked)
        return says(f"It is {text}.", "Anything else?")

    return script


async def test_by_mail_the_answers_in_their_order(house: House) -> None:
    visitor = await signed_in(house)
    house.engine.script = asks_for("email")
    await visitor.say("42 euros")
    await visitor.say("due in May")
    await visitor.say("send it")
    to, subject, text = (await sent_by(house.email, 1))[0]
    assert to == "anna@example.org"
    assert subject is not None
    assert text.index("It is 42 euros.") < text.index("It is due in May.")
    assert "Anything else" not in text
    assert "I am sending it" not in text
    assert "send it" not in text


async def test_by_sms_only_what_fits(house: House) -> None:
    visitor = await signed_in(house)
    house.engine.script = asks_for("phone")
    await visitor.say("old " * 110)
    await visitor.say("new")
    await visitor.say("send it")
    to, subject, text = (await sent_by(house.sms, 2))[1]
    assert (to, subject) == ("+4915112345678", None)
    assert "It is new." in text
    assert "old" not in text


async def test_a_stranger_gets_nothing(house: House) -> None:
    visitor = await house.open(language="en")
    house.engine.script = asks_for("email")
    await visitor.say("42 euros")
    assert "did not work" in (await visitor.say("send it"))[-1]["text"]
    assert house.email.sent == []


@pytest.mark.parametrize("kind", ["letter", "fax"])
async def test_an_unknown_kind_is_refused(house: House, kind: str) -> None:
    visitor = await signed_in(house)
    house.engine.script = asks_for(kind)
    assert "did not work" in (await visitor.say("send it"))[-1]["text"]


async def test_what_is_taken_down_is_confirmed_by_mail(house: House) -> None:
    visitor = await signed_in(house)

    async def script(turn: dict[str, Any]) -> dict[str, Any]:
        return says("Your number is T-1, due in May.", requests=[{"kind": "receipt", "numbers": ["T-1"]}])

    house.engine.script = script
    await visitor.say("it broke")
    to, subject, text = (await sent_by(house.email, 1))[0]
    assert to == "anna@example.org"
    assert "T-1" in (subject or "")
    assert "due in May" in text
