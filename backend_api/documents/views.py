"""Shows papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.documents.codes import written
from backend_api.documents.pages import PageCheck, still_needed
from backend_api.documents.schemas import DocumentOut, PageOut, Received, StaffDocument, VersionOut

if TYPE_CHECKING:
    from backend_api.documents.models import Document, DocumentVersion


def checks(document: Document) -> list[PageCheck]:
    """Its pages as the rules read them."""
    return [PageCheck(page.position, page.state, page.needs_signature, page.signature_seen) for page in document.pages]


def shown(document: Document) -> DocumentOut:
    """For who owns it."""
    return DocumentOut(**_fields(document))


def for_staff(document: Document) -> StaffDocument:
    """With whose it is."""
    return StaffDocument(**_fields(document), customer_id=document.customer_id, partner_id=document.partner_id)


def received(document: Document, version: DocumentVersion) -> Received:
    """What came in."""
    return Received(
        document_id=document.id,
        matter_kind=document.matter_kind,
        matter_number=document.matter_number,
        version=version.version,
        state=document.state,
        pages_needed=still_needed(checks(document)),
    )


def _fields(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "kind": document.kind,
        "direction": document.direction,
        "state": document.state,
        "language": document.language,
        "matter_kind": document.matter_kind,
        "matter_number": document.matter_number,
        "code": None if document.code is None else written(document.code),
        "created_at": document.created_at,
        "accepted_at": document.accepted_at,
        "pages": [PageOut.model_validate(page) for page in document.pages],
        "pages_needed": still_needed(checks(document)),
        "versions": [VersionOut.model_validate(version) for version in document.versions],
    }
