"""Which contact address a code was sent to, to confirm it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("challenges", sa.Column("confirms_address", sa.String(length=36), nullable=True))


def downgrade() -> None:
    op.drop_column("challenges", "confirms_address")
