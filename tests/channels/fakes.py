"""An engine, a backend, providers and a clock that do as a test says."""

import asyncio
import base64
import email
import json
import re
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.policy import default
from typing import Any
from urllib.parse import urlsplit

import httpx2
from fastapi import FastAPI
from sqlalchemy import Connection, text

from channels.engine_wire import BrokenOffError, NotConnectedError, WireAnswer
from channels.gateway import Gateway
from channels.mail.composing import Mail
from tests.channels.adapters.telegram.standin import StandIn

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


CONFIRMED = {"confirmed_at": (datetime.now(UTC) - timedelta(days=100)).isoformat()}


class FakeClock:
    """Real time plus what a test adds."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def advance(self, **parts: float) -> None:
        self.ahead += timedelta(**parts)


@dataclass
class Customers:
    """Two customers; the second can be reached by mail only."""

    by_number: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {
            "12345674": {
                "customer_id": "c-1",
                "roles": ["private_customer"],
                "language": "de",
                "addresses": [
                    {"id": "a", "kind": "email", "value": "anna@example.org", "confirmed": True} | CONFIRMED,
                    {"id": "b", "kind": "phone", "value": "+4915112345678", "confirmed": True} | CONFIRMED,
                ],
            },
            "22222226": {
                "customer_id": "c-2",
                "roles": ["private_customer"],
                "language": "pl",
                "addresses": [
                    {"id": "c", "kind": "phone", "value": "+48500100100", "confirmed": False},
                    {"id": "d", "kind": "email", "value": "piotr@example.org", "confirmed": True} | CONFIRMED,
                ],
            },
        }
    )

    def acting(self, representative_id: str) -> dict[str, Any] | None:
        """Who acts for a customer."""
        return next((c for c in self.by_number.values() if c.get("representative_id") == representative_id), None)

    def at(self, kind: str, value: str) -> dict[str, Any] | None:
        """Whose confirmed address this is."""
        for customer in self.by_number.values():
            for address in customer["addresses"]:
                if (address["kind"], address["value"]) == (kind, value) and address["confirmed"]:
                    return customer
        return None


class FakeBackend:
    """Answers identity calls."""

    def __init__(self, customers: Customers) -> None:
        self.customers = customers
        self.down = False
        self.confirms = 200
        """Status of its answer when an address is confirmed."""
        self.confirmed: list[tuple[str, str]] = []
        """Addresses that were confirmed, with the fact shown for each."""
        self.staff = {
            "hanna@zorza.example": {
                "staff_id": "s-1",
                "roles": ["agent"],
                "name": "Hanna Lorenz",
                "display_name": "Hanna",
            }
        }
        self.refuses_consents = False
        self.withdrawn: list[str] = []
        """Channels of consents that were taken back."""
        self.bounced: list[str] = []
        """Addresses from which something came back."""
        self.requests: list[httpx2.Request] = []

    def speaks(self, language: str) -> None:
        """What the first customer's record says of the language."""
        self.customers.by_number["12345674"]["language"] = language

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        if self.down:
            raise httpx2.ConnectError("down", request=request)
        if request.url.path == "/healthz":
            return httpx2.Response(200)
        assert request.headers["wattline-secret"] == "gateway-secret"
        if request.url.path == "/identity/address-lookups":
            found = self.customers.at(**json.loads(request.content))
        elif request.url.path.startswith("/identity/representatives/"):
            found = self.customers.acting(request.url.path.rsplit("/", 1)[1])
        elif request.url.path == "/consents":
            return self._decided(request)
        elif request.url.path.endswith("/bounce"):
            self.bounced.append(request.url.path.split("/")[3])
            return httpx2.Response(200, json={})
        elif request.url.path == "/identity/lookups":
            found = self.customers.by_number.get(json.loads(request.content)["number"])
        elif request.url.path == "/identity/staff/lookups":
            found = self.staff.get(json.loads(request.content)["email"])
        elif request.url.path.endswith("/confirmation"):
            self.confirmed.append((request.url.path.split("/")[3], request.headers["wattline-identity"]))
            return httpx2.Response(self.confirms, json={})
        else:
            wanted = request.url.path.rsplit("/", 1)[1]
            found = next((c for c in self.customers.by_number.values() if c["customer_id"] == wanted), None)
        return httpx2.Response(200, json=found) if found else httpx2.Response(404, json={"code": "not_found"})

    def _decided(self, request: httpx2.Request) -> httpx2.Response:
        if self.refuses_consents:
            return httpx2.Response(503, json={"code": "unavailable"})
        self.withdrawn += [item["channel"] for item in json.loads(request.content)["items"] if not item["given"]]
        return httpx2.Response(200, json={})


type Script = Callable[[dict[str, Any]], Awaitable[dict[str, Any] | WireAnswer]]


def says(*texts: str, **more: Any) -> dict[str, Any]:
    """A turn's answer."""
    replies = [{"text": text, "buttons": [], "attachments": []} for text in texts]
    return {"state": {"version": 1}, "replies": replies, "language": None, "requests": []} | more


