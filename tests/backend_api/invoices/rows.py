"""What the tests about money and readings need of each customer: dunning, an installment, a plan, a register."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from backend_api.tables import (
    Base,
    Dunning,
    Installment,
    InstallmentAmount,
    PaymentPlan,
    PaymentPlanItem,
    PaymentPlanRate,
    Register,
    SupplierBankAccount,
)
from tests.backend_api import world
from tests.backend_api.world import Ids, uid

AGREED_AT = datetime(2025, 3, 3, 9, tzinfo=UTC)


def rows(ids: Ids, base: int) -> list[Base]:
    overdue = invoice_id(ids, 2)
    return [
        *(accounts() if base == 1000 else []),
        Register(id=uid(base + 620), service_point_id=ids.flat, code="1.8.0", unit="kWh", digits=6),
        Dunning(
            id=uid(base + 630),
            invoice_id=overdue,
            customer_id=ids.customer,
            position=1,
            step="reminded",
            entered_on=date(2026, 10, 30),
            pay_by_on=date(2026, 11, 13),
            fee_amount=Decimal(),
            currency="EUR",
        ),
        Dunning(
            id=uid(base + 631),
            invoice_id=overdue,
            customer_id=ids.customer,
            position=2,
            step="dunned",
            entered_on=date(2026, 11, 16),
            pay_by_on=date(2026, 11, 30),
            fee_amount=Decimal("1.50"),
            currency="EUR",
        ),
        installment(ids, base),
        plan(ids, base),
        PaymentPlanItem(plan_id=uid(base + 610), position=1, invoice_id=invoice_id(ids, 0), amount=Decimal(90)),
    ]


def invoice_id(ids: Ids, place: int) -> UUID:
    """The id that the world gives to the invoice at a place of ``ids.invoices``."""
    return uid(ids.customer.int % 10**6 + 100 + place)


def accounts() -> list[Base]:
    """The published example numbers of the IBAN registry."""
    return [
        SupplierBankAccount(
            id=uid(900),
            supplier_id=world.SUPPLIER,
            country="DE",
            currency="EUR",
            holder="Zorza Energie GmbH",
            iban="DE89 3704 0044 0532 0130 00",
            bic="COBADEFFXXX",
            bank_name="Commerzbank",
        ),
        SupplierBankAccount(
            id=uid(901),
            supplier_id=world.SUPPLIER,
            country="PL",
            currency="PLN",
            holder="Zorza Energia sp. z o.o.",
            iban="PL61109010140000071219812874",
            bank_name="Santander",
            tax_id="5260001246",
        ),
    ]


def installment(ids: Ids, base: int) -> Installment:
    return Installment(
        id=uid(base + 600),
        customer_id=ids.customer,
        contract_id=ids.contract,
        due_day=5,
        interval_months=1,
        first_due_on=date(2024, 10, 5),
        currency="EUR",
        amounts=[
            InstallmentAmount(
                id=uid(base + 601 + place),
                from_on=from_on,
                amount=Decimal(amount),
                changed_at=AGREED_AT,
                changed_by="supplier",
            )
            for place, (from_on, amount) in enumerate(((date(2024, 10, 5), 44), (date(2025, 10, 5), 47)))
        ],
    )


def plan(ids: Ids, base: int) -> PaymentPlan:
    """One that was kept last year."""
    return PaymentPlan(
        id=uid(base + 610),
        number=f"P-{base:06d}",
        customer_id=ids.customer,
        state="kept",
        total_amount=Decimal(90),
        paid_amount=Decimal(90),
        currency="EUR",
        agreed_at=AGREED_AT,
        rates=[
            PaymentPlanRate(position=1, due_on=date(2025, 4, 1), amount=Decimal(45)),
            PaymentPlanRate(position=2, due_on=date(2025, 5, 1), amount=Decimal(45)),
        ],
    )
