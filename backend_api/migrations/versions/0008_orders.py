"""Orders with lines, history and changes; bank accounts; postcodes and streets."""

import sqlalchemy as sa
from alembic import op

from backend_api.database import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "postal_places",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("city_key", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postal_places")),
        sa.UniqueConstraint("country", "postcode", "city_key", name=op.f("uq_postal_places_country_postcode_city_key")),
    )
    op.create_index(op.f("ix_postal_places_country_city_key"), "postal_places", ["country", "city_key"], unique=False)
    op.create_table(
        "bank_accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("bic", sa.String(length=11), nullable=True),
        sa.Column("bank_name", sa.String(length=200), nullable=True),
        sa.Column("holder_name", sa.String(length=200), nullable=False),
        sa.Column("mandate_reference", sa.String(length=35), nullable=False),
        sa.Column("mandate_signed_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("active_guard", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("replaced_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'active') = (active_guard IS NOT NULL)", name=op.f("ck_bank_accounts_active_guard")
        ),
        sa.CheckConstraint("state IN ('active', 'replaced')", name=op.f("ck_bank_accounts_state")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_bank_accounts_customer_id_customers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_accounts")),
        sa.UniqueConstraint("customer_id", "active_guard", name=op.f("uq_bank_accounts_customer_id_active_guard")),
        sa.UniqueConstraint("mandate_reference", name=op.f("uq_bank_accounts_mandate_reference")),
    )
    op.create_index(op.f("ix_bank_accounts_customer_id"), "bank_accounts", ["customer_id"], unique=False)
    op.create_table(
        "postal_streets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("street", sa.String(length=100), nullable=False),
        sa.Column("street_key", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["postal_places.id"],
            name=op.f("fk_postal_streets_place_id_postal_places"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postal_streets")),
        sa.UniqueConstraint("place_id", "street_key", name=op.f("uq_postal_streets_place_id_street_key")),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=True),
        sa.Column("placed_by_kind", sa.String(length=20), nullable=False),
        sa.Column("placed_by_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("service", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=5), nullable=False),
        sa.Column("placed_at", UtcDateTime(), nullable=False),
        sa.Column("state_since_at", UtcDateTime(), nullable=False),
        sa.Column("fulfilled_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("worth_amount", sa.BigInteger(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("wished_on", sa.Date(), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("blocker_code", sa.String(length=40), nullable=True),
        sa.Column("waiting_for", sa.String(length=20), nullable=True),
        sa.Column("warned_for_on", sa.Date(), nullable=True),
        sa.Column("service_point_id", sa.Uuid(), nullable=True),
        sa.Column("contract_id", sa.Uuid(), nullable=True),
        sa.Column("bank_account_id", sa.Uuid(), nullable=True),
        sa.Column("framework_number", sa.String(length=40), nullable=True),
        sa.Column("basket_number", sa.String(length=20), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
        sa.Column("erp_number", sa.String(length=60), nullable=True),
        sa.Column("erp_state", sa.String(length=20), nullable=False),
        sa.CheckConstraint("(outcome = 'open') = (finished_at IS NULL)", name=op.f("ck_orders_finished")),
        sa.CheckConstraint("erp_state IN ('waiting_for_erp', 'in_erp', 'conflict')", name=op.f("ck_orders_erp_state")),
        sa.CheckConstraint("outcome IN ('open', 'done', 'ended')", name=op.f("ck_orders_outcome")),
        sa.CheckConstraint(
            "placed_by_kind IN ('customer', 'representative', 'partner', 'staff', 'service')",
            name=op.f("ck_orders_placed_by_kind"),
        ),
        sa.CheckConstraint("replaces_id IS NULL OR replaces_id <> id", name=op.f("ck_orders_replaces")),
        sa.CheckConstraint("worth_amount >= 0", name=op.f("ck_orders_worth")),
        sa.ForeignKeyConstraint(
            ["bank_account_id"], ["bank_accounts.id"], name=op.f("fk_orders_bank_account_id_bank_accounts")
        ),
        sa.ForeignKeyConstraint(["contract_id"], ["contracts.id"], name=op.f("fk_orders_contract_id_contracts")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_orders_customer_id_customers")),
        sa.ForeignKeyConstraint(["follows_id"], ["orders.id"], name=op.f("fk_orders_follows_id_orders")),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_orders_partner_id_partners")),
        sa.ForeignKeyConstraint(["replaces_id"], ["orders.id"], name=op.f("fk_orders_replaces_id_orders")),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_points.id"], name=op.f("fk_orders_service_point_id_service_points")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("basket_number", name=op.f("uq_orders_basket_number")),
        sa.UniqueConstraint("erp_number", name=op.f("uq_orders_erp_number")),
        sa.UniqueConstraint("number", name=op.f("uq_orders_number")),
    )
    op.create_index(op.f("ix_orders_bank_account_id"), "orders", ["bank_account_id"], unique=False)
    op.create_index(op.f("ix_orders_contract_id"), "orders", ["contract_id"], unique=False)
    op.create_index(op.f("ix_orders_customer_id_placed_at"), "orders", ["customer_id", "placed_at"], unique=False)
    op.create_index(op.f("ix_orders_follows_id"), "orders", ["follows_id"], unique=False)
    op.create_index(op.f("ix_orders_framework_number"), "orders", ["framework_number"], unique=False)
    op.create_index(op.f("ix_orders_fulfilled_at"), "orders", ["fulfilled_at"], unique=False)
    op.create_index(op.f("ix_orders_outcome_promised_on"), "orders", ["outcome", "promised_on"], unique=False)
    op.create_index(op.f("ix_orders_partner_id_placed_at"), "orders", ["partner_id", "placed_at"], unique=False)
    op.create_index(op.f("ix_orders_replaces_id"), "orders", ["replaces_id"], unique=False)
    op.create_index(op.f("ix_orders_service_point_id"), "orders", ["service_point_id"], unique=False)
    op.create_table(
        "order_changes",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("before", sa.String(length=200), nullable=True),
        sa.Column("after", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "actor_kind IN ('customer', 'representative', 'partner', 'staff', 'service')",
            name=op.f("ck_order_changes_actor_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_changes_order_id_orders"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_order_changes")),
    )
    op.create_table(
        "order_lines",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("product_number", sa.String(length=40), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("one_off_amount", sa.BigInteger(), nullable=True),
        sa.Column("base_amount", sa.BigInteger(), nullable=True),
        sa.Column("unit_amount", sa.BigInteger(), nullable=True),
        sa.Column("price_list", sa.String(length=60), nullable=True),
        sa.Column("serial_number", sa.String(length=60), nullable=True),
        sa.Column("iccid", sa.String(length=20), nullable=True),
        sa.Column("phone_number", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.CheckConstraint("state IN ('ordered', 'removed')", name=op.f("ck_order_lines_state")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_lines_quantity")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id_orders"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_order_lines")),
    )
    op.create_table(
        "order_state_entries",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("mover", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("key", sa.String(length=190), nullable=True),
        sa.CheckConstraint(
            "actor_kind IN ('customer', 'representative', 'partner', 'staff', 'service')",
            name=op.f("ck_order_state_entries_actor_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_state_entries_order_id_orders"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_order_state_entries")),
        sa.UniqueConstraint("order_id", "key", name=op.f("uq_order_state_entries_order_id_key")),
    )
    # ### end Alembic commands ###


def downgrade() -> None:
    for table in ("order_state_entries", "order_lines", "order_changes", "orders"):
        op.drop_table(table)
    for table in ("postal_streets", "bank_accounts", "postal_places"):
        op.drop_table(table)
