"""What the pages behind signed links have in common: who opens one needs no session, and nobody else learns of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from fastapi import Request
from starlette.responses import Response

from channels.contract import Clock
from channels.database import Database
from channels.errors import NOT_FOUND, TOO_MANY, GatewayError
from channels.keys import Keys
from channels.links import MessageLinks, NoticeLinks
from channels.pages.plain_chat import RequestLimits
from channels.pages.rendering import Pages, language_of
from channels.security import address_of

HEADERS = {
    # The address itself opens the page: no other site and no search engine is told.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class LinkParts:
    """What the pages are given by the app."""

    database: Database
    keys: Keys
    messages: MessageLinks
    notices: NoticeLinks
    pages: Pages
    limits: RequestLimits
    clock: Clock
    answered: Collection[str]
    """Channels on which customers can answer."""
    lasts_days: int
    """How long a link to a message can be opened."""

    def count(self, request: Request) -> None:
        """Count a request of whoever it is.

        Raises:
            GatewayError: It was one too many.
        """
        self.limits.count("address", address_of(request))


class Link(Protocol):
    """Reads what the last part of a link stands for."""

    def read(self, token: str) -> str | None:
        """An id; None when the link is no good."""
        ...


def opened(parts: LinkParts, request: Request, link: Link, token: str) -> str:
    """The id that a link stands for, with the request counted.

    Raises:
        GatewayError: The link is forged or too old, or it was one request too many.
    """
    parts.count(request)
    found = link.read(token)
    if found is None:
        raise GatewayError(NOT_FOUND)
    return found


def covered(response: Response) -> Response:
    """The same answer, told nobody else."""
    response.headers.update(HEADERS)
    return response


def refused(parts: LinkParts, request: Request, error: GatewayError, kind: str) -> Response:
    """Say why somebody sees nothing, and what to do; the same of every link that opens nothing.

    Args:
        parts: Render it.
        request: Tells the language.
        error: Why.
        kind: Of link: `message` or `notices`.
    """
    language = language_of(request.headers)
    word = {NOT_FOUND: f"{kind}_gone", TOO_MANY: "link_too_many"}.get(error.refusal)
    if word is None:
        raise error
    page = parts.pages.render(
        request,
        "link_refused.html",
        language,
        status=error.refusal.status,
        title=parts.pages.word(language, f"{word}_title"),
        text=parts.pages.word(language, word),
    )
    if error.retry_after_seconds is not None:
        page.headers["Retry-After"] = str(error.retry_after_seconds)
    return covered(page)
