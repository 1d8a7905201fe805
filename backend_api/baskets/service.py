"""Keeps what a shop's customer wants with the prices shown, and hands it over once, to be ordered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.baskets import repository
from backend_api.baskets.errors import BasketNotOpenError, BasketPricesChangedError, ProductsUnknownError
from backend_api.baskets.models import Basket, BasketContact, BasketLine
from backend_api.baskets.rules import LASTS, Times, sight, state_at
from backend_api.baskets.schemas import BasketIn, BasketLineOut, BasketOut, ContactOut
from backend_api.errors import NotFoundError
from backend_api.numbers.service import next_number
from backend_api.products import service as products
from backend_api.products.prices import Amounts, PricedLine, rounded_total
from backend_api.products.schemas import AmountsOut
from backend_api.schemas import Money
from backend_api.security import Level, Scope
from backend_api.values import CustomerNumber, MalformedValueError

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.products.prices import Price
    from backend_api.security import Caller, Identity


@dataclass(frozen=True)
class TakenBasket:
    """What is to be ordered: the basket's lines with the prices that were shown and still hold."""

    number: str
    shop: str
    customer_id: UUID | None
    """None for a guest's."""
    country: str
    lines: list[PricedLine]
    contact: BasketContact | None
    """As it was written in the shop; nothing of it is proof."""


async def create(session: AsyncSession, caller: Caller, wanted: BasketIn, *, on: date, now: datetime) -> BasketOut:
    """Keep a basket with today's public prices; a customer number that nobody has makes it a guest's.

    Raises:
        ProductsUnknownError: Some products are not sold in this country today.
    """
    priced = [await _line(session, line.product_number, line.quantity, wanted.country, on) for line in wanted.lines]
    unknown = [line.product_number for line, found in zip(wanted.lines, priced, strict=True) if found is None]
    if unknown:
        raise ProductsUnknownError(unknown)
    basket = Basket(
        shop=caller.name,
        customer_id=await _customer_id(session, wanted.customer_number),
        country=wanted.country,
        created_at=now,
        expires_at=now + LASTS,
        lines=[_kept(line, place) for place, line in enumerate(priced, start=1) if line is not None],
        contact=None if wanted.contact is None else BasketContact(**wanted.contact.model_dump()),
        number=await next_number(session, "basket"),
    )
    await repository.store(session, basket)
    return _out(basket, now, is_everything=True)


async def describe(session: AsyncSession, identity: Identity, number: str, *, now: datetime) -> BasketOut:
    """What a person may see of a basket; one of another customer and one that is not there look the same.

    Raises:
        NotFoundError: A verified customer asked for what is neither his nor a guest's.
        IdentityLevelTooLowError: Somebody less known did.
    """
    basket = await repository.find(session, number)
    seen = "nothing" if basket is None else sight(basket.customer_id, identity)
    if basket is None or seen == "nothing":
        if not identity.is_staff:
            identity.require(Level.VERIFIED)
        raise NotFoundError
    return _out(basket, now, is_everything=seen == "everything")


async def describe_to_shop(session: AsyncSession, caller: Caller, number: str, *, now: datetime) -> BasketOut:
    """A shop's own basket, or any for the gateway; raises NotFoundError."""
    basket = await repository.find(session, number)
    if basket is None or (basket.shop != caller.name and not caller.may(Scope.GATEWAY)):
        raise NotFoundError
    return _out(basket, now, is_everything=True)


async def take(
    session: AsyncSession, identity: Identity, number: str, *, order_id: UUID, on: date, now: datetime
) -> TakenBasket:
    """Hand a basket over to an order, once; a second try waits and is refused.

    A customer may take his own or a guest's basket, a staff member any that is not another customer's than the one who
    is served.

    Raises:
        NotFoundError: There is none of this number, or it belongs to another customer.
        BasketNotOpenError: It was ordered already, or has expired.
        BasketPricesChangedError: What was shown is not the price of the day any more; with the new prices.
    """
    basket = await repository.lock(session, number)
    if basket is None or basket.customer_id not in (None, identity.customer_id):
        raise NotFoundError
    state = state_at(Times(basket.expires_at, basket.ordered_at), now)
    if state != "open":
        raise BasketNotOpenError(state)
    lines = await _unchanged(session, basket, on)
    basket.order_id, basket.ordered_at = order_id, now
    await repository.store(session, basket)
    return TakenBasket(
        number=basket.number,
        shop=basket.shop,
        customer_id=basket.customer_id,
        country=basket.country,
        lines=lines,
        contact=basket.contact,
    )


async def _unchanged(session: AsyncSession, basket: Basket, on: date) -> list[PricedLine]:
    lines: list[PricedLine] = []
    changed: dict[str, Price | None] = {}
    for kept in basket.lines:
        line = await _line(session, kept.product_number, kept.quantity, basket.country, on)
        if line is None:
            changed[kept.product_number] = None
        elif (line.price.currency, line.price.gross) != (kept.currency, _amounts(kept)):
            changed[kept.product_number] = line.price
        else:
            lines.append(line)
    if changed:
        raise BasketPricesChangedError(changed)
    return lines


async def _line(session: AsyncSession, number: str, quantity: int, country: str, on: date) -> PricedLine | None:
    try:
        line = await products.priced_line(session, number.upper(), quantity, on=on)
    except NotFoundError:
        return None
    return line if line.country == country else None


async def _customer_id(session: AsyncSession, customer_number: str | None) -> UUID | None:
    if customer_number is None:
        return None
    try:
        number = CustomerNumber.parse(customer_number).text
    except MalformedValueError:
        return None
    return await repository.customer_id_of(session, number)


def _kept(line: PricedLine, position: int) -> BasketLine:
    gross = line.price.gross
    return BasketLine(
        position=position,
        product_id=line.product_id,
        product_number=line.product_number,
        product_name=line.product_name,
        quantity=line.quantity,
        currency=line.price.currency,
        base_amount=gross.base,
        unit_amount=gross.unit,
        one_off_amount=gross.one_off,
        beyond_amount=gross.beyond,
        price_valid_until_on=line.price.valid_until_on,
    )


def _amounts(line: BasketLine) -> Amounts:
    return Amounts(line.base_amount, line.unit_amount, line.one_off_amount, line.beyond_amount)


def _out(basket: Basket, now: datetime, *, is_everything: bool) -> BasketOut:
    return BasketOut(
        number=basket.number,
        state=state_at(Times(basket.expires_at, basket.ordered_at), now),
        country=basket.country,
        lines=[_line_out(line) for line in basket.lines],
        created_at=basket.created_at,
        expires_at=basket.expires_at,
        customer_id=basket.customer_id if is_everything else None,
        order_id=basket.order_id if is_everything else None,
        contact=ContactOut.model_validate(basket.contact) if is_everything and basket.contact else None,
    )


def _line_out(line: BasketLine) -> BasketLineOut:
    return BasketLineOut(
        product_number=line.product_number,
        product_name=line.product_name,
        quantity=line.quantity,
        price=AmountsOut.of(_amounts(line), line.currency),
        price_valid_until_on=line.price_valid_until_on,
        one_off_total=Money.maybe(rounded_total(line.one_off_amount, line.quantity), line.currency),
        monthly_total=Money.maybe(rounded_total(line.base_amount, line.quantity), line.currency),
    )
