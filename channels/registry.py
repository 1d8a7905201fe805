"""All channels in one place; the only importer of adapters."""

from collections.abc import Mapping

from fastapi import APIRouter

from channels.adapters import web_chat
from channels.adapters.email import EmailAdapter
from channels.adapters.sms import SmsAdapter
from channels.adapters.web_chat import Bounds, WebChatAdapter
from channels.chat import Chat
from channels.contract import Adapter, ProviderClient
from channels.limits import Limits
from channels.settings import Settings


def adapters(providers: Mapping[str, ProviderClient]) -> dict[str, Adapter]:
    """Every channel by name, with the provider's client it sends by."""
    built: tuple[Adapter, ...] = (
        WebChatAdapter(),
        SmsAdapter(providers.get("sms")),
        EmailAdapter(providers.get("email")),
    )
    return {adapter.name: adapter for adapter in built}


def routers(chat: Chat, limits: Limits, settings: Settings) -> tuple[APIRouter, ...]:
    """The routes of every channel that has some."""
    bounds = Bounds(settings.longest_text, settings.longest_wait_seconds, settings.attachment_bytes)
    return (web_chat.router(chat, limits, bounds),)
