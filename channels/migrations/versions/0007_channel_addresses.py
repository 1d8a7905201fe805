"""Addresses on channels, links to them, and messages that go out over providers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_QUEUED = sa.text("status = 'queued'")


def upgrade() -> None:
    op.create_table(
        "channel_addresses",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("state_changed_at", sa.BigInteger(), nullable=True),
        sa.Column("customer_id", sa.String(length=64), nullable=True),
        sa.Column("representative_id", sa.String(length=64), nullable=True),
        sa.Column("linked_at", sa.BigInteger(), nullable=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("active_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'blocked', 'opted_out', 'dead')", name=op.f("ck_channel_addresses_state")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_channel_addresses_conversation_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_addresses")),
        sa.UniqueConstraint("channel", "address_key", name=op.f("uq_channel_addresses_channel_address_key")),
    )
    for column in ("active_at", "conversation_id", "customer_id"):
        op.create_index(op.f(f"ix_channel_addresses_{column}"), "channel_addresses", [column])
    op.create_table(
        "link_tokens",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.String(length=64), nullable=True),
        sa.Column("conversation_id", sa.String(length=36), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_link_tokens_conversation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_link_tokens")),
    )
    for column in ("conversation_id", "expires_at"):
        op.create_index(op.f(f"ix_link_tokens_{column}"), "link_tokens", [column])
    for column in (
        sa.Column("address_id", sa.String(length=36), nullable=True),
        sa.Column("continues", sa.String(length=36), nullable=True),
        sa.Column("case_token", sa.String(length=26), nullable=True),
        sa.Column("reply_context", sa.Text(), nullable=True),
    ):
        op.add_column("conversations", column)
    op.create_index(op.f("ix_conversations_case_token"), "conversations", ["case_token"], unique=True)
    for column in (
        sa.Column("first_seq", sa.Integer(), nullable=True),
        sa.Column("address_id", sa.String(length=36), nullable=True),
        sa.Column("extras", sa.Text(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False, server_default="0"),
    ):
        op.add_column("outbox", column)
    op.create_index(op.f("ix_outbox_channel_provider_id"), "outbox", ["channel", "provider_id"])
    op.drop_index("ix_outbox_queued", "outbox")
    op.create_index(
        "ix_outbox_queued", "outbox", ["priority", "next_try_at"], sqlite_where=_QUEUED, postgresql_where=_QUEUED
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_queued", "outbox")
    op.create_index("ix_outbox_queued", "outbox", ["next_try_at"], sqlite_where=_QUEUED, postgresql_where=_QUEUED)
    op.drop_index(op.f("ix_outbox_channel_provider_id"), "outbox")
    for name in ("priority", "extras", "address_id", "first_seq"):
        op.drop_column("outbox", name)
    op.drop_index(op.f("ix_conversations_case_token"), "conversations")
    for name in ("reply_context", "case_token", "continues", "address_id"):
        op.drop_column("conversations", name)
    op.drop_table("link_tokens")
    op.drop_table("channel_addresses")
