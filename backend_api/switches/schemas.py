"""What a customer is told about supplier switches."""

from datetime import date
from typing import Literal
from uuid import UUID

from backend_api.schemas import Schema
from backend_api.service_points.schemas import CommodityName
from backend_api.switches.models import BlockerCode, NextStepCode, ReasonCode, SwitchStage


class SwitchBrief(Schema):
    """What may be known from a confirmed address alone: where it stands, without personal detail."""

    id: UUID
    """Stable id."""
    service_point_id: UUID
    """The metering point that changes its supplier."""
    service_point_name: str | None
    """What the customer calls it; null below `verified`."""
    direction: Literal["incoming", "outgoing"]
    """`incoming`: to us; `outgoing`: away from us."""
    stage: SwitchStage
    """Where it is now, of ten stages; the sixth is `accepted` or `rejected`."""
    position: int
    """1 to 10."""
    total: int
    """Always 10."""
    expected_on: date | None
    """When the next stage is expected."""
    waiting_for: Literal["customer", "supplier", "grid_operator", "old_supplier"] | None
    """Who has to act next; null when nobody."""


class StageEntry(Schema):
    """A stage that was reached."""

    stage: SwitchStage
    """Which one."""
    on: date
    """When."""


class SwitchDetail(SwitchBrief):
    """Everything about one switch."""

    commodity: CommodityName
    """`electricity` or `gas`."""
    stage_since_on: date
    """Since when it is in this stage."""
    history: list[StageEntry]
    """The stages it reached, in order."""
    start_on: date | None
    """First day of supply by the new supplier, once it is known."""
    counterpart: str | None
    """The other supplier's name."""
    reason_code: ReasonCode | None
    """Why it was rejected; null otherwise."""
    blocker_code: BlockerCode | None
    """What holds it up; null when nothing does."""
    next_step_code: NextStepCode
    """What comes next."""


class SwitchList(Schema):
    """The customer's supplier switches."""

    items: list[SwitchDetail | SwitchBrief]
    """By name of the service point; in brief below `verified`."""
    total: int
    """How many there are."""
