"""Ends contracts, and undoes that; for notices, renewals, switches and withdrawals. Knows nothing of orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backend_api.contracts import repository
from backend_api.contracts.models import EndedBy

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.contracts.models import Contract

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Ending:
    """How a contract was ended before something else ended it; nothing when nobody had."""

    given_on: date | None = None
    ends_on: date | None = None
    ended_by: EndedBy | None = None


def ending_of(contract: Contract) -> Ending:
    """What is to be restored later."""
    return Ending(contract.notice_given_on, contract.notice_ends_on, contract.ended_by)


def end(contract: Contract, *, given_on: date, ends_on: date, by: EndedBy) -> None:
    """Let it end with a day."""
    contract.notice_given_on, contract.notice_ends_on, contract.ended_by = given_on, ends_on, by


def restore(contract: Contract, former: Ending) -> None:
    """Make it end as it did before, or not at all."""
    contract.notice_given_on, contract.notice_ends_on = former.given_on, former.ends_on
    contract.ended_by = former.ended_by


def withdraw(contract: Contract, *, on: date) -> None:
    """Let it count as never agreed; the contract it followed may have another follow-up then."""
    contract.withdrawn_on, contract.succeeds_id = on, None


async def never_began(session: AsyncSession, contract_id: UUID, *, on: date) -> None:
    """The order behind a contract was given up: the contract counts as never agreed, unless supply has begun."""
    contract = await repository.locked(session, contract_id)
    if contract is not None and contract.withdrawn_on is None and contract.starts_on > on:
        withdraw(contract, on=on)
        await session.flush()


async def leave(session: AsyncSession, service_point_id: UUID, *, given_on: date, ends_on: date) -> None:
    """Another supplier takes the point over: its running contract ends the day before, if nothing ended it sooner."""
    contract = await repository.running_at(session, service_point_id, given_on)
    if contract is None or (contract.notice_ends_on is not None and contract.notice_ends_on <= ends_on):
        return
    if ends_on >= contract.starts_on:
        end(contract, given_on=given_on, ends_on=ends_on, by="other_supplier")
        await session.flush()
