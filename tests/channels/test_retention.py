"""What is deleted, and when."""

from sqlalchemy import text

from tests.channels.fakes import PNG, House

COUNTS = ("journal", "messages", "outbox", "challenges", "codes_sent", "attachments", "sessions", "conversations")


async def counts(house: House) -> dict[str, int]:
    def count(connection):  # type: ignore[no-untyped-def]
        return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in COUNTS}

    found: dict[str, int] = await house.gateway.database.read(count)
    return found


async def test_sweep(any_house: House) -> None:
    house = any_house
    visitor = await house.open()
    await house.http.post("/chat/attachments", files={"file": ("a.png", PNG)}, headers=visitor.headers)
    await visitor.say("number 12345674", id="m1")
    await house.codes_sent(1)
    before = await counts(house)
    await house.gateway.sweep()
    assert await counts(house) == before

    house.clock.advance(days=31)
    await house.gateway.sweep()
    after = await counts(house)
    assert (after["challenges"], after["codes_sent"], after["outbox"], after["sessions"]) == (0, 0, 0, 0)
    assert (after["journal"], after["messages"], after["attachments"]) == (2, before["messages"], 1)
    bodies = await house.gateway.database.read(lambda c: c.execute(text("SELECT body FROM journal")).scalars().all())
    states = await house.gateway.database.read(
        lambda c: c.execute(text("SELECT state FROM conversations")).scalars().all()
    )
    assert [*bodies, *states] == [None, None, None]

    house.clock.advance(days=335)
    await house.gateway.sweep()
    assert set((await counts(house)).values()) == {0}


async def test_a_repeat_after_a_month_is_still_a_repeat(settings: object, clock: object, house_with: object) -> None:
    long = settings.model_copy(update={"session_idle_hours": 10_000.0, "session_hours": 10_000.0, "state_days": 400})  # type: ignore[attr-defined]
    async with house_with(long, clock) as house:  # type: ignore[operator]
        visitor = await house.open()
        first = await visitor.say("hello", id="m1")
        house.clock.advance(days=31)
        await house.gateway.sweep()
        assert await visitor.say("hello", id="m1") == first
        assert house.engine.texts() == ["hello"]
