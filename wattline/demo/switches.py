"""Supplier switches of the demo: details, and the orders that own the stages they went through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from backend_api.orders.models import Order, OrderStateEntry
from backend_api.switches.models import BlockerCode, NextStepCode, SupplierSwitch, SwitchStage, WaitingFor

if TYPE_CHECKING:
    from backend_api.contracts.models import Contract
    from backend_api.service_points.models import ServicePoint
    from wattline.demo.plan import SwitchPlan

EARLY = time(0, 30)
"""When things of a day happened, in UTC: the same day in every country we serve, and never still to come."""


@dataclass(frozen=True)
class Course:
    """How it usually goes."""

    after_days: int
    """Since the stage before; since the first day of supply from `active` on."""
    waiting_for: WaitingFor | None
    next_step: NextStepCode = "wait"
    blocker: BlockerCode | None = None
    expected_after: int | None = None
    """Days until the next stage is expected; none when nobody can say."""


COURSES: dict[SwitchStage, Course] = {
    "signed": Course(0, "supplier", expected_after=1),
    "cooling_off": Course(1, None, expected_after=14),
    "authority_checked": Course(14, "supplier", expected_after=6),
    "old_contract_ended": Course(3, "supplier", expected_after=7),
    "sent_to_grid_operator": Course(2, "grid_operator", blocker="waiting_grid_operator", expected_after=3),
    "accepted": Course(1, "supplier", expected_after=4),
    "rejected": Course(1, "customer", next_step="correct_meter_number", blocker="correction_needed"),
    "date_fixed": Course(1, None),
    "active": Course(0, "customer", next_step="send_first_reading", expected_after=10),
    "first_reading": Course(5, "old_supplier", expected_after=70),
    "old_supplier_final_bill": Course(42, None, next_step="check_final_bill"),
}
SUPPLIED: tuple[SwitchStage, ...] = ("active", "first_reading", "old_supplier_final_bill")
OUTGOING: tuple[SwitchStage, ...] = ("sent_to_grid_operator", "accepted", "date_fixed")
"""What the leaving of a customer passes through here."""


def switch(plan: SwitchPlan, contract: Contract, point: ServicePoint, today: date) -> SupplierSwitch:
    """The switch of a point as of today with its order; ids and numbers are given later."""
    course = COURSES[plan.stage]
    reached = _history(plan, contract, today)
    start_on = _start(plan, contract)
    expected_on = None if course.expected_after is None else reached[-1][1] + timedelta(days=course.expected_after)
    if plan.blocker == "old_contract_running" or plan.waiting_for == "customer":
        expected_on = None
    return SupplierSwitch(
        customer_id=contract.customer_id,
        service_point_id=contract.service_point_id,
        direction=plan.direction,
        expected_on=start_on if plan.stage == "date_fixed" else max(expected_on, today) if expected_on else None,
        start_on=start_on,
        counterpart=plan.counterpart,
        reason_code=plan.reason,
        next_step_code=plan.next_step or course.next_step,
        order=order(plan, contract, point, reached),
    )


def order(plan: SwitchPlan, contract: Contract, point: ServicePoint, reached: list[tuple[SwitchStage, date]]) -> Order:
    """The order that owns the stage."""
    course, times = COURSES[plan.stage], [datetime.combine(day, EARLY, UTC) for _stage, day in reached]
    done = plan.stage == "old_supplier_final_bill"
    supplied = [at for (stage, _day), at in zip(reached, times, strict=True) if stage in SUPPLIED]
    outgoing = plan.direction == "outgoing"
    return Order(
        kind="supplier_switch",
        customer_id=contract.customer_id,
        placed_by_kind="service" if outgoing else "customer",
        placed_by_id=None if outgoing else contract.customer_id,
        channel="market" if outgoing else "web",
        service="gateway",
        state=plan.stage,
        outcome="done" if done else "open",
        placed_at=times[0],
        state_since_at=times[-1],
        fulfilled_at=supplied[0] if supplied else None,
        finished_at=times[-1] if done else None,
        country=point.country,
        currency=contract.currency,
        details={"direction": plan.direction, "counterpart": plan.counterpart},
        promised_on=None if outgoing else contract.starts_on,
        blocker_code=plan.blocker or course.blocker,
        waiting_for=plan.waiting_for or course.waiting_for,
        service_point_id=contract.service_point_id,
        contract_id=None if outgoing else contract.id,
        history=[
            OrderStateEntry(position=position, state=stage, entered_at=at, actor_kind="service", mover="erp")
            for position, ((stage, _day), at) in enumerate(zip(reached, times, strict=True), start=1)
        ],
    )


def _start(plan: SwitchPlan, contract: Contract) -> date | None:
    """First day with the new supplier, once it is known."""
    if plan.direction == "outgoing":
        return None if contract.notice_ends_on is None else contract.notice_ends_on + timedelta(days=1)
    return contract.starts_on if plan.stage in (*SUPPLIED, "date_fixed", "accepted") else None


def _history(plan: SwitchPlan, contract: Contract, today: date) -> list[tuple[SwitchStage, date]]:
    """The stages that were reached, with their days."""
    path = _path(plan)
    entered: dict[SwitchStage, date] = {}
    for stage in path:
        if stage in SUPPLIED:
            entered[stage] = contract.starts_on + timedelta(days=COURSES[stage].after_days)
    day = contract.starts_on - timedelta(days=9) if entered else today - timedelta(days=plan.days or 0)
    for stage in reversed([stage for stage in path if stage not in SUPPLIED]):
        entered[stage] = day
        day -= timedelta(days=COURSES[stage].after_days)
    return [(stage, min(entered[stage], today)) for stage in path]


def _path(plan: SwitchPlan) -> list[SwitchStage]:
    """The stages passed until now, in order."""
    usual = OUTGOING if plan.direction == "outgoing" else tuple(COURSES)
    not_passed = "accepted" if plan.stage == "rejected" else "rejected"
    passed = usual[: usual.index(plan.stage) + 1]
    return [stage for stage in passed if stage != not_passed]
