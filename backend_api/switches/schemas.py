"""What is told about supplier switches, and what comes in about them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.contracts.schemas import Day, Words
from backend_api.schemas import Schema
from backend_api.service_points.schemas import CommodityName
from backend_api.switches.models import (
    BlockerCode,
    NextStepCode,
    ReasonCode,
    RejectionCode,
    SwitchStage,
    SwitchState,
    WaitingFor,
)

Reference = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[ -~]+$")]
NationalCode = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[ -~]+$")]


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


class Rejection(Schema):
    """Why the grid operator or the old supplier said no."""

    code: RejectionCode
    """The neutral reason."""
    national_code: str | None
    """The country's own code for it; null when none was named."""
    national_name: str | None
    """What the country's rules call it, in the country's language."""
    other_contract_ends_on: date | None
    """Last day of the contract that is still running elsewhere, when its supplier named it."""


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
    """Why it was rejected, when it is one of these reasons; `rejection` has all of them."""
    blocker_code: BlockerCode | None
    """What holds it up; null when nothing does."""
    next_step_code: NextStepCode
    """What comes next."""
    rejection: Rejection | None = None
    """Why it was rejected; null when it is not."""
    order_number: str | None = None
    """The order that owns it."""
    corrects_id: UUID | None = None
    """The rejected request it takes the place of."""


class SwitchList(Schema):
    """The customer's supplier switches."""

    items: list[SwitchDetail | SwitchBrief]
    """By name of the service point; in brief below `verified`. Requests that were given up or replaced are left out."""
    total: int
    """How many there are."""


class MessageEntry(Schema):
    """One market message or step about a switch."""

    reference: str
    """The sender's own number."""
    code: str
    """The national code, or one of our own steps."""
    name: str
    """What the country's rules call it."""
    happened_on: date
    """The day it is about."""
    stage: SwitchStage | None
    """The stage it led to; null when it moved nothing."""


class SwitchRecord(SwitchDetail):
    """One request with its messages, also when it was given up or replaced."""

    stage: SwitchState  # type: ignore[assignment]
    """Where it is now; `withdrawn` when it was given up or replaced by a corrected request."""
    corrected_by_id: UUID | None
    """The request that took its place."""
    can_correct: bool
    """Whether a corrected request can be sent now."""
    can_wait: bool
    """Whether waiting for the end of another contract can be chosen now."""
    can_withdraw: bool
    """Whether the customer can give it up now."""
    messages: list[MessageEntry]
    """What came in and went out, oldest first."""


class MessageIn(Schema):
    """A market message about a switch, or a step of our own."""

    model_config = ConfigDict(extra="forbid")

    reference: Reference
    """The sender's own number of the message; the same again has no second effect."""
    code: NationalCode
    """The national code, such as `55002`, or a step of ours, such as `own.authority_checked`."""
    reason: NationalCode | None = None
    """With a rejection: the national reason, such as `Z12` or `E_0624/A35`."""
    happened_on: Day | None = None
    """The day it is about; today when it is left out."""
    start_on: Day | None = None
    """First day of supply by the new supplier, when the message names it."""
    other_contract_ends_on: Day | None = None
    """The day with which another contract can end, when the message names it."""


class MessageOut(Schema):
    """What a message did."""

    switch_id: UUID
    """The switch."""
    order_number: str
    """Its order."""
    moved: bool
    """Whether it moved the switch; an old or unexpected message is kept in the log only."""
    stage: SwitchState
    """Where the switch is now."""
    waiting_for: WaitingFor | None
    """Who has to act next."""
    expected_on: date | None
    """When the next stage is expected."""
    reason_code: RejectionCode | None
    """Why it was rejected; null otherwise."""
    next_step_code: NextStepCode
    """What the customer can do."""


class OutgoingIn(MessageIn):
    """A message of the market that a customer leaves us at a metering point."""

    scheme: Literal["malo", "ppe"]
    """Which rules the identifier follows."""
    identifier: Annotated[str, Field(min_length=11, max_length=18, pattern="^[0-9]+$")]
    """MaLo-ID or PPE code."""
    counterpart: Words | None = None
    """The new supplier's name."""


class CorrectionIn(Schema):
    """What is put right in a rejected request."""

    model_config = ConfigDict(extra="forbid")

    meter_number: Annotated[str | None, Field(min_length=4, max_length=40, pattern=r"^[0-9A-Za-z \-./]+$")] = None
    """The number as it is printed on the meter."""
    authority_document_id: UUID | None = None
    """The signed authority, as a document that was handed in."""


class DueSteps(Schema):
    """What the scheduler moved on."""

    moved: int
    """How many switches."""
    more: bool
    """Whether there may be more; ask again then."""
    at: datetime
    """As of when."""


class DueIn(Schema):
    """How much to do in one go."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=1000)] = 500
    """At most so many."""
