"""The records the backend's tests ask for: two full customers who look alike, and an applicant."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from backend_api.tables import (
    Base,
    ContactAddress,
    Contract,
    Customer,
    Invoice,
    InvoiceLine,
    Line,
    LineAllowance,
    LineUsage,
    MeteringPoint,
    MeterReading,
    OpeningHours,
    Order,
    OrderStateEntry,
    Payment,
    Supplier,
    SupplierContact,
    SupplierSwitch,
    add_in_order,
)
from backend_api.values import ApplicationNumber, CustomerNumber, gs1_check_digit, malo_check_digit

NOW = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)
"""A Friday, 11:15 in Berlin."""
TODAY = date(2026, 11, 20)
MONTHS = 26


SUPPLIER = UUID("00000000-0000-7000-8000-00000000a001")


@dataclass(frozen=True)
class Ids:
    """Ids and numbers of one customer's records."""

    customer: UUID
    flat: UUID
    phone: UUID
    contract: UUID
    invoices: list[str] = field(default_factory=list)
    switch: UUID | None = None


def uid(number: int) -> UUID:
    return UUID(int=(7 << 76) | (2 << 62) | number)


def malo(number: int) -> str:
    digits = f"5{number:09d}"
    return digits + malo_check_digit(digits)


def ppe(number: int) -> str:
    digits = f"5903{number:013d}"
    return digits + gs1_check_digit(digits)


def month_start(index: int) -> date:
    """The first of a month, counted from September 2024."""
    year, month = divmod(2024 * 12 + 8 + index, 12)
    return date(year, month + 1, 1)


def supplier() -> Supplier:
    """Germany opens at eight and on Saturdays, Poland at ten."""
    saturday = OpeningHours(weekday=6, opens=time(9), closes=time(13))
    germany = SupplierContact(
        country="DE",
        phone="+49 221 5550100",
        email="service@zorza.example",
        gas_emergency_phone="+49 221 5550112",
        electricity_emergency_phone="+49 221 5550113",
        postal_lines=["Zorza Energie GmbH", "Domstr. 1", "50667 Köln"],
        tax_id="DE999990002",
        returns_lines=["Zorza Energie GmbH", "Rücksendungen", "Domstr. 3", "50667 Köln"],
        hours=[*_weekdays(8), saturday],
    )
    poland = SupplierContact(
        country="PL",
        phone="+48 22 0100100",
        email="obsluga@zorza.example",
        gas_emergency_phone="992",
        electricity_emergency_phone="991",
        postal_lines=["Zorza Energia sp. z o.o.", "ul. Miodowa 1", "00-246 Warszawa"],
        tax_id="5260001246",
        hours=_weekdays(10),
    )
    return Supplier(
        id=SUPPLIER,
        name="Zorza",
        website="https://zorza.example",
        time_zone="Europe/Berlin",
        countries=["DE", "PL"],
        contacts=[poland, germany],
    )


def _weekdays(opens: int) -> list[OpeningHours]:
    return [OpeningHours(weekday=day, opens=time(opens), closes=time(18)) for day in range(1, 6)]


def customer(base: int) -> tuple[Ids, list[Base]]:
    """A private customer with a flat (electricity), a phone line, invoices of all states, and a switch."""
    ids = Ids(
        uid(base),
        uid(base + 1),
        uid(base + 2),
        uid(base + 3),
        [f"R-2026-{base + n:06d}" for n in range(6)],
        uid(base + 4),
    )
    rows: list[Base] = [
        Customer(
            id=ids.customer,
            customer_number=CustomerNumber.from_sequence(base).text,
            kind="private",
            name="Nowak",
            first_name="Maria",
            language="de",
            country="DE",
            currency="EUR",
            personal_id="44051401359" if base == 1000 else None,
            addresses=[
                ContactAddress(kind="email", value=f"m{base}@example.com", confirmed_at=NOW),
                ContactAddress(kind="phone", value=f"+4915112{base:06d}", confirmed_at=NOW),
                ContactAddress(id=uid(base + 106), kind="email", value=f"old{base}@example.com", confirmed_at=None),
            ],
        ),
        point(ids, base),
        line(ids, base),
        contract(ids, base),
    ]
    return ids, [*rows, *readings(ids), *usages(ids), *invoices(ids), *switch(ids)]


