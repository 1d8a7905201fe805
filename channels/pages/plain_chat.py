"""The chat without JavaScript: the same conversations as plain HTML and forms, held by a cookie."""

from dataclasses import dataclass
from typing import Annotated, Protocol
from uuid import uuid4

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from channels.chat import Opened, Shown
from channels.contract import InboundMessage, JsonObject
from channels.conversations.attachments import StoredFile
from channels.errors import SESSION_INVALID, TOO_LARGE, GatewayError
from channels.pages.rendering import LANGUAGES, Pages, language_of
from channels.security import SESSION_COOKIE, address_of

LANGUAGE_COOKIE = "__Host-wattline-language"
HOME = "/chat/plain"
ANSWER_WAIT_SECONDS = 8.0
"""How long a form waits for the answer; later the page offers to look again."""
WORDED = {
    "too_large",
    "type_refused",
    "file_unreadable",
    "file_active_content",
    "file_infected",
    "file_not_checked",
    "too_many_requests",
    "proof_invalid",
}
"""Refusals the pages have words of their own for."""


class ChatService(Protocol):
    """What the forms need of the chat."""

    async def open(self, language: str | None, proof: str | None, context: JsonObject | None) -> Opened:
        """Open a chat."""
        ...

    async def send(self, token: str, message: InboundMessage, wait_seconds: float | None) -> Shown:
        """Take a message."""
        ...

    async def after(self, token: str, seq: int) -> Shown:
        """Messages that came after one."""
        ...

    async def add_file(self, token: str, name: str, content: bytes) -> StoredFile:
        """Take a file."""
        ...

    async def close(self, token: str) -> None:
        """Log out."""
        ...


class RequestLimits(Protocol):
    """Counts what somebody does."""

    def count(self, name: str, who: str) -> None:
        """Count one more, or refuse it."""
        ...


@dataclass(frozen=True, slots=True)
class PlainParts:
    """What the forms are given by the app."""

    chat: ChatService
    pages: Pages
    limits: RequestLimits
    attachment_bytes: int
    longest_text: int


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed into the form and could not be taken."""

    text: str = ""
    refusal: str | None = None


class PlainChat:
    """The forms' steps, one per route."""

    def __init__(self, parts: PlainParts) -> None:
        """Take the parts."""
        self._parts = parts

    async def page(self, request: Request, written: Written = Written(), status: int = 200) -> Response:
        """The conversation so far, or the way into one."""
        token = request.cookies.get(SESSION_COOKIE)
        language = _language(request)
        try:
            shown = None if token is None else await self._history(token)
        except GatewayError as error:
            if error.refusal is not SESSION_INVALID:
                raise
            gone = self._page(request, None, Written(refusal="session_invalid"), language)
            return _without_cookie(gone)
        response = self._page(request, shown, written, language)
        response.status_code = status
        return response

    def _page(self, request: Request, shown: Shown | None, written: Written, language: str) -> Response:
        messages = [] if shown is None else shown.messages
        refusal = written.refusal and self._parts.pages.word(language, f"refused_{written.refusal}")
        return self._parts.pages.render(
            request,
            "plain.html",
            language,
            open=shown is not None,
            messages=messages,
            state="with_bot" if shown is None else shown.state,
            waiting=bool(messages) and messages[-1]["sender"] == "customer",
            message_id=str(uuid4()),
            text=written.text,
            refusal=refusal,
        )

    async def _history(self, token: str) -> Shown:
        shown = await self._parts.chat.after(token, 0)
        messages = list(shown.messages)
        while shown.messages:
            shown = await self._parts.chat.after(token, messages[-1]["seq"])
            messages += shown.messages
        return Shown(messages, shown.state)

    async def begin(self, request: Request, language: str | None, proof: str | None) -> Response:
        """Open a chat and hold it by the cookie; a chat held before is closed, whoever it belonged to."""
        self._parts.limits.count("session", address_of(request))
        if old := request.cookies.get(SESSION_COOKIE):
            await self._close(old)
        chosen = language if language in LANGUAGES else _language(request)
        opened = await self._parts.chat.open(chosen, proof or None, None)
        response = _with_language(_back(), chosen)
        response.set_cookie(SESSION_COOKIE, opened.token, secure=True, httponly=True, samesite="lax", path="/")
        return response

    async def post(self, request: Request, message_id: str, message: InboundMessage) -> Response:
        """Send what the form holds, and show the conversation with the answer if it came in time."""
        token = self._token(request)
        self._parts.limits.count("message", token)
        named = InboundMessage(message_id, message.text, message.payload, message.attachment_ids)
        if named.text or named.payload or named.attachment_ids:
            await self._parts.chat.send(token, named, ANSWER_WAIT_SECONDS)
        return _back()

    async def upload(self, request: Request, files: list[UploadFile]) -> tuple[str, ...]:
        """Store the files that were chosen.

        Returns:
            Their ids.
        """
        token = self._token(request)
        ids = []
        for file in files:
            self._parts.limits.count("attachment", token)
            content = await file.read(self._parts.attachment_bytes + 1)
            if len(content) > self._parts.attachment_bytes:
                raise GatewayError(TOO_LARGE)
            if content:
                stored = await self._parts.chat.add_file(token, file.filename or "file", content)
                ids.append(stored.id)
        return tuple(ids)

    async def speak(self, request: Request, language: str, message_id: str) -> Response:
        """Change the language of the page; a conversation that has begun is told."""
        chosen = language if language in LANGUAGES else _language(request)
        token = request.cookies.get(SESSION_COOKIE)
        if token is not None:
            message = InboundMessage(message_id, self._parts.pages.word(chosen, "speak"))
            await self.post(request, message_id, message)
        return _with_language(_back(), chosen)

    async def end(self, request: Request) -> Response:
        """Log out and forget the cookie."""
        self._parts.limits.count("address", address_of(request))
        await self._close(request.cookies.get(SESSION_COOKIE) or "")
        return _without_cookie(_back())

    async def _close(self, token: str) -> None:
        try:
            await self._parts.chat.close(token)
        except GatewayError as error:
            if error.refusal is not SESSION_INVALID:
                raise

    def _token(self, request: Request) -> str:
        token = request.cookies.get(SESSION_COOKIE)
        if token is None:
            raise GatewayError(SESSION_INVALID)
        self._parts.limits.count("address", address_of(request))
        return token


