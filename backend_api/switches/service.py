"""The customer's supplier switches: in brief for a confirmed address, in full for a verified customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.contracts import repository as contracts
from backend_api.contracts import withdrawal
from backend_api.errors import NotFoundError
from backend_api.security import Identity, Level
from backend_api.switches import repository, steps
from backend_api.switches.models import REASON_CODES, STAGE_POSITIONS
from backend_api.switches.national import mapping_of
from backend_api.switches.schemas import (
    MessageEntry,
    Rejection,
    StageEntry,
    SwitchBrief,
    SwitchDetail,
    SwitchList,
    SwitchRecord,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.clock import Clock
    from backend_api.switches.models import SupplierSwitch, SwitchMessage

STAGES_TOTAL = 10


async def list_own(
    session: AsyncSession, identity: Identity, service_point_id: UUID | None, *, clock: Clock
) -> SwitchList:
    """All of them, or that of one service point; none for a point of somebody else."""
    switches = await repository.list_own(session, identity, service_point_id)
    if identity.level >= Level.VERIFIED:
        return SwitchList(items=[SwitchDetail(**_detail(switch, clock)) for switch in switches], total=len(switches))
    return SwitchList(items=[SwitchBrief(**_brief(switch)) for switch in switches], total=len(switches))


async def describe(session: AsyncSession, identity: Identity, switch_id: UUID, *, clock: Clock) -> SwitchRecord:
    """One request with its messages and what the customer can do about it; raises NotFoundError."""
    switch = await repository.find_own(session, identity, switch_id)
    if switch is None:
        raise NotFoundError
    return await record(session, switch, clock=clock)


async def record(session: AsyncSession, switch: SupplierSwitch, *, clock: Clock) -> SwitchRecord:
    """Everything about a request that passed the gate."""
    replaced_by = await repository.corrected_by(session, switch.id)
    log = await repository.messages(session, switch.id)
    return SwitchRecord(
        **_detail(switch, clock),
        corrected_by_id=replaced_by,
        can_correct=replaced_by is None and steps.can_correct(switch),
        can_wait=replaced_by is None and steps.can_wait(switch),
        can_withdraw=await may_withdraw(session, switch, clock=clock),
        messages=_log(switch, log),
    )


async def may_withdraw(session: AsyncSession, switch: SupplierSwitch, *, clock: Clock) -> bool:
    """Whether the customer may give a request up, by its stage or by the right that a new contract comes with."""
    is_fresh = withdrawal.can_withdraw(
        customer_kind=await contracts.kind_of_customer(session, switch.customer_id),
        signed_on=clock.day_of(switch.order.placed_at),
        country=switch.service_point.country,
        today=clock.today(),
    )
    return steps.can_withdraw(switch, is_fresh=is_fresh)


def _brief(switch: SupplierSwitch) -> dict[str, Any]:
    return {
        "id": switch.id,
        "service_point_id": switch.service_point_id,
        "service_point_name": None,
        "direction": switch.direction,
        "stage": switch.order.state,
        "position": _position(switch),
        "total": STAGES_TOTAL,
        "expected_on": switch.expected_on,
        "waiting_for": switch.order.waiting_for,
    }


def _position(switch: SupplierSwitch) -> int:
    """Where it stands in the ten; for a request that was given up where it stood last."""
    reached = [entry.state for entry in switch.order.history if entry.state in STAGE_POSITIONS]
    last = switch.order.state if switch.order.state in STAGE_POSITIONS else reached[-1] if reached else "signed"
    return STAGE_POSITIONS[last]


def _detail(switch: SupplierSwitch, clock: Clock) -> dict[str, Any]:
    order, point = switch.order, switch.service_point
    history = [
        StageEntry(stage=entry.state, on=clock.day_of(entry.entered_at))
        for entry in order.history
        if entry.state in STAGE_POSITIONS
    ]
    return _brief(switch) | {
        "service_point_name": point.name,
        "commodity": point.commodity,
        "stage_since_on": clock.day_of(order.state_since_at),
        "history": history,
        "start_on": switch.start_on,
        "counterpart": switch.counterpart,
        "reason_code": switch.reason_code if switch.reason_code in REASON_CODES else None,
        "blocker_code": order.blocker_code,
        "next_step_code": switch.next_step_code,
        "rejection": _rejection(switch),
        "order_number": order.number,
        "corrects_id": switch.corrects_id,
    }


def _rejection(switch: SupplierSwitch) -> Rejection | None:
    if switch.reason_code is None:
        return None
    named = mapping_of(switch.service_point.country).reason(switch.national_reason or "")
    return Rejection(
        code=switch.reason_code,
        national_code=switch.national_reason,
        national_name=None if named is None else named.name,
        other_contract_ends_on=switch.other_contract_ends_on,
    )


def _log(switch: SupplierSwitch, log: Sequence[SwitchMessage]) -> list[MessageEntry]:
    mapping = mapping_of(switch.service_point.country)
    entries = []
    for entry in log:
        named = mapping.message(entry.code)
        entries.append(
            MessageEntry(
                reference=entry.reference,
                code=entry.code,
                name=entry.code if named is None else named.name,
                happened_on=entry.happened_on,
                stage=entry.stage,
            )
        )
    return entries
