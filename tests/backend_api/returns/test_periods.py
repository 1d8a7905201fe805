"""Until when goods can come back: withdrawal, warranty, goodwill, per country and customer."""

from datetime import date
from typing import Any

import pytest

from backend_api.returns.periods import RULES, Case, right_on, rights

DELIVERED = date(2026, 11, 19)


def case(**changes: Any) -> Case:
    given: dict[str, Any] = {
        "country": "DE",
        "customer_kind": "private",
        "delivered_on": DELIVERED,
        "reason": "changed_mind",
        "condition": "opened",
    }
    return Case(**given | changes)


@pytest.mark.parametrize(
    ("changes", "today", "kind", "until"),
    [
        ({}, date(2026, 12, 3), "withdrawal", date(2026, 12, 3)),
        ({}, date(2026, 12, 4), None, None),
        ({"country": "PL"}, date(2026, 12, 3), "withdrawal", date(2026, 12, 3)),
        ({"customer_kind": "company"}, date(2026, 11, 20), None, None),
        ({"condition": "unopened"}, date(2026, 12, 19), "goodwill", date(2026, 12, 19)),
        ({"condition": "unopened", "customer_kind": "company"}, date(2026, 11, 20), "goodwill", date(2026, 12, 19)),
        ({"reason": "defective"}, date(2026, 11, 20), "warranty", date(2028, 11, 19)),
        ({"reason": "defective", "customer_kind": "company"}, date(2028, 11, 19), "warranty", date(2028, 11, 19)),
        ({"reason": "defective"}, date(2028, 11, 20), None, None),
        ({"reason": "wrong_item", "country": "PL"}, date(2027, 6, 1), "warranty", date(2028, 11, 19)),
        ({"reason": "defective", "delivered_on": date(2024, 2, 29)}, date(2026, 2, 28), "warranty", date(2026, 2, 28)),
    ],
)
def test_the_first_right_that_runs(changes: dict[str, Any], today: date, kind: str | None, until: date | None) -> None:
    right = right_on(case(**changes), today, {})
    assert (right and right.kind, right and right.until_on) == (kind, until)


def test_the_order_of_rights_is_that_of_the_rules() -> None:
    assert [right.kind for right in rights(case(reason="defective", condition="unopened"), {})] == [
        "warranty",
        "withdrawal",
        "goodwill",
    ]


def test_settings_change_the_days() -> None:
    right = right_on(case(), date(2026, 12, 10), {"withdrawal_de": 30})
    assert right is not None
    assert right.until_on == date(2026, 12, 19)


def test_every_rule_says_where_it_comes_from() -> None:
    names = [rule.basis for rule in RULES]
    assert len(names) == len(set(names))
    assert all(rule.source for rule in RULES)
