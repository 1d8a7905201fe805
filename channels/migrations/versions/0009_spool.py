"""What providers handed over and nobody has read yet."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "spool",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failure", sa.String(60), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_spool"),
        sa.UniqueConstraint("channel", "key", name="uq_spool_channel_key"),
    )
    op.create_index("ix_spool_due_at", "spool", ["due_at"])


def downgrade() -> None:
    op.drop_table("spool")
