"""What programs ask the demo for: personas, the inbox, and a sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from wattline.demo import personas
from wattline.demo.backend import BackendSilentError
from wattline.demo.devices.owners import telegram_account
from wattline.demo.pages import inbox_page

if TYPE_CHECKING:
    from wattline.demo.backend import Backend
    from wattline.demo.inbox import Inbox
    from wattline.demo.proofs import ProofSigner

NO_STORE = {"Cache-Control": "no-store"}
_SILENT = {"code": "backend_silent", "message": "The backend does not answer."}
_UNKNOWN = {"code": "not_found", "message": "There is no such persona."}


class SignIn(BaseModel):
    """Who signs in on the supplier's site."""

    persona: str
    """Its key."""


def create_router(backend: Backend, inbox: Inbox, signer: ProofSigner) -> APIRouter:
    """The routes for programs.

    Args:
        backend: Where the facts are read.
        inbox: Where the messages are.
        signer: Signs customers in.
    """
    router = APIRouter()

    @router.get("/personas", summary="Every customer, with what is true of him at this moment")
    async def get_personas() -> JSONResponse:
        try:
            described = await personas.describe_all(backend)
            found = [persona | {"telegram": telegram_account(persona["key"])} for persona in described]
            return JSONResponse(found, headers=NO_STORE)
        except BackendSilentError:
            return JSONResponse(_SILENT, 503)

    @router.get("/inbox", summary="Messages that left the house, newest first; a page for browsers")
    async def get_inbox(
        request: Request,
        address: Annotated[str | None, Query(description="Of one phone or mailbox only.")] = None,
    ) -> Response:
        wanted = _written_in_full(address)
        messages = await inbox.newest(wanted)
        if _wants_page(request):
            return inbox_page(request, messages, wanted)
        return JSONResponse([message.as_json() for message in messages], headers=NO_STORE | {"Vary": "Accept"})

    async def proof_of(key: str) -> JSONResponse:
        persona = personas.named(key)
        try:
            customer = await personas.known(backend, persona) if persona else None
        except BackendSilentError:
            return JSONResponse(_SILENT, 503)
        if customer is None:
            return JSONResponse(_UNKNOWN, 404)
        return JSONResponse({"proof": signer.sign(customer.customer_id)}, headers=NO_STORE)

    @router.post("/proof", summary="Sign a persona in; the proof opens one chat as verified")
    async def post_proof(body: SignIn) -> JSONResponse:
        return await proof_of(body.persona)

    @router.get("/proof", summary="The same for the chat on the page, which fetches it when it opens")
    async def get_proof(persona: str) -> JSONResponse:
        return await proof_of(persona)

    return router


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
