"""Takes files in: checks what they are, stores the bytes, then writes the row; the same bytes count once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from backend_api.documents import repository, views
from backend_api.documents.content import TAKEN, content_type_of
from backend_api.documents.errors import FileKindRefusedError, FileTooLargeError, PageUnknownError
from backend_api.documents.models import DocumentVersion
from backend_api.documents.pages import state_of, still_needed
from backend_api.documents.store import FileStore, key_of
from backend_api.events.service import emit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.documents.models import Document
    from backend_api.security import Actor


@dataclass(frozen=True)
class Upload:
    """A file that came in."""

    content: bytes = field(repr=False)
    pages: tuple[int, ...]
    """The page numbers it shows; all of the paper's when empty."""


@dataclass(frozen=True)
class Archive:
    """Where files go, and how large they may be."""

    store: FileStore
    limit_bytes: int


async def take_in(
    session: AsyncSession, archive: Archive, document: Document, upload: Upload, *, actor: Actor, now: datetime
) -> DocumentVersion:
    """Add a file to a paper and mark the pages it shows as received.

    The bytes go first and lie under a name made of their hash, so that a crash in between leaves a file without a row,
    never a row without a file.

    Raises:
        FileTooLargeError: It is larger than what is taken in.
        FileKindRefusedError: The bytes are of a kind that is not taken in.
        PageUnknownError: The paper has no such page.
    """
    if len(upload.content) > archive.limit_bytes:
        raise FileTooLargeError(archive.limit_bytes)
    content_type = content_type_of(upload.content)
    if content_type is None:
        raise FileKindRefusedError(tuple(TAKEN))
    await repository.lock(session, document)
    if not set(upload.pages) <= {page.position for page in document.pages}:
        raise PageUnknownError
    sha256 = hashlib.sha256(upload.content).hexdigest()
    version = next((known for known in document.versions if known.sha256 == sha256), None)
    if version is None:
        version = DocumentVersion(
            version=len(document.versions) + 1,
            content_type=content_type,
            size_bytes=len(upload.content),
            sha256=sha256,
            storage_key=key_of(document.id, sha256),
            uploaded_by_kind=actor.kind,
            uploaded_by_id=actor.id,
            uploaded_at=now,
        )
        await archive.store.put(version.storage_key, upload.content)
        document.versions.append(version)
        await session.flush()
    _mark(document, version, upload.pages)
    await session.flush()
    await _tell(session, document, now)
    return version


def _mark(document: Document, version: DocumentVersion, pages: Sequence[int]) -> None:
    """The pages it shows have come; what was accepted before stays accepted."""
    for page in document.pages:
        if (not pages or page.position in pages) and page.state != "accepted":
            page.version_id, page.state = version.id, "received"
            page.signature_seen, page.checked_at, page.checked_by = None, None, None
    document.state = state_of(views.checks(document))


async def _tell(session: AsyncSession, document: Document, now: datetime) -> None:
    about = {
        "document_id": str(document.id),
        "code": document.code,
        "pages_missing": still_needed(views.checks(document)),
    }
    await emit(session, "document_received", customer_id=document.customer_id, about=about, at=now)
