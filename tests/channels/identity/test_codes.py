"""One-time codes, through the chat as a customer meets them."""

import asyncio
import time

import httpx2
import pytest
from sqlalchemy import Connection, text

from tests.channels.fakes import House, Visitor


async def asked(house: House, number: str = "12345674") -> Visitor:
    visitor = await house.open()
    await visitor.say(f"my number {number}")
    return visitor


async def stored(house: House, query: str) -> list[tuple[object, ...]]:
    def rows(connection: Connection) -> list[tuple[object, ...]]:
        return [tuple(row) for row in connection.execute(text(query))]

    return await house.gateway.database.read(rows)


def last_event(house: House) -> dict[str, object]:
    return house.engine.events()[-1]


def wrong(code: str, step: int = 1) -> str:
    return f"{(int(code) + step) % 10**6:06d}"


async def test_right_code_verifies(any_house: House) -> None:
    visitor = await asked(any_house)
    (code,) = await any_house.codes_sent(1)
    answer = await visitor.say(f"the code: {code[:3]} {code[3:]}", id="m9")
    assert last_event(any_house) == {"event": "identity_changed", "data": {"level": "verified"}}
    assert answer[0]["reply_to"] == "m9"
    await visitor.say("what do I owe")
    (to, subject, words) = any_house.sms.sent[0]
    assert (to, subject) == ("+4915112345678", None)
    assert words.startswith("Zorza: ")
    assert "10 Minuten" in words


