"""Twilio's calls: who is believed, what is stored before Twilio may forget it."""

import functools
import random
from urllib.parse import urlencode

import httpx2
import pytest
from fastapi import FastAPI, Request
from structlog.testing import capture_logs

from channels import error_responses
from channels.adapters.sms import INBOUND_PATH, STATUS_PATH, TwilioAccount, read, router
from channels.adapters.sms.media import Media
from channels.adapters.sms.reading import MOST_FIELDS
from channels.adapters.sms.webhooks import Gate
from tests.channels.adapters.conformance import Gateway
from tests.channels.adapters.sms.bench import ACCOUNT, ANNA, FORMS, OURS, SID, SmsBench, signed, sms_bench

GOOD = FORMS["message"]
RIGHT = signed(ACCOUNT.url(INBOUND_PATH), GOOD, ACCOUNT.auth_token)


async def refused(bench: SmsBench, body: str = GOOD, path: str = INBOUND_PATH, **more: object) -> bool:
    answer = await bench.post(path, body, **more)  # type: ignore[arg-type]
    assert not bench.gateway.received
    return (answer.status_code, answer.json()["code"]) == (403, "signature_invalid")


@pytest.mark.parametrize(
    ("host", "caller", "signature"),
    [
        ("mycompany.com", "+14158675309", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("mycompany.com", "+12349013030", "0/KCTR6DLpKmkAf8muzZqo1nDgQ="),
        ("example.com", "+14158675310", "L/OH5YylLD5NRKLltdqwSvS0BnU="),
    ],
)
async def test_published_examples_are_believed(host: str, caller: str, signature: str) -> None:
    """The examples of signatures in Twilio's documentation ("Secure webhooks", through the years)."""
    fields = {"CallSid": "CA1234567890ABCDE", "Caller": caller, "Digits": "1234", "From": caller, "To": "+18005551212"}
    gate = Gate(TwilioAccount(SID, "12345", OURS, f"https://{host}"))

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": urlencode(fields).encode(), "more_body": False}

    headers = [(b"x-twilio-signature", signature.encode())]
    scope = {"type": "http", "method": "POST", "headers": headers, "query_string": b"foo=1&bar=2"}
    assert await gate.fields(Request(scope, receive), "/myapp.php") == fields


@pytest.mark.parametrize(
    "url",
    [
        "http://chat.zorza.example/sms/messages",
        "https://10.0.0.7:8000/sms/messages",
        "https://chat.zorza.example.evil.example/sms/messages",
        "https://chat.zorza.example/sms/statuses",
        "https://chat.zorza.example/sms/messages?a=b",
        "https://chat.zorza.example:8443/sms/messages",
        "https://chat.zorza.example/sms/messages#rc=1",
    ],
)
async def test_signature_is_for_the_url_we_gave(url: str) -> None:
    async with sms_bench() as bench:
        assert await refused(bench, signature=signed(url, GOOD, ACCOUNT.auth_token))


@pytest.mark.parametrize(
    "url", ["https://chat.zorza.example:443/sms/messages", ACCOUNT.url(INBOUND_PATH) + "#rc=5&rp=5xx,ct,rt"]
)
async def test_ways_to_write_the_same_url(url: str) -> None:
    async with sms_bench() as bench:
        answer = await bench.post(INBOUND_PATH, GOOD, signature=signed(url, GOOD, ACCOUNT.auth_token))
        assert answer.status_code == 200


async def test_host_header_is_not_asked() -> None:
    async with sms_bench() as bench:
        forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
        signature = signed("https://evil.example/sms/messages", GOOD, ACCOUNT.auth_token)
        assert await refused(bench, signature=signature, headers=forged)
        answer = await bench.post(INBOUND_PATH, GOOD, headers=forged)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/xml; charset=utf-8")
        assert "<Message" not in answer.text


async def test_both_tokens_while_one_is_replaced() -> None:
    async with sms_bench() as bench:
        assert (await bench.post(INBOUND_PATH, GOOD, token="next-token")).status_code == 200
        bench.gateway.received.clear()
        assert await refused(bench, token="former-token")


async def test_no_signature_and_odd_ones() -> None:
    async with sms_bench() as bench:
        answer = await bench.http.post(INBOUND_PATH, content=GOOD.encode())
        assert (answer.status_code, answer.json()["code"]) == (403, "signature_invalid")
        for odd in (" ", "x", RIGHT[:-1], RIGHT + "=", RIGHT.swapcase(), "\xbf".encode("latin-1"), "=" * 5_000):
            assert await refused(bench, signature=odd)
        settings = {"X-Twilio-Webhooks-Signature-Settings": "key=k,algorithm=NONE"}
        assert await refused(bench, headers=settings)


async def test_two_thousand_forgeries() -> None:
    """Bits flipped in the form or in the signature, fields twice, query added: none gets in."""
    dice = random.Random(5)
    async with sms_bench() as bench:
        for _ in range(2_000):
            body, signature, path = GOOD, RIGHT, INBOUND_PATH
            way = dice.randrange(5)
            place = dice.randrange(len(body))
            if way == 0:
                body = body[:place] + dice.choice("abcxyz0189") + body[place + 1 :]
            elif way == 1:
                at = dice.randrange(len(signature))
                signature = signature[:at] + dice.choice("abcXYZ0189") + signature[at + 1 :]
            elif way == 2:
                body += "&" + dice.choice(body.split("&"))
            elif way == 3:
                path += "?" + dice.choice(("a=b", "From=%2B48500100100", "bodySHA256=0", "&", "%"))
            else:
                body = body[:place]
            if (body, signature, path) == (GOOD, RIGHT, INBOUND_PATH) or same(body):
                continue
            answer = await bench.post(path, body, signature=signature)
            assert answer.status_code == 403, (way, body)
        assert not bench.gateway.received


def same(body: str) -> bool:
    from urllib.parse import parse_qsl

    return sorted(parse_qsl(body, keep_blank_values=True)) == sorted(parse_qsl(GOOD, keep_blank_values=True))


async def test_replayed_form_is_the_same_message() -> None:
    async with sms_bench() as bench:
        for _ in range(3):
            assert (await bench.post(INBOUND_PATH, GOOD, signature=RIGHT)).status_code == 200
        assert bench.gateway.handed_over == 3
        assert len(bench.gateway.received) == 1


async def test_a_form_for_one_path_is_none_for_the_other() -> None:
    async with sms_bench() as bench:
        assert await refused(bench, path=STATUS_PATH, signature=RIGHT)


async def test_too_many_fields() -> None:
    async with sms_bench() as bench:
        assert await refused(bench, body="&".join(f"F{place}=1" for place in range(MOST_FIELDS + 1)))


async def test_what_is_logged_names_nobody() -> None:
    with capture_logs() as logs:
        async with sms_bench() as bench:
            for name in FORMS:
                path = STATUS_PATH if name.startswith("status_") else INBOUND_PATH
                await bench.post(path, FORMS[name])
            bench.gateway.broken = True
            await bench.post(INBOUND_PATH, GOOD)
            await bench.post(STATUS_PATH, FORMS["status_sent"])
            await bench.post(INBOUND_PATH, GOOD, signature="x")
    codes = {str(entry.get("code", entry["event"])) for entry in logs}
    assert {"message_sid", "account_sid", "OSError", "signature_invalid"} <= codes
    shown = "".join(str({name: value for name, value in entry.items() if name != "exc_info"}) for entry in logs)
    for secret in (ANNA[1:], OURS[1:], "Abschlag", "PAKETDIENST", "auth-token", SID):
        assert secret not in shown


async def test_services_and_names_as_senders() -> None:
    from dataclasses import replace

    assert replace(ACCOUNT, sender="MG" + "0" * 32).receives
    assert replace(ACCOUNT, sender="MG" + "0" * 32).is_service
    assert replace(ACCOUNT, sender="22333").receives
    assert not replace(ACCOUNT, sender="Zorza").receives
    assert "token" not in repr(replace(ACCOUNT, api_key=("SK1", "api-token")))


async def test_public_url_with_a_path_before_ours() -> None:
    """A proxy that gives us a part of its paths: Twilio signs what it calls, we see only the rest."""
    account = TwilioAccount(SID, "auth-token", OURS, "https://www.zorza.example/chat/")
    gateway, app = Gateway(), FastAPI()
    media = Media(account, transport=httpx2.MockTransport(lambda _request: httpx2.Response(404)))
    error_responses.install(app)
    gateway.read = functools.partial(read, account=account, media=media)
    app.include_router(router(account, gateway.keep))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://inside") as http:
        signature = signed("https://www.zorza.example/chat/sms/messages", GOOD, "auth-token")
        headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        assert (await http.post(INBOUND_PATH, content=GOOD.encode(), headers=headers)).status_code == 200
    await media.close()
