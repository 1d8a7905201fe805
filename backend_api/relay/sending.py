"""Posts one event to one receiver, and says what became of it: through, again, or never."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

import httpx2

from backend_api.relay import destinations, signatures

if TYPE_CHECKING:
    from datetime import datetime

    from backend_api.relay.destinations import Destination, Resolver

TIMEOUT_SECONDS = 10.0
"""The most one try may take, name resolution included."""
_LATER = {408, 425, 429}
"""Refusals that are about the moment, not about the message (RFC 9110, RFC 8470, RFC 6585)."""


@dataclass(frozen=True)
class Message:
    """One event for one receiver."""

    event_id: UUID
    url: str
    secrets: Sequence[bytes]
    body: bytes
    trusted: bool = False
    """Whether the URL is from our own settings, and may lead into our own network."""


@dataclass(frozen=True)
class Outcome:
    """What became of a try."""

    delivered: bool
    failure: str | None = None
    """A stable code, such as ``timeout`` or ``status_500``; null when it got through."""
    receiver_down: bool = False
    """Whether the next message would most likely fail as well."""
    gone: bool = False
    """Whether the receiver wants no more of anything (410)."""
    retry_after: timedelta | None = None
    """What the receiver asked for."""


def event_body(event_id: UUID, name: str, customer_id: UUID | None, about: dict[str, Any], at: datetime) -> bytes:
    """The JSON of an event, the same bytes on every try."""
    content = {
        "type": name,
        "timestamp": at.isoformat().replace("+00:00", "Z"),
        "data": {
            "event_id": str(event_id),
            "customer_id": None if customer_id is None else str(customer_id),
            "about": about,
        },
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


class Sender:
    """Sends over one client; it follows no redirects and reads no answers but their heads."""

    def __init__(
        self, client: httpx2.AsyncClient, *, loopback: bool = False, resolver: Resolver = destinations.resolve
    ) -> None:
        """Take what is needed to send.

        Args:
            client: Without redirects and without cookies.
            loopback: Whether webhooks may lead to this machine.
            resolver: Asks for the addresses of a name.
        """
        self._client = client
        self._loopback = loopback
        self._resolver = resolver

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._client.aclose()

    async def send(self, message: Message, *, now: datetime) -> Outcome:
        """Try once."""
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                return await self._post(message, now)
        except TimeoutError:
            return Outcome(False, "timeout", receiver_down=True)
        except destinations.DestinationRefusedError as error:
            return Outcome(False, error.problem, receiver_down=True)
        except httpx2.HTTPError as error:
            return Outcome(False, _code(error), receiver_down=True)

    async def _post(self, message: Message, now: datetime) -> Outcome:
        place = await self._destination(message)
        headers = signatures.headers(message.event_id, now, message.body, message.secrets) | {
            "content-type": "application/json",
            "host": place.host,
            "user-agent": "Wattline",
        }
        request = self._client.stream(
            "POST",
            place.url,
            content=message.body,
            headers=headers,
            extensions={"sni_hostname": place.server_name},
            follow_redirects=False,
        )
        async with request as answer:
            return _outcome(answer.status_code, answer.headers.get("retry-after"))

    async def _destination(self, message: Message) -> Destination:
        if message.trusted:
            url = httpx2.URL(message.url)
            return destinations.Destination(message.url, url.netloc.decode(), url.host)
        return await destinations.check(message.url, loopback=self._loopback, resolver=self._resolver)


def _outcome(status: int, retry_after: str | None) -> Outcome:
    if 200 <= status < 300:
        return Outcome(True)
    counted = retry_after is not None and len(retry_after) < 9 and retry_after.isdecimal()
    wished = timedelta(seconds=int(retry_after)) if retry_after is not None and counted else None
    down = status >= 500 or status in _LATER
    return Outcome(False, f"status_{status}", receiver_down=down, gone=status == httpx2.codes.GONE, retry_after=wished)


def _code(error: httpx2.HTTPError) -> str:
    if isinstance(error, httpx2.TimeoutException):
        return "timeout"
    return "connection" if isinstance(error, httpx2.TransportError) else "protocol"
