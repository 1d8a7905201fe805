"""The staff pages: who gets in, what they show, and what a click leaves behind."""

import re
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml
from joserfc import jwt
from joserfc.jwk import OKPKey
from sqlalchemy import text

from channels.identity.facts import REGISTRY
from channels.pages import rendering
from channels.pages.rendering import LANGUAGES
from channels.security import STAFF_COOKIE
from channels.understanding import repository
from tests.channels.fakes import House, says

WORDS = Path(rendering.__file__).parent / "words" / "staff"
HOME = "/staff/understanding"
TOLD = {
    "intent": "nlu_fallback",
    "confidence": 0.31,
    "ranking": [{"intent": "payment_status", "confidence": 0.31}, {"intent": "greet", "confidence": 0.2}],
    "entities": [{"entity": "amount", "value": "84.20"}],
    "form": None,
    "step": None,
    "actions": ["action_admit_misunderstanding"],
    "problem": "fallback",
}


def proof(key: OKPKey, email: str = "hanna@zorza.example", audience: str = "wattline-staff") -> str:
    claims = {"aud": audience, "sub": email, "jti": str(uuid.uuid4()), "iat": int(time.time())}
    return jwt.encode({"alg": "EdDSA"}, claims, key, registry=REGISTRY)


async def sign_in(house: House, key: OKPKey, **more: Any) -> dict[str, str]:
    answer = await house.http.post("/staff/sessions", data={"proof": proof(key, **more)})
    assert answer.status_code == 303, answer.text
    token = re.search(rf"{STAFF_COOKIE}=([\w-]+)", answer.headers["set-cookie"])
    assert token
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in answer.headers["set-cookie"]
    return {"Cookie": f"{STAFF_COOKIE}={token[1]}", "Sec-Fetch-Site": "same-origin"}


async def misunderstand(house: House, words: str, language: str = "en", **told: Any) -> str:
    async def shrugs(turn: dict[str, Any]) -> dict[str, Any]:
        plain = {"intent": "session_started", "confidence": 1.0, "actions": ["action_greet_session"]}
        return says("What do you mean?", understood=plain if "event" in turn["message"] else TOLD | told)

    house.engine.script = shrugs
    visitor = await house.open(language=language)
    await visitor.say(words)
    return visitor.conversation_id


def entry_of(html: str) -> str:
    found = re.search(r'id="entry-(\d+)"', html)
    assert found
    return found[1]


async def lessons(house: House) -> list[Any]:
    columns = "SELECT language, text, intent, chosen_by, exported_at FROM lessons"
    return await house.gateway.database.read(lambda c: [tuple(row) for row in c.execute(text(columns))])


def test_every_language_has_every_word() -> None:
    words = {code: yaml.safe_load((WORDS / f"{code}.yml").read_text(encoding="utf-8")) for code in LANGUAGES}
    for code in LANGUAGES:
        assert words[code].keys() == words["en"].keys()
        assert words[code]["intents"].keys() == words["en"]["intents"].keys()
        assert words[code]["problems"].keys() == set(repository.PROBLEMS)


@pytest.mark.parametrize("path", [HOME, "/staff/conversations/x/replay"])
async def test_nobody_else_gets_in(house: House, path: str) -> None:
    for cookie in ({}, {"Cookie": f"{STAFF_COOKIE}=invented"}):
        answer = await house.http.get(path, headers=cookie)
        assert answer.status_code == 403
        assert "Only Zorza" in answer.text
    answer = await house.http.post(f"{HOME}/1", data={"intent": "greet"})
    assert answer.status_code == 403


async def test_only_a_proof_for_staff_opens(house: House, site_key: OKPKey) -> None:
    for wrong in (
        {"audience": "wattline-gateway"},
        {"email": "gone@zorza.example"},
    ):
        answer = await house.http.post("/staff/sessions", data={"proof": proof(site_key, **wrong)})
        assert answer.status_code in (401, 403)
        assert "set-cookie" not in answer.headers
    once = proof(site_key)
    assert (await house.http.post("/staff/sessions", data={"proof": once})).status_code == 303
    assert (await house.http.post("/staff/sessions", data={"proof": once})).status_code != 303
    staff = proof(site_key)
    assert (await house.http.post("/chat/sessions", json={"proof": staff})).status_code == 401


