"""A made-up channel: pagers, reached over a made-up provider that speaks JSON.

The first of the four files that a channel costs. The others are its payloads, its test, and a line in
`channels/registry.py` (here the test adds it), with its settings beside those of the others.
"""

import hashlib
import hmac
import json
from typing import Any, Final

import httpx2
from fastapi import APIRouter, Request, Response

from channels.contract import (
    Abilities,
    Arrival,
    DeliveryStatus,
    InboundKind,
    Keep,
    OutboundMessage,
    RawMessage,
    Received,
    SendResult,
    SetAside,
    StatusReport,
)
from channels.errors import (
    NOT_STORED,
    REQUEST_INVALID,
    SIGNATURE_INVALID,
    FinalError,
    GatewayError,
    OptedOutError,
    TemporaryError,
    ThrottledError,
    UnreadableError,
)

LONGEST_TEXT = 80
"""Characters; made up."""
STATES: Final = {"beeped": DeliveryStatus.DELIVERED, "battery_empty": DeliveryStatus.FAILED}


def router(secret: bytes, keep: Keep) -> APIRouter:
    """The one path the provider calls."""
    routes = APIRouter()

    @routes.post("/pager")
    async def call(request: Request) -> Response:
        body = await request.body()
        expected = hmac.new(secret, body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(request.headers.get("x-pager-signature", "").encode(), expected.encode()):
            raise GatewayError(SIGNATURE_INVALID)
        try:
            told = json.loads(body)
            key = f"{told['id']}/{told.get('state', '')}"
        except (ValueError, LookupError, TypeError) as error:
            raise GatewayError(REQUEST_INVALID) from error
        try:
            await keep(RawMessage("pager", key, str(told.get("from", "")), body))
        except OSError as error:
            raise GatewayError(NOT_STORED) from error
        return Response(status_code=204)

    return routes


async def read(raw: RawMessage) -> Arrival:
    """What the provider told us."""
    try:
        return _read(json.loads(raw.content))
    except (LookupError, TypeError) as error:
        raise UnreadableError("malformed") from error


def _read(call: dict[str, Any]) -> Arrival:
    if call["kind"] == "state":
        status = STATES[call["state"]]
        return StatusReport("pager", call["id"], status, call["state"] if status is DeliveryStatus.FAILED else None)
    if call["kind"] != "text":
        return SetAside("unknown_kind")
    return Received("pager", call["to"], call["id"], InboundKind.MESSAGE, call["from"], str(call["text"]))


class PagerAdapter:
    """Sends to pagers."""

    name = "pager"
    abilities = Abilities(buttons=False, images=False, files=False, max_chars=LONGEST_TEXT)
    ready = True

    def __init__(self, transport: httpx2.AsyncBaseTransport) -> None:
        """Take the way to the provider."""
        self._client = httpx2.AsyncClient(transport=transport)

    async def send(self, message: OutboundMessage) -> SendResult:
        """Hand a message to the provider."""
        text, notes = message.text, tuple[str, ...]()
        if len(text) > LONGEST_TEXT:
            text, notes = text[: LONGEST_TEXT - 3] + "...", ("text_shortened",)
        try:
            answer = await self._client.post("https://pager.example/", json={"to": message.address, "text": text})
        except httpx2.TransportError as error:
            raise TemporaryError("provider_unreachable") from error
        if answer.status_code == 429:
            raise ThrottledError("throttled", float(answer.headers["retry-after"]))
        if answer.status_code == 410:
            raise OptedOutError("opted_out")
        if answer.status_code >= 400:
            raise FinalError("refused")
        return SendResult(answer.json()["id"], notes=notes)
