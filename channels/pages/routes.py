"""All pages of the gateway, wired once."""

from urllib.parse import urlsplit

from fastapi import APIRouter

from channels.pages.chat_page import create_chat_router
from channels.pages.linked import LinkParts
from channels.pages.message_page import create_message_router
from channels.pages.notices_page import create_notices_router
from channels.pages.plain_chat import ChatService, PlainParts, RequestLimits, create_plain_router
from channels.pages.rendering import Pages
from channels.pages.text import place_of
from channels.settings import Settings


def create_pages(settings: Settings) -> Pages:
    """What renders the pages that customers see."""
    hosts = [urlsplit(origin).hostname or "" for origin in settings.allowed_origins]
    ours = [place_of(address) for address in (settings.public_url, settings.telegram_link) if address]
    return Pages(settings.supplier_name, dict.fromkeys([*hosts, *ours]))


def create_link_router(parts: LinkParts) -> APIRouter:
    """The routes behind signed links.

    Args:
        parts: What they need.
    """
    router = APIRouter()
    router.include_router(create_message_router(parts))
    router.include_router(create_notices_router(parts))
    return router


def create_router(chat: ChatService, limits: RequestLimits, settings: Settings) -> APIRouter:
    """The pages' routes.

    Args:
        chat: What the forms talk to.
        limits: Named `session`, `message`, `address`, `attachment`.
        settings: Name the supplier, his sites and what is taken at once.
    """
    pages = create_pages(settings)
    router = APIRouter()
    router.include_router(create_chat_router(pages))
    router.include_router(
        create_plain_router(
            PlainParts(chat, pages, limits, settings.attachment_bytes, longest_text=settings.longest_text)
        )
    )
    return router
