"""Numbers, repeatable writes of anybody, audit entries, domain events, service tokens."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
