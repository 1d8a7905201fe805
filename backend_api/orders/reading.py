"""Shows orders to those who may see them: the customer, people who act for them, the partner, the shop, staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.customers.rights import rights_of
from backend_api.errors import NotFoundError
from backend_api.orders import repository, views
from backend_api.orders.kind_schemas import KindTransition, OrderKindList, OrderKindOut
from backend_api.orders.new_order import worth_of
from backend_api.orders.promise import promised_for
from backend_api.orders.registry import KINDS
from backend_api.orders.schemas import (
    FieldNote,
    OrderCheckOut,
    OrderList,
    PartnerOrderList,
    PricedLineOut,
)
from backend_api.orders.service import local_day
from backend_api.partners import service as partners
from backend_api.schemas import Money
from backend_api.security import Level

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.doors import Door
    from backend_api.orders.entry import Prepared
    from backend_api.orders.kind import Kind
    from backend_api.orders.models import Order
    from backend_api.orders.repository import Sight, Wanted
    from backend_api.orders.schemas import OrderBrief, OrderOut, PartnerOrderOut
    from backend_api.security import Identity


async def list_own(session: AsyncSession, identity: Identity, wanted: Wanted) -> OrderList:
    """A page of the customer's orders in brief."""
    page = await repository.list_own(session, identity, wanted, await sight_of(session, identity))
    return OrderList(items=[views.brief(order) for order in page.items], total=page.total)


async def describe_own(session: AsyncSession, identity: Identity, number: str, *, now: datetime) -> OrderBrief:
    """One of them, in brief for a confirmed address, in full for a verified customer; raises NotFoundError."""
    order = await own_order(session, identity, number)
    return await full(session, order, now=now) if identity.level >= Level.VERIFIED else views.brief(order)


async def own_order(session: AsyncSession, identity: Identity, number: str) -> Order:
    """One of the customer's orders that the person may see; raises NotFoundError."""
    order = await repository.find_own(session, identity, number, await sight_of(session, identity))
    if order is None:
        raise NotFoundError
    return order


async def full(session: AsyncSession, order: Order, *, now: datetime) -> OrderOut:
    """Everything about an order, with the numbers of those it is linked with."""
    numbers = await repository.numbers_of(session, (order.replaces_id, order.follows_id))
    links = views.Links(
        replaces=None if order.replaces_id is None else numbers.get(order.replaces_id),
        replaced_by=await repository.replacement_of(session, order.id),
        follows=None if order.follows_id is None else numbers.get(order.follows_id),
    )
    return views.full(order, links, today=local_day(now, order.country))


async def list_of_partner(session: AsyncSession, identity: Identity, wanted: Wanted) -> PartnerOrderList:
    """A page of the orders that the partner entered; raises NotFoundError when it is suspended."""
    await partners.own(session, identity)
    page = await repository.list_of_partner(session, identity, wanted)
    return PartnerOrderList(items=[views.for_partner(order) for order in page.items], total=page.total)


async def describe_of_partner(session: AsyncSession, identity: Identity, number: str) -> PartnerOrderOut:
    """One of them; raises NotFoundError, also when the partner is suspended."""
    await partners.own(session, identity)
    order = await repository.find_of_partner(session, identity, number)
    if order is None:
        raise NotFoundError
    return views.for_partner(order)


async def describe_of_shop(session: AsyncSession, service: str, number: str) -> PartnerOrderOut:
    """One that the shop sent; raises NotFoundError."""
    order = await repository.find_of_service(session, service, number)
    if order is None:
        raise NotFoundError
    return views.for_partner(order)


async def list_for_staff(session: AsyncSession, wanted: Wanted) -> OrderList:
    """A page of all orders in brief."""
    page = await repository.list_for_staff(session, wanted)
    return OrderList(items=[views.brief(order) for order in page.items], total=page.total)


async def sight_of(session: AsyncSession, identity: Identity) -> Sight:
    """The service points to which whoever acts is limited; None for all.

    Raises:
        RightMissingError: The person does not act for this customer any more.
    """
    if identity.person_id is None or identity.is_staff:
        return None
    rights = await rights_of(session, identity)
    rights.require("reads")
    return rights.service_point_ids


def check_result(door: Door, prepared: Prepared) -> OrderCheckOut:
    """What an order would be, without placing it."""
    lines, kind = prepared.lines.lines, prepared.kind
    currency = prepared.lines.currency or door.party.currency
    worth = worth_of(lines)
    promised_on = None
    if kind is not None and not prepared.problems:
        promised_on = promised_for(
            kind.machine,
            kind.machine.start,
            today=door.today,
            country=door.party.country,
            goods_on=prepared.goods.there_on,
        )
    return OrderCheckOut(
        lines=[
            PricedLineOut(
                product_number=line.product_number,
                description=line.description,
                quantity=line.quantity,
                one_off=Money.maybe(line.one_off_amount, currency),
                base=Money.maybe(line.base_amount, currency),
                unit=Money.maybe(line.unit_amount, currency),
            )
            for line in lines
        ],
        worth=Money.of(worth, currency),
        details=prepared.details,
        promised_on=promised_on,
        needs_approval=door.gate_for(worth, currency) == "awaiting_approval",
        problems=_notes(prepared.problems),
        warnings=_notes(prepared.warnings),
    )


def list_kinds() -> OrderKindList:
    """Every kind with its machine and the form of its details."""
    return OrderKindList(items=[_kind(kind) for kind in KINDS.values()], total=len(KINDS))


def _kind(kind: Kind) -> OrderKindOut:
    machine = kind.machine
    return OrderKindOut(
        kind=kind.word,
        text=kind.text,
        entered_by=list(kind.entry),
        subject=kind.subject,
        needs_lines=kind.needs_lines,
        needs_fresh=kind.needs_fresh,
        start=machine.start,
        states=list(machine.states),
        done=list(machine.done),
        changeable=list(machine.changeable),
        usual_working_days=machine.usual_days(machine.start),
        transitions=[
            KindTransition(source=arrow.source, to=arrow.to, by=list(arrow.by)) for arrow in machine.all_transitions
        ],
        details_schema=kind.details.model_json_schema(),
    )


def _notes(found: dict[str, str]) -> list[FieldNote]:
    return [FieldNote(field=name, problem=problem) for name, problem in sorted(found.items())]
