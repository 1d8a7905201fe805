"""Which decision counts, worked out without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_api.consents.models import ConsentEntry
from backend_api.consents.purposes import VALID_FOR, expiry
from backend_api.consents.standing import standing

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


def entry(days: float, decision: str = "given", expires_in: float | None = None) -> ConsentEntry:
    expires_at = None if expires_in is None else NOW + timedelta(days=expires_in)
    return ConsentEntry(decision=decision, decided_at=NOW + timedelta(days=days), expires_at=expires_at)


@pytest.mark.parametrize(
    ("entries", "because"),
    [
        ([], "never_asked"),
        ([entry(-1)], "given"),
        ([entry(-1, expires_in=1)], "given"),
        ([entry(-1, expires_in=0)], "expired"),
        ([entry(-2), entry(-1, "withdrawn")], "withdrawn"),
        ([entry(-2, "withdrawn"), entry(-1)], "given"),
        ([entry(-1), entry(-1, "withdrawn")], "withdrawn"),
        ([entry(1)], "never_asked"),
        ([entry(-9, expires_in=-5), entry(-3)], "given"),
    ],
)
def test_the_newest_decision_counts(entries: list[ConsentEntry], because: str) -> None:
    found = standing(entries, now=NOW)
    assert (found.because, found.allowed) == (because, because == "given")


@given(st.lists(st.tuples(st.floats(-900, 900), st.booleans(), st.none() | st.floats(-900, 900)), max_size=20))
def test_after_a_no_nothing_is_sent_until_a_new_yes(history: list[tuple[float, bool, float | None]]) -> None:
    entries = [entry(days, "given" if yes else "withdrawn", ends if yes else None) for days, yes, ends in history]
    stopped = [*entries, entry(0, "withdrawn")]
    assert not standing(stopped, now=NOW).allowed
    assert standing([*stopped, entry(0)], now=NOW).allowed


@pytest.mark.parametrize("purpose", VALID_FOR)
def test_a_yes_never_lasts_longer_than_its_purpose_allows(purpose: str) -> None:
    longest, late = VALID_FOR[purpose], NOW + timedelta(days=9999)  # type: ignore[index]
    assert expiry(purpose, NOW, late) == (late if longest is None else NOW + longest)  # type: ignore[arg-type]
    soon = NOW + timedelta(hours=1)
    assert expiry(purpose, NOW, soon) == soon  # type: ignore[arg-type]
