"""What a code confirms, when it is asked for one thing."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("challenges", sa.Column("bound_to", sa.String(length=200), nullable=True))


def downgrade() -> None:
    op.drop_column("challenges", "bound_to")
