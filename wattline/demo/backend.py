"""Reads the backend as the gateway and the bot do: over HTTP, with a signed fact per customer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx2

from channels.identity.facts import FactSigner
from channels.identity.levels import IdentityLevel, Standing

if TYPE_CHECKING:
    from datetime import date

    from joserfc.jwk import OKPKey

TIMEOUT_SECONDS = 10.0
AT_ONCE = 8
"""Requests at a time, so that real customers are not kept waiting."""

Json = dict[str, Any]


class BackendSilentError(Exception):
    """The backend did not answer, or not as agreed."""


@dataclass(frozen=True)
class KnownCustomer:
    """What the backend tells the gateway about the customer behind a number."""

    customer_id: str
    roles: tuple[str, ...]
    language: str
    addresses: list[Json]


class Backend:
    """The backend, as somebody who may look up every customer."""

    def __init__(self, client: httpx2.AsyncClient, secret: str, key: OKPKey) -> None:
        """Take what is needed to ask.

        Args:
            client: With the backend's address as base.
            secret: The gateway's.
            key: Private key that signs identity facts.
        """
        self._client = client
        self._secret = secret
        self._signer = FactSigner(key)
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def look_up(self, number: str, second_id: str | None) -> KnownCustomer | None:
        """The customer with a number; None when there is none."""
        answer = await self._request("POST", "/identity/lookups", body={"number": number, "second_id": second_id})
        if answer is None:
            return None
        return KnownCustomer(
            answer["customer_id"], tuple(answer["roles"]), answer["language"], list(answer["addresses"])
        )

    def records_of(self, customer: KnownCustomer) -> Records:
        """A way to read what is this customer's."""
        return Records(self, customer)

    async def read(self, customer: KnownCustomer, path: str, query: Json) -> Json:
        """One of the customer's records, as a verified customer sees it; raises BackendSilentError."""
        now = datetime.now(UTC)
        standing = Standing(IdentityLevel.VERIFIED, customer.customer_id, customer.roles, proven_at=now)
        answer = await self._request("GET", path, fact=self._signer.sign(standing, "demo", now), query=query)
        if answer is None:
            raise BackendSilentError(f"{path} is not there")
        return answer

    async def _request(
        self, method: str, path: str, *, fact: str | None = None, query: Json | None = None, body: Json | None = None
    ) -> Json | None:
        headers = {"Wattline-Secret": self._secret} | ({"Wattline-Identity": fact} if fact else {})
        try:
            async with self._slots:
                response = await self._client.request(method, path, params=query, json=body, headers=headers)
        except httpx2.HTTPError as error:
            raise BackendSilentError(str(error)) from error
        if response.status_code == httpx2.codes.NOT_FOUND:
            return None
        if response.is_error:
            raise BackendSilentError(f"{path} answered {response.status_code}")
        found: Json = response.json()
        return found


class Records:
    """What one customer may read about himself."""

    def __init__(self, backend: Backend, customer: KnownCustomer) -> None:
        """Bind the backend to a customer."""
        self._backend = backend
        self._customer = customer

    async def account(self) -> Json:
        """What is owed."""
        return await self._backend.read(self._customer, "/account", {})

    async def items(self, path: str, **query: Any) -> list[Json]:
        """A list such as `/invoices`, in the backend's order."""
        found: list[Json] = (await self._backend.read(self._customer, path, query))["items"]
        return found

    async def comparison(self, number: str) -> Json:
        """An invoice beside the one before."""
        return await self._backend.read(self._customer, f"/invoices/{number}/comparison", {})

    async def consumption(self, service_point_id: str, from_on: date, to_on: date) -> Json:
        """Use of a point in a period."""
        query = {"service_point_id": service_point_id, "from": from_on.isoformat(), "to": to_on.isoformat()}
        return await self._backend.read(self._customer, "/consumption", query)
