"""The edge of the process: what nobody expected becomes a 500 that says nothing, and a log entry without data."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

import structlog
from fastapi.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = structlog.get_logger(__name__)


class FailureEdge:
    """Answers 500 ``failed`` for unexpected exceptions.

    It logs the kind of the exception and where it came from, not its text: database drivers quote values in it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; answer for what raises."""
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:
            if scope["type"] != "http":
                raise
            _log_failure(scope, error)
            if not started:
                body = {"code": "failed", "message": "Something went wrong on our side."}
                await JSONResponse(body, status_code=500)(scope, receive, send)


def _log_failure(scope: Scope, error: Exception) -> None:
    route = scope.get("route")
    _log.error(
        "request_failed",
        method=scope["method"],
        route=getattr(route, "path", None),
        error=type(error).__name__,
        frames=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)],
    )
