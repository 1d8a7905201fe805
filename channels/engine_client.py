"""Asks the dialogue engine for a turn: the first engine that answers, the standby at once when it does not.

A turn may be asked for more than once; its `turn_id` keeps what the actions do from happening twice.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

import httpx2

from channels.contract import JsonObject

CONNECT_SECONDS = 1.0
KEEP_ALIVE_SECONDS = 4.0
"""Much shorter than the engine's own (`bot/server.py`), so that we never write into a closing connection."""
HEALTH_SECONDS = 1.0
CONNECTIONS = 64
NOT_THE_MESSAGE = (HTTPStatus.UNAUTHORIZED, HTTPStatus.SERVICE_UNAVAILABLE)
"""Answers of an engine that takes no turn at all, whatever is in it: another secret, or too busy."""


class EngineError(Exception):
    """No answer to a turn."""


class EngineUnavailableError(EngineError):
    """No engine can be reached; the turn may be asked for again later."""


class TurnFailedError(EngineError):
    """An engine took the turn and failed at it, or died over it; the message itself may be the cause."""


@dataclass(frozen=True, slots=True)
class TurnRequest:
    """What the engine is given for one turn."""

    turn_id: str
    now: datetime
    """When the message came in."""
    state: str | None
    """JSON, passed on as it is."""
    message: JsonObject
    fact: str
    language: str
    abilities: JsonObject

    def encode(self) -> bytes:
        """The request's body; the state is spliced in without being read."""
        rest = {
            "turn_id": self.turn_id,
            "now": self.now.isoformat(),
            "message": self.message,
            "fact": self.fact,
            "language": self.language,
            "abilities": self.abilities,
        }
        head = json.dumps(rest, ensure_ascii=False, separators=(",", ":"))[:-1]
        return f'{head},"state":{self.state or "null"}}}'.encode()


@dataclass(frozen=True, slots=True)
class ReplyButton:
    """A choice the engine offers; intent and entities never leave the house."""

    title: str
    intent: str
    entities: JsonObject


@dataclass(frozen=True, slots=True)
class ReplyAttachment:
    """A file the engine made."""

    kind: str
    title: str
    alt: str
    media_type: str
    data: str
    """Base64."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the answer."""

    text: str
    buttons: tuple[ReplyButton, ...] = ()
    attachments: tuple[ReplyAttachment, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What the engine returned."""

    state: str | None
    replies: tuple[Reply, ...]
    language: str | None
    requests: tuple[JsonObject, ...] = ()
    understood: JsonObject | None = None
    """What it took the message for, for the people who teach it."""


class EngineClient:
    """The engines behind one list of addresses."""

    def __init__(
        self,
        urls: tuple[str, ...],
        secret: str,
        timeout_seconds: float,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """Keep connections open to the engines.

        Args:
            urls: Base addresses, the preferred one first.
            secret: Shown to the engine with every call.
            timeout_seconds: For one try at one engine.
            transport: Replaces the network in tests.
        """
        self._urls = urls
        self._first = 0
        self._client = httpx2.AsyncClient(
            headers={"Wattline-Secret": secret, "Content-Type": "application/json"},
            timeout=httpx2.Timeout(timeout_seconds, connect=CONNECT_SECONDS),
            limits=httpx2.Limits(
                max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS, keepalive_expiry=KEEP_ALIVE_SECONDS
            ),
            transport=transport,
            trust_env=False,
        )

    async def turn(self, request: TurnRequest) -> TurnResult:
        """Have one turn computed.

        Raises:
            EngineUnavailableError: No engine could be reached.
            TurnFailedError: The last engine that was reached failed.
        """
        body = request.encode()
        failure: EngineError = EngineUnavailableError("no engine")
        for offset in range(len(self._urls)):
            index = (self._first + offset) % len(self._urls)
            try:
                response = await self._client.post(f"{self._urls[index]}/turn", content=body)
            except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout):
                continue
            except httpx2.TransportError as error:
                failure = TurnFailedError(type(error).__name__)
                continue
            if response.status_code in NOT_THE_MESSAGE:
                continue
            self._first = index
            return _result(response)
        raise failure

    async def healthy(self) -> bool:
        """Whether any engine answers."""
        for url in self._urls:
            try:
                response = await self._client.get(f"{url}/healthz", timeout=HEALTH_SECONDS)
            except httpx2.TransportError:
                continue
            if response.status_code == HTTPStatus.OK:
                return True
        return False

    async def intents(self) -> list[str]:
        """What a message can mean to the engine.

        Raises:
            EngineUnavailableError: No engine answers.
        """
        for url in self._urls:
            try:
                response = await self._client.get(f"{url}/healthz", timeout=HEALTH_SECONDS)
                return [str(intent) for intent in response.json()["intents"]]
            except (httpx2.TransportError, ValueError, KeyError, TypeError):
                continue
        raise EngineUnavailableError("no engine")

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _result(response: httpx2.Response) -> TurnResult:
    if response.status_code != HTTPStatus.OK:
        raise TurnFailedError(f"status {response.status_code}")
    try:
        return _parsed(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TurnFailedError("unreadable answer") from error


def _parsed(body: dict[str, Any]) -> TurnResult:
    state = body["state"]
    return TurnResult(
        state=None if state is None else json.dumps(state, ensure_ascii=False, separators=(",", ":")),
        replies=tuple(_reply(reply) for reply in body["replies"]),
        language=body.get("language"),
        requests=tuple(body.get("requests") or ()),
        understood=body.get("understood"),
    )


def _reply(body: dict[str, Any]) -> Reply:
    return Reply(
        text=body.get("text") or "",
        buttons=tuple(
            ReplyButton(button["title"], button["intent"], button.get("entities") or {})
            for button in body.get("buttons") or ()
        ),
        attachments=tuple(
            ReplyAttachment(
                item["kind"], item["title"], item.get("alt") or item["title"], item["media_type"], item["data"]
            )
            for item in body.get("attachments") or ()
        ),
    )
