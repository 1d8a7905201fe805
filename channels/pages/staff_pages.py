"""The staff pages on understanding: what was misunderstood, what it meant, and a conversation turn by turn."""

import functools
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from channels.contract import Clock
from channels.database import Database
from channels.engine_client import EngineClient, EngineUnavailableError
from channels.errors import NOT_FOUND, GatewayError
from channels.pages.plain_chat import LANGUAGE_COOKIE, RequestLimits
from channels.pages.rendering import LANGUAGES, Pages, language_of
from channels.security import STAFF_COOKIE, address_of
from channels.understanding import repository
from channels.understanding.repository import Filter
from channels.understanding.staff import StaffDoor, StaffMember

HOME = "/staff/understanding"
TIME_ZONE = ZoneInfo("Europe/Berlin")
KEPT = ("language", "of", "intent", "since", "until", "taught")
"""Parts of the address that name what is shown."""
WORDED = {"staff_only", "proof_invalid", "identity_unavailable", "not_found"}
"""Refusals the pages have words of their own for."""
MOST_INTENTS = 100
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class StaffParts:
    """What the pages are given by the app."""

    door: StaffDoor
    database: Database
    engine: EngineClient
    pages: Pages
    limits: RequestLimits
    clock: Clock
    demo: bool


class StaffPages:
    """The pages' steps, one per route."""

    def __init__(self, parts: StaffParts) -> None:
        """Take the parts."""
        self._parts = parts

    async def sign_in(self, request: Request, proof: str) -> Response:
        """Let a staff member in who comes with a proof."""
        self._parts.limits.count("session", address_of(request))
        token = await self._parts.door.sign_in(proof)
        response = RedirectResponse(f"{HOME}?{urlencode({'language': _language(request)})}", 303)
        response.set_cookie(STAFF_COOKIE, token, secure=True, httponly=True, samesite="lax", path="/")
        return response

    async def sign_out(self, request: Request) -> Response:
        """Let a staff member go."""
        await self._parts.door.sign_out(request.cookies.get(STAFF_COOKIE) or "")
        response = RedirectResponse("/demo/staff" if self._parts.demo else HOME, 303)
        response.delete_cookie(STAFF_COOKIE, secure=True, httponly=True, samesite="lax", path="/")
        return response

    async def misunderstood(self, request: Request) -> Response:
        """Messages that were misunderstood, with a way to say what each meant."""
        member = await self._member(request)
        wanted = _filter(request)
        read = functools.partial(repository.misunderstood, wanted=wanted)
        return self._page(
            request,
            "staff_understanding.html",
            member,
            messages=await self._parts.database.read(read),
            wanted=wanted,
            chosen={name: request.query_params.get(name, "") for name in KEPT},
            query=_query(request),
            intents=await self._intents(),
        )

    async def teach(self, request: Request, entry_id: int, intent: str) -> Response:
        """Keep what a message meant, and show what is left."""
        member = await self._member(request)
        self._parts.limits.count("address", address_of(request))
        if intent not in await self._intents():
            raise GatewayError(NOT_FOUND)
        keep = functools.partial(
            repository.teach, entry_id=entry_id, intent=intent, staff_id=member.id, now=self._parts.clock()
        )
        if not await self._parts.database.write(keep):
            raise GatewayError(NOT_FOUND)
        return RedirectResponse(f"{HOME}?{_query(request)}#messages", 303)

    async def replay(self, request: Request, conversation_id: str) -> Response:
        """A conversation with what was understood, and why."""
        member = await self._member(request)
        read = functools.partial(repository.replay, conversation_id=conversation_id)
        steps = await self._parts.database.read(read)
        if not steps:
            raise GatewayError(NOT_FOUND)
        return self._page(request, "staff_replay.html", member, steps=steps, conversation_id=conversation_id)

    def refused(self, request: Request, error: GatewayError) -> Response:
        """Say why somebody sees nothing."""
        code = error.refusal.code if error.refusal.code in WORDED else "other"
        return self._page(request, "staff_refused.html", None, status=error.refusal.status, code=code)

    async def _member(self, request: Request) -> StaffMember:
        return await self._parts.door.who(request.cookies.get(STAFF_COOKIE))

    async def _intents(self) -> list[str]:
        try:
            return (await self._parts.engine.intents())[:MOST_INTENTS]
        except EngineUnavailableError:
            return []

    def _page(
        self, request: Request, template: str, member: StaffMember | None, status: int = 200, **values: Any
    ) -> Response:
        language = _language(request)
        others = {code: urlencode(_kept(request) | {"language": code}) for code in LANGUAGES}
        return self._parts.pages.render(
            request,
            template,
            language,
            status=status,
            member=member,
            others=others,
            demo=self._parts.demo,
            **values,
        )


def _language(request: Request) -> str:
    return language_of(request.headers, request.query_params.get("language"), request.cookies.get(LANGUAGE_COOKIE))


def _kept(request: Request) -> dict[str, str]:
    return {name: request.query_params[name][:LONGEST_NAME] for name in KEPT if request.query_params.get(name)}


def _query(request: Request) -> str:
    return urlencode(_kept(request))


def _filter(request: Request) -> Filter:
    query = request.query_params
    of = query.get("of")
    until = _day(query.get("until"))
    return Filter(
        language=of if of in LANGUAGES else None,
        intent=(query.get("intent") or "")[:LONGEST_NAME] or None,
        since=_day(query.get("since")),
        until=None if until is None else until + timedelta(days=1),
        taught=query.get("taught") == "yes",
    )


def _day(written: str | None) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(written or ""), time(), TIME_ZONE)
    except (ValueError, OverflowError):
        return None


def create_staff_router(parts: StaffParts) -> APIRouter:
    """The routes of the staff pages.

    Args:
        parts: What they need.
    """
    router = APIRouter(prefix="/staff", include_in_schema=False)
    staff = StaffPages(parts)

    @router.post("/sessions")
    async def sign_in(request: Request, proof: Annotated[str, Form(max_length=4000)]) -> Response:
        try:
            return await staff.sign_in(request, proof)
        except GatewayError as error:
            return staff.refused(request, error)

    @router.post("/end")
    async def sign_out(request: Request) -> Response:
        return await staff.sign_out(request)

    @router.get("/understanding")
    async def misunderstood(request: Request) -> Response:
        try:
            return await staff.misunderstood(request)
        except GatewayError as error:
            return staff.refused(request, error)

    @router.post("/understanding/{entry_id}")
    async def teach(
        request: Request, entry_id: int, intent: Annotated[str, Form(min_length=1, max_length=LONGEST_NAME)]
    ) -> Response:
        try:
            return await staff.teach(request, entry_id, intent)
        except GatewayError as error:
            return staff.refused(request, error)

    @router.get("/conversations/{conversation_id}/replay")
    async def replay(request: Request, conversation_id: str) -> Response:
        try:
            return await staff.replay(request, conversation_id)
        except GatewayError as error:
            return staff.refused(request, error)

    return router
