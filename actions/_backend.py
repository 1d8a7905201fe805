"""The only place that knows the backend's address, secret and timeouts.

BackendError
├── BackendUnavailable   not reached, too slow, or broken: the same call may work later
├── NotFound             no such record, or not this customer's
└── Refused              the identity is not proven well enough; ``needed`` names the level
"""

import asyncio
import base64
import json
import os
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any, cast
from weakref import WeakKeyDictionary

import httpx2

from actions._records import (
    Account,
    Comparison,
    Consumption,
    Contract,
    Customer,
    Invoice,
    Payment,
    ServicePoint,
    Supplier,
    Switch,
    Ticket,
)

LEVELS = ("anonymous", "channel", "verified", "fresh")

SERVICE_REFUSALS = ("secret_invalid", "scope_missing")
"""Codes that refuse this service, not the customer: asking for more proof would not help."""

TIMEOUT = httpx2.Timeout(4.0, connect=1.0)
"""Seconds. A customer waits for the answer, and the gateway gives a turn about ten seconds."""

identity_fact: ContextVar[str | None] = ContextVar("identity_fact", default=None)
turn_id: ContextVar[str | None] = ContextVar("turn_id", default=None)

transport: httpx2.AsyncBaseTransport | None = None
"""Tests put a mock here; None means the network."""

_clients: "WeakKeyDictionary[asyncio.AbstractEventLoop, httpx2.AsyncClient]" = WeakKeyDictionary()


class BackendError(Exception):
    """Every way a call can fail."""


class BackendUnavailable(BackendError):
    """Not reached, too slow or broken."""


class NotFound(BackendError):
    """No such record for this customer."""


class Refused(BackendError):
    """The level of identity is too low."""

    def __init__(self, needed: str) -> None:
        super().__init__(f"needs level {needed}")
        self.needed = needed


def in_gateway() -> bool:
    """Tell whether a gateway is there to check an identity; under ``rasa shell`` there is none."""
    return turn_id.get() is not None


def identity_level() -> str:
    """Read the level out of the fact without verifying it: only to decide what to ask; the backend verifies."""
    fact = identity_fact.get()
    if not fact or fact.count(".") != 2:
        return LEVELS[0]
    payload = fact.split(".")[1]
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except ValueError:
        return LEVELS[0]
    level = claims.get("level") if isinstance(claims, dict) else None
    return level if level in LEVELS else LEVELS[0]


def reaches(level: str, needed: str) -> bool:
    """Tell whether a level is as high as the one needed."""
    return LEVELS.index(level) >= LEVELS.index(needed)


async def supplier() -> Supplier:
    """How the supplier is reached; open to everyone."""
    return cast("Supplier", await _get("/supplier"))


async def customer() -> Customer:
    """Who has been proven."""
    return cast("Customer", await _get("/customer"))


async def account() -> Account:
    """What is owed and due over all invoices."""
    return cast("Account", await _get("/account"))


async def service_points() -> list[ServicePoint]:
    """Where the customer is supplied."""
    return cast("list[ServicePoint]", await _items("/service-points"))


async def contracts() -> list[Contract]:
    """The customer's contracts with their terms."""
    return cast("list[Contract]", await _items("/contracts"))


async def invoices(*, limit: int = 60) -> list[Invoice]:
    """The invoices, newest first."""
    return cast("list[Invoice]", await _items("/invoices", {"limit": limit}))


async def comparison(number: str) -> Comparison:
    """One invoice beside the one before it."""
    return cast("Comparison", await _get(f"/invoices/{number}/comparison"))


async def payments(*, limit: int = 5) -> list[Payment]:
    """Money received, newest first."""
    return cast("list[Payment]", await _items("/payments", {"limit": limit}))


async def consumption(service_point_id: str, from_on: str, to_on: str) -> Consumption:
    """What a point used between two dates, both included."""
    query = {"service_point_id": service_point_id, "from": from_on, "to": to_on}
    return cast("Consumption", await _get("/consumption", query))


async def switches() -> list[Switch]:
    """The changes of supplier, one per point."""
    return cast("list[Switch]", await _items("/switches"))


async def tickets() -> list[Ticket]:
    """What somebody is to settle for the customer, newest first."""
    return cast("list[Ticket]", await _items("/tickets"))


async def open_callback(about: str | None) -> Ticket:
    """Ask for a call back; the same turn asks once, however often it runs."""
    key = f"{turn_id.get() or 'shell'}/callback/1"
    body = {"kind": "callback", "about": about}
    return cast("Ticket", await _call("POST", "/tickets", body=body, headers={"Idempotency-Key": key}))


async def _get(path: str, query: Mapping[str, str | int] | None = None) -> object:
    return await _call("GET", path, query=query)


async def _items(path: str, query: Mapping[str, str | int] | None = None) -> object:
    answer = await _get(path, query)
    return cast("dict[str, Any]", answer)["items"]


async def _call(
    method: str,
    path: str,
    *,
    query: Mapping[str, str | int] | None = None,
    body: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> object:
    """Make one call.

    Raises:
        BackendUnavailable: No answer in time, an answer that is no JSON, 429 or 5xx, or no secret that opens anything.
        NotFound: 404.
        Refused: 401 and 403.
    """
    secret = os.environ.get("WATTLINE_ACTIONS_SECRET")
    if not secret:
        raise BackendUnavailable("WATTLINE_ACTIONS_SECRET is not set")
    sent = {"Wattline-Secret": secret, **(headers or {})}
    fact = identity_fact.get()
    if fact:
        sent["Wattline-Identity"] = fact
    try:
        response = await _client().request(method, path, params=query, json=body, headers=sent)
        answer = response.json()
    except (httpx2.HTTPError, ValueError) as error:
        raise BackendUnavailable(type(error).__name__) from error
    if response.status_code == 404:
        raise NotFound(path.split("/")[1])
    if response.status_code in (401, 403) and answer.get("code") not in SERVICE_REFUSALS:
        raise Refused(answer.get("needed") or "verified")
    if response.status_code >= 400:
        raise BackendUnavailable(f"status {response.status_code}")
    return answer


def _client() -> httpx2.AsyncClient:
    """Keep one client, with its open connections, per event loop."""
    loop = asyncio.get_running_loop()
    client = _clients.get(loop)
    if client is None:
        url = os.environ.get("WATTLINE_BACKEND_URL", "http://127.0.0.1:8010")
        client = httpx2.AsyncClient(base_url=url, timeout=TIMEOUT, transport=transport, trust_env=False)
        _clients[loop] = client
    return client
