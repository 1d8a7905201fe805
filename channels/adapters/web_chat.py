"""Web chat: HTTP and WebSocket, as `design.md` section 8 gives them."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Path, Query, Request, Response, UploadFile, WebSocket, WebSocketDisconnect
from pydantic import ValidationError
from starlette.responses import JSONResponse

from channels.chat import Chat, Shown
from channels.chat_schemas import (
    OWN_ID,
    AttachmentBody,
    MessageRequest,
    MessagesAnswer,
    SessionAnswer,
    SessionRequest,
)
from channels.contract import Abilities, DeliveryStatus, JsonObject, OutboundMessage, SendResult
from channels.conversations.live import Listener
from channels.downloads import download
from channels.error_responses import ErrorBody
from channels.errors import REQUEST_INVALID, SESSION_INVALID, TOO_LARGE, GatewayError, Refusal
from channels.limits import Limits
from channels.security import address_of, any_token, bearer_token

LONGEST_REPLY = 4_000
"""Characters the engine should keep a reply under; our own limit."""
AUTH_SECONDS = 10.0
LONGEST_FRAME = 64_000
"""Characters of one frame from a socket."""
CLOSE_INVALID, CLOSE_SESSION, CLOSE_TOO_BIG, CLOSE_BROKEN = 4400, 4401, 1009, 1011
"""Why a socket is closed: a first frame that is no authentication, a session that has ended, an oversized frame, a
fault of ours."""

log = structlog.get_logger("channels.web_chat")


class WebChatAdapter:
    """The channel without a provider: what is stored is there to be fetched."""

    name = "web_chat"
    abilities = Abilities(buttons=True, images=True, files=True, max_chars=LONGEST_REPLY, pulled=True)
    ready = True

    async def send(self, message: OutboundMessage) -> SendResult:
        """Nothing to hand over: the page has the message already, or fetches it."""
        return SendResult(message.id, DeliveryStatus.SENT)


_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorBody} for status in (401, 403, 409, 413, 415, 422, 429, 503)
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is taken at once."""

    longest_text: int
    """Characters of a message."""
    longest_wait_seconds: float
    attachment_bytes: int


def router(chat: Chat, limits: Limits, bounds: Bounds) -> APIRouter:
    """The routes.

    Args:
        chat: What they serve.
        limits: Named `session`, `message`, `address`, `attachment`.
        bounds: How much is taken at once.
    """
    routes = APIRouter(prefix="/chat", tags=["web chat"], responses=_ERRORS)
    _add_sessions(routes, chat, limits)
    _add_messages(routes, chat, limits, bounds)
    _add_files(routes, chat, limits, bounds)
    return routes


def _add_sessions(routes: APIRouter, chat: Chat, limits: Limits) -> None:
    @routes.post("/sessions", summary="Opens a chat")
    async def open_session(http: Request, body: SessionRequest | None = None) -> SessionAnswer:
        limits.count("session", address_of(http))
        asked = body or SessionRequest()
        opened = await chat.open(asked.language, asked.proof, asked.context)
        return SessionAnswer(token=opened.token, conversation_id=opened.conversation_id)

    @routes.delete("/sessions", status_code=204, summary="Logs out")
    async def close_session(http: Request) -> None:
        limits.count("address", address_of(http))
        await chat.close(bearer_token(http))


def _add_messages(routes: APIRouter, chat: Chat, limits: Limits, bounds: Bounds) -> None:
    async def take(token: str, request: MessageRequest, wait: float | None) -> Shown:
        limits.count("message", token)
        if len(request.text or "") > bounds.longest_text:
            raise GatewayError(TOO_LARGE)
        seconds = None if wait is None else min(wait, bounds.longest_wait_seconds)
        return await chat.send(token, request.inbound(), seconds)

    @routes.post(
        "/messages",
        response_model=MessagesAnswer,
        responses={202: {"model": MessagesAnswer, "description": "Stored; the answer comes later."}},
        summary="Sends a message",
    )
    async def send_message(
        http: Request,
        body: MessageRequest,
        wait: Annotated[float | None, Query(ge=0, description="Seconds to wait for the answer.")] = None,
    ) -> Response:
        limits.count("address", address_of(http))
        shown = await take(bearer_token(http), body, wait)
        return _json(shown, 202 if wait is None else 200)

    @routes.get("/messages", response_model=MessagesAnswer, summary="What came since a message")
    async def messages_after(
        http: Request, after: Annotated[int, Query(ge=0, le=2**31 - 1, description="Place of the last one known.")] = 0
    ) -> Response:
        return _json(await chat.after(bearer_token(http), after), 200)

    @routes.websocket("/ws")
    async def socket(websocket: WebSocket) -> None:
        await Socket(websocket, chat, take, limits).serve()


def _add_files(routes: APIRouter, chat: Chat, limits: Limits, bounds: Bounds) -> None:
    @routes.post("/attachments", summary="Uploads a file for a message")
    async def upload(http: Request, file: UploadFile) -> AttachmentBody:
        token = bearer_token(http)
        limits.count("address", address_of(http))
        limits.count("attachment", token)
        content = await file.read(bounds.attachment_bytes + 1)
        if len(content) > bounds.attachment_bytes:
            raise GatewayError(TOO_LARGE)
        stored = await chat.add_file(token, file.filename or "", content)
        return AttachmentBody(**stored.as_json())

    @routes.get("/attachments/{file_id}", summary="Downloads a file of this chat")
    async def show_file(http: Request, file_id: Annotated[str, Path(pattern=OWN_ID)]) -> Response:
        return download(await chat.file(any_token(http), file_id))


