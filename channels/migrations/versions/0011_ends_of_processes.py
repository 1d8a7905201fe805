"""At how many ends of a process an entry was in hand is counted apart from its failures."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal", sa.Column("ends", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("journal") as batch:
        batch.drop_column("ends")
