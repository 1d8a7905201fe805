"""Moves rows from one owner to another in every table that has owners, and keeps a list to move them back by."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, and_, or_, select, true, update
from sqlalchemy.orm import selectinload

from backend_api.customers.models import Customer
from backend_api.database import Base
from backend_api.merges.models import CustomerMerge, MergeMove

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Column, ColumnElement, RowMapping, Table
    from sqlalchemy.ext.asyncio import AsyncSession

STAYING = frozenset(
    {
        "customers",
        "customer_merges",
        "audit_entries",
        "domain_events",
        "idempotency_records",
        "data_exports",
        "erasures",
    }
)
"""What was seen, said, done and asked for under a record stays under it: an erasure of one is not the other's."""
_AT_ONCE = 400
"""Ids in one statement; SQLite takes 32,766 parameters, others less."""


async def lock_both(session: AsyncSession, one: UUID, other: UUID) -> dict[UUID, Customer]:
    """Both customers, locked in the order of their ids, so that two merges at once cannot wait for each other."""
    statement = select(Customer).where(Customer.id.in_((one, other))).order_by(Customer.id).with_for_update()
    return {customer.id: customer for customer in await session.scalars(statement)}


async def move_all(session: AsyncSession, *, from_id: UUID, to_id: UUID) -> list[MergeMove]:
    """Give every row of one owner to the other, but those that the other has already."""
    moves = []
    for table, owner in _owned():
        ids, kept = await _split(session, table, owner, from_id=from_id, to_id=to_id)
        await _give(session, table, owner, ids, from_id=from_id, to_id=to_id)
        if ids or kept:
            moves.append(MergeMove(table_name=table.name, column_name=owner.name, row_ids=ids, kept_ids=kept))
    return moves


async def move_back(session: AsyncSession, merge: CustomerMerge) -> None:
    """Give back exactly the rows that were moved; those that came since stay with the survivor."""
    for move in merge.moves:
        table = Base.metadata.tables[move.table_name]
        owner = table.c[move.column_name]
        await _give(session, table, owner, move.row_ids, from_id=merge.survivor_id, to_id=merge.merged_id)


async def find(session: AsyncSession, merge_id: UUID) -> CustomerMerge | None:
    """One merge with its list of rows, locked."""
    statement = (
        select(CustomerMerge)
        .options(selectinload(CustomerMerge.moves))
        .where(CustomerMerge.id == merge_id)
        .with_for_update()
    )
    return (await session.scalars(statement)).one_or_none()


async def newest(session: AsyncSession, limit: int) -> Sequence[CustomerMerge]:
    """The newest merges with their lists."""
    statement = (
        select(CustomerMerge)
        .options(selectinload(CustomerMerge.moves))
        .order_by(CustomerMerge.done_at.desc(), CustomerMerge.id.desc())
        .limit(limit)
    )
    return (await session.scalars(statement)).all()


async def store(session: AsyncSession, merge: CustomerMerge) -> None:
    """Write it down."""
    session.add(merge)
    await session.flush()


def _owned() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column that names a customer as the owner, and those that name who a record was merged into."""
    for table in Base.metadata.sorted_tables:
        if table.name not in STAYING and "customer_id" in table.c:
            yield table, table.c["customer_id"]
    yield Base.metadata.tables["customers"], Base.metadata.tables["customers"].c["merged_into_id"]


async def _split(
    session: AsyncSession, table: Table, owner: Column[Any], *, from_id: UUID, to_id: UUID
) -> tuple[list[Any], list[Any]]:
    """Ids of the rows that can move, and of those that would be there twice."""
    keys, unique = _keys(table, owner), _unique_beside(table, owner)
    mine = (await session.execute(select(table).where(owner == from_id).order_by(*keys))).mappings().all()
    theirs: Sequence[RowMapping] = ()
    if mine and unique:
        theirs = (await session.execute(select(table).where(owner == to_id))).mappings().all()
    ids: list[Any] = []
    kept: list[Any] = []
    for row in mine:
        doubled = any(
            all(row[name] is not None and row[name] == other[name] for name in names)
            for names in unique
            for other in theirs
        )
        (kept if doubled else ids).append([_written(row[key.name]) for key in keys])
    return ids, kept


async def _give(
    session: AsyncSession, table: Table, owner: Column[Any], ids: Sequence[Any], *, from_id: UUID, to_id: UUID
) -> None:
    keys = _keys(table, owner)
    for some in batched(ids, _AT_ONCE, strict=False):
        statement = update(table).where(owner == from_id, _any_of(keys, some)).values({owner: to_id})
        await session.execute(statement)


def _any_of(keys: Sequence[Column[Any]], ids: Sequence[Any]) -> ColumnElement[bool]:
    if len(keys) == 1:
        return keys[0].in_([_read(keys[0], one[0]) for one in ids])
    return or_(*(and_(true(), *(key == _read(key, part) for key, part in zip(keys, one, strict=True))) for one in ids))


def _keys(table: Table, owner: Column[Any]) -> list[Column[Any]]:
    """The primary key without the owner, who changes."""
    return [column for column in table.primary_key.columns if column.name != owner.name]


def _unique_beside(table: Table, owner: Column[Any]) -> list[list[str]]:
    """What may be there only once per owner: the other columns of each unique constraint, index and primary key."""
    constraints = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    constraints += [one.columns for one in table.indexes if one.unique]
    constraints.append(table.primary_key.columns)
    return [
        [column.name for column in columns if column.name != owner.name]
        for columns in constraints
        if owner.name in columns
    ]


def _written(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _read(column: Column[Any], written: Any) -> Any:
    return UUID(written) if column.type.python_type is UUID else written
