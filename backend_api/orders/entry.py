"""Enters orders: customers, people who act for them, staff, partners and shops pass the same checks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from backend_api.bank_accounts import repository as bank_accounts
from backend_api.baskets import service as baskets
from backend_api.errors import NotFoundError
from backend_api.frameworks import call_offs
from backend_api.orders import repository
from backend_api.orders.doors import require_activated
from backend_api.orders.errors import OrderInvalidError
from backend_api.orders.facts import facts_of
from backend_api.orders.goods import Goods, goods_of
from backend_api.orders.kind import Kind
from backend_api.orders.new_order import NewOrder, worth_of
from backend_api.orders.pricing import Lines, line_from, lines_of
from backend_api.orders.registry import KINDS
from backend_api.orders.repository import Subject
from backend_api.orders.service import place
from backend_api.security import Identity

if TYPE_CHECKING:
    from decimal import Decimal
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.doors import Door
    from backend_api.orders.models import Order
    from backend_api.orders.schemas import OrderIn
    from backend_api.service_points.models import ServicePoint

_POINT_KINDS = ("metering_point", "line")
_BEGINNING = ("new_supply", "supplier_switch")
"""Giving one up ends the contract that it was to begin, so that none names a contract that stands."""


@dataclass
class Prepared:
    """An order with everything filled in, and what is wrong with it."""

    kind: Kind | None
    subject: Subject | None = None
    lines: Lines = field(default_factory=Lines)
    goods: Goods = field(default_factory=Goods)
    details: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)

    @property
    def worth(self) -> Decimal:
        """As limits count it."""
        return worth_of(self.lines.lines)


async def prepare(session: AsyncSession, door: Door, wanted: OrderIn) -> Prepared:
    """Fill in what is known and name everything that is wrong, at once.

    Raises:
        NotActivatedError: The kind is switched off for whoever acts.
        RightMissingError: The person is limited to other service points.
        CallOffRefusedError: The framework agreement does not allow it.
    """
    kind = KINDS.get(wanted.kind)
    if kind is None or door.entry not in kind.entry:
        return Prepared(None, problems={"kind": "unknown_kind" if kind is None else "not_ordered_here"})
    await require_activated(session, door, kind.word)
    prepared = Prepared(kind)
    prepared.subject = await _subject(session, door, kind, wanted, prepared.problems)
    door.check_point(None if prepared.subject.point is None else prepared.subject.point.id)
    if wanted.framework_number is not None and (door.rights is None or wanted.basket_number is not None):
        # agreed prices are the customer's own; a basket keeps the public ones it showed
        prepared.problems["framework_number"] = "not_with_basket" if door.rights else "not_ordered_here"
        return prepared
    prepared.lines = await lines_of(session, door, kind, wanted)
    lines, country = prepared.lines.lines, door.party.country
    prepared.goods = await goods_of(session, kind, lines, today=door.today, country=country)
    point = prepared.subject.point
    if point is None and kind.ships:
        point = await _place_to_send(session, door, wanted, prepared.warnings)
    facts = await facts_of(session, door, kind, wanted.details, point)
    prepared.details = facts.details
    prepared.warnings |= facts.warnings
    if not prepared.lines.problems:
        prepared.warnings |= prepared.goods.warnings(lines)
    prepared.problems |= prepared.lines.problems | facts.problems
    if kind.needs_lines and not wanted.lines and wanted.basket_number is None:
        prepared.problems["lines"] = "missing"
    if wanted.basket_number is not None and (wanted.lines or door.category is not None):
        prepared.problems["basket_number"] = "not_with_lines" if wanted.lines else "not_ordered_here"
    return prepared


async def enter(session: AsyncSession, door: Door, wanted: OrderIn) -> Order:
    """Place an order that came in through a door.

    Raises:
        OrderInvalidError: Something is wrong; every field is named.
        RightMissingError: The person is limited to other service points.
        IdentityLevelTooLowError: A fresh code is needed for this kind.
        BasketNotOpenError: The basket was ordered already or has expired.
        BasketPricesChangedError: Prices changed since the basket was filled.
    """
    prepared = await prepare(session, door, wanted)
    kind, subject = prepared.kind, prepared.subject
    bank_account_id = await _bank_account(session, door, wanted, prepared.problems)
    replaces_id = await _replaced(session, door, wanted, prepared.problems)
    if prepared.problems or kind is None or subject is None:
        raise OrderInvalidError(prepared.problems)
    door.check_proof(kind, subject.id_of(kind))
    new = NewOrder(
        kind=kind.word,
        customer_id=door.customer_id,
        details=prepared.details,
        service_point_id=None if subject.point is None else subject.point.id,
        contract_id=subject.contract_id,
        partner_id=door.partner_id,
        channel=door.sender.channel,
        service=door.sender.service,
        framework_number=wanted.framework_number,
        bank_account_id=bank_account_id,
        replaces_id=replaces_id,
        currency=prepared.lines.currency,
        lines=tuple(prepared.lines.lines),
        mover="shop" if door.entry == "shop" else None,
    )
    new = await _with_basket(session, door, kind, wanted, new)
    gate = door.gate_for(worth_of(new.lines), new.currency or door.party.currency)
    order = await place(session, door.identity, replace(new, gate=gate), now=door.now)
    await _call_off(session, door, wanted, order)
    return order


async def _subject(session: AsyncSession, door: Door, kind: Kind, wanted: OrderIn, problems: dict[str, str]) -> Subject:
    """The customer's own point or contract that is meant."""
    subject = await repository.subject(
        session, door.customer_id, wanted.service_point_id, wanted.service_point_number, wanted.contract_number
    )
    if wanted.contract_number is not None and subject.contract_id is None:
        problems["contract_number"] = "unknown_contract"
    elif subject.contract_id is not None and kind.word in _BEGINNING:
        problems["contract_number"] = "not_for_this_kind"
    named = wanted.service_point_id is not None or wanted.service_point_number is not None
    if named and subject.point is None:
        problems["service_point"] = "unknown_service_point"
    elif kind.subject == "contract" and wanted.contract_number is None:
        problems["contract_number"] = "missing"
    elif kind.subject not in ("none", "contract") and subject.point is None and not problems:
        problems["service_point"] = "missing"
    elif subject.point is not None and kind.subject in _POINT_KINDS and kind.subject != subject.point.kind:
        problems["service_point"] = "not_for_this_kind"
    return subject


