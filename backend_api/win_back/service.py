"""Notices of leaving as customers see them, and what came of them as staff see it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from backend_api.errors import NotFoundError, PeriodInvalidError
from backend_api.offers import repository as offers
from backend_api.offers.permission import require_may_end
from backend_api.offers.service import with_text
from backend_api.orders import service as orders
from backend_api.security import Level
from backend_api.win_back import counter_offers, notices, repository
from backend_api.win_back.errors import RuleExistsError
from backend_api.win_back.models import WinBackRule
from backend_api.win_back.schemas import (
    CounterOfferOut,
    NoticeList,
    NoticeOut,
    ReasonFigures,
    RuleList,
    RuleOut,
    WinBackFigures,
)

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.clock import Clock
    from backend_api.offers.asked import Asked
    from backend_api.offers.models import Offer
    from backend_api.security import Identity
    from backend_api.win_back.models import WinBackCase
    from backend_api.win_back.schemas import CaseResult, NoticeIn, ReasonIn, RuleIn

_TENTH = Decimal("0.1")
_LONGEST_DAYS = 3 * 366


async def give_notice(
    session: AsyncSession, identity: Identity, contract_id: UUID, wanted: NoticeIn, asked: Asked
) -> NoticeOut:
    """Take a notice and give its receipt; see ``notices.give`` for refusals."""
    case = await notices.give(session, identity, contract_id, wanted, asked)
    return await _out(session, case, today=asked.today)


async def list_own(session: AsyncSession, identity: Identity, *, today: date) -> NoticeList:
    """All of the customer's notices, newest first."""
    items = [await _out(session, case, today=today) for case in await repository.list_own(session, identity)]
    return NoticeList(items=items, total=len(items))


async def describe(session: AsyncSession, identity: Identity, case_id: UUID, *, today: date) -> NoticeOut:
    """One of the customer's notices; raises NotFoundError."""
    case = await repository.find_own(session, identity, case_id)
    if case is None:
        raise NotFoundError
    return await _out(session, case, today=today)


async def name_reason(
    session: AsyncSession, identity: Identity, case_id: UUID, wanted: ReasonIn, *, now: datetime, clock: Clock
) -> NoticeOut:
    """Write down why the customer leaves; raises NotFoundError."""
    identity.require(Level.VERIFIED)
    case = await repository.locked_own(session, identity, case_id)
    if case is None:
        raise NotFoundError
    case.reason = wanted.reason
    await session.flush()
    return await _out(session, case, today=clock.day_of(now))


async def ask_for_counter_offer(
    session: AsyncSession, identity: Identity, case_id: UUID, *, now: datetime, clock: Clock
) -> CounterOfferOut:
    """What may be offered to the customer, once; raises NotFoundError."""
    case, offer = await counter_offers.ask(session, identity, case_id, now=now, clock=clock)
    told = None if offer is None else await with_text(session, offer, clock.day_of(now))
    return CounterOfferOut(notice_id=case.id, offer=told)


async def take_back(
    session: AsyncSession, identity: Identity, case_id: UUID, *, now: datetime, clock: Clock
) -> NoticeOut:
    """The customer takes the notice back, without a counter-offer: the contract goes on as it was.

    Raises:
        IdentityLevelTooLowError: It needs a fresh code bound to ``contract:<id>`` of the contract.
        NotFoundError: The customer gave no such notice.
        OrderMoveRefusedError: Supply has ended, or it was taken back before.
    """
    identity.require(Level.VERIFIED)
    case = await repository.find_own(session, identity, case_id)
    if case is None:
        raise NotFoundError
    identity.require_fresh(f"contract:{case.contract_id}")
    await require_may_end(session, identity)
    await orders.move(session, case.order, "taken_back", actor=identity.actor, now=now, reason="customer_stays")
    return await _out(session, case, today=clock.day_of(now))


async def list_rules(session: AsyncSession) -> RuleList:
    """All rules with how often they were used."""
    uses = await repository.uses(session)
    items = [_rule(rule, uses.get(rule.id, 0)) for rule in await repository.rules(session)]
    return RuleList(items=items, total=len(items))


async def add_rule(session: AsyncSession, wanted: RuleIn) -> RuleOut:
    """Allow a counter-offer; raises RuleExistsError."""
    rule = WinBackRule(**wanted.model_dump())
    if not await repository.add_rule(session, rule):
        raise RuleExistsError
    return _rule(rule, 0)


async def figures(session: AsyncSession, from_on: date, to_on: date) -> WinBackFigures:
    """How many left, why, and how many stayed; raises PeriodInvalidError."""
    if not 0 <= (to_on - from_on).days < _LONGEST_DAYS:
        raise PeriodInvalidError
    counted = await repository.count(
        session,
        datetime.combine(from_on, time(), UTC),
        datetime.combine(to_on + timedelta(days=1), time(), UTC),
    )
    reasons = [ReasonFigures.model_validate(entry) for entry in counted]
    notices_in = sum(entry.notices for entry in counted)
    kept = sum(entry.taken_back for entry in counted)
    return WinBackFigures(
        from_on=from_on,
        to_on=to_on,
        notices=notices_in,
        taken_back=kept,
        win_back_percent=_share(kept, notices_in),
        offer_percent=_share(sum(entry.accepted for entry in counted), sum(entry.offered for entry in counted)),
        reasons=sorted(reasons, key=lambda entry: (-entry.notices, entry.reason or "")),
    )


def _share(part: int, whole: int) -> Decimal:
    return Decimal(0) if whole == 0 else (Decimal(100) * part / whole).quantize(_TENTH)


def _rule(rule: WinBackRule, uses: int) -> RuleOut:
    values: dict[str, Any] = {name: getattr(rule, name) for name in RuleOut.model_fields if name != "uses"}
    return RuleOut(**values, uses=uses)


async def _out(session: AsyncSession, case: WinBackCase, *, today: date) -> NoticeOut:
    offer = None if case.offer_id is None else await offers.find(session, case.offer_id)
    details = case.order.details
    return NoticeOut(
        id=case.id,
        receipt_number=case.order.number,
        received_at=case.received_at,
        contract_id=case.contract_id,
        contract_number=case.contract.number,
        ends_on=date.fromisoformat(details["ends_on"]),
        right=details.get("notice", "ordinary"),
        reason=case.reason,
        state=case.order.state,
        can_ask_for_counter_offer=await counter_offers.possible(session, case, today=today),
        result=_result(case, offer),
    )


def _result(case: WinBackCase, offer: Offer | None) -> CaseResult:
    """What came of it, from its order and its counter-offer."""
    if offer is not None and offer.acceptance is not None and offer.acceptance.withdrawn_at is None:
        return "accepted"
    if case.order.state == "taken_back":
        return "taken_back"
    if offer is not None:
        return "declined" if offer.declined_at is not None else "offered"
    if case.order.outcome != "open":
        return "leaving"
    return "not_asked" if case.asked_at is None else "none_allowed"
