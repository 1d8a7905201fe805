"""What a market message does to a switch: the stage, who acts now, until when, and what the customer can do; no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backend_api.calendars import add_working_days
from backend_api.switches.models import (
    BlockerCode,
    NextStepCode,
    RejectionCode,
    SwitchDirection,
    SwitchStage,
    WaitingFor,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backend_api.switches.mapping import CountryMapping


@dataclass(frozen=True)
class Consequence:
    """What follows from a reason for a rejection."""

    waiting_for: WaitingFor
    next_step: NextStepCode
    blocker: BlockerCode | None


REJECTIONS: Mapping[RejectionCode, Consequence] = {
    "meter_number_mismatch": Consequence("customer", "correct_meter_number", "correction_needed"),
    "unknown_metering_point": Consequence("supplier", "wait", "correction_needed"),
    "address_mismatch": Consequence("supplier", "wait", "correction_needed"),
    "other_contract_running": Consequence("customer", "choose_wait_or_withdraw", "old_contract_running"),
    "other_request_running": Consequence("supplier", "wait", "correction_needed"),
    "authority_invalid": Consequence("customer", "send_authority", "authority_missing"),
    "no_contract": Consequence("supplier", "wait", "correction_needed"),
    "too_late": Consequence("supplier", "wait", "correction_needed"),
    "not_allowed": Consequence("supplier", "wait", "correction_needed"),
    "other": Consequence("supplier", "wait", "correction_needed"),
}
"""Correction by the customer, correction by us, or waiting."""

CUSTOMER_CORRECTS: tuple[RejectionCode, ...] = ("meter_number_mismatch", "authority_invalid")
"""Reasons that the customer can put right; we put right the others, but for a contract that runs."""

_NEXT_STEPS: Mapping[SwitchStage, NextStepCode] = {
    "active": "send_first_reading",
    "old_supplier_final_bill": "check_final_bill",
}


@dataclass(frozen=True)
class Switching:
    """What has to be known of a switch."""

    direction: SwitchDirection
    commodity: str
    start_on: date | None = None


@dataclass(frozen=True)
class Position:
    """Where a switch stands and what follows from that."""

    waiting_for: WaitingFor | None
    expected_on: date | None
    """When the next stage is expected; none when nobody can say."""
    next_step: NextStepCode
    blocker: BlockerCode | None = None
    reason: RejectionCode | None = None


def position(
    mapping: CountryMapping,
    switching: Switching,
    stage: SwitchStage,
    *,
    on: date,
    reason: RejectionCode | None = None,
) -> Position:
    """What a stage means that was reached on a day.

    Args:
        mapping: The country's, for who acts and how long that takes.
        switching: Which switch.
        stage: The stage that was reached.
        on: The day it was reached.
        reason: For a rejection; ``other`` when none was given.
    """
    if stage == "rejected":
        return _rejected(mapping, switching, on, reason or "other")
    expectation = mapping.expectation(switching.direction, stage)
    blocker: BlockerCode | None = None
    if stage == "sent_to_grid_operator" and expectation.waiting_for == "grid_operator":
        blocker = "waiting_grid_operator"
    expected_on = switching.start_on if stage == "date_fixed" else _expected(mapping, switching, stage, on)
    next_step = _NEXT_STEPS.get(stage, "wait") if switching.direction == "incoming" else "wait"
    return Position(expectation.waiting_for, expected_on, next_step, blocker)


def _rejected(mapping: CountryMapping, switching: Switching, on: date, reason: RejectionCode) -> Position:
    """The customer's turn has no date; ours has the country's."""
    consequence = REJECTIONS[reason]
    expected_on = None if consequence.waiting_for == "customer" else _expected(mapping, switching, "rejected", on)
    return Position(consequence.waiting_for, expected_on, consequence.next_step, consequence.blocker, reason)


def _expected(mapping: CountryMapping, switching: Switching, stage: SwitchStage, on: date) -> date | None:
    expectation = mapping.expectation(switching.direction, stage)
    if expectation.calendar_days is not None:
        return on + timedelta(days=expectation.calendar_days)
    days = expectation.days(switching.commodity)
    return None if days is None else add_working_days(on, days, mapping.country)


def waiting_position(until_on: date | None) -> Position:
    """The customer waits for the end of the other contract; we register the point again when that is near."""
    expected_on = None if until_on is None else until_on + timedelta(days=1)
    return Position("old_supplier", expected_on, "wait", "old_contract_running", "other_contract_running")
