"""Money and readings: settled and corrected invoices, dunning, payments told from outside, installments, payment plans,
registers, exchanged meters, readings under review.

Down, readings of tariff registers and those that were not accepted are lost: the table had no place for them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

REASONS = "'reading_corrected', 'estimate_replaced', 'price_corrected', 'bonus', 'goodwill', 'fee'"
REGISTERS = "'1.8.0', '1.8.1', '1.8.2', '7-20:3.0.0'"
NEW = (
    "payment_plan_items",
    "payment_plan_rates",
    "payment_plans",
    "installment_amounts",
    "installments",
    "correction_requests",
    "invoice_notices",
    "dunnings",
    "reading_reviews",
    "reading_requests",
    "meter_exchanges",
    "registers",
    "supplier_bank_accounts",
)


def upgrade() -> None:
    _alter_invoices()
    _alter_readings()
    _create_readings()
    _create_bills()
    _create_plans()


def downgrade() -> None:
    for table in NEW:
        op.drop_table(table)
    with op.batch_alter_table("payments") as batch:
        batch.drop_constraint(op.f("ck_payments_external"), type_="check")
        batch.drop_constraint(op.f("uq_payments_source_external_id_part"), type_="unique")
        for column in ("part", "external_id", "source"):
            batch.drop_column(column)
    op.execute("DELETE FROM meter_readings WHERE check_state <> 'accepted' OR register_code IN ('1.8.1', '1.8.2')")
    with op.batch_alter_table("meter_readings") as batch:
        batch.create_unique_constraint(
            op.f("uq_meter_readings_service_point_id_read_on"), ["service_point_id", "read_on"]
        )
    with op.batch_alter_table("meter_readings") as batch:
        batch.drop_constraint(op.f("uq_meter_readings_service_point_id_register_code_read_on"), type_="unique")
        for name in ("register_code", "check_state", "photo"):
            batch.drop_constraint(op.f(f"ck_meter_readings_{name}"), type_="check")
        for column in ("taken_at", "replaced_value", "photo_document_id", "check_state", "register_code"):
            batch.drop_column(column)
    with op.batch_alter_table("invoice_lines") as batch:
        for name in ("reason_code", "period_whole", "period"):
            batch.drop_constraint(op.f(f"ck_invoice_lines_{name}"), type_="check")
        for column in ("reason_code", "register_code", "to_on", "from_on"):
            batch.drop_column(column)
    with op.batch_alter_table("invoices") as batch:
        batch.drop_constraint(op.f("fk_invoices_corrects_invoice_id_invoices"), type_="foreignkey")
        for columns in ("settled_on_due_on", "issued_on", "customer_id_settled_on_due_on", "corrects_invoice_id"):
            batch.drop_index(op.f(f"ix_invoices_{columns}"))
        for column in ("corrects_invoice_id", "settled_on"):
            batch.drop_column(column)


def _alter_invoices() -> None:
    with op.batch_alter_table("invoices") as batch:
        batch.add_column(sa.Column("settled_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("corrects_invoice_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_invoices_corrects_invoice_id_invoices"), "invoices", ["corrects_invoice_id"], ["id"]
        )
        for columns in (
            ["corrects_invoice_id"],
            ["customer_id", "settled_on", "due_on"],
            ["issued_on"],
            ["settled_on", "due_on"],
        ):
            batch.create_index(op.f(f"ix_invoices_{'_'.join(columns)}"), columns)
    op.execute(
        "UPDATE invoices SET settled_on = COALESCE((SELECT MAX(received_on) FROM payments"
        " WHERE payments.invoice_id = invoices.id), issued_on) WHERE total_amount ="
        " (SELECT COALESCE(SUM(amount), 0) FROM payments WHERE payments.invoice_id = invoices.id)"
    )
    with op.batch_alter_table("invoice_lines") as batch:
        batch.add_column(sa.Column("from_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("to_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("register_code", sa.String(length=12), nullable=True))
        batch.add_column(sa.Column("reason_code", sa.String(length=20), nullable=True))
        batch.create_check_constraint(
            op.f("ck_invoice_lines_reason_code"), f"reason_code IS NULL OR reason_code IN ({REASONS})"
        )
        batch.create_check_constraint(op.f("ck_invoice_lines_period_whole"), "(from_on IS NULL) = (to_on IS NULL)")
        batch.create_check_constraint(op.f("ck_invoice_lines_period"), "from_on IS NULL OR from_on <= to_on")
    with op.batch_alter_table("payments") as batch:
        batch.add_column(sa.Column("source", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("external_id", sa.String(length=100), nullable=True))
        batch.add_column(sa.Column("part", sa.Integer(), nullable=False, server_default="1"))
        batch.create_unique_constraint(op.f("uq_payments_source_external_id_part"), ["source", "external_id", "part"])
        batch.create_check_constraint(op.f("ck_payments_external"), "(source IS NULL) = (external_id IS NULL)")
    with op.batch_alter_table("payments") as batch:
        batch.alter_column("part", server_default=None, existing_type=sa.Integer(), existing_nullable=False)


def _alter_readings() -> None:
    code = sa.String(length=12)
    state = sa.String(length=10)
    with op.batch_alter_table("meter_readings") as batch:
        batch.add_column(sa.Column("register_code", code, nullable=False, server_default="1.8.0"))
        batch.add_column(sa.Column("check_state", state, nullable=False, server_default="accepted"))
        batch.add_column(sa.Column("photo_document_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("replaced_value", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE meter_readings SET register_code = '7-20:3.0.0' WHERE unit = 'm3'")
    with op.batch_alter_table("meter_readings") as batch:
        batch.alter_column("register_code", server_default=None, existing_type=code, existing_nullable=False)
        batch.alter_column("check_state", server_default=None, existing_type=state, existing_nullable=False)
        batch.create_unique_constraint(
            op.f("uq_meter_readings_service_point_id_register_code_read_on"),
            ["service_point_id", "register_code", "read_on"],
        )
        batch.create_check_constraint(op.f("ck_meter_readings_register_code"), f"register_code IN ({REGISTERS})")
        batch.create_check_constraint(
            op.f("ck_meter_readings_check_state"), "check_state IN ('accepted', 'to_check', 'rejected')"
        )
        batch.create_check_constraint(
            op.f("ck_meter_readings_photo"), "check_state = 'accepted' OR photo_document_id IS NOT NULL"
        )
    with op.batch_alter_table(
        "meter_readings"
    ) as batch:  # after its successor: MariaDB wants an index for the foreign key
        batch.drop_constraint(op.f("uq_meter_readings_service_point_id_read_on"), type_="unique")


def _create_readings() -> None:
    op.create_table(
        "registers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("unit", sa.String(length=5), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("kwh_per_unit", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("code IN ('1.8.0', '1.8.1', '1.8.2', '7-20:3.0.0')", name=op.f("ck_registers_code")),
        sa.CheckConstraint("unit IN ('kWh', 'm3')", name=op.f("ck_registers_unit")),
        sa.CheckConstraint("digits BETWEEN 3 AND 9", name=op.f("ck_registers_digits")),
        sa.CheckConstraint("kwh_per_unit > 0", name=op.f("ck_registers_kwh_per_unit")),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_points.id"], name=op.f("fk_registers_service_point_id_service_points")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registers")),
        sa.UniqueConstraint("service_point_id", "code", name=op.f("uq_registers_service_point_id_code")),
    )
    op.create_table(
        "meter_exchanges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("register_code", sa.String(length=12), nullable=False),
        sa.Column("exchanged_on", sa.Date(), nullable=False),
        sa.Column("old_meter_number", sa.String(length=40), nullable=True),
        sa.Column("new_meter_number", sa.String(length=40), nullable=False),
        sa.Column("old_final_value", sa.BigInteger(), nullable=False),
        sa.Column("new_start_value", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "register_code IN ('1.8.0', '1.8.1', '1.8.2', '7-20:3.0.0')", name=op.f("ck_meter_exchanges_register_code")
        ),
        sa.CheckConstraint("old_final_value >= 0 AND new_start_value >= 0", name=op.f("ck_meter_exchanges_sign")),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_points.id"], name=op.f("fk_meter_exchanges_service_point_id_service_points")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meter_exchanges")),
        sa.UniqueConstraint(
            "service_point_id",
            "register_code",
            "exchanged_on",
            name=op.f("uq_meter_exchanges_service_point_id_register_code_exchanged_on"),
        ),
    )
    op.create_table(
        "reading_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_point_id"],
            ["service_points.id"],
            name=op.f("fk_reading_requests_service_point_id_service_points"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_requests")),
        sa.UniqueConstraint("service_point_id", "due_on", name=op.f("uq_reading_requests_service_point_id_due_on")),
    )
    op.create_table(
        "reading_reviews",
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["meter_readings.id"], name=op.f("fk_reading_reviews_reading_id_meter_readings")
        ),
        sa.PrimaryKeyConstraint("reading_id", name=op.f("pk_reading_reviews")),
    )
    op.create_index(op.f("ix_reading_reviews_decided_at_asked_at"), "reading_reviews", ["decided_at", "asked_at"])


def _create_bills() -> None:
    op.create_table(
        "supplier_bank_accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("supplier_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("holder", sa.String(length=70), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("bic", sa.String(length=11), nullable=True),
        sa.Column("bank_name", sa.String(length=100), nullable=True),
        sa.Column("tax_id", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["suppliers.id"],
            name=op.f("fk_supplier_bank_accounts_supplier_id_suppliers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_bank_accounts")),
        sa.UniqueConstraint("supplier_id", "country", name=op.f("uq_supplier_bank_accounts_supplier_id_country")),
    )
    op.create_table(
        "dunnings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("pay_by_on", sa.Date(), nullable=True),
        sa.Column("fee_amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("stop_reason", sa.String(length=15), nullable=True),
        sa.CheckConstraint("(step = 'stopped') = (pay_by_on IS NULL)", name=op.f("ck_dunnings_pay_by_on")),
        sa.CheckConstraint("(step = 'stopped') = (stop_reason IS NOT NULL)", name=op.f("ck_dunnings_stopped")),
        sa.CheckConstraint("step IN ('reminded', 'dunned', 'stopped')", name=op.f("ck_dunnings_step")),
        sa.CheckConstraint(
            "stop_reason IS NULL OR stop_reason IN ('payment_plan', 'complaint', 'staff')",
            name=op.f("ck_dunnings_stop_reason"),
        ),
        sa.CheckConstraint("fee_amount >= 0", name=op.f("ck_dunnings_fee")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_dunnings_customer_id_customers")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_dunnings_invoice_id_invoices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dunnings")),
        sa.UniqueConstraint("invoice_id", "position", name=op.f("uq_dunnings_invoice_id_position")),
    )
    op.create_index(op.f("ix_dunnings_customer_id_entered_on"), "dunnings", ["customer_id", "entered_on"])
    op.create_table(
        "invoice_notices",
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('issued', 'overdue')", name=op.f("ck_invoice_notices_kind")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_invoice_notices_invoice_id_invoices")),
        sa.PrimaryKeyConstraint("invoice_id", "kind", name=op.f("pk_invoice_notices")),
    )
    op.create_table(
        "correction_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("reading_id", sa.Uuid(), nullable=True),
        sa.Column("ticket_number", sa.String(length=12), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("open_guard", sa.Integer(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('requested', 'corrected', 'refused')", name=op.f("ck_correction_requests_state")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_correction_requests_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoices.id"], name=op.f("fk_correction_requests_invoice_id_invoices")
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["meter_readings.id"], name=op.f("fk_correction_requests_reading_id_meter_readings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_requests")),
        sa.UniqueConstraint("invoice_id", "open_guard", name=op.f("uq_correction_requests_invoice_id_open_guard")),
    )
    op.create_index(
        op.f("ix_correction_requests_customer_id_requested_at"),
        "correction_requests",
        ["customer_id", "requested_at"],
        unique=False,
    )


def _create_plans() -> None:
    op.create_table(
        "installments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("due_day", sa.Integer(), nullable=False),
        sa.Column("interval_months", sa.Integer(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.CheckConstraint("due_day BETWEEN 1 AND 28", name=op.f("ck_installments_due_day")),
        sa.CheckConstraint("interval_months IN (1, 2)", name=op.f("ck_installments_interval_months")),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_installments_contract_id_contracts")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_installments_customer_id_customers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installments")),
        sa.UniqueConstraint("contract_id", name=op.f("uq_installments_contract_id")),
    )
    op.create_index(op.f("ix_installments_customer_id"), "installments", ["customer_id"])
    op.create_table(
        "installment_amounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("installment_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=15), nullable=False),
        sa.CheckConstraint(
            "changed_by IN ('supplier', 'customer', 'representative', 'staff')",
            name=op.f("ck_installment_amounts_changed_by"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_installment_amounts_amount")),
        sa.ForeignKeyConstraint(
            ["installment_id"],
            ["installments.id"],
            name=op.f("fk_installment_amounts_installment_id_installments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installment_amounts")),
        sa.UniqueConstraint("installment_id", "from_on", name=op.f("uq_installment_amounts_installment_id_from_on")),
    )
    op.create_table(
        "payment_plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("running_for", sa.Uuid(), nullable=True),
        sa.Column("broken_on", sa.Date(), nullable=True),
        sa.Column("total_amount", sa.BigInteger(), nullable=False),
        sa.Column("paid_amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(state = 'active') = (running_for IS NOT NULL)", name=op.f("ck_payment_plans_running_for")),
        sa.CheckConstraint("(state = 'broken') = (broken_on IS NOT NULL)", name=op.f("ck_payment_plans_broken_on")),
        sa.CheckConstraint("state IN ('active', 'kept', 'broken')", name=op.f("ck_payment_plans_state")),
        sa.CheckConstraint("total_amount > 0 AND paid_amount >= 0", name=op.f("ck_payment_plans_amounts")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_payment_plans_customer_id_customers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_plans")),
        sa.UniqueConstraint("number", name=op.f("uq_payment_plans_number")),
        sa.UniqueConstraint("running_for", name=op.f("uq_payment_plans_running_for")),
    )
    op.create_index(
        op.f("ix_payment_plans_customer_id_agreed_at"), "payment_plans", ["customer_id", "agreed_at"], unique=False
    )
    op.create_table(
        "payment_plan_rates",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_plan_rates_amount")),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["payment_plans.id"],
            name=op.f("fk_payment_plan_rates_plan_id_payment_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_payment_plan_rates")),
    )
    op.create_table(
        "payment_plan_items",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoices.id"], name=op.f("fk_payment_plan_items_invoice_id_invoices")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["payment_plans.id"],
            name=op.f("fk_payment_plan_items_plan_id_payment_plans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_payment_plan_items")),
    )
    op.create_index(op.f("ix_payment_plan_items_invoice_id"), "payment_plan_items", ["invoice_id"])
