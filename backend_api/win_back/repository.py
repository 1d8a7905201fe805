"""Reads notices through the gate, holds rules while they are used, and counts what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager

from backend_api.contracts.models import Contract
from backend_api.offers.models import Offer, OfferAcceptance
from backend_api.orders.models import Order
from backend_api.security import Identity, readable_by
from backend_api.win_back.models import WinBackCase, WinBackRule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.database import Base


@dataclass(frozen=True)
class Counted:
    """The figures of one reason."""

    reason: str | None
    notices: int
    asked: int
    offered: int
    accepted: int
    declined: int
    taken_back: int


async def find_own(session: AsyncSession, identity: Identity, case_id: UUID) -> WinBackCase | None:
    """One of the customer's notices."""
    return (await session.scalars(_own(identity).where(WinBackCase.id == case_id))).one_or_none()


async def locked_own(session: AsyncSession, identity: Identity, case_id: UUID) -> WinBackCase | None:
    """The same, held until the transaction ends, as it is now."""
    statement = _own(identity).where(WinBackCase.id == case_id).with_for_update(of=WinBackCase)
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one_or_none()


async def list_own(session: AsyncSession, identity: Identity) -> Sequence[WinBackCase]:
    """The customer's notices, newest first."""
    return (await session.scalars(_own(identity).order_by(WinBackCase.received_at.desc(), WinBackCase.id.desc()))).all()


async def of_offer(session: AsyncSession, offer_id: UUID) -> WinBackCase | None:
    """The notice that a counter-offer answers."""
    return (await session.scalars(_whole().where(WinBackCase.offer_id == offer_id))).one_or_none()


async def last_of_contract(session: AsyncSession, contract_id: UUID) -> WinBackCase | None:
    """The latest notice for a contract."""
    statement = (
        _whole()
        .where(WinBackCase.contract_id == contract_id)
        .order_by(WinBackCase.received_at.desc(), WinBackCase.id.desc())
    )
    return (await session.scalars(statement.limit(1))).first()


async def was_asked(session: AsyncSession, contract_id: UUID) -> bool:
    """Whether a counter-offer was ever asked for against a notice for this contract."""
    statement = select(WinBackCase.id).where(WinBackCase.contract_id == contract_id, WinBackCase.asked_at.is_not(None))
    return (await session.scalars(statement.limit(1))).first() is not None


async def rules(session: AsyncSession, *, locked: bool = False) -> Sequence[WinBackRule]:
    """All rules by position; held until the transaction ends when one is going to be used."""
    statement = select(WinBackRule).order_by(WinBackRule.position, WinBackRule.name)
    return (await session.scalars(statement.with_for_update() if locked else statement)).all()


async def uses(session: AsyncSession) -> dict[UUID, int]:
    """How often each rule was used."""
    statement = (
        select(Offer.rule_id, func.count()).where(Offer.kind == "counter_offer", Offer.rule_id.is_not(None))
    ).group_by(Offer.rule_id)
    return {rule_id: count for rule_id, count in await session.execute(statement) if rule_id is not None}


async def store(session: AsyncSession, row: Base) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(row)
    await session.flush()


async def add_rule(session: AsyncSession, rule: WinBackRule) -> bool:
    """Store a rule; False when there is one of this name."""
    try:
        async with session.begin_nested():
            session.add(rule)
    except IntegrityError:
        return False
    return True


async def count(session: AsyncSession, from_at: datetime, until_at: datetime) -> list[Counted]:
    """What came of the notices in a span of time, per reason."""

    def times(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    statement = (
        select(
            WinBackCase.reason,
            func.count(),
            times(WinBackCase.asked_at.is_not(None)),
            times(WinBackCase.offer_id.is_not(None)),
            times(OfferAcceptance.offer_id.is_not(None) & OfferAcceptance.withdrawn_at.is_(None)),
            times(Offer.declined_at.is_not(None)),
            times(Order.state == "taken_back"),
        )
        .join(WinBackCase.order)
        .outerjoin(Offer, Offer.id == WinBackCase.offer_id)
        .outerjoin(OfferAcceptance, OfferAcceptance.offer_id == Offer.id)
        .where(WinBackCase.received_at >= from_at, WinBackCase.received_at < until_at)
        .group_by(WinBackCase.reason)
    )
    rows = await session.execute(statement)
    return [Counted(reason, *(int(number) for number in numbers)) for reason, *numbers in rows]


def _own(identity: Identity) -> Select[WinBackCase]:
    """Through the gate twice: the notice is the customer's, and its contract is one that the person may see."""
    return readable_by(readable_by(_whole(), WinBackCase.customer_id, identity), Contract.customer_id, identity)


def _whole() -> Select[WinBackCase]:
    return (
        select(WinBackCase)
        .join(WinBackCase.order)
        .join(Contract, Contract.id == WinBackCase.contract_id)
        .options(contains_eager(WinBackCase.order), contains_eager(WinBackCase.contract))
    )
