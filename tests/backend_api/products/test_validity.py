"""Of several entries the one that began last counts, and its last day is known."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend_api.products.validity import covers, current, lasts_until

DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))


@dataclass(frozen=True)
class Entry:
    valid_from_on: date
    valid_until_on: date | None = None


ENTRIES = st.lists(
    st.builds(
        lambda start, length: Entry(start, None if length is None else start + timedelta(days=length)),
        DAYS,
        st.none() | st.integers(0, 20),
    ),
    max_size=6,
    unique_by=lambda entry: entry.valid_from_on,
)


@given(ENTRIES, DAYS)
def test_the_chosen_entry_counts_until_its_last_day(entries: list[Entry], on: date) -> None:
    chosen = current(entries, on)
    if chosen is None:
        assert not any(covers(entry, on) for entry in entries)
        return
    until = lasts_until(entries, chosen, on)
    assert until is None or until >= on
    last = until or date(2026, 4, 1)
    assert all(current(entries, on + timedelta(days=day)) == chosen for day in range((last - on).days + 1))
    if until is not None:
        assert current(entries, until + timedelta(days=1)) != chosen


def test_a_promotion_ends_and_the_old_entry_counts_again() -> None:
    old, promotion = Entry(date(2026, 1, 1)), Entry(date(2026, 1, 10), date(2026, 1, 12))
    entries = [old, promotion]
    assert current(entries, date(2026, 1, 11)) == promotion
    assert lasts_until(entries, old, date(2026, 1, 5)) == date(2026, 1, 9)
    assert current(entries, date(2026, 1, 13)) == old
    assert lasts_until(entries, old, date(2026, 1, 13)) is None
