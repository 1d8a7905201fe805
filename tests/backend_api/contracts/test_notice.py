"""With which day a notice ends a contract, and until when one can withdraw."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_api.contracts.notice import Notice, PriceRise, take_notice
from backend_api.contracts.reminders import LEAD_DAYS, Expiry, expiry, reached
from backend_api.contracts.terms import Terms, outcome
from backend_api.contracts.withdrawal import can_withdraw, withdrawal_until

DAY = date.fromisoformat
YEARLY = Terms(DAY("2024-09-01"), DAY("2025-08-31"), 1, "months", "fixed_term", 12)
FIXED = Terms(DAY("2025-01-01"), DAY("2026-12-10"), 4, "weeks", "none")
OPEN = Terms(DAY("2024-01-01"), DAY("2025-12-31"), 1, "months", "indefinite")
RISE = PriceRise(DAY("2026-11-01"), DAY("2027-01-01"))


@pytest.mark.parametrize(
    ("terms", "given", "wished", "rise", "expected"),
    [
        (YEARLY, "2026-11-20", None, None, Notice("ordinary", DAY("2027-08-31"))),
        (YEARLY, "2026-11-20", "2027-12-01", None, Notice("ordinary", DAY("2028-08-31"))),
        (YEARLY, "2026-11-20", None, RISE, Notice("special_price_rise", DAY("2026-12-31"))),
        (YEARLY, "2026-12-31", None, RISE, Notice("special_price_rise", DAY("2026-12-31"))),
        (YEARLY, "2027-01-01", None, RISE, Notice("ordinary", DAY("2027-08-31"))),
        (YEARLY, "2026-10-31", None, RISE, Notice("ordinary", DAY("2027-08-31"))),
        (YEARLY, "2026-11-20", "2027-03-01", RISE, Notice("ordinary", DAY("2027-08-31"))),
        (FIXED, "2026-11-20", None, RISE, Notice("ordinary", DAY("2026-12-10"))),
        (FIXED, "2026-11-20", "2027-02-01", None, Notice("ordinary", DAY("2026-12-10"))),
        (OPEN, "2026-11-20", None, None, Notice("ordinary", DAY("2026-12-20"))),
        (OPEN, "2026-11-20", "2027-01-15", None, Notice("ordinary", DAY("2027-01-15"))),
        (OPEN, "2026-11-20", "2026-11-21", None, Notice("ordinary", DAY("2026-12-20"))),
    ],
)
def test_the_right_that_ends_it_sooner_counts(
    terms: Terms, given: str, wished: str | None, rise: PriceRise | None, expected: Notice
) -> None:
    wished_on = None if wished is None else DAY(wished)
    assert take_notice(terms, given_on=DAY(given), wished_on=wished_on, rise=rise) == expected


DAYS = st.dates(DAY("2024-01-01"), DAY("2035-01-01"))


@given(st.sampled_from([YEARLY, OPEN]), DAYS, st.one_of(st.none(), DAYS))
def test_a_notice_never_ends_a_contract_sooner_than_its_rules(
    terms: Terms, given_on: date, wished: date | None
) -> None:
    notice = take_notice(terms, given_on=given_on, wished_on=wished)
    assert notice.ends_on >= outcome(terms, today=given_on).earliest_end_on
    after = replace(terms, notice_ends_on=notice.ends_on)
    assert outcome(after, today=given_on).ends_on == notice.ends_on


@pytest.mark.parametrize(
    ("signed", "country", "until"),
    [
        ("2026-11-20", "DE", "2026-12-04"),
        ("2026-11-21", "DE", "2026-12-07"),  # a Saturday: the Monday after
        ("2026-12-11", "DE", "2026-12-28"),  # 25 December, a Friday: then 28
        ("2026-12-10", "PL", "2026-12-28"),  # 24 December is a day off in Poland
        ("2026-12-10", "DE", "2026-12-24"),
    ],
)
def test_a_withdrawal_is_in_time_for_fourteen_days(signed: str, country: str, until: str) -> None:
    assert withdrawal_until(DAY(signed), country) == DAY(until)
    asked = {"customer_kind": "private", "signed_on": DAY(signed), "country": country}
    assert can_withdraw(**asked, today=DAY(until))  # type: ignore[arg-type]
    assert not can_withdraw(**asked, today=DAY(until).replace(day=DAY(until).day + 1))  # type: ignore[arg-type]


def test_companies_and_old_contracts_have_no_withdrawal() -> None:
    today = DAY("2026-11-20")
    assert not can_withdraw(customer_kind="company", signed_on=today, country="DE", today=today)
    assert not can_withdraw(customer_kind="private", signed_on=None, country="DE", today=today)


def test_lead_times_are_reached_once_each() -> None:
    end = DAY("2026-12-31")
    found = [reached(end, date.fromordinal(end.toordinal() - left)) for left in range(70, -2, -1)]
    assert [lead for lead, before in zip(found[1:], found, strict=False) if lead != before] == [*LEAD_DAYS, None]


@pytest.mark.capability("B8")
@pytest.mark.parametrize(
    ("terms", "today", "expected"),
    [
        (FIXED, "2026-11-20", Expiry(DAY("2026-12-10"), 30, None, "ends", None)),
        (YEARLY, "2026-07-03", Expiry(DAY("2026-08-31"), 60, DAY("2026-07-31"), "renews", DAY("2027-08-31"))),
        (YEARLY, "2026-08-20", Expiry(DAY("2026-08-31"), 14, None, "renews", DAY("2027-08-31"))),
        (OPEN, "2025-12-30", Expiry(DAY("2025-12-31"), 3, None, "runs_on", None)),
        (OPEN, "2026-01-02", None),
        (YEARLY, "2026-01-01", None),
        (replace(YEARLY, notice_ends_on=DAY("2026-08-31")), "2026-08-20", None),
    ],
)
def test_what_happens_without_action(terms: Terms, today: str, expected: Expiry | None) -> None:
    assert expiry(terms, today=DAY(today)) == expected