async def test_code_reaches_neither_engine_nor_database_nor_logs(
    any_house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    visitor = await asked(any_house)
    (code,) = await any_house.codes_sent(1)
    await visitor.say(wrong(code))
    await visitor.say(f"{code[:3]}-{code[3:]}")
    assert code not in str(any_house.engine.turns)
    assert [message["text"] for message in await visitor.all() if message["sender"] == "customer"][1:] == ["••••••"] * 2
    kept = ""
    for table in ("journal", "messages", "challenges", "outbox", "conversations"):
        kept += str(await stored(any_house, f"SELECT * FROM {table}"))
    assert code not in kept
    assert code[:3] + "-" + code[3:] not in kept
    assert "4915112345678" not in kept
    logged = capsys.readouterr().out
    assert code not in logged
    assert "4915112345678" not in logged


async def test_mail_when_there_is_no_confirmed_phone(house: House) -> None:
    await asked(house, "22222226")
    for _ in range(100):
        if house.email.sent:
            break
        await asyncio.sleep(0.01)
    ((to, subject, _words),) = house.email.sent
    assert to == "piotr@example.org"
    assert subject == "Kod do czatu z Zorza"
    assert house.sms.sent == []


async def test_five_tries(any_house: House) -> None:
    visitor = await asked(any_house)
    (code,) = await any_house.codes_sent(1)
    for left in (4, 3, 2, 1):
        await visitor.say(wrong(code))
        assert last_event(any_house)["data"] == {"reason": "wrong", "tries_left": left}
    await visitor.say(wrong(code))
    assert last_event(any_house)["data"] == {"reason": "too_many", "tries_left": 0}
    await visitor.say(code)
    assert last_event(any_house)["data"] == {"reason": "too_many", "tries_left": 0}


async def test_fifty_parallel_guesses_count_as_fifty(any_house: House) -> None:
    visitor = await asked(any_house)
    (code,) = await any_house.codes_sent(1)
    await asyncio.gather(*(visitor.say(wrong(code, step)) for step in range(1, 50)))
    reasons = [event["data"]["reason"] for event in any_house.engine.events() if event["event"] == "code_refused"]
    assert sorted(reasons) == ["too_many"] * 45 + ["wrong"] * 4
    await visitor.say(code)
    assert last_event(any_house)["event"] == "code_refused"


async def test_single_use(any_house: House) -> None:
    visitor = await asked(any_house)
    (code,) = await any_house.codes_sent(1)
    await visitor.say(code)
    answer = await visitor.say(code)
    assert answer[0]["text"] == f"echo {code}"  # nothing is pending: six digits are just digits
    changes = [event for event in any_house.engine.events() if event["event"] == "identity_changed"]
    assert len(changes) == 1


async def test_expired_after_ten_minutes(house: House) -> None:
    visitor = await asked(house)
    (code,) = await house.codes_sent(1)
    house.clock.advance(minutes=10, seconds=1)
    await visitor.say(code)
    assert last_event(house)["data"] == {"reason": "expired", "tries_left": 0}


async def test_code_of_another_session(any_house: House) -> None:
    one, two = await asked(any_house), await asked(any_house)
    first, second = await any_house.codes_sent(2)
    await two.say(first)
    assert last_event(any_house)["data"] == {"reason": "wrong", "tries_left": 4}
    await one.say(first)
    assert last_event(any_house)["event"] == "identity_changed"
    stranger = await any_house.open()
    assert (await stranger.say(second))[0]["text"] == f"echo {second}"


async def test_new_code_voids_the_old_one(any_house: House) -> None:
    visitor = await asked(any_house)
    await visitor.say("number 12345674")
    old, new = await any_house.codes_sent(2)
    await visitor.say(old)
    assert last_event(any_house)["event"] == "code_refused"
    await visitor.say(new)
    assert last_event(any_house)["event"] == "identity_changed"


@pytest.mark.parametrize("number", ["12345674", "99999999"])
async def test_caps_look_the_same_for_known_and_unknown(any_house: House, number: str) -> None:
    for _ in range(3):
        visitor = await any_house.open()
        assert len(await visitor.say(f"number {number}")) == 1
    visitor = await any_house.open()
    answer = await visitor.say(f"number {number}")
    assert [message["sender"] for message in answer] == ["bot", "system"]
    assert answer[1]["text"].startswith("Too many codes")
    assert len(any_house.sms.sent) <= 3
    any_house.clock.advance(hours=1, seconds=1)
    visitor = await any_house.open()
    assert len(await visitor.say(f"number {number}")) == 1


async def test_ten_codes_a_day(house: House) -> None:
    for number in range(1, 11):
        visitor = await house.open()
        assert len(await visitor.say("number 12345674")) == 1
        await house.codes_sent(number)
        house.clock.advance(minutes=61)
    assert len(await (await house.open()).say("number 12345674")) == 2
    assert len(await house.codes_sent(10)) == 10


async def test_parallel_asking_keeps_the_cap(any_house: House) -> None:
    visitors = [await any_house.open() for _ in range(8)]
    answers = await asyncio.gather(*(visitor.say("number 12345674") for visitor in visitors))
    assert sorted(len(answer) for answer in answers) == [1] * 3 + [2] * 5
    assert len(await any_house.codes_sent(3)) == 3


async def test_unknown_number_behaves_like_a_known_one(any_house: House) -> None:
    known, unknown = await any_house.open(), await any_house.open()
    said = [await visitor.say(f"number {number}") for visitor, number in ((known, "12345674"), (unknown, "00000000"))]
    assert said[0][0]["text"] == said[1][0]["text"]
    (code,) = await any_house.codes_sent(1)
    guess = wrong(code)
    refused = []
    for visitor in (known, unknown):
        for _ in range(6):
            await visitor.say(guess)
            refused.append(last_event(any_house)["data"])
    assert refused[:6] == refused[6:]
    counts = "SELECT count(*) FROM challenges GROUP BY conversation_id", "SELECT count(*) FROM codes_sent"
    assert [await stored(any_house, query) for query in counts] == [[(1,), (1,)], [(6,)]]


async def test_unknown_number_takes_as_long(house: House) -> None:
    async def seconds(number: str) -> float:
        visitor = await house.open()
        started = time.perf_counter()
        await visitor.say(f"number {number}")
        return time.perf_counter() - started

    known = min([await seconds("12345674") for _ in range(3)])
    unknown = min([await seconds("88888888") for _ in range(3)])
    assert unknown > known / 5  # the long proof measures it properly; here only that no step is left out


async def test_no_provider_is_said(settings: object, clock: object, house_with: object) -> None:
    async with house_with(settings, clock, providers=False) as house:  # type: ignore[operator]
        visitor = await house.open(language="de")
        for number in ("12345674", "99999999"):
            answer = await visitor.say(f"number {number}")
            assert answer[1]["text"].startswith("Ich kann im Moment keine Codes verschicken")
        assert house.backend.requests == []


async def test_backend_down_is_said(house: House) -> None:
    house.backend.down = True
    visitor = await house.open()
    answer = await visitor.say("number 12345674")
    assert answer[1]["text"].startswith("I cannot check this number")


async def test_provider_failing_once_sends_once(house: House) -> None:
    from channels.errors import ThrottledError

    house.sms.failures = [ThrottledError("throttled", 0.01)]
    await asked(house)
    assert len(await house.codes_sent(1)) == 1
    await asyncio.sleep(0.05)
    assert len(house.sms.sent) == 1


async def test_dialogue_of_another_customer_is_gone_even_when_the_turn_fails(any_house: House) -> None:
    visitor = await asked(any_house)
    (code,) = await any_house.codes_sent(1)
    await visitor.say(code)
    any_house.backend.customers.by_number["22222226"]["addresses"][0]["confirmed"] = True
    await visitor.say("number 22222226")
    (_, code) = await any_house.codes_sent(2)

    async def fails(turn: dict[str, object]) -> httpx2.Response:
        return httpx2.Response(500, json={"code": "turn_failed", "message": "x"})

    any_house.engine.script = fails
    await visitor.say(code)
    any_house.engine.script = None
    await visitor.say("hello")
    assert any_house.engine.turns[-2]["state"] is None
    assert any_house.engine.turns[-1]["state"] is None
