"""What was kept is read once, in each sender's order, whatever happens to one message or to the process."""

import asyncio
import time
from datetime import timedelta

import pytest

from channels.contract import Arrival, DeliveryStatus, RawMessage, SetAside, StatusReport
from channels.errors import TemporaryError, UnreadableError
from channels.keys import Keys
from channels.spool import reading
from channels.spool.keeping import OWN_TIME
from channels.spool.reading import MOST_TRIES
from tests.channels.spool.conftest import Spool, as_message, raw


async def test_read_with_the_time_it_came(spool: Spool) -> None:
    before = spool.clock()
    await spool.keep(raw("a", "4711"))
    after = spool.clock()
    spool.clock.advance(minutes=3)
    async with spool.running():
        await spool.until(spool.is_empty)
    assert spool.ids == ["a"]
    assert before <= spool.times[0] <= after


async def test_each_kind_goes_its_way(spool: Spool) -> None:
    told: dict[str, Arrival] = {
        "state": StatusReport("pager", "p-1", DeliveryStatus.DELIVERED),
        "song": SetAside("unknown_kind"),
    }

    async def read(one: RawMessage) -> Arrival:
        return told.get(one.key) or await as_message(one)

    mixed = Spool(spool.database, spool.clock, read)
    async with mixed.running():
        for key in ("state", "song", "text"):
            await mixed.keep(raw(key))
        await mixed.until(mixed.is_empty)
    assert (mixed.ids, mixed.reports) == (["text"], [told["state"]])


async def test_one_senders_messages_keep_their_order_and_others_do_not_wait(spool: Spool) -> None:
    gate = asyncio.Event()

    async def read(one: RawMessage) -> Arrival:
        if one.key == "photo":
            await gate.wait()
        return await as_message(one)

    slow = Spool(spool.database, spool.clock, read)
    async with slow.running():
        for key, sender in (("photo", "anna"), ("caption", "anna"), ("other", "piotr")):
            await slow.keep(raw(key, sender))

        async def others_read() -> bool:
            return "other" in slow.ids

        await slow.until(others_read)
        assert slow.ids == ["other"]
        gate.set()
        await slow.until(slow.is_empty)
    assert slow.ids == ["other", "photo", "caption"]


async def test_two_hundred_in_order(spool: Spool) -> None:
    async with spool.running():
        await asyncio.gather(*(spool.keep(raw(f"{number:03}", "anna")) for number in range(200)))
        await spool.until(spool.is_empty)
    assert spool.ids == [f"{number:03}" for number in range(200)]


