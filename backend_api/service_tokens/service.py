"""Makes tokens for outside systems, takes them back, and recognises the ones that are shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from backend_api.database import WRITING, new_id
from backend_api.errors import NotFoundError
from backend_api.security import Caller, Scope
from backend_api.service_tokens import repository
from backend_api.service_tokens.errors import TokenNameTakenError
from backend_api.service_tokens.models import ServiceToken
from backend_api.service_tokens.schemas import ServiceTokenIn, ServiceTokenList, ServiceTokenOut
from backend_api.service_tokens.tokens import looks_like_token, token_hash, token_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

_USE_NOTED_EVERY = timedelta(hours=1)


async def create(
    session: AsyncSession, wanted: ServiceTokenIn, *, key: bytes, by: UUID | None, now: datetime
) -> ServiceTokenOut:
    """Make one; ``token_of(key, id)`` is what the system shows.

    Raises:
        TokenNameTakenError: Another has this name.
    """
    token_id = new_id()
    token = ServiceToken(
        id=token_id,
        name=wanted.name,
        token_hash=token_hash(token_of(key, token_id)),
        scopes=sorted(set(wanted.scopes)),
        created_at=now,
        created_by=by,
        expires_at=now + timedelta(days=wanted.valid_days),
    )
    if not await repository.store(session, token):
        raise TokenNameTakenError
    return ServiceTokenOut.model_validate(token)


async def list_all(session: AsyncSession) -> ServiceTokenList:
    """All of them, also those that open nothing any more."""
    items = [ServiceTokenOut.model_validate(token) for token in await repository.list_all(session)]
    return ServiceTokenList(items=items, total=len(items))


async def revoke(session: AsyncSession, token_id: UUID, *, now: datetime) -> ServiceTokenOut:
    """Take it back, at once; raises NotFoundError."""
    token = await repository.lock(session, token_id)
    if token is None:
        raise NotFoundError
    token.revoked_at = token.revoked_at or now
    await session.flush()
    return ServiceTokenOut.model_validate(token)


async def recognise(sessions: async_sessionmaker[AsyncSession], shown: str | None, *, now: datetime) -> Caller | None:
    """Whose token this is; None when it is nobody's, expired or taken back."""
    if shown is None or not looks_like_token(shown):
        return None
    async with sessions() as session:
        token = await repository.find_by_hash(session, token_hash(shown))
    if token is None or token.revoked_at is not None or token.expires_at <= now:
        return None
    if token.last_used_at is None or token.last_used_at + _USE_NOTED_EVERY <= now:
        async with sessions() as session, session.begin():
            await session.connection(execution_options=WRITING)
            await repository.note_use(session, token.id, now)
    return Caller(token.name, frozenset(Scope(scope) for scope in token.scopes))
