"""Papers over HTTP, for the staff who take them in and check them."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import JSONResponse

from backend_api.dependencies import Once, ReadingSession
from backend_api.documents import staff_service
from backend_api.documents.endpoints import Version
from backend_api.documents.errors import (
    CodeInvalidError,
    FileKindRefusedError,
    FileTooLargeError,
    LengthMissingError,
    PageNotThereError,
    PageUnknownError,
    SignatureMissingError,
)
from backend_api.documents.models import DocumentState
from backend_api.documents.parameters import FILE_BODY, BackOffice, CareStaff, Code, File, Files, Fitting
from backend_api.documents.responses import FILE_ANSWER, file_answer
from backend_api.documents.schemas import CodeOut, PageCheckIn, Received, StaffDocument, StaffDocumentList
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.parameters import PathId

router = APIRouter(prefix="/staff", tags=["documents"])

_WRITE = (IdempotencyKeyMissingError, IdempotencyKeyReusedError, NotFoundError, RoleMissingError)
_FILE = (*_WRITE, FileTooLargeError, FileKindRefusedError, LengthMissingError, PageUnknownError, CodeInvalidError)


@router.get("/documents", responses=refusals(RoleMissingError))
async def list_staff_documents(
    session: ReadingSession,
    identity: CareStaff,
    state: Annotated[DocumentState | None, Query(description="Only papers in this state.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    offset: Annotated[int, Query(ge=0, le=100_000, description="How many to skip.")] = 0,
) -> StaffDocumentList:
    """Papers that come in, the oldest first; `complete` ones wait to be checked."""
    del identity
    return await staff_service.list_documents(session, state=state, limit=limit, offset=offset)


@router.get("/documents/{item_id}", responses=refusals(NotFoundError, RoleMissingError))
async def get_staff_document(session: ReadingSession, identity: CareStaff, item_id: PathId) -> StaffDocument:
    """One paper with its pages and files."""
    del identity
    return await staff_service.describe(session, item_id)


@router.get(
    "/documents/{item_id}/file",
    response_class=Response,
    responses=refusals(NotFoundError, RoleMissingError) | FILE_ANSWER,
)
async def get_staff_document_file(
    session: ReadingSession, identity: CareStaff, files: Files, item_id: PathId, version: Version = None
) -> Response:
    """A file of a paper."""
    del identity
    found = await staff_service.fetch_any(session, files, item_id, version)
    return file_answer(found.name, found.content_type, found.content)


@router.put(
    "/documents/{item_id}/pages/{position}",
    response_model=StaffDocument,
    responses=refusals(*_WRITE, PageUnknownError, PageNotThereError, SignatureMissingError),
)
async def check_page(
    identity: BackOffice,
    once: Once,
    item_id: PathId,
    position: Annotated[int, Path(ge=1, le=1000, description="The page number.")],
    seen: PageCheckIn,
) -> JSONResponse:
    """Say what a page is like: accepted, unreadable, with or without a signature."""
    work = partial(staff_service.check_page, once.session, identity, item_id, position, seen, now=once.now)
    return await once(work, 200)


@router.get("/papers/{code}", responses=refusals(NotFoundError, RoleMissingError, CodeInvalidError))
async def resolve_code(session: ReadingSession, identity: CareStaff, code: Code) -> CodeOut:
    """Which record a code belongs to, typed or scanned."""
    del identity
    return await staff_service.resolve(session, code)


@router.put(
    "/papers/{code}/files/{pages}", response_model=Received, responses=refusals(*_FILE), openapi_extra=FILE_BODY
)
async def take_in_scan(
    size: Fitting, identity: CareStaff, once: Once, files: Files, code: Code, upload: File
) -> JSONResponse:
    """Take in a scan of what came by post; the code says where it belongs."""
    del size
    return await once(partial(staff_service.scan, once.session, files, identity, code, upload, now=once.now), 200)
