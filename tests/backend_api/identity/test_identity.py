"""The gateway finds who has a number; nobody else may ask."""

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api

if TYPE_CHECKING:
    from backend_api.dependencies import Wiring


def look_up(api: Api, number: str, second_id: str | None = None) -> Any:
    body = {"number": number, "second_id": second_id}
    return api.client.post("/identity/lookups", json=body, headers={"Wattline-Secret": GATEWAY_SECRET})


@pytest.mark.parametrize("number", ["00010009", "K-0001 0009", "44051401359", "44051 401 359"])
def test_a_number_or_id_finds_its_customer(api: Api, number: str) -> None:
    found = look_up(api, number).json()
    assert found["customer_id"] == str(world.ANNA.customer)
    assert (found["roles"], found["language"]) == (["private_customer"], "de")
    assert [(one["kind"], one["value"], one["confirmed"]) for one in found["addresses"]] == [
        ("phone", "+4915112001000", True),
        ("email", "m1000@example.com", True),
        ("email", "old1000@example.com", False),
    ]
    assert [one["confirmed_at"] is not None for one in found["addresses"]] == [True, True, False]


@pytest.mark.capability("B27")
def test_an_application_number_with_the_tax_id_finds_the_applicant(api: Api) -> None:
    found = look_up(api, "A 0030007", "526-000-12-46").json()
    assert found["customer_id"] == str(world.APPLICANT.customer)
    assert found["roles"] == ["company_reads", "company_orders"]


@pytest.mark.parametrize(
    ("number", "second_id"),
    [
        ("A-0030007", None),
        ("A-0030007", "44051401359"),
        ("A-0030007", "5260001247"),
        ("99999997", None),
        ("00010008", None),
        ("hello", None),
        ("\x00", "\x00"),
        ("-", "-"),
        ("+4915112001000", None),
        ("m1000@example.com", None),
    ],
)
def test_whatever_does_not_fit_is_not_found_in_the_same_words(api: Api, number: str, second_id: str | None) -> None:
    answer = look_up(api, number, second_id)
    assert answer.status_code == 404
    assert answer.content == look_up(api, "99999997").content


@pytest.mark.parametrize(
    ("number", "second_id"),
    [("00010009", None), ("99999997", None), ("A-0030007", None), ("A-0030007", "5260001246"), ("hello", "world")],
)
def test_found_or_not_the_database_does_the_same_work(api: Api, number: str, second_id: str | None) -> None:
    wiring: Wiring = api.client.app.state.parts.wiring  # type: ignore[attr-defined]
    engine = wiring.sessions.kw["bind"].sync_engine
    seen: list[str] = []

    def record(*args: Any) -> None:
        seen.append(args[2])

    event.listen(engine, "before_cursor_execute", record)
    look_up(api, number, second_id)
    event.remove(engine, "before_cursor_execute", record)
    parties = ("FROM customers", "FROM contact_addresses")
    selects = [statement for statement in seen if any(table in statement for table in parties)]
    assert len(selects) == 2
    assert "customers" in selects[0]
    assert "contact_addresses" in selects[1]


def test_the_same_by_id(api: Api) -> None:
    headers = {"Wattline-Secret": GATEWAY_SECRET}
    found = api.client.get(f"/identity/customers/{world.ANNA.customer}", headers=headers)
    assert found.json() == look_up(api, "00010009").json()
    missing = api.client.get(f"/identity/customers/{world.uid(77)}", headers=headers)
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


def test_the_actions_may_not_look_anybody_up(api: Api) -> None:
    headers = api.headers(world.ANNA.customer)
    for answer in (
        api.client.post("/identity/lookups", json={"number": "00010009"}, headers=headers),
        api.client.get(f"/identity/customers/{world.ANNA.customer}", headers=headers),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_a_refused_lookup_does_not_repeat_the_number(api: Api) -> None:
    answer = look_up(api, "4405140135" * 20)
    assert answer.status_code == 422
    assert "4405140135" not in answer.text
