"""Turns under bad conditions: order, failing engines, restarts, poison."""

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import text

from channels.engine_wire import WireAnswer
from channels.settings import Settings
from tests.channels.fakes import PNG, FakeClock, House, says

type Opener = Callable[..., contextlib.AbstractAsyncContextManager[House]]


@pytest.fixture
async def hasty(settings: Settings, clock: FakeClock, house_with: Opener) -> AsyncIterator[House]:
    """A house that tells its customers soon that the answer takes longer."""
    quick = settings.model_copy(update={"engine_late_seconds": 0.05, "greeting_wait_seconds": 0.2})
    async with house_with(quick, clock) as house:
        yield house


async def settled(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("did not come about")


async def test_order_within_a_conversation(any_house: House) -> None:
    visitors = [await any_house.open() for _ in range(5)]
    running: dict[str, int] = {}

    async def watched(turn: dict[str, Any]) -> dict[str, Any]:
        who = turn["message"]["text"].split()[0]
        running[who] = running.get(who, 0) + 1
        assert running[who] == 1
        await asyncio.sleep(0.001)
        running[who] -= 1
        return await any_house.engine.echo(turn)

    any_house.engine.script = watched
    for number in range(10):
        for name, visitor in enumerate(visitors):
            await visitor.post(wait=None, text=f"{name} {number}")
    await settled(lambda: len(any_house.engine.texts()) == 50)
    for name, visitor in enumerate(visitors):
        turns = [turn for turn in any_house.engine.turns if turn["message"].get("text", "").startswith(f"{name} ")]
        assert [turn["message"]["text"] for turn in turns] == [f"{name} {number}" for number in range(10)]
        assert [turn["state"]["count"] for turn in turns] == list(range(1, 11))
        answered = await visitor.say(f"{name} last")
        assert answered[0]["text"] == f"echo {name} last"


async def test_conversations_do_not_wait_for_each_other(house: House) -> None:
    slow, fast = await house.open(), await house.open()
    going = asyncio.Event()

    async def held(turn: dict[str, Any]) -> dict[str, Any]:
        if turn["message"]["text"] == "slow":
            await going.wait()
        return says("done")

    house.engine.script = held
    await slow.post(wait=None, text="slow")
    assert (await fast.say("fast"))[0]["text"] == "done"
    going.set()


async def test_standby_takes_over_at_once(house: House) -> None:
    visitor = await house.open()
    house.engine.down = {"engine"}
    assert (await visitor.say("one"))[0]["text"] == "echo one"
    house.engine.down = set()
    house.engine.dies = {"standby"}
    assert (await visitor.say("two"))[0]["text"] == "echo two"
    assert house.engine.hosts[-3:] == ["standby", "standby", "engine"]
    assert house.engine.turns[-1] == house.engine.turns[-2] | {"fact": house.engine.turns[-1]["fact"]}


async def test_engines_down_then_back(hasty: House) -> None:
    visitor = await hasty.open(language="pl")
    hasty.engine.down = {"engine", "standby"}
    for number in range(3):
        response = await visitor.post(wait=None, text=f"m{number}", id=f"m{number}")
        assert response.status_code == 202

    async def told() -> list[dict[str, Any]]:
        return [message for message in await visitor.all() if message["sender"] == "system"]

    for _ in range(300):
        if await told():
            break
        await asyncio.sleep(0.01)
    (late,) = await told()
    assert late["text"].startswith("Wiadomość dotarła")
    assert late["reply_to"] == "m0"
    hasty.engine.down = set()
    answered = (await visitor.post(text="m2", id="m2")).json()["messages"]
    assert answered[-1]["text"] == "echo m2"
    bots = [message["text"] for message in await visitor.all() if message["sender"] == "bot"]
    assert bots == ["event session_started {}", "echo m0", "echo m1", "echo m2"]
    assert hasty.engine.texts() == ["m0", "m1", "m2"]


async def test_poison_is_parked_and_said(hasty: House) -> None:
    visitor = await hasty.open(language="de")

    async def fails_at_poison(turn: dict[str, Any]) -> Any:
        if turn["message"].get("text") == "poison":
            return WireAnswer(500, b'{"code": "turn_failed"}')
        return await hasty.engine.echo(turn)

    hasty.engine.script = fails_at_poison
    await visitor.post(wait=None, text="poison", id="p1")
    assert (await visitor.say("after"))[-1]["text"] == "echo after"
    ours = (await visitor.post(text="poison", id="p1")).json()["messages"]
    assert ours[-1]["sender"] == "system"
    assert ours[-1]["text"].startswith("Es tut mir leid")
    poisons = [turn for turn in hasty.engine.turns if turn["message"].get("text") == "poison"]
    assert len(poisons) == 5
    assert len({turn["turn_id"] for turn in poisons}) == 1


async def test_an_engine_with_another_secret_is_no_engine(hasty: House) -> None:
    """It refuses every turn, so that no message is given up because of it."""
    visitor = await hasty.open()

    async def refuses(turn: dict[str, Any]) -> WireAnswer:
        return WireAnswer(401, b'{"code": "unauthorized"}')

    hasty.engine.script = refuses
    await visitor.post(wait=None, text="hello", id="m1")
    await settled(lambda: len(hasty.engine.texts()) > 5)
    hasty.engine.script = None
    answer = (await visitor.post(text="hello", id="m1")).json()["messages"]
    assert answer[-1]["text"] == "echo hello"


async def test_no_reply_is_a_failure(hasty: House) -> None:
    visitor = await hasty.open()

    async def silent(turn: dict[str, Any]) -> dict[str, Any]:
        return says()

    hasty.engine.script = silent
    answer = await visitor.say("hello")
    assert answer[-1]["text"].startswith("I am sorry")


@pytest.mark.parametrize("point", ["before_engine", "in_engine", "before_commit"])
async def test_restart_repeats_the_turn_under_its_id(
    any_database_url: str,
    settings_on: Callable[[str], Settings],
    clock: FakeClock,
    house_with: Opener,
    point: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever ends the process between the acknowledgement and the commit, the next start answers once."""
    settings = settings_on(any_database_url)
    stuck = asyncio.Event()

    async def forever(*_: Any, **__: Any) -> Any:
        stuck.set()
        await asyncio.Event().wait()

    async with house_with(settings, clock) as first:
        visitor = await first.open()
        runner = first.gateway.runner
        with monkeypatch.context() as patch:
            if point == "before_engine":
                patch.setattr(type(runner), "_try", forever)
            elif point == "before_commit":
                patch.setattr(type(runner), "_finish", forever)
            else:
                first.engine.script = forever
            await visitor.post(wait=None, text="hello", id="m1")
            await visitor.post(wait=None, text="second", id="m2")
            await stuck.wait()
            before = [turn["turn_id"] for turn in first.engine.turns[1:]]
            tasks = list(runner._tasks)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    async with house_with(settings, clock) as second:
        visitor.house = second
        answer = (await visitor.post(text="hello", id="m1")).json()["messages"]
        assert [message["text"] for message in answer] == ["echo hello"]
        later = (await visitor.post(text="second", id="m2")).json()["messages"]
        assert [message["text"] for message in later] == ["echo second"]
        assert second.engine.texts() == ["hello", "second"]
        assert set(before) <= {second.engine.turns[0]["turn_id"]}
        senders = [message["sender"] for message in await visitor.all()]
        assert senders == ["bot", "customer", "customer", "bot", "bot"]


@pytest.mark.parametrize(("ends", "told"), [(20, "echo suspect"), (2, "could not answer")])
async def test_what_is_in_hand_at_many_ends_is_given_up_and_not_before(
    any_database_url: str,
    settings_on: Callable[[str], Settings],
    clock: FakeClock,
    house_with: Opener,
    monkeypatch: pytest.MonkeyPatch,
    ends: int,
    told: str,
) -> None:
    """It may be what ends the process; what is only near more kills than failures are forgiven is not."""
    settings = settings_on(any_database_url).model_copy(update={"turn_tries": 2})

    async def never(turn: dict[str, Any]) -> dict[str, Any]:
        if turn["message"].get("text") == "suspect":
            await asyncio.Event().wait()
        return says("echo " + turn["message"].get("text", ""))

    async with house_with(settings, clock) as house:
        visitor = await house.open()
        house.engine.script = never
        await visitor.post(wait=None, text="suspect", id="m1")
        await settled(lambda: "suspect" in house.engine.texts())
    for _ in range(2):
        async with house_with(settings, clock) as house:
            house.engine.script = never
            await settled(lambda: "suspect" in house.engine.texts())
    monkeypatch.setattr("channels.turns.runner.MOST_ENDS", ends)
    async with house_with(settings, clock) as house:
        visitor.house = house
        answer = (await visitor.post(text="suspect", id="m1")).json()["messages"]
        assert told in answer[0]["text"]


async def test_a_lost_claim_stores_nothing(any_house: House) -> None:
    visitor = await any_house.open()
    steal = "UPDATE conversations SET claim_worker = 'other', claim_number = 1"

    async def robbed(turn: dict[str, Any]) -> dict[str, Any]:
        await any_house.gateway.database.write(lambda c: c.execute(text(steal)))
        return says("stolen")

    any_house.engine.script = robbed
    response = await visitor.post(wait=0.3, text="hello")
    assert response.json()["messages"] == []
    assert [message["sender"] for message in await visitor.all()] == ["bot", "customer"]
    any_house.engine.script = None
    any_house.clock.advance(minutes=5)
    await any_house.gateway.runner.take_abandoned()
    await settled(lambda: len(any_house.engine.texts()) == 2)


async def test_a_claim_that_nobody_works_on_any_more_runs_out(any_house: House) -> None:
    """Its task is gone without a word, while the process goes on to keep what it works on."""
    visitor, other = await any_house.open(), await any_house.open()
    held = asyncio.Event()

    async def stuck(_turn: dict[str, Any]) -> dict[str, Any]:
        await held.wait()
        return says("at last")

    any_house.engine.script = stuck
    runner = any_house.gateway.runner
    for somebody in (visitor, other):
        before = set(runner._tasks)
        await somebody.post(wait=None, text="hello", id="m1")
        tasks = runner._tasks - before
    await settled(lambda: len(any_house.engine.texts()) == 2)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for _ in range(3):
        any_house.clock.advance(seconds=any_house.gateway.settings.lease_seconds / 2)
        await runner.renew()
    held.set()
    await runner.take_abandoned()
    await settled(lambda: len(any_house.engine.texts()) == 3)
    for somebody in (visitor, other):
        answer = (await somebody.post(text="hello", id="m1")).json()["messages"]
        assert [message["text"] for message in answer] == ["at last"]
    ids = [turn["turn_id"] for turn in any_house.engine.turns if "text" in turn["message"]]
    assert ids[1] == ids[2] != ids[0]
    assert runner._in_hand == set()


async def test_buttons_are_tokens_of_their_conversation(any_house: House) -> None:
    one, two = await any_house.open(), await any_house.open()

    async def offers(turn: dict[str, Any]) -> dict[str, Any]:
        if "text" not in turn["message"]:
            return await any_house.engine.echo(turn)
        button = {"title": "The flat", "intent": "choose", "entities": {"service_point_id": "sp-1"}}
        return says(replies=[{"text": "Which?", "buttons": [button], "attachments": []}])

    any_house.engine.script = offers
    (answer,) = await one.say("bill")
    (button,) = answer["buttons"]
    assert set(button) == {"title", "payload"}
    assert "sp-1" not in str(answer)
    assert len(button["payload"]) >= 43

    pressed = (await one.post(payload=button["payload"])).json()["messages"]
    assert pressed[0]["text"] == 'intent choose {"service_point_id": "sp-1"}'
    assert [message["text"] for message in await one.all() if message["sender"] == "customer"][-1] == "The flat"

    turns = len(any_house.engine.turns)
    stolen = (await two.post(payload=button["payload"])).json()["messages"]
    invented = (await one.post(payload='choose{"service_point_id": "sp-2"}')).json()["messages"]
    any_house.clock.advance(hours=11)
    await one.post(text="still here")
    any_house.clock.advance(hours=11)
    await one.post(text="still here")
    any_house.clock.advance(hours=3)
    turns += 2
    stale = (await one.post(payload=button["payload"])).json()["messages"]
    for messages in (stolen, invented, stale):
        assert [message["sender"] for message in messages] == ["system"]
        assert messages[0]["text"].startswith("This button is no longer valid")
    assert len(any_house.engine.turns) == turns


async def test_language_is_what_the_engine_returns(house: House) -> None:
    visitor = await house.open(language="de")

    async def polish(turn: dict[str, Any]) -> dict[str, Any]:
        return says("cześć", language="pl")

    house.engine.script = polish
    await visitor.say("cześć")
    await visitor.say("dzień dobry")
    assert [turn["language"] for turn in house.engine.turns] == ["de", "de", "pl"]


async def test_files_travel_to_the_engine_and_not_into_the_journal(any_house: House) -> None:
    visitor = await any_house.open()
    uploads = []
    for _ in range(2):
        response = await any_house.http.post(
            "/chat/attachments", files={"file": ("meter.png", PNG)}, headers=visitor.headers
        )
        uploads.append(response.json()["id"])
    kept = await any_house.http.get(f"/chat/attachments/{uploads[0]}", headers=visitor.headers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("channels.turns.files.MOST_ATTACHED_BYTES", len(kept.content) + 1)
        await visitor.say("here is the photo", attachments=uploads)
    first, second = any_house.engine.turns[-1]["message"]["attachments"]
    assert set(first) == {"id", "kind", "media_type", "title", "data"}
    assert base64.b64decode(first["data"]) == kept.content
    assert "data" not in second
    kept = await any_house.gateway.database.read(lambda c: c.execute(text("SELECT body FROM journal")).scalars().all())
    assert uploads[0] in kept[-1]
    assert first["data"] not in kept[-1]
