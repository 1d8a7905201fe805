"""The request of one turn, checked before anything else happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

DEFAULT_LANGUAGE = "en"


class BadRequest(ValueError):
    """The request does not keep the contract; repeating it unchanged is pointless."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Message:
    """What arrived: a customer's text, a button that was pressed, or an event of the gateway."""

    text: str | None = None
    intent: str | None = None
    entities: dict[str, Any] = field(default_factory=dict)
    event: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    attachments: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class TurnRequest:
    """One call of ``POST /turn``."""

    turn_id: str
    now: str
    """Time of the message, ISO 8601 with an offset."""
    message: Message
    state: dict[str, Any] | None = None
    fact: str | None = field(default=None, repr=False)
    language: str = DEFAULT_LANGUAGE
    abilities: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, body: object) -> TurnRequest:
        """Check a decoded JSON body.

        Raises:
            BadRequest: A field is missing or of another type.
        """
        if not isinstance(body, dict):
            raise BadRequest("bad_request", "The body must be a JSON object.")
        return cls(
            turn_id=_required(body, "turn_id", str),
            now=_time(_required(body, "now", str)),
            message=_message(_required(body, "message", dict)),
            state=_optional(body, "state", dict),
            fact=_optional(body, "fact", str),
            language=_optional(body, "language", str) or DEFAULT_LANGUAGE,
            abilities=_optional(body, "abilities", dict) or {},
        )


def _message(body: dict[str, Any]) -> Message:
    message = Message(
        text=_optional(body, "text", str),
        intent=_optional(body, "intent", str),
        entities=_optional(body, "entities", dict) or {},
        event=_optional(body, "event", str),
        data=_optional(body, "data", dict) or {},
        attachments=_optional(body, "attachments", list) or [],
    )
    kinds = [kind for kind in (message.text, message.intent, message.event) if kind is not None]
    if len(kinds) > 1 or not (kinds or message.attachments):
        raise BadRequest("bad_request", "A message has exactly one of text, intent and event, or attachments only.")
    return message


def _required(body: dict[str, Any], name: str, kind: type) -> Any:
    value = _optional(body, name, kind)
    if value is None:
        raise BadRequest("bad_request", f"The field {name} is missing.")
    return value


def _optional(body: dict[str, Any], name: str, kind: type) -> Any:
    value = body.get(name)
    if value is not None and not isinstance(value, kind):
        raise BadRequest("bad_request", f"The field {name} must be of type {kind.__name__}.")
    return value


def _time(text: str) -> str:
    # Python 3.10 does not know the "Z" of ISO 8601
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise BadRequest("bad_request", "The field now must be an ISO 8601 time.") from error
    if moment.tzinfo is None:
        raise BadRequest("bad_request", "The field now needs an offset.")
    return moment.isoformat()
