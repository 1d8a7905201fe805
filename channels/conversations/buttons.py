"""Buttons leave the house as random tokens; what they mean stays here."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from channels.contract import JsonObject
from channels.conversations.models import ButtonToken


@dataclass(frozen=True, slots=True)
class SentButton:
    """A button under its token."""

    token: str
    title: str
    intent: str
    entities: JsonObject


def store(connection: Connection, conversation_id: str, buttons: Sequence[SentButton], expires_at: datetime) -> None:
    """Remember what was offered in a conversation."""
    rows: list[dict[str, Any]] = [
        {
            "token": button.token,
            "conversation_id": conversation_id,
            "title": button.title,
            "intent": button.intent,
            "entities": json.dumps(button.entities, ensure_ascii=False),
            "expires_at": expires_at,
        }
        for button in buttons
    ]
    if rows:
        connection.execute(insert(ButtonToken), rows)


def resolve(connection: Connection, conversation_id: str, token: str, now: datetime) -> SentButton | None:
    """What a token means in this conversation.

    Returns:
        None when it was never sent here or has expired; the two look the same.
    """
    row = connection.execute(
        select(ButtonToken.token, ButtonToken.title, ButtonToken.intent, ButtonToken.entities).where(
            ButtonToken.token == token,
            ButtonToken.conversation_id == conversation_id,
            ButtonToken.expires_at > now,
        )
    ).one_or_none()
    return None if row is None else SentButton(row.token, row.title, row.intent, json.loads(row.entities))
