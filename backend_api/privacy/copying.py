"""Gives people a copy of everything that the backend holds about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.database import Base
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.privacy import repository
from backend_api.privacy.errors import ExportNotReadyError, ExportOverError, OwnDataOnlyError
from backend_api.privacy.models import DataExport
from backend_api.privacy.schemas import DataCopy, ExportOut
from backend_api.privacy.walk import personal_tables

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.security import Identity

BOUND_TO = "my_data"
"""What a fresh code has to confirm, for a copy as for an erasure."""


def own_id(identity: Identity) -> UUID:
    """The customer, confirmed by a fresh code for this and acting alone.

    Raises:
        IdentityLevelTooLowError: The code is older, or was given for something else.
        OwnDataOnlyError: Somebody acts for the customer.
    """
    customer_id = identity.require_fresh(BOUND_TO)
    if identity.actor.kind != "customer":
        raise OwnDataOnlyError
    return customer_id


async def ask(
    session: AsyncSession, identity: Identity, *, cooling: timedelta, lasts: timedelta, now: datetime
) -> ExportOut:
    """Prepare a copy; whoever it is told to hears it on all known addresses (event ``data_export_asked``)."""
    customer_id = own_id(identity)
    if await repository.country_of(session, customer_id) is None:
        raise NotFoundError
    ready_at = now + cooling
    export = DataExport(customer_id=customer_id, asked_at=now, ready_at=ready_at, expires_at=ready_at + lasts)
    await repository.store(session, export)
    about = {"ready_at": export.ready_at.isoformat(), "expires_at": export.expires_at.isoformat()}
    await emit(session, "data_export_asked", customer_id=customer_id, about=about, at=now)
    return ExportOut.model_validate(export)


async def fetch(session: AsyncSession, identity: Identity, export_id: UUID, *, now: datetime) -> DataCopy:
    """The copy, once.

    Raises:
        NotFoundError: It is not this customer's.
        OwnDataOnlyError: Somebody acts for the customer.
        ExportNotReadyError: The cooling period is not over.
        ExportOverError: It was fetched, or its time is over.
    """
    export = await repository.lock_export(session, identity, export_id)
    if export is None:
        raise NotFoundError
    if identity.actor.kind != "customer":
        raise OwnDataOnlyError
    if export.fetched_at is not None or export.expires_at <= now:
        raise ExportOverError
    if export.ready_at > now:
        raise ExportNotReadyError(export.ready_at)
    export.fetched_at = now
    await session.flush()
    ids = await repository.ids_of_person(session, export.customer_id)
    tables = {
        personal.table.name: await repository.copy_rows(session, personal, ids)
        for personal in personal_tables(Base.metadata)
    }
    return DataCopy(customer_id=export.customer_id, made_at=now, tables=tables)
