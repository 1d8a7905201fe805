"""Bills, readings and switches."""

# ruff: noqa: E501

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "line_usages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("counted_until_on", sa.Date(), nullable=False),
        sa.Column("data_gb", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("counted_until_on >= month_on", name=op.f("ck_line_usages_counted_until_on")),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_points.id"], name=op.f("fk_line_usages_service_point_id_service_points")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_usages")),
        sa.UniqueConstraint("service_point_id", "month_on", name=op.f("uq_line_usages_service_point_id_month_on")),
    )
    op.create_table(
        "meter_readings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=5), nullable=False),
        sa.Column("kwh_per_unit", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.CheckConstraint("source IN ('measured', 'estimated', 'customer')", name=op.f("ck_meter_readings_source")),
        sa.CheckConstraint("unit IN ('kWh', 'm3')", name=op.f("ck_meter_readings_unit")),
        sa.CheckConstraint("kwh_per_unit > 0", name=op.f("ck_meter_readings_kwh_per_unit")),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_points.id"], name=op.f("fk_meter_readings_service_point_id_service_points")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meter_readings")),
        sa.UniqueConstraint("service_point_id", "read_on", name=op.f("uq_meter_readings_service_point_id_read_on")),
    )
    op.create_table(
        "supplier_switches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=False),
        sa.Column("waiting_for", sa.String(length=20), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("counterpart", sa.String(length=100), nullable=True),
        sa.Column("reason_code", sa.String(length=30), nullable=True),
        sa.Column("blocker_code", sa.String(length=30), nullable=True),
        sa.Column("next_step_code", sa.String(length=30), nullable=False),
        sa.CheckConstraint(
            "blocker_code IS NULL OR blocker_code IN ('authority_missing', 'waiting_grid_operator', 'old_contract_running', 'correction_needed')",
            name=op.f("ck_supplier_switches_blocker_code"),
        ),
        sa.CheckConstraint("direction IN ('incoming', 'outgoing')", name=op.f("ck_supplier_switches_direction")),
        sa.CheckConstraint(
            "next_step_code IN ('none', 'wait', 'send_authority', 'correct_meter_number', 'choose_wait_or_withdraw', 'send_first_reading', 'check_final_bill')",
            name=op.f("ck_supplier_switches_next_step_code"),
        ),
        sa.CheckConstraint(
            "reason_code IS NULL OR reason_code IN ('meter_number_mismatch', 'unknown_metering_point', 'other_contract_running', 'address_mismatch')",
            name=op.f("ck_supplier_switches_reason_code"),
        ),
        sa.CheckConstraint(
            "stage IN ('signed', 'cooling_off', 'authority_checked', 'old_contract_ended', 'sent_to_grid_operator', 'accepted', 'rejected', 'date_fixed', 'active', 'first_reading', 'old_supplier_final_bill')",
            name=op.f("ck_supplier_switches_stage"),
        ),
        sa.CheckConstraint(
            "waiting_for IS NULL OR waiting_for IN ('customer', 'supplier', 'grid_operator', 'old_supplier')",
            name=op.f("ck_supplier_switches_waiting_for"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_supplier_switches_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["service_point_id"],
            ["service_points.id"],
            name=op.f("fk_supplier_switches_service_point_id_service_points"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_switches")),
    )
    op.create_index(op.f("ix_supplier_switches_customer_id"), "supplier_switches", ["customer_id"], unique=False)
    op.create_index(
        op.f("ix_supplier_switches_service_point_id"), "supplier_switches", ["service_point_id"], unique=False
    )
    op.create_table(
        "invoices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("total_amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("consumption", sa.BigInteger(), nullable=True),
        sa.Column("consumption_unit", sa.String(length=5), nullable=True),
        sa.Column("reading_source", sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "consumption_unit IS NULL OR consumption_unit IN ('kWh', 'GB')", name=op.f("ck_invoices_consumption_unit")
        ),
        sa.CheckConstraint(
            "reading_source IS NULL OR reading_source IN ('measured', 'estimated', 'customer')",
            name=op.f("ck_invoices_reading_source"),
        ),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_invoices_period")),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_invoices_contract_id_contracts")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_invoices_customer_id_customers")),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_points.id"], name=op.f("fk_invoices_service_point_id_service_points")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices")),
        sa.UniqueConstraint("number", name=op.f("uq_invoices_number")),
    )
    op.create_index(op.f("ix_invoices_customer_id_issued_on"), "invoices", ["customer_id", "issued_on"], unique=False)
    op.create_index(op.f("ix_invoices_service_point_id_to_on"), "invoices", ["service_point_id", "to_on"], unique=False)
    op.create_table(
        "switch_stage_entries",
        sa.Column("switch_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.String(length=30), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "stage IN ('signed', 'cooling_off', 'authority_checked', 'old_contract_ended', 'sent_to_grid_operator', 'accepted', 'rejected', 'date_fixed', 'active', 'first_reading', 'old_supplier_final_bill')",
            name=op.f("ck_switch_stage_entries_stage"),
        ),
        sa.ForeignKeyConstraint(
            ["switch_id"],
            ["supplier_switches.id"],
            name=op.f("fk_switch_stage_entries_switch_id_supplier_switches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("switch_id", "position", name=op.f("pk_switch_stage_entries")),
    )
    op.create_table(
        "invoice_lines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.String(length=10), nullable=True),
        sa.Column("unit_price_amount", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('work', 'base', 'tax', 'correction', 'credit', 'discount', 'usage')",
            name=op.f("ck_invoice_lines_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoices.id"], name=op.f("fk_invoice_lines_invoice_id_invoices"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_lines")),
        sa.UniqueConstraint("invoice_id", "position", name=op.f("uq_invoice_lines_invoice_id_position")),
    )
    op.create_table(
        "payments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("reference", sa.String(length=140), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_payments_customer_id_customers")),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_payments_invoice_id_invoices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
    )
    op.create_index(
        op.f("ix_payments_customer_id_received_on"), "payments", ["customer_id", "received_on"], unique=False
    )
    op.create_index(op.f("ix_payments_invoice_id"), "payments", ["invoice_id"], unique=False)


def downgrade() -> None:
    op.drop_table("payments")
    op.drop_table("invoice_lines")
    op.drop_table("switch_stage_entries")
    op.drop_table("invoices")
    op.drop_table("supplier_switches")
    op.drop_table("meter_readings")
    op.drop_table("line_usages")
