"""Contracts with the dates that follow from their rules."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_api.contracts.terms import Outcome, Terms, add_months, after_notice, notice_day, outcome
from tests.backend_api import world
from tests.backend_api.conftest import Api

DAY = date.fromisoformat
YEARLY = Terms(DAY("2024-09-01"), DAY("2025-08-31"), 1, "months", "fixed_term", 12)
FIXED = Terms(DAY("2025-01-01"), DAY("2026-12-10"), 4, "weeks", "none")
OPEN = Terms(DAY("2024-01-01"), DAY("2025-12-31"), 1, "months", "indefinite")
FREE = Terms(DAY("2020-01-01"), None, 2, "weeks", "indefinite")


@pytest.mark.capability("B18")
def test_a_customer_sees_contracts_with_dates(api: Api) -> None:
    (contract,) = api.json("/contracts", world.ANNA.customer)["items"]
    assert contract == api.json(f"/contracts/{world.ANNA.contract}", world.ANNA.customer)
    assert contract["number"] == "V-001000"
    assert contract["base_price"] == {"amount": "12.50", "currency": "EUR"}
    assert contract["unit_price"] == {"amount": "0.3125", "currency": "EUR"}
    assert (contract["ends_on"], contract["notice_by_on"], contract["earliest_end_on"]) == (
        "2027-08-31",
        "2027-07-31",
        "2027-08-31",
    )
    assert (contract["renewal"], contract["renewal_months"], contract["state"]) == ("fixed_term", 12, "active")
    assert contract["included"] is None


def test_contracts_of_one_point(api: Api) -> None:
    assert api.json("/contracts", world.ANNA.customer, service_point_id=str(world.ANNA.flat))["total"] == 1
    assert api.json("/contracts", world.ANNA.customer, service_point_id=str(world.ANNA.phone))["total"] == 0


def expect(state: Any, ends: str | None, notice_by: str | None, earliest: str) -> Outcome:
    return Outcome(state, ends and DAY(ends), notice_by and DAY(notice_by), DAY(earliest))  # type: ignore[arg-type]


@pytest.mark.capability("B18")
@pytest.mark.parametrize(
    ("terms", "today", "expected"),
    [
        (YEARLY, "2025-07-31", expect("active", "2025-08-31", "2025-07-31", "2025-08-31")),
        (YEARLY, "2025-08-01", expect("active", "2025-08-31", "2026-07-31", "2026-08-31")),  # too late: renewed
        (YEARLY, "2025-08-31", expect("active", "2025-08-31", "2026-07-31", "2026-08-31")),
        (YEARLY, "2025-09-01", expect("active", "2026-08-31", "2026-07-31", "2026-08-31")),
        (YEARLY, "2024-08-31", expect("future", "2025-08-31", "2025-07-31", "2025-08-31")),
        (
            replace(YEARLY, cannot_end_before_on=DAY("2026-01-01")),
            "2025-01-01",
            expect("active", "2025-08-31", "2026-07-31", "2026-08-31"),
        ),
        (
            replace(YEARLY, notice_ends_on=DAY("2025-08-31")),
            "2025-08-31",
            expect("ending", "2025-08-31", None, "2025-08-31"),
        ),
        (
            replace(YEARLY, notice_ends_on=DAY("2025-08-31")),
            "2025-09-01",
            expect("ended", "2025-08-31", None, "2025-08-31"),
        ),
        (FIXED, "2026-11-20", expect("active", "2026-12-10", None, "2026-12-10")),
        (FIXED, "2026-12-11", expect("ended", "2026-12-10", None, "2026-12-10")),
        (OPEN, "2025-11-30", expect("active", "2025-12-31", "2025-11-30", "2025-12-31")),
        (OPEN, "2025-12-05", expect("active", "2025-12-31", None, "2026-01-05")),
        (OPEN, "2026-03-10", expect("active", None, None, "2026-04-10")),
        (
            replace(OPEN, cannot_end_before_on=DAY("2027-03-31")),
            "2026-11-20",
            expect("active", None, "2027-02-28", "2027-03-31"),
        ),
        (FREE, "2026-11-20", expect("active", None, None, "2026-12-04")),
    ],
)
def test_what_the_rules_mean_on_a_day(terms: Terms, today: str, expected: Outcome) -> None:
    assert outcome(terms, today=DAY(today)) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2024-02-29", 12, "2025-02-28"), ("2026-01-31", 1, "2026-02-28"), ("2026-12-31", -1, "2026-11-30")],
)
def test_months_are_added_without_leaving_the_month(day: str, months: int, expected: str) -> None:
    assert add_months(DAY(day), months) == DAY(expected)


DAYS = st.dates(DAY("2020-01-01"), DAY("2040-01-01"))


@given(DAYS, DAYS, st.integers(1, 12), st.sampled_from(["weeks", "months"]), st.sampled_from([1, 3, 12, 24]))
def test_a_notice_in_time_always_reaches_the_end_it_names(
    starts_on: date, today: date, value: int, unit: Any, renewal_months: int
) -> None:
    for renewal in ("fixed_term", "indefinite"):
        terms = Terms(
            starts_on,
            starts_on + timedelta(days=364),
            value,
            unit,
            renewal,
            renewal_months if renewal == "fixed_term" else None,
        )
        result = outcome(terms, today=today)
        assert result.earliest_end_on >= min(today, starts_on)
        assert result.notice_by_on is None or result.notice_by_on >= today
        assert result.ends_on is None or today <= result.ends_on <= result.earliest_end_on


@given(DAYS, st.integers(1, 60), st.sampled_from(["weeks", "months"]))
def test_notice_on_its_last_day_is_in_time(end_on: date, value: int, unit: Any) -> None:
    terms = replace(OPEN, notice_period_value=value, notice_period_unit=unit)
    assert after_notice(terms, notice_day(terms, end_on)) <= end_on
