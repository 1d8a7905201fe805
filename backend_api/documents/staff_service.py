"""What staff do with papers: take in what came by post, look at pages, accept them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.documents import binding, intake, repository, views
from backend_api.documents.codes import written
from backend_api.documents.errors import PageNotThereError, PageUnknownError, SignatureMissingError
from backend_api.documents.pages import state_of
from backend_api.documents.schemas import CodeOut, StaffDocumentList
from backend_api.documents.service import StoredFile, fetch, found
from backend_api.errors import NotFoundError
from backend_api.events.service import emit

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.documents.intake import Archive, Upload
    from backend_api.documents.models import Document, DocumentState
    from backend_api.documents.schemas import PageCheckIn, Received, StaffDocument
    from backend_api.security import Identity


async def list_documents(
    session: AsyncSession, *, state: DocumentState | None, limit: int, offset: int
) -> StaffDocumentList:
    """A page of incoming papers, the oldest first."""
    rows = await repository.list_for_staff(session, state=state, limit=limit, offset=offset)
    total = await repository.count_for_staff(session, state=state)
    return StaffDocumentList(items=[views.for_staff(row) for row in rows], total=total)


async def describe(session: AsyncSession, document_id: UUID) -> StaffDocument:
    """One of them; raises NotFoundError."""
    return views.for_staff(found(await repository.find_for_staff(session, document_id)))


async def resolve(session: AsyncSession, text: str) -> CodeOut:
    """What a code is bound to.

    Raises:
        CodeInvalidError: It is not a code.
        NotFoundError: Nothing has it.
    """
    code = binding.read_code(text)
    bound = await repository.paper_code(session, code)
    if bound is None:
        raise NotFoundError
    document = await repository.find_by_code(session, code)
    return CodeOut(
        code=written(code),
        matter_kind=bound.matter_kind,
        matter_number=bound.matter_number,
        document_id=None if document is None else document.id,
    )


async def scan(
    session: AsyncSession, archive: Archive, identity: Identity, text: str, upload: Upload, *, now: datetime
) -> Received:
    """Take in a paper that came by post, by its code; raises as ``resolve`` and ``intake.take_in`` do."""
    document = found(await repository.find_by_code(session, binding.read_code(text)))
    version = await intake.take_in(session, archive, document, upload, actor=identity.actor, now=now)
    return views.received(document, version)


async def fetch_any(session: AsyncSession, archive: Archive, document_id: UUID, version: int | None) -> StoredFile:
    """A file of any paper; raises NotFoundError."""
    return await fetch(archive, found(await repository.find_for_staff(session, document_id)), version)


async def check_page(
    session: AsyncSession, identity: Identity, document_id: UUID, position: int, seen: PageCheckIn, *, now: datetime
) -> StaffDocument:
    """Note what a page is like; with its last page the paper is accepted.

    Raises:
        NotFoundError: There is no such paper.
        PageUnknownError: It has no such page.
        PageNotThereError: The page has not come.
        SignatureMissingError: It cannot be accepted without a signature.
    """
    document = found(await repository.find_for_staff(session, document_id))
    await repository.lock(session, document)
    page = next((page for page in document.pages if page.position == position), None)
    if page is None:
        raise PageUnknownError
    if page.state == "missing":
        raise PageNotThereError
    signed = page.signature_seen if seen.signature_seen is None else seen.signature_seen
    if seen.state == "accepted" and page.needs_signature and not signed:
        raise SignatureMissingError
    page.state, page.signature_seen = seen.state, signed
    page.checked_at, page.checked_by = now, identity.person_id
    await _settle(session, document, now)
    return views.for_staff(document)


async def _settle(session: AsyncSession, document: Document, now: datetime) -> None:
    before, document.state = document.state, state_of(views.checks(document))
    document.accepted_at = (document.accepted_at or now) if document.state == "accepted" else None
    await session.flush()
    if document.state != before:
        about = {"document_id": str(document.id), "state": document.state}
        await emit(session, "document_state_changed", customer_id=document.customer_id, about=about, at=now)
