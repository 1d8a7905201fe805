"""By when a complaint has to be answered: the country's law, our own goals, and what stops the clock."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from backend_api.tickets import deadlines
from backend_api.tickets.models import Branch, ComplaintType, Party

RECEIVED = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("country", "branch", "kind", "due", "basis"),
    [
        ("DE", "energy", "bill", date(2026, 12, 18), "de_enwg_111a"),
        ("DE", "energy", "switch", date(2026, 12, 18), "de_enwg_111a"),
        ("DE", "telecom", "bill", date(2027, 1, 15), "de_tkg_67"),
        ("DE", "telecom", "outage", date(2026, 11, 22), "de_tkg_58"),
        ("DE", "telecom", "service", date(2026, 12, 18), "de_own_telecom"),
        ("DE", None, "bill", date(2026, 12, 18), "de_enwg_111a"),
        ("DE", None, "outage", date(2026, 11, 22), "de_tkg_58"),
        ("DE", None, "device", date(2026, 12, 4), "de_own_goods"),
        ("DE", None, "commission", date(2026, 12, 4), "own_partner"),
        ("DE", None, "data_protection", date(2026, 12, 18), "gdpr_12_3"),
        ("PL", "energy", "bill", date(2026, 12, 4), "pl_energy_settlement"),
        ("PL", "energy", "contract", date(2026, 12, 4), "pl_energy"),
        ("PL", "telecom", "bill", date(2026, 12, 20), "pl_pke_378"),
        ("PL", None, "delivery", date(2026, 12, 4), "pl_consumer_7a"),
        ("AT", "energy", "bill", date(2026, 12, 18), "de_enwg_111a"),
    ],
)
def test_the_country_the_branch_and_the_type_decide(
    country: str, branch: Branch | None, kind: ComplaintType, due: date, basis: str
) -> None:
    rule = deadlines.complaint_rule(country, branch, kind, {})
    assert deadlines.complaint_deadline(rule, RECEIVED) == deadlines.Deadline(due, basis)


def test_every_complaint_has_a_deadline_everywhere() -> None:
    for country in ("DE", "PL"):
        for branch in (*get_args(Branch), None):
            for kind in get_args(ComplaintType):
                assert deadlines.complaint_rule(country, branch, kind, {}).days > 0


def test_settings_change_the_days_of_a_rule() -> None:
    assert deadlines.complaint_rule("DE", "energy", "bill", {"de_enwg_111a": 21}).days == 21


def test_every_rule_says_where_it_comes_from() -> None:
    names = [rule.basis for rule in deadlines.RULES]
    assert len(names) == len(set(names))
    for rule in deadlines.RULES:
        assert rule.source, rule.basis
        assert len(rule.basis) <= 40
        assert not (rule.stops_for and rule.source != "our own goal, no law"), "a law knows no stop"


@pytest.mark.parametrize(
    ("basis", "party", "stops"),
    [
        ("de_enwg_111a", "grid_operator", False),
        ("de_enwg_111a", "customer", False),
        ("de_own_goods", "customer", True),
        ("own_partner", "partner", True),
        ("own_partner", "supplier", False),
        ("own_goal", "grid_operator", True),
        (None, "customer", False),
    ],
)
def test_only_our_own_clocks_stop(basis: str | None, party: Party, stops: bool) -> None:
    assert deadlines.stops(basis, party) is stops


def test_a_begun_day_counts_for_the_one_who_complained() -> None:
    start = datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert deadlines.moved_by([(start, start + timedelta(hours=1))]) == timedelta(days=1)
    assert deadlines.moved_by([(start, start + timedelta(days=2))]) == timedelta(days=2)
    assert deadlines.moved_by([]) == timedelta()


def test_goals_are_in_working_days() -> None:
    friday = date(2026, 11, 20)
    question, correction = (deadlines.goal(kind, "DE", friday) for kind in ("question", "correction"))
    assert question is not None
    assert correction is not None
    assert (question.due_on, correction.due_on) == (date(2026, 11, 24), date(2026, 11, 27))
    assert deadlines.goal("callback", "DE", friday) is None
