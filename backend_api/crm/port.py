"""What a CRM must be able to do: hold a branch's customers, and where they are reached.

The built-in CRM and every other one pass the same test (``tests/backend_api/crm/contract.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from backend_api.customers.models import AddressKind, Branch, CustomerKind, CustomerRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_api.customers.numbers import LookupForms


@dataclass(frozen=True)
class PostalAddress:
    """Where letters go."""

    street: str = field(repr=False)
    house_number: str = field(repr=False)
    postcode: str = field(repr=False)
    city: str = field(repr=False)


@dataclass(frozen=True)
class Party:
    """A customer as the CRM knows them, in our words and formats."""

    id: UUID
    branch: Branch
    customer_number: str | None = field(repr=False)
    application_number: str | None = field(repr=False)
    kind: CustomerKind
    role: CustomerRole
    name: str = field(repr=False)
    first_name: str | None = field(repr=False)
    language: str
    country: str
    currency: str
    personal_id: str | None = field(default=None, repr=False)
    tax_id: str | None = field(default=None, repr=False)
    ids_proven_at: datetime | None = None
    postal: PostalAddress | None = None
    key_account_id: UUID | None = None
    survivor_id: UUID | None = None
    """The record this one was merged into."""


@dataclass(frozen=True)
class Address:
    """A way to reach a customer."""

    id: UUID
    kind: AddressKind
    value: str = field(repr=False)
    """E.164, or a mail address."""
    confirmed_at: datetime | None = None
    bounced_at: datetime | None = None
    bounce_code: str | None = None

    @property
    def counts(self) -> bool:
        """Whether messages may go there: proved, and none came back since."""
        return self.confirmed_at is not None and self.bounced_at is None


@dataclass(frozen=True)
class RecordChange:
    """What is to be different in a record; None leaves a thing as it is."""

    name: str | None = field(default=None, repr=False)
    first_name: str | None = field(default=None, repr=False)
    language: str | None = None
    postal: PostalAddress | None = None


class Crm(Protocol):
    """The customers of a branch of the business; another system's failures are CrmUnavailableError."""

    def holds(self, customer_id: UUID) -> bool:
        """Whether an id is of this CRM; costs nothing."""

    async def find(self, customer_id: UUID) -> Party | None:
        """The customer with this id."""

    async def find_by_number(self, forms: LookupForms) -> Sequence[Party]:
        """Customers any of whose numbers or ids is one of these forms; a few at most."""

    async def find_by_address(self, kind: AddressKind, value: str) -> Sequence[UUID]:
        """Ids of the customers whose own confirmed address this is; a few at most."""

    async def addresses_of(self, customer_id: UUID) -> Sequence[Address]:
        """The customer's own addresses: phones first, then by value."""

    async def add_address(self, customer_id: UUID, kind: AddressKind, value: str, *, now: datetime) -> Address:
        """Add an address that is not confirmed; one that is there already stays as it is."""

    async def confirm_address(self, customer_id: UUID, address_id: UUID, *, now: datetime) -> Address | None:
        """Let an address count from now on, also one that did; what came back from it is forgotten.

        None when it is not the customer's.
        """

    async def remove_address(self, customer_id: UUID, address_id: UUID) -> bool:
        """Forget an address; False when it is not the customer's."""

    async def bounce_address(self, address_id: UUID, code: str, *, now: datetime) -> UUID | None:
        """Note that a message came back from an address; gives its customer, None when nobody has it."""

    async def change(self, customer_id: UUID, change: RecordChange) -> Party | None:
        """Change a record; None when there is no such customer."""
