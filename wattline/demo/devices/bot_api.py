"""Telegram's side of a bot: answers its calls and brings it updates (Bot API 10.0; read 2026-11)."""

from __future__ import annotations

import asyncio
import hmac
import json
import mimetypes
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from wattline.demo.devices.owners import owner_of
from wattline.demo.devices.updates import Chat, Json, shown
from wattline.demo.inbox import Inbox, InboxButton, InboxFile, InboxMessage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request

    from wattline.demo.devices.gateway import Door

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
LONGEST_TEXT, LONGEST_CAPTION, LONGEST_PAYLOAD = 4096, 1024, 64
"""Characters, characters, bytes (Bot API 10.0, `sendMessage`, `sendPhoto`, `InlineKeyboardButton`)."""
TYPING_SECONDS = 5.0
"""How long the sign stays (Bot API 10.0, `sendChatAction`)."""
ACCEPTED = 200


class Refusal(Exception):
    """A call is refused, in Telegram's own words."""

    def __init__(self, status: int, words: str) -> None:
        """Keep status and words."""
        super().__init__(words)
        self.status = status


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where the bot wants its updates."""

    url: str
    secret: str | None


class BotApi:
    """One bot."""

    def __init__(self, inbox: Inbox, token: str, name: str, title: str) -> None:
        """Prepare.

        Args:
            inbox: Where chats are kept.
            token: Begins with the number of the bot's own account.
            name: As `@name`, without the sign.
            title: As people see it.
        """
        self._inbox = inbox
        self._token = token
        self.user: Json = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": title, "username": name}
        self.webhook: Webhook | None = None
        self._waiting: list[Json] = []
        self._news = asyncio.Event()
        self._typing: dict[str, float] = {}
        self._methods: Mapping[str, Callable[[Json], Awaitable[object]]] = {
            "getme": self._get_me,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._get_webhook_info,
            "getupdates": self._get_updates,
            "getfile": self._get_file,
            "sendmessage": self._send_message,
            "sendphoto": self._send_photo,
            "senddocument": self._send_document,
            "sendchataction": self._send_chat_action,
            "answercallbackquery": self._answer_callback_query,
        }

    def transport(self) -> httpx.AsyncBaseTransport:
        """In the network's place, for the bot's client."""
        routes = [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{file_id}/{name:path}", self._download),
        ]
        return httpx.ASGITransport(app=Starlette(routes=routes))

    def chat(self, account: str) -> Chat:
        """A customer's chat with the bot."""
        return Chat(account, owner_of("telegram", account), self.user)

    def is_typing(self, account: str) -> bool:
        """Whether the sign that somebody writes is to be seen."""
        return self._typing.get(account, 0.0) > time.monotonic()

    async def bring(self, update: Json, door: Door) -> int:
        """Bring an update to the bot, or let it wait until the bot asks; the status of the answer."""
        if self.webhook is None:
            self._waiting.append(update)
            self._news.set()
            return ACCEPTED
        secret = {} if self.webhook.secret is None else {SECRET_HEADER: self.webhook.secret}
        headers = {"Content-Type": "application/json"} | secret
        return (await door.post(self.webhook.url, json.dumps(update).encode(), headers)).status

    async def _call(self, request: Request) -> Response:
        try:
            method = self._method(request.path_params["token"], request.path_params["method"])
            async with request.form() as form:
                return JSONResponse({"ok": True, "result": await method(dict(request.query_params) | dict(form))})
        except Refusal as refusal:
            answer = {"ok": False, "error_code": refusal.status, "description": str(refusal)}
            return JSONResponse(answer, refusal.status)

    def _method(self, token: str, name: str) -> Callable[[Json], Awaitable[object]]:
        if not self._is_token(token):
            raise Refusal(401, "Unauthorized")
        if name.lower() not in self._methods:
            raise Refusal(404, "Not Found")
        return self._methods[name.lower()]

    async def _download(self, request: Request) -> Response:
        file = await self._inbox.file(request.path_params["file_id"])
        if file is None or not self._is_token(request.path_params["token"]):
            return Response(status_code=404)
        return Response(file.content, media_type="application/octet-stream")

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())

    async def _get_me(self, _form: Json) -> Json:
        rights = {"can_join_groups": False, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return self.user | rights

    async def _set_webhook(self, form: Json) -> bool:
        url = str(form.get("url", ""))
        self.webhook = Webhook(url, form.get("secret_token")) if url else None
        return True

    async def _delete_webhook(self, _form: Json) -> bool:
        self.webhook = None
        return True

    async def _get_webhook_info(self, _form: Json) -> Json:
        url = self.webhook.url if self.webhook else ""
        return {"url": url, "has_custom_certificate": False, "pending_update_count": len(self._waiting)}

    async def _get_updates(self, form: Json) -> list[Json]:
        if self.webhook is not None:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        offset = int(form.get("offset", 0))
        self._waiting = [update for update in self._waiting if update["update_id"] >= offset]
        if not self._waiting:
            self._news.clear()
            try:
                async with asyncio.timeout(float(form.get("timeout", 0))):
                    await self._news.wait()
            except TimeoutError:
                return []
        return list(self._waiting)

    async def _get_file(self, form: Json) -> Json:
        file = await self._inbox.file(str(form.get("file_id")))
        if file is None:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        facts = {"file_id": file.id, "file_unique_id": file.id[:16], "file_size": len(file.content)}
        return facts | {"file_path": f"{file.id}/{file.name}"}

    async def _send_message(self, form: Json) -> Json:
        text = str(form.get("text", ""))
        if not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if len(text) > LONGEST_TEXT:
            raise Refusal(400, "Bad Request: message is too long")
        return await self._arrived(form, text, ())

    async def _send_photo(self, form: Json) -> Json:
        file = await _uploaded(form, "photo")
        if not file.is_picture:
            raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
        return await self._with_file(form, file, "photo")

    async def _send_document(self, form: Json) -> Json:
        return await self._with_file(form, await _uploaded(form, "document"), "document")

    async def _with_file(self, form: Json, file: InboxFile, kind: str) -> Json:
        caption = str(form.get("caption", ""))
        if len(caption) > LONGEST_CAPTION:
            raise Refusal(400, "Bad Request: message caption is too long")
        return await self._arrived(form, caption, (file,), kind)

    async def _send_chat_action(self, form: Json) -> bool:
        account = await self._reachable(form)
        self._typing[account] = time.monotonic() + TYPING_SECONDS
        return True

    async def _answer_callback_query(self, _form: Json) -> bool:
        return True

    async def _arrived(self, form: Json, text: str, files: tuple[InboxFile, ...], kind: str = "text") -> Json:
        account = await self._reachable(form)
        message = InboxMessage(
            account,
            "telegram",
            None,
            text,
            datetime.now(UTC),
            kind=kind,
            buttons=_buttons(str(form.get("reply_markup", "{}"))),
            files=files,
        )
        kept = await self._inbox.add(message)
        self._typing.pop(account, None)
        return shown(kept, self.chat(account))

    async def _reachable(self, form: Json) -> str:
        """The chat of a call; a bot may write only to those who wrote to it and did not block it."""
        account = str(form.get("chat_id", ""))
        if not account.isdecimal() or not await self._inbox.wrote("telegram", account):
            raise Refusal(400, "Bad Request: chat not found")
        if await is_blocked(self._inbox, account):
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return account


async def is_blocked(inbox: Inbox, account: str) -> bool:
    """Whether a customer lets the bot write no more."""
    last = await inbox.last_of_kinds("telegram", account, "block", "unblock")
    return last is not None and last.kind == "block"


def _buttons(markup: str) -> tuple[InboxButton, ...]:
    keyboard: Any = json.loads(markup)
    found = [InboxButton(str(key["text"]), str(key["callback_data"])) for key in _keys(keyboard, "inline_keyboard")]
    if any(not 1 <= len(str(button.payload).encode()) <= LONGEST_PAYLOAD for button in found):
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    asking = [key for key in _keys(keyboard, "keyboard") if key.get("request_contact")]
    return (*found, *(InboxButton(str(key["text"]), None) for key in asking))


def _keys(keyboard: Any, name: str) -> list[Json]:
    return [key for row in keyboard.get(name, ()) for key in row]


async def _uploaded(form: Json, name: str) -> InboxFile:
    file = form.get(name)
    if not isinstance(file, UploadFile):
        raise Refusal(400, f"Bad Request: there is no {name} in the request")
    shown_name = file.filename or name
    kind = mimetypes.guess_type(shown_name)[0] or file.content_type or "application/octet-stream"
    return InboxFile(shown_name, kind, await file.read())
