"""Asks the dialogue engine for a turn: the first engine that answers, the standby at once when it does not.

A turn may be asked for more than once; its `turn_id` keeps what the actions do from happening twice.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

import orjson

from channels.contract import JsonObject
from channels.engine_wire import BrokenOffError, NotConnectedError, Wire, WireAnswer

HEALTH_SECONDS = 1.0
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
        state = (self.state or "null").encode()
        return b'%b,"state":%b}' % (orjson.dumps(rest)[:-1], state)


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

    def __init__(self, urls: tuple[str, ...], wire: Wire) -> None:
        """Take the way to the engines.

        Args:
            urls: Base addresses, the preferred one first.
            wire: Carries the calls; closed with the client.
        """
        self._urls = urls
        self._first = 0
        self._wire = wire

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
                answer = await self._wire.post(f"{self._urls[index]}/turn", body)
            except NotConnectedError:
                continue
            except BrokenOffError as error:
                failure = TurnFailedError(str(error))
                continue
            if answer.status in NOT_THE_MESSAGE:
                continue
            self._first = index
            return _result(answer)
        raise failure

    async def healthy(self) -> bool:
        """Whether any engine answers."""
        return await self._health() is not None

    async def intents(self) -> list[str]:
        """What a message can mean to the engine.

        Raises:
            EngineUnavailableError: No engine answers.
        """
        health = await self._health()
        if health is None or "intents" not in health:
            raise EngineUnavailableError("no engine")
        return [str(intent) for intent in health["intents"]]

    async def _health(self) -> JsonObject | None:
        """What the first engine that is well says of itself."""
        for url in self._urls:
            with contextlib.suppress(NotConnectedError, BrokenOffError, ValueError):
                answer = await self._wire.get(f"{url}/healthz", HEALTH_SECONDS)
                if answer.status == HTTPStatus.OK:
                    health: JsonObject = orjson.loads(answer.content)
                    return health
        return None

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()


def _result(answer: WireAnswer) -> TurnResult:
    if answer.status != HTTPStatus.OK:
        raise TurnFailedError(f"status {answer.status}")
    try:
        return _parsed(orjson.loads(answer.content))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TurnFailedError("unreadable answer") from error


def _parsed(body: dict[str, Any]) -> TurnResult:
    state = body["state"]
    return TurnResult(
        state=None if state is None else orjson.dumps(state).decode(),
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
