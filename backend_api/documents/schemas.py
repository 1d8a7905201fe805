"""What is asked for and told about papers."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from backend_api.documents.models import (
    Direction,
    DocumentKind,
    DocumentMatter,
    DocumentState,
    PageState,
    UploaderKind,
)
from backend_api.schemas import Schema

IncomingKind = Literal[
    "contract", "authority", "withdrawal_notice", "bank_mandate", "porting_form", "proof", "photo", "letter", "other"
]


class MatterIn(Schema):
    """The record a paper belongs to."""

    model_config = ConfigDict(extra="forbid")

    kind: DocumentMatter
    """What sort of record."""
    number: Annotated[str, Field(min_length=1, max_length=40, pattern="^[!-~]+$")]
    """Its number."""


class DocumentIn(Schema):
    """A paper that somebody is going to hand in."""

    model_config = ConfigDict(extra="forbid")

    kind: IncomingKind
    """What sort of paper."""
    matter: MatterIn | None = None
    """What it belongs to, which must be the customer's or the partner's."""
    pages: Annotated[int, Field(ge=1, le=50)] = 1
    """How many pages it has."""
    signature_on: Annotated[tuple[int, ...], Field(max_length=50)] = ()
    """Pages on which a signature is needed."""

    @model_validator(mode="after")
    def _fit(self) -> Self:
        if not all(1 <= page <= self.pages for page in self.signature_on):
            raise ValueError("a signature is needed on a page that is not there")
        return self


class PackIn(Schema):
    """Which contract papers are to be made for."""

    model_config = ConfigDict(extra="forbid")

    contract_number: Annotated[str, Field(min_length=1, max_length=20, pattern="^[!-~]+$")]
    """The customer's contract."""
    with_authority: bool = False
    """Whether an authority to end the contract with the present supplier belongs to it."""


class PageCheckIn(Schema):
    """What staff saw on a page."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["received", "unreadable", "accepted"]
    """Whether it can be used; `unreadable` asks for it again."""
    signature_seen: bool | None = None
    """Whether there is a signature in its field."""


class PageOut(Schema):
    """One page that a paper should have."""

    position: int
    """The page number."""
    title_key: str
    """What the page is, such as `authority`; the words are the reader's."""
    state: PageState
    """Whether it is there and can be used."""
    needs_signature: bool
    """Whether it has to be signed."""
    signature_seen: bool | None
    """Whether a signature was seen in its field; null before somebody looked."""


class VersionOut(Schema):
    """One file of a paper."""

    version: int
    """From 1 upwards."""
    content_type: str
    """By what the bytes are."""
    size_bytes: int
    """How long."""
    sha256: str
    """Of the bytes, in hex."""
    uploaded_by_kind: UploaderKind
    """Who handed it in."""
    uploaded_at: datetime
    """When."""


class DocumentOut(Schema):
    """A paper with its pages and files."""

    id: UUID
    """Stable."""
    kind: DocumentKind
    """What sort of paper."""
    direction: Direction
    """`incoming` from the customer, `outgoing` from us."""
    state: DocumentState
    """`expected`, `incomplete` while something is to come, `complete` when all came, `accepted`."""
    language: str
    """`en`, `de` or `pl`."""
    matter_kind: DocumentMatter | None
    """What it belongs to."""
    matter_number: str | None
    """That record's number."""
    code: str | None
    """Printed on its pages, as it is typed."""
    created_at: datetime
    """When it was made or asked for."""
    accepted_at: datetime | None
    """When its last page was accepted."""
    pages: list[PageOut]
    """The pages it should have."""
    pages_needed: list[int]
    """Pages to ask for: missing, unreadable, or without the signature they need."""
    versions: list[VersionOut]
    """Its files, oldest first."""


class DocumentList(Schema):
    """Papers, newest first."""

    items: list[DocumentOut]
    """Newest first."""
    total: int
    """How many there are."""


class Received(Schema):
    """What came in, without anything personal: also for a confirmed address."""

    document_id: UUID
    """The paper it joined."""
    matter_kind: DocumentMatter | None
    """What that belongs to."""
    matter_number: str | None
    """That record's number."""
    version: int
    """Which file of it this is; the same bytes again are the same."""
    state: DocumentState
    """Of the whole paper now."""
    pages_needed: list[int]
    """Pages still to ask for."""


class StaffDocument(DocumentOut):
    """A paper as staff see it."""

    customer_id: UUID | None
    """Whose it is."""
    partner_id: UUID | None
    """The partner who reads it."""


class StaffDocumentList(Schema):
    """A page of incoming papers."""

    items: list[StaffDocument]
    """The oldest first."""
    total: int
    """How many there are on all pages."""


class CodeOut(Schema):
    """What a code is bound to."""

    code: str
    """As it is printed."""
    matter_kind: DocumentMatter
    """What sort of record."""
    matter_number: str
    """That record's number."""
    document_id: UUID | None
    """The paper that carries it, if it is one that comes back."""
