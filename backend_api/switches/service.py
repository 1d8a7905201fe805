"""The customer's supplier switches: in brief for a confirmed address, in full for a verified customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.security import Identity, Level
from backend_api.switches import repository
from backend_api.switches.models import STAGE_POSITIONS
from backend_api.switches.schemas import StageEntry, SwitchBrief, SwitchDetail, SwitchList

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.switches.models import SupplierSwitch

STAGES_TOTAL = 10


async def list_own(session: AsyncSession, identity: Identity, service_point_id: UUID | None) -> SwitchList:
    """All of them, or that of one service point; none for a point of somebody else."""
    switches = await repository.list_own(session, identity, service_point_id)
    show = _detail if identity.level >= Level.VERIFIED else _brief
    return SwitchList(items=[show(switch) for switch in switches], total=len(switches))


def _brief(switch: SupplierSwitch) -> SwitchBrief:
    return SwitchBrief(
        id=switch.id,
        service_point_id=switch.service_point_id,
        service_point_name=None,
        direction=switch.direction,
        stage=switch.stage,
        position=STAGE_POSITIONS[switch.stage],
        total=STAGES_TOTAL,
        expected_on=switch.expected_on,
        waiting_for=switch.waiting_for,
    )


def _detail(switch: SupplierSwitch) -> SwitchBrief:
    known = dict(_brief(switch)) | {"service_point_name": switch.service_point.name}
    history = [StageEntry(stage=entry.stage, on=entry.entered_on) for entry in switch.history]
    return SwitchDetail(
        **known,
        commodity=switch.service_point.commodity,
        stage_since_on=history[-1].on,
        history=history,
        start_on=switch.start_on,
        counterpart=switch.counterpart,
        reason_code=switch.reason_code,
        blocker_code=switch.blocker_code,
        next_step_code=switch.next_step_code,
    )
