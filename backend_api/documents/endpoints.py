"""Papers over HTTP, for customers and partners."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import JSONResponse

from backend_api.dependencies import KnownAddress, Once, PartnerUser, ReadingSession, Verified
from backend_api.documents import packs, service
from backend_api.documents.errors import (
    CodeInvalidError,
    FileKindRefusedError,
    FileTooLargeError,
    LengthMissingError,
    PageUnknownError,
)
from backend_api.documents.parameters import FILE_BODY, Code, File, Files, Fitting, OfMatter
from backend_api.documents.responses import FILE_ANSWER, PDF_ANSWER, file_answer
from backend_api.documents.schemas import DocumentIn, DocumentList, DocumentOut, PackIn, Received
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.parameters import PathId

router = APIRouter(tags=["documents"])

_WRITE = (IdempotencyKeyMissingError, IdempotencyKeyReusedError, NotFoundError)
_FILE = (*_WRITE, FileTooLargeError, FileKindRefusedError, LengthMissingError, PageUnknownError)
Version = Annotated[int | None, Query(ge=1, le=10_000, description="Which file; the latest when left out.")]


@router.post("/documents", status_code=201, response_model=DocumentOut, responses=refusals(*_WRITE))
async def expect_document(identity: KnownAddress, once: Once, wanted: DocumentIn) -> JSONResponse:
    """Begin a paper that is going to come in; one that belongs to a record gets a code. Needs `channel`."""
    return await once(partial(service.expect_own, once.session, identity, wanted, now=once.now))


@router.post("/documents/packs", status_code=201, response_model=DocumentOut, responses=refusals(*_WRITE))
async def make_pack(identity: Verified, once: Once, wanted: PackIn) -> JSONResponse:
    """Make the papers of a contract to print, sign and send back, bound to it by one code; needs `verified`."""
    return await once(partial(packs.make, once.session, identity, wanted, now=once.now))


@router.get("/documents", responses=refusals())
async def list_documents(session: ReadingSession, identity: Verified, matter: OfMatter) -> DocumentList:
    """The customer's papers, newest first; those of one record when it is named. Needs `verified`."""
    return await service.list_own(session, identity, matter=matter)


@router.get("/documents/{item_id}", responses=refusals(NotFoundError))
async def get_document(session: ReadingSession, identity: Verified, item_id: PathId) -> DocumentOut:
    """One paper with its pages and files; needs `verified`."""
    return await service.describe_own(session, identity, item_id)


@router.get("/documents/{item_id}/file", response_class=Response, responses=refusals(NotFoundError) | FILE_ANSWER)
async def get_document_file(
    session: ReadingSession, identity: Verified, files: Files, item_id: PathId, version: Version = None
) -> Response:
    """A file of the paper; needs `verified`."""
    found = await service.fetch_own(session, files, identity, item_id, version)
    return file_answer(found.name, found.content_type, found.content)


@router.get("/documents/{item_id}/pack", response_class=Response, responses=refusals(NotFoundError) | PDF_ANSWER)
async def print_pack(session: ReadingSession, identity: Verified, item_id: PathId) -> Response:
    """The papers of a contract as one PDF: cover sheet with the code, then each paper; needs `verified`."""
    printed = await packs.print_own(session, identity, item_id)
    return file_answer(printed.name, "application/pdf", printed.content)


@router.put(
    "/documents/{item_id}/files/{pages}",
    response_model=Received,
    responses=refusals(*_FILE),
    openapi_extra=FILE_BODY,
)
async def hand_in_file(
    size: Fitting, identity: KnownAddress, once: Once, files: Files, item_id: PathId, upload: File
) -> JSONResponse:
    """Hand in a file for a paper; the same bytes again are the same file. Needs `channel`."""
    del size
    work = partial(service.hand_in_own, once.session, files, identity, item_id, upload, now=once.now)
    return await once(work, 200)


@router.put(
    "/papers/{code}/files/{pages}",
    response_model=Received,
    responses=refusals(*_FILE, CodeInvalidError),
    openapi_extra=FILE_BODY,
)
async def hand_in_by_code(
    size: Fitting, identity: KnownAddress, once: Once, files: Files, code: Code, upload: File
) -> JSONResponse:
    """Hand in a photo or scan by the code on the paper: it joins its matter, whatever way it came. Needs `channel`."""
    del size
    work = partial(service.hand_in_by_code, once.session, files, identity, code, upload, now=once.now)
    return await once(work, 200)


@router.post(
    "/partner/documents",
    status_code=201,
    response_model=DocumentOut,
    responses=refusals(*_WRITE, RoleMissingError),
)
async def expect_partner_document(identity: PartnerUser, once: Once, wanted: DocumentIn) -> JSONResponse:
    """Begin a paper of the partner's, such as an order's signed contract."""
    return await once(partial(service.expect_of_partner, once.session, identity, wanted, now=once.now))


@router.get("/partner/documents", responses=refusals(NotFoundError, RoleMissingError))
async def list_partner_documents(session: ReadingSession, identity: PartnerUser) -> DocumentList:
    """The partner's papers, newest first."""
    return await service.list_of_partner(session, identity)


@router.get("/partner/documents/{item_id}", responses=refusals(NotFoundError, RoleMissingError))
async def get_partner_document(session: ReadingSession, identity: PartnerUser, item_id: PathId) -> DocumentOut:
    """One of the partner's papers."""
    return await service.describe_of_partner(session, identity, item_id)


@router.get(
    "/partner/documents/{item_id}/file",
    response_class=Response,
    responses=refusals(NotFoundError, RoleMissingError) | FILE_ANSWER,
)
async def get_partner_document_file(
    session: ReadingSession, identity: PartnerUser, files: Files, item_id: PathId, version: Version = None
) -> Response:
    """A file of one of the partner's papers."""
    found = await service.fetch_of_partner(session, files, identity, item_id, version)
    return file_answer(found.name, found.content_type, found.content)


@router.put(
    "/partner/documents/{item_id}/files/{pages}",
    response_model=Received,
    responses=refusals(*_FILE, RoleMissingError),
    openapi_extra=FILE_BODY,
)
async def hand_in_partner_file(
    size: Fitting, identity: PartnerUser, once: Once, files: Files, item_id: PathId, upload: File
) -> JSONResponse:
    """Hand in a file for one of the partner's papers."""
    del size
    work = partial(service.hand_in_of_partner, once.session, files, identity, item_id, upload, now=once.now)
    return await once(work, 200)
