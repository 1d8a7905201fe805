"""The pages of the inbox: all devices at a glance, and each of them to read and to write on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from wattline.demo import personas, wording
from wattline.demo.devices import shown_mail, views
from wattline.demo.devices.bot_api import is_blocked
from wattline.demo.devices.owners import STRANGER, all_owners, channel_of, named, owner_of
from wattline.demo.devices.threads import threads_of
from wattline.demo.rendering import language_of, page, signed_in, words_in

if TYPE_CHECKING:
    from wattline.demo.devices.bot_api import BotApi
    from wattline.demo.devices.standins import StandIns
    from wattline.demo.inbox import Inbox, InboxMessage

NO_STORE = {"Cache-Control": "no-store"}
NEWEST_ARRIVALS = 6
"""Messages on the overview."""
NEW_MAIL = "new"
TEMPLATES = {"sms": "phone.html", "email": "mailbox.html", "telegram": "telegram.html"}


def create_router(stand_ins: StandIns) -> APIRouter:
    """The routes.

    Args:
        stand_ins: The providers, with the inbox.
    """
    inbox, router = stand_ins.inbox, APIRouter()

    @router.get("/inbox", summary="Messages that left the house, newest first; for browsers all devices, or one")
    async def get_inbox(
        request: Request,
        address: Annotated[str | None, Query(description="Of one phone, mailbox or Telegram account only.")] = None,
    ) -> Response:
        wanted = _written_in_full(address)
        if not _wants_page(request):
            messages = await inbox.newest(wanted)
            return JSONResponse([message.as_json() for message in messages], headers=NO_STORE | {"Vary": "Accept"})
        if not wanted:
            return await _overview(request, inbox)
        return await _device(request, stand_ins, wanted)

    @router.get("/inbox/state", include_in_schema=False)
    async def get_state(address: str | None = None) -> JSONResponse:
        wanted = _written_in_full(address)
        typing = wanted is not None and stand_ins.bot_api.is_typing(wanted)
        return JSONResponse({"newest": await inbox.last_number(wanted), "typing": typing}, headers=NO_STORE)

    @router.get("/inbox/mails/{message_id}", include_in_schema=False)
    async def get_mail(request: Request, message_id: str, thread: str = "") -> Response:
        mail = await inbox.with_id(message_id)
        if mail is None or mail.html is None:
            raise HTTPException(404)
        return await _layout(request, inbox, mail, thread)

    @router.get("/telegram", include_in_schema=False)
    async def get_telegram(request: Request, start: str = "") -> Response:
        persona = signed_in(request)
        owner = named(persona.key) if persona else None
        if owner is None:
            return page(request, "telegram_choice.html", owners=_stranger_first(), start=start)
        query = {"address": owner.telegram, "start": start, "language": language_of(request)}
        return RedirectResponse(f"{_mounted(request)}/inbox?{urlencode(query)}#write", 303)

    return router


async def _overview(request: Request, inbox: Inbox) -> HTMLResponse:
    return page(
        request,
        "inbox.html",
        arrivals=views.arrivals(await inbox.newest(limit=NEWEST_ARRIVALS)),
        cards=views.owner_cards(await inbox.latest_of_each(), signed_in(request)),
        stranger=STRANGER,
        newest=await inbox.last_number(),
    )


async def _device(request: Request, stand_ins: StandIns, address: str) -> HTMLResponse:
    channel, inbox = channel_of(address), stand_ins.inbox
    owner = owner_of(channel, address)
    conversation = await inbox.conversation(channel, address)
    more = _mailbox(request, conversation) if channel == "email" else {}
    if channel == "telegram":
        more = await _chat(request, stand_ins.bot_api, inbox, address)
        more["asks_phone"] = views.asks_phone(conversation)
    return page(
        request,
        TEMPLATES[channel],
        channel=channel,
        address=address,
        owner=owner,
        whose=personas.named(owner.key) if owner else None,
        siblings=views.devices_of(owner) if owner else [],
        messages=views.shown(conversation),
        newest=await inbox.last_number(address),
        refused=_refused(request),
        ours=stand_ins.accounts,
        on=partial(wording.long_date, language=language_of(request)),
        **more,
    )


def _mailbox(request: Request, mails: list[InboxMessage]) -> dict[str, Any]:
    threads = threads_of(mails)
    wanted = request.query_params.get("thread")
    chosen = next((thread for thread in threads if thread.key == wanted), None)
    is_new = wanted == NEW_MAIL or not threads
    return {
        "threads": threads,
        "open_thread": None if is_new else chosen or threads[0],
        "is_chosen": chosen is not None or wanted == NEW_MAIL,
        "is_new": is_new,
        "prepared": request.query_params.get("text", ""),
        "of": views.Shown,
    }


async def _chat(request: Request, api: BotApi, inbox: Inbox, account: str) -> dict[str, Any]:
    return {
        "typing": api.is_typing(account),
        "blocked": await is_blocked(inbox, account),
        "start": request.query_params.get("start"),
    }


async def _layout(request: Request, inbox: Inbox, mail: InboxMessage, thread: str) -> Response:
    shown = [await inbox.file(file.id) for file in mail.files if file.cid]
    pictures = {file.cid: file for file in shown if file is not None and file.cid}
    known = {"address": mail.address, "thread": thread, "language": language_of(request)}
    content = shown_mail.page_of(mail.html or "", pictures, f"{_mounted(request)}/inbox", known)
    headers = NO_STORE | {"Content-Security-Policy": shown_mail.POLICY}
    return HTMLResponse(content, headers=headers)


def _refused(request: Request) -> str | None:
    """What could not be done, in words."""
    code = request.query_params.get("refused")
    if code is None:
        return None
    words: dict[str, str] = words_in(language_of(request))["inbox"]["refused"]
    return words.get(code) or words["other"].format(code=code)


def _stranger_first() -> list[Any]:
    return sorted(all_owners(), key=lambda owner: owner is not STRANGER)


def _wants_page(request: Request) -> bool:
    """A browser's first wish is a page; a program takes anything or asks for JSON."""
    accepted = request.headers.get("accept", "")
    return "text/html" in accepted and "application/json" not in accepted.split("text/html")[0]


def _written_in_full(address: str | None) -> str | None:
    """A plus sign that was not escaped arrives as a blank; without one, digits are a Telegram account."""
    if address is None:
        return None
    bare = address.strip()
    return f"+{bare}" if address.startswith(" ") and bare.isdecimal() else bare


def _mounted(request: Request) -> str:
    return str(request.scope.get("root_path") or "")
