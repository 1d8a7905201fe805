"""All pages of the gateway, wired once."""

from urllib.parse import urlsplit

from fastapi import APIRouter

from channels.pages.chat_page import create_chat_router
from channels.pages.plain_chat import ChatService, PlainParts, RequestLimits, create_plain_router
from channels.pages.rendering import Pages
from channels.settings import Settings


def create_router(chat: ChatService, limits: RequestLimits, settings: Settings) -> APIRouter:
    """The pages' routes.

    Args:
        chat: What the forms talk to.
        limits: Named `session`, `message`, `address`, `attachment`.
        settings: Name the supplier, his sites and what is taken at once.
    """
    hosts = [urlsplit(origin).hostname or "" for origin in settings.allowed_origins]
    pages = Pages(settings.supplier_name, hosts)
    router = APIRouter()
    router.include_router(create_chat_router(pages))
    router.include_router(
        create_plain_router(
            PlainParts(chat, pages, limits, settings.attachment_bytes, longest_text=settings.longest_text)
        )
    )
    return router