def _json(shown: Shown, status: int) -> JSONResponse:
    return JSONResponse({"messages": shown.messages, "state": shown.state}, status)


type Take = Callable[[str, MessageRequest, float | None], Awaitable[Shown]]


class Socket:
    """One open socket of a chat.

    The first frame is `{"type": "auth", "token", "after"}`. Then the customer's side may send
    `{"type": "message", "id", "text" | "payload" | "attachments"}`, `{"type": "read", "seq"}`, `{"type": "typing"}` and
    `{"type": "state"}`; it gets `{"type": "message", "message": {...}}`, `{"type": "typing", "sender", "on"}`,
    `{"type": "read", "seq"}`, `{"type": "state", "state"}` and `{"type": "error", "code", "message", "id"}`.
    """

    def __init__(self, websocket: WebSocket, chat: Chat, take: Take, limits: Limits) -> None:
        """Take an unanswered handshake."""
        self._socket = websocket
        self._chat = chat
        self._take = take
        self._limits = limits
        self._token = ""

    async def serve(self) -> None:
        """Serve until either side ends it."""
        await self._socket.accept()
        try:
            after = await self._authenticated()
            conversation_id = await self._chat.conversation_id(self._token)
        except (
            GatewayError,
            TimeoutError,
            ValueError,
            KeyError,
            TypeError,
            RecursionError,
            WebSocketDisconnect,
        ) as error:
            await self._turn_away(error)
            return
        with self._chat.listen(conversation_id) as listener:
            writing = asyncio.create_task(self._write(listener, after))
            try:
                await self._read(listener)
            except WebSocketDisconnect:
                pass
            finally:
                writing.cancel()
                await asyncio.gather(writing, return_exceptions=True)

    async def _authenticated(self) -> int:
        async with asyncio.timeout(AUTH_SECONDS):
            frame = json.loads(await self._socket.receive_text())
        if frame["type"] != "auth":
            raise ValueError(frame["type"])
        self._token = str(frame["token"])
        return max(0, int(frame.get("after") or 0))

    async def _turn_away(self, error: Exception) -> None:
        if isinstance(error, WebSocketDisconnect):
            return
        refusal = error.refusal if isinstance(error, GatewayError) else SESSION_INVALID
        await self._send_error(refusal, None)
        await self._socket.close(CLOSE_SESSION if isinstance(error, GatewayError) else CLOSE_INVALID)

    async def _write(self, listener: Listener, after: int) -> None:
        """Send what is new, then what happens; messages that are in both are sent once."""
        try:
            while True:
                shown = await self._chat.after(self._token, after)
                for message in shown.messages:
                    await self._socket.send_json({"type": "message", "message": message})
                    after = message["seq"]
                if not shown.messages:
                    break
            await self._socket.send_json({"type": "state", "state": shown.state})
            while (frame := await listener.next()) is not None:
                if frame["type"] != "message" or frame["message"]["seq"] > after:
                    await self._socket.send_json(frame)
            await self._socket.close(CLOSE_SESSION)
        except (WebSocketDisconnect, RuntimeError):
            # The other side is gone; the reading half notices it, too.
            return
        except GatewayError:
            # The session ended while this began: whoever is told nothing more must not go on waiting.
            await self._socket.close(CLOSE_SESSION)
        except Exception:
            # The edge of the socket: the other side comes again, and asks what it has missed.
            log.exception("socket_broke")
            await self._socket.close(CLOSE_BROKEN)

    async def _read(self, listener: Listener) -> None:
        while True:
            text = await self._socket.receive_text()
            if len(text) > LONGEST_FRAME:
                await self._socket.close(CLOSE_TOO_BIG)
                return
            await self._handle(text, listener)

    async def _handle(self, text: str, listener: Listener) -> None:
        frame: JsonObject = {}
        try:
            frame = json.loads(text)
            await self._handle_frame(frame, listener)
        except GatewayError as error:
            await self._send_error(error.refusal, frame.get("id"))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ValidationError):
            await self._send_error(REQUEST_INVALID, frame.get("id") if isinstance(frame, dict) else None)

    async def _handle_frame(self, frame: JsonObject, listener: Listener) -> None:
        kind = frame["type"]
        if kind != "typing":
            # As many as messages, but counted apart, and not per address: a whole office may share one.
            self._limits.count("message", f"frames of {self._token}")
        if kind == "message":
            await self._take(self._token, MessageRequest.model_validate(frame), None)
        elif kind == "read":
            await self._chat.read_until(self._token, min(int(frame["seq"]), 2**31 - 1))
            listener.put({"type": "read", "seq": int(frame["seq"])})
        elif kind == "state":
            shown = await self._chat.after(self._token, 2**31 - 1)
            listener.put({"type": "state", "state": shown.state})
        elif kind != "typing":
            raise ValueError(kind)

    async def _send_error(self, refusal: Refusal, message_id: object) -> None:
        await self._socket.send_json(
            {"type": "error", "code": refusal.code, "message": refusal.message, "id": message_id}
        )
