"""The web chat's HTTP contract, as design.md section 8 gives it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

from channels.settings import Settings
from tests.channels.fakes import PNG, FakeClock, House, says
from tests.ports import free_port


async def test_greeting_is_the_first_message(house: House) -> None:
    visitor = await house.open(language="de")
    (greeting,) = await visitor.all()
    assert greeting["seq"] == 1
    assert greeting["sender"] == "bot"
    assert greeting["text"] == "event session_started {}"
    assert greeting["reply_to"] is None
    assert set(greeting) == {"seq", "id", "reply_to", "sender", "text", "buttons", "attachments", "at"}
    assert house.engine.turns[0]["language"] == "de"


async def test_wait_returns_what_is_stored(house: House) -> None:
    visitor = await house.open()
    answer = await visitor.say("hello", id="m1")
    assert [message["text"] for message in answer] == ["echo hello"]
    assert answer[0]["reply_to"] == "m1"
    stored = await visitor.all(after=1)
    assert [(message["sender"], message["seq"]) for message in stored] == [("customer", 2), ("bot", 3)]
    assert stored[0]["id"] == "m1"
    assert stored[1] == answer[0]


async def test_without_wait_the_answer_is_202(house: House) -> None:
    visitor = await house.open()
    response = await visitor.post(wait=None, text="hello")
    assert response.status_code == 202
    assert response.json() == {"messages": [], "state": "with_bot"}


async def test_wait_ends_when_the_time_is_up(house: House) -> None:
    visitor = await house.open()
    going = asyncio.Event()

    async def slow(turn: dict[str, object]) -> dict[str, object]:
        await going.wait()
        return says("late")

    house.engine.script = slow
    response = await visitor.post(wait=0.05, text="hello", id="m1")
    assert (response.status_code, response.json()["messages"]) == (200, [])
    going.set()
    again = await visitor.post(text="hello", id="m1")
    assert [message["text"] for message in again.json()["messages"]] == ["late"]


async def test_same_id_same_answer_other_body_409(house: House) -> None:
    visitor = await house.open()
    first = await visitor.post(text="hello", id="m1")
    again = await visitor.post(text="hello", id="m1")
    assert again.json() == first.json()
    other = await visitor.post(text="other", id="m1")
    assert other.status_code == 409
    assert other.json()["code"] == "message_id_reused"
    assert house.engine.texts() == ["hello"]


async def test_twenty_deliveries_at_once_make_one_turn(any_house: House) -> None:
    visitor = await any_house.open()
    responses = await asyncio.gather(*(visitor.post(text="hello", id="m1") for _ in range(20)))
    assert {response.status_code for response in responses} == {200}
    assert len({response.text for response in responses}) == 1
    assert any_house.engine.texts() == ["hello"]
    assert Counter(message["sender"] for message in await visitor.all()) == {"bot": 2, "customer": 1}


async def test_two_customers_may_use_the_same_id(house: House) -> None:
    one, two = await house.open(), await house.open()
    assert (await one.say("one", id="m1"))[0]["text"] == "echo one"
    assert (await two.say("two", id="m1"))[0]["text"] == "echo two"


async def test_something_is_needed(house: House) -> None:
    visitor = await house.open()
    bodies: tuple[dict[str, Any], ...] = ({}, {"text": " "}, {"attachments": []}, {"text": "x", "id": ""})
    for body in bodies:
        response = await visitor.post(**body)
        assert (response.status_code, response.json()["code"]) == (422, "request_invalid")


async def test_texts_no_database_keeps(any_house: House) -> None:
    visitor = await any_house.open()
    content = b'{"id": "m1", "text": "a\\u0000b\\ud83d"}'
    headers = visitor.headers | {"Content-Type": "application/json"}
    response = await any_house.http.post("/chat/messages?wait=5", content=content, headers=headers)
    assert response.json()["messages"][0]["text"] == "echo ab?"


async def test_contexts_no_database_keeps(house: House) -> None:
    headers = {"Content-Type": "application/json"}
    deep = b'{"a":' * 2_000 + b"1" + b"}" * 2_000
    for context in (b'{"basket": "\\ud83d"}', deep):
        response = await house.http.post("/chat/sessions", content=b'{"context": %s}' % context, headers=headers)
        assert (response.status_code, response.json()["code"]) == (422, "request_invalid")


async def test_ids_that_cannot_be_ours(house: House) -> None:
    visitor = await house.open()
    content = b'{"id": "m1", "attachments": ["\\ud83d"]}'
    headers = visitor.headers | {"Content-Type": "application/json"}
    assert (await house.http.post("/chat/messages", content=content, headers=headers)).status_code == 422
    assert (await house.http.get("/chat/attachments/%00", headers=visitor.headers)).status_code == 422


async def test_rasa_payloads_are_text(house: House) -> None:
    visitor = await house.open()
    text = '/check_bill{"customer_number": "42"}'
    assert (await visitor.say(text))[0]["text"] == f"echo {text}"
    assert house.engine.turns[-1]["message"] == {"text": text}


async def test_too_long(house: House) -> None:
    visitor = await house.open()
    response = await visitor.post(text="x" * 10_001)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")
    response = await visitor.post(text="x" * 100_000)
    assert response.status_code == 413


async def test_too_long_without_saying_so(house: House) -> None:
    visitor = await house.open()

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 10_000

    headers = visitor.headers | {"Content-Type": "application/json"}
    response = await house.http.post("/chat/messages", content=pieces(), headers=headers)
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


async def test_no_token_wrong_token_ended_session(house: House) -> None:
    visitor = await house.open()
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {visitor.token}"}):
        response = await house.http.post("/chat/messages", json={"id": "1", "text": "x"}, headers=headers)
        assert (response.status_code, response.json()["code"]) == (401, "session_invalid")
    response = await house.http.delete("/chat/sessions", headers=visitor.headers)
    assert response.status_code == 204
    assert (await visitor.post(text="x")).status_code == 401
    assert (await house.http.get("/chat/messages", headers=visitor.headers)).status_code == 401
    assert (await house.http.delete("/chat/sessions", headers=visitor.headers)).status_code == 401


async def test_session_ends_when_idle(house: House) -> None:
    visitor = await house.open()
    house.clock.advance(hours=11)
    await visitor.say("still here")
    house.clock.advance(hours=11)
    await visitor.say("and here")
    house.clock.advance(hours=13)
    assert (await visitor.post(text="gone")).status_code == 401


async def test_tokens_are_not_stored(house: House, settings: object) -> None:
    from sqlalchemy import text

    visitor = await house.open()
    rows = await house.gateway.database.read(lambda c: c.execute(text("SELECT * FROM sessions")).all())
    assert visitor.token not in str(rows)
    assert len(visitor.token) >= 43


async def test_attachment_up_and_down(house: House) -> None:
    visitor, stranger = await house.open(), await house.open()
    upload = {"file": ("../../etc/pass\nwd.exe", PNG, "text/html")}
    response = await house.http.post("/chat/attachments", files=upload, headers=visitor.headers)
    assert response.status_code == 200, response.text
    stored = response.json()
    assert (stored["kind"], stored["title"]) == ("image", "pass%0Awd.png")
    await visitor.say("", attachments=[stored["id"]])
    assert house.engine.turns[-1]["message"]["attachments"][0]["media_type"] == "image/png"
    echo = (await visitor.all())[1]
    assert echo["attachments"][0]["url"] == stored["url"]

    download = await house.http.get(stored["url"], headers=visitor.headers)
    assert download.content.startswith(PNG[:24])
    assert download.headers["content-type"] == "image/png"
    assert download.headers["x-content-type-options"] == "nosniff"
    assert download.headers["content-disposition"].startswith("attachment;")
    assert (await house.http.get(stored["url"], headers=stranger.headers)).status_code == 404
    assert (await house.http.get(stored["url"])).status_code == 401
    cookie = {"Cookie": f"__Host-wattline-chat={stranger.token}"}
    assert (await house.http.get(stored["url"], headers=visitor.headers | cookie)).status_code == 200
    assert (await house.http.get(stored["url"], headers=cookie)).status_code == 404
    foreign = await stranger.post(text="x", attachments=[stored["id"]])
    assert (foreign.status_code, foreign.json()["code"]) == (422, "attachment_unknown")


async def test_attachment_types_and_sizes(house: House) -> None:
    visitor = await house.open()
    svg = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for content in (svg, b"MZ\x90\x00" + b"\0" * 200, b"<html><script>1</script></html>", b"just text", b""):
        response = await house.http.post(
            "/chat/attachments", files={"file": ("photo.png", content, "image/png")}, headers=visitor.headers
        )
        assert (response.status_code, response.json()["code"]) == (415, "type_refused")
    for content, code in ((PNG[:45], "file_unreadable"), (b"%PDF-1.7\n<script>1</script>", "file_active_content")):
        response = await house.http.post(
            "/chat/attachments", files={"file": ("photo.png", content, "image/png")}, headers=visitor.headers
        )
        assert (response.status_code, response.json()["code"]) == (415, code)
    large = {"file": ("photo.png", PNG + b"\0" * 5_000_000, "image/png")}
    response = await house.http.post("/chat/attachments", files=large, headers=visitor.headers)
    assert response.status_code == 413


async def test_attachment_nobody_can_check_now(settings: Settings, clock: FakeClock, house_with: Any) -> None:
    unscanned = settings.model_copy(update={"clamav_address": f"127.0.0.1:{free_port()}"})
    async with house_with(unscanned, clock) as house:
        visitor = await house.open()
        response = await house.http.post(
            "/chat/attachments", files={"file": ("photo.png", PNG, "image/png")}, headers=visitor.headers
        )
        assert (response.status_code, response.json()["code"]) == (503, "file_not_checked")


async def test_reply_attachments_are_stored(house: House) -> None:
    import base64

    visitor = await house.open()
    chart = {"kind": "image", "title": "Use", "alt": "A chart", "media_type": "image/png"}

    async def draws(turn: dict[str, object]) -> dict[str, object]:
        reply = {"text": "Look", "buttons": [], "attachments": [chart | {"data": base64.b64encode(PNG).decode()}]}
        return says(replies=[reply])

    house.engine.script = draws
    ((shown,),) = [message["attachments"] for message in await visitor.say("chart")]
    assert (shown["title"], shown["alt"], shown["kind"]) == ("Use", "A chart", "image")
    assert (await house.http.get(shown["url"], headers=visitor.headers)).content == PNG


async def test_rate_limit(settings: object, house_with: object, clock: object) -> None:
    tight = settings.model_copy(update={"message_rate": "3/minute"})  # type: ignore[attr-defined]
    async with house_with(tight, clock) as house:  # type: ignore[operator]
        visitor = await house.open()
        for _ in range(3):
            await visitor.say("x")
        response = await visitor.post(text="x")
        assert (response.status_code, response.json()["code"]) == (429, "too_many_requests")
        assert int(response.headers["retry-after"]) >= 1


async def test_openapi_documents_the_errors(house: House) -> None:
    schema = (await house.http.get("/openapi.json")).json()
    responses = schema["paths"]["/chat/messages"]["post"]["responses"]
    assert {"200", "202", "401", "409", "422", "429"} <= set(responses)
