"""Takes the wish to be erased, lets it be taken back, and does it when its time has come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from backend_api.contracts.service import terms_of
from backend_api.contracts.terms import outcome
from backend_api.database import Base
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.privacy import laws, repository
from backend_api.privacy.copying import own_id
from backend_api.privacy.errors import ErasureBlockedError, ErasureSettledError
from backend_api.privacy.models import Erasure
from backend_api.privacy.schemas import ErasureList, ErasureOut, ErasureRun, KeptOut
from backend_api.privacy.walk import personal_tables

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.privacy.models import ErasureState
    from backend_api.security import Identity

_LISTED_AT_ONCE = 200
_NEXT_TRY = timedelta(days=1)


async def ask(
    session: AsyncSession, identity: Identity, *, cooling: timedelta, today: date, now: datetime
) -> ErasureOut:
    """Take the wish; it is told on all known addresses (event ``erasure_asked``). A second wish is the first one.

    Raises:
        ErasureBlockedError: A contract runs, an order is under way, or money is owed.
    """
    customer_id = own_id(identity)
    country = await repository.country_of(session, customer_id)
    if country is None:
        raise NotFoundError
    ids = await repository.ids_of_person(session, customer_id)
    reasons = await _what_needs_it(session, ids, today)
    if reasons:
        raise ErasureBlockedError(reasons)
    erasure = await repository.waiting_of(session, customer_id)
    if erasure is None:
        erasure = Erasure(customer_id=customer_id, asked_at=now, due_at=now + cooling)
        await repository.store(session, erasure)
        about = {"receipt": str(erasure.id), "due_at": erasure.due_at.isoformat()}
        await emit(session, "erasure_asked", customer_id=customer_id, about=about, at=now)
    return _out(erasure, await _would_be_kept(session, ids, country, today))


async def take_back(session: AsyncSession, identity: Identity, erasure_id: UUID, *, now: datetime) -> ErasureOut:
    """Forget the wish.

    Raises:
        NotFoundError: It is not this customer's.
        ErasureSettledError: It was done or taken back.
    """
    erasure = await repository.lock_erasure(session, identity, erasure_id)
    if erasure is None:
        raise NotFoundError
    if erasure.state != "waiting":
        raise ErasureSettledError
    erasure.state, erasure.settled_at = "taken_back", now
    await session.flush()
    about = {"receipt": str(erasure.id)}
    await emit(session, "erasure_taken_back", customer_id=erasure.customer_id, about=about, at=now)
    return _out(erasure, [])


async def list_own(session: AsyncSession, identity: Identity) -> ErasureList:
    """The customer's receipts."""
    items = [_out(erasure, erasure.kept or []) for erasure in await repository.list_own_erasures(session, identity)]
    return ErasureList(items=items, total=len(items))


async def list_all(session: AsyncSession, state: ErasureState) -> ErasureList:
    """Everybody's in a state: at most 200, newest first."""
    found = await repository.list_erasures(session, state, limit=_LISTED_AT_ONCE)
    items = [_out(erasure, erasure.kept or []) for erasure in found]
    return ErasureList(items=items, total=await repository.count_erasures(session, state))


async def run_due(session: AsyncSession, *, today: date, now: datetime) -> ErasureRun:
    """Erase those whose time has come; who meanwhile has something running again waits."""
    due = await repository.lock_due(session, now)
    done: list[UUID] = []
    blocked: dict[str, list[str]] = {}
    for erasure in due:
        ids = await repository.ids_of_person(session, erasure.customer_id)
        reasons = await _what_needs_it(session, ids, today)
        if reasons:
            blocked[str(erasure.id)], erasure.due_at = reasons, now + _NEXT_TRY
            continue
        await _erase(session, erasure, ids, today=today, now=now)
        done.append(erasure.id)
    await session.flush()
    return ErasureRun(done=done, blocked=blocked, more=len(due) == repository.AT_ONCE)


async def _erase(session: AsyncSession, erasure: Erasure, ids: Sequence[UUID], *, today: date, now: datetime) -> None:
    """Mask what a law keeps, delete the rest from the leaves up, and keep the receipt."""
    tables = personal_tables(Base.metadata)
    country = await repository.country_of(session, erasure.customer_id)
    files = await repository.files_of(session, ids)
    counts: dict[str, int] = {}
    for personal in tables:
        await repository.loosen(session, personal, ids)
    for personal in tables:
        if personal.rule.law is not None:
            counts[personal.table.name] = await repository.mask(session, personal, ids)
    deleted: dict[str, int] = {}
    for personal in reversed(tables):
        if personal.rule.law is None:
            deleted[personal.table.name] = await repository.remove(session, personal, ids)
    session.expire_all()
    await session.refresh(erasure)
    erasure.state, erasure.settled_at = "done", now
    erasure.deleted = {name: count for name, count in deleted.items() if count}
    erasure.kept = _kept(counts, country or "", today)
    erasure.files = files or None
    await session.flush()
    about = {"receipt": str(erasure.id)}
    await emit(session, "customer_erased", customer_id=erasure.customer_id, about=about, at=now)


async def _what_needs_it(session: AsyncSession, ids: Sequence[UUID], today: date) -> list[str]:
    contracts = await repository.contracts_of(session, ids)
    running = any(outcome(terms_of(contract), today=today).state != "ended" for contract in contracts)
    found = {
        "contract_running": running,
        "order_open": await repository.has_open_orders(session, ids),
        "balance_open": await repository.balance(session, ids) != 0,
    }
    return [reason for reason, holds in found.items() if holds]


async def _would_be_kept(session: AsyncSession, ids: Sequence[UUID], country: str, today: date) -> list[dict[str, Any]]:
    counts = {
        personal.table.name: await repository.count_rows(session, personal, ids)
        for personal in personal_tables(Base.metadata)
        if personal.rule.law is not None
    }
    return _kept(counts, country, today)


def _kept(counts: dict[str, int], country: str, today: date) -> list[dict[str, Any]]:
    """Rows per law, for the receipt."""
    listed: list[dict[str, Any]] = []
    for law in (laws.BOOKS, laws.LETTERS, laws.CLAIMS, laws.CONSENTS, laws.ACCOUNTABILITY):
        rows = {
            personal.table.name: counts[personal.table.name]
            for personal in personal_tables(Base.metadata)
            if personal.rule.law is law and counts.get(personal.table.name)
        }
        if rows:
            until_on = law.until(country, today).isoformat()
            listed.append(
                {
                    "code": law.code,
                    "text": law.text,
                    "source": law.source(country),
                    "until_on": until_on,
                    "tables": rows,
                }
            )
    return listed


def _out(erasure: Erasure, kept: list[dict[str, Any]]) -> ErasureOut:
    return ErasureOut(
        id=erasure.id,
        state=erasure.state,
        asked_at=erasure.asked_at,
        due_at=erasure.due_at,
        settled_at=erasure.settled_at,
        deleted=erasure.deleted,
        kept=[KeptOut.model_validate(entry) for entry in kept],
    )
