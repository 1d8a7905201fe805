"""How what customers write reaches the gateway: by the routes and the port that providers use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import httpx2

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp


@dataclass(frozen=True, slots=True)
class Answer:
    """What the gateway says to a call."""

    status: int
    body: bytes = b""


class Door(Protocol):
    """Where providers and the supplier's site call."""

    async def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """Make a call.

        Args:
            url: Full, as the caller knows it.
            content: Of the request.
            headers: Of the request.
        """
        ...


class GatewayDoor:
    """The gateway in the demo's own process."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application, with all that stands in front of its routes."""
        # A failure is an answer to a provider, too: 500.
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        self._client = httpx2.AsyncClient(transport=transport)

    async def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        """Make a call."""
        answer = await self._client.post(url, content=content, headers=dict(headers))
        return Answer(answer.status_code, answer.content)


@dataclass(frozen=True, slots=True)
class MailDoor:
    """The gateway's own mail server, and our front server's name there."""

    host: str
    port: int
    address: str
    """The supplier's mailbox."""
    front: str
    """Whose `Authentication-Results` the gateway believes."""
