"""Telegram as a test wants it: answers calls from memory and keeps what it was asked."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import httpx2
from fastapi import FastAPI

from channels import error_responses
from channels.adapters.telegram.adapter import SECRET_HEADER, WEBHOOK_PATH, BotAccount, TelegramAdapter
from channels.adapters.telegram.client import telegram_bot
from channels.contract import Keep, RawMessage, Received, SetAside
from channels.errors import ChannelError, UnreadableError

HERE = Path(__file__).parent
ANSWERS: dict[str, list[Any]] = json.loads((HERE / "answers.json").read_text())
"""What the Bot API answered: status and body."""
UPDATES = sorted(path.stem for path in (HERE / "payloads").iterdir())
SECRET = "s3cret_s3cret_s3cret_s3cret_s3cret"
OLD_SECRET = "0ld-0ld-0ld-0ld-0ld-0ld-0ld-0ld-0ld"
ACCOUNT = BotAccount("ZorzaEnergyBot", (SECRET, OLD_SECRET), largest_file=5_000_000)
TOKEN = "8000000002:scrubbed"
API = "http://telegram.test"
SENT_AT = datetime.fromtimestamp(1795345200, UTC)
CUSTOMER = "7000000001"


def update(name: str) -> dict[str, Any]:
    """An update as Telegram sent it."""
    found: dict[str, Any] = json.loads((HERE / "payloads" / f"{name}.json").read_text())
    return found


@dataclass
class Call:
    """A call of the Bot API."""

    method: str
    fields: dict[str, Any]
    file: bytes | None = None


def _read(request: httpx.Request) -> Call:
    method = request.url.path.rsplit("/", 1)[1]
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/"):
        return Call(method, dict(parse_qsl(request.content.decode())))
    whole = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + request.content)
    call = Call(method, {})
    for part in list(whole.walk())[1:]:
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if part.get_filename() is None:
            call.fields[str(part.get_param("name", header="content-disposition"))] = content.decode()
        else:
            call.fields["filename"] = part.get_filename()
            call.file = content
    return call


class StandIn(httpx.AsyncBaseTransport):
    """The Bot API behind the library's own HTTP client."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.urls: list[str] = []
        self.answers: dict[str, list[Any]] = defaultdict(list)
        """By method: names of answers, whole bodies or exceptions, used up one by one; then it works."""
        self.file = b"%PDF-1.7 scrubbed"
        self.file_facts: dict[str, Any] = {"file_path": "documents/file_7.pdf"}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        self.urls.append(str(request.url))
        if request.url.path.startswith("/file/"):
            return self._answer(self.answers["file"].pop(0)) if self.answers["file"] else self._file()
        call = _read(request)
        self.calls.append(call)
        waiting = self.answers[call.method]
        return self._answer(waiting.pop(0) if waiting else self._usual(call.method))

    def made(self, *methods: str) -> list[Call]:
        return [call for call in self.calls if call.method in methods]

    def _file(self) -> httpx.Response:
        return httpx.Response(200, content=self.file)

    def _usual(self, method: str) -> Any:
        if method == "getFile":
            return {"ok": True, "result": {"file_id": "f", "file_unique_id": "u", **self.file_facts}}
        if method == "getUpdates":
            return {"ok": True, "result": []}
        if method == "getMe":
            return "me"
        if method in ("sendMessage", "sendPhoto", "sendDocument"):
            body = json.loads(json.dumps(ANSWERS["sent"][1]))
            body["result"]["message_id"] = 5000 + len(self.calls)
            return body
        return "true"

    @staticmethod
    def _answer(answer: Any) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, bytes):
            return httpx.Response(200, content=answer)
        status, body = ANSWERS[answer] if isinstance(answer, str) else (200, answer)
        return httpx.Response(status, json=body)


class Stop(BaseException):
    """Ends an endless loop."""


@dataclass
class Chat:
    """An adapter with a stand-in behind it, and a gateway that only keeps what it is given."""

    telegram: StandIn = field(default_factory=StandIn)
    received: list[Received] = field(default_factory=list)
    kept: list[RawMessage] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    """Codes of what could not be read, now or ever."""
    failures: list[Exception] = field(default_factory=list)
    """Raised by the gateway, one by one."""
    now: datetime = SENT_AT + timedelta(seconds=2)
    account: BotAccount = ACCOUNT
    seconds: float = 1000.0
    slept: list[float] = field(default_factory=list)
    stop_after: int = 1_000_000
    """Sleeps, to end what has no end."""
    keeper: Keep | None = None
    """Keeps what comes in; otherwise it is read here at once."""

    def __post_init__(self) -> None:
        self.bot = telegram_bot(TOKEN, API, self.telegram)
        self.adapter = TelegramAdapter(self.bot, self.account, lambda: self.now, lambda: self.seconds, self.sleep)
        app = FastAPI()
        error_responses.install(app)
        app.include_router(self.adapter.routes(self.keeper or self.keep))
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        self.http = httpx2.AsyncClient(transport=transport, base_url="http://gateway")

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        if len(self.slept) >= self.stop_after:
            raise Stop

    async def keep(self, raw: RawMessage) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.kept.append(raw)
        try:
            found = await self.adapter.read(raw)
        except (UnreadableError, ChannelError) as error:
            self.not_read.append(error.code)
            return
        if isinstance(found, SetAside):
            self.set_aside.append(found.reason)
        else:
            assert isinstance(found, Received)
            self.received.append(found)

    async def post(self, body: object, secret: str | None = SECRET) -> httpx2.Response:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {} if secret is None else {SECRET_HEADER: secret}
        return await self.http.post(WEBHOOK_PATH, content=content, headers=headers)

    async def comes(self, name: str) -> Received:
        """Deliver an update that means something to us."""
        before = len(self.received)
        response = await self.post(update(name))
        assert response.status_code == 200, response.text
        (found,) = self.received[before:]
        return found
