"""Matters to take up again later."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "parked_matters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("matter", sa.String(length=100), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_parked_matters_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parked_matters")),
        sa.UniqueConstraint("conversation_id", "matter", name=op.f("uq_parked_matters_conversation_id_matter")),
    )
    with op.batch_alter_table("parked_matters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parked_matters_due_at"), ["due_at"], unique=False)


def downgrade() -> None:
    op.drop_table("parked_matters")
