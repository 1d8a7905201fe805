"""Customers' side of the Telegram chats."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wattline.demo.devices.bot_api import LONGEST_TEXT, is_blocked
from wattline.demo.devices.drafts import DraftError
from wattline.demo.devices.owners import STRANGER, owner_of
from wattline.demo.devices.updates import SOMEBODY_ELSE, update_of
from wattline.demo.inbox import Inbox, InboxMessage

if TYPE_CHECKING:
    from wattline.demo.devices.bot_api import BotApi
    from wattline.demo.devices.drafts import Draft
    from wattline.demo.devices.gateway import Door

API_URL = "http://telegram.demo"
"""Of the stand-in; nothing listens there, the client's transport leads to it."""
_BOT_ACCOUNT = 8_000_000_417
_FILES = {"photo", "document"}
_TEXTS = {
    "voice": "\N{MICROPHONE} 0:04",
    "sticker": "\N{THUMBS UP SIGN}",
    "location": "\N{ROUND PUSHPIN} 50.9413, 6.9583",
    "other_contact": SOMEBODY_ELSE,
}
"""How the chat shows what is no text."""


@dataclass(frozen=True, slots=True)
class BotCredentials:
    """The bot, as BotFather and the operator name it."""

    name: str
    token: str = field(default_factory=lambda: f"{_BOT_ACCOUNT}:{secrets.token_urlsafe(26)}", repr=False)
    webhook_secret: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)


class TelegramChats:
    """All customers' chats with the bot."""

    def __init__(self, inbox: Inbox, api: BotApi) -> None:
        """Take the place where messages are kept, and Telegram."""
        self._inbox = inbox
        self._api = api

    async def keep(self, draft: Draft) -> InboxMessage:
        """Keep what a customer did.

        Raises:
            DraftError: Telegram would not let him.
        """
        await self._check(draft)
        message = InboxMessage(
            draft.address,
            "telegram",
            None,
            _text_of(draft),
            datetime.now(UTC),
            written=True,
            kind=draft.kind,
            files=draft.files,
            headers={"payload": draft.button} if draft.button else {},
            refers_to=draft.refers_to.id if draft.refers_to else None,
        )
        kept = await self._inbox.add(replace(message, kind=_kind_of(draft)))
        update = update_of(kept, draft.refers_to, self._api.chat(draft.address))
        await self._inbox.keep_request(kept, json.dumps(update).encode())
        return kept

    async def bring(self, request: bytes, door: Door) -> int:
        """Bring an update to the gateway."""
        return await self._api.bring(json.loads(request), door)

    async def _check(self, draft: Draft) -> None:
        if not draft.address.isdecimal() or not 0 < int(draft.address) < 2**52:
            raise DraftError("address_invalid", "A Telegram account is a number.")
        blocked = await is_blocked(self._inbox, draft.address)
        if draft.kind == "unblock" and not blocked:
            raise DraftError("not_blocked", "The bot is not blocked.")
        if blocked and draft.kind != "unblock":
            raise DraftError("blocked", "The bot is blocked; let it write again first.")
        self._check_content(draft)

    def _check_content(self, draft: Draft) -> None:
        before = draft.refers_to
        if draft.kind == "edit" and (before is None or not before.written or before.kind not in {"text", *_FILES}):
            raise DraftError("nothing_to_change", "Only an own text can be changed.")
        pressed = draft.button in {button.payload for button in before.buttons} if before else False
        if draft.kind == "button" and not (pressed and draft.button):
            raise DraftError("no_such_button", "There is no such button under that message.")
        if draft.kind in _FILES and len(draft.files) != 1:
            raise DraftError("one_file", "A message in Telegram carries one file.")
        if draft.kind == "text" and not draft.text.strip():
            raise DraftError("empty", "Please write something.")
        if len(draft.text) > LONGEST_TEXT:
            raise DraftError("too_long", f"A message in Telegram takes {LONGEST_TEXT} characters.")


def _kind_of(draft: Draft) -> str:
    """`start` is nothing but a text for Telegram."""
    return "text" if draft.kind == "start" else draft.kind


def _text_of(draft: Draft) -> str:
    if draft.kind == "start":
        return f"/start {draft.text}".strip()
    if draft.kind == "contact":
        owner = owner_of("telegram", draft.address)
        return (owner.phone if owner else None) or str(STRANGER.phone)
    if draft.kind == "button" and draft.refers_to is not None:
        return next(button.title for button in draft.refers_to.buttons if button.payload == draft.button)
    return _TEXTS.get(draft.kind, draft.text)
