"""Tables of fault guides: steps on a customer's device, what may come of each, and where that leads."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of

Device = Literal["mobile_phone", "router", "fibre_terminal", "tv_box"]
Fault = Literal["no_service", "no_internet", "slow_internet", "no_calls", "no_picture"]
Ending = Literal["solved", "ticket"]

DEVICES: tuple[str, ...] = get_args(Device)
FAULTS: tuple[str, ...] = get_args(Fault)


class FaultGuide(Base):
    """How to find a fault on one device, step by step."""

    __tablename__ = "fault_guides"
    __table_args__ = (one_of("device", DEVICES), one_of("fault", FAULTS))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    """Short and stable, such as ``sim_not_active``."""
    device: Mapped[Device] = mapped_column(String(20))
    """What the customer has in hand."""
    fault: Mapped[Fault] = mapped_column(String(20))
    """What is wrong."""
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    """By language: en, de, pl."""
    first_step: Mapped[str] = mapped_column(String(40))
    """Where it begins."""
    revision: Mapped[int]
    """From 1, one more with each change: a conversation can tell whether it still follows the same guide."""
    changed_at: Mapped[datetime]
    """When it was changed last."""
    changed_by: Mapped[UUID | None]
    """Which staff member changed it; null for what came with the system."""

    steps: Mapped[list[FaultStep]] = relationship(
        lazy="raise", order_by="FaultStep.position", cascade="all, delete-orphan"
    )


class FaultStep(Base):
    """One thing to do or to look at."""

    __tablename__ = "fault_steps"

    guide_id: Mapped[UUID] = mapped_column(ForeignKey("fault_guides.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Unique in the guide."""
    position: Mapped[int]
    """In the order of the guide, from 1."""
    text: Mapped[dict[str, str]] = mapped_column(JSON)
    """What to do, by language."""

    outcomes: Mapped[list[FaultOutcome]] = relationship(
        lazy="raise", order_by="FaultOutcome.position", cascade="all, delete-orphan"
    )


class FaultOutcome(Base):
    """What the customer may find, and where that leads: to another step, or to an end."""

    __tablename__ = "fault_outcomes"
    __table_args__ = (
        ForeignKeyConstraint(
            ["guide_id", "step_key"],
            ["fault_steps.guide_id", "fault_steps.key"],
            name="fk_fault_outcomes_guide_id_fault_steps",
            ondelete="CASCADE",
        ),
        one_of("ends_in", get_args(Ending), nullable=True),
        CheckConstraint("(next_step IS NULL) = (ends_in IS NOT NULL)", name="leads_somewhere"),
    )

    guide_id: Mapped[UUID] = mapped_column(primary_key=True)
    step_key: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Unique in the step, such as ``no_signal``."""
    position: Mapped[int]
    """In the order in which they are offered, from 1."""
    text: Mapped[dict[str, str]] = mapped_column(JSON)
    """What the customer says, by language; fits a button."""
    next_step: Mapped[str | None] = mapped_column(String(40))
    """The step it leads to; null at an end."""
    ends_in: Mapped[Ending | None] = mapped_column(String(10))
    """``solved``, or ``ticket`` when a person has to go on; null when there is a next step."""
