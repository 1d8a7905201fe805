"""What programs ask the demo for: personas, and a sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from wattline.demo import personas
from wattline.demo.backend import BackendSilentError
from wattline.demo.devices.owners import telegram_account

if TYPE_CHECKING:
    from wattline.demo.backend import Backend
    from wattline.demo.proofs import ProofSigner

NO_STORE = {"Cache-Control": "no-store"}
_SILENT = {"code": "backend_silent", "message": "The backend does not answer."}
_UNKNOWN = {"code": "not_found", "message": "There is no such persona."}


class SignIn(BaseModel):
    """Who signs in on the supplier's site."""

    persona: str
    """Its key."""


def create_router(backend: Backend, signer: ProofSigner) -> APIRouter:
    """The routes for programs.

    Args:
        backend: Where the facts are read.
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
