"""Writes down what the systems said about one customer, joined to the points in our books."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from backend_api.billing_systems import matching, repository
from backend_api.billing_systems.matching import KnownPoint
from backend_api.billing_systems.models import BillingCheck, BillingMonthUse, BillingPoint, MatchCandidate
from backend_api.customers.models import Customer
from backend_api.database import new_id
from backend_api.service_points.models import Line, MeteringPoint, ServicePoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_api.billing_systems.asking import Asked
    from backend_api.billing_systems.port import Answer, BalanceRecord, PointRecord
    from backend_api.security import Identity


@dataclass
class Books:
    """What is on record about one customer before the answers are written down."""

    session: AsyncSession
    customer: Customer
    now: datetime
    since_on: date
    """Use before this month is not kept."""
    checks: dict[str, BillingCheck]
    points: dict[tuple[str, str], BillingPoint]
    uses: dict[UUID, dict[date, BillingMonthUse]]
    candidates: dict[tuple[str, str], MatchCandidate]
    known: list[KnownPoint]
    seen: set[tuple[str, str]] = field(default_factory=set)
    """Records of these answers, by source and source id."""
    unplaced: set[str] = field(default_factory=set)
    """Systems with a record that fits no point and has no identifier to make one of."""


async def store(
    session: AsyncSession,
    identity: Identity,
    customer: Customer,
    asked: Sequence[Asked],
    *,
    now: datetime,
    since_on: date,
) -> None:
    """Write down all answers; of a system that was missing, only that it was."""
    books = await _open(session, identity, customer, now, since_on)
    answers = [(one.source, one.answer) for one in asked if one.answer is not None]
    records = [(source, answer, record) for source, answer in answers for record in answer.points]
    for source, answer, record in sorted(records, key=lambda entry: entry[2].identifier is None):
        await _store_point(books, source, answer, record)
    await session.flush()
    for source, answer in answers:
        _store_uses(books, source, answer)
        _store_candidates(books, source, answer)
    for one in asked:
        complete = one.outcome == "answered" and one.source not in books.unplaced
        if complete:
            await _forget_unseen(books, one)
        _store_check(books, one, complete=complete)
    await session.flush()


async def _open(session: AsyncSession, identity: Identity, customer: Customer, now: datetime, since_on: date) -> Books:
    uses: dict[UUID, dict[date, BillingMonthUse]] = {}
    for use in await repository.own_uses(session, identity):
        uses.setdefault(use.billing_point_id, {})[use.month_on] = use
    return Books(
        session=session,
        customer=customer,
        now=now,
        since_on=since_on,
        checks={check.source: check for check in await repository.own_checks(session, identity)},
        points={(row.source, row.source_id): row for row in await repository.own_points(session, identity)},
        uses=uses,
        candidates={(row.source, row.source_id): row for row in await repository.own_candidates(session, identity)},
        known=[known_point(point) for point in await repository.own_service_points(session, identity)],
    )


def known_point(point: ServicePoint) -> KnownPoint:
    """A point in our books, as matching sees it."""
    return KnownPoint(
        id=point.id,
        scheme=point.scheme,
        identifier=point.identifier,
        commodity=point.commodity,
        meter_number=point.meter_number,
        street=point.street,
        house_number=point.house_number,
        postcode=point.postcode,
    )


def new_service_point(record: PointRecord, customer_id: UUID, source: str) -> ServicePoint:
    """A point that only a billing system knew, for our books; the record must have an identifier."""
    make = Line if record.scheme == "line" else MeteringPoint
    return make(
        id=new_id(),
        customer_id=customer_id,
        origin=source,
        state="active",
        melo_ids=list(record.melo_ids),
        **record.model_dump(
            include={
                "scheme", "identifier", "commodity", "name", "street", "house_number", "postcode", "city", "country",
                "meter_number", "grid_operator",
            }
        ),
    )  # fmt: skip


def fill_point(row: BillingPoint, record: PointRecord, balance: BalanceRecord | None) -> None:
    """Take over what the system says about contract, meter and balance."""
    row.tariff, row.contract_number = record.tariff, record.contract_number
    row.meter_number, row.grid_operator = record.meter_number, record.grid_operator
    row.open_amount = None if balance is None else balance.open_amount
    row.currency = None if balance is None else balance.currency
    row.open_invoices = None if balance is None else balance.open_invoices


async def _store_point(books: Books, source: str, answer: Answer, record: PointRecord) -> None:
    place = matching.same_point(record, books.known)
    if place is None:
        if record.identifier is None:
            books.unplaced.add(source)
            return
        made = new_service_point(record, books.customer.id, source)
        books.session.add(made)
        await books.session.flush()
        place = known_point(made)
        books.known.append(place)
    key = (source, record.source_id)
    row = books.points.get(key)
    if row is None:
        row = BillingPoint(id=new_id(), customer_id=books.customer.id, source=source, source_id=record.source_id)
        books.points[key] = row
        books.session.add(row)
    row.service_point_id, row.as_of, row.seen_at = place.id, answer.as_of, books.now
    balances = {balance.source_id: balance for balance in answer.balances}
    fill_point(row, record, balances.get(record.source_id))
    books.seen.add(key)


def _store_uses(books: Books, source: str, answer: Answer) -> None:
    """Only months that changed are written."""
    for use in answer.uses:
        row = books.points.get((source, use.source_id))
        if row is None or (source, use.source_id) not in books.seen or use.month_on < books.since_on:
            continue
        months = books.uses.setdefault(row.id, {})
        stored = months.get(use.month_on)
        if stored is None:
            months[use.month_on] = BillingMonthUse(
                billing_point_id=row.id, month_on=use.month_on, amount=use.amount, unit=use.unit
            )
            books.session.add(months[use.month_on])
        elif (stored.amount, stored.unit) != (use.amount, use.unit):
            stored.amount, stored.unit = use.amount, use.unit


def _store_candidates(books: Books, source: str, answer: Answer) -> None:
    customer = books.customer
    name = f"{customer.first_name or ''} {customer.name}".strip()
    for record in answer.alike:
        alike = matching.likeness(name, record.owner_name)
        same_address = matching.has_address(record, books.known)
        if not matching.worth_a_look(alike, same_address=same_address, company=customer.kind == "company"):
            continue
        key = (source, record.source_id)
        row = books.candidates.get(key)
        if row is None:
            row = MatchCandidate(
                id=new_id(), customer_id=customer.id, source=source, source_id=record.source_id, found_at=books.now
            )
            row.state = "open"
            books.session.add(row)
        if row.state == "open":
            row.record, row.as_of = record.model_dump(mode="json"), answer.as_of
            row.likeness, row.same_address = alike, same_address
        books.seen.add(key)


async def _forget_unseen(books: Books, asked: Asked) -> None:
    """After a whole answer, what it does not hold any more is gone there."""
    gone = [row.id for key, row in books.points.items() if key[0] == asked.source and key not in books.seen]
    await repository.remove_points(books.session, gone)
    stale = [
        row.id
        for key, row in books.candidates.items()
        if key[0] == asked.source and key not in books.seen and row.state == "open"
    ]
    await repository.remove_candidates(books.session, stale)
    said = {(use.source_id, use.month_on) for use in asked.answer.uses} if asked.answer else set()
    for key, row in books.points.items():
        if key[0] == asked.source and key in books.seen:
            for month_on, use in books.uses.get(row.id, {}).items():
                if (row.source_id, month_on) not in said:
                    await books.session.delete(use)


def _store_check(books: Books, asked: Asked, *, complete: bool) -> None:
    row = books.checks.get(asked.source)
    if row is None:
        row = BillingCheck(customer_id=books.customer.id, source=asked.source)
        books.session.add(row)
    row.asked_at = books.now
    row.outcome = "wrong" if asked.outcome == "answered" and not complete else asked.outcome
    row.missing_since = None if complete else row.missing_since or books.now
