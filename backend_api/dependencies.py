"""What endpoints ask for: a session that ends with the request, the caller, the customer, the time."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Header, Request
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from backend_api.clock import Clock
from backend_api.database import WRITING
from backend_api.errors import IdempotencyKeyMissingError, ScopeMissingError
from backend_api.idempotency.service import WriteKey, request_hash
from backend_api.security import FactVerifier, Identity, Level, Scope, ServiceSecrets


@dataclass(frozen=True)
class Wiring:
    """What ``create_app`` puts together and requests use."""

    sessions: async_sessionmaker[AsyncSession]
    secrets: ServiceSecrets
    facts: FactVerifier
    clock: Clock


def wiring(request: Request) -> Wiring:
    """The wiring of this app."""
    return cast("Wiring", request.app.state.wiring)


Wired = Annotated[Wiring, Depends(wiring)]


async def caller_scope(
    wired: Wired,
    wattline_secret: Annotated[str | None, Header(description="The calling service's secret.")] = None,
) -> Scope:
    """What the calling service may do; raises SecretInvalidError."""
    return wired.secrets.scope_of(wattline_secret)


async def gateway_only(scope: Annotated[Scope, Depends(caller_scope)]) -> None:
    """Let the gateway pass only; raises ScopeMissingError."""
    if scope is not Scope.GATEWAY:
        raise ScopeMissingError


async def identity(
    wired: Wired,
    scope: Annotated[Scope, Depends(caller_scope)],
    wattline_identity: Annotated[
        str | None, Header(description="The signed identity fact (compact JWS, EdDSA); without it nobody is known.")
    ] = None,
) -> Identity:
    """Who the customer is, by the fact; raises IdentityInvalidError."""
    del scope  # the secret is checked before a fact is looked at
    if wattline_identity is None:
        return Identity()
    return wired.facts.verify(wattline_identity, now=wired.clock.now())


async def known_address(proven: Annotated[Identity, Depends(identity)]) -> Identity:
    """Somebody who writes from a confirmed address at least; raises IdentityLevelTooLowError."""
    proven.require(Level.CHANNEL)
    return proven


async def verified(proven: Annotated[Identity, Depends(identity)]) -> Identity:
    """Somebody who proved who they are; raises IdentityLevelTooLowError."""
    proven.require(Level.VERIFIED)
    return proven


async def reading_session(wired: Wired) -> AsyncIterator[AsyncSession]:
    """One transaction per request, for reading; nothing is kept."""
    async with wired.sessions() as session:
        yield session


async def writing_session(wired: Wired) -> AsyncIterator[AsyncSession]:
    """One transaction per request: committed when the endpoint returns, rolled back when it raises."""
    async with wired.sessions() as session, session.begin():
        await session.connection(execution_options=WRITING)
        yield session


async def clock(wired: Wired) -> Clock:
    """The clock of this app."""
    return wired.clock


async def write_key(
    request: Request,
    idempotency_key: Annotated[
        str | None, Header(max_length=200, description="The same for every try of the same write.")
    ] = None,
) -> WriteKey:
    """The key of this write with what it was asked to do; raises IdempotencyKeyMissingError."""
    if not idempotency_key:
        raise IdempotencyKeyMissingError
    return WriteKey(idempotency_key, request_hash(request.method, request.url.path, await request.body()))


KnownAddress = Annotated[Identity, Depends(known_address)]
Verified = Annotated[Identity, Depends(verified)]
CurrentClock = Annotated[Clock, Depends(clock)]
ReadingSession = Annotated[AsyncSession, Depends(reading_session)]
WritingSession = Annotated[AsyncSession, Depends(writing_session, scope="function")]
Write = Annotated[WriteKey, Depends(write_key)]
