"""What the person who acts may do for the customer: other resources ask this before they show or write anything.

A refusal names who may: ``(await rights_of(session, identity)).require("bank_details")``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from backend_api.customers import repository
from backend_api.customers.errors import RightMissingError
from backend_api.representatives import repository as representatives
from backend_api.security import Level
from backend_api.sites import scope
from backend_api.values import Money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.customers.models import Customer
    from backend_api.representatives.models import Representative
    from backend_api.security import Identity

Right = Literal["reads", "orders", "approves", "bank_details", "names_people"]


@dataclass(frozen=True)
class Approver:
    """A person who approves what goes beyond others' rights."""

    id: UUID
    """Of the representative, or of the customer where a private person has helpers."""
    name: str


@dataclass(frozen=True)
class Rights:
    """What one person may do for one customer."""

    reads: bool = False
    orders: bool = False
    orders_up_to: Money | None = None
    """The highest total without approval; None is no limit (when ``orders``)."""
    approves: bool = False
    """Says yes to orders beyond others' limits."""
    bank_details: bool = False
    """Sees and changes bank details."""
    names_people: bool = False
    """Changes who may act, the sites, and where the customer is reached."""
    service_point_ids: frozenset[UUID] | None = None
    """Only these service points; None is all of the customer's."""
    approvers: tuple[Approver, ...] = ()
    """Who approves for this customer, by name."""

    @property
    def names_who_may(self) -> tuple[str, ...]:
        """The names of those who approve."""
        return tuple(approver.name for approver in self.approvers)

    def has(self, right: Right) -> bool:
        """Whether the person has the right."""
        return bool(getattr(self, right))

    def require(self, right: Right) -> None:
        """Go on only with this right; raises RightMissingError, which names who may."""
        if not self.has(right):
            raise RightMissingError(right, self.names_who_may)

    def needs_approval(self, total: Money) -> bool:
        """Whether an order of this total waits for an approver; a total in another currency always does."""
        limit = self.orders_up_to
        if limit is None or self.approves:
            return False
        return total.currency != limit.currency or total.amount > limit.amount

    def covers(self, service_point_id: UUID) -> bool:
        """Whether the service point is among those the person is limited to."""
        return self.service_point_ids is None or service_point_id in self.service_point_ids


async def rights_of(session: AsyncSession, identity: Identity) -> Rights:
    """What whoever acts in this identity may do for its customer; nothing when the customer or the right is gone.

    Raises:
        IdentityLevelTooLowError: No customer is known.
    """
    customer = await repository.find_by_id(session, identity.require(Level.CHANNEL))
    if customer is None:
        return Rights()
    people = await representatives.active_of(session, customer.id)
    approvers = approvers_of(customer, people)
    if identity.is_staff:
        return Rights(reads=True, orders=True, bank_details=True, names_people=True, approvers=approvers)
    if identity.person_id is None:
        return _of_customer(customer, approvers)
    person = next((one for one in people if one.id == identity.person_id), None)
    if person is None:
        return Rights(approvers=approvers)
    points = None if person.site_id is None else await scope.points_below(session, customer.id, person.site_id)
    return of_representative(person, customer.currency, approvers, points)


def approvers_of(customer: Customer, people: Sequence[Representative]) -> tuple[Approver, ...]:
    """Who approves: the representatives with that role, and a private customer in person."""
    named = [Approver(person.id, person.name) for person in people if person.role == "approves"]
    if customer.kind == "private":
        named.insert(0, Approver(customer.id, f"{customer.first_name or ''} {customer.name}".strip()))
    return tuple(named)


def of_representative(
    person: Representative, currency: str, approvers: tuple[Approver, ...], points: frozenset[UUID] | None
) -> Rights:
    """The rights of a role: who orders reads as well, who approves does everything."""
    orders, approves = person.role in ("orders", "approves"), person.role == "approves"
    return Rights(
        reads=True,
        orders=orders,
        orders_up_to=None if person.limit_amount is None else Money(person.limit_amount, currency),
        approves=approves,
        bank_details=approves,
        names_people=approves,
        service_point_ids=points,
        approvers=approvers,
    )


def _of_customer(customer: Customer, approvers: tuple[Approver, ...]) -> Rights:
    """The customer in person; a company that named nobody acts by the most its record allows."""
    approves = customer.role in ("private_customer", "company_approves")
    return Rights(
        reads=True,
        orders=approves or customer.role == "company_orders",
        approves=approves,
        bank_details=approves,
        names_people=approves,
        approvers=approvers,
    )
