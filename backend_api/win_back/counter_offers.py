"""Makes the one counter-offer that is allowed, when the customer asks to hear it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from backend_api.contracts import repository as contracts
from backend_api.contracts.service import terms_of
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.numbers.service import next_number
from backend_api.offers import preparing
from backend_api.offers import repository as offers
from backend_api.offers.arithmetic import discounted_base
from backend_api.offers.eligibility import first_day
from backend_api.offers.errors import OfferTextMissingError
from backend_api.offers.preparing import Terms
from backend_api.offers.use import yearly_use
from backend_api.products import service as products
from backend_api.security import Level
from backend_api.win_back import repository
from backend_api.win_back.rules import Leaving, allowed, unit_price

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.clock import Clock
    from backend_api.contracts.models import Contract
    from backend_api.offers.models import Offer
    from backend_api.offers.use import YearlyUse
    from backend_api.security import Identity
    from backend_api.win_back.models import WinBackCase, WinBackRule

VALID_DAYS = 14
"""For so long a counter-offer holds. Judgement."""
_DAY = timedelta(days=1)


async def ask(
    session: AsyncSession, identity: Identity, case_id: UUID, *, now: datetime, clock: Clock
) -> tuple[WinBackCase, Offer | None]:
    """The counter-offer for a notice: made on the first question, the same one while it is open, none ever after.

    Raises:
        NotFoundError: The customer gave no such notice.
    """
    identity.require(Level.VERIFIED)
    found = await repository.locked_own(session, identity, case_id)
    if found is None:
        raise NotFoundError
    today = clock.day_of(now)
    if found.asked_at is not None:
        return found, await _still_open(session, found, today)
    if found.order.outcome != "open" or await repository.was_asked(session, found.contract_id):
        return found, None
    found.asked_at = now
    contract = await contracts.locked(session, found.contract_id)
    assert contract is not None
    offer = await _make(session, found, contract, now=now, today=today)
    await session.flush()
    return found, offer


async def possible(session: AsyncSession, case: WinBackCase, *, today: date) -> bool:
    """Whether there is something that the customer may ask to hear; says nothing about what it is."""
    if case.asked_at is not None:
        return await _still_open(session, case, today) is not None
    if case.order.outcome != "open" or await repository.was_asked(session, case.contract_id):
        return False
    contract = await contracts.find(session, case.contract_id)
    assert contract is not None
    use = await yearly_use(session, contract, today=today)
    return await _rule(session, case, contract, use, today=today) is not None


async def _still_open(session: AsyncSession, case: WinBackCase, today: date) -> Offer | None:
    offer = None if case.offer_id is None else await offers.find(session, case.offer_id)
    if offer is None or offer.acceptance is not None or offer.declined_at is not None:
        return None
    return offer if today <= offer.valid_until_on else None


async def _make(
    session: AsyncSession, case: WinBackCase, contract: Contract, *, now: datetime, today: date
) -> Offer | None:
    """Nothing when no rule fits, its product is not sold, or there are no words for it: leaving goes on."""
    use = await yearly_use(session, contract, today=today)
    rule = await _rule(session, case, contract, use, today=today, locked=True)
    customer = await offers.customer(session, case.customer_id)
    if rule is None or customer is None:
        return None
    try:
        found = await products.find(session, rule.product_number, on=today)
        text = await preparing.text_for(session, "counter_offer", customer, today)
    except (NotFoundError, OfferTextMissingError):
        return None
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    starts_on = min(first_day(terms_of(contract), today=today), next_month)
    terms = Terms("counter_offer", starts_on, min(today + timedelta(days=VALID_DAYS), starts_on - _DAY))
    name = products.text_of(found.product, customer.language).name
    offer = preparing.make(found.price, name, terms, text, now=now)
    _lower(offer, rule)
    offer.number = await next_number(session, "offer")
    offer.customer_id, offer.contract_id = case.customer_id, contract.id
    offer.service_point_id, offer.rule_id = contract.service_point_id, rule.id
    preparing.work_out(offer, use, contract)
    await offers.store(session, offer)
    case.offer_id = offer.id
    await session.flush()
    about = {"contract_number": contract.number, "offer_number": offer.number}
    await emit(session, "counter_offer_made", customer_id=case.customer_id, about=about, at=now)
    return await offers.find(session, offer.id)


def _lower(offer: Offer, rule: WinBackRule) -> None:
    """What the rule takes off the listed price, and what it adds."""
    offer.base_amount = discounted_base(offer.base_amount, rule.discount_percent)
    offer.unit_amount = unit_price(rule, offer.unit_amount)
    offer.bonus_amount = rule.bonus_amount


async def _rule(
    session: AsyncSession,
    case: WinBackCase,
    contract: Contract,
    use: YearlyUse | None,
    *,
    today: date,
    locked: bool = False,
) -> WinBackRule | None:
    point = contract.service_point
    leaving = Leaving(
        customer_kind=await contracts.kind_of_customer(session, case.customer_id),
        country=point.country,
        commodity=point.commodity,
        currency=contract.currency,
        reason=case.reason,
        yearly_use_kwh=None if use is None else use.kwh,
        on=today,
    )
    every = await repository.rules(session, locked=locked)
    return allowed(every, leaving, await repository.uses(session))
