"""The page behind the short link of a text message: what did not fit into it."""

import functools

from fastapi import APIRouter, Request
from starlette.responses import Response

from channels.downloads import download
from channels.errors import NOT_FOUND, GatewayError
from channels.links import PATH
from channels.outbox import linked
from channels.pages.linked import LinkParts, covered, opened, refused


def create_message_router(parts: LinkParts) -> APIRouter:
    """The routes of the page and its files.

    Args:
        parts: What they need.
    """
    router = APIRouter(prefix=PATH.rstrip("/"), include_in_schema=False)

    @router.get("/{token}")
    async def show(request: Request, token: str) -> Response:
        try:
            return await _page(parts, request, token)
        except GatewayError as error:
            return refused(parts, request, error, "message")

    @router.get("/{token}/files/{file_id}")
    async def show_file(request: Request, token: str, file_id: str) -> Response:
        try:
            read = functools.partial(
                linked.file, message_id=opened(parts, request, parts.messages, token), file_id=file_id
            )
            return covered(download(await parts.database.read(read)))
        except GatewayError as error:
            return refused(parts, request, error, "message")

    return router


async def _page(parts: LinkParts, request: Request, token: str) -> Response:
    find = functools.partial(linked.find, message_id=opened(parts, request, parts.messages, token))
    message = await parts.database.read(find)
    if message is None:
        raise GatewayError(NOT_FOUND)
    answer = message.channel if message.channel in parts.answered else "never"
    page = parts.pages.render(
        request,
        "message.html",
        message.language,
        message=message,
        at=message.at.isoformat(),
        files=f"{PATH}{token}/files/",
        how_to_answer=f"message_answer_{answer}",
        lasts_days=parts.lasts_days,
    )
    return covered(page)
