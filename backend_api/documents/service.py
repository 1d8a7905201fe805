"""Papers of customers and of partners: asking for them, handing them in, reading them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend_api.documents import binding, intake, repository, views
from backend_api.documents.binding import Owner
from backend_api.documents.content import TAKEN
from backend_api.documents.models import Document, DocumentPage
from backend_api.documents.schemas import DocumentList
from backend_api.errors import NotFoundError
from backend_api.matters import repository as matters
from backend_api.partners import service as partners
from backend_api.security import Identity, Level

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.documents.intake import Archive, Upload
    from backend_api.documents.models import DocumentMatter
    from backend_api.documents.schemas import DocumentIn, DocumentOut, MatterIn, Received
    from backend_api.matters.repository import Matter


@dataclass(frozen=True)
class StoredFile:
    """A file that goes out."""

    name: str
    content_type: str
    content: bytes


async def expect_own(session: AsyncSession, identity: Identity, wanted: DocumentIn, *, now: datetime) -> DocumentOut:
    """Begin a paper of the customer's, with a code; raises NotFoundError when its matter is not the customer's."""
    customer_id = identity.require(Level.CHANNEL)
    matter = await _own_matter(session, identity, wanted.matter)
    customer = await repository.customer(session, customer_id)
    owner = Document(customer_id=customer_id, partner_id=None, language=customer.language)
    return await _expect(session, owner, wanted, matter, now=now)


async def expect_of_partner(
    session: AsyncSession, identity: Identity, wanted: DocumentIn, *, now: datetime
) -> DocumentOut:
    """Begin a paper of the partner's; raises NotFoundError when its matter is not the partner's."""
    partner = await partners.own(session, identity)
    matter = None
    if wanted.matter is not None:
        matter = await matters.find_of_partner(session, identity, wanted.matter.kind, wanted.matter.number)
        if matter is None:
            raise NotFoundError
    owner = Document(customer_id=None, partner_id=partner.id, language=partner.language)
    return await _expect(session, owner, wanted, matter, now=now)


async def list_own(
    session: AsyncSession, identity: Identity, *, matter: tuple[DocumentMatter, str] | None
) -> DocumentList:
    """The customer's, newest first."""
    items = [views.shown(document) for document in await repository.list_own(session, identity, matter=matter)]
    return DocumentList(items=items, total=len(items))


async def list_of_partner(session: AsyncSession, identity: Identity) -> DocumentList:
    """The partner's, newest first."""
    await partners.own(session, identity)
    items = [views.shown(document) for document in await repository.list_of_partner(session, identity)]
    return DocumentList(items=items, total=len(items))


async def describe_own(session: AsyncSession, identity: Identity, document_id: UUID) -> DocumentOut:
    """One of the customer's; raises NotFoundError."""
    return views.shown(found(await repository.find_own(session, identity, document_id)))


async def describe_of_partner(session: AsyncSession, identity: Identity, document_id: UUID) -> DocumentOut:
    """One of the partner's; raises NotFoundError."""
    await partners.own(session, identity)
    return views.shown(found(await repository.find_of_partner(session, identity, document_id)))


async def hand_in_own(
    session: AsyncSession, archive: Archive, identity: Identity, document_id: UUID, upload: Upload, *, now: datetime
) -> Received:
    """Add a file to one of the customer's papers; raises NotFoundError, and what ``intake.take_in`` raises."""
    document = found(await repository.find_own(session, identity, document_id, needed=Level.CHANNEL))
    version = await intake.take_in(session, archive, document, upload, actor=identity.actor, now=now)
    return views.received(document, version)


async def hand_in_by_code(
    session: AsyncSession, archive: Archive, identity: Identity, code: str, upload: Upload, *, now: datetime
) -> Received:
    """Add a file to the customer's paper that carries this code.

    Raises:
        CodeInvalidError: It is not a code.
        NotFoundError: The customer has no paper with it.
    """
    known = await repository.find_own_by_code(session, identity, binding.read_code(code))
    document = found(known)
    version = await intake.take_in(session, archive, document, upload, actor=identity.actor, now=now)
    return views.received(document, version)


async def hand_in_of_partner(
    session: AsyncSession, archive: Archive, identity: Identity, document_id: UUID, upload: Upload, *, now: datetime
) -> Received:
    """Add a file to one of the partner's papers; raises NotFoundError, and what ``intake.take_in`` raises."""
    await partners.own(session, identity)
    document = found(await repository.find_of_partner(session, identity, document_id))
    version = await intake.take_in(session, archive, document, upload, actor=identity.actor, now=now)
    return views.received(document, version)


async def fetch_own(
    session: AsyncSession, archive: Archive, identity: Identity, document_id: UUID, version: int | None
) -> StoredFile:
    """A file of one of the customer's papers, the latest when no version is named; raises NotFoundError."""
    return await fetch(archive, found(await repository.find_own(session, identity, document_id)), version)


async def fetch_of_partner(
    session: AsyncSession, archive: Archive, identity: Identity, document_id: UUID, version: int | None
) -> StoredFile:
    """A file of one of the partner's papers; raises NotFoundError."""
    await partners.own(session, identity)
    return await fetch(archive, found(await repository.find_of_partner(session, identity, document_id)), version)


async def fetch(archive: Archive, document: Document, wanted: int | None) -> StoredFile:
    """A file of a paper that the caller may see; raises NotFoundError when there is no such version."""
    versions = [version for version in document.versions if wanted is None or version.version == wanted]
    if not versions:
        raise NotFoundError
    version = versions[-1]
    name = f"{document.kind}-{version.version}.{TAKEN[version.content_type]}"
    return StoredFile(name, version.content_type, await archive.store.get(version.storage_key))


def found(document: Document | None) -> Document:
    """The paper; raises NotFoundError when there is none."""
    if document is None:
        raise NotFoundError
    return document


async def _own_matter(session: AsyncSession, identity: Identity, wanted: MatterIn | None) -> Matter | None:
    if wanted is None:
        return None
    matter = await matters.find_own(session, identity, wanted.kind, wanted.number)
    if matter is None:
        raise NotFoundError
    return matter


async def _expect(
    session: AsyncSession, document: Document, wanted: DocumentIn, matter: Matter | None, *, now: datetime
) -> DocumentOut:
    """Store a paper that has not come yet; one that belongs to a matter gets a code."""
    document.kind, document.direction, document.state, document.created_at = wanted.kind, "incoming", "expected", now
    if matter is not None:
        document.matter_kind, document.matter_number = matter.kind, matter.number
        owner = Owner(matter.kind, matter.number, document.customer_id, document.partner_id)
        document.code = await binding.issue_code(session, owner, now=now)
    document.pages = [
        DocumentPage(
            position=position,
            title_key=wanted.kind,
            state="missing",
            needs_signature=position in wanted.signature_on,
        )
        for position in range(1, wanted.pages + 1)
    ]
    document.versions = []
    await repository.store(session, document)
    return views.shown(document)
