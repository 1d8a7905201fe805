"""Plays Twilio: signs and delivers forms, answers its interface, keeps files."""

import contextlib
import functools
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl

import httpx2
import yaml
from fastapi import FastAPI
from twilio.request_validator import RequestValidator

from channels import error_responses
from channels.adapters.sms import (
    INBOUND_PATH,
    STATUS_PATH,
    Media,
    SmsAdapter,
    TwilioAccount,
    TwilioSender,
    read,
    router,
)
from tests.channels.adapters.conformance import Answer, Case, Gateway, Kind, answer_of
from tests.channels.fakes import PNG

FIXTURES: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "fixtures" / "sms.yml").read_text("utf-8"))
FORMS: dict[str, str] = FIXTURES["forms"]
ANSWERS: dict[str, dict[str, Any]] = FIXTURES["answers"]

SID = "AC" + "5f1c0de0" * 4
OURS, ANNA, PIOTR = "+4915228817386", "+491713920010", "+48500100100"
ACCOUNT = TwilioAccount(SID, "auth-token", OURS, "https://chat.zorza.example", other_auth_tokens=("next-token",))


def sid(number: int, prefix: str = "SM") -> str:
    """An id as the fixtures have them."""
    return f"{prefix}{number:032x}"


def link(message_id: str) -> str:
    return f"https://chat.zorza.example/m/{message_id}"


@dataclass
class Twilio:
    """Its interface: answers as told and keeps what it was asked."""

    answer: str | Exception = "created"
    headers: Mapping[str, str] = field(default_factory=dict)
    files: dict[str, httpx2.Response | Exception] = field(default_factory=dict)
    requests: list[httpx2.Request] = field(default_factory=list)

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        if request.method == "GET":
            found = self.files.get(str(request.url), httpx2.Response(404))
            if isinstance(found, Exception):
                raise found
            return httpx2.Response(found.status_code, headers=found.headers, content=found.content)
        if isinstance(self.answer, Exception):
            raise self.answer
        told = ANSWERS[self.answer]
        return httpx2.Response(told["status"], text=told["body"], headers=self.headers)

    def forms(self) -> list[dict[str, str]]:
        """What was posted."""
        posts = [request.content.decode() for request in self.requests if request.method == "POST"]
        return [{name: values[0] for name, values in parse_qs(body).items()} for body in posts]

    def keeps(self, message: str, content: bytes = PNG, number: int = 900) -> str:
        """Keep a file of a message; the form of the same name refers to it."""
        url = f"https://api.twilio.com/2010-04-01/Accounts/{SID}/Messages/{message}/Media/{sid(number, 'ME')}"
        self.files[url] = httpx2.Response(200, content=content)
        return url


@dataclass
class SmsBench:
    """The adapter, its routes and Twilio."""

    gateway: Gateway
    adapter: SmsAdapter
    twilio: Twilio
    http: httpx2.AsyncClient

    async def hand_over(self, case: Case) -> Answer:
        token = "wrong-token" if case.kind is Kind.BAD_SIGNATURE else ACCOUNT.auth_token
        path = STATUS_PATH if str(case.payload).startswith("status_") else INBOUND_PATH
        return answer_of((await self.post(path, FORMS[case.payload], token=token)).status_code)

    async def post(self, path: str, body: str, *, token: str = "auth-token", **more: Any) -> httpx2.Response:
        """Deliver a form, signed for the URL that Twilio knows."""
        signature = more.get("signature") or signed(ACCOUNT.url(path), body, token)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
        return await self.http.post(path, content=body.encode(), headers=headers | more.get("headers", {}))

    def provider_answers(self, case: Case) -> None:
        answer, headers = case.provider if isinstance(case.provider, tuple) else (case.provider, {})
        self.twilio.answer, self.twilio.headers = answer or "created", headers

    def sent(self) -> Sequence[str]:
        return [form["Body"] for form in self.twilio.forms()]


def signed(url: str, body: str, token: str) -> str:
    """Twilio's signature, by its own library."""
    fields = dict(parse_qsl(body, keep_blank_values=True, errors="replace"))
    return str(RequestValidator(token).compute_signature(url, fields))


@contextlib.asynccontextmanager
async def sms_bench(account: TwilioAccount = ACCOUNT, *, largest: int = 5_000_000) -> AsyncIterator[SmsBench]:
    """Everything, wired as the gateway does it."""
    twilio, gateway, app = Twilio(), Gateway(), FastAPI()
    transport = httpx2.MockTransport(twilio)
    sender, media = TwilioSender(account, transport), Media(account, largest=largest, transport=transport)
    error_responses.install(app)
    gateway.read = functools.partial(read, account=account, media=media)
    app.include_router(router(account, gateway.keep))
    adapter = SmsAdapter(sender, link, receives=account.receives)
    inside = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=inside, base_url="http://10.0.0.7:8000") as http:
        yield SmsBench(gateway, adapter, twilio, http)
    await sender.close()
    await media.close()
