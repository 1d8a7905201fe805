"""Reads offers through the gate, locks them for acceptance, and stores them with their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from backend_api.contracts.models import Contract
from backend_api.customers.models import Customer
from backend_api.offers.models import Offer, OfferAcceptance, OfferText
from backend_api.orders.models import Order
from backend_api.security import Identity, readable_by
from backend_api.service_points.models import ServicePoint

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.database import Base


async def list_own(session: AsyncSession, identity: Identity, contract_id: UUID | None) -> Sequence[Offer]:
    """The customer's offers, newest first, for one contract or all."""
    statement = _whole().order_by(Offer.made_at.desc(), Offer.number)
    if contract_id is not None:
        statement = statement.where(Offer.contract_id == contract_id)
    return (await session.scalars(readable_by(statement, Offer.customer_id, identity))).all()


async def find_own(session: AsyncSession, identity: Identity, offer_id: UUID) -> Offer | None:
    """One of the customer's."""
    statement = _whole().where(Offer.id == offer_id)
    return (await session.scalars(readable_by(statement, Offer.customer_id, identity))).one_or_none()


async def locked_own(session: AsyncSession, identity: Identity, offer_id: UUID) -> Offer | None:
    """One of the customer's, held until the transaction ends, as it is now.

    It is read after the lock was got: what the locking statement itself joins is as it was before it waited.
    """
    held = select(Offer.id).where(Offer.id == offer_id).with_for_update()
    if (await session.scalars(readable_by(held, Offer.customer_id, identity))).one_or_none() is None:
        return None
    statement = _whole().where(Offer.id == offer_id)
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def find(session: AsyncSession, offer_id: UUID) -> Offer | None:
    """Anybody's, for what the backend does by itself."""
    return (await session.scalars(_whole().where(Offer.id == offer_id))).one_or_none()


async def open_for_contract(session: AsyncSession, contract_id: UUID, today: date) -> Sequence[Offer]:
    """Renewal offers of a contract that can still be accepted, cheaper first."""
    statement = (
        _whole()
        .outerjoin(OfferAcceptance, OfferAcceptance.offer_id == Offer.id)
        .where(
            Offer.contract_id == contract_id,
            Offer.kind == "renewal",
            Offer.declined_at.is_(None),
            Offer.replaced_at.is_(None),
            Offer.valid_until_on >= today,
            OfferAcceptance.offer_id.is_(None),
        )
        .order_by(Offer.made_at, Offer.number)
    )
    return (await session.scalars(statement)).all()


async def newest_version(session: AsyncSession, contract_id: UUID) -> int:
    """How often renewal offers were made for a contract; 0 for never."""
    statement = select(Offer.version).where(Offer.contract_id == contract_id, Offer.kind == "renewal")
    return (await session.scalars(statement.order_by(Offer.version.desc()).limit(1))).first() or 0


async def acceptance_of_order(session: AsyncSession, order_id: UUID) -> OfferAcceptance | None:
    """What an order carries out, with the offer."""
    statement = (
        select(OfferAcceptance).where(OfferAcceptance.order_id == order_id).options(joinedload(OfferAcceptance.offer))
    )
    return (await session.scalars(statement)).one_or_none()


async def acceptance_of_contract(session: AsyncSession, contract_id: UUID) -> OfferAcceptance | None:
    """What a contract came of, with the offer."""
    statement = (
        select(OfferAcceptance)
        .where(OfferAcceptance.contract_id == contract_id)
        .options(joinedload(OfferAcceptance.offer))
    )
    return (await session.scalars(statement)).one_or_none()


async def text_for(session: AsyncSession, kind: str, languages: Sequence[str], on: date) -> OfferText | None:
    """The newest words for a kind of offer, in the first of these languages that has any."""
    statement = (
        select(OfferText)
        .where(OfferText.kind == kind, OfferText.language.in_(languages), OfferText.valid_from_on <= on)
        .order_by(OfferText.valid_from_on.desc(), OfferText.version.desc())
    )
    found = (await session.scalars(statement)).all()
    return min(found, key=lambda text: languages.index(text.language), default=None)


async def customer(session: AsyncSession, customer_id: UUID) -> Customer | None:
    """The customer that an offer is for."""
    return await session.get(Customer, customer_id)


async def own_point(session: AsyncSession, identity: Identity, service_point_id: UUID) -> ServicePoint | None:
    """A metering point of the customer."""
    statement = select(ServicePoint).where(ServicePoint.id == service_point_id, ServicePoint.kind == "metering_point")
    return (await session.scalars(readable_by(statement, ServicePoint.customer_id, identity))).one_or_none()


async def point_of(session: AsyncSession, customer_id: UUID, scheme: str, identifier: str) -> ServicePoint | None:
    """The customer's point of this identifier, also one that is not supplied any more."""
    statement = select(ServicePoint).where(
        ServicePoint.customer_id == customer_id, ServicePoint.scheme == scheme, ServicePoint.identifier == identifier
    )
    return (await session.scalars(statement)).one_or_none()


async def order_of_contract(session: AsyncSession, contract_id: UUID) -> Order | None:
    """The open order that brings a contract into force."""
    statement = select(Order).where(
        Order.contract_id == contract_id, Order.outcome == "open", Order.kind.in_(("supplier_switch", "new_supply"))
    )
    return (await session.scalars(statement.order_by(Order.placed_at.desc()))).first()


async def order(session: AsyncSession, order_id: UUID) -> Order | None:
    """The order that carries an offer out."""
    return await session.get(Order, order_id)


async def numbers_of_contracts(session: AsyncSession, contract_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The numbers of contracts that offers are for."""
    rows = await session.execute(select(Contract.id, Contract.number).where(Contract.id.in_(contract_ids)))
    return {row.id: row.number for row in rows}


async def list_texts(session: AsyncSession) -> Sequence[OfferText]:
    """Every version of the words, newest first."""
    statement = select(OfferText).order_by(OfferText.kind, OfferText.language, OfferText.valid_from_on.desc())
    return (await session.scalars(statement)).all()


async def add_text(session: AsyncSession, text: OfferText) -> bool:
    """Store a version; False when there is one of this name."""
    try:
        async with session.begin_nested():
            session.add(text)
    except IntegrityError:
        return False
    return True


async def store(session: AsyncSession, *rows: Base) -> None:
    """Write them down; they last when the request's transaction does."""
    session.add_all(rows)
    await session.flush()


def _whole() -> Select[Offer]:
    return select(Offer).options(joinedload(Offer.text), joinedload(Offer.acceptance))
