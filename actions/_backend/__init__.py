"""The only place that knows the backend's address, secret and timeouts.

Reads that many actions share are here, everything else in a module per topic (``_backend/orders.py``), made of ``get``,
``items``, ``write`` and ``upload``.

BackendError
├── BackendUnavailable   not reached, too slow, or broken: the same call may work later
├── NotFound             no such record, or not this customer's
├── Refused              the identity is not proven well enough; ``needed`` names the level
└── RuleBroken           a rule of the supplier forbids it; ``code`` says which
"""

import asyncio
import base64
import json
import os
from collections.abc import Mapping, Sequence
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
    Statement,
    Supplier,
    Switch,
)

LEVELS = ("anonymous", "channel", "verified", "fresh")

SERVICE_REFUSALS = ("secret_invalid", "scope_missing")
"""Codes that refuse this service, not the customer: asking for more proof would not help."""

Query = Mapping[str, str | int | Sequence[str]]

TIMEOUT = httpx2.Timeout(4.0, connect=1.0)
"""Seconds. A customer waits for the answer, and the gateway gives a turn about ten seconds."""

identity_fact: ContextVar[str | None] = ContextVar("identity_fact", default=None)
turn_id: ContextVar[str | None] = ContextVar("turn_id", default=None)

transport: httpx2.AsyncBaseTransport | None = None
"""Tests put a mock here; None means the network."""

_clients: "WeakKeyDictionary[asyncio.AbstractEventLoop, httpx2.AsyncClient]" = WeakKeyDictionary()

SUPPLIER_SECONDS = 60.0
"""How long the supplier's numbers and hours are kept."""

_suppliers: "WeakKeyDictionary[asyncio.AbstractEventLoop, tuple[float, Supplier]]" = WeakKeyDictionary()


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


class RuleBroken(BackendError):
    """A rule of the supplier forbids it, or the person who acts may not do it."""

    def __init__(self, code: str, details: Mapping[str, Any]) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


NOT_ALLOWED = ("role_missing", "right_missing", "own_data_only")
"""Codes of rules that the person breaks who acts: a household helper, a colleague with reading rights."""

NOT_ACTIVATED = "not_activated"
"""Code of a rule that holds for everybody of a group on a channel."""


def in_gateway() -> bool:
    """Tell whether a gateway is there to check an identity; under ``rasa shell`` there is none."""
    return turn_id.get() is not None


def identity_level() -> str:
    """Read the level out of the fact without verifying it: only to decide what to ask; the backend verifies."""
    level = _claims().get("level")
    return level if level in LEVELS else LEVELS[0]


def is_fresh_for(thing: str) -> bool:
    """Tell whether a code was just given for this very thing, for example ``contract:<id>``."""
    claims = _claims()
    return claims.get("level") == "fresh" and claims.get("bound_to") == thing


def _claims() -> dict[str, Any]:
    fact = identity_fact.get()
    if not fact or fact.count(".") != 2:
        return {}
    payload = fact.split(".")[1]
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def reaches(level: str, needed: str) -> bool:
    """Tell whether a level is as high as the one needed."""
    return LEVELS.index(level) >= LEVELS.index(needed)


async def supplier() -> Supplier:
    """How the supplier is reached; open to everyone, and asked for once a minute."""
    loop = asyncio.get_running_loop()
    known = _suppliers.get(loop)
    if known is None or known[0] <= loop.time():
        known = loop.time() + SUPPLIER_SECONDS, cast("Supplier", await get("/supplier"))
        _suppliers[loop] = known
    return known[1]


async def customer() -> Customer:
    """Who has been proven."""
    return cast("Customer", await get("/customer"))


async def account() -> Account:
    """What is owed and due over all invoices."""
    return cast("Account", await get("/account"))


async def statement(*, limit: int = 60, compare: bool = False) -> Statement:
    """What is owed and for what, in one answer; with ``compare`` also why the one invoice that matters differs."""
    query: dict[str, str | int] = {"limit": limit, "compare": "true"} if compare else {"limit": limit}
    return cast("Statement", await get("/account/statement", query))


async def service_points() -> list[ServicePoint]:
    """Where the customer is supplied."""
    return cast("list[ServicePoint]", await items("/service-points"))


async def contracts(*, yearly_costs: bool = False) -> list[Contract]:
    """The customer's contracts with their terms; on demand with what announced prices cost in a year."""
    return cast("list[Contract]", await items("/contracts", {"yearly_costs": "true"} if yearly_costs else None))


async def invoices(*, limit: int = 60) -> list[Invoice]:
    """The invoices, newest first."""
    return cast("list[Invoice]", await items("/invoices", {"limit": limit}))


