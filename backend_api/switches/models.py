"""Tables of supplier switches: details of the order that owns stage and history, and the log of market messages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of
from backend_api.orders.models import Order
from backend_api.service_points.models import ServicePoint

SwitchStage = Literal[
    "signed",
    "cooling_off",
    "authority_checked",
    "old_contract_ended",
    "sent_to_grid_operator",
    "accepted",
    "rejected",
    "date_fixed",
    "active",
    "first_reading",
    "old_supplier_final_bill",
]
SwitchState = Literal[
    "signed",
    "cooling_off",
    "authority_checked",
    "old_contract_ended",
    "sent_to_grid_operator",
    "accepted",
    "rejected",
    "date_fixed",
    "active",
    "first_reading",
    "old_supplier_final_bill",
    "withdrawn",
]
"""The stages, and that the request was given up or replaced by a corrected one."""
SwitchDirection = Literal["incoming", "outgoing"]
WaitingFor = Literal["customer", "supplier", "grid_operator", "old_supplier"]
ReasonCode = Literal["meter_number_mismatch", "unknown_metering_point", "other_contract_running", "address_mismatch"]
"""The reasons that customers are told in words of their own."""
RejectionCode = Literal[
    "meter_number_mismatch",
    "unknown_metering_point",
    "other_contract_running",
    "address_mismatch",
    "other_request_running",
    "authority_invalid",
    "no_contract",
    "too_late",
    "not_allowed",
    "other",
]
"""Every neutral reason that a national one is mapped to."""
BlockerCode = Literal["authority_missing", "waiting_grid_operator", "old_contract_running", "correction_needed"]
NextStepCode = Literal[
    "none",
    "wait",
    "send_authority",
    "correct_meter_number",
    "choose_wait_or_withdraw",
    "send_first_reading",
    "check_final_bill",
]

STAGE_POSITIONS: dict[SwitchStage, int] = {
    "signed": 1,
    "cooling_off": 2,
    "authority_checked": 3,
    "old_contract_ended": 4,
    "sent_to_grid_operator": 5,
    "accepted": 6,
    "rejected": 6,
    "date_fixed": 7,
    "active": 8,
    "first_reading": 9,
    "old_supplier_final_bill": 10,
}
"""Where each stage stands in the ten; the sixth is either of two."""
STAGES: tuple[SwitchStage, ...] = tuple(STAGE_POSITIONS)
REASON_CODES: tuple[ReasonCode, ...] = (
    "meter_number_mismatch",
    "unknown_metering_point",
    "other_contract_running",
    "address_mismatch",
)
_REJECTIONS = (
    *REASON_CODES,
    "other_request_running",
    "authority_invalid",
    "no_contract",
    "too_late",
    "not_allowed",
    "other",
)
_NEXT_STEPS = (
    "none",
    "wait",
    "send_authority",
    "correct_meter_number",
    "choose_wait_or_withdraw",
    "send_first_reading",
    "check_final_bill",
)


class SupplierSwitch(Base):
    """One request to change the supplier of a metering point; its stage is the state of its order.

    Who has to act and what holds it up are on the order as well.
    """

    __tablename__ = "supplier_switches"
    __table_args__ = (
        Index(None, "customer_id"),
        Index(None, "service_point_id"),
        one_of("direction", ("incoming", "outgoing")),
        one_of("reason_code", _REJECTIONS, nullable=True),
        one_of("next_step_code", _NEXT_STEPS),
        CheckConstraint("corrects_id IS NULL OR corrects_id <> id", name="corrects"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"), unique=True)
    """The order of kind ``supplier_switch``; it owns the state."""
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Whose switch."""
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id"))
    """The metering point that changes its supplier."""
    direction: Mapped[SwitchDirection] = mapped_column(String(10))
    """``incoming``: to us; ``outgoing``: away from us."""
    expected_on: Mapped[date | None]
    """When the next stage is expected."""
    start_on: Mapped[date | None]
    """First day of supply by the new supplier, once it is fixed or wished."""
    counterpart: Mapped[str | None] = mapped_column(String(100))
    """The other supplier's name."""
    reason_code: Mapped[RejectionCode | None] = mapped_column(String(30))
    """Why it was rejected; null otherwise."""
    national_reason: Mapped[str | None] = mapped_column(String(60))
    """The country's own code for that."""
    other_contract_ends_on: Mapped[date | None]
    """Last day of the contract that is still running elsewhere, as far as its supplier named it."""
    next_step_code: Mapped[NextStepCode] = mapped_column(String(30), default="wait")
    """What comes next."""
    meter_number: Mapped[str | None] = mapped_column(String(40))
    """The number that this request was corrected with; null for the point's own."""
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("supplier_switches.id"), unique=True)
    """The rejected request it takes the place of; one is corrected once."""

    order: Mapped[Order] = relationship(lazy="raise")
    service_point: Mapped[ServicePoint] = relationship(lazy="raise")


class SwitchMessage(Base):
    """A market message or step of ours about a switch, as it came in."""

    __tablename__ = "switch_messages"
    __table_args__ = (Index(None, "received_at"),)

    switch_id: Mapped[UUID] = mapped_column(ForeignKey("supplier_switches.id", ondelete="CASCADE"), primary_key=True)
    reference: Mapped[str] = mapped_column(String(100), primary_key=True)
    """The sender's own number of the message; the same again has no second effect."""
    code: Mapped[str] = mapped_column(String(60))
    """The national code, or one of our own steps."""
    reason: Mapped[str | None] = mapped_column(String(60))
    """The national reason of a rejection."""
    happened_on: Mapped[date]
    """The day the message is about."""
    received_at: Mapped[datetime]
    """When it came in."""
    stage: Mapped[SwitchStage | None] = mapped_column(String(30))
    """The stage it moved the switch to; null when it moved nothing."""
