"""A code without a number: for whoever's address it is, at another phone than that, and nowhere else."""

from typing import Any

import pytest

from tests.channels.fakes import House, says
from tests.channels.receiving.conftest import PHONE, Correspondent


@pytest.fixture(autouse=True)
def asks(house: House) -> None:
    async def script(turn: dict[str, Any]) -> dict[str, Any]:
        if turn["message"].get("text") != "a code, please":
            return await house.engine.echo(turn)
        return says("Gladly.", requests=[{"kind": "identify", "number": None, "second_id": None}])

    house.engine.script = script


def record(house: House) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.backend.customers.by_number["12345674"]["addresses"]
    return found


async def codes(house: House) -> int:
    return len(await house.rows("SELECT id FROM challenges"))


async def test_a_linked_chat_is_proven_by_the_phone(house: House, chat: Correspondent) -> None:
    await chat.write("number 12345674")
    await chat.write((await house.codes_sent(1))[-1])
    house.clock.advance(hours=2)
    await chat.write("a code, please")
    assert house.engine.claims()["level"] == "channel"
    assert "on its way to another confirmed phone" in house.telegram.made("sendMessage")[-1].fields["text"]
    code = (await house.codes_sent(2))[-1]
    assert [to for to, _subject, _text in house.sms.sent] == [PHONE, PHONE]
    await chat.write(code)
    assert house.engine.events()[-1] == {"event": "identity_changed", "data": {"level": "verified"}}


async def test_a_confirmed_mailbox_is_proven_by_the_phone(house: House, mailbox: Correspondent) -> None:
    await mailbox.write("a code, please")
    (code,) = await house.codes_sent(1)
    assert code not in house.email.sent[-1][2]
    await mailbox.write(code)
    assert (house.engine.claims()["level"], house.engine.claims()["sub"]) == ("verified", "c-1")


async def test_never_to_the_phone_that_asks(house: House, phone: Correspondent) -> None:
    await phone.write("a code, please")
    assert "no other confirmed phone" in house.sms.sent[-1][2]
    assert await codes(house) == 0
    second = {"id": "p2", "kind": "phone", "value": "+4915112340000", "confirmed": True}
    record(house).append(second | {"confirmed_at": house.clock().isoformat()})
    await phone.write("a code, please")
    await house.rest()
    assert [to for to, _subject, text in house.sms.sent if "is your code" in text] == ["+4915112340000"]


@pytest.mark.parametrize("changed", [{"confirmed": False}, {"bounced": True}])
async def test_never_to_a_phone_that_does_not_count(
    house: House, mailbox: Correspondent, changed: dict[str, Any]
) -> None:
    (phone,) = (one for one in record(house) if one["kind"] == "phone")
    phone |= changed
    await mailbox.write("a code, please")
    assert "no other confirmed phone" in house.email.sent[-1][2]
    assert (house.sms.sent, await codes(house)) == ([], 0)


async def test_never_to_a_mailbox(house: House, phone: Correspondent) -> None:
    await phone.write("a code, please")
    assert house.email.sent == []


async def test_not_for_a_stranger_or_a_claimed_sender(house: House, correspondent: Any) -> None:
    await correspondent("sms", "+4915199999999").write("a code, please")
    assert "no other confirmed phone" in house.sms.sent[-1][2]
    await correspondent("email", "anna@example.org", proven=False).write("a code, please")
    assert "cannot tell whether this mail" in house.email.sent[-1][2]
    assert await codes(house) == 0


async def test_not_for_a_helper(house: House, correspondent: Any) -> None:
    phone = {"id": "h", "kind": "phone", "value": "+4915155555555", "confirmed": True}
    helper = {"customer_id": "c-1", "representative_id": "r-1", "roles": ["household_helper"], "language": "en"}
    confirmed = {"confirmed_at": house.clock().isoformat()}
    others = [phone | confirmed, phone | confirmed | {"id": "i", "value": "+4915166666666"}]
    house.backend.customers.by_number["helper"] = helper | {"addresses": others}
    await correspondent("sms", "+4915155555555").write("a code, please")
    assert await codes(house) == 0


async def test_the_caps_hold_and_are_told(house: House, mailbox: Correspondent) -> None:
    for _ in range(4):
        await mailbox.write("a code, please")
    assert len(await house.codes_sent(3)) == 3
    assert "Too many codes" in house.email.sent[-1][2]


async def test_while_the_backend_is_silent(house: House, mailbox: Correspondent) -> None:
    house.backend.down = True
    await mailbox.write("a code, please")
    assert "try again in a few minutes" in house.email.sent[-1][2]
