"""Regular advance payments over HTTP."""

from datetime import UTC, datetime
from typing import Any

import pytest

from backend_api.tables import Contract, Installment
from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.happened import happened
from tests.backend_api.stored import change as change_row
from tests.backend_api.stored import newcomer


@pytest.fixture
def who(api: Api) -> world.Ids:
    return newcomer(api)


def the_one(api: Api, who: world.Ids) -> Any:
    return api.json("/installments", who.customer)["items"][0]


def change(api: Api, who: world.Ids, amount: str, *, currency: str = "EUR", **asked: Any) -> Any:
    path = f"/installments/{the_one(api, who)['id']}/changes"
    body = {"amount": {"amount": amount, "currency": currency}}
    return api.ask("POST", path, fact=asked.pop("fact", api.fact(who.customer)), body=body, **asked)


@pytest.mark.capability("B5")
def test_an_installment_says_what_is_due_when_and_how_far_it_may_change(api: Api) -> None:
    """1,320 kWh in the last year at 0.3125, and 12 x 12.50: 562.50 a year, 46.88 a month."""
    found = the_one(api, world.ANNA)
    assert (found["amount"]["amount"], found["next_due_on"], found["due_day"]) == ("47.00", "2026-12-05", 5)
    assert found["limits"]["basis"] == "use"
    bounds = [found["limits"][name]["amount"] for name in ("lowest", "fair", "highest")]
    assert bounds == ["38.00", "46.88", "93.00"]
    assert [(step["from_on"], step["amount"]["amount"]) for step in found["history"]] == [
        ("2024-10-05", "44.00"),
        ("2025-10-05", "47.00"),
    ]
    assert api.json(f"/installments/{found['id']}", world.ANNA.customer) == found


def test_a_change_within_the_limits_holds_from_the_next_due_day(api: Api, who: world.Ids) -> None:
    changed = change(api, who, "60.00").json()
    assert (changed["amount"]["amount"], changed["next_due_on"]) == ("60.00", "2026-12-05")
    assert changed["history"][-1] == {
        "from_on": "2026-12-05",
        "amount": {"amount": "60.00", "currency": "EUR"},
        "changed_by": "customer",
    }
    contract = api.json("/contracts", who.customer)["items"][0]["number"]
    assert happened(api, "instalment_changed", who.customer) == [{"contract_number": contract, "from_on": "2026-12-05"}]


def test_just_before_the_due_day_it_holds_from_the_one_after(api: Api, who: world.Ids) -> None:
    with api.at(datetime(2026, 12, 3, 9, tzinfo=UTC)):
        changed = change(api, who, "60.00").json()
        assert (changed["amount"]["amount"], changed["next_due_on"]) == ("47.00", "2026-12-05")
        assert (changed["earliest_change_on"], changed["history"][-1]["from_on"]) == ("2027-01-05", "2027-01-05")


def test_changing_again_replaces_and_the_same_amount_changes_nothing(api: Api, who: world.Ids) -> None:
    for amount in ("60.00", "70.00", "70.00"):
        assert change(api, who, amount).status_code == 201
    assert [step["amount"]["amount"] for step in the_one(api, who)["history"]] == ["44.00", "47.00", "70.00"]
    assert len(happened(api, "instalment_changed", who.customer)) == 2


@pytest.mark.parametrize("amount", ["37.99", "93.01", "0.00", "9999999.99"])
def test_outside_the_limits_the_bounds_are_said(api: Api, amount: str) -> None:
    answer = change(api, world.ANNA, amount)
    assert (answer.status_code, answer.json()["code"]) == (422, "installment_out_of_range")
    details = answer.json()["details"]
    assert (details["lowest"]["amount"], details["highest"]["amount"], details["basis"]) == ("38.00", "93.00", "use")
    assert the_one(api, world.ANNA)["amount"]["amount"] == "47.00"


def test_what_cannot_be_an_amount_is_refused(api: Api) -> None:
    assert change(api, world.ANNA, "60.00", currency="PLN").json()["code"] == "currency_differs"
    for amount in ("60", "60.001", "-60.00", "1e3"):
        assert change(api, world.ANNA, amount).status_code == 422


def test_who_only_reads_changes_nothing(api: Api) -> None:
    answer = change(api, world.ANNA, "60.00", fact=api.fact(world.ANNA.customer, person=world.uid(424_242)))
    assert (answer.status_code, answer.json()["code"]) == (403, "right_missing")
    answer = change(api, world.ANNA, "60.00", fact=api.fact(world.ANNA.customer, "channel"))
    assert (answer.status_code, answer.json()["needed"]) == (403, "verified")


def test_who_is_limited_to_a_site_sees_only_what_is_paid_there(own_api: Api) -> None:
    api, company, south = own_api, world.uid(1110), world.uid(1131)
    change_row(api, Installment, world.uid(1600), customer_id=company)
    change_row(api, Contract, world.ANNA.contract, customer_id=company, service_point_id=south)
    head, director = (api.fact(company, person=world.uid(1000 + one)) for one in (114, 111))
    assert len(api.done("GET", "/installments", fact=director)["items"]) == 1
    assert api.done("GET", "/installments", fact=head)["items"] == []
    path = f"/installments/{world.uid(1600)}"
    body = {"amount": {"amount": "60.00", "currency": "EUR"}}
    assert api.ask("GET", path, fact=head).status_code == 404
    assert api.ask("POST", f"{path}/changes", fact=head, body=body).status_code == 404


def test_our_own_people_change_it_for_the_customer(api: Api, who: world.Ids) -> None:
    staff = api.fact(who.customer, roles=["agent"], person=world.uid(7))
    assert change(api, who, "55.00", fact=staff).json()["history"][-1]["changed_by"] == "staff"


def test_who_has_none_is_told_so(api: Api) -> None:
    assert api.json("/installments", world.APPLICANT.customer) == {"items": []}
