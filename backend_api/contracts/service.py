"""The customer's contracts, with what their dates mean today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.contracts import repository
from backend_api.contracts.prices import announced, open_rise, prices_on
from backend_api.contracts.schemas import ContractList, ContractOut, Included, PriceChangeNotice
from backend_api.contracts.terms import Terms, outcome
from backend_api.contracts.withdrawal import can_withdraw, withdrawal_until
from backend_api.errors import NotFoundError
from backend_api.offers.arithmetic import Prices, yearly_cost
from backend_api.offers.use import yearly_use
from backend_api.schemas import Money
from backend_api.security import Level

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.contracts.models import Contract
    from backend_api.offers.use import YearlyUse
    from backend_api.security import Identity


async def list_own(
    session: AsyncSession, identity: Identity, service_point_id: UUID | None, *, today: date, yearly_costs: bool
) -> ContractList:
    """All of them, or those of one service point; none for a point of somebody else.

    What a price change costs in a year takes the use of each point, so it is worked out only when asked for.
    """
    contracts = await repository.list_own(session, identity, service_point_id)
    if not contracts:
        return ContractList(items=[], total=0)
    kind = await repository.kind_of_customer(session, identity.require(Level.VERIFIED))
    items = [
        _out(contract, kind, today, await _changed_year(session, contract, today) if yearly_costs else None)
        for contract in contracts
    ]
    return ContractList(items=items, total=len(items))


async def describe(session: AsyncSession, identity: Identity, contract_id: UUID, *, today: date) -> ContractOut:
    """One of them; raises NotFoundError."""
    contract = await repository.find_own(session, identity, contract_id)
    if contract is None:
        raise NotFoundError
    kind = await repository.kind_of_customer(session, contract.customer_id)
    return _out(contract, kind, today, await _changed_year(session, contract, today))


def terms_of(contract: Contract) -> Terms:
    """The agreed dates and rules of a stored contract."""
    return Terms(
        starts_on=contract.starts_on,
        term_ends_on=contract.term_ends_on,
        notice_period_value=contract.notice_period_value,
        notice_period_unit=contract.notice_period_unit,
        renewal=contract.renewal,
        renewal_months=contract.renewal_months,
        cannot_end_before_on=contract.cannot_end_before_on,
        notice_ends_on=contract.notice_ends_on,
        withdrawn_on=contract.withdrawn_on,
    )


def _out(contract: Contract, customer_kind: str, today: date, year: YearlyUse | None) -> ContractOut:
    point, dates, prices = contract.service_point, outcome(terms_of(contract), today=today), prices_on(contract, today)
    return ContractOut(
        id=contract.id,
        number=contract.number,
        service_point_id=point.id,
        service_point_name=point.name,
        commodity=point.commodity,
        product_name=contract.product_name,
        base_price=Money.of(prices.base, contract.currency),
        unit_price=Money.maybe(prices.unit, contract.currency),
        starts_on=contract.starts_on,
        ends_on=dates.ends_on,
        notice_period_value=contract.notice_period_value,
        notice_period_unit=contract.notice_period_unit,
        notice_by_on=dates.notice_by_on,
        earliest_end_on=dates.earliest_end_on,
        cannot_end_before_on=contract.cannot_end_before_on,
        renewal=contract.renewal,
        renewal_months=contract.renewal_months,
        price_guaranteed_until=contract.price_guaranteed_until,
        included=_included(contract) if point.kind == "line" else None,
        state=dates.state,
        product_number=contract.product_number,
        signed_on=contract.signed_on,
        withdrawal_until_on=_withdrawal(contract, customer_kind, today),
        price_change=_price_change(contract, today, year) if dates.state == "active" else None,
        ended_by=contract.ended_by if contract.withdrawn_on is None else "withdrawal",
        follows_id=contract.follows_id,
    )


def _withdrawal(contract: Contract, customer_kind: str, today: date) -> date | None:
    country = contract.service_point.country
    possible = contract.withdrawn_on is None and can_withdraw(
        customer_kind=customer_kind, signed_on=contract.signed_on, country=country, today=today
    )
    return withdrawal_until(contract.signed_on, country) if possible and contract.signed_on is not None else None


async def _changed_year(session: AsyncSession, contract: Contract, today: date) -> YearlyUse | None:
    """The use by which an announced change is worked out; none where nothing is announced."""
    is_active = outcome(terms_of(contract), today=today).state == "active"
    return await yearly_use(session, contract, today=today) if is_active and announced(contract, today) else None


def _price_change(contract: Contract, today: date, year: YearlyUse | None) -> PriceChangeNotice | None:
    change, rise = announced(contract, today), open_rise(contract, today)
    if change is None:
        return None
    ours = rise if rise is not None and rise.effective_on == change.effective_on else None
    kwh, now = year.kwh if year else None, prices_on(contract, today)
    present = yearly_cost(Prices(now.base, now.unit), kwh)
    coming = yearly_cost(Prices(change.new_base_amount, change.new_unit_amount), kwh)
    more = None if present is None or coming is None else coming - present
    return PriceChangeNotice(
        announced_on=change.announced_on,
        effective_on=change.effective_on,
        base_price=Money.of(change.new_base_amount, contract.currency),
        unit_price=Money.maybe(change.new_unit_amount, contract.currency),
        notice_by_on=None if ours is None else ours.notice_by_on,
        ends_on=None if ours is None else ours.ends_on,
        yearly_use_kwh=kwh,
        present_yearly_cost=Money.maybe(present, contract.currency),
        yearly_cost=Money.maybe(coming, contract.currency),
        yearly_difference=Money.maybe(more, contract.currency),
    )


def _included(contract: Contract) -> Included:
    return Included(
        data_gb=contract.included_data_gb,
        minutes=contract.included_minutes,
        speed_mbit=contract.included_speed_mbit,
    )
