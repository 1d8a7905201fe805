"""One service point of the demo with everything that hangs on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from backend_api.contracts.models import Contract
from backend_api.readings.metering import Exchange
from backend_api.readings.models import LineUsage, MeterReading
from backend_api.service_points.models import Line, LineAllowance, MeteringPoint, ServicePoint
from backend_api.switches.models import SupplierSwitch
from wattline.demo import bills, identifiers, meters, switches, terms
from wattline.demo.bills import Bill
from wattline.demo.calendar import add_months, month_first
from wattline.demo.ids import row_id
from wattline.demo.plan import tariffs

if TYPE_CHECKING:
    from datetime import date

    from wattline.demo.plan import CustomerPlan, PointPlan

ADDRESS = re.compile(r"(?P<street>.+?) (?P<house_number>\d\S*), (?P<postcode>\S+) (?P<city>.+)")
USUAL_MONTHS = (28, 31, 35, 40, 43)
"""For how long customers have usually been supplied."""


@dataclass
class PointRows:
    """The rows of one point."""

    point: ServicePoint
    contracts: list[Contract]
    readings: list[MeterReading] = field(default_factory=list)
    usages: list[LineUsage] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)
    exchanged: tuple[Exchange, ...] = ()
    """Meters exchanged between its readings."""
    switch: SupplierSwitch | None = None


def build_point(customer: CustomerPlan, point: PointPlan, line_place: int, today: date) -> PointRows:
    """All rows of a point as of a day; the numbers of its contracts and bills are given later.

    Args:
        customer: Whose point.
        point: What is written about it.
        line_place: How many lines come before it in the whole demo; decides a line's number.
        today: The day of seeding.
    """
    random = Random(f"{customer.key}/{point.name}")  # noqa: S311 - a demo, not a secret
    days = terms.spans(point, random.choice(USUAL_MONTHS) if point.since is None else point.since, today)
    place = _line(customer, line_place) if point.is_line else _metering_point(customer, random, point)
    _describe(place, customer, point)
    rows = PointRows(place, terms.contracts(point, terms.Owned(place.customer_id, place.id), days, today))
    for contract in rows.contracts:
        contract.id = row_id(place.id, "contract", contract.starts_on)
    if point.is_line:
        rows.usages, periods = meters.data(point, place.id, days, today, random)
        place.allowance = None if point.planned else _allowance(point, rows.usages, today)
    else:
        place.allowance = None
        rows.readings, periods = meters.energy(point, place.id, days, customer.country, random)
    rows.bills = bills.bills(bills.Account(point, customer.language, today), rows.contracts, periods, days)
    if point.switch:
        contract = rows.contracts[-1]
        rows.switch = switches.switch(point.switch, contract, place, today)
        if point.switch.direction == "incoming" and contract.signed_on is None:
            contract.signed_on = rows.switch.order.placed_at.date()
    _give_ids(rows)
    return rows


def _line(customer: CustomerPlan, line_place: int) -> ServicePoint:
    return Line(scheme="line", identifier=identifiers.line_number(line_place, customer.country), melo_ids=[])


def _metering_point(customer: CustomerPlan, random: Random, point: PointPlan) -> ServicePoint:
    german = customer.country == "DE"
    address = _address(point)
    return MeteringPoint(
        scheme="malo" if german else "ppe",
        identifier=identifiers.malo_id(random) if german else identifiers.ppe_code(random),
        melo_ids=[identifiers.melo_id(random, address["postcode"])] if german else [],
        meter_number=identifiers.meter_number(random, customer.country),
        grid_operator=f"Stadtnetz {address['city']}" if german else f"Sieć Dystrybucyjna {address['city']}",
    )


def _describe(place: ServicePoint, customer: CustomerPlan, point: PointPlan) -> None:
    place.id = row_id(customer.key, point.name)
    place.customer_id = row_id(customer.key)
    place.name = point.name
    place.commodity = point.commodity
    place.state = "planned" if point.planned else "active"
    place.country = customer.country
    for field_name, value in _address(point).items():
        setattr(place, field_name, value)


def _address(point: PointPlan) -> dict[str, str]:
    match = ADDRESS.fullmatch(point.at)
    if match is None:
        raise ValueError(f"not an address: {point.at}")
    return match.groupdict()


def _allowance(point: PointPlan, usages: list[LineUsage], today: date) -> LineAllowance | None:
    """What is left of the running month; none for a line that includes everything."""
    tariff = tariffs()[point.tariff]
    if tariff.data is None:
        return None
    running = [usage.data_gb for usage in usages if usage.month_on == month_first(today)]
    used = sum(running, Decimal(0))
    share = Decimal(today.day - 1) / 31
    return LineAllowance(
        data_gb_total=Decimal(tariff.data),
        data_gb_left=max(Decimal(0), tariff.data - used),
        minutes_total=tariff.minutes,
        minutes_left=None if tariff.minutes is None else int(tariff.minutes * (1 - share * Decimal("0.7"))),
        sms_left=None if tariff.sms is None else int(tariff.sms * (1 - share * Decimal("0.2"))),
        renews_on=add_months(month_first(today), 1),
    )


def _give_ids(rows: PointRows) -> None:
    """Ids that follow from what a row is."""
    of = rows.point.id
    if rows.switch:
        rows.switch.id = row_id(of, "switch")
        rows.switch.order.id = row_id(of, "switch order")
    for reading in rows.readings:
        reading.id = row_id(of, "reading", reading.read_on)
    for usage in rows.usages:
        usage.id = row_id(of, "usage", usage.month_on)
    for bill in rows.bills:
        invoice = bill.invoice
        invoice.id = row_id(of, "invoice", invoice.to_on)
        for position, line in enumerate(bill.lines, start=1):
            line.id = row_id(invoice.id, "line", position)
            line.invoice_id, line.position = invoice.id, position
        for position, payment in enumerate(bill.payments):
            payment.id = row_id(invoice.id, "payment", position)
            payment.invoice_id = invoice.id
