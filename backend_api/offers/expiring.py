"""Finds contracts that end soon: prepares offers, opens the renewal to the customer, and chases it, each time once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from backend_api.contracts import repository as contracts
from backend_api.contracts.models import ContractReminder
from backend_api.contracts.reminders import LEAD_DAYS, Expiry, expiry
from backend_api.contracts.schemas import Expiring, ExpiringOut
from backend_api.contracts.service import terms_of
from backend_api.events.service import emit
from backend_api.offers import preparing
from backend_api.offers.errors import OfferTextMissingError, RenewalNotPossibleError

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.clock import Clock
    from backend_api.contracts.models import Contract
    from backend_api.contracts.schemas import ExpiringIn


async def find(session: AsyncSession, wanted: ExpiringIn, *, now: datetime, clock: Clock) -> ExpiringOut:
    """Look through a page of contracts for those whose lead time is reached, and tell their customers.

    Repeatable: a contract is told of once per end and lead time, whatever happens in between.
    """
    today = clock.day_of(now)
    page = await contracts.that_may_expire(
        session,
        until_on=today + timedelta(days=max(LEAD_DAYS)),
        today=today,
        after=wanted.after,
        limit=wanted.limit,
    )
    items = []
    for contract in page:
        found = expiry(terms_of(contract), today=today)
        if found is not None and await _is_first(session, contract, found, now):
            items.append(await _tell(session, contract, found, today=today, now=now))
    return ExpiringOut(checked=len(page), items=items, next_after=page[-1].id if len(page) == wanted.limit else None)


async def _is_first(session: AsyncSession, contract: Contract, found: Expiry, now: datetime) -> bool:
    reminder = ContractReminder(
        contract_id=contract.id, ends_on=found.ends_on, lead_days=found.lead_days, reminded_at=now
    )
    return await contracts.remind(session, reminder)


async def _tell(session: AsyncSession, contract: Contract, found: Expiry, *, today: date, now: datetime) -> Expiring:
    told = Expiring(
        contract_id=contract.id,
        contract_number=contract.number,
        ends_on=found.ends_on,
        lead_days=found.lead_days,
        notice_by_on=found.notice_by_on,
        without_action=found.without_action,
        renews_until_on=found.renews_until_on,
        offer_numbers=await _offers(session, contract, today=today, now=now),
    )
    about: dict[str, Any] = told.model_dump(mode="json", exclude={"contract_id"})
    await emit(session, "contract_expiring", customer_id=contract.customer_id, about=about, at=now)
    return told


async def _offers(session: AsyncSession, contract: Contract, *, today: date, now: datetime) -> list[str]:
    """The numbers of the offers that the customer can accept; none when a renewal is not possible."""
    held = await contracts.locked(session, contract.id)
    assert held is not None
    try:
        return [offer.number for offer in await preparing.prepare(session, held, today=today, now=now)]
    except (RenewalNotPossibleError, OfferTextMissingError):
        return []
