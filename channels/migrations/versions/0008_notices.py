"""Addresses at which notices are not wanted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("channel_addresses", sa.Column("notices_off_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column("channel_addresses", "notices_off_at")
