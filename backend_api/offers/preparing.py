"""Prepares renewal offers: from the real use, with the true yearly cost, and in versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from backend_api.contracts import repository as contracts
from backend_api.contracts.prices import prices_on
from backend_api.contracts.service import terms_of
from backend_api.events.service import emit
from backend_api.numbers.service import next_number
from backend_api.offers import repository
from backend_api.offers.arithmetic import Prices, yearly_cost
from backend_api.offers.eligibility import Eligibility, eligibility
from backend_api.offers.errors import OfferTextMissingError, RenewalNotPossibleError
from backend_api.offers.models import Offer, OfferKind
from backend_api.offers.selection import chosen, prices_of
from backend_api.offers.use import YearlyUse, yearly_use
from backend_api.products import service as products
from backend_api.products.service import Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.contracts.models import Contract
    from backend_api.customers.models import Customer
    from backend_api.offers.models import OfferText
    from backend_api.products.prices import Price

VALID_DAYS = 30
"""For so long a renewal offer holds, but not beyond the day before it would begin. Judgement."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Terms:
    """What an offer proposes besides the price."""

    kind: OfferKind
    starts_on: date
    valid_until_on: date
    version: int = 1


async def judge(session: AsyncSession, contract: Contract, *, today: date) -> Eligibility:
    """Whether a contract can be renewed now."""
    follow_up = await contracts.follow_up_of(session, contract.id)
    return eligibility(terms_of(contract), today=today, has_follow_up=follow_up is not None)


async def prepare(session: AsyncSession, contract: Contract, *, today: date, now: datetime) -> Sequence[Offer]:
    """Offers for a contract: those that are open, as long as they are still right, else new ones in their place.

    Args:
        session: The session that writes.
        contract: With its point, locked.
        today: The supplier's date.
        now: When it is done.

    Raises:
        RenewalNotPossibleError: It cannot be renewed now, or there is no tariff to offer.
        OfferTextMissingError: There are no words to make an offer with.
    """
    judged = await judge(session, contract, today=today)
    if judged.starts_on is None:
        raise RenewalNotPossibleError(judged.problems)
    customer = await repository.customer(session, contract.customer_id)
    assert customer is not None
    use = await yearly_use(session, contract, today=today)
    priced = await _tariffs(session, contract, customer, today)
    best = chosen([found.price for found in priced], None if use is None else use.kwh)
    if not best:
        raise RenewalNotPossibleError(("no_tariff",))
    open_now = await repository.open_for_contract(session, contract.id, today)
    if _still_right(open_now, best, judged.starts_on):
        return open_now
    text = await text_for(session, "renewal", customer, today)
    names = {found.price.product_number: _name(found, customer) for found in priced}
    terms = Terms(
        "renewal",
        judged.starts_on,
        min(today + timedelta(days=VALID_DAYS), judged.starts_on - _DAY),
        await repository.newest_version(session, contract.id) + 1,
    )
    made = []
    for place, price in enumerate(best):
        offer = make(price, names[price.product_number], terms, text, now=now)
        offer.number = await next_number(session, "offer")
        offer.customer_id, offer.contract_id = contract.customer_id, contract.id
        offer.service_point_id = contract.service_point_id
        work_out(offer, use, contract)
        if place < len(open_now):
            offer.replaces_id = open_now[place].id
        made.append(offer)
    for old in open_now:
        old.replaced_at = now
    await repository.store(session, *made)
    for offer in made:
        await tell(session, offer, now=now)
    return [found for offer in made if (found := await repository.find(session, offer.id)) is not None]


def make(price: Price, name: str, terms: Terms, text: OfferText, *, now: datetime) -> Offer:
    """An offer of one product, still without number, customer and yearly cost."""
    rules, gross = price.rules, price.gross
    assert rules is not None
    assert gross.base is not None
    return Offer(
        kind=terms.kind,
        version=terms.version,
        product_number=price.product_number,
        product_name=name,
        base_amount=gross.base,
        unit_amount=gross.unit,
        currency=price.currency,
        tax_percent=price.tax_percent,
        term_months=rules.term_months,
        notice_period_value=rules.notice_period_value,
        notice_period_unit=rules.notice_period_unit,
        renewal=rules.renewal,
        renewal_months=rules.renewal_months,
        guarantee_months=rules.guarantee_months,
        starts_on=terms.starts_on,
        text_id=text.id,
        valid_until_on=terms.valid_until_on,
        made_at=now,
    )


def work_out(offer: Offer, use: YearlyUse | None, contract: Contract | None) -> None:
    """Put the true yearly cost on an offer, beside the one at today's prices."""
    kwh = None if use is None or offer.unit_amount is None else use.kwh
    if kwh is not None and use is not None:
        offer.yearly_use_kwh, offer.use_basis = kwh, use.basis
        offer.use_from_on, offer.use_to_on = use.from_on, use.to_on
    offer.yearly_cost_amount = yearly_cost(Prices(offer.base_amount, offer.unit_amount), kwh)
    if contract is not None and contract.currency == offer.currency:
        present_now = prices_on(contract, offer.made_at.date())
        present = Prices(present_now.base, present_now.unit)
        offer.present_yearly_cost_amount = yearly_cost(present, kwh)


async def text_for(session: AsyncSession, kind: OfferKind, customer: Customer, today: date) -> OfferText:
    """The words for a customer: in his language, else in his country's, else in English.

    Raises:
        OfferTextMissingError: There are none.
    """
    languages = tuple(dict.fromkeys((customer.language, products.in_language(customer.country), "en")))
    text = await repository.text_for(session, kind, languages, today)
    if text is None:
        raise OfferTextMissingError
    return text


async def tell(session: AsyncSession, offer: Offer, *, now: datetime) -> None:
    """Say that an offer was made."""
    about: dict[str, Any] = {"offer_number": offer.number, "valid_until_on": offer.valid_until_on.isoformat()}
    await emit(session, "offer_made", customer_id=offer.customer_id, about=about, at=now)


async def _tariffs(
    session: AsyncSession, contract: Contract, customer: Customer, today: date
) -> list[products.PricedProduct]:
    """What the customer may take instead at this point."""
    point = contract.service_point
    wanted = Wanted(
        kind="plan" if point.kind == "line" else "tariff",
        commodity=point.commodity,
        country=point.country,
        customer_kind=customer.kind,
    )
    found = await products.eligible(session, wanted, on=today)
    return [entry for entry in found if entry.price.currency == contract.currency]


def _name(found: products.PricedProduct, customer: Customer) -> str:
    return products.text_of(found.product, customer.language).name


def _still_right(offers: Sequence[Offer], best: Sequence[Price], starts_on: date) -> bool:
    """Whether the open offers propose just what would be proposed now."""
    now = [(price.product_number, *_amounts(price), starts_on) for price in best]
    return [(offer.product_number, offer.base_amount, offer.unit_amount, offer.starts_on) for offer in offers] == now


def _amounts(price: Price) -> tuple[Any, Any]:
    prices = prices_of(price)
    return prices.base, prices.unit
