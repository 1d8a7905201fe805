"""Consents by purpose and channel: given with proof, withdrawn from any confirmed address, never overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from backend_api.consents import repository
from backend_api.consents.models import ConsentEntry, ConsentSource
from backend_api.consents.purposes import expiry
from backend_api.consents.schemas import (
    CheckIn,
    CheckList,
    CheckOut,
    ConsentEntryOut,
    ConsentIn,
    ConsentList,
    ConsentOut,
    ConsentsIn,
)
from backend_api.consents.standing import standing
from backend_api.customers.rights import rights_of
from backend_api.errors import RequestInvalidError
from backend_api.events.service import emit
from backend_api.security import Identity, Level

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_own(session: AsyncSession, identity: Identity, *, now: datetime) -> ConsentList:
    """What holds now, and how it came to be."""
    entries = await repository.list_own(session, identity)
    items = _current(entries, now=now)
    history = [ConsentEntryOut.model_validate(entry) for entry in reversed(entries)]
    return ConsentList(items=items, total=len(items), history=history)


async def put(session: AsyncSession, identity: Identity, wanted: ConsentsIn, *, now: datetime) -> ConsentList:
    """Write decisions down; a no needs the level ``channel`` only, so that "stop" works everywhere.

    Raises:
        IdentityLevelTooLowError: A yes from somebody who is not verified.
        RightMissingError: A yes from somebody who may not give it for the customer.
        RequestInvalidError: Nothing tells where it was said.
    """
    given = any(item.given for item in wanted.items)
    customer_id = identity.require(Level.VERIFIED if given else Level.CHANNEL)
    if given:
        (await rights_of(session, identity)).require("names_people")
    entries = [_entry(identity, item, _source(identity, item), now=now) for item in wanted.items]
    await repository.store(session, entries)
    for entry in entries:
        about = {"purpose": entry.purpose, "channel": entry.channel, "given": entry.decision == "given"}
        await emit(session, "consent_changed", customer_id=customer_id, about=about, at=now)
    if identity.level < Level.VERIFIED:
        items = _current(entries, now=now)
        return ConsentList(items=items, total=len(items), history=[])
    return await list_own(session, identity, now=now)


async def check(session: AsyncSession, wanted: CheckIn, *, now: datetime) -> CheckList:
    """For senders: may this be sent to these customers now? A customer nobody knows was never asked."""
    entries = await repository.entries_of(session, set(wanted.customer_ids), wanted.purpose, wanted.channel)
    items = []
    for customer_id in wanted.customer_ids:
        holds = standing(entries.get(customer_id, ()), now=now)
        items.append(CheckOut(customer_id=customer_id, allowed=holds.allowed, because=holds.because))
    return CheckList(items=items, total=len(items))


def _source(identity: Identity, item: ConsentIn) -> ConsentSource:
    """Where it was said; raises RequestInvalidError when neither the request nor the fact tells."""
    said_on = item.source or identity.channel
    for known in get_args(ConsentSource):
        if known == said_on:
            return cast("ConsentSource", known)
    raise RequestInvalidError([{"field": "items.source", "problem": "missing"}])


def _entry(identity: Identity, item: ConsentIn, source: ConsentSource, *, now: datetime) -> ConsentEntry:
    return ConsentEntry(
        customer_id=identity.require(Level.CHANNEL),
        purpose=item.purpose,
        channel=item.channel,
        decision="given" if item.given else "withdrawn",
        source=source,
        text_version=item.text_version,
        decided_at=now,
        expires_at=expiry(item.purpose, now, item.expires_at) if item.given else None,
        actor_kind=identity.actor.kind,
        actor_id=identity.actor.id,
    )


def _current(entries: Iterable[ConsentEntry], *, now: datetime) -> list[ConsentOut]:
    kept: dict[tuple[str, str], list[ConsentEntry]] = {}
    for entry in entries:
        kept.setdefault((entry.purpose, entry.channel), []).append(entry)
    items = []
    for _, decisions in sorted(kept.items()):
        newest, holds = decisions[-1], standing(decisions, now=now)
        items.append(
            ConsentOut(
                purpose=newest.purpose,
                channel=newest.channel,
                allowed=holds.allowed,
                because=holds.because,
                decided_at=newest.decided_at,
                source=newest.source,
                text_version=newest.text_version,
                expires_at=newest.expires_at,
            )
        )
    return items
