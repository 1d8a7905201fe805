"""Periods in three languages, on Saturday 21 November 2026."""

import time
from datetime import date, datetime, timezone

import pytest

from bot.periods import find_periods, today_of

TODAY = date(2026, 11, 21)

PHRASES = [
    ("how much did I use last March", "2026-03-01", "2026-03-31", "month"),
    ("March 2025", "2025-03-01", "2025-03-31", "month"),
    ("in March", "2026-03-01", "2026-03-31", "month"),
    ("in December", "2025-12-01", "2025-12-31", "month"),
    ("next month", "2026-12-01", "2026-12-31", "month"),
    ("this year", "2026-01-01", "2026-11-21", "year"),
    ("last three months", "2026-08-01", "2026-10-31", "range"),
    ("3 months ago", "2026-08-01", "2026-08-31", "month"),
    ("since 1 June", "2026-06-01", "2026-11-21", "range"),
    ("Q2", "2026-04-01", "2026-06-30", "quarter"),
    ("second quarter of last year", "2025-04-01", "2025-06-30", "quarter"),
    ("from 1 to 15 March", "2026-03-01", "2026-03-15", "range"),
    ("3rd of March 2026", "2026-03-03", "2026-03-03", "day"),
    ("last winter", "2025-12-01", "2026-02-28", "season"),
    ("yesterday", "2026-11-20", "2026-11-20", "day"),
    ("2024-2025", "2024-01-01", "2025-12-31", "range"),
    ("letztes Quartal", "2026-07-01", "2026-09-30", "quarter"),
    ("im Sommer", "2026-06-01", "2026-08-31", "season"),
    ("seit Januar", "2026-01-01", "2026-11-21", "range"),
    ("im März letzten Jahres", "2025-03-01", "2025-03-31", "month"),
    ("maerz", "2026-03-01", "2026-03-31", "month"),
    ("vom 1.3. bis 30.4.", "2026-03-01", "2026-04-30", "range"),
    ("von Oktober bis Februar", "2025-10-01", "2026-02-28", "range"),
    ("die letzten 30 Tage", "2026-10-23", "2026-11-21", "range"),
    ("vor zwei Monaten", "2026-09-01", "2026-09-30", "month"),
    ("1. Halbjahr 2026", "2026-01-01", "2026-06-30", "range"),
    ("im Vorjahr", "2025-01-01", "2025-12-31", "year"),
    ("seit letztem Sommer", "2026-06-01", "2026-11-21", "range"),
    ("w zeszłym roku", "2025-01-01", "2025-12-31", "year"),
    ("w zeszlym roku", "2025-01-01", "2025-12-31", "year"),
    ("za marzec", "2026-03-01", "2026-03-31", "month"),
    ("od stycznia do marca", "2026-01-01", "2026-03-31", "range"),
    ("styczeń-marzec", "2026-01-01", "2026-03-31", "range"),
    ("między marcem a majem", "2026-03-01", "2026-05-31", "range"),
    ("ostatnie pół roku", "2026-05-01", "2026-10-31", "range"),
    ("za zeszły kwartał", "2026-07-01", "2026-09-30", "quarter"),
    ("a za ubiegły kwartał?", "2026-07-01", "2026-09-30", "quarter"),
    ("II kwartał", "2026-04-01", "2026-06-30", "quarter"),
    ("1 marca 2026 r.", "2026-03-01", "2026-03-01", "day"),
    ("od 01.02.2026 do 15.03.2026", "2026-02-01", "2026-03-15", "range"),
    ("zimą", "2025-12-01", "2026-02-28", "season"),
    ("ten miesiąc", "2026-11-01", "2026-11-21", "month"),
]

