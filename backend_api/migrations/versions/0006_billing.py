"""What billing systems said last, points that may be a customer's, and who decided on them."""

import sqlalchemy as sa
from alembic import op

from backend_api.database import FixedPoint, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("service_points") as batch:
        batch.add_column(sa.Column("origin", sa.String(length=20), nullable=True))
    op.create_table(
        "billing_checks",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("missing_since", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('answered', 'silent', 'refused', 'wrong')", name=op.f("ck_billing_checks_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_billing_checks_customer_id_customers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("customer_id", "source", name=op.f("pk_billing_checks")),
    )
    op.create_table(
        "billing_points",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("tariff", sa.String(length=100), nullable=False),
        sa.Column("contract_number", sa.String(length=40), nullable=False),
        sa.Column("meter_number", sa.String(length=40), nullable=True),
        sa.Column("grid_operator", sa.String(length=100), nullable=True),
        sa.Column("open_amount", FixedPoint(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("open_invoices", sa.Integer(), nullable=True),
        sa.Column("as_of", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("(open_amount IS NULL) = (currency IS NULL)", name=op.f("ck_billing_points_open_amount")),
        sa.CheckConstraint("open_invoices IS NULL OR open_invoices >= 0", name=op.f("ck_billing_points_open_invoices")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_billing_points_customer_id_customers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["service_point_id"],
            ["service_points.id"],
            name=op.f("fk_billing_points_service_point_id_service_points"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billing_points")),
        sa.UniqueConstraint(
            "customer_id", "source", "source_id", name=op.f("uq_billing_points_customer_id_source_source_id")
        ),
    )
    op.create_index(op.f("ix_billing_points_service_point_id"), "billing_points", ["service_point_id"])
    op.create_table(
        "billing_month_uses",
        sa.Column("billing_point_id", sa.Uuid(), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("amount", FixedPoint(), nullable=False),
        sa.Column("unit", sa.String(length=3), nullable=False),
        sa.CheckConstraint("unit IN ('kWh', 'GB')", name=op.f("ck_billing_month_uses_unit")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_billing_month_uses_amount")),
        sa.ForeignKeyConstraint(
            ["billing_point_id"],
            ["billing_points.id"],
            name=op.f("fk_billing_month_uses_billing_point_id_billing_points"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("billing_point_id", "month_on", name=op.f("pk_billing_month_uses")),
    )
    op.create_table(
        "match_candidates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.String(length=64), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("likeness", sa.Integer(), nullable=False),
        sa.Column("same_address", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("as_of", UtcDateTime(), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'accepted', 'rejected')", name=op.f("ck_match_candidates_state")),
        sa.CheckConstraint("likeness BETWEEN 0 AND 100", name=op.f("ck_match_candidates_likeness")),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_match_candidates_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_candidates")),
        sa.UniqueConstraint(
            "customer_id", "source", "source_id", name=op.f("uq_match_candidates_customer_id_source_source_id")
        ),
    )
    op.create_index(op.f("ix_match_candidates_state_found_at"), "match_candidates", ["state", "found_at"])
    op.create_table(
        "match_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("candidate_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("proof_note", sa.String(length=500), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("decision IN ('accept', 'reject')", name=op.f("ck_match_decisions_decision")),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["match_candidates.id"],
            name=op.f("fk_match_decisions_candidate_id_match_candidates"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_decisions")),
        sa.UniqueConstraint("candidate_id", "position", name=op.f("uq_match_decisions_candidate_id_position")),
    )


def downgrade() -> None:
    for table in ("match_decisions", "match_candidates", "billing_month_uses", "billing_points", "billing_checks"):
        op.drop_table(table)
    with op.batch_alter_table("service_points") as batch:
        batch.drop_column("origin")
