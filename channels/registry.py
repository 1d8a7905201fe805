"""All channels in one place; the only importer of adapters.

A channel is an adapter, the routes its provider calls, the work that runs beside the requests, and its reading of what
came in. One more costs a
function here that makes it from the settings, and its place in `channels()`.
"""

import asyncio
import functools
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_network

import structlog
from fastapi import APIRouter
from telegram import Bot

from channels.adapters import sms, telegram, web_chat
from channels.adapters.email import EmailAdapter, MailAccount
from channels.adapters.sms import CatchingUp, Link, Media, SmsAdapter, TwilioAccount, TwilioSender
from channels.adapters.telegram import LARGEST_UPDATE, WEBHOOK_PATH, BotAccount, TelegramAdapter, telegram_bot
from channels.adapters.web_chat import Bounds, WebChatAdapter
from channels.chat import Chat
from channels.contract import Adapter, Clock, DeepLink, Keep, ProviderClient, Read, ShowTyping
from channels.errors import ChannelError
from channels.limits import Limits
from channels.mail.layout import Look
from channels.mail.sending import Carrier, Encryption, Relay, SmtpRelay
from channels.mail.signing import Signer
from channels.settings import Settings

type Worker = Callable[[], Coroutine[None, None, None]]

CAUGHT_UP = timedelta(hours=24)
"""How far back we ask for what was missed when we start."""
AGAIN_SECONDS = 600.0
"""Between two times we ask."""
NO_MAILBOX = "nobody@unset.invalid"
"""Stands for our mailbox where there is none: mails may go out, and nobody can answer."""
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 2.0, 300.0

log = structlog.get_logger("channels.registry")


@dataclass(frozen=True, slots=True)
class Providers:
    """Clients in the providers' place: the demo's and the tests'."""

    sms: ProviderClient | None = None
    telegram: Bot | None = None
    email: Carrier | None = None


@dataclass(frozen=True, slots=True)
class Entrance:
    """How a channel brings in what customers write."""

    routes: APIRouter | None = None
    workers: tuple[Worker, ...] = ()
    largest_bodies: Mapping[str, int] = field(default_factory=dict)
    """Bytes by path, where a provider sends more at once than a request has without files."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to talk with customers."""

    adapter: Adapter
    entrance: Callable[[Keep], Entrance]
    read: Read | None = None
    """What is made of what came in; None where nothing comes in by way of the spool."""
    show_typing: ShowTyping | None = None
    deep_link: DeepLink | None = None
    """How a one-time link to it looks; None where there are none."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What channels are made with."""

    settings: Settings
    providers: Providers
    clock: Clock
    link: Link | None
    """Makes the address under which a message of ours can be read in full."""


def channels(around: Surroundings) -> dict[str, Channel]:
    """Every channel by name; one that is not set up can send nothing and brings nothing in."""
    made = (_web_chat(), _sms(around), _telegram(around), _email(around))
    return {channel.adapter.name: channel for channel in made}


def chat_routes(chat: Chat, limits: Limits, settings: Settings) -> APIRouter:
    """The web chat's routes, which answer as well as take."""
    bounds = Bounds(settings.longest_text, settings.longest_wait_seconds, settings.attachment_bytes)
    return web_chat.router(chat, limits, bounds)


def _web_chat() -> Channel:
    return Channel(WebChatAdapter(), _no_entrance)


def _no_entrance(_keep: Keep) -> Entrance:
    return Entrance()


def _sms(around: Surroundings) -> Channel:
    settings = around.settings
    if not settings.twilio_account_sid:
        return Channel(SmsAdapter(around.providers.sms, around.link), _no_entrance)
    key = (settings.twilio_api_key_sid, settings.twilio_api_key_secret.get_secret_value())
    account = TwilioAccount(
        sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token.get_secret_value(),
        sender=settings.twilio_sender,
        public_url=settings.public_url,
        api_key=key if key[0] else None,
        other_auth_tokens=settings.twilio_other_auth_tokens,
        region=settings.phone_region,
        api_url=settings.twilio_api_url,
    )
    media = Media(account, largest=settings.attachment_bytes)

    def entrance(keep: Keep) -> Entrance:
        routes = sms.router(account, keep)
        if around.providers.sms is not None:
            return Entrance(routes)
        missed = CatchingUp(account, keep)
        return Entrance(routes, (lambda: _ask_for_missed(missed, around.clock),))

    client = around.providers.sms or TwilioSender(account)
    read = functools.partial(sms.read, account=account, media=media)
    return Channel(SmsAdapter(client, around.link, receives=account.receives), entrance, read)


