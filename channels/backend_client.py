"""What the gateway asks the backend: who is behind a number, and where a code may go."""

from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

import httpx2

CONNECT_SECONDS = 1.0
TIMEOUT_SECONDS = 5.0
HEALTH_SECONDS = 1.0
PURPOSES = ("offers", "newsletter", "surveys", "energy_tips", "partner_offers")
"""What may be consented to, but for the recording of calls."""
STOP_WORDING = "stop-2026-11"
"""Version of the gateway's words that a STOP is answered with (`stopped` in `words/`)."""
NOBODY = (404, 422)
"""Not known, or no number at all."""


class BackendUnavailableError(Exception):
    """The backend did not answer, or not as agreed."""


@dataclass(frozen=True, slots=True)
class ContactAddress:
    """Where a customer can be reached."""

    kind: str
    """`phone` or `email`."""
    value: str = field(repr=False)
    confirmed: bool
    id: str | None = None
    confirmed_at: datetime | None = None
    bounced: bool = False
    """Something came back from it since it was confirmed."""

    @property
    def reaches(self) -> bool:
        """Whether what is sent there reaches the customer, as far as anybody knows."""
        return self.confirmed and not self.bounced


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """What identity needs to know of a customer."""

    customer_id: str
    roles: tuple[str, ...]
    language: str
    addresses: tuple[ContactAddress, ...] = field(repr=False)
    representative_id: str | None = None
    """Who acts for the customer, if it is not the customer."""


@dataclass(frozen=True, slots=True)
class KnownStaff:
    """One of the supplier's own people."""

    staff_id: str
    name: str = field(repr=False)
    roles: tuple[str, ...]


class BackendClient:
    """The backend's identity calls."""

    def __init__(self, url: str, secret: str, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        """Keep connections open to the backend.

        Args:
            url: Base address.
            secret: The gateway's, shown with every call.
            transport: Replaces the network in tests.
        """
        self._client = httpx2.AsyncClient(
            base_url=url,
            headers={"Wattline-Secret": secret},
            timeout=httpx2.Timeout(TIMEOUT_SECONDS, connect=CONNECT_SECONDS),
            transport=transport,
            trust_env=False,
        )

    async def lookup(self, number: str, second_id: str | None) -> KnownCustomer | None:
        """Find the customer behind a claimed number.

        Args:
            number: Customer, application, tax or personal number, as the customer wrote it.
            second_id: Personal or tax id that has to fit an application number.

        Returns:
            None when there is none, or the second id does not fit.

        Raises:
            BackendUnavailableError: Nobody can say.
        """
        body = {"number": number, "second_id": second_id}
        return _customer(await self._ask("POST", "/identity/lookups", json=body))

    async def at_address(self, kind: str, value: str) -> KnownCustomer | None:
        """Find whose confirmed address this is.

        Args:
            kind: `phone` or `email`.
            value: E.164, or a mail address.

        Returns:
            None when it is nobody's, or several people's.

        Raises:
            BackendUnavailableError: Nobody can say.
        """
        return _customer(await self._ask("POST", "/identity/address-lookups", json={"kind": kind, "value": value}))

    async def bounced(self, address_id: str, code: str, *, key: str) -> None:
        """Say that nothing arrives at a contact address any more; the same key again changes nothing.

        Raises:
            BackendUnavailableError: It cannot be told now.
        """
        path = f"/identity/contact-addresses/{address_id}/bounce"
        await self._ask("POST", path, json={"code": code}, headers={"Idempotency-Key": key})

    async def withdraw_consents(self, channel: str, *, fact: str, key: str) -> None:
        """Say that nothing that was not asked for may be sent on a channel any more.

        Args:
            channel: Where a STOP came.
            fact: Who said it, level `channel` at least.
            key: The turn's; the same again changes nothing.

        Raises:
            BackendUnavailableError: It cannot be told now.
        """
        items = [
            {
                "purpose": purpose,
                "channel": channel,
                "given": False,
                "source": channel,
                "text_version": STOP_WORDING,
            }
            for purpose in PURPOSES
        ]
        headers = {"Wattline-Identity": fact, "Idempotency-Key": key}
        await self._ask("PUT", "/consents", json={"items": items}, headers=headers)

    async def customer(self, customer_id: str) -> KnownCustomer | None:
        """Fetch a customer by id.

        Raises:
            BackendUnavailableError: Nobody can say.
        """
        return _customer(await self._ask("GET", f"/identity/customers/{customer_id}"))

    async def representative(self, representative_id: str) -> KnownCustomer | None:
        """Fetch who acts for a customer, by id; nobody once the right was taken back.

        Raises:
            BackendUnavailableError: Nobody can say.
        """
        return _customer(await self._ask("GET", f"/identity/representatives/{representative_id}"))

    async def confirm_address(self, address_id: str, *, fact: str, key: str) -> bool:
        """Say that the code sent to an address was typed; the same key again changes nothing.

        Args:
            address_id: The address.
            fact: Who confirms it, freshly proven for this address.
            key: The turn's.

        Returns:
            Whether the address counts from now on; not when the proof is not fresh enough any more.

        Raises:
            BackendUnavailableError: Nobody can say.
        """
        headers = {"Wattline-Identity": fact, "Idempotency-Key": key}
        path = f"/identity/contact-addresses/{address_id}/confirmation"
        return await self._ask("POST", path, headers=headers, refused=(*NOBODY, HTTPStatus.FORBIDDEN)) is not None

    async def staff(self, email: str) -> KnownStaff | None:
        """Find who works at the supplier under a work address; nobody, once they have left.

        Raises:
            BackendUnavailableError: Nobody can say.
        """
        body = await self._ask("POST", "/identity/staff/lookups", json={"email": email})
        if body is None:
            return None
        try:
            return KnownStaff(str(body["staff_id"]), str(body["display_name"]), tuple(body["roles"]))
        except (KeyError, TypeError) as error:
            raise BackendUnavailableError("unreadable answer") from error

    async def healthy(self) -> bool:
        """Whether the backend answers."""
        try:
            response = await self._client.get("/healthz", timeout=HEALTH_SECONDS)
        except httpx2.TransportError:
            return False
        return response.status_code == HTTPStatus.OK

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _ask(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        headers: dict[str, str] | None = None,
        refused: tuple[int, ...] = NOBODY,
    ) -> Any:
        try:
            response = await self._client.request(method, path, json=json, headers=headers)
        except httpx2.TransportError as error:
            raise BackendUnavailableError(type(error).__name__) from error
        # A number or an id the backend cannot even read belongs to nobody.
        if response.status_code in refused:
            return None
        if response.status_code != HTTPStatus.OK:
            raise BackendUnavailableError(f"status {response.status_code}")
        try:
            return response.json()
        except ValueError as error:
            raise BackendUnavailableError("unreadable answer") from error


def _customer(body: Any) -> KnownCustomer | None:
    if body is None:
        return None
    try:
        return KnownCustomer(
            customer_id=str(body["customer_id"]),
            roles=tuple(body["roles"]),
            language=body["language"],
            addresses=tuple(
                ContactAddress(
                    kind=item["kind"],
                    value=item["value"],
                    confirmed=bool(item["confirmed"]),
                    id=str(item["id"]),
                    confirmed_at=_instant(item),
                    bounced=bool(item.get("bounced")),
                )
                for item in body["addresses"]
            ),
            representative_id=body.get("representative_id"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BackendUnavailableError("unreadable answer") from error


def _instant(item: dict[str, Any]) -> datetime | None:
    text = item.get("confirmed_at")
    return None if text is None else datetime.fromisoformat(text)
