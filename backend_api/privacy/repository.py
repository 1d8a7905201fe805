"""Statements over all tables at once: reads, masks and deletes what is one person's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, func, select, update

from backend_api.contracts.models import Contract
from backend_api.customers.models import Customer
from backend_api.documents.models import Document, DocumentVersion
from backend_api.invoices.models import Invoice, Payment
from backend_api.orders.models import Order
from backend_api.privacy.models import DataExport, Erasure
from backend_api.privacy.walk import PersonalTable, masked_value, plain, rows_of
from backend_api.security import Identity, readable_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

AT_ONCE = 20


async def ids_of_person(session: AsyncSession, customer_id: UUID) -> list[UUID]:
    """The customer, and the records that were merged into it."""
    merged = await session.scalars(select(Customer.id).where(Customer.merged_into_id == customer_id))
    return [customer_id, *merged]


async def country_of(session: AsyncSession, customer_id: UUID) -> str | None:
    """Whose law applies; None when there is no such customer."""
    return await session.scalar(select(Customer.country).where(Customer.id == customer_id))


async def copy_rows(session: AsyncSession, personal: PersonalTable, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Every row of a table that is theirs, as JSON has it."""
    table = personal.table
    statement = select(table).where(rows_of(table, ids)).order_by(*table.primary_key)
    return [{name: plain(value) for name, value in row._mapping.items()} for row in await session.execute(statement)]


async def count_rows(session: AsyncSession, personal: PersonalTable, ids: Sequence[UUID]) -> int:
    """How many there are."""
    statement = select(func.count()).select_from(personal.table).where(rows_of(personal.table, ids))
    return (await session.scalars(statement)).one()


async def mask(session: AsyncSession, personal: PersonalTable, ids: Sequence[UUID]) -> int:
    """Mask every text of their rows that has no reason to stay; returns how many rows are kept."""
    table = personal.table
    if not personal.masked:
        return await count_rows(session, personal, ids)
    keys = list(table.primary_key)
    wanted = [*keys, *(table.c[name] for name in personal.masked)]
    rows = (await session.execute(select(*wanted).where(rows_of(table, ids)))).all()
    for row in rows:
        mine = and_(*(column == row._mapping[column.name] for column in keys))
        key = "-".join(str(row._mapping[column.name]) for column in keys)
        values = {
            name: masked_value(table.c[name], row._mapping[name], key)
            for name in personal.masked
            if row._mapping[name] is not None
        }
        if values:
            await session.execute(update(table).where(mine).values(values))
    return len(rows)


async def loosen(session: AsyncSession, personal: PersonalTable, ids: Sequence[UUID]) -> None:
    """Cut the links of their rows to rows that are going to be deleted."""
    for name in personal.loosened:
        linked = and_(rows_of(personal.table, ids), personal.table.c[name].is_not(None))
        await session.execute(update(personal.table).where(linked).values({name: None}))


async def remove(session: AsyncSession, personal: PersonalTable, ids: Sequence[UUID]) -> int:
    """Delete their rows."""
    found = await count_rows(session, personal, ids)
    if found:
        await session.execute(delete(personal.table).where(rows_of(personal.table, ids)))
    return found


async def contracts_of(session: AsyncSession, ids: Sequence[UUID]) -> Sequence[Contract]:
    """For deciding whether one still runs."""
    return (await session.scalars(select(Contract).where(Contract.customer_id.in_(ids)))).all()


async def has_open_orders(session: AsyncSession, ids: Sequence[UUID]) -> bool:
    """Whether an order is under way."""
    statement = select(Order.id).where(Order.customer_id.in_(ids), Order.finished_at.is_(None)).limit(1)
    return (await session.scalars(statement)).first() is not None


async def balance(session: AsyncSession, ids: Sequence[UUID]) -> Decimal | int:
    """What is owed, by either side."""
    billed = await session.scalar(select(func.sum(Invoice.total_amount)).where(Invoice.customer_id.in_(ids)))
    paid = await session.scalar(select(func.sum(Payment.amount)).where(Payment.customer_id.in_(ids)))
    return (billed or 0) - (paid or 0)


async def files_of(session: AsyncSession, ids: Sequence[UUID]) -> list[str]:
    """Where their papers lie in the store."""
    statement = (
        select(DocumentVersion.storage_key)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(Document.customer_id.in_(ids))
        .order_by(DocumentVersion.storage_key)
    )
    return list(await session.scalars(statement))


async def with_files(session: AsyncSession) -> Sequence[Erasure]:
    """Those whose files are still to be deleted."""
    statement = select(Erasure).where(Erasure.state == "done", Erasure.files.is_not(None)).limit(AT_ONCE)
    return (await session.scalars(statement)).all()


async def store(session: AsyncSession, row: Erasure | DataExport) -> None:
    """Write it down."""
    session.add(row)
    await session.flush()


async def lock_export(session: AsyncSession, identity: Identity, export_id: UUID) -> DataExport | None:
    """One of the customer's, to fetch it."""
    statement = select(DataExport).where(DataExport.id == export_id).with_for_update()
    return (await session.scalars(readable_by(statement, DataExport.customer_id, identity))).one_or_none()


async def lock_erasure(session: AsyncSession, identity: Identity, erasure_id: UUID) -> Erasure | None:
    """One of the customer's, to change it."""
    statement = select(Erasure).where(Erasure.id == erasure_id).with_for_update()
    return (await session.scalars(readable_by(statement, Erasure.customer_id, identity))).one_or_none()


async def list_own_erasures(session: AsyncSession, identity: Identity) -> Sequence[Erasure]:
    """The customer's, newest first."""
    statement = select(Erasure).order_by(Erasure.asked_at.desc(), Erasure.id.desc())
    return (await session.scalars(readable_by(statement, Erasure.customer_id, identity))).all()


async def list_erasures(session: AsyncSession, state: str, *, limit: int) -> Sequence[Erasure]:
    """Everybody's in a state, for back office, newest first."""
    statement = select(Erasure).where(Erasure.state == state).order_by(Erasure.asked_at.desc(), Erasure.id).limit(limit)
    return (await session.scalars(statement)).all()


async def count_erasures(session: AsyncSession, state: str) -> int:
    """How many are in a state."""
    return (await session.scalars(select(func.count()).select_from(Erasure).where(Erasure.state == state))).one()


async def waiting_of(session: AsyncSession, customer_id: UUID) -> Erasure | None:
    """The one that waits, if any."""
    statement = select(Erasure).where(Erasure.customer_id == customer_id, Erasure.state == "waiting")
    return (await session.scalars(statement)).first()


async def lock_due(session: AsyncSession, now: datetime) -> Sequence[Erasure]:
    """Those whose time has come; another process takes others."""
    statement = (
        select(Erasure)
        .where(Erasure.state == "waiting", Erasure.due_at <= now)
        .order_by(Erasure.due_at, Erasure.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(statement)).all()
