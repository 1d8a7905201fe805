"""Providers' calls through the whole application: who is let in, how much at once, and what an answer becomes of it."""

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest
from twilio.request_validator import RequestValidator

from channels.adapters.sms import INBOUND_PATH, STATUS_PATH
from channels.adapters.telegram import LARGEST_UPDATE, WEBHOOK_PATH
from channels.adapters.telegram.adapter import SECRET_HEADER
from channels.security import LARGEST_BODY
from channels.settings import Settings
from tests.channels.adapters.sms.bench import ANNA, FORMS, OURS
from tests.channels.adapters.telegram.standin import OLD_SECRET, SECRET, update
from tests.channels.fakes import FakeClock, House
from tests.channels.receiving.door import AUTH_TOKEN, FORM_TYPE, PROVIDERS, PUBLIC_URL

CHAT = str(update("text")["message"]["chat"]["id"])


@pytest.fixture
async def called(settings: Settings, clock: FakeClock, house_with: Any) -> AsyncIterator[House]:
    async with house_with(settings.model_copy(update=PROVIDERS | {"twilio_sender": OURS}), clock) as house:
        yield house


async def by_twilio(
    house: House, path: str, form: str, *, token: str = AUTH_TOKEN, base: str = PUBLIC_URL, **headers: str
) -> httpx2.Response:
    """Call as Twilio does, signed for the URL that Twilio knows."""
    fields = dict(parse_qsl(form, keep_blank_values=True))
    signature = RequestValidator(token).compute_signature(base + path, fields)
    signed = FORM_TYPE | {"X-Twilio-Signature": signature} | headers
    return await house.http.post(path, content=form, headers=signed)


async def by_telegram(house: House, body: bytes, secret: str | None = SECRET, **headers: str) -> httpx2.Response:
    shown = {} if secret is None else {SECRET_HEADER: secret}
    return await house.http.post(WEBHOOK_PATH, content=body, headers=shown | headers)


def refused(answer: httpx2.Response) -> bool:
    return (answer.status_code, answer.json()["code"]) == (403, "signature_invalid")


async def test_a_signed_text_message_is_taken_and_answered(called: House) -> None:
    answer = await by_twilio(called, INBOUND_PATH, FORMS["message"])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    await called.rest()
    assert called.engine.texts() == ["Wie hoch ist mein Abschlag im Dezember? 😀"]
    assert called.sms.sent[-1][0] == ANNA


async def test_a_signed_report_is_noted(called: House) -> None:
    assert (await by_twilio(called, STATUS_PATH, FORMS["status_delivered"])).status_code == 204


async def test_an_update_with_the_secret_is_taken_and_answered(called: House) -> None:
    for number, secret in enumerate((SECRET, OLD_SECRET)):
        told = update("text") | {"update_id": 700 + number}
        told["message"] |= {"message_id": 900 + number}
        assert (await by_telegram(called, json.dumps(told).encode(), secret)).status_code == 200
    await called.rest()
    assert called.engine.texts() == [update("text")["message"]["text"]] * 2
    assert {str(call.fields["chat_id"]) for call in called.telegram.made("sendMessage")} == {CHAT}


@pytest.mark.parametrize("path", [INBOUND_PATH, STATUS_PATH])
async def test_what_twilio_did_not_sign_is_refused(called: House, path: str) -> None:
    form = FORMS["message"]
    assert refused(await called.http.post(path, content=form, headers=FORM_TYPE))
    assert refused(await by_twilio(called, path, form, token="another"))
    assert refused(await by_twilio(called, path, form, base="https://other.example"))
    # As it is for the other address: signatures do not travel.
    elsewhere = STATUS_PATH if path == INBOUND_PATH else INBOUND_PATH
    signature = RequestValidator(AUTH_TOKEN).compute_signature(PUBLIC_URL + elsewhere, dict(parse_qsl(form)))
    assert refused(await called.http.post(path, content=form, headers=FORM_TYPE | {"X-Twilio-Signature": signature}))
    await called.rest()
    assert (called.engine.turns, called.sms.sent) == ([], [])


async def test_what_telegram_did_not_send_is_refused(called: House) -> None:
    body = json.dumps(update("text")).encode()
    for secret in (None, "", "x" * 34, SECRET[:-1], SECRET + "x"):
        assert refused(await by_telegram(called, body, secret))
    await called.rest()
    assert called.engine.turns == []


async def test_no_page_of_a_browser_calls_for_a_provider(called: House) -> None:
    headers = {"Origin": "https://evil.example"}
    for answer in (
        await by_twilio(called, INBOUND_PATH, FORMS["message"], **headers),
        await by_telegram(called, json.dumps(update("text")).encode(), **headers),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
    assert called.engine.turns == []


async def test_a_long_update_fits(called: House) -> None:
    """The longest text that answers another one takes, escaped, more than requests without files have."""
    told = update("text")
    long = "ż" * 4096
    told["message"] |= {"text": long, "reply_to_message": told["message"] | {"text": long}}
    body = json.dumps(told).encode().ljust(LARGEST_UPDATE)
    assert len(body) > LARGEST_BODY
    assert (await by_telegram(called, body)).status_code == 200
    await called.rest()
    assert called.engine.texts() == [long]


@pytest.mark.parametrize(
    ("path", "size"),
    [(WEBHOOK_PATH, LARGEST_UPDATE), (INBOUND_PATH, LARGEST_BODY), (STATUS_PATH, LARGEST_BODY)],
)
@pytest.mark.parametrize("is_told", [True, False], ids=["length told", "length not told"])
async def test_no_more_than_that(called: House, path: str, size: int, *, is_told: bool) -> None:
    """Refused before anybody reads it, whether or not the length is told beforehand."""
    body = b"x" * (size + 1)

    async def pieces() -> AsyncIterator[bytes]:
        yield body

    headers = FORM_TYPE | {SECRET_HEADER: SECRET, "X-Twilio-Signature": "x"}
    answer = await called.http.post(path, content=body if is_told else pieces(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
