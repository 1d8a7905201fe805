"""Staff decide whether a point without an id is a customer's; until then the customer never hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.billing_systems import matching, repository, storing
from backend_api.billing_systems.errors import CandidateDecidedError, CandidateUnplacedError, PointInUseError
from backend_api.billing_systems.models import BillingPoint, MatchCandidate, MatchDecision
from backend_api.billing_systems.port import PointRecord
from backend_api.billing_systems.schemas import (
    BillingSystemList,
    BillingSystemOut,
    MatchCandidateList,
    MatchCandidateOut,
    MatchDecisionOut,
)
from backend_api.database import new_id
from backend_api.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.billing_systems.models import CandidateState
    from backend_api.billing_systems.refreshing import JoinedSystems
    from backend_api.billing_systems.schemas import MatchDecisionIn

MOST_LISTED = 200
"""One person decides on a few dozen a day; the oldest come first."""


def list_systems(systems: JoinedSystems) -> BillingSystemList:
    """The configured systems and how this process gets on with them."""
    items = [
        BillingSystemOut(
            name=asker.system.name,
            title=asker.system.title,
            breaker=asker.breaker.state,
            failures=asker.breaker.failures,
            dropped_records=asker.dropped,
        )
        for asker in systems.askers
    ]
    return BillingSystemList(items=items, total=len(items))


async def list_candidates(session: AsyncSession, state: CandidateState) -> MatchCandidateList:
    """Candidates in a state, the oldest first."""
    found = await repository.list_candidates(session, state, MOST_LISTED)
    decisions = await repository.decisions_on(session, [candidate.id for candidate, _ in found])
    items = [_out(candidate, name, decisions) for candidate, name in found]
    return MatchCandidateList(items=items, total=len(items))


async def decide(
    session: AsyncSession, decided_by: UUID, candidate_id: UUID, wanted: MatchDecisionIn, *, now: datetime
) -> MatchCandidateOut:
    """Accept or reject, with the proof; a later decision takes an earlier one back.

    Raises:
        NotFoundError: There is no such candidate.
        CandidateDecidedError: The same was decided before.
        CandidateUnplacedError: It cannot be accepted, because nothing says which point it is.
        PointInUseError: An accepted one cannot be taken back any more.
    """
    candidate = await repository.find_candidate(session, candidate_id)
    if candidate is None:
        raise NotFoundError
    state: CandidateState = "accepted" if wanted.decision == "accept" else "rejected"
    if candidate.state == state:
        raise CandidateDecidedError
    if state == "accepted":
        await _show(session, candidate, now)
    elif candidate.state == "accepted":
        await _withdraw(session, candidate)
    candidate.state = state
    decisions = list(await repository.decisions_on(session, [candidate.id]))
    decision = MatchDecision(
        id=new_id(),
        candidate_id=candidate.id,
        position=len(decisions) + 1,
        decision=wanted.decision,
        proof_note=wanted.proof_note,
        decided_by=decided_by,
        decided_at=now,
    )
    session.add(decision)
    await session.flush()
    name = await repository.customer_name(session, candidate.customer_id)
    return _out(candidate, name, [*decisions, decision])


async def _show(session: AsyncSession, candidate: MatchCandidate, now: datetime) -> None:
    """From the record that staff saw; the next question to the system brings balance and use."""
    record = PointRecord.model_validate(candidate.record)
    points = await repository.service_points_of(session, candidate.customer_id)
    place = matching.same_point(record, [storing.known_point(point) for point in points])
    if place is not None:
        service_point_id = place.id
    elif record.identifier is None:
        raise CandidateUnplacedError
    else:
        made = storing.new_service_point(record, candidate.customer_id, candidate.source)
        session.add(made)
        await session.flush()
        service_point_id = made.id
    row = BillingPoint(
        id=new_id(),
        customer_id=candidate.customer_id,
        service_point_id=service_point_id,
        source=candidate.source,
        source_id=candidate.source_id,
        as_of=candidate.as_of,
        seen_at=now,
    )
    storing.fill_point(row, record, None)
    session.add(row)


async def _withdraw(session: AsyncSession, candidate: MatchCandidate) -> None:
    row = await repository.find_point(session, candidate)
    if row is None:
        return
    service_point_id = row.service_point_id
    await repository.remove_points(session, [row.id])
    if not await repository.remove_unknown_service_point(session, service_point_id):
        raise PointInUseError


def _out(candidate: MatchCandidate, customer_name: str, decisions: Sequence[MatchDecision]) -> MatchCandidateOut:
    record = PointRecord.model_validate(candidate.record)
    return MatchCandidateOut(
        id=candidate.id,
        customer_id=candidate.customer_id,
        customer_name=customer_name,
        source=candidate.source,
        source_id=candidate.source_id,
        owner_name=record.owner_name,
        name=record.name,
        address=f"{record.street} {record.house_number}, {record.postcode} {record.city}",
        commodity=record.commodity,
        identifier=record.identifier,
        meter_number=record.meter_number,
        likeness=candidate.likeness,
        same_address=candidate.same_address,
        state=candidate.state,
        as_of=candidate.as_of,
        found_at=candidate.found_at,
        decisions=[
            MatchDecisionOut.model_validate(decision) for decision in decisions if decision.candidate_id == candidate.id
        ],
    )
