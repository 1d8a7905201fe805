"""Twenty customers all of whose data carries their own marker, put beside the demo's customers."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session
from stdnum import luhn

from backend_api.contracts.models import Contract
from backend_api.customers.models import ContactAddress, Customer
from backend_api.database import new_id, sync_session_factory
from backend_api.invoices.models import Invoice, InvoiceLine, Payment
from backend_api.orders.models import Order, OrderStateEntry
from backend_api.service_points.models import Line, LineAllowance
from backend_api.switches.models import SupplierSwitch
from backend_api.tables import add_in_order

COUNT = 20


@dataclass(frozen=True)
class Marked:
    """A customer and the word that must never be seen by another."""

    marker: str
    customer_number: str
    phone: str
    invoice_number: str


def add_marked_customers(url: str) -> list[Marked]:
    """Write the customers into a backend's database.

    Args:
        url: SQLAlchemy URL of the database of a running backend.
    """
    marked = [_marked(number) for number in range(COUNT)]
    sessions = sync_session_factory(url)
    with sessions() as session, session.begin():
        for number, customer in enumerate(marked):
            _add(session, customer, number)
    sessions.kw["bind"].dispose()
    return marked


def _marked(number: int) -> Marked:
    digits = f"98765{number:02d}"
    return Marked(
        marker=f"Qx{number:02d}zv",
        customer_number=digits + luhn.calc_check_digit(digits),
        phone=f"+49155501{number:04d}",
        invoice_number=f"R-2019-9{number:05d}",
    )


def _add(session: Session, marked: Marked, number: int) -> None:
    now = datetime.now(UTC)
    today = now.date()
    total = Decimal(f"7{number:02d}.19")
    customer = Customer(
        id=new_id(), customer_number=marked.customer_number, kind="private", role="private_customer",
        name=marked.marker, first_name=marked.marker, language="en", country="DE", currency="EUR",
        addresses=[ContactAddress(kind="phone", value=marked.phone, confirmed_at=now)],
    )  # fmt: skip
    point = Line(
        id=new_id(), customer_id=customer.id, name=f"Home {marked.marker}", commodity="fibre", scheme="line",
        identifier=f"+4930555{number:04d}", street=f"{marked.marker} Street", house_number="1", postcode="10115",
        city="Berlin", country="DE",
        allowance=LineAllowance(data_gb_total=Decimal(100), data_gb_left=Decimal(number), renews_on=today),
    )  # fmt: skip
    contract = Contract(
        id=new_id(), number=f"V-9{number:05d}", customer_id=customer.id, service_point_id=point.id,
        product_name=f"Plan {marked.marker}", base_price_amount=Decimal("20"), currency="EUR",
        starts_on=today - timedelta(days=400), term_ends_on=today + timedelta(days=100), notice_period_value=4,
        notice_period_unit="weeks", renewal="indefinite",
    )  # fmt: skip
    invoice = Invoice(
        id=new_id(), number=marked.invoice_number, customer_id=customer.id, service_point_id=point.id,
        contract_id=contract.id, from_on=today - timedelta(days=60), to_on=today - timedelta(days=31),
        issued_on=today - timedelta(days=20), due_on=today + timedelta(days=5), total_amount=total, currency="EUR",
        lines=[InvoiceLine(position=1, kind="base", description=marked.marker, amount=total)],
    )  # fmt: skip
    payment = Payment(
        customer_id=customer.id, invoice_id=invoice.id, received_on=today - timedelta(days=2), amount=Decimal("1.23"),
        currency="EUR", reference=marked.marker,
    )  # fmt: skip
    order = Order(
        id=new_id(), number=f"O-9{number:06d}", kind="supplier_switch", customer_id=customer.id,
        service_point_id=point.id, placed_by_kind="customer", placed_by_id=customer.id, channel="web",
        service="gateway",
        state="signed", placed_at=now, state_since_at=now, country="DE", currency="EUR",
        details={"direction": "incoming", "counterpart": f"Old {marked.marker}"},
        history=[OrderStateEntry(position=1, state="signed", entered_at=now, actor_kind="service", mover="erp")],
    )  # fmt: skip
    switch = SupplierSwitch(
        order_id=order.id, customer_id=customer.id, service_point_id=point.id, direction="incoming",
        counterpart=f"Old {marked.marker}", next_step_code="wait",
    )  # fmt: skip
    add_in_order(session, [customer, point, contract, invoice, payment, order, switch])