def point(ids: Ids, base: int) -> MeteringPoint:
    return MeteringPoint(
        id=ids.flat,
        customer_id=ids.customer,
        name="Flat",
        commodity="electricity",
        scheme="malo",
        identifier=malo(base),
        melo_ids=[f"DE000562668020O6G56M11SN51G{base:06d}"],
        meter_number=f"1EMH{base:08d}",
        grid_operator="Rheinnetz",
        street="Domstr.",
        house_number="12a",
        postcode="50667",
        city="Köln",
        country="DE",
    )


def line(ids: Ids, base: int) -> Line:
    return Line(
        id=ids.phone,
        customer_id=ids.customer,
        name="Mobile",
        commodity="mobile",
        scheme="line",
        identifier=f"+4915112{base:06d}",
        street="Domstr.",
        house_number="12a",
        postcode="50667",
        city="Köln",
        country="DE",
        allowance=LineAllowance(
            data_gb_total=Decimal(20),
            data_gb_left=Decimal("7.4"),
            minutes_total=None,
            minutes_left=None,
            sms_left=None,
            renews_on=date(2026, 12, 1),
        ),
    )


def contract(ids: Ids, base: int) -> Contract:
    return Contract(
        id=ids.contract,
        number=f"V-{base:06d}",
        customer_id=ids.customer,
        service_point_id=ids.flat,
        product_name="Zorza Strom 12",
        base_price_amount=Decimal("12.50"),
        unit_price_amount=Decimal("0.3125"),
        currency="EUR",
        starts_on=date(2024, 9, 1),
        term_ends_on=date(2025, 8, 31),
        notice_period_value=1,
        notice_period_unit="months",
        renewal="fixed_term",
        renewal_months=12,
        price_guaranteed_until=date(2027, 8, 31),
    )


def readings(ids: Ids) -> list[Base]:
    """First of each month from September 2024 on; 100 kWh a month in the first year, then 110, all measured but two."""
    value, rows = Decimal(1000), []
    for index in range(MONTHS + 1):
        source = {20: "estimated", 26: "customer"}.get(index, "measured")
        rows.append(MeterReading(service_point_id=ids.flat, read_on=month_start(index), value=value, source=source))
        value += 100 if index < 12 else 110
    return list(rows)


def usages(ids: Ids) -> list[Base]:
    return [
        LineUsage(
            service_point_id=ids.phone,
            month_on=month_start(index),
            counted_until_on=min(month_start(index + 1) - timedelta(days=1), TODAY - timedelta(days=1)),
            data_gb=Decimal("12.6") if index == MONTHS else Decimal(10),
        )
        for index in range(MONTHS + 1)
    ]


def invoices(ids: Ids) -> list[Base]:
    """Six months: paid, a credit, overdue, partly paid, overdue and partly paid, open; and two payments on top."""
    kwh = [100, -50, 110, 110, 110, 240]
    rows: list[Base] = []
    for index, number in enumerate(ids.invoices):
        start = month_start(20 + index)
        end = month_start(21 + index) - timedelta(days=1)
        rows.append(_invoice(ids, number, start, end, Decimal(kwh[index])))
    totals = [row.total_amount for row in rows if isinstance(row, Invoice)]
    paid = {0: totals[0], 3: Decimal(20), 4: Decimal("5.5")}
    for index, amount in paid.items():
        invoice = rows[index]
        assert isinstance(invoice, Invoice)
        rows.append(_payment(ids, amount, date(2026, 6 + index, 20), invoice.id))
    rows.append(_payment(ids, Decimal("3.21"), date(2026, 11, 2), None))
    return rows


def _invoice(ids: Ids, number: str, start: date, end: date, kwh: Decimal) -> Invoice:
    base, work = Decimal("12.50"), (kwh * Decimal("0.3125")).quantize(Decimal("0.01"))
    due = {3: TODAY, 5: date(2026, 12, 4)}.get(int(number[-1]), end + timedelta(days=14))
    total = base + work if kwh > 0 else work
    lines = [
        InvoiceLine(
            position=1,
            kind="work" if kwh > 0 else "correction",
            description="Energy",
            quantity=kwh,
            unit="kWh",
            unit_price_amount=Decimal("0.3125"),
            amount=work,
        )
    ]
    if kwh > 0:
        lines.append(
            InvoiceLine(
                position=2,
                kind="base",
                description="Base",
                quantity=Decimal(1),
                unit="month",
                unit_price_amount=base,
                amount=base,
            )
        )
    return Invoice(
        id=uid(ids.customer.int % 10**6 + 100 + int(number[-1])),
        number=number,
        customer_id=ids.customer,
        service_point_id=ids.flat,
        contract_id=ids.contract,
        from_on=start,
        to_on=end,
        issued_on=end + timedelta(days=1),
        due_on=due,
        total_amount=total,
        currency="EUR",
        consumption=kwh if kwh > 0 else None,
        consumption_unit="kWh" if kwh > 0 else None,
        reading_source="estimated" if number.endswith("4") else "measured",
        lines=lines,
    )


