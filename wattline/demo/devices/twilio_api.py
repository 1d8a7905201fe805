"""What the gateway asks Twilio for: the pictures of a message, and the messages it could not be brought."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPBasic, HTTPBasicCredentials

from wattline.demo.devices.phone import API_VERSION

if TYPE_CHECKING:
    from wattline.demo.devices.phone import PhoneAccount
    from wattline.demo.inbox import Inbox, InboxMessage

PATH = "/twilio"
"""Under the demo: what `WATTLINE_TWILIO_API_URL` points to."""

_BASIC = HTTPBasic()


def create_router(inbox: Inbox, account: PhoneAccount) -> APIRouter:
    """The routes.

    Args:
        inbox: What customers wrote.
        account: Who may ask.
    """

    def check(given: Annotated[HTTPBasicCredentials, Depends(_BASIC)]) -> None:
        names = secrets.compare_digest(given.username.encode(), account.sid.encode())
        if not secrets.compare_digest(given.password.encode(), account.auth_token.encode()) or not names:
            raise HTTPException(401)

    base = f"{PATH}/{API_VERSION}/Accounts/{account.sid}"
    routes = APIRouter(include_in_schema=False, dependencies=[Depends(check)])

    @routes.get(base + "/Messages/{message_sid}/Media/{file_id}")
    async def file(message_sid: str, file_id: str) -> Response:
        message, found = await inbox.with_id(message_sid), await inbox.file(file_id)
        if message is None or found is None or file_id not in {kept.id for kept in message.files}:
            raise HTTPException(404)
        return Response(found.content, media_type=found.media_type)

    @routes.get(base + "/Messages/{message_sid}/Media.json")
    async def files(message_sid: str) -> JSONResponse:
        message = await inbox.with_id(message_sid)
        if message is None:
            raise HTTPException(404)
        listed = [_file(account, message, place) for place in range(len(message.files))]
        return JSONResponse({"media_list": listed, "page": 0, "page_size": 50, "next_page_uri": None})

    @routes.get(base + "/Messages.json")
    async def messages(since: Annotated[datetime | None, Query(alias="DateSent>")] = None) -> JSONResponse:
        moment = since or datetime.now(UTC) - timedelta(days=1)
        day = moment.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=moment.tzinfo or UTC)
        found = await inbox.written_since("sms", day)
        listed = [_message(account, message) for message in found]
        return JSONResponse({"messages": listed, "page": 0, "page_size": 1000, "next_page_uri": None})

    return routes


def _message(account: PhoneAccount, message: InboxMessage) -> dict[str, Any]:
    at = format_datetime(message.sent_at.astimezone(UTC))
    return {
        "sid": message.id,
        "account_sid": account.sid,
        "api_version": API_VERSION,
        "from": message.address,
        "to": account.sender,
        "body": message.text,
        "num_media": str(len(message.files)),
        "num_segments": "1",
        "direction": "inbound",
        "status": "received",
        "error_code": None,
        "error_message": None,
        "date_created": at,
        "date_sent": at,
        "date_updated": at,
        "uri": f"/{API_VERSION}/Accounts/{account.sid}/Messages/{message.id}.json",
        "subresource_uris": {},
    }


def _file(account: PhoneAccount, message: InboxMessage, place: int) -> dict[str, Any]:
    file = message.files[place]
    uri = f"/{API_VERSION}/Accounts/{account.sid}/Messages/{message.id}/Media/{file.id}.json"
    return {
        "sid": file.id,
        "account_sid": account.sid,
        "parent_sid": message.id,
        "content_type": file.media_type,
        "uri": uri,
    }
