"""The tables of offers and win-back, as revision 0009 makes them."""

import sqlalchemy as sa
from alembic import op

from backend_api.database import FixedPoint, UtcDateTime

REASONS = "'price', 'other_supplier_offer', 'service', 'green_energy', 'terms', 'moving', 'other'"
TABLES = ("win_back_cases", "win_back_rules", "offer_acceptances", "offers", "offer_texts")


def create() -> None:
    op.create_table(
        "offer_texts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('renewal', 'application', 'counter_offer')", name=op.f("ck_offer_texts_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_texts")),
        sa.UniqueConstraint("kind", "language", "version", name=op.f("uq_offer_texts_kind_language_version")),
    )
    op.create_table(
        "offers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=True),
        sa.Column("service_point_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("product_number", sa.String(length=40), nullable=False),
        sa.Column("product_name", sa.String(length=100), nullable=False),
        sa.Column("base_amount", FixedPoint(), nullable=False),
        sa.Column("unit_amount", FixedPoint(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("tax_percent", FixedPoint(), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=False),
        sa.Column("notice_period_value", sa.Integer(), nullable=False),
        sa.Column("notice_period_unit", sa.String(length=10), nullable=False),
        sa.Column("renewal", sa.String(length=12), nullable=False),
        sa.Column("renewal_months", sa.Integer(), nullable=True),
        sa.Column("guarantee_months", sa.Integer(), nullable=True),
        sa.Column("bonus_amount", FixedPoint(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("yearly_use_kwh", FixedPoint(), nullable=True),
        sa.Column("use_basis", sa.String(length=20), nullable=True),
        sa.Column("use_from_on", sa.Date(), nullable=True),
        sa.Column("use_to_on", sa.Date(), nullable=True),
        sa.Column("yearly_cost_amount", FixedPoint(), nullable=True),
        sa.Column("present_yearly_cost_amount", FixedPoint(), nullable=True),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.JSON(), nullable=True),
        sa.Column("rule_id", sa.Uuid(), nullable=True),
        sa.Column("valid_until_on", sa.Date(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("declined_at", UtcDateTime(), nullable=True),
        sa.Column("replaced_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(kind = 'application') = (form IS NOT NULL)", name=op.f("ck_offers_has_form")),
        sa.CheckConstraint("kind = 'application' OR contract_id IS NOT NULL", name=op.f("ck_offers_has_contract")),
        sa.CheckConstraint("kind IN ('renewal', 'application', 'counter_offer')", name=op.f("ck_offers_kind")),
        sa.CheckConstraint("notice_period_unit IN ('weeks', 'months')", name=op.f("ck_offers_notice_period_unit")),
        sa.CheckConstraint("renewal IN ('none', 'fixed_term', 'indefinite')", name=op.f("ck_offers_renewal")),
        sa.CheckConstraint(
            "use_basis IS NULL OR use_basis IN ('measured_year', 'annualised', 'stated')",
            name=op.f("ck_offers_use_basis"),
        ),
        sa.CheckConstraint("(yearly_use_kwh IS NULL) = (use_basis IS NULL)", name=op.f("ck_offers_has_use")),
        sa.CheckConstraint("bonus_amount >= 0", name=op.f("ck_offers_bonus")),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_offers_contract_id_contracts")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_offers_customer_id_customers")),
        sa.ForeignKeyConstraint(["replaces_id"], ["offers.id"], name=op.f("fk_offers_replaces_id_offers")),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_points.id"], name=op.f("fk_offers_service_point_id_service_points")
        ),
        sa.ForeignKeyConstraint(["text_id"], ["offer_texts.id"], name=op.f("fk_offers_text_id_offer_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sa.UniqueConstraint("number", name=op.f("uq_offers_number")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_offers_replaces_id")),
    )
    op.create_index(op.f("ix_offers_contract_id"), "offers", ["contract_id"], unique=False)
    op.create_index(op.f("ix_offers_customer_id_made_at"), "offers", ["customer_id", "made_at"], unique=False)
    op.create_table(
        "offer_acceptances",
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=False),
        sa.Column("text_version", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("proven_at", sa.Integer(), nullable=True),
        sa.Column("conversation", sa.String(length=64), nullable=True),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("notice_given_on", sa.Date(), nullable=True),
        sa.Column("notice_ends_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=20), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "ended_by IS NULL OR ended_by IN ('notice', 'renewal', 'other_supplier')",
            name=op.f("ck_offer_acceptances_ended_by"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contracts.id"], name=op.f("fk_offer_acceptances_contract_id_contracts")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_offer_acceptances_offer_id_offers")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_offer_acceptances_order_id_orders")),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_offer_acceptances")),
    )
    op.create_index(op.f("ix_offer_acceptances_contract_id"), "offer_acceptances", ["contract_id"], unique=False)
    op.create_index(op.f("ix_offer_acceptances_order_id"), "offer_acceptances", ["order_id"], unique=False)
    op.create_table(
        "win_back_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("customer_kind", sa.String(length=10), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("commodity", sa.String(length=20), nullable=False),
        sa.Column("least_use_kwh", FixedPoint(), nullable=True),
        sa.Column("product_number", sa.String(length=40), nullable=False),
        sa.Column("discount_percent", FixedPoint(), nullable=False),
        sa.Column("floor_unit_amount", FixedPoint(), nullable=True),
        sa.Column("bonus_amount", FixedPoint(), nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("valid_until_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "commodity IN ('electricity', 'gas', 'fibre', 'mobile')", name=op.f("ck_win_back_rules_commodity")
        ),
        sa.CheckConstraint("customer_kind IN ('private', 'company')", name=op.f("ck_win_back_rules_customer_kind")),
        sa.CheckConstraint(
            f"reason IS NULL OR reason IN ({REASONS})",
            name=op.f("ck_win_back_rules_reason"),
        ),
        sa.CheckConstraint("bonus_amount >= 0", name=op.f("ck_win_back_rules_bonus_amount")),
        sa.CheckConstraint(
            "discount_percent >= 0 AND discount_percent <= 500000", name=op.f("ck_win_back_rules_discount_percent")
        ),
        sa.CheckConstraint("most_uses >= 0", name=op.f("ck_win_back_rules_most_uses")),
        sa.CheckConstraint(
            "valid_until_on IS NULL OR valid_until_on >= valid_from_on", name=op.f("ck_win_back_rules_validity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_win_back_rules")),
        sa.UniqueConstraint("name", name=op.f("uq_win_back_rules_name")),
    )
    op.create_table(
        "win_back_cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            f"reason IS NULL OR reason IN ({REASONS})",
            name=op.f("ck_win_back_cases_reason"),
        ),
        sa.CheckConstraint("offer_id IS NULL OR asked_at IS NOT NULL", name=op.f("ck_win_back_cases_asked")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contracts.id"], name=op.f("fk_win_back_cases_contract_id_contracts")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_win_back_cases_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_win_back_cases_offer_id_offers")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_win_back_cases_order_id_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_win_back_cases")),
        sa.UniqueConstraint("offer_id", name=op.f("uq_win_back_cases_offer_id")),
        sa.UniqueConstraint("order_id", name=op.f("uq_win_back_cases_order_id")),
    )
    op.create_index(op.f("ix_win_back_cases_contract_id"), "win_back_cases", ["contract_id"], unique=False)
    op.create_index(op.f("ix_win_back_cases_customer_id"), "win_back_cases", ["customer_id"], unique=False)
    op.create_index(op.f("ix_win_back_cases_received_at"), "win_back_cases", ["received_at"], unique=False)


def drop() -> None:
    for table in TABLES:
        op.drop_table(table)
