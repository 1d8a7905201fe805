"""Calls orders off from an agreement: checked, priced and counted under a lock; given back when cancelled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.errors import NotFoundError
from backend_api.frameworks import repository, rules
from backend_api.frameworks.errors import CallOffRefusedError
from backend_api.frameworks.models import FrameworkAgreement, FrameworkCallOff, FrameworkSite
from backend_api.frameworks.rules import Refusal, check_call_off
from backend_api.products import service as products
from backend_api.products.prices import Amounts, Price, PricedLine

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.products.models import Product
    from backend_api.products.service import PricedProduct


@dataclass(frozen=True)
class WantedCallOff:
    """What an order wants from an agreement."""

    product_number: str
    quantity: int = 1
    energy_kwh: Decimal | None = None
    """The energy expected over the whole term of the contract."""
    service_point_id: UUID | None = None
    """The customer's point that it is for; None for a place that is not supplied yet."""
    site_name: str | None = None
    """What the new place is called."""
    order_id: UUID | None = None
    """The order; None when it is only being checked."""
    order_number: str | None = None


@dataclass(frozen=True)
class CallOff:
    """A call-off that the agreement allows."""

    framework_number: str
    line: PricedLine
    """With the agreement's price."""
    value: Decimal
    """How much it takes from the limit."""
    left: Decimal
    """What is left afterwards."""
    unit: rules.LimitUnit
    is_new_site: bool
    """Whether its place was not among the agreement's."""


async def call_off(
    session: AsyncSession, customer_id: UUID, number: str, wanted: WantedCallOff, *, on: date, now: datetime
) -> CallOff:
    """Check an order against one of the customer's agreements and count it; others wait for this transaction.

    Raises:
        NotFoundError: The customer has no such agreement, or there is no such product.
        CallOffRefusedError: The agreement does not allow it; with the reason and what is left.
    """
    agreement = await repository.lock_of_customer(session, customer_id, number)
    if agreement is None or wanted.order_id is None:
        raise NotFoundError
    allowed = await check(session, agreement, wanted, on=on)
    agreement.used_value += allowed.value
    entry = FrameworkCallOff(
        framework_id=agreement.id,
        order_id=wanted.order_id,
        order_number=wanted.order_number,
        product_id=allowed.line.product_id,
        product_number=allowed.line.product_number,
        value=allowed.value,
        called_off_on=on,
        created_at=now,
    )
    await repository.store(session, entry, *_new_sites(agreement, wanted, allowed))
    return allowed


async def release(session: AsyncSession, order_id: UUID, *, now: datetime) -> None:
    """Give back what an order that was cancelled took, with the places it added; nothing happens when it took none."""
    for agreement in await repository.lock_called_off(session, order_id):
        for entry in await repository.list_call_offs(session, agreement.id, order_id):
            agreement.used_value -= entry.value
            entry.released_at = now
    await repository.remove_sites(session, order_id)


async def check(session: AsyncSession, agreement: FrameworkAgreement, wanted: WantedCallOff, *, on: date) -> CallOff:
    """What a call-off would take and cost, without counting it.

    Raises:
        NotFoundError: There is no such product.
        CallOffRefusedError: The agreement does not allow it.
    """
    found = await products.find_known(session, wanted.product_number, on=on)
    price = price_under(agreement, found)
    term = 0 if price is None or price.rules is None else price.rules.term_months
    is_new_site = _is_new(agreement, wanted, found.product)
    outcome = check_call_off(
        _agreement(agreement),
        agreement.used_value,
        rules.Wanted(
            amounts=None if price is None else price.stated,
            quantity=wanted.quantity,
            energy_kwh=wanted.energy_kwh,
            term_months=term,
            is_new_site=is_new_site,
        ),
        on,
    )
    if isinstance(outcome, Refusal):
        raise CallOffRefusedError(agreement.number, agreement.limit_unit, outcome)
    return CallOff(
        framework_number=agreement.number,
        line=products.line_of(found, wanted.quantity, price),
        value=outcome.value,
        left=outcome.left,
        unit=agreement.limit_unit,
        is_new_site=is_new_site,
    )


def price_under(agreement: FrameworkAgreement, found: PricedProduct) -> Price | None:
    """The agreement's price of a product: its own one, else that of its commodity; None when it has neither."""
    product = found.product
    of_product = [entry for entry in agreement.prices if entry.product_id == product.id]
    of_commodity = [
        entry for entry in agreement.prices if product.commodity is not None and entry.commodity == product.commodity
    ]
    entry = next(iter((*of_product, *of_commodity)), None)
    if entry is None or found.price.currency != agreement.currency:
        return None
    term = agreement.term_months
    public = found.price.rules
    return replace(
        found.price,
        stated=Amounts(entry.base_amount, entry.unit_amount, entry.one_off_amount),
        includes_tax=False,
        valid_from_on=agreement.valid_from_on,
        valid_until_on=agreement.valid_until_on,
        rules=public if public is None or term is None else replace(public, term_months=term, guarantee_months=term),
        framework_number=agreement.number,
    )


def _agreement(row: FrameworkAgreement) -> rules.Agreement:
    return rules.Agreement(
        row.valid_from_on, row.valid_until_on, row.limit_unit, row.limit_value, row.new_sites_allowed
    )


def _is_new(agreement: FrameworkAgreement, wanted: WantedCallOff, product: Product) -> bool:
    """Whether it is for a place that is not among the agreement's; a device has no place of its own."""
    if wanted.service_point_id is None:
        return product.kind in ("tariff", "plan")
    return wanted.service_point_id not in {site.service_point_id for site in agreement.sites}


def _new_sites(agreement: FrameworkAgreement, wanted: WantedCallOff, allowed: CallOff) -> list[FrameworkSite]:
    if not allowed.is_new_site or (wanted.service_point_id is None and wanted.site_name is None):
        return []
    return [
        FrameworkSite(
            framework_id=agreement.id,
            service_point_id=wanted.service_point_id,
            name=wanted.site_name or allowed.line.product_name,
            order_id=wanted.order_id,
        )
    ]