async def test_who_has_left_is_out_at_once(house: House, site_key: OKPKey) -> None:
    cookie = await sign_in(house, site_key)
    assert (await house.http.get(HOME, headers=cookie)).status_code == 200
    kept = house.backend.staff.pop("hanna@zorza.example")
    assert (await house.http.get(HOME, headers=cookie)).status_code == 403
    house.backend.staff["hanna@zorza.example"] = kept
    house.clock.advance(minutes=61)
    assert (await house.http.get(HOME, headers=cookie)).status_code == 403


async def test_a_click_says_what_was_meant(any_house: House, site_key: OKPKey) -> None:
    house = any_house
    await misunderstand(house, "has my 84.20 <b>come</b>, customer 12345674?")
    cookie = await sign_in(house, site_key)
    page = (await house.http.get(HOME, headers=cookie)).text
    assert "has my 84.20 &lt;b&gt;come&lt;/b&gt;" in page
    assert "a payment received or not" in page
    entry = entry_of(page)
    answer = await house.http.post(f"{HOME}/{entry}?of=en", data={"intent": "payment_status"}, headers=cookie)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HOME}?of=en#messages")
    assert await lessons(house) == [
        ("en", "has my 84.20 <b>come</b>, customer 12345678?", "payment_status", "s-1", None)
    ]
    assert "There is nothing here" in (await house.http.get(HOME, headers=cookie)).text
    decided = (await house.http.get(f"{HOME}?taught=yes", headers=cookie)).text
    assert "Meant: <strong>a payment received or not" in decided
    await house.http.post(f"{HOME}/{entry}", data={"intent": "greet"}, headers=cookie)
    assert [lesson[2] for lesson in await lessons(house)] == ["greet"]


async def test_what_is_no_intent_or_no_message_is_refused(house: House, site_key: OKPKey) -> None:
    await misunderstand(house, "hm")
    cookie = await sign_in(house, site_key)
    for entry, intent in (("1", "invented"), ("99999", "greet")):
        answer = await house.http.post(f"{HOME}/{entry}", data={"intent": intent}, headers=cookie)
        assert answer.status_code == 404
    foreign = cookie | {"Origin": "https://evil.example"}
    assert (await house.http.post(f"{HOME}/1", data={"intent": "greet"}, headers=foreign)).status_code == 403
    assert await lessons(house) == []


async def test_the_list_can_be_narrowed(house: House, site_key: OKPKey) -> None:
    await misunderstand(house, "hello there")
    await misunderstand(house, "moin moin", "de", problem="asked_back", intent="greet")
    await misunderstand(house, "all is well", problem=None)
    cookie = await sign_in(house, site_key)

    async def shown(query: str) -> set[str]:
        page = (await house.http.get(f"{HOME}?{query}", headers=cookie)).text
        return set(re.findall(r"<blockquote[^>]*>([^<]*)<", page))

    assert await shown("") == {"hello there", "moin moin"}
    assert await shown("of=de") == {"moin moin"}
    assert await shown("intent=nlu_fallback") == {"hello there"}
    assert await shown("until=2020-01-01") == set()
    assert await shown("since=2020-01-01&until=nonsense") == {"hello there", "moin moin"}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Most likely"), ("de", "Am wahrscheinlichsten"), ("pl", "Najbardziej")]
)
async def test_a_conversation_turn_by_turn(house: House, site_key: OKPKey, language: str, words: str) -> None:
    conversation = await misunderstand(house, "has my money come?")
    cookie = await sign_in(house, site_key)
    page = await house.http.get(f"/staff/conversations/{conversation}/replay?language={language}", headers=cookie)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert words in page.text
    order = [page.text.index(part) for part in ("What do you mean?", "has my money come?", "84.20")]
    assert order == sorted(order)
    assert "action_admit_misunderstanding" in page.text
    missing = await house.http.get("/staff/conversations/none/replay", headers=cookie)
    assert missing.status_code == 404


async def test_signing_out_ends_it(house: House, site_key: OKPKey) -> None:
    cookie = await sign_in(house, site_key)
    await house.http.post("/staff/end", headers=cookie)
    assert (await house.http.get(HOME, headers=cookie)).status_code == 403


async def test_what_was_understood_goes_with_the_journal(house: House, site_key: OKPKey) -> None:
    await misunderstand(house, "hm")
    house.clock.advance(days=31)
    await house.gateway.sweep()
    left = await house.gateway.database.read(lambda c: c.execute(text("SELECT count(*) FROM understandings")).scalar())
    assert left == 0
