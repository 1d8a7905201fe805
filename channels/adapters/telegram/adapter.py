"""Telegram: updates by webhook or long polling in, messages through the Bot API out."""

import asyncio
import hmac
import json
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import orjson
import structlog
from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import Response
from telegram import Bot
from telegram.constants import WebhookLimit

from channels.adapters.telegram.failures import telegram_errors
from channels.adapters.telegram.files import Files
from channels.adapters.telegram.polling import Poller
from channels.adapters.telegram.sending import Sender
from channels.adapters.telegram.shaping import LONGEST_TEXT
from channels.adapters.telegram.translation import ALLOWED_UPDATES, CHANNEL, as_raw, pressed_in, translated
from channels.contract import Abilities, Arrival, Clock, Keep, OutboundMessage, RawMessage, SendResult, SetAside
from channels.errors import (
    NOT_STORED,
    REQUEST_INVALID,
    SIGNATURE_INVALID,
    TOO_LARGE,
    FinalError,
    GatewayError,
    UnreadableError,
)

WEBHOOK_PATH = "/telegram/updates"
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name
"""Bot API 10.0, `setWebhook`, `secret_token`; read 2026-11."""
LARGEST_UPDATE = 512_000
"""Bytes; our own limit. A text of 4,096 characters that answers another one takes up to 100 kB as escaped JSON."""
_SECRET = re.compile(rf"[A-Za-z0-9_-]{{32,{WebhookLimit.MAX_SECRET_TOKEN_LENGTH.value}}}")
"""What Telegram takes as a secret; the least length is ours."""

log = structlog.get_logger("channels.telegram")


@dataclass(frozen=True, slots=True)
class BotAccount:
    """The bot, as the settings name it."""

    name: str
    """Without the at sign; in links, and the account of what comes in."""
    webhook_secrets: tuple[str, ...] = field(default=(), repr=False)
    """The first is told to Telegram, the others are still believed: the old one while it changes."""
    largest_file: int = 5_000_000
    """Bytes of a file we fetch."""

    def __post_init__(self) -> None:
        if not all(_SECRET.fullmatch(secret) for secret in self.webhook_secrets):
            raise ValueError("a webhook secret has 32 to 256 characters of A-Z, a-z, 0-9, _ and -")


class TelegramAdapter:
    """Translates between Telegram and the contract."""

    name = CHANNEL
    abilities = Abilities(buttons=True, images=True, files=True, max_chars=LONGEST_TEXT)

    def __init__(
        self,
        bot: Bot | None,
        account: BotAccount,
        clock: Clock,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Take the client.

        Args:
            bot: None when no bot is set up; then nothing can be sent.
            account: Who we are there.
            clock: Tells when a file is given up.
            monotonic: Seconds of a clock that never jumps.
            sleep: Waits so many seconds.
        """
        self._bot = bot
        self._account = account
        self._files = None if bot is None else Files(bot, account.largest_file, clock)
        self._sender = None if bot is None else Sender(bot, monotonic, sleep)
        self._sleep = sleep

    @property
    def ready(self) -> bool:
        """Whether there is a client."""
        return self._bot is not None

    async def send(self, message: OutboundMessage) -> SendResult:
        """Hand a message to Telegram.

        Raises:
            ChannelError: It was not taken.
        """
        if self._sender is None:
            raise FinalError("no_provider")
        return await self._sender.send(message)

    async def show_typing(self, address: str) -> None:
        """Show that an answer is being written; it goes out by itself after some seconds."""
        if self._sender is not None:
            await self._sender.show_typing(address)

    def routes(self, keep: Keep) -> APIRouter:
        """The webhook.

        Args:
            keep: Keeps what came in; Telegram is told only when it returns.
        """
        routes = APIRouter()

        async def take_update(http: Request) -> Response:
            self._verify(http)
            update = await self._kept(await _body(http), keep)
            pressed = pressed_in(update)
            return Response(background=None if pressed is None else BackgroundTask(self._answer, pressed))

        # A plain route: there is nothing to be read off the signature of this function.
        routes.add_route(WEBHOOK_PATH, take_update, methods=["POST"])
        return routes

    async def poll(self, keep: Keep) -> None:
        """Fetch updates, for ever; the webhook's stand-in, never beside it (Telegram refuses both at once)."""

        async def take(update: object) -> None:
            await keep(as_raw(update, self._account.name))
            pressed = pressed_in(update)
            if pressed is not None:
                await self._answer(pressed)

        await Poller(self._client(), take, self._sleep).run()

    async def read(self, raw: RawMessage) -> Arrival:
        """What an update says, with its file.

        Raises:
            UnreadableError: It is none of those that we ask for.
            ChannelError: Its file could not be fetched now.
        """
        found = translated(json.loads(raw.content), self._account.name)
        if isinstance(found, SetAside):
            return found
        if self._files is None:
            raise FinalError("no_provider")
        return await self._files.completed(found)

    async def prepare(self, webhook_url: str | None) -> None:
        """Check that the token is this bot's, and tell Telegram where to send updates.

        Args:
            webhook_url: Our public address with `WEBHOOK_PATH`; None leaves everything as it is, for polling.

        Raises:
            ChannelError: Telegram cannot be asked, or the token belongs to another bot.
        """
        bot = self._client()
        with telegram_errors():
            me = await bot.get_me()
            if (me.username or "").lower() != self._account.name.lower():
                raise FinalError("bot_name_wrong")
            if webhook_url is None:
                return
            if not self._account.webhook_secrets:
                raise FinalError("webhook_secret_missing")
            secret = self._account.webhook_secrets[0]
            await bot.set_webhook(webhook_url, allowed_updates=ALLOWED_UPDATES, secret_token=secret)

    async def close(self) -> None:
        """Close the client's connections."""
        if self._bot is not None:
            await self._bot.request.shutdown()

    def _client(self) -> Bot:
        if self._bot is None:
            raise FinalError("no_provider")
        return self._bot

    def _verify(self, http: Request) -> None:
        """Refuse whoever does not know the secret, before anything of the body is read."""
        given = http.headers.getlist(SECRET_HEADER)
        shown = given[0].encode("latin-1") if len(given) == 1 else b""
        known = [hmac.compare_digest(shown, secret.encode()) for secret in self._account.webhook_secrets]
        if not any(known):
            log.warning("webhook_refused", code=SIGNATURE_INVALID.code)
            raise GatewayError(SIGNATURE_INVALID)

    async def _kept(self, body: bytes, keep: Keep) -> object:
        """Keep an update; gives it back parsed."""
        try:
            update = orjson.loads(body)
            raw = as_raw(update, self._account.name)
        except (orjson.JSONDecodeError, UnreadableError) as error:
            raise GatewayError(REQUEST_INVALID) from error
        try:
            await keep(raw)
        except Exception as error:
            # The edge of the process: whatever went wrong, Telegram has to send it again.
            log.exception("update_not_stored")
            raise GatewayError(NOT_STORED) from error
        return update

    async def _answer(self, callback_id: str) -> None:
        if self._sender is not None:
            await self._sender.answer_button(callback_id)


async def _body(http: Request) -> bytes:
    body = bytearray()
    async for piece in http.stream():
        body += piece
        if len(body) > LARGEST_UPDATE:
            raise GatewayError(TOO_LARGE)
    return bytes(body)
