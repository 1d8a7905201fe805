"""Who may act for a customer, sites, staff, consents, picked addresses, merged records."""

import sqlalchemy as sa
from alembic import op

from backend_api.database import FixedPoint, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = (
    "site_points",
    "representatives",
    "customer_merge_moves",
    "sites",
    "event_preferences",
    "customer_merges",
    "consent_entries",
    "staff_members",
)
NEW_OF_CUSTOMERS = (
    "merged_into_id",
    "key_account_id",
    "city",
    "postcode",
    "house_number",
    "street",
    "branch",
    "id_paper",
    "ids_proven_at",
)


def upgrade() -> None:
    op.create_table(
        "staff_members",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("display_name", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(state = 'left') = (left_at IS NOT NULL)", name=op.f("ck_staff_members_left")),
        sa.CheckConstraint("role IN ('agent', 'team_lead', 'back_office', 'it')", name=op.f("ck_staff_members_role")),
        sa.CheckConstraint("state IN ('active', 'left')", name=op.f("ck_staff_members_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_members")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_members_email")),
    )
    op.create_table(
        "consent_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("text_version", sa.String(length=40), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("decision = 'given' OR expires_at IS NULL", name=op.f("ck_consent_entries_expiry")),
        sa.CheckConstraint("decision IN ('given', 'withdrawn')", name=op.f("ck_consent_entries_decision")),
        sa.CheckConstraint(
            "purpose IN ('offers', 'newsletter', 'surveys', 'energy_tips', 'partner_offers', 'call_recording')",
            name=op.f("ck_consent_entries_purpose"),
        ),
        sa.CheckConstraint(
            "source IN ('web_chat', 'sms', 'email', 'telegram', 'phone', 'paper', 'website', 'desk', 'import')",
            name=op.f("ck_consent_entries_source"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_consent_entries_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_entries")),
    )
    op.create_index(
        op.f("ix_consent_entries_customer_id_purpose_channel"), "consent_entries", ["customer_id", "purpose", "channel"]
    )
    op.create_table(
        "customer_merges",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survivor_id", sa.Uuid(), nullable=False),
        sa.Column("merged_id", sa.Uuid(), nullable=False),
        sa.Column("proven_by", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done_by", sa.Uuid(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(state = 'undone') = (undone_at IS NOT NULL)", name=op.f("ck_customer_merges_undone")),
        sa.CheckConstraint("proven_by IN ('personal_id', 'tax_id')", name=op.f("ck_customer_merges_proven_by")),
        sa.CheckConstraint("state IN ('done', 'undone')", name=op.f("ck_customer_merges_state")),
        sa.CheckConstraint("survivor_id <> merged_id", name=op.f("ck_customer_merges_two_records")),
        sa.ForeignKeyConstraint(["merged_id"], ["customers.id"], name=op.f("fk_customer_merges_merged_id_customers")),
        sa.ForeignKeyConstraint(
            ["survivor_id"], ["customers.id"], name=op.f("fk_customer_merges_survivor_id_customers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_merges")),
    )
    op.create_index(op.f("ix_customer_merges_merged_id"), "customer_merges", ["merged_id"])
    op.create_index(op.f("ix_customer_merges_survivor_id"), "customer_merges", ["survivor_id"])
    op.create_table(
        "event_preferences",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("address_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_event_preferences_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_preferences")),
        sa.UniqueConstraint("customer_id", "event", name=op.f("uq_event_preferences_customer_id_event")),
    )
    op.create_index(op.f("ix_event_preferences_address_id"), "event_preferences", ["address_id"])
    op.create_table(
        "sites",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_sites_parent")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_sites_customer_id_customers")),
        sa.ForeignKeyConstraint(["parent_id"], ["sites.id"], name=op.f("fk_sites_parent_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
    )
    op.create_index(op.f("ix_sites_customer_id"), "sites", ["customer_id"])
    op.create_index(op.f("ix_sites_parent_id"), "sites", ["parent_id"])
    op.create_table(
        "customer_merge_moves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merge_id", sa.Uuid(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("column_name", sa.String(length=60), nullable=False),
        sa.Column("row_ids", sa.JSON(), nullable=False),
        sa.Column("kept_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merge_id"],
            ["customer_merges.id"],
            name=op.f("fk_customer_merge_moves_merge_id_customer_merges"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_merge_moves")),
        sa.UniqueConstraint(
            "merge_id",
            "table_name",
            "column_name",
            name=op.f("uq_customer_merge_moves_merge_id_table_name_column_name"),
        ),
    )
    op.create_table(
        "representatives",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("limit_amount", FixedPoint(), nullable=True),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(state = 'revoked') = (revoked_at IS NOT NULL)", name=op.f("ck_representatives_revoked")),
        sa.CheckConstraint("kind IN ('helper', 'company')", name=op.f("ck_representatives_kind")),
        sa.CheckConstraint("language IN ('en', 'de', 'pl')", name=op.f("ck_representatives_language")),
        sa.CheckConstraint(
            "limit_amount IS NULL OR (role = 'orders' AND limit_amount >= 0)", name=op.f("ck_representatives_limit")
        ),
        sa.CheckConstraint("role IN ('reads', 'orders', 'approves')", name=op.f("ck_representatives_role")),
        sa.CheckConstraint("state IN ('active', 'revoked')", name=op.f("ck_representatives_state")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_representatives_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_representatives_site_id_sites")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representatives")),
    )
    op.create_index(op.f("ix_representatives_customer_id"), "representatives", ["customer_id"])
    op.create_table(
        "site_points",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_point_id"],
            ["service_points.id"],
            name=op.f("fk_site_points_service_point_id_service_points"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name=op.f("fk_site_points_site_id_sites"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_points")),
        sa.UniqueConstraint("service_point_id", name=op.f("uq_site_points_service_point_id")),
    )
    op.create_index(op.f("ix_site_points_site_id"), "site_points", ["site_id"])
    with op.batch_alter_table("contact_addresses") as batch:
        batch.add_column(sa.Column("representative_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("created_at", UtcDateTime(), nullable=True))
        batch.add_column(sa.Column("bounced_at", UtcDateTime(), nullable=True))
        batch.add_column(sa.Column("bounce_code", sa.String(length=40), nullable=True))
        batch.create_index(op.f("ix_contact_addresses_representative_id"), ["representative_id"])
        batch.create_foreign_key(
            op.f("fk_contact_addresses_representative_id_representatives"),
            "representatives",
            ["representative_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch.create_check_constraint(
            op.f("ck_contact_addresses_bounce"), "bounced_at IS NULL OR bounce_code IS NOT NULL"
        )

    with op.batch_alter_table("customers") as batch:
        batch.add_column(sa.Column("ids_proven_at", UtcDateTime(), nullable=True))
        batch.add_column(sa.Column("id_paper", sa.String(length=20), nullable=True))
        batch.add_column(sa.Column("branch", sa.String(length=10), server_default="energy", nullable=False))
        batch.add_column(sa.Column("street", sa.String(length=100), nullable=True))
        batch.add_column(sa.Column("house_number", sa.String(length=20), nullable=True))
        batch.add_column(sa.Column("postcode", sa.String(length=10), nullable=True))
        batch.add_column(sa.Column("city", sa.String(length=100), nullable=True))
        batch.add_column(sa.Column("key_account_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("merged_into_id", sa.Uuid(), nullable=True))
        batch.create_index(op.f("ix_customers_merged_into_id"), ["merged_into_id"])
        batch.create_foreign_key(op.f("fk_customers_merged_into_id_customers"), "customers", ["merged_into_id"], ["id"])
        batch.create_check_constraint(op.f("ck_customers_branch"), "branch IN ('energy', 'telecom')")
        batch.create_check_constraint(
            op.f("ck_customers_id_paper"),
            "id_paper IS NULL OR id_paper IN ('identity_card', 'passport', 'company_register', 'tax_office_letter')",
        )
        batch.create_check_constraint(
            op.f("ck_customers_merged_into"), "merged_into_id IS NULL OR merged_into_id <> id"
        )


def downgrade() -> None:
    with op.batch_alter_table("customers") as batch:
        batch.drop_constraint(op.f("ck_customers_branch"), type_="check")
        batch.drop_constraint(op.f("ck_customers_merged_into"), type_="check")
        batch.drop_constraint(op.f("ck_customers_id_paper"), type_="check")
        batch.drop_constraint(op.f("fk_customers_merged_into_id_customers"), type_="foreignkey")
        batch.drop_index(op.f("ix_customers_merged_into_id"))
        for name in NEW_OF_CUSTOMERS:
            batch.drop_column(name)
    with op.batch_alter_table("contact_addresses") as batch:
        batch.drop_constraint(op.f("ck_contact_addresses_bounce"), type_="check")
        batch.drop_constraint(op.f("fk_contact_addresses_representative_id_representatives"), type_="foreignkey")
        batch.drop_index(op.f("ix_contact_addresses_representative_id"))
        for name in ("representative_id", "created_at", "bounced_at", "bounce_code"):
            batch.drop_column(name)
    for name in TABLES:
        op.drop_table(name)
