"""Who is told about events, tokens of other systems, and what people asked about their own data."""

import sqlalchemy as sa
from alembic import op

from backend_api.database import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("domain_events") as events:
        events.add_column(sa.Column("handed_on_at", UtcDateTime(), nullable=True))
        events.create_index(op.f("ix_domain_events_handed_on_at_occurred_at"), ["handed_on_at", "occurred_at"])
    with op.batch_alter_table("idempotency_records") as records:
        records.add_column(sa.Column("customer_id", sa.Uuid(), nullable=True))
    _event_subscriptions()
    _event_deliveries()
    _service_tokens()
    _privacy()


def downgrade() -> None:
    for table in ("data_exports", "erasures", "service_tokens", "event_deliveries", "event_subscriptions"):
        op.drop_table(table)
    with op.batch_alter_table("idempotency_records") as records:
        records.drop_column("customer_id")
    with op.batch_alter_table("domain_events") as events:
        events.drop_index(op.f("ix_domain_events_handed_on_at_occurred_at"))
        events.drop_column("handed_on_at")


def _event_subscriptions() -> None:
    op.create_table(
        "event_subscriptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=15), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("event_names", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("secret_version", sa.Integer(), nullable=False),
        sa.Column("old_secret_until", UtcDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("held_until", UtcDateTime(), nullable=True),
        sa.Column("last_delivered_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('webhook', 'notifications')", name=op.f("ck_event_subscriptions_kind")),
        sa.CheckConstraint("state IN ('active', 'paused', 'gone')", name=op.f("ck_event_subscriptions_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_subscriptions")),
    )


def _event_deliveries() -> None:
    op.create_table(
        "event_deliveries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("subscription_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("stream", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UtcDateTime(), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("failure", sa.String(length=40), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("state IN ('pending', 'delivered', 'dead')", name=op.f("ck_event_deliveries_state")),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["domain_events.id"],
            name=op.f("fk_event_deliveries_event_id_domain_events"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["event_subscriptions.id"],
            name=op.f("fk_event_deliveries_subscription_id_event_subscriptions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_deliveries")),
        sa.UniqueConstraint("subscription_id", "event_id", name=op.f("uq_event_deliveries_subscription_id_event_id")),
    )
    for columns in (["event_id"], ["state", "next_try_at"], ["subscription_id", "stream", "state", "id"]):
        op.create_index(op.f("ix_event_deliveries_" + "_".join(columns)), "event_deliveries", columns)


def _service_tokens() -> None:
    op.create_table(
        "service_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_tokens")),
        sa.UniqueConstraint("name", name=op.f("uq_service_tokens_name")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_service_tokens_token_hash")),
    )


def _privacy() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("deleted", sa.JSON(), nullable=True),
        sa.Column("kept", sa.JSON(), nullable=True),
        sa.Column("files", sa.JSON(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'taken_back', 'done')", name=op.f("ck_erasures_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_index(op.f("ix_erasures_customer_id"), "erasures", ["customer_id"])
    op.create_index(op.f("ix_erasures_state_due_at"), "erasures", ["state", "due_at"])
    op.create_table(
        "data_exports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("ready_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("fetched_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_exports")),
    )
    op.create_index(op.f("ix_data_exports_customer_id"), "data_exports", ["customer_id"])