def _payment(ids: Ids, amount: Decimal, received_on: date, invoice_id: UUID | None) -> Payment:
    return Payment(
        customer_id=ids.customer,
        invoice_id=invoice_id,
        received_on=received_on,
        amount=amount,
        currency="EUR",
        reference="Thank you",
    )


def switch(ids: Ids, country: str = "DE") -> list[Base]:
    """A rejected switch with the order that owns its stage."""
    stages = ["signed", "cooling_off", "authority_checked", "old_contract_ended", "sent_to_grid_operator", "rejected"]
    assert ids.switch is not None
    entered = [datetime(2026, 10, 2 * place, 12, tzinfo=UTC) for place in range(1, len(stages) + 1)]
    base = ids.customer.int - uid(0).int
    order = Order(
        id=uid(base + 5),
        number=f"O-{base:07d}",
        kind="supplier_switch",
        customer_id=ids.customer,
        service_point_id=ids.flat,
        placed_by_kind="customer",
        placed_by_id=ids.customer,
        channel="web",
        service="gateway",
        state="rejected",
        placed_at=entered[0],
        state_since_at=entered[-1],
        country=country,
        currency="EUR" if country == "DE" else "PLN",
        details={"direction": "incoming", "counterpart": "Old Power"},
        waiting_for="customer",
        blocker_code="correction_needed",
        history=[
            OrderStateEntry(position=place, state=stage, entered_at=at, actor_kind="service", mover="erp")
            for place, (stage, at) in enumerate(zip(stages, entered, strict=True), start=1)
        ],
    )
    details = SupplierSwitch(
        id=ids.switch,
        order_id=order.id,
        customer_id=ids.customer,
        service_point_id=ids.flat,
        direction="incoming",
        reason_code="meter_number_mismatch",
        next_step_code="correct_meter_number",
        counterpart="Old Power",
    )
    return [order, details]


def applicant() -> tuple[Ids, list[Base]]:
    """A company that has signed and has no customer number yet."""
    ids = Ids(uid(3000), uid(3001), uid(3002), uid(3003), [], uid(3004))
    row = Customer(
        id=ids.customer,
        application_number=ApplicationNumber.from_sequence(3000).text,
        kind="company",
        role="company_orders",
        name="Piekarnia Nowak",
        language="pl",
        country="PL",
        currency="PLN",
        tax_id="5260001246",
        addresses=[ContactAddress(kind="phone", value="+48601003000", confirmed_at=NOW)],
    )
    place = point(ids, 3000)
    place.scheme, place.identifier, place.melo_ids, place.state = "ppe", ppe(3000), [], "planned"
    place.country = "PL"
    return ids, [row, place, *switch(ids, "PL")]


ANNA = customer(1000)[0]
BELA = customer(2000)[0]
APPLICANT = applicant()[0]


type MoreRows = Callable[[Ids, int], list[Base]]


def more_rows() -> tuple[MoreRows, ...]:
    """What the resources add for each of the two customers: one line per resource, in the order of their tables."""
    from tests.backend_api.baskets import rows as baskets
    from tests.backend_api.billing_systems import rows as billing
    from tests.backend_api.contracts import rows as contracts
    from tests.backend_api.customers import rows as customers
    from tests.backend_api.documents import rows as documents
    from tests.backend_api.frameworks import rows as frameworks
    from tests.backend_api.invoices import rows as money
    from tests.backend_api.orders import rows as orders
    from tests.backend_api.privacy import rows as privacy
    from tests.backend_api.products import rows as products
    from tests.backend_api.returns import rows as returns
    from tests.backend_api.tickets import rows as tickets

    return (
        customers.rows,
        billing.rows,
        products.rows,
        frameworks.rows,
        baskets.rows,
        orders.rows,
        money.rows,
        tickets.rows,
        returns.rows,
        documents.rows,
        contracts.rows,
        privacy.rows,
    )


def fill(session: Session) -> None:
    """Store everything; builds fresh objects each time."""
    rows = [*customer(1000)[1], *customer(2000)[1], *applicant()[1]]
    rows += [row for more in more_rows() for ids, base in ((ANNA, 1000), (BELA, 2000)) for row in more(ids, base)]
    add_in_order(session, [supplier(), *rows])