def _language(request: Request) -> str:
    return language_of(request.headers, request.query_params.get("language"), request.cookies.get(LANGUAGE_COOKIE))


def _back() -> RedirectResponse:
    return RedirectResponse(f"{HOME}#write", 303, headers={"Cache-Control": "no-store"})


def _with_language(response: Response, language: str) -> Response:
    response.set_cookie(LANGUAGE_COOKIE, language, secure=True, httponly=True, samesite="lax", path="/")
    return response


def _without_cookie(response: Response) -> Response:
    response.delete_cookie(SESSION_COOKIE, secure=True, httponly=True, samesite="lax", path="/")
    return response


def create_plain_router(parts: PlainParts) -> APIRouter:
    """The routes of the forms.

    Args:
        parts: What they need.
    """
    router = APIRouter(prefix=HOME, include_in_schema=False)
    plain = PlainChat(parts)

    @router.get("")
    async def show(request: Request) -> Response:
        return await plain.page(request)

    @router.post("/sessions")
    async def begin(
        request: Request, language: Annotated[str | None, Form()] = None, proof: Annotated[str | None, Form()] = None
    ) -> Response:
        try:
            return await plain.begin(request, language, proof)
        except GatewayError as error:
            return await _explained(plain, request, error)

    @router.post("/messages")
    async def post(
        request: Request,
        message_id: Annotated[str, Form(min_length=1, max_length=64)],
        text: Annotated[str, Form(max_length=parts.longest_text)] = "",
        payload: Annotated[str | None, Form()] = None,
        files: Annotated[list[UploadFile] | None, File()] = None,
    ) -> Response:
        try:
            ids = await plain.upload(request, files or [])
            return await plain.post(request, message_id, InboundMessage(message_id, text.strip() or None, payload, ids))
        except GatewayError as error:
            return await _explained(plain, request, error, text)

    @router.post("/language")
    async def speak(
        request: Request, language: Annotated[str, Form()], message_id: Annotated[str, Form(max_length=64)] = ""
    ) -> Response:
        try:
            return await plain.speak(request, language, message_id or str(uuid4()))
        except GatewayError as error:
            return await _explained(plain, request, error)

    @router.post("/end")
    async def end(request: Request) -> Response:
        return await plain.end(request)

    return router


async def _explained(plain: PlainChat, request: Request, error: GatewayError, text: str = "") -> Response:
    """The page again, saying why something was not taken, with the text that was typed."""
    code = error.refusal.code if error.refusal.code in WORDED else "other"
    return await plain.page(request, Written(text, code), error.refusal.status)
