"""The records that a ticket or a paper may be about: whose is the one with this number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlalchemy import Select, null, select

from backend_api.contracts.models import Contract
from backend_api.invoices.models import Invoice
from backend_api.orders.models import Order
from backend_api.returns.models import Return
from backend_api.security import Identity, Level, of_partner, readable_by
from backend_api.service_points.models import ServicePoint
from backend_api.tickets.models import Ticket

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

MatterKind = Literal["order", "contract", "invoice", "return", "ticket"]

_MODELS: dict[MatterKind, type[Order | Contract | Invoice | Return | Ticket]] = {
    "order": Order,
    "contract": Contract,
    "invoice": Invoice,
    "return": Return,
    "ticket": Ticket,
}


@dataclass(frozen=True)
class Matter:
    """A record that something is about, and whose it is."""

    kind: MatterKind
    number: str
    customer_id: UUID | None
    partner_id: UUID | None
    commodity: str | None
    """What is supplied, where the record tells."""


async def find_own(session: AsyncSession, identity: Identity, kind: MatterKind, number: str) -> Matter | None:
    """The customer's record with this number, open to a confirmed address; None when it is not the customer's."""
    owners: dict[MatterKind, Any] = {
        "order": Order.customer_id,
        "contract": Contract.customer_id,
        "invoice": Invoice.customer_id,
        "return": Return.customer_id,
        "ticket": Ticket.customer_id,
    }
    return await _first(
        session, kind, number, readable_by(_statement(kind, number), owners[kind], identity, Level.CHANNEL)
    )


async def find_of_partner(session: AsyncSession, identity: Identity, kind: MatterKind, number: str) -> Matter | None:
    """The partner's record with this number; contracts and invoices are never a partner's."""
    owners: dict[MatterKind, Any] = {
        "order": Order.partner_id,
        "return": Return.partner_id,
        "ticket": Ticket.partner_id,
    }
    if kind not in owners:
        identity.require_partner()
        return None
    return await _first(session, kind, number, of_partner(_statement(kind, number), owners[kind], identity))


async def find_for_staff(session: AsyncSession, kind: MatterKind, number: str) -> Matter | None:
    """Any record with this number."""
    return await _first(session, kind, number, _statement(kind, number))


def _statement(kind: MatterKind, number: str) -> Select[*tuple[Any, ...]]:
    columns: dict[MatterKind, tuple[Any, ...]] = {
        "order": (Order.customer_id, Order.partner_id, ServicePoint.commodity),
        "contract": (Contract.customer_id, null(), ServicePoint.commodity),
        "invoice": (Invoice.customer_id, null(), ServicePoint.commodity),
        "return": (Return.customer_id, Return.partner_id, null()),
        "ticket": (Ticket.customer_id, Ticket.partner_id, null()),
    }
    model: Any = _MODELS[kind]
    statement: Select[*tuple[Any, ...]] = select(*columns[kind]).select_from(model).where(model.number == number)
    if kind in ("order", "contract", "invoice"):
        statement = statement.outerjoin(ServicePoint, ServicePoint.id == model.service_point_id)
    return statement


async def _first(
    session: AsyncSession, kind: MatterKind, number: str, statement: Select[*tuple[Any, ...]]
) -> Matter | None:
    row = (await session.execute(statement)).first()
    return None if row is None else Matter(kind, number, *row)
