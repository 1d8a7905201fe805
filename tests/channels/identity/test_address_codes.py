"""Codes that confirm a new contact address: sent there, told to the backend before the engine, worth nothing else."""

import asyncio
from typing import Any

import httpx2
import pytest

from tests.channels.fakes import House, Visitor, says

NEW_PHONE = {"id": "n-1", "kind": "phone", "value": "+4915188888888", "confirmed": False}


async def asked(house: House, address_id: str = "n-1") -> Visitor:
    """A verified customer whose new phone was sent a code."""
    house.backend.customers.by_number["12345674"]["addresses"].append(NEW_PHONE)
    visitor = await house.open()
    await visitor.prove()

    async def wants(turn: dict[str, Any]) -> dict[str, Any] | httpx2.Response:
        if turn["message"].get("text") == "new phone":
            return says("Type it.", requests=[{"kind": "send_code", "confirms_address": address_id}])
        return await house.engine.echo(turn)

    house.engine.script = wants
    return visitor


async def test_a_code_goes_to_the_new_address_and_the_backend_hears_of_it_first(any_house: House) -> None:
    visitor = await asked(any_house)
    await visitor.say("new phone")
    code = (await any_house.codes_sent(2))[1]
    assert any_house.sms.sent[1][0] == NEW_PHONE["value"]
    await visitor.say(code)
    assert [address for address, _fact in any_house.backend.confirmed] == ["n-1"]
    event = {"event": "address_confirmed", "data": {"address_id": "n-1", "counts": True}}
    assert any_house.engine.events()[-1] == event


async def test_a_proof_that_is_too_old_does_not_count(house: House) -> None:
    visitor = await asked(house)
    await visitor.say("new phone")
    house.backend.confirms = 403
    await visitor.say((await house.codes_sent(2))[1])
    assert house.engine.events()[-1]["data"]["counts"] is False


async def test_a_code_for_an_address_proves_nobody(house: House) -> None:
    """Whoever has the new phone only is let into nothing: neither level nor freshness changes."""
    visitor = await asked(house)
    await visitor.say("new phone")
    before = house.engine.claims()
    await visitor.say((await house.codes_sent(2))[1])
    assert house.engine.claims()["level"] == before["level"] == "verified"


async def test_a_wrong_code_is_refused(house: House) -> None:
    visitor = await asked(house)
    await visitor.say("new phone")
    code = (await house.codes_sent(2))[1]
    await visitor.say(f"{(int(code) + 1) % 10**6:06d}")
    assert house.engine.events()[-1]["event"] == "code_refused"
    assert house.backend.confirmed == []


@pytest.mark.parametrize("address_id", ["somebody-elses", ""])
async def test_an_address_of_nobody_gets_none(house: House, address_id: str) -> None:
    visitor = await asked(house, address_id)
    answer = await visitor.say("new phone")
    assert len(house.sms.sent) == 1
    assert address_id == "" or "cannot send a code there" in answer[1]["text"]


async def test_nobody_unknown_gets_one(house: House) -> None:
    visitor = await house.open()

    async def wants(_turn: dict[str, Any]) -> dict[str, Any]:
        return says("Type it.", requests=[{"kind": "send_code", "confirms_address": "n-1"}])

    house.engine.script = wants
    answer = await visitor.say("new phone")
    assert answer[1]["sender"] == "system"
    assert house.sms.sent == []


async def test_a_backend_that_is_away_is_asked_again(house: House) -> None:
    visitor = await asked(house)
    await visitor.say("new phone")
    code = (await house.codes_sent(2))[1]
    house.backend.down = True
    waiting = asyncio.create_task(visitor.say(code))
    await asyncio.sleep(0.3)
    house.backend.down = False
    await waiting
    assert house.engine.events()[-1]["data"]["counts"] is True
