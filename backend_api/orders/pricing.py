"""Turns wanted products into lines with the price that is shown, ordered and kept: public, a category's, or agreed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.checks.rules import iccid, phone_number
from backend_api.errors import NotFoundError
from backend_api.frameworks import call_offs
from backend_api.frameworks import repository as frameworks
from backend_api.orders.new_order import NewLine
from backend_api.products import service as products
from backend_api.values import MalformedValueError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.doors import Door
    from backend_api.orders.kind import Kind
    from backend_api.orders.schemas import OrderIn, OrderLineIn, ShownPrice
    from backend_api.products.prices import PricedLine
    from backend_api.products.service import PricedProduct
    from backend_api.schemas import Money

UNKNOWN = "unknown_product"
"""Also for a product outside the caller's assortment: nobody learns that it exists."""


@dataclass
class Lines:
    """The lines of an order that is being prepared."""

    lines: list[NewLine] = field(default_factory=list)
    currency: str | None = None
    problems: dict[str, str] = field(default_factory=dict)
    """Field by field."""


async def lines_of(session: AsyncSession, door: Door, kind: Kind, wanted: OrderIn) -> Lines:
    """Price what is wanted as of today, or name what is wrong with each line."""
    found = Lines()
    for place, line in enumerate(wanted.lines):
        at = f"lines.{place}"
        priced = await _priced(session, door, wanted, line)
        if priced is None:
            found.problems[f"{at}.product_number"] = UNKNOWN
            continue
        found.problems |= {f"{at}.{name}": problem for name, problem in _problems(priced, door, kind, line).items()}
        found.currency = found.currency or priced.price.currency
        if priced.price.currency != found.currency:
            found.problems[f"{at}.product_number"] = "other_currency"
        found.lines.append(_new_line(priced, line, found.problems, at))
    return found


async def same_price(
    session: AsyncSession, one: str, other: str, *, on: date, category: str | None = None
) -> PricedProduct | None:
    """The other product, when it can be ordered and costs the same today as the first one; None otherwise.

    Public prices are compared; the category limits what can be ordered.
    """
    try:
        first = await products.find_known(session, one, on=on)
        await products.find(session, other, on=on, category=category)
        second = await products.find_known(session, other, on=on)
    except NotFoundError:
        return None
    alike = first.product.kind == second.product.kind and first.product.country == second.product.country
    costs = [(found.price.currency, found.price.gross) for found in (first, second)]
    return second if alike and costs[0] == costs[1] else None


def line_from(priced: PricedLine) -> NewLine:
    """A line that keeps the price of a priced product; amounts include tax."""
    gross = priced.price.gross
    return NewLine(
        product_number=priced.product_number,
        description=priced.product_name,
        quantity=priced.quantity,
        one_off_amount=gross.one_off,
        base_amount=gross.base,
        unit_amount=gross.unit,
        price_list=priced.price.framework_number or priced.price.category,
    )


async def _priced(session: AsyncSession, door: Door, wanted: OrderIn, line: OrderLineIn) -> PricedLine | None:
    number = line.product_number.strip().upper()
    try:
        if wanted.framework_number is not None:
            return await _agreed(session, door, wanted, line)
        found = await products.find(session, number, on=door.today, category=door.category)
    except NotFoundError:
        return None
    product = found.product
    if product.country != door.party.country or product.customer_kind not in (None, door.party.kind):
        return None
    return products.line_of(found, line.quantity)


async def _agreed(session: AsyncSession, door: Door, wanted: OrderIn, line: OrderLineIn) -> PricedLine:
    agreement = await frameworks.lock_of_customer(session, door.customer_id, wanted.framework_number or "")
    if agreement is None:
        raise NotFoundError
    asked = call_offs.WantedCallOff(
        product_number=line.product_number.strip().upper(),
        quantity=line.quantity,
        energy_kwh=wanted.energy_kwh,
        service_point_id=wanted.service_point_id,
    )
    return (await call_offs.check(session, agreement, asked, on=door.today)).line


def _problems(priced: PricedLine, door: Door, kind: Kind, line: OrderLineIn) -> dict[str, str]:
    problems = {}
    if kind.products and priced.kind not in kind.products:
        problems["product_number"] = "not_for_this_kind"
    if line.shown is not None and not _as_shown(priced, line.shown):
        problems["shown"] = "price_changed"
    for name, check in (("iccid", iccid), ("phone_number", phone_number)):
        problem = _problem_of(check, getattr(line, name), door.party.country)
        if problem is not None:
            problems[name] = problem
    return problems


def _as_shown(priced: PricedLine, shown: ShownPrice) -> bool:
    gross, currency = priced.price.gross, priced.price.currency
    pairs: tuple[tuple[Money | None, Decimal | None], ...] = (
        (shown.one_off, gross.one_off),
        (shown.base, gross.base),
        (shown.unit, gross.unit),
    )
    return all(seen is None or (Decimal(seen.amount), seen.currency) == (real, currency) for seen, real in pairs)


def _problem_of(check: Callable[[str, str], str], text: str | None, country: str) -> str | None:
    if text is None:
        return None
    try:
        check(text, country)
    except MalformedValueError as error:
        return error.problem
    return None


def _new_line(priced: PricedLine, line: OrderLineIn, problems: dict[str, str], at: str) -> NewLine:
    kept = line_from(priced)
    return NewLine(
        product_number=kept.product_number,
        description=kept.description,
        quantity=kept.quantity,
        one_off_amount=kept.one_off_amount,
        base_amount=kept.base_amount,
        unit_amount=kept.unit_amount,
        price_list=kept.price_list,
        serial_number=line.serial_number,
        iccid=line.iccid,
        phone_number=line.phone_number if f"{at}.phone_number" in problems else _e164(line, priced.country),
    )


def _e164(line: OrderLineIn, country: str) -> str | None:
    return None if line.phone_number is None else phone_number(line.phone_number, country)