async def _place_to_send(
    session: AsyncSession, door: Door, wanted: OrderIn, warnings: dict[str, str]
) -> ServicePoint | None:
    """Where the customer is served longest; a company at several places has to say which, anybody else is warned."""
    if "address" not in wanted.details and await repository.is_at_several_places(session, door.customer_id):
        if door.party.kind == "company":
            return None
        warnings["details.address"] = "one_of_several"
    return await repository.first_point(session, door.customer_id, on=door.today)


async def _bank_account(session: AsyncSession, door: Door, wanted: OrderIn, problems: dict[str, str]) -> UUID | None:
    """The account on record, unless the customer wants to transfer the money."""
    if wanted.pay_by == "transfer":
        return None
    account = await bank_accounts.active_of(session, door.customer_id)
    if account is None and wanted.pay_by == "direct_debit":
        problems["pay_by"] = "bank_account_missing"
    return None if account is None else account.id


async def _replaced(session: AsyncSession, door: Door, wanted: OrderIn, problems: dict[str, str]) -> UUID | None:
    if wanted.replaces_number is None:
        return None
    replaced = await repository.id_of_customers(session, door.customer_id, wanted.replaces_number)
    if replaced is None:
        problems["replaces_number"] = "unknown_order"
    return replaced


async def _with_basket(session: AsyncSession, door: Door, kind: Kind, wanted: OrderIn, new: NewOrder) -> NewOrder:
    """The same with the lines of the basket, which is taken for this order alone."""
    if wanted.basket_number is None:
        return new
    taker = door.identity if door.identity.customer_id else Identity(customer_id=door.customer_id)
    number = wanted.basket_number.strip().upper()
    try:
        taken = await baskets.take(session, taker, number, order_id=new.order_id, on=door.today, now=door.now)
    except NotFoundError as error:
        raise OrderInvalidError({"basket_number": "unknown_basket"}) from error
    if kind.products and any(line.kind not in kind.products for line in taken.lines):
        raise OrderInvalidError({"basket_number": "not_for_this_kind"})
    if taken.country != door.party.country or (door.entry == "shop" and taken.shop != door.sender.service):
        raise OrderInvalidError({"basket_number": "unknown_basket"})
    currency = next((line.price.currency for line in taken.lines), None)
    lines = tuple(line_from(line) for line in taken.lines)
    return replace(new, lines=lines, currency=currency, basket_number=taken.number)


async def _call_off(session: AsyncSession, door: Door, wanted: OrderIn, order: Order) -> None:
    """Count the order against the agreement, line by line, under the agreement's lock."""
    if wanted.framework_number is None:
        return
    for line in order.lines:
        asked = call_offs.WantedCallOff(
            product_number=line.product_number,
            quantity=line.quantity,
            energy_kwh=None if line.unit_amount is None else wanted.energy_kwh,
            service_point_id=order.service_point_id,
            order_id=order.id,
            order_number=order.number,
        )
        await call_offs.call_off(session, door.customer_id, wanted.framework_number, asked, on=door.today, now=door.now)
