"""What papers say of the supplier in each country: postal address, tax number, and where parcels come back to."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("supplier_contacts") as contacts:
        contacts.add_column(sa.Column("postal_lines", sa.JSON(), nullable=True))
        contacts.add_column(sa.Column("tax_id", sa.String(length=20), nullable=True))
        contacts.add_column(sa.Column("returns_lines", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("supplier_contacts") as contacts:
        for column in ("returns_lines", "tax_id", "postal_lines"):
            contacts.drop_column(column)
