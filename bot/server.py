"""The engine's HTTP face: one turn in, one turn out, for the gateway alone.

Run by ``python -m bot.server --port 8021 --model models/``; binds to loopback or a Unix socket and wants the secret of
``WATTLINE_ENGINE_SECRET`` in the header ``Wattline-Secret``.
"""

from __future__ import annotations

import argparse
import asyncio
import hmac
import ipaddress
import logging
import os
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.lean_import import import_rasa
from bot.logs import configure_logs
from bot.turn_request import BadRequest, TurnRequest

if TYPE_CHECKING:
    from sanic.request import Request

    from bot.turn import Engine

SECRET_HEADER = "Wattline-Secret"  # noqa: S105 the name of a header
SECRET_SETTING = "WATTLINE_ENGINE_SECRET"  # noqa: S105 the name of a setting
MAX_REQUEST_BYTES = 40_000_000
"""A message's files come with it (`channels/turns/runner.py`); a long text is cut before it is understood."""

GRACE_SECONDS = 10.0
"""How long running turns may take after SIGTERM."""

logger = logging.getLogger("bot.server")


def create_app(engine: Engine, secret: str, name: str = "wattline-engine") -> Sanic:
    """Build the application around a loaded engine.

    Args:
        engine: Answers the turns.
        secret: What callers must show.
        name: Sanic wants it unique within a process.
    """
    app = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_REQUEST_BYTES
    app.config.RESPONSE_TIMEOUT = 60
    app.config.KEEP_ALIVE_TIMEOUT = 75
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = GRACE_SECONDS
    app.config.FALLBACK_ERROR_FORMAT = "json"
    expected = secret.encode()

    async def healthz(_request: Request) -> HTTPResponse:
        return json_response({"status": "ready", "model": engine.model_id, "intents": engine.intents})

    async def turn(request: Request) -> HTTPResponse:
        shown = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(shown, expected):
            return _error(401, "unauthorized", "The secret is missing or wrong.")
        status, body = await answer(engine, request.body)
        return json_response(body, status=status, dumps=_dumps)

    async def known(_request: Request, error: SanicException) -> HTTPResponse:
        return _error(getattr(error, "status_code", 500) or 500, "bad_request", type(error).__name__)

    app.add_route(healthz, "/healthz", methods=["GET"])
    app.add_route(turn, "/turn", methods=["POST"])
    app.error_handler.add(SanicException, known)
    return app


async def answer(engine: Engine, body: bytes) -> tuple[int, dict[str, Any]]:
    """Answer one request; never raises, because this is the edge of the process.

    Returns:
        HTTP status and JSON body.
    """
    started = time.perf_counter()
    turn_id = None
    try:
        request = TurnRequest.from_json(orjson.loads(body))
        turn_id = request.turn_id
        result = await engine.run(request)
    except BadRequest as error:
        return 400, {"code": error.code, "message": error.message}
    except ValueError as error:
        if turn_id is None:
            return 400, {"code": "bad_request", "message": "The body is not JSON."}
        return _failed(turn_id, error)
    except Exception as error:  # noqa: BLE001 the process edge: a failed turn must not take others with it
        return _failed(turn_id, error)
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    logger.info("turn", extra={"turn_id": turn_id, "milliseconds": milliseconds})
    return 200, result


def main(arguments: list[str] | None = None) -> int:
    """Load the newest model and serve until SIGTERM.

    Returns:
        The exit code; 2 when settings are missing or the address is not local.
    """
    options = _options(arguments)
    secret = os.environ.get(SECRET_SETTING, "")
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    configure_logs()
    if not secret:
        logger.error("refused", extra={"code": f"{SECRET_SETTING} is not set"})
        return 2
    if not options.unix and not _is_loopback(options.host):
        logger.error("refused", extra={"code": "the engine binds to loopback or a Unix socket only"})
        return 2

    import_rasa()
    from bot.turn import Engine  # noqa: PLC0415 loading Rasa takes seconds and must come after the settings

    engine = Engine.load(Path(options.model))
    asyncio.run(engine.warm_up())
    configure_logs()  # importing Rasa has reconfigured some loggers
    logger.info("ready", extra={"model": engine.model_id, "address": options.unix or f"{options.host}:{options.port}"})
    app = create_app(engine, secret)
    if not options.unix:
        app.run(host=options.host, port=options.port, workers=1, access_log=False, motd=False)
        return 0
    path = Path(options.unix)
    with bound_socket(path) as listening:
        app.run(sock=listening, workers=1, access_log=False, motd=False)
    path.unlink(missing_ok=True)
    return 0


def bound_socket(path: Path) -> socket.socket:
    """Bind a Unix socket that only this account may open; one left over by a killed engine is replaced."""
    path.unlink(missing_ok=True)
    bound = socket.socket(socket.AF_UNIX)
    mask = os.umask(0o177)
    try:
        bound.bind(str(path))
    finally:
        os.umask(mask)
    return bound


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.server", description="Serve turns of the dialogue.")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--port", type=int, default=8021)
    parser.add_argument("--unix", help="path of a Unix socket, instead of host and port")
    parser.add_argument("--model", default="models", help="a model file, or a folder whose newest model is taken")
    return parser.parse_args(arguments)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _failed(turn_id: str | None, error: Exception) -> tuple[int, dict[str, Any]]:
    logger.error("turn_failed", exc_info=error, extra={"turn_id": turn_id, "code": "turn_failed"})
    return 500, {"code": "turn_failed", "message": "The turn failed; nothing of it was kept."}


def _error(status: int, code: str, message: str) -> HTTPResponse:
    return json_response({"code": code, "message": message}, status=status)


def _dumps(body: object) -> bytes:
    # confidences are numpy's
    return orjson.dumps(body, option=orjson.OPT_SERIALIZE_NUMPY)


if __name__ == "__main__":
    sys.exit(main())
