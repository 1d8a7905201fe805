"""Tables of papers: codes that bind them to their matters, what we know of them, their pages, and their files."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of

DocumentKind = Literal[
    "contract_pack",
    "contract",
    "authority",
    "withdrawal_notice",
    "bank_mandate",
    "porting_form",
    "proof",
    "photo",
    "letter",
    "other",
]
Direction = Literal["incoming", "outgoing"]
DocumentState = Literal["expected", "incomplete", "complete", "accepted"]
PageState = Literal["missing", "received", "unreadable", "accepted"]
DocumentMatter = Literal["order", "contract", "invoice", "return", "ticket"]
UploaderKind = Literal["customer", "representative", "partner", "staff", "service"]


class PaperCode(Base):
    """A code that is printed on papers and tells which matter they belong to."""

    __tablename__ = "paper_codes"
    __table_args__ = (
        Index(None, "customer_id"),
        Index(None, "partner_id"),
        Index(None, "matter_kind", "matter_number"),
        one_of("matter_kind", get_args(DocumentMatter)),
        CheckConstraint("customer_id IS NOT NULL OR partner_id IS NOT NULL", name="has_owner"),
    )

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    """Eleven characters without dashes; ``documents/codes.py`` makes and reads it."""
    matter_kind: Mapped[DocumentMatter] = mapped_column(String(10))
    """What sort of record."""
    matter_number: Mapped[str] = mapped_column(String(40))
    """That record's number."""
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    """Whose matter."""
    partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("partners.id"))
    """The partner who may use it as well."""
    created_at: Mapped[datetime]
    """When it was given out."""


class Document(Base):
    """A paper or file that belongs to somebody, with the pages it should have."""

    __tablename__ = "documents"
    __table_args__ = (
        Index(None, "customer_id", "created_at"),
        Index(None, "partner_id", "created_at"),
        Index(None, "matter_kind", "matter_number"),
        Index(None, "state"),
        one_of("kind", get_args(DocumentKind)),
        one_of("direction", get_args(Direction)),
        one_of("state", get_args(DocumentState)),
        one_of("language", ("en", "de", "pl")),
        one_of("matter_kind", get_args(DocumentMatter), nullable=True),
        CheckConstraint("customer_id IS NOT NULL OR partner_id IS NOT NULL", name="has_owner"),
        CheckConstraint("(matter_kind IS NULL) = (matter_number IS NULL)", name="matter"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    """Whose paper; null for a partner's own."""
    partner_id: Mapped[UUID | None] = mapped_column(ForeignKey("partners.id"))
    """The partner who reads it as well."""
    kind: Mapped[DocumentKind] = mapped_column(String(20))
    """What sort of paper."""
    direction: Mapped[Direction] = mapped_column(String(10))
    """``incoming`` from the customer, ``outgoing`` from us."""
    state: Mapped[DocumentState] = mapped_column(String(12))
    """Follows from the pages (``documents/pages.py``), kept for lists."""
    language: Mapped[str] = mapped_column(String(2))
    """``en``, ``de`` or ``pl``."""
    matter_kind: Mapped[DocumentMatter | None] = mapped_column(String(10))
    """What it belongs to; null when it stands alone."""
    matter_number: Mapped[str | None] = mapped_column(String(40))
    """That record's number."""
    code: Mapped[str | None] = mapped_column(ForeignKey("paper_codes.code"), unique=True)
    """Printed on its pages; a file that comes with it finds this document."""
    created_at: Mapped[datetime]
    """When it was made or asked for."""
    accepted_at: Mapped[datetime | None]
    """When its last page was accepted."""

    pages: Mapped[list[DocumentPage]] = relationship(
        lazy="raise", order_by="DocumentPage.position", cascade="all, delete-orphan"
    )
    versions: Mapped[list[DocumentVersion]] = relationship(
        lazy="raise", order_by="DocumentVersion.version", cascade="all, delete-orphan"
    )


class DocumentVersion(Base):
    """One file of a document; the same bytes again are the same version."""

    __tablename__ = "document_versions"
    __table_args__ = (
        UniqueConstraint("document_id", "version"),
        UniqueConstraint("document_id", "sha256"),
        one_of("uploaded_by_kind", get_args(UploaderKind)),
        CheckConstraint("size_bytes > 0", name="size"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    version: Mapped[int]
    """From 1 upwards."""
    content_type: Mapped[str] = mapped_column(String(60))
    """By what the bytes are, not by what the sender said."""
    size_bytes: Mapped[int]
    """How long."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the bytes, in hex."""
    storage_key: Mapped[str] = mapped_column(String(120), unique=True)
    """Where the store has it; made by us."""
    uploaded_by_kind: Mapped[UploaderKind] = mapped_column(String(20))
    """Who handed it in."""
    uploaded_by_id: Mapped[UUID | None]
    """Which one; null for a service."""
    uploaded_at: Mapped[datetime]
    """When."""


class DocumentPage(Base):
    """One page that a document should have, and whether it is there."""

    __tablename__ = "document_pages"
    __table_args__ = (
        one_of("state", ("missing", "received", "unreadable", "accepted")),
        CheckConstraint("position > 0", name="position"),
        CheckConstraint("(state = 'missing') = (version_id IS NULL)", name="has_file"),
        CheckConstraint(
            "state <> 'accepted' OR NOT needs_signature OR (signature_seen IS NOT NULL AND signature_seen)",
            name="signed",
        ),
    )

    document_id: Mapped[UUID] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The page number, from 1."""
    title_key: Mapped[str] = mapped_column(String(40))
    """What the page is, such as ``authority``; texts are the reader's."""
    state: Mapped[PageState] = mapped_column(String(12))
    """Whether it is there and can be used."""
    needs_signature: Mapped[bool] = mapped_column(default=False)
    """Whether the customer has to sign on it."""
    signature_seen: Mapped[bool | None]
    """Whether whoever checked saw a signature in its field; null before."""
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("document_versions.id"))
    """The file that shows it; null while it is missing."""
    checked_at: Mapped[datetime | None]
    """When staff looked at it."""
    checked_by: Mapped[UUID | None]
    """Which staff member."""