async def comparison(number: str) -> Comparison:
    """One invoice beside the one before it."""
    return cast("Comparison", await get(f"/invoices/{number}/comparison"))


async def payments(*, limit: int = 5) -> list[Payment]:
    """Money received, newest first."""
    return cast("list[Payment]", await items("/payments", {"limit": limit}))


async def consumption(service_point_id: str, from_on: str, to_on: str) -> Consumption:
    """What a point used between two dates, both included."""
    query = {"service_point_id": service_point_id, "from": from_on, "to": to_on}
    return cast("Consumption", await get("/consumption", query))


async def switches() -> list[Switch]:
    """The changes of supplier, one per point."""
    return cast("list[Switch]", await items("/switches"))


def key_of(action: str, number: int = 1) -> str:
    """The idempotency key of an action's write in this turn; the same however often the turn runs."""
    return f"{turn_id.get() or 'shell'}/{action}/{number}"


async def get(path: str, query: Query | None = None) -> object:
    """Read one thing.

    Raises:
        BackendError: See the tree above.
    """
    return await _call("GET", path, query=query)


async def items(path: str, query: Query | None = None) -> list[Any]:
    """Read a list: its ``items``.

    Raises:
        BackendError: See the tree above.
    """
    return cast("list[Any]", cast("dict[str, Any]", await get(path, query))["items"])


async def write(method: str, path: str, body: Mapping[str, Any] | None = None, *, key: str) -> object:
    """Change something, once for one key however often it is sent.

    Raises:
        BackendError: See the tree above. After ``BackendUnavailable`` it may have happened: repeat with the same key.
    """
    return await _call(method, path, body=body or {}, headers={"Idempotency-Key": key})


async def upload(method: str, path: str, content: bytes, media_type: str, *, key: str) -> object:
    """Hand in a file, once for one key.

    Raises:
        BackendError: See the tree above.
    """
    headers = {"Idempotency-Key": key, "Content-Type": media_type}
    return await _call(method, path, content=content, headers=headers)


async def download(path: str) -> bytes:
    """Read a file, such as a PDF.

    Raises:
        BackendError: See the tree above.
    """
    return (await _send("GET", path)).content


async def _call(
    method: str,
    path: str,
    *,
    query: Query | None = None,
    body: Mapping[str, Any] | None = None,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> object:
    """Make one call that answers with JSON."""
    response = await _send(method, path, query=query, body=body, content=content, headers=headers)
    try:
        return response.json() if response.content else {}
    except ValueError as error:
        raise BackendUnavailable(type(error).__name__) from error


async def _send(
    method: str,
    path: str,
    *,
    query: Query | None = None,
    body: Mapping[str, Any] | None = None,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> httpx2.Response:
    """Make one call; no answer in time, no JSON, 429, 5xx and a secret that opens nothing are all outages."""
    secret = os.environ.get("WATTLINE_ACTIONS_SECRET")
    if not secret:
        raise BackendUnavailable("WATTLINE_ACTIONS_SECRET is not set")
    sent = {"Wattline-Secret": secret, **(headers or {})}
    fact = identity_fact.get()
    if fact:
        sent["Wattline-Identity"] = fact
    try:
        response = await _client().request(method, path, params=query, json=body, content=content, headers=sent)
        refusal = response.json() if response.status_code >= 400 and response.content else {}
    except (httpx2.HTTPError, ValueError) as error:
        raise BackendUnavailable(type(error).__name__) from error
    if response.status_code >= 400:
        raise _refusal(response.status_code, path, refusal)
    return response


def _refusal(status: int, path: str, answer: Mapping[str, Any]) -> BackendError:
    code = str(answer.get("code"))
    if status == 404:
        return NotFound(path.split("/")[1])
    if status == 403 and code in (*NOT_ALLOWED, NOT_ACTIVATED):
        return RuleBroken(code, answer.get("details") or {})
    if status in (401, 403) and code not in SERVICE_REFUSALS:
        return Refused(answer.get("needed") or "verified")
    if status in (400, 409, 410, 413, 415, 422):
        return RuleBroken(code, answer.get("details") or {})
    return BackendUnavailable(f"status {status}")


def _client() -> httpx2.AsyncClient:
    """Keep one client, with its open connections, per event loop."""
    loop = asyncio.get_running_loop()
    client = _clients.get(loop)
    if client is None:
        url = os.environ.get("WATTLINE_BACKEND_URL", "http://127.0.0.1:8010")
        client = httpx2.AsyncClient(base_url=url, timeout=TIMEOUT, transport=transport, trust_env=False)
        _clients[loop] = client
    return client
