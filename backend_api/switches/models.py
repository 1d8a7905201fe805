"""Tables of supplier switches and the stages they went through."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of
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
SwitchDirection = Literal["incoming", "outgoing"]
WaitingFor = Literal["customer", "supplier", "grid_operator", "old_supplier"]
ReasonCode = Literal["meter_number_mismatch", "unknown_metering_point", "other_contract_running", "address_mismatch"]
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

_STAGES = tuple(STAGE_POSITIONS)


class SupplierSwitch(Base):
    """The change of supplier of one metering point."""

    __tablename__ = "supplier_switches"
    __table_args__ = (
        Index(None, "customer_id"),
        Index(None, "service_point_id"),
        one_of("direction", ("incoming", "outgoing")),
        one_of("stage", _STAGES),
        one_of("waiting_for", ("customer", "supplier", "grid_operator", "old_supplier"), nullable=True),
        one_of(
            "reason_code",
            ("meter_number_mismatch", "unknown_metering_point", "other_contract_running", "address_mismatch"),
            nullable=True,
        ),
        one_of(
            "blocker_code",
            ("authority_missing", "waiting_grid_operator", "old_contract_running", "correction_needed"),
            nullable=True,
        ),
        one_of(
            "next_step_code",
            (
                "none",
                "wait",
                "send_authority",
                "correct_meter_number",
                "choose_wait_or_withdraw",
                "send_first_reading",
                "check_final_bill",
            ),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Whose switch."""
    service_point_id: Mapped[UUID] = mapped_column(ForeignKey("service_points.id"))
    """The metering point that changes its supplier."""
    direction: Mapped[SwitchDirection] = mapped_column(String(10))
    """``incoming``: to us; ``outgoing``: away from us."""
    stage: Mapped[SwitchStage] = mapped_column(String(30))
    """Where it is now; the last entry of the history."""
    waiting_for: Mapped[WaitingFor | None] = mapped_column(String(20))
    """Who has to act next; null when nobody."""
    expected_on: Mapped[date | None]
    """When the next stage is expected."""
    start_on: Mapped[date | None]
    """First day of supply by the new supplier, once it is fixed or wished."""
    counterpart: Mapped[str | None] = mapped_column(String(100))
    """The other supplier's name."""
    reason_code: Mapped[ReasonCode | None] = mapped_column(String(30))
    """Why it was rejected; null otherwise."""
    blocker_code: Mapped[BlockerCode | None] = mapped_column(String(30))
    """What holds it up; null when nothing does."""
    next_step_code: Mapped[NextStepCode] = mapped_column(String(30), default="wait")
    """What comes next."""

    service_point: Mapped[ServicePoint] = relationship(lazy="raise")
    history: Mapped[list[SwitchStageEntry]] = relationship(
        lazy="raise",
        order_by="(SwitchStageEntry.entered_on, SwitchStageEntry.position)",
        cascade="all, delete-orphan",
    )


class SwitchStageEntry(Base):
    """One stage a switch reached, and when."""

    __tablename__ = "switch_stage_entries"
    __table_args__ = (one_of("stage", _STAGES),)

    switch_id: Mapped[UUID] = mapped_column(ForeignKey("supplier_switches.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1 upwards: the order in which stages were reached (a corrected switch may pass one twice)."""
    stage: Mapped[SwitchStage] = mapped_column(String(30))
    """The stage that was reached."""
    entered_on: Mapped[date]
    """The day it was reached."""
