"""Parties and points: supplier, customers, service points, contracts, tickets."""

import sqlalchemy as sa
from alembic import op

from backend_api.database import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_number", sa.String(length=8), nullable=True),
        sa.Column("application_number", sa.String(length=9), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("personal_id", sa.String(length=11), nullable=True),
        sa.Column("tax_id", sa.String(length=12), nullable=True),
        sa.CheckConstraint("country IN ('DE', 'PL')", name=op.f("ck_customers_country")),
        sa.CheckConstraint("kind IN ('private', 'company')", name=op.f("ck_customers_kind")),
        sa.CheckConstraint("language IN ('en', 'de', 'pl')", name=op.f("ck_customers_language")),
        sa.CheckConstraint(
            "role IN ('private_customer', 'company_reads', 'company_orders', 'company_approves')",
            name=op.f("ck_customers_role"),
        ),
        sa.CheckConstraint(
            "customer_number IS NOT NULL OR application_number IS NOT NULL", name=op.f("ck_customers_has_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("application_number", name=op.f("uq_customers_application_number")),
        sa.UniqueConstraint("customer_number", name=op.f("uq_customers_customer_number")),
    )
    op.create_index(op.f("ix_customers_personal_id"), "customers", ["personal_id"], unique=False)
    op.create_index(op.f("ix_customers_tax_id"), "customers", ["tax_id"], unique=False)
    op.create_table(
        "idempotency_records",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", "key", name=op.f("pk_idempotency_records")),
    )
    op.create_index(op.f("ix_idempotency_records_created_at"), "idempotency_records", ["created_at"], unique=False)
    op.create_table(
        "number_sequences",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("next_value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_number_sequences")),
    )
    op.create_table(
        "suppliers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("gas_emergency_phone", sa.String(length=40), nullable=False),
        sa.Column("electricity_emergency_phone", sa.String(length=40), nullable=False),
        sa.Column("general_emergency_phone", sa.String(length=40), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppliers")),
    )
    op.create_table(
        "contact_addresses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('phone', 'email')", name=op.f("ck_contact_addresses_kind")),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_contact_addresses_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_addresses")),
        sa.UniqueConstraint("customer_id", "kind", "value", name=op.f("uq_contact_addresses_customer_id_kind_value")),
    )
    op.create_index(op.f("ix_contact_addresses_kind_value"), "contact_addresses", ["kind", "value"], unique=False)
    op.create_table(
        "opening_hours",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("supplier_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.CheckConstraint("opens < closes", name=op.f("ck_opening_hours_order")),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_opening_hours_weekday")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["suppliers.id"], name=op.f("fk_opening_hours_supplier_id_suppliers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_hours")),
        sa.UniqueConstraint("supplier_id", "weekday", "opens", name=op.f("uq_opening_hours_supplier_id_weekday_opens")),
    )
    op.create_table(
        "service_points",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("commodity", sa.String(length=20), nullable=False),
        sa.Column("scheme", sa.String(length=10), nullable=False),
        sa.Column("identifier", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("street", sa.String(length=100), nullable=False),
        sa.Column("house_number", sa.String(length=20), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("melo_ids", sa.JSON(), nullable=False),
        sa.Column("meter_number", sa.String(length=40), nullable=True),
        sa.Column("grid_operator", sa.String(length=100), nullable=True),
        sa.CheckConstraint(
            "commodity IN ('electricity', 'gas', 'fibre', 'mobile')", name=op.f("ck_service_points_commodity")
        ),
        sa.CheckConstraint("kind IN ('metering_point', 'line')", name=op.f("ck_service_points_kind")),
        sa.CheckConstraint("scheme IN ('malo', 'ppe', 'line')", name=op.f("ck_service_points_scheme")),
        sa.CheckConstraint("state IN ('planned', 'active', 'ended')", name=op.f("ck_service_points_state")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_service_points_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_points")),
        sa.UniqueConstraint(
            "customer_id", "scheme", "identifier", name=op.f("uq_service_points_customer_id_scheme_identifier")
        ),
    )
    op.create_index(op.f("ix_service_points_customer_id"), "service_points", ["customer_id"], unique=False)
    op.create_table(
        "tickets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("promised_from", UtcDateTime(), nullable=False),
        sa.Column("promised_until", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('complaint', 'callback', 'correction', 'question')", name=op.f("ck_tickets_kind")),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_tickets_state")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_tickets_customer_id_customers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("number", name=op.f("uq_tickets_number")),
    )
    op.create_index(op.f("ix_tickets_customer_id"), "tickets", ["customer_id"], unique=False)
    op.create_table(
        "contracts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("product_name", sa.String(length=100), nullable=False),
        sa.Column("base_price_amount", sa.BigInteger(), nullable=False),
        sa.Column("unit_price_amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("term_ends_on", sa.Date(), nullable=True),
        sa.Column("notice_period_value", sa.Integer(), nullable=False),
        sa.Column("notice_period_unit", sa.String(length=10), nullable=False),
        sa.Column("renewal", sa.String(length=12), nullable=False),
        sa.Column("renewal_months", sa.Integer(), nullable=True),
        sa.Column("cannot_end_before_on", sa.Date(), nullable=True),
        sa.Column("notice_given_on", sa.Date(), nullable=True),
        sa.Column("notice_ends_on", sa.Date(), nullable=True),
        sa.Column("price_guaranteed_until", sa.Date(), nullable=True),
        sa.Column("included_data_gb", sa.BigInteger(), nullable=True),
        sa.Column("included_minutes", sa.Integer(), nullable=True),
        sa.Column("included_speed_mbit", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(renewal = 'fixed_term') = (renewal_months IS NOT NULL)", name=op.f("ck_contracts_renewal_months")
        ),
        sa.CheckConstraint("notice_period_unit IN ('weeks', 'months')", name=op.f("ck_contracts_notice_period_unit")),
        sa.CheckConstraint("renewal = 'indefinite' OR term_ends_on IS NOT NULL", name=op.f("ck_contracts_has_term")),
        sa.CheckConstraint("renewal IN ('none', 'fixed_term', 'indefinite')", name=op.f("ck_contracts_renewal")),
        sa.CheckConstraint("(notice_given_on IS NULL) = (notice_ends_on IS NULL)", name=op.f("ck_contracts_notice")),
        sa.CheckConstraint("term_ends_on IS NULL OR term_ends_on >= starts_on", name=op.f("ck_contracts_term")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_contracts_customer_id_customers")),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_points.id"], name=op.f("fk_contracts_service_point_id_service_points")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contracts")),
        sa.UniqueConstraint("number", name=op.f("uq_contracts_number")),
    )
    op.create_index(op.f("ix_contracts_customer_id"), "contracts", ["customer_id"], unique=False)
    op.create_index(op.f("ix_contracts_service_point_id"), "contracts", ["service_point_id"], unique=False)
    op.create_table(
        "line_allowances",
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("data_gb_total", sa.BigInteger(), nullable=True),
        sa.Column("data_gb_left", sa.BigInteger(), nullable=True),
        sa.Column("minutes_total", sa.Integer(), nullable=True),
        sa.Column("minutes_left", sa.Integer(), nullable=True),
        sa.Column("sms_left", sa.Integer(), nullable=True),
        sa.Column("renews_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_point_id"],
            ["service_points.id"],
            name=op.f("fk_line_allowances_service_point_id_service_points"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_point_id", name=op.f("pk_line_allowances")),
    )
    op.execute("INSERT INTO number_sequences (name, next_value) VALUES ('ticket', 100001)")


def downgrade() -> None:
    op.drop_table("line_allowances")
    op.drop_table("contracts")
    op.drop_table("tickets")
    op.drop_table("service_points")
    op.drop_table("opening_hours")
    op.drop_table("contact_addresses")
    op.drop_table("suppliers")
    op.drop_table("number_sequences")
    op.drop_table("idempotency_records")
    op.drop_table("customers")
