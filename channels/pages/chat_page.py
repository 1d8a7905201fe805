"""The page that is nothing but the chat."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from channels.pages.rendering import Pages, language_of


def create_chat_router(pages: Pages) -> APIRouter:
    """The route of the page.

    Args:
        pages: Renders it.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/chat")
    async def show_chat(request: Request, language: str | None = None) -> HTMLResponse:
        return pages.render(request, "chat.html", language_of(request.headers, language))

    return router
