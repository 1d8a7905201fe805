"""How programs and the pages' forms write from a device."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import FormData, UploadFile

from wattline.demo.devices.desk import channel_for
from wattline.demo.devices.drafts import Draft, DraftError
from wattline.demo.inbox import InboxFile

if TYPE_CHECKING:
    from wattline.demo.devices.desk import Desk
    from wattline.demo.inbox import Inbox

LONGEST_TEXT, MOST_FILES = 20_000, 10
SHOWN_IN_PLACE = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf"})
"""What a browser may show by itself; everything else is saved."""

_FILE_POLICY = "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'"
"""Whatever a file says, it runs and loads nothing."""


class WrittenFile(BaseModel):
    """A file that goes with a message."""

    name: str = Field(min_length=1, max_length=200)
    content: Base64Bytes
    media_type: str | None = None
    """By the name when left out."""

    def as_file(self) -> InboxFile:
        """As it is kept."""
        return InboxFile(self.name, self.media_type or _media_type(self.name), self.content)


class Writing(BaseModel):
    """What a customer does on a device."""

    model_config = ConfigDict(extra="forbid")

    address: str = Field(max_length=254)
    """Of the phone (+49…), the mailbox, or the number of the Telegram account."""
    channel: str | None = None
    """`sms`, `email` or `telegram`; by the address when left out."""
    text: str = Field("", max_length=LONGEST_TEXT)
    """For `start` the token of a deep link."""
    kind: str = "text"
    """`drafts.KINDS` has what there is on each channel; `again` brings `reply_to` a second time."""
    subject: str | None = Field(None, max_length=300)
    cc: str = Field("", max_length=1_000)
    """Mailboxes that get a mail too, with commas between them."""
    reply_to: str | None = None
    """Id of the message that is answered, changed, or whose button is pressed."""
    button: str | None = None
    """Payload of the pressed button."""
    files: list[WrittenFile] = Field(default=[], max_length=MOST_FILES)


def create_router(desk: Desk, inbox: Inbox) -> APIRouter:
    """The routes.

    Args:
        desk: Does what is asked.
        inbox: Has the files.
    """
    router = APIRouter()

    @router.post("/inbox/messages", summary="Write as a customer, from a phone, a mailbox or a Telegram account")
    async def post_message(request: Request) -> Response:
        if request.headers.get("content-type", "").startswith("application/json"):
            return await _as_program(desk, await request.body())
        async with request.form(max_files=MOST_FILES) as form:
            return await _as_form(desk, form, request)

    @router.get("/inbox/files/{file_id}", summary="A picture or a paper of a message")
    async def get_file(file_id: str) -> Response:
        file = await inbox.file(file_id)
        if file is None:
            raise HTTPException(404)
        in_place = file.media_type in SHOWN_IN_PLACE
        headers = {
            "Content-Disposition": _disposition("inline" if in_place else "attachment", file.name),
            "Content-Security-Policy": _FILE_POLICY,
            "Cache-Control": "private, max-age=31536000, immutable",
        }
        return Response(file.content, media_type=file.media_type, headers=headers)

    return router


async def _as_program(desk: Desk, body: bytes) -> JSONResponse:
    try:
        writing = Writing.model_validate_json(body)
    except ValidationError as error:
        return JSONResponse({"code": "request_invalid", "message": str(error)}, 422)
    try:
        done = await desk.act(await _draft(desk, writing, tuple(file.as_file() for file in writing.files)))
    except DraftError as error:
        return JSONResponse({"code": error.code, "message": str(error)}, 422)
    return JSONResponse({"id": done.id, "status": done.status}, headers={"Cache-Control": "no-store"})


async def _as_form(desk: Desk, form: FormData, request: Request) -> RedirectResponse:
    """What a page's form says; the page that comes back shows what came of it."""
    words = {name: value for name, value in form.items() if isinstance(value, str)}
    known = {name: value for name, value in words.items() if name in Writing.model_fields and value}
    refused = {}
    try:
        writing = Writing.model_validate(known | {"files": []})
        await desk.act(await _draft(desk, writing, await _uploads(form)))
    except ValidationError:
        refused = {"refused": "request_invalid"}
    except DraftError as error:
        refused = {"refused": error.code}
    shown = {name: words[name] for name in ("address", "thread", "language") if words.get(name)}
    return RedirectResponse(f"{_mounted(request)}/inbox?{urlencode(shown | refused)}#end", 303)


async def _draft(desk: Desk, writing: Writing, files: tuple[InboxFile, ...]) -> Draft:
    address = writing.address.strip()
    return Draft(
        channel=channel_for(writing.channel, address),
        address=address,
        text=writing.text.replace("\r\n", "\n"),
        kind=writing.kind,
        subject=writing.subject,
        refers_to=await desk.referred(writing.reply_to),
        button=writing.button,
        files=files,
        copies=tuple(name.strip() for name in writing.cc.split(",") if name.strip()),
    )


async def _uploads(form: FormData) -> tuple[InboxFile, ...]:
    """A field for files that was left empty comes as a file without a name."""
    chosen = [file for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename]
    return tuple([InboxFile(str(file.filename), _media_type(str(file.filename)), await file.read()) for file in chosen])


def _media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _disposition(how: str, name: str) -> str:
    return f"{how}; filename*=UTF-8''{quote(name, safe='')}"


def _mounted(request: Request) -> str:
    return str(request.scope.get("root_path") or "")