async def _ask_for_missed(missed: CatchingUp, clock: Clock) -> None:
    """Ask Twilio for what it could not deliver: at the start for a day, then often for the time between."""
    since = clock() - CAUGHT_UP
    while True:
        began = clock()
        try:
            await missed.since(since)
            since = began - timedelta(seconds=AGAIN_SECONDS)
        except ChannelError as error:
            log.warning("not_caught_up", code=error.code)
        except Exception:
            # The edge of the worker: what could not be stored is asked for again.
            log.exception("not_caught_up")
        await asyncio.sleep(AGAIN_SECONDS)


def _telegram(around: Surroundings) -> Channel:
    settings = around.settings
    token = settings.telegram_token.get_secret_value()
    bot = around.providers.telegram or (telegram_bot(token, settings.telegram_api_url) if token else None)
    account = BotAccount(settings.telegram_bot_name, settings.telegram_webhook_secrets, settings.attachment_bytes)
    adapter = TelegramAdapter(bot, account, around.clock)
    if bot is None:
        return Channel(adapter, _no_entrance)

    def entrance(keep: Keep) -> Entrance:
        if settings.public_url:
            url = settings.public_url.rstrip("/") + WEBHOOK_PATH
            sizes = {WEBHOOK_PATH: LARGEST_UPDATE}
            return Entrance(adapter.routes(keep), (lambda: _prepare(adapter, url),), sizes)

        async def poll() -> None:
            await _prepare(adapter, None)
            await adapter.poll(keep)

        return Entrance(None, (poll,))

    def deep_link(token: str) -> str:
        return settings.telegram_link.format(bot=settings.telegram_bot_name, token=token)

    return Channel(adapter, entrance, adapter.read, adapter.show_typing, deep_link)


async def _prepare(adapter: TelegramAdapter, webhook_url: str | None) -> None:
    """Tell Telegram where we are, again until it listens."""
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            await adapter.prepare(webhook_url)
        except ChannelError as error:
            log.warning("telegram_not_prepared", code=error.code)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        else:
            return


def _email(around: Surroundings) -> Channel:
    settings = around.settings
    account = MailAccount(
        settings.mail_address or NO_MAILBOX,
        Look(settings.supplier_name, imprint="\n".join(line.strip() for line in settings.mail_imprint.split("|"))),
        hostname=settings.mail_hostname,
        host=settings.mail_host,
        port=settings.mail_port,
        certificate_file=settings.mail_tls_certificate,
        key_file=settings.mail_tls_key,
        trusted=tuple(map(ip_network, settings.mail_trusted_networks)),
        authserv_id=settings.mail_trusted_authserv_id,
        signer=_signer(settings),
        postmaster=settings.mail_postmaster or None,
    )
    adapter = EmailAdapter(account, around.providers.email or _relay(settings), around.clock)
    if not settings.mail_address:
        return Channel(adapter, _no_entrance)

    def entrance(keep: Keep) -> Entrance:
        return Entrance(None, (lambda: adapter.serve(keep),))

    return Channel(adapter, entrance, adapter.read)


def _relay(settings: Settings) -> Carrier | None:
    if not settings.mail_relay_host or not settings.mail_address:
        return None
    password = settings.mail_relay_password
    relay = Relay(
        settings.mail_relay_host,
        settings.mail_relay_port,
        Encryption(settings.mail_relay_encryption),
        settings.mail_relay_account,
        None if password is None else password.get_secret_value(),
    )
    return SmtpRelay(relay, settings.mail_hostname)


def _signer(settings: Settings) -> Signer | None:
    if not settings.mail_dkim_selector or settings.mail_dkim_key_file is None:
        return None
    domain = settings.mail_address.rpartition("@")[2]
    return Signer(domain, settings.mail_dkim_selector, settings.mail_dkim_key_file.read_bytes())


__all__ = ["Channel", "Entrance", "Providers", "Surroundings", "channels", "chat_routes", "telegram"]
