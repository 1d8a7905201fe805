"""Customers of the demo whose contracts move, besides the personas: who they are, their points and switches."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

from backend_api.contracts.models import Contract
from backend_api.customers.models import ContactAddress, Customer
from backend_api.orders.models import Order, OrderLine, OrderStateEntry
from backend_api.orders.registry import machine_of
from backend_api.readings.models import MeterReading
from backend_api.service_points.models import MeteringPoint
from backend_api.switches.models import SupplierSwitch
from backend_api.switches.national import mapping_of
from backend_api.switches.progress import Switching, position
from backend_api.values import CustomerNumber
from wattline.demo import identifiers
from wattline.demo.calendar import DAY, add_months, month_first
from wattline.demo.catalog import product_number
from wattline.demo.ids import row_id
from wattline.demo.mover_plans import MoverPlan, SwitchStory, written
from wattline.demo.plan import TariffPlan, tariffs
from wattline.demo.points import ADDRESS
from wattline.demo.terms import gross

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backend_api.database import Base

EARLY = time(0, 30)
"""When things of a day happened, in UTC: the same day in every country we serve, and never still to come."""
_FIRST_CUSTOMER, _FIRST_CONTRACT, _FIRST_ORDER = 1_196_002, 260_400, 420_400
_READINGS = 15
_SHARES = (118, 110, 103, 95, 86, 80, 78, 80, 88, 96, 105, 115)
"""What a month takes of the use, in thousandths of a twelfth times ten; winter takes more."""


@dataclass
class Mover:
    """The rows of one customer."""

    plan: MoverPlan
    place: int
    customer: Customer
    point: MeteringPoint
    contract: Contract
    readings: list[MeterReading]
    orders: list[Order] = field(default_factory=list)
    switches: list[SupplierSwitch] = field(default_factory=list)


def build(today: date) -> list[Mover]:
    """All of them as of a day; offers and notices are added by ``offers.py``."""
    found = [_mover(story, place, today) for place, story in enumerate(written().movers)]
    for mover in found:
        if mover.plan.switch is not None:
            _switch(mover, mover.plan.switch, today)
    return found


def at(day: date) -> datetime:
    """Early on a day."""
    return datetime.combine(day, EARLY, UTC)


def _mover(story: MoverPlan, place: int, today: date) -> Mover:
    random, tariff = Random(story.key), tariffs()[story.tariff]  # noqa: S311 - a demo, not a secret
    first_name, _, name = story.name.partition(" ")
    customer = Customer(
        id=row_id(story.key),
        customer_number=CustomerNumber.from_sequence(_FIRST_CUSTOMER + 37 * place).text,
        kind="private",
        role="private_customer",
        name=name,
        first_name=first_name,
        language=story.language,
        country=story.country,
        currency=tariff.currency,
        branch="energy",
        addresses=[
            ContactAddress(
                id=row_id(story.key, "email"),
                kind="email",
                value=identifiers.email(story.name, story.country),
                confirmed_at=at(today - timedelta(days=60 + place)),
            )
        ],
    )
    point = _point(story, random)
    starts_on = add_months(month_first(today), 2) if story.planned else _began(story, tariff, today)
    contract = contract_of(story.tariff, point, starts_on)
    contract.id, contract.number = row_id(story.key, "contract"), f"V-{_FIRST_CONTRACT + 20 * place}"
    if story.ends_in is not None:
        contract.term_ends_on = today + timedelta(days=story.ends_in)
        contract.price_guaranteed_until = contract.term_ends_on if tariff.guaranteed else None
    readings = [] if story.planned else list(_readings(story, point, today))
    return Mover(story, place, customer, point, contract, readings)


def _began(story: MoverPlan, tariff: TariffPlan, today: date) -> date:
    if story.ends_in is not None:
        return add_months(today + timedelta(days=story.ends_in + 1), -tariff.term)
    return add_months(month_first(today), -16)


def _point(story: MoverPlan, random: Random) -> MeteringPoint:
    german, match = story.country == "DE", ADDRESS.fullmatch(story.at)
    assert match is not None, story.at
    return MeteringPoint(
        id=row_id(story.key, "point"),
        customer_id=row_id(story.key),
        name={"de": "Wohnung", "pl": "Mieszkanie", "en": "Flat"}[story.language],
        commodity=tariffs()[story.tariff].commodity,
        scheme="malo" if german else "ppe",
        identifier=identifiers.malo_id(random) if german else identifiers.ppe_code(random),
        melo_ids=[identifiers.melo_id(random, match["postcode"])] if german else [],
        meter_number=identifiers.meter_number(random, story.country),
        grid_operator=f"Stadtnetz {match['city']}" if german else f"Sieć Dystrybucyjna {match['city']}",
        state="planned" if story.planned else "active",
        country=story.country,
        **match.groupdict(),
    )


def contract_of(tariff_key: str, point: MeteringPoint, starts_on: date) -> Contract:
    """A contract of a tariff for a point; id and number are given later."""
    tariff = tariffs()[tariff_key]
    value, unit = tariff.notice.split()
    term_ends_on = add_months(starts_on, tariff.term) - DAY if tariff.term else None
    return Contract(
        customer_id=point.customer_id,
        service_point_id=point.id,
        product_number=product_number(tariff_key),
        product_name=tariff.name,
        base_price_amount=gross(tariff.base, tariff),
        unit_price_amount=None if tariff.unit is None else gross(tariff.unit, tariff),
        currency=tariff.currency,
        starts_on=starts_on,
        term_ends_on=term_ends_on,
        notice_period_value=int(value),
        notice_period_unit=unit,
        renewal=tariff.renewal,
        renewal_months=tariff.renewal_months,
        price_guaranteed_until=term_ends_on if tariff.guaranteed else None,
    )


def _readings(story: MoverPlan, point: MeteringPoint, today: date) -> Iterator[MeterReading]:
    """The first of each month for more than a year, measured."""
    value = Decimal(1000 + len(story.key) * 137)
    for back in range(_READINGS - 1, -1, -1):
        read_on = add_months(month_first(today), -back)
        yield MeterReading(
            id=row_id(point.id, "reading", read_on),
            service_point_id=point.id,
            read_on=read_on,
            value=value,
            unit="kWh",
            source="measured",
        )
        value += (Decimal(story.use) * _SHARES[read_on.month - 1] / Decimal(sum(_SHARES))).quantize(Decimal(1))


def order(mover: Mover, kind: str, told: Sequence[tuple[str, date]], **values: Any) -> Order:
    """An order of this customer with the states it reached."""
    machine, (state, since_on) = machine_of(kind), told[-1]
    outcome = machine.outcome(state)
    kept = [day for name, day in told if machine.keeps_promise(name)]
    number = _FIRST_ORDER + 20 * mover.place + len(mover.orders)
    made = Order(
        id=row_id(mover.plan.key, "order", len(mover.orders)),
        number=f"O-{number:07d}",
        kind=kind,
        customer_id=mover.customer.id,
        placed_by_kind="customer",
        placed_by_id=mover.customer.id,
        channel="web",
        service="gateway",
        state=state,
        outcome=outcome,
        placed_at=at(told[0][1]),
        state_since_at=at(since_on),
        fulfilled_at=at(kept[0]) if kept else None,
        finished_at=None if outcome == "open" else at(since_on),
        country=mover.point.country,
        currency=mover.contract.currency,
        waiting_for=machine.waits_for(state),
        service_point_id=mover.point.id,
        history=[
            OrderStateEntry(position=place, state=name, entered_at=at(day), actor_kind="service", mover="erp")
            for place, (name, day) in enumerate(told, start=1)
        ],
    )
    for name, value in values.items():
        setattr(made, name, value)
    mover.orders.append(made)
    return made


def line_of(contract: Contract) -> OrderLine:
    """What is ordered with a contract."""
    return OrderLine(
        position=1,
        product_number=contract.product_number or "",
        description=contract.product_name,
        quantity=1,
        base_amount=contract.base_price_amount,
        unit_amount=contract.unit_price_amount,
        state="ordered",
    )


def _switch(mover: Mover, story: SwitchStory, today: date) -> None:
    """The switch as of today, and for a corrected one the request that took its place."""
    last_on = today - timedelta(days=story.days)
    days = [last_on - timedelta(days=2 * back) for back in range(len(story.stages) - 1, -1, -1)]
    told = list(zip(story.stages, days, strict=True))
    start_on = None if story.starts_in is None else today + timedelta(days=story.starts_in)
    if story.direction == "incoming":
        start_on = mover.contract.starts_on
    first = _request(mover, story, told, start_on)
    if start_on is not None and story.direction == "outgoing":
        contract = mover.contract
        contract.notice_given_on, contract.notice_ends_on, contract.ended_by = days[0], start_on - DAY, "other_supplier"
    if story.corrected:
        told = [("signed", last_on), ("sent_to_grid_operator", last_on)]
        second = _request(mover, story.model_copy(update={"reason": None, "national": None}), told, start_on)
        second.corrects_id, second.meter_number = first.id, mover.point.meter_number
        mover.orders[-1].replaces_id = mover.orders[-2].id
        mover.orders[-2].history[-1].reason = "corrected"
    elif "withdrawn" in story.stages:
        mover.contract.withdrawn_on = last_on


def _request(mover: Mover, story: SwitchStory, told: list[tuple[str, date]], start_on: date | None) -> SupplierSwitch:
    stage, since_on = told[-1]
    over, reason = stage == "withdrawn", story.reason
    found = None
    if not over:
        switching = Switching(story.direction, mover.point.commodity, start_on)
        mapping = mapping_of(mover.point.country)
        found = position(mapping, switching, stage, on=since_on, reason=reason)  # type: ignore[arg-type]
    outgoing = story.direction == "outgoing"
    owner = order(
        mover,
        "supplier_switch",
        told,
        details={"direction": story.direction, "counterpart": story.counterpart},
        channel="market" if outgoing else "web",
        contract_id=None if outgoing else mover.contract.id,
        promised_on=start_on,
        waiting_for=None if found is None else found.waiting_for,
        blocker_code=None if found is None else found.blocker,
        lines=[] if outgoing else [line_of(mover.contract)],
    )
    made = SupplierSwitch(
        id=row_id(mover.plan.key, "switch", len(mover.switches)),
        order_id=owner.id,
        customer_id=mover.customer.id,
        service_point_id=mover.point.id,
        direction=story.direction,
        expected_on=None if found is None or found.expected_on is None else max(found.expected_on, since_on),
        start_on=start_on,
        counterpart=story.counterpart,
        reason_code=reason,
        national_reason=story.national,
        next_step_code="none" if found is None else found.next_step,
    )
    mover.switches.append(made)
    return made


def signed_switch(mover: Mover, owner: Order, counterpart: str | None) -> None:
    """The switch of an application that was confirmed."""
    made = SupplierSwitch(
        id=row_id(mover.plan.key, "switch", len(mover.switches)),
        order_id=owner.id,
        customer_id=mover.customer.id,
        service_point_id=mover.point.id,
        direction="incoming",
        expected_on=owner.state_since_at.date() + DAY,
        start_on=mover.contract.starts_on,
        counterpart=counterpart,
        next_step_code="wait",
    )
    mover.switches.append(made)


def batches(movers: Sequence[Mover]) -> list[Sequence[Base]]:
    """Who they are and what they have, each batch after the ones it refers to."""
    return [
        [mover.customer for mover in movers],
        [mover.point for mover in movers],
        [mover.contract for mover in movers],
        [reading for mover in movers for reading in mover.readings],
    ]
