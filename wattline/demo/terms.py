"""Contracts of a point: the one that runs, and the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, cast
from uuid import UUID

from backend_api.contracts.models import Contract, ContractPriceChange
from wattline.demo.calendar import DAY, add_months, billing_day, month_first
from wattline.demo.catalog import product_number
from wattline.demo.ids import row_id
from wattline.demo.plan import PointPlan, TariffPlan, tariffs

STEP_MONTHS = {"smart": 1, "quarterly": 3, "yearly": 12}
_READ_DAYS_AGO = {"quarterly": 9, "yearly": 16}
_NOTICE_BEFORE = timedelta(days=40)
_TOLD_BEFORE = timedelta(days=6)


@dataclass(frozen=True)
class Spans:
    """The days that shape a point's history."""

    supplied_from: date
    """First day of supply."""
    billed_until: date
    """The day after the last whole billing period."""
    step: int
    """Months of a billing period."""
    periods: int
    """How many whole periods are on record."""


def spans(point: PointPlan, since: int, today: date) -> Spans:
    """Work them out for a day; a point that is planned has no periods."""
    step = 1 if point.is_line else STEP_MONTHS[point.meter]
    until = month_first(today) if step == 1 else billing_day(today, _READ_DAYS_AGO[point.meter])
    if point.planned:
        return Spans(add_months(month_first(today), 2), until, step, 0)
    return Spans(add_months(until, -since), until, step, min(since, point.history) // step)


@dataclass(frozen=True)
class Owned:
    """Whose contract, and for which point."""

    customer_id: UUID
    service_point_id: UUID


def contracts(point: PointPlan, owned: Owned, days: Spans, today: date) -> list[Contract]:
    """The contracts of a point, oldest first; ids and numbers are given later."""
    tariff = tariffs()[point.tariff]
    starts_on = _current_start(point, tariff, days, today)
    found = []
    if starts_on > days.supplied_from:
        former_key = point.former.tariff if point.former else point.tariff
        old = _contract(former_key, owned, days.supplied_from)
        old.notice_ends_on = starts_on - DAY
        old.notice_given_on = max(old.starts_on, old.notice_ends_on - _NOTICE_BEFORE)
        old.price_guaranteed_until = None
        found.append(old)
    current = _contract(point.tariff, owned, starts_on)
    _apply(point, current, today)
    if current.price_guaranteed_until and current.price_guaranteed_until < today:
        current.price_guaranteed_until = None
    return [*found, current]


def gross(price: Decimal, tariff: TariffPlan) -> Decimal:
    """A price including tax."""
    return price * tariff.tax_factor


def _current_start(point: PointPlan, tariff: TariffPlan, days: Spans, today: date) -> date:
    """When the running contract began: after a change of tariff, or as a further one of the same length."""
    if point.planned:
        return days.supplied_from
    if point.former:
        return add_months(days.billed_until, -point.former.months_ago)
    if point.term.ends_in_days is not None:
        return max(add_months(today + timedelta(days=point.term.ends_in_days + 1), -tariff.term), days.supplied_from)
    start = days.supplied_from
    while tariff.term and add_months(start, tariff.term) <= today:
        start = add_months(start, tariff.term)
    return start


def _apply(point: PointPlan, contract: Contract, today: date) -> None:
    """What is unusual about its dates."""
    term = point.term
    if term.notice:
        contract.notice_period_value, contract.notice_period_unit = _notice(term.notice)
    if term.ends_in_days is not None:
        contract.term_ends_on = today + timedelta(days=term.ends_in_days)
        if contract.price_guaranteed_until:
            contract.price_guaranteed_until = contract.term_ends_on
    if term.renewal:
        contract.renewal = term.renewal
    if term.locked_months:
        contract.cannot_end_before_on = add_months(month_first(today), term.locked_months) - DAY
    if term.leaves_in_days is not None:
        contract.notice_given_on = today - timedelta(days=15)
        contract.notice_ends_on = today + timedelta(days=term.leaves_in_days)
    if term.signed_days is not None:
        contract.signed_on = today - timedelta(days=term.signed_days)
    if term.rises is not None:
        _announce(contract, term.rises, today)


def _announce(contract: Contract, unit_price: Decimal, today: date) -> None:
    """A higher price from the month after the next, of which the customer was told some days ago."""
    contract.price_guaranteed_until = None
    contract.price_changes.append(
        ContractPriceChange(
            id=row_id(contract.service_point_id, "price change"),
            announced_on=today - _TOLD_BEFORE,
            effective_on=add_months(month_first(today), 2),
            old_base_amount=contract.base_price_amount,
            old_unit_amount=contract.unit_price_amount,
            new_base_amount=contract.base_price_amount,
            new_unit_amount=unit_price,
        )
    )


def _contract(tariff_key: str, owned: Owned, starts_on: date) -> Contract:
    tariff = tariffs()[tariff_key]
    value, unit = _notice(tariff.notice)
    term_ends_on = add_months(starts_on, tariff.term) - DAY if tariff.term else None
    return Contract(
        customer_id=owned.customer_id,
        service_point_id=owned.service_point_id,
        product_number=product_number(tariff_key),
        product_name=tariff.name,
        base_price_amount=gross(tariff.base, tariff),
        unit_price_amount=None if tariff.unit is None else gross(tariff.unit, tariff),
        currency=tariff.currency,
        starts_on=starts_on,
        term_ends_on=term_ends_on,
        notice_period_value=value,
        notice_period_unit=unit,
        renewal=tariff.renewal,
        renewal_months=tariff.renewal_months,
        cannot_end_before_on=None,
        notice_given_on=None,
        notice_ends_on=None,
        price_guaranteed_until=term_ends_on if tariff.guaranteed else None,
        included_data_gb=None if tariff.data is None else Decimal(tariff.data),
        included_minutes=tariff.minutes,
        included_speed_mbit=tariff.speed,
    )


def _notice(text: str) -> tuple[int, Literal["weeks", "months"]]:
    value, unit = text.split()
    return int(value), cast('Literal["weeks", "months"]', unit)
