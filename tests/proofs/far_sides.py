"""What is around a gateway process: engine, backend, Twilio, the Bot API and a relay, with a ledger of what arrived."""

import email
import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from email.policy import default
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.channels.mail.relays import ScriptedRelay
from tests.proofs.traffic import BOT_NAME, TWILIO_SENDER, TWILIO_SID, Message

MESSAGES = f"/2010-04-01/Accounts/{TWILIO_SID}/Messages.json"
_ANSWER = re.compile(r"answer (\d+) to (.+)")


@dataclass(frozen=True)
class Answer:
    """One message that left the gateway."""

    address: str
    turn: int
    """Which turn of its conversation it answers, as the engine counts in the dialogue's state."""
    text: str
    """Of the message it answers."""
    key: str = ""
    """By which a repeat is recognised on the far side; empty where the provider takes none."""


@dataclass
class FarSides:
    """Everything the gateway calls; `app` answers by HTTP."""

    relay: ScriptedRelay
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    """By channel, as they arrived."""
    introductions: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By channel, the addresses that were told who answers there: the gateway's own first words."""
    given_up: list[Message] = field(default_factory=list)
    """What Twilio tried often enough; it keeps it, and tells whoever asks."""
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def app(self) -> Starlette:
        """Engine, backend, Twilio and the Bot API at one address."""
        routes = [
            Route("/healthz", lambda _request: JSONResponse({"intents": []})),
            Route("/turn", self._turn, methods=["POST"]),
            Route(MESSAGES, self._list, methods=["GET"]),
            Route(MESSAGES, self._sms, methods=["POST"]),
            Route("/bot{token}/{method}", self._telegram, methods=["POST"]),
            Route("/{path:path}", lambda _request: JSONResponse({"code": "not_found"}, 404), methods=["GET", "POST"]),
        ]
        return Starlette(routes=routes)

    def arrived(self, channel: str) -> list[Answer]:
        """What reached the customers of a channel."""
        if channel != "email":
            return self.answers[channel]
        return [_mailed(envelope.rcpt_tos[0], envelope.content) for envelope in self.relay.taken]

    async def _turn(self, request: Request) -> JSONResponse:
        """An engine whose only memory is the state it is given, as the real one."""
        turn = await request.json()
        count = (turn["state"] or {}).get("count", 0) + 1
        reply = {"text": f"answer {count} to {turn['message']['text']}", "buttons": [], "attachments": []}
        return JSONResponse({"state": {"count": count}, "replies": [reply], "language": None, "requests": []})

    async def _sms(self, request: Request) -> JSONResponse:
        form = await request.form()
        self._keep("sms", str(form["To"]), str(form["Body"]))
        return JSONResponse({"sid": f"SM{next(self._ids):032x}", "status": "queued", "account_sid": TWILIO_SID}, 201)

    def _keep(self, channel: str, address: str, text: str) -> None:
        answer = _answer(address, text)
        if answer is None:
            self.introductions[channel].append(address)
        else:
            self.answers[channel].append(answer)

    async def _list(self, _request: Request) -> JSONResponse:
        return JSONResponse({"messages": [_listed(message) for message in self.given_up], "next_page_uri": None})

    async def _telegram(self, request: Request) -> JSONResponse:
        method = request.path_params["method"]
        if method.lower() == "getme":
            return JSONResponse({"ok": True, "result": _BOT})
        if method.lower() != "sendmessage":
            return JSONResponse({"ok": True, "result": True})
        form = await request.form()
        chat = str(form["chat_id"])
        self._keep("telegram", chat, str(form["text"]))
        sent = {"message_id": next(self._ids), "date": 1795345200, "chat": {"id": int(chat), "type": "private"}}
        return JSONResponse({"ok": True, "result": sent})


_BOT = {"id": 8000000002, "is_bot": True, "first_name": "Zorza", "username": BOT_NAME}


def _answer(address: str, text: str, key: str = "") -> Answer | None:
    """What a message answers; None for other words."""
    found = _ANSWER.search(text)
    return None if found is None else Answer(address, int(found[1]), found[2].strip(), key)


def _mailed(recipient: str, content: Any) -> Answer:
    mail = email.message_from_bytes(content, policy=default)
    body = mail.get_body(("plain",))
    assert body is not None
    answer = _answer(recipient, str(body.get_content()), str(mail["Message-ID"]))
    assert answer is not None
    return answer


def _listed(message: Message) -> dict[str, Any]:
    known = {"sid": f"SM{message.number:032x}", "account_sid": TWILIO_SID, "direction": "inbound", "num_media": "0"}
    return known | {"from": message.address, "to": TWILIO_SENDER, "body": message.text, "status": "received"}


def as_environment(settings: dict[str, Any]) -> dict[str, str]:
    """Settings as a process reads them."""

    def text(value: Any) -> str:
        if isinstance(value, tuple):
            return ",".join(value)
        return str(value.get_secret_value() if hasattr(value, "get_secret_value") else value)

    return {f"WATTLINE_{name.upper()}": text(value) for name, value in settings.items()}


__all__ = ["Answer", "FarSides", "as_environment"]
