"""What `benchmarks.acceptance` measures: the gateway with a route that does nothing, mail servers that keep nothing.

The gateway is the real one. Its engine never answers: the first message of each customer begins a turn, and what
follows waits behind it, so that what is measured is taking a message and nothing of its answer.
"""

import asyncio
import functools
import os
from datetime import UTC, datetime
from ipaddress import ip_network

import httpx
import httpx2
import uvloop
from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP
from fastapi import FastAPI, Request, Response

import channels.app
from channels.engine_wire import WireAnswer
from channels.gateway import Transports
from channels.limits import Limits
from channels.mail.certificates import self_signed_context
from channels.mail.composing import Mail
from channels.mail.envelope import Envelope
from channels.mail.networks import Networks
from channels.mail.smtp_server import Bounds, House, SmtpServer
from channels.registry import Providers, telegram
from channels.settings import Settings
from wattline.layout import HOST
from wattline.serve import settle

NO_OP = "/no-op"


class BusyEngine:
    """Never answers a turn."""

    async def get(self, url: str, seconds: float) -> WireAnswer:
        """Say that it is there."""
        return WireAnswer(200, b'{"intents": []}')

    async def post(self, url: str, body: bytes) -> WireAnswer:
        """Take a turn, for ever."""
        await asyncio.Event().wait()
        raise AssertionError("not reached")

    async def close(self) -> None:
        """Nothing is open."""


class Nobody:
    """Takes our messages and brings them nowhere."""

    async def send(self, to: str, *, subject: str | None, text: str) -> str:
        """Take a text message."""
        return "nowhere"

    async def carry(self, mail: Mail) -> None:
        """Take a mail."""


def create_app() -> FastAPI:
    """The gateway from the settings in the environment, with the route that only reads what is posted."""
    settings = Settings.model_validate({})
    bot_api = httpx.MockTransport(_bot_api)
    bot = telegram.telegram_bot(settings.telegram_token.get_secret_value(), "http://telegram.example", bot_api)
    unknown = httpx2.MockTransport(lambda _request: httpx2.Response(404, json={"code": "not_found"}))
    app = channels.app.create_app(
        settings,
        providers=Providers(sms=Nobody(), telegram=bot, email=Nobody()),
        transports=Transports(BusyEngine(), unknown),
    )

    async def no_op(request: Request) -> Response:
        await request.body()
        return Response()

    app.add_api_route(NO_OP, no_op, methods=["POST"])
    settle()
    return app


def _bot_api(request: httpx.Request) -> httpx.Response:
    name = os.environ["WATTLINE_TELEGRAM_BOT_NAME"]
    me = {"id": 1, "is_bot": True, "first_name": "Zorza", "username": name}
    return httpx.Response(200, json={"ok": True, "result": me if request.url.path.lower().endswith("getme") else True})


async def serve_mail(port: int, hostname: str, trusted: Networks) -> None:
    """Our mail server with a store that keeps nothing, and one port above it aiosmtpd as it comes, for ever."""

    async def accepts(_address: str) -> bool:
        return True

    async def store(_envelope: Envelope) -> None:
        return None

    house = House(hostname, self_signed_context(hostname, datetime.now(UTC)), trusted)
    limits = Limits(mail_connection="1/minute", mail_message="1/minute")
    server = SmtpServer(accepts, store, house, Bounds(), limits, lambda: datetime.now(UTC))
    await server.start(HOST, port)
    plain = functools.partial(SMTP, Sink(), hostname=hostname, enable_SMTPUTF8=True)
    await asyncio.get_running_loop().create_server(plain, HOST, port + 1)
    await asyncio.Event().wait()


if __name__ == "__main__":
    told = Settings.model_validate({})
    uvloop.run(serve_mail(told.mail_port, told.mail_hostname, tuple(map(ip_network, told.mail_trusted_networks))))
