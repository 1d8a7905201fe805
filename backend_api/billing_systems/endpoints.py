"""Billing systems and points that may be a customer's, over HTTP; for staff only."""

from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse

from backend_api.billing_systems import reviewing
from backend_api.billing_systems.errors import CandidateDecidedError, CandidateUnplacedError, PointInUseError
from backend_api.billing_systems.schemas import (
    BillingSystemList,
    MatchCandidateList,
    MatchCandidateOut,
    MatchDecisionIn,
)
from backend_api.dependencies import BillingSystems, Once, ReadingSession, staff
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.parameters import PathId
from backend_api.security import Identity

router = APIRouter(tags=["billing systems"])

Reviewer = Annotated[Identity, Depends(staff("back_office", "team_lead"))]
Operator = Annotated[Identity, Depends(staff("back_office", "team_lead", "it"))]


@router.get("/billing-systems", responses=refusals(RoleMissingError))
async def list_billing_systems(operator: Operator, systems: BillingSystems) -> BillingSystemList:
    """The billing systems and how this process gets on with them; for back office, team leads and IT."""
    del operator
    return reviewing.list_systems(systems)


@router.get("/match-candidates", responses=refusals(RoleMissingError))
async def list_match_candidates(
    session: ReadingSession,
    reviewer: Reviewer,
    state: Annotated[
        Literal["open", "accepted", "rejected"], Query(description="Which ones; `open` waits for a decision.")
    ] = "open",
) -> MatchCandidateList:
    """Points without a tax or personal id that look like a customer's; for back office and team leads."""
    del reviewer
    return await reviewing.list_candidates(session, state)


@router.post(
    "/match-candidates/{item_id}/decisions",
    status_code=201,
    response_model=MatchCandidateOut,
    responses=refusals(
        RoleMissingError,
        NotFoundError,
        CandidateDecidedError,
        CandidateUnplacedError,
        PointInUseError,
        IdempotencyKeyMissingError,
        IdempotencyKeyReusedError,
    ),
)
async def decide_on_match_candidate(
    reviewer: Reviewer, candidate_id: PathId, decision: MatchDecisionIn, once: Once
) -> JSONResponse:
    """Accept a candidate as the customer's, or reject it; logged with the proof. For back office and team leads."""
    by = reviewer.require_staff("back_office", "team_lead")
    return await once(partial(reviewing.decide, once.session, by, candidate_id, decision, now=once.now))