class FakeEngine:
    """Echoes by default, and keeps count in its state, as a turn is a function."""

    def __init__(self) -> None:
        self.turns: list[dict[str, Any]] = []
        self.hosts: list[str] = []
        self.down: set[str] = set()
        self.dies: set[str] = set()
        self.script: Script | None = None
        self.intents = ["check_bill", "greet", "out_of_scope", "payment_status"]

    async def get(self, url: str, seconds: float) -> WireAnswer:
        self._reached(url)
        return WireAnswer(200, json.dumps({"intents": self.intents}).encode())

    async def post(self, url: str, body: bytes) -> WireAnswer:
        host = self._reached(url)
        turn = json.loads(body)
        self.turns.append(turn)
        self.hosts.append(host)
        if host in self.dies:
            raise BrokenOffError("died")
        answer = await (self.script or self.echo)(turn)
        return answer if isinstance(answer, WireAnswer) else WireAnswer(200, json.dumps(answer).encode())

    async def close(self) -> None:
        pass

    def _reached(self, url: str) -> str:
        host = urlsplit(url).hostname or ""
        if host in self.down:
            raise NotConnectedError("down")
        return host

    async def echo(self, turn: dict[str, Any]) -> dict[str, Any]:
        await asyncio.sleep(0)
        message = turn["message"]
        state = {"count": (turn["state"] or {}).get("count", 0) + 1}
        if "event" in message:
            return says(f"event {message['event']} {json.dumps(message['data'], sort_keys=True)}", state=state)
        if "intent" in message:
            return says(f"intent {message['intent']} {json.dumps(message['entities'])}", state=state)
        number = re.search(r"number (\S+)", message["text"])
        if number:
            asks = [{"kind": "identify", "number": number.group(1), "second_id": None}]
            return says("I have sent a code if that number is known.", state=state, requests=asks)
        return says(f"echo {message['text']}", state=state)

    def texts(self) -> list[str]:
        return [turn["message"]["text"] for turn in self.turns if "text" in turn["message"]]

    def claims(self, turn: int = -1) -> dict[str, Any]:
        """What the signed identity fact of a turn says; of the last when not given."""
        payload = self.turns[turn]["fact"].split(".")[1]
        read: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return read

    def events(self) -> list[dict[str, Any]]:
        return [turn["message"] for turn in self.turns if "event" in turn["message"]]


class FakeProvider:
    """Keeps what is sent; fails as told."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str | None, str]] = []
        self.failures: list[Exception] = []
        self.mails: list[Mail] = []

    async def send(self, to: str, *, subject: str | None, text: str) -> str:
        await asyncio.sleep(0)
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((to, subject, text))
        return f"p-{len(self.sent)}"

    async def carry(self, mail: Mail) -> None:
        """Take a mail: its words, without what stands below each."""
        parsed = email.message_from_bytes(mail.content, policy=default)
        body = parsed.get_body(("plain",))
        assert body is not None
        text = str(body.get_content()).replace("\r\n", "\n").split("\n\n-- \n")[0]
        await self.send(mail.recipient, subject=str(parsed["Subject"]), text=text)
        self.mails.append(mail)


_LEFT = """
SELECT (SELECT count(*) FROM spool WHERE due_at IS NOT NULL)
     + (SELECT count(*) FROM journal WHERE status = 'open')
     + (SELECT count(*) FROM outbox WHERE status = 'queued' AND (tries = 0 OR worker IS NOT NULL))
"""


def _left(connection: Connection) -> int:
    return int(connection.execute(text(_LEFT)).scalar_one())


@dataclass
class House:
    """A running gateway and everything around it."""

    app: FastAPI
    http: httpx2.AsyncClient
    engine: FakeEngine
    backend: FakeBackend
    sms: FakeProvider
    email: FakeProvider
    telegram: StandIn
    clock: FakeClock

    async def rest(self) -> None:
        """Wait until everything that came in is answered, and everything that is due is sent, while that goes on."""
        before, unchanged = -1, 0
        while unchanged < 1000:
            left = await self.gateway.database.read(_left)
            if left == 0:
                return
            before, unchanged = left, unchanged + 1 if left == before else 0
            await asyncio.sleep(0.005)
        raise AssertionError(f"the gateway does not come to rest: {before} are left")

    async def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        """What a query of the gateway's database gives."""
        found = await self.gateway.database.read(lambda c: c.execute(text(query), values).mappings().all())
        return [dict(row) for row in found]

    @property
    def gateway(self) -> Gateway:
        gateway: Gateway = self.app.state.gateway
        return gateway

    async def open(self, **body: Any) -> "Visitor":
        response = await self.http.post("/chat/sessions", json=body)
        assert response.status_code == 200, response.text
        return Visitor(self, response.json()["token"], response.json()["conversation_id"])

    async def codes_sent(self, count: int) -> list[str]:
        """Codes that have arrived by text message, once there are so many."""
        codes: list[str] = []
        for _ in range(200):
            codes = [code for _to, _subject, text in self.sms.sent for code in re.findall(r"\b\d{6}\b", text)[:1]]
            if len(codes) >= count:
                break
            await asyncio.sleep(0.01)
        return codes


@dataclass
class Visitor:
    """A customer with an open chat."""

    house: House
    token: str
    conversation_id: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def post(self, wait: float | None = 10, **body: Any) -> httpx2.Response:
        params = {} if wait is None else {"wait": wait}
        body.setdefault("id", str(uuid.uuid4()))
        return await self.house.http.post("/chat/messages", params=params, json=body, headers=self.headers)

    async def say(self, text: str, **body: Any) -> list[dict[str, Any]]:
        response = await self.post(text=text, **body)
        assert response.status_code == 200, response.text
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages

    async def prove(self) -> None:
        """Say the customer number and the code that then comes by text message."""
        before = len(self.house.sms.sent)
        await self.say("number 12345674")
        await self.say((await self.house.codes_sent(before + 1))[-1])

    async def all(self, after: int = 0) -> list[dict[str, Any]]:
        response = await self.house.http.get("/chat/messages", params={"after": after}, headers=self.headers)
        assert response.status_code == 200, response.text
        messages: list[dict[str, Any]] = response.json()["messages"]
        return messages
