"""Parked matters come back when the records do."""

import asyncio
from typing import Any

from sqlalchemy import text

from tests.channels.fakes import House, says


async def test_parked_matter_comes_back(any_house: House) -> None:
    visitor = await any_house.open()

    async def parks(turn: dict[str, Any]) -> dict[str, Any]:
        if turn["message"].get("event") == "parked_due":
            return says(f"here it is: {turn['message']['data']['matter']}")
        return says("later", requests=[{"kind": "park", "matter": "check_bill"}])

    any_house.engine.script = parks
    await visitor.say("bill")
    await visitor.say("bill again")
    parking = any_house.gateway.parking
    assert await parking.take_up_due() == 0
    any_house.clock.advance(minutes=1)
    any_house.backend.down = True
    assert await parking.take_up_due() == 0
    any_house.backend.down = False
    assert await parking.take_up_due() == 1
    for _ in range(200):
        last = (await visitor.all())[-1]
        if last["text"] == "here it is: check_bill":
            break
        await asyncio.sleep(0.01)
    assert last["text"] == "here it is: check_bill"
    assert await parking.take_up_due() == 0


async def test_a_matter_that_fails_again_waits_longer(any_house: House) -> None:
    visitor = await any_house.open()

    async def parks(turn: dict[str, Any]) -> dict[str, Any]:
        silent = turn["message"].get("event") == "parked_due"
        return says(*([] if silent else ["later"]), requests=[{"kind": "park", "matter": "check_bill"}])

    any_house.engine.script = parks
    await visitor.say("bill")
    any_house.clock.advance(seconds=31)
    assert await any_house.gateway.parking.take_up_due() == 1
    for _ in range(200):
        due = await any_house.gateway.database.read(
            lambda c: c.execute(text("SELECT tries FROM parked_matters")).scalars().all()
        )
        if list(due) == [1]:
            break
        await asyncio.sleep(0.01)
    any_house.clock.advance(seconds=31)
    assert await any_house.gateway.parking.take_up_due() == 0
    any_house.clock.advance(seconds=31)
    assert await any_house.gateway.parking.take_up_due() == 1
