"""The supplier's phone, hours and emergency numbers move into one contact per country."""

from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOVED = ("phone", "email", "gas_emergency_phone", "electricity_emergency_phone", "general_emergency_phone")


def upgrade() -> None:
    op.create_table(
        "supplier_contacts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("supplier_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        *(sa.Column(name, _text_of(name), nullable=False) for name in MOVED),
        sa.ForeignKeyConstraint(
            ["supplier_id"],
            ["suppliers.id"],
            name=op.f("fk_supplier_contacts_supplier_id_suppliers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_contacts")),
        sa.UniqueConstraint("supplier_id", "country", name=op.f("uq_supplier_contacts_supplier_id_country")),
    )
    supplier = _table("suppliers", "countries", *MOVED)
    contact = _table("supplier_contacts", "supplier_id", "country", *MOVED)
    rows = op.get_bind().execute(sa.select(supplier)).mappings().all()
    home = {row["id"]: uuid4() for row in rows}
    for row in rows:
        moved = {name: row[name] for name in MOVED}
        country = row["countries"][0] if row["countries"] else "DE"
        op.execute(contact.insert().values(id=home[row["id"]], supplier_id=row["id"], country=country, **moved))
    _rebuild_hours("supplier_id", "contact_id", "supplier_contacts", home)
    for name in MOVED:
        op.drop_column("suppliers", name)


def downgrade() -> None:
    for name in MOVED:
        op.add_column("suppliers", sa.Column(name, _text_of(name), nullable=False, server_default=""))
    supplier = _table("suppliers", "countries", *MOVED)
    contact = _table("supplier_contacts", "supplier_id", "country", *MOVED)
    countries = {row.id: row.countries for row in op.get_bind().execute(sa.select(supplier))}
    owner = {}
    for row in op.get_bind().execute(sa.select(contact)).mappings().all():
        if row["country"] == countries[row["supplier_id"]][0]:
            owner[row["id"]] = row["supplier_id"]
            moved = {name: row[name] for name in MOVED}
            op.execute(supplier.update().where(supplier.c.id == row["supplier_id"]).values(**moved))
    _rebuild_hours("contact_id", "supplier_id", "suppliers", owner)
    op.drop_table("supplier_contacts")


def _rebuild_hours(old: str, new: str, new_table: str, owners: dict[UUID, UUID]) -> None:
    """Hang the opening hours on another table; hours whose owner has no successor are dropped."""
    hours = _table("opening_hours", old, "weekday", "opens", "closes")
    rows = op.get_bind().execute(sa.select(hours)).mappings().all()
    op.drop_table("opening_hours")
    op.create_table(
        "opening_hours",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(new, sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.CheckConstraint("opens < closes", name=op.f("ck_opening_hours_order")),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_opening_hours_weekday")),
        sa.ForeignKeyConstraint(
            [new], [f"{new_table}.id"], name=op.f(f"fk_opening_hours_{new}_{new_table}"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_hours")),
        sa.UniqueConstraint(new, "weekday", "opens", name=op.f(f"uq_opening_hours_{new}_weekday_opens")),
    )
    kept = [
        {**{name: row[name] for name in ("id", "weekday", "opens", "closes")}, new: owners[row[old]]}
        for row in rows
        if row[old] in owners
    ]
    if kept:
        op.bulk_insert(_table("opening_hours", new, "weekday", "opens", "closes"), kept)


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, sa.column("id", sa.Uuid()), *(_column(column) for column in columns))


def _column(name: str) -> sa.ColumnClause[Any]:
    types: dict[str, sa.types.TypeEngine[Any]] = {
        "supplier_id": sa.Uuid(),
        "contact_id": sa.Uuid(),
        "weekday": sa.Integer(),
        "opens": sa.Time(),
        "closes": sa.Time(),
        "countries": sa.JSON(),
    }
    return sa.column(name, types.get(name, sa.String()))


def _text_of(column: str) -> sa.String:
    return sa.String(length=200 if column == "email" else 40)
