"""What endpoints ask for: a session that ends with the request, who asks, the time, and writes that can be repeated."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Annotated, cast
from uuid import NAMESPACE_URL, UUID, uuid5

from fastapi import Depends, Header, Request
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from backend_api.audit.models import AuditAction, AuditEntry
from backend_api.audit.subjects import MOST_NAMED, customers_touched
from backend_api.audit.writer import AuditWriter
from backend_api.billing_systems.refreshing import JoinedSystems
from backend_api.clock import Clock
from backend_api.crm.connections import CrmConnections
from backend_api.customers.rights import rights_of
from backend_api.database import WRITING
from backend_api.errors import IdempotencyKeyMissingError, ScopeMissingError, SecretInvalidError
from backend_api.idempotency.service import Answer, WriteKey, request_hash
from backend_api.idempotency.service import once as do_once
from backend_api.schemas import Schema
from backend_api.security import Caller, FactVerifier, Identity, Level, Scope, ServiceSecrets
from backend_api.service_tokens import service as service_tokens
from backend_api.settings import Settings

_READS = ("GET", "HEAD")


@dataclass(frozen=True)
class Wiring:
    """What ``create_app`` puts together and requests use."""

    sessions: async_sessionmaker[AsyncSession]
    secrets: ServiceSecrets
    facts: FactVerifier
    clock: Clock
    audit: AuditWriter
    crms: CrmConnections
    billing: JoinedSystems
    settings: Settings


async def wiring(request: Request) -> Wiring:
    """The wiring of this app."""
    return cast("Wiring", request.app.state.parts.wiring)


Wired = Annotated[Wiring, Depends(wiring)]


async def caller(
    wired: Wired,
    wattline_secret: Annotated[str | None, Header(description="The calling service's secret.")] = None,
) -> Caller:
    """The service that asks; raises SecretInvalidError."""
    known = wired.secrets.caller(wattline_secret)
    if known is None:
        known = await service_tokens.recognise(wired.sessions, wattline_secret, now=wired.clock.now())
    if known is None:
        raise SecretInvalidError
    return known


CurrentCaller = Annotated[Caller, Depends(caller)]


def scoped(*scopes: Scope) -> Callable[..., Awaitable[None]]:
    """A dependency that lets services with any of these scopes pass; raises ScopeMissingError."""

    async def check(known: CurrentCaller) -> None:
        if not any(known.may(scope) for scope in scopes):
            raise ScopeMissingError

    return check


async def identity(
    wired: Wired,
    known: CurrentCaller,
    wattline_identity: Annotated[
        str | None, Header(description="The signed identity fact (compact JWS, EdDSA); without it nobody is known.")
    ] = None,
) -> Identity:
    """Who acts for whom, by the fact; raises IdentityInvalidError."""
    del known  # the secret is checked before a fact is looked at
    if wattline_identity is None:
        return Identity()
    return wired.facts.verify(wattline_identity, now=wired.clock.now())


Anyone = Annotated[Identity, Depends(identity)]


async def known_address(wired: Wired, proven: Anyone) -> Identity:
    """Somebody who writes from a confirmed address at least; raises IdentityLevelTooLowError, RightMissingError."""
    proven.require(Level.CHANNEL)
    return await _still_acting(wired, proven)


async def verified(wired: Wired, proven: Anyone) -> Identity:
    """Somebody who proved who they are; raises IdentityLevelTooLowError, RightMissingError."""
    proven.require(Level.VERIFIED)
    return await _still_acting(wired, proven)


async def _still_acting(wired: Wired, proven: Identity) -> Identity:
    """A representative with the points they are limited to; a right that was taken back opens nothing at once."""
    if proven.actor.kind != "representative":
        return proven
    async with wired.sessions() as session:
        rights = await rights_of(session, proven)
    rights.require("reads")
    return replace(proven, service_point_ids=rights.service_point_ids)


async def partner_person(proven: Anyone) -> Identity:
    """A person of a partner; raises RoleMissingError."""
    proven.require_partner()
    return proven


def staff(*roles: str) -> Callable[..., Awaitable[Identity]]:
    """A dependency that gives a staff member with any of these roles (any at all, when none is named).

    Raises:
        RoleMissingError: Somebody else asks.
    """

    async def check(proven: Anyone) -> Identity:
        proven.require_staff(*roles)
        return proven

    return check


def staff_or(scope: Scope, *roles: str) -> Callable[..., Awaitable[Identity]]:
    """A dependency that lets a staff member with any of these roles pass, or a service with the scope on its own.

    Raises:
        RoleMissingError: Somebody else is named by the fact.
        ScopeMissingError: Nobody is named, and the service may not do it by itself.
    """

    async def check(known: CurrentCaller, proven: Anyone) -> Identity:
        if proven.level is not Level.ANONYMOUS:
            proven.require_staff(*roles)
        elif not known.may(scope):
            raise ScopeMissingError
        return proven

    return check


async def reading_session(wired: Wired) -> AsyncIterator[AsyncSession]:
    """One transaction per request, for reading; nothing is kept."""
    async with wired.sessions() as session:
        yield session


async def writing_session(wired: Wired) -> AsyncIterator[AsyncSession]:
    """One transaction per request: committed when the endpoint returns, rolled back when it raises."""
    async with wired.sessions() as session, session.begin():
        await session.connection(execution_options=WRITING)
        yield session


ReadingSession = Annotated[AsyncSession, Depends(reading_session)]
WritingSession = Annotated[AsyncSession, Depends(writing_session, scope="function")]


async def clock(wired: Wired) -> Clock:
    """The clock of this app."""
    return wired.clock


async def billing_systems(wired: Wired) -> JoinedSystems:
    """The billing systems of this app."""
    return wired.billing


async def seen(
    request: Request, session: ReadingSession, wired: Wired, known: CurrentCaller, proven: Anyone
) -> AsyncIterator[None]:
    """Write down who asks to see what; the answer leaves when that is durable. Writes keep their own entries."""
    if request.method not in _READS or proven.level is Level.ANONYMOUS:
        yield
        return
    at = wired.clock.now()
    if proven.customer_id is None:  # whose records they are shows when they are read
        with customers_touched(session) as touched:
            try:
                yield
            finally:
                entries = audit_entries(request, known, proven, touched, action="saw", at=at)
                await asyncio.gather(*map(wired.audit.note, entries))
        return
    durable = wired.audit.note(audit_entry(request, known, proven, action="saw", at=at))  # runs beside the reading
    try:
        yield
    finally:
        await durable


def audit_entries(
    request: Request, known: Caller, proven: Identity, touched: set[UUID], *, action: AuditAction, at: datetime
) -> list[AuditEntry]:
    """An entry per customer whose records were touched; one that names nobody when it is nobody's or everybody's."""
    entry = partial(audit_entry, request, known, proven, action=action, at=at)
    if not 0 < len(touched) <= MOST_NAMED:
        return [entry()]
    return [entry(customer_id=customer_id) for customer_id in sorted(touched)]


def audit_entry(
    request: Request,
    known: Caller,
    proven: Identity,
    *,
    action: AuditAction,
    at: datetime,
    customer_id: UUID | None = None,
) -> AuditEntry:
    """What the audit keeps of a request: who, whose, where; no texts and no values."""
    item = "".join(
        letter if letter.isprintable() else "?" for letter in ",".join(map(str, request.path_params.values()))
    )
    return AuditEntry(
        at=at,
        customer_id=proven.customer_id or customer_id or _customer_in(request),
        actor_kind=proven.actor.kind,
        actor_id=proven.actor.id,
        caller=known.name,
        action=action,
        method=request.method,
        route=request.scope["route"].path,
        item=item[:200] or None,
        conversation=proven.conversation,
    )


def _customer_in(request: Request) -> UUID | None:
    """Whom a route of staff is about: its path names them by ``{customer_id}``."""
    try:
        return UUID(request.path_params["customer_id"])
    except (KeyError, ValueError):
        return None


@dataclass(frozen=True)
class WriteOnce:
    """A write that can be repeated: the same key again gets the same answer and has no second effect."""

    session: AsyncSession
    """The request's transaction, for the work."""
    now: datetime
    """The time of the write."""
    caller: Caller
    """The service that sent it."""
    key: WriteKey
    request: Request
    identity: Identity

    @property
    def owner_id(self) -> UUID:
        """Whose keys these are: the one who acts, or the service when nobody does."""
        return self.identity.actor.id or uuid5(NAMESPACE_URL, self.caller.name)

    async def __call__(self, work: Callable[[], Awaitable[Schema]], status: int = 201) -> JSONResponse:
        """Do the work, note who changed what in the same transaction, and answer; or answer as the first time.

        Args:
            work: Does it in ``session`` and gives the answer's body.
            status: Of the answer.

        Raises:
            IdempotencyKeyReusedError: The key belongs to another request.
        """

        async def noted() -> Answer:
            with customers_touched(self.session) as touched:
                body = await work()
                await self.session.flush()
            whose = set() if self.identity.customer_id else touched
            self.session.add_all(
                audit_entries(self.request, self.caller, self.identity, whose, action="changed", at=self.now)
            )
            return Answer(status, body.model_dump(mode="json"))

        answer = await do_once(self.session, self.key, self.owner_id, now=self.now, work=noted)
        return JSONResponse(answer.body, status_code=answer.status)


async def write_once(
    request: Request,
    session: WritingSession,
    wired: Wired,
    known: CurrentCaller,
    proven: Anyone,
    idempotency_key: Annotated[
        str | None, Header(max_length=200, description="The same for every try of the same write.")
    ] = None,
) -> WriteOnce:
    """The means to write once; raises IdempotencyKeyMissingError."""
    if not idempotency_key:
        raise IdempotencyKeyMissingError
    body = await request.body()
    asked = "?".join(part for part in (request.url.path, request.url.query) if part)
    digest = request_hash(request.method, asked, body, proven.customer_id)
    key = WriteKey(idempotency_key, digest, proven.customer_id)
    return WriteOnce(session, wired.clock.now(), known, key, request, proven)


KnownAddress = Annotated[Identity, Depends(known_address)]
Verified = Annotated[Identity, Depends(verified)]
PartnerUser = Annotated[Identity, Depends(partner_person)]
CurrentClock = Annotated[Clock, Depends(clock)]
BillingSystems = Annotated[JoinedSystems, Depends(billing_systems)]
Once = Annotated[WriteOnce, Depends(write_once, scope="function")]
