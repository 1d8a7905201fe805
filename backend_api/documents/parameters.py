"""What the routes of papers ask for: a code, the pages a file shows, the file itself, and where files go."""

from typing import Annotated

from fastapi import Depends, Header, Path, Query, Request

from backend_api.dependencies import Wired, staff
from backend_api.documents.errors import FileTooLargeError, LengthMissingError
from backend_api.documents.intake import Archive, Upload
from backend_api.documents.models import DocumentMatter
from backend_api.documents.store import open_store
from backend_api.security import Identity

_PAGES = r"^(all|[1-9][0-9]?(,[1-9][0-9]?){0,49})$"
FILE_BODY = {
    "requestBody": {
        "required": True,
        "description": "The file as it is: PDF, JPEG, PNG, TIFF, WebP or HEIC.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""OpenAPI text of a body that is a file."""


async def archive(wired: Wired) -> Archive:
    """Where files go, and how large they may be."""
    return Archive(open_store(wired.settings.document_store), wired.settings.document_bytes)


async def fitting(
    wired: Wired,
    content_length: Annotated[int | None, Header(ge=0, description="Length of the file in bytes.")] = None,
) -> int:
    """The announced length; a file that is too large is refused before it is read. Comes before what reads the body."""
    if content_length is None:
        raise LengthMissingError
    if content_length > wired.settings.document_bytes:
        raise FileTooLargeError(wired.settings.document_bytes)
    return content_length


async def upload(
    request: Request,
    pages: Annotated[
        str, Path(pattern=_PAGES, description="The pages it shows, such as `1,2`; `all` for a whole file.")
    ],
) -> Upload:
    """The file in the body."""
    shown = () if pages == "all" else tuple(sorted({int(page) for page in pages.split(",")}))
    return Upload(await request.body(), shown)


async def matter(
    matter_kind: Annotated[DocumentMatter | None, Query(description="Only papers of such a record.")] = None,
    matter_number: Annotated[
        str | None, Query(max_length=40, pattern="^[!-~]+$", description="That record's number; both are needed.")
    ] = None,
) -> tuple[DocumentMatter, str] | None:
    """Only papers of this record; both have to be named."""
    return None if matter_kind is None or matter_number is None else (matter_kind, matter_number)


Code = Annotated[str, Path(max_length=40, description="The code as it is printed, such as `4H7K-9M2Q-XT5`.")]
Files = Annotated[Archive, Depends(archive)]
Fitting = Annotated[int, Depends(fitting)]
File = Annotated[Upload, Depends(upload)]
OfMatter = Annotated[tuple[DocumentMatter, str] | None, Depends(matter)]
CareStaff = Annotated[Identity, Depends(staff("agent", "team_lead", "back_office"))]
BackOffice = Annotated[Identity, Depends(staff("team_lead", "back_office"))]
