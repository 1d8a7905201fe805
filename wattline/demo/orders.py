"""Orders of the demo: every kind in every state, as if they had come in over the last weeks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import cycle
from typing import TYPE_CHECKING, Any

import yaml

from backend_api.orders.machine import AWAITING_APPROVAL, AWAITING_CUSTOMER, Machine, Transition
from backend_api.orders.models import Order, OrderLine, OrderStateEntry
from backend_api.orders.new_order import NewLine, worth_of
from backend_api.orders.promise import promised_for
from backend_api.orders.registry import KINDS
from wattline.demo import catalog
from wattline.demo.ids import row_id
from wattline.demo.order_parties import Buyer, BuyerPlan, buyer
from wattline.demo.plan import DATA, Country, Plan, tariffs
from wattline.demo.terms import gross

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backend_api.customers.models import Customer
    from backend_api.database import Base
    from backend_api.service_points.models import ServicePoint

EARLY = time(0, 20)
"""When things of a day happened, in UTC: the same day in every country we serve, and never still to come."""
_FIRST_ORDER = 440_400
_LONGEST_STEP = 4
"""Days; longer steps are shortened, so that everything happened lately."""
_OF_OTHERS = ("supplier_switch", "renewal", "contract_cancellation", "return")
"""Kinds whose details lie in other resources, which bring their own orders."""
_PARTNERS: dict[str, str] = {"DE": "funkhaus", "PL": "salon-praga"}


class PersonaOrderPlan(Plan):
    """An order of a persona."""

    customer: str
    kind: str
    state: str
    days: int
    numbers: list[str]
    blocker: str | None = None
    promised_in: int | None = None


class ContractOrderPlan(Plan):
    """An order about the contract of a customer who orders."""

    customer: str
    kind: str
    state: str
    days: int
    ends_in: int | None = None


class OrdersPlan(Plan):
    """The file."""

    customers: list[BuyerPlan]
    contracts: list[ContractOrderPlan]
    lines: dict[str, dict[Country, list[str]]]
    personas: list[PersonaOrderPlan]


@lru_cache(maxsize=1)
def written() -> OrdersPlan:
    """Read the file."""
    return OrdersPlan.model_validate(yaml.safe_load((DATA / "orders.yml").read_text(encoding="utf-8")))


def batches(personas: dict[str, Customer], today: date) -> list[Sequence[Base]]:
    """Customers who order, and all orders; the personas must have been written before."""
    buyers = [buyer(plan, place, today) for place, plan in enumerate(written().customers)]
    keyed = {plan.key: one for plan, one in zip(written().customers, buyers, strict=True)}
    orders = [*_of_personas(personas, today), *_matrix(buyers, today), *_of_contracts(keyed, today)]
    for place, order in enumerate(sorted(orders, key=lambda one: (one.placed_at, one.id))):
        order.number = f"O-{_FIRST_ORDER + 17 * place:07d}"
    people = [one.customer for one in buyers]
    things = [row for one in buyers for row in (one.point, one.line)]
    accounts = [one.account for one in buyers if one.account]
    return [people, things, [one.contract for one in buyers], accounts, orders]


def points(today: date) -> list[ServicePoint]:
    """Where the customers who order live."""
    return [buyer(plan, place, today).point for place, plan in enumerate(written().customers)]


def way_to(machine: Machine, state: str) -> list[tuple[str, Transition | None]]:
    """The shortest way from a beginning of the machine to a state: each state with the arrow that led there."""
    starts = [machine.start, AWAITING_CUSTOMER, AWAITING_APPROVAL]
    ways: list[list[tuple[str, Transition | None]]] = [[(start, None)] for start in starts]
    seen = set(starts)
    while ways:
        way = ways.pop(0)
        if way[-1][0] == state:
            return way
        for arrow in machine.moves_from(way[-1][0]):
            if arrow.to not in seen:
                seen.add(arrow.to)
                ways.append([*way, (arrow.to, arrow)])
    raise ValueError(f"{state} cannot be reached")


def _matrix(buyers: list[Buyer], today: date) -> Iterator[Order]:
    """One order of each kind in each state, spread over the customers."""
    turns = cycle(buyers)
    days = cycle(range(9))
    for word, kind in KINDS.items():
        if word in _OF_OTHERS:
            continue
        for state in kind.machine.states:
            one = next(turns)
            order = _order(one.customer, word, state, next(days), today)
            order.id = row_id("order", word, state)
            order.details = _details(word, one, today)
            order.lines = _lines(written().lines.get(word, {}).get(_country(one.customer), []))
            order.bank_account_id = one.account.id if one.account else None
            order.service_point_id = one.line.id if kind.subject == "line" else one.point.id
            order.worth_amount = _worth(order)
            if state in ("back_ordered", "rejected", "missed", "failed", "not_delivered"):
                order.blocker_code = {"back_ordered": "out_of_stock", "rejected": "correction_needed"}.get(state, state)
            yield order


def _of_contracts(buyers: dict[str, Buyer], today: date) -> Iterator[Order]:
    """Notices and renewals; a notice that was taken stands on its contract."""
    for place, plan in enumerate(written().contracts):
        one = buyers[plan.customer]
        order = _order(one.customer, plan.kind, plan.state, plan.days, today)
        order.id = row_id("order", plan.customer, plan.kind, place)
        order.service_point_id, order.contract_id = one.point.id, one.contract.id
        if plan.ends_in is not None:
            ends_on = today + timedelta(days=plan.ends_in)
            one.contract.notice_given_on, one.contract.notice_ends_on = order.placed_at.date(), ends_on
            order.details = {"ends_on": ends_on.isoformat(), "notice": "ordinary"}
        yield order


def _of_personas(personas: dict[str, Customer], today: date) -> Iterator[Order]:
    for plan in written().personas:
        customer = personas[plan.customer]
        order = _order(customer, plan.kind, plan.state, plan.days, today)
        order.id = row_id("order", plan.customer, plan.kind)
        order.lines = _lines(plan.numbers)
        order.worth_amount, order.blocker_code = _worth(order), plan.blocker
        if plan.promised_in is not None:
            order.promised_on = today + timedelta(days=plan.promised_in)
        yield order


def _order(customer: Customer, word: str, state: str, days_ago: int, today: date) -> Order:
    """An order that came the shortest way to its state."""
    machine = KINDS[word].machine
    way = way_to(machine, state)
    entered = _times(way, today - timedelta(days=days_ago))
    kept = [at for (name, _arrow), at in zip(way, entered, strict=True) if machine.keeps_promise(name)]
    outcome, by_partner = machine.outcome(state), way[0][0] == AWAITING_CUSTOMER
    partner = row_id("partner", _PARTNERS[customer.country]) if by_partner else None
    placed_on = entered[0].date()
    return Order(
        kind=word,
        customer_id=customer.id,
        partner_id=partner,
        placed_by_kind="partner" if by_partner else "customer",
        placed_by_id=partner or customer.id,
        channel="partner_portal" if by_partner else "web",
        service="gateway",
        state=state,
        outcome=outcome,
        placed_at=entered[0],
        state_since_at=entered[-1],
        fulfilled_at=kept[0] if kept else None,
        finished_at=None if outcome == "open" else entered[-1],
        country=customer.country,
        currency=customer.currency,
        promised_on=promised_for(machine, way[0][0], today=placed_on, country=customer.country),
        waiting_for=machine.waits_for(state),
        details={},
        worth_amount=Decimal(0),
        erp_state="waiting_for_erp" if len(way) == 1 else "in_erp",
        erp_number=None if len(way) == 1 else f"ERP-{row_id(customer.id, word, state).int % 10**9:09d}",
        history=[
            OrderStateEntry(
                position=position,
                state=name,
                entered_at=at,
                actor_kind="service" if arrow else ("partner" if by_partner else "customer"),
                actor_id=None if arrow else partner or customer.id,
                mover=arrow.by[0] if arrow else ("partner" if by_partner else "customer"),
            )
            for position, ((name, arrow), at) in enumerate(zip(way, entered, strict=True), start=1)
        ],
    )


def _times(way: list[tuple[str, Transition | None]], last_on: date) -> list[datetime]:
    """When each state was reached, so that the last one was on that day."""
    days = [last_on]
    for _state, arrow in reversed(way[1:]):
        assert arrow is not None
        days.append(days[-1] - timedelta(days=min(max(arrow.working_days, 1), _LONGEST_STEP)))
    return [datetime.combine(day, EARLY, UTC) for day in reversed(days)]


def _lines(numbers: Sequence[str]) -> list[OrderLine]:
    return [_line(position, number) for position, number in enumerate(numbers, start=1)]


def _line(position: int, number: str) -> OrderLine:
    """A device of products.yml by its number, or a tariff of tariffs.yml by its key; amounts include tax."""
    tariff = tariffs().get(number)
    if tariff is not None:
        return OrderLine(
            position=position,
            product_number=catalog.product_number(number),
            description=tariff.name,
            quantity=1,
            base_amount=gross(tariff.base, tariff),
            unit_amount=None if tariff.unit is None else gross(tariff.unit, tariff),
            state="ordered",
        )
    device = next(entry for entry in catalog.written().devices if entry.number == number)
    return OrderLine(
        position=position,
        product_number=number,
        description=device.name["pl" if device.country == "PL" else "de"],
        quantity=1,
        one_off_amount=device.price,
        state="ordered",
    )


def _worth(order: Order) -> Decimal:
    return worth_of(
        NewLine(line.product_number, "", line.quantity, line.one_off_amount, line.base_amount) for line in order.lines
    )


def _details(word: str, one: Buyer, today: date) -> dict[str, Any]:
    """What the kind needs, filled in as the order routes do it."""
    point = one.point
    known: dict[str, Any] = {
        "address": {
            "street": point.street,
            "house_number": point.house_number,
            "postcode": point.postcode,
            "city": point.city,
            "country": point.country,
        },
        "meter_number": point.meter_number,
        "metering_point": point.identifier,
        "commodity": point.commodity,
        "holder_name": f"{one.customer.first_name} {one.customer.name}",
        "phone_number": one.line.identifier,
        "old_provider": "Altnetz" if point.country == "DE" else "Dawna Sieć",
        "iccid": f"8949020000{one.line.id.int % 10**8:08d}",
        "moves_in_on": (today + timedelta(days=20)).isoformat(),
        "moves_out_on": (today + timedelta(days=12)).isoformat(),
    }
    model = KINDS[word].details
    given = {name: value for name, value in known.items() if name in model.model_fields}
    return model.model_validate(given).model_dump(mode="json", exclude_none=True)


def _country(customer: Customer) -> Country:
    return "PL" if customer.country == "PL" else "DE"
