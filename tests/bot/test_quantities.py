"""Amounts and picking words."""

import time
from datetime import date

import pytest

from bot.periods import find_periods
from bot.quantities import find_quantities, plain_number


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1.234,50 €", "1234.50", "EUR"),
        ("I paid 1,234.50 euro", "1234.50", "EUR"),
        ("€45", "45", "EUR"),
        ("ok. 50 euro", "50", "EUR"),
        ("12,50 zł", "12.50", "PLN"),
        ("1 234,50 zl", "1234.50", "PLN"),
        ("300zł", "300", "PLN"),
        ("147 złotych", "147", "PLN"),
    ],
)
def test_reads_an_amount(text, amount, currency):
    assert [m.value for m in find_quantities(text)] == [{"amount": amount, "currency": currency}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the second one", "2"),
        ("14th site", "14"),
        ("number 3", "3"),
        ("2", "2"),
        ("the last one", "-1"),
        ("my last bill", "latest"),
        ("the most recent", "latest"),
        ("both", "both"),
        ("die größere", "largest"),
        ("die groessere", "largest"),
        ("beide bitte", "both"),
        ("zweite", "2"),
        ("letzte Rechnung", "latest"),
        ("alle", "all"),
        ("ta większa", "largest"),
        ("pierwsza", "1"),
        ("ostatnia faktura", "latest"),
        ("wszystkie", "all"),
        ("najnowsza", "latest"),
    ],
)
def test_reads_a_picking_word(text, code):
    assert [m.value for m in find_quantities(text) if m.kind == "ordinal"] == [code]


@pytest.mark.parametrize("text", ["not at all", "erst morgen", "25 kWh", "", "0"])
def test_sees_nothing_where_nothing_is(text):
    assert [mention for mention in find_quantities(text) if mention.kind != "number"] == []


def test_leaves_what_a_period_has_explained():
    assert find_quantities("last month", taken=[(0, 10)]) == []


@pytest.mark.parametrize(
    "text", ["thirty first of jan", "am einunddreißigsten januar", "trzydziestego pierwszego stycznia"]
)
def test_a_day_in_words_picks_nothing(text):
    taken = [(found.start, found.end) for found in find_periods(text, date(2026, 11, 22))]
    assert [mention for mention in find_quantities(text, taken) if mention.kind == "ordinal"] == []


def test_plain_number_tells_decimals_from_thousands():
    assert [plain_number(n) for n in ("1.234,50", "1,234.50", "1 234", "12.5", "1.000")] == [
        "1234.50", "1234.50", "1234", "12.5", "1000",
    ]  # fmt: skip


@pytest.mark.parametrize("piece", ["1", "1.", "1 ", "€", "number ", "1,1"])
def test_time_grows_with_the_length_only(piece):
    find_quantities(piece)
    started = time.thread_time()
    find_quantities((piece * 4000)[:4000])
    assert time.thread_time() - started < 2
