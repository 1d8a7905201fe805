"""Deletes an erased person's files, after the rows are gone for good; what a crash leaves the next run finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.database import WRITING
from backend_api.privacy import repository

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

    from backend_api.documents.store import FileStore


async def delete_files(sessions: async_sessionmaker[AsyncSession], store: FileStore) -> None:
    """Delete what erasures left; deleting a file that is gone does nothing."""
    async with sessions() as session, session.begin():
        await session.connection(execution_options=WRITING)
        for erasure in await repository.with_files(session):
            for key in erasure.files or ():
                await store.delete(key)
            erasure.files = None