async def test_what_cannot_be_read_now_is_tried_again(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LOOK_SECONDS", 0.01)
    failures: list[Exception] = [TemporaryError("provider_slow"), OSError("no route")]

    async def read(one: RawMessage) -> Arrival:
        if one.key == "photo" and failures:
            raise failures.pop(0)
        return await as_message(one)

    flaky = Spool(spool.database, spool.clock, read)
    async with flaky.running():
        await flaky.keep(raw("photo", "anna"))
        await flaky.keep(raw("next", "anna"))

        async def put_back(tries: int) -> bool:
            return [(row["tries"], row["key"]) for row in await flaky.rows()] == [(tries, "photo")]

        await flaky.until(lambda: put_back(1))
        assert (await flaky.rows())[0]["failure"] == "provider_slow"
        assert flaky.ids == ["next"], "what comes after it does not wait for ever"
        flaky.clock.advance(seconds=1)
        await flaky.until(lambda: put_back(2))
        assert (await flaky.rows())[0]["failure"] == "OSError"
        flaky.clock.advance(seconds=2)
        await flaky.until(flaky.is_empty)
    assert flaky.ids == ["next", "photo"]


async def test_a_report_that_overtook_our_sending(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LOOK_SECONDS", 0.01)

    async def read(one: RawMessage) -> Arrival:
        return StatusReport("pager", one.key, DeliveryStatus.DELIVERED)

    early = Spool(spool.database, spool.clock, read)
    async with early.running():
        await early.keep(raw("p-2"))
        await early.keep(raw("of another sender"))

        async def told(times: int) -> bool:
            return len(early.reports) == times

        await early.until(lambda: told(2))
        early.known.add("p-2")
        early.clock.advance(seconds=2)
        await early.until(lambda: told(4))
        early.clock.advance(seconds=3)
        await early.until(early.is_empty)
    assert sorted(report.provider_id for report in early.reports) == ["of another sender"] * 3 + ["p-2"] * 2


async def test_what_nobody_can_read_is_kept_with_its_reason(spool: Spool) -> None:
    async def read(one: RawMessage) -> Arrival:
        raise UnreadableError("state_teleported")

    puzzled = Spool(spool.database, spool.clock, read)
    async with puzzled.running():
        await puzzled.keep(raw("odd"))

        async def given_up() -> bool:
            return [(row["failure"], row["due_at"]) for row in await puzzled.rows()] == [("state_teleported", None)]

        await puzzled.until(given_up)
    async with Spool(spool.database, spool.clock, as_message).running():
        await asyncio.sleep(0.05)
    assert await puzzled.rows(), "it is not read again by itself"


async def test_what_was_kept_under_another_key(spool: Spool) -> None:
    await spool.keep(raw("a"))
    other = Spool(spool.database, spool.clock, as_message, Keys("other" * 8))
    async with other.running():

        async def given_up() -> bool:
            return [row["failure"] for row in await other.rows()] == ["key_changed"]

        await other.until(given_up)


async def test_a_fault_of_ours_is_given_up_at_last(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LOOK_SECONDS", 0.01)
    tries = 0

    async def read(one: RawMessage) -> Arrival:
        nonlocal tries
        tries += 1
        raise KeyError(one.key)

    broken = Spool(spool.database, spool.clock, read)
    async with broken.running():
        await broken.keep(raw("poison", "anna"))

        async def given_up() -> bool:
            broken.clock.advance(minutes=5)
            return (await broken.rows())[0]["due_at"] is None

        await broken.until(given_up)
    assert tries == MOST_TRIES
    assert (await broken.rows())[0]["failure"] == "KeyError"


async def test_the_next_process_reads_what_one_left(spool: Spool) -> None:
    for number in range(5):
        await spool.keep(raw(str(number), "anna"))
    after = Spool(spool.database, spool.clock, as_message)
    async with after.running():
        await after.until(after.is_empty)
    assert after.ids == ["0", "1", "2", "3", "4"]


async def test_another_process_takes_up_what_a_dead_one_left(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LOOK_SECONDS", 0.01)
    living = Spool(spool.database, spool.clock, as_message)
    async with living.running():
        await asyncio.sleep(0.05)
        await spool.keep(raw("a"))
        await asyncio.sleep(0.05)
        assert living.ids == []
        spool.clock.advance(seconds=OWN_TIME / timedelta(seconds=1))
        await living.until(living.is_empty)
    assert living.ids == ["a"]


async def test_in_a_rush_taking_goes_first(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "RUSH_SECONDS", 30.0)
    monkeypatch.setattr(reading, "LONGEST_RUSH_SECONDS", 0.3)
    async with spool.running():
        await asyncio.gather(*(spool.keep(raw(str(number), "anna")) for number in range(reading.RUSH)))
        assert spool.ids == [], "they are let pass"
        await spool.until(spool.is_empty)
    assert len(spool.ids) == reading.RUSH


async def test_in_a_lasting_rush_they_are_read_one_by_one(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    pause = 0.05
    for name, value in {"RUSH_SECONDS": 300.0, "LONGEST_RUSH_SECONDS": 0.0, "RUSH_PAUSE_SECONDS": pause}.items():
        monkeypatch.setattr(reading, name, value)
    async with spool.running():
        began = time.monotonic()
        await asyncio.gather(*(spool.keep(raw(str(number), f"customer {number}")) for number in range(reading.RUSH)))
        await spool.until(spool.is_empty)
    assert len(spool.ids) == reading.RUSH
    assert time.monotonic() - began >= pause * reading.RUSH


async def test_reports_make_no_rush(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "RUSH_SECONDS", 300.0)
    monkeypatch.setattr(reading, "LONGEST_RUSH_SECONDS", 300.0)
    async with spool.running():
        await asyncio.gather(*(spool.keep(raw(str(number))) for number in range(2 * reading.RUSH)))
        await spool.until(spool.is_empty)
    assert len(spool.ids) == 2 * reading.RUSH


async def test_what_was_in_hand_when_it_ended_is_still_there(spool: Spool) -> None:
    begun = asyncio.Event()

    async def read(_one: RawMessage) -> Arrival:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError("not reached")

    ending = Spool(spool.database, spool.clock, read)
    async with ending.running():
        await ending.keep(raw("a"))
        await begun.wait()
    assert [(row["key"], row["tries"]) for row in await ending.rows()] == [("a", 0)]
    assert ending.ids == []


def test_what_is_kept_names_nobody_when_printed() -> None:
    shown = repr(RawMessage("pager", "key-of-anna", "anna@example.org", b"secret words"))
    assert not any(secret in shown for secret in ("anna", "secret"))
