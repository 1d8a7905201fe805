"""Service tokens over HTTP, for IT."""

import json
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from backend_api.dependencies import Once, ReadingSession, Wired, staff_or
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RequestInvalidError,
    RoleMissingError,
    ScopeMissingError,
    listed,
)
from backend_api.parameters import PathId
from backend_api.security import Identity, Scope
from backend_api.service_tokens import service
from backend_api.service_tokens.errors import TokenNameTakenError
from backend_api.service_tokens.schemas import NewServiceToken, ServiceTokenIn, ServiceTokenList, ServiceTokenOut
from backend_api.service_tokens.tokens import token_of

_it_only = staff_or(Scope.GATEWAY, "it")
ItStaff = Annotated[Identity, Depends(_it_only)]

router = APIRouter(
    tags=["service tokens"], prefix="/service-tokens", responses=listed(RoleMissingError, ScopeMissingError)
)
_WRITE = (IdempotencyKeyMissingError, IdempotencyKeyReusedError, RequestInvalidError)


@router.get("", dependencies=[Depends(_it_only)])
async def list_service_tokens(session: ReadingSession) -> ServiceTokenList:
    """All tokens of outside systems, without the tokens themselves; for IT."""
    return await service.list_all(session)


@router.post("", status_code=201, response_model=NewServiceToken, responses=listed(TokenNameTakenError, *_WRITE))
async def create_service_token(once: Once, wired: Wired, identity: ItStaff, token: ServiceTokenIn) -> JSONResponse:
    """Make a token for an outside system; it is shown in this answer only. For IT."""
    key = wired.settings.deriving_key
    work = partial(service.create, once.session, token, key=key, by=identity.person_id, now=once.now)
    answer = await once(work)
    made = json.loads(bytes(answer.body))  # what is kept for repeats does not have the token
    return JSONResponse(made | {"token": token_of(key, UUID(made["id"]))}, status_code=answer.status_code)


@router.delete(
    "/{item_id}",
    response_model=ServiceTokenOut,
    dependencies=[Depends(_it_only)],
    responses=listed(NotFoundError, *_WRITE),
)
async def revoke_service_token(once: Once, token_id: PathId) -> JSONResponse:
    """Take a token back; it opens nothing from now on. For IT."""
    return await once(partial(service.revoke, once.session, token_id, now=once.now), 200)
