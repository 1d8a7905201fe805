"""One click ends the notices to an address (RFC 8058), and one brings them back.

The mail program of the customer posts to the link without a browser: no cookie, no origin, no redirect. Whoever only
looks at it, such as a scanner of links, changes nothing.
"""

import functools

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from channels.addresses import repository as addresses
from channels.addresses.repository import Wishes
from channels.conversations import repository as conversations
from channels.errors import NOT_FOUND, GatewayError
from channels.links import NOTICES_PATH
from channels.pages.linked import LinkParts, covered, opened, refused
from channels.pages.rendering import language_of
from channels.turns import notices


def create_notices_router(parts: LinkParts) -> APIRouter:
    """The routes of the page.

    Args:
        parts: What they need.
    """
    router = APIRouter(prefix=NOTICES_PATH.rstrip("/"), include_in_schema=False)

    @router.get("/{token}")
    @router.get("/{token}/again")
    async def show(request: Request, token: str) -> Response:
        try:
            return await _page(parts, request, opened(parts, request, parts.notices, token))
        except GatewayError as error:
            return refused(parts, request, error, "notices")

    @router.post("/{token}")
    async def leave(request: Request, token: str) -> Response:
        try:
            address_id = opened(parts, request, parts.notices, token)
            end = functools.partial(
                notices.end,
                keys=parts.keys,
                address_id=address_id,
                language=language_of(request.headers),
                now=parts.clock(),
            )
            await parts.database.write(end)
            return await _page(parts, request, address_id)
        except GatewayError as error:
            return refused(parts, request, error, "notices")

    @router.post("/{token}/again")
    async def begin_again(request: Request, token: str) -> Response:
        try:
            address_id = opened(parts, request, parts.notices, token)
            await parts.database.write(functools.partial(notices.begin_again, address_id=address_id))
            return await _page(parts, request, address_id, begun=True)
        except GatewayError as error:
            return refused(parts, request, error, "notices")

    return router


async def _page(parts: LinkParts, request: Request, address_id: str, *, begun: bool = False) -> Response:
    def read(connection: Connection) -> tuple[Wishes | None, str | None]:
        found = addresses.wishes(connection, address_id)
        talk = conversations.find(connection, found.conversation_id) if found and found.conversation_id else None
        return found, None if talk is None else talk.language

    wishes, spoken = await parts.database.read(read)
    if wishes is None:
        raise GatewayError(NOT_FOUND)
    link = f"{NOTICES_PATH}{request.path_params['token']}"
    language = spoken or language_of(request.headers)
    return covered(parts.pages.render(request, "notices.html", language, state=_state(wishes, begun=begun), link=link))


def _state(wishes: Wishes, *, begun: bool) -> str:
    if wishes.notices:
        return "begun" if begun else "on"
    return "stopped" if wishes.stopped else "off"
