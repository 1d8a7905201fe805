"""The demo's money and meters beside bills and readings."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from backend_api.dunning.models import Dunning
from backend_api.installments.models import Installment
from backend_api.payment_plans.models import PaymentPlan, PaymentPlanItem
from backend_api.readings.metering import Metered
from backend_api.readings.models import MeterExchange, MeterReading, ReadingReview, Register
from backend_api.readings.plausibility import Taken, judge
from wattline.demo.dataset import Dataset
from wattline.demo.money import open_of


def rows_of[Row](dataset: Dataset, kind: type[Row]) -> list[Row]:
    return [row for batch in dataset.further for row in batch if isinstance(row, kind)]


def test_what_is_settled_is_paid_and_what_is_open_is_not(dataset: Dataset) -> None:
    for bill in dataset.bills:
        assert (bill.invoice.settled_on is not None) == (open_of(bill) == 0)


def test_dunning_is_shown_in_every_step(dataset: Dataset) -> None:
    last: dict[Any, Dunning] = {step.invoice_id: step for step in rows_of(dataset, Dunning)}
    assert {step.step for step in rows_of(dataset, Dunning)} == {"reminded", "dunned", "stopped"}
    due = {bill.invoice.id: bill for bill in dataset.bills}
    assert all(open_of(due[invoice_id]) > 0 for invoice_id in last)


def test_a_plan_of_every_state_adds_up(dataset: Dataset) -> None:
    plans, items = rows_of(dataset, PaymentPlan), rows_of(dataset, PaymentPlanItem)
    assert Counter(plan.state for plan in plans) == {"active": 1, "kept": 1, "broken": 1}
    for plan in plans:
        paid = sum((item.amount for item in items if item.plan_id == plan.id), Decimal())
        assert sum((rate.amount for rate in plan.rates), Decimal()) == paid == plan.total_amount


def test_installments_have_a_history(dataset: Dataset) -> None:
    found = rows_of(dataset, Installment)
    assert found
    assert all(len(entry.amounts) >= 2 for entry in found)


def test_every_meter_is_described_and_some_were_exchanged(dataset: Dataset) -> None:
    registers = Counter(register.service_point_id for register in rows_of(dataset, Register))
    metering_points = {rows.point.id for rows in dataset.points if rows.point.kind == "metering_point"}
    assert set(registers) == metering_points
    assert sorted(set(registers.values())) == [1, 3]
    exchanged = {rows.point.id for rows in dataset.points if rows.exchanged}
    assert exchanged == {entry.service_point_id for entry in rows_of(dataset, MeterExchange)}
    assert len(exchanged) == 2


@pytest.mark.capability("B6")
def test_what_is_under_review_is_really_out_of_range(dataset: Dataset) -> None:
    reviewed = {review.reading_id for review in rows_of(dataset, ReadingReview)}
    waiting = [row for row in rows_of(dataset, MeterReading) if row.id in reviewed]
    assert len(waiting) == 2
    for row in waiting:
        rows = next(rows for rows in dataset.points if rows.point.id == row.service_point_id)
        for reading in rows.readings:
            reading.register_code = row.register_code
        verdict = judge(Taken(row.read_on, row.value, row.unit), rows.readings, Metered(rows.exchanged))
        assert verdict.problem == "too_high"