ONE_DAY = [
    ("moving out end of january buchenweg", "2026-01-31"),
    ("moving out end jan", "2026-01-31"),
    ("the end of january 2027", "2027-01-31"),
    ("thirty first of jan", "2026-01-31"),
    ("on the thirty-first of january", "2026-01-31"),
    ("thirty first january 2027", "2027-01-31"),
    ("no it's the 31st of january!!", "2026-01-31"),
    ("january the 31st", "2026-01-31"),
    ("the twentieth of may", "2026-05-20"),
    ("the last day of this month", "2026-11-30"),
    ("the end of the year", "2026-12-31"),
    ("by year's end", "2026-12-31"),
    ("end of next month", "2026-12-31"),
    ("beginning of next month", "2026-12-01"),
    ("ende januar", "2026-01-31"),
    ("am einunddreißigsten Januar", "2026-01-31"),
    ("zum ersten Februar 2027", "2027-02-01"),
    ("gas im haus, zum ende des jahres", "2026-12-31"),
    ("zum Jahresende", "2026-12-31"),
    ("Ende nächsten Jahres", "2027-12-31"),
    ("zum Monatsende", "2026-11-30"),
    ("bis Ende Februar 2028", "2028-02-29"),
    ("pod koniec stycznia", "2026-01-31"),
    ("z końcem roku", "2026-12-31"),
    ("na koniec przyszłego roku", "2027-12-31"),
    ("do końca maja", "2026-05-31"),
    ("do 31-go stycznia", "2026-01-31"),
    ("trzydziesty pierwszy stycznia", "2026-01-31"),
    ("trzydziestego pierwszego stycznia 2027", "2027-01-31"),
    ("dwudziestego drugiego maja", "2026-05-22"),
    ("ostatni dzień grudnia", "2025-12-31"),
    ("my last day is 31 january", "2026-01-31"),
    ("mid-january 2027", "2027-01-15"),
    ("in the middle of december", "2025-12-15"),
    ("Mitte Februar 2027", "2027-02-14"),
    ("w połowie grudnia", "2025-12-15"),
]


@pytest.mark.parametrize(("text", "on"), ONE_DAY)
def test_reads_one_day(text, on):
    (mention,) = find_periods(text, TODAY)
    assert (mention.value["from_on"], mention.value["to_on"], mention.value["grain"]) == (on, on, "day")


@pytest.mark.parametrize(("text", "from_on", "to_on", "grain"), PHRASES)
def test_reads_a_period(text, from_on, to_on, grain):
    (mention,) = find_periods(text, TODAY)
    assert (mention.value["from_on"], mention.value["to_on"], mention.value["grain"]) == (from_on, to_on, grain)
    assert mention.value["text"] == text[mention.start : mention.end]


@pytest.mark.parametrize(
    "text",
    [
        "may I see my bill",
        "the last invoice",
        "2025 kWh",
        "guten Morgen",
        "invoice 17",
        "31.02.2026",
        "",
        "a i w",
        "first may I ask",
        "at the end of the day",
        "my last day",
        "the end of the contract",
    ],
)
def test_sees_no_period_where_none_is(text):
    assert find_periods(text, TODAY) == []


def test_reads_two_periods_of_a_comparison():
    found = find_periods("July compared with last year", TODAY)
    assert [mention.value["from_on"] for mention in found] == ["2026-07-01", "2025-01-01"]


def test_leaves_explained_stretches_alone():
    text = "R-2026-004711 from 2025"
    assert [m.value["text"] for m in find_periods(text, TODAY, taken=[(0, 13)])] == ["2025"]


def test_today_is_the_customers():
    assert today_of("2026-12-31T23:30:00+00:00") == date(2027, 1, 1)
    assert today_of("2026-12-31T23:30:00Z") == date(2027, 1, 1)
    assert today_of(datetime(2026, 6, 30, 22, 30, tzinfo=timezone.utc)) == date(2026, 7, 1)


@pytest.mark.parametrize("broken", [None, "", "yesterday"])
def test_without_a_readable_moment_it_is_now(broken):
    assert abs((today_of(broken) - datetime.now(timezone.utc).date()).days) <= 1


@pytest.mark.parametrize(
    "piece", ["last ", "1.1.", "from to ", "1", "the of ", "od do ", "- ", "march ", "end of ", "thirty "]
)
def test_time_grows_with_the_length_only(piece):
    find_periods(piece * 10, TODAY)
    started = time.process_time()
    find_periods((piece * 4000)[:4000], TODAY)
    assert time.process_time() - started < 0.5
