"""The statement says what the account, the invoices, the points and the comparison say by themselves."""

from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import Api

KNOWN_BY = ("id", "name", "kind", "commodity", "identifier", "meter_number", "address")


def statement(api: Api, customer: Any, **asked: Any) -> Any:
    return api.json("/account/statement", customer, **asked)


@pytest.mark.capability("B5")
@pytest.mark.parametrize("who", [world.ANNA, world.BELA], ids=["anna", "bela"])
def test_its_parts_are_those_that_can_be_asked_for_singly(api: Api, who: Any) -> None:
    told = statement(api, who.customer)
    assert told["account"] == api.json("/account", who.customer)
    assert told["invoices"] == api.json("/invoices", who.customer)["items"]
    points = api.json("/service-points", who.customer)["items"]
    assert told["points"] == [{name: point[name] for name in KNOWN_BY} for point in points]
    assert told["comparison"] is None


def test_it_lists_as_many_invoices_as_asked_for(api: Api) -> None:
    told = statement(api, world.ANNA.customer, limit=2)
    assert told["invoices"] == api.json("/invoices", world.ANNA.customer)["items"][:2]
    assert api.get("/account/statement", world.ANNA.customer, limit=101).status_code == 422


def test_where_several_invoices_matter_none_is_compared(api: Api) -> None:
    assert statement(api, world.ANNA.customer, compare=True)["comparison"] is None


def test_the_invoice_that_matters_is_compared_with_the_one_before(api: Api) -> None:
    told = statement(api, world.ANNA.customer, compare=True, limit=1)
    number = told["invoices"][0]["number"]
    assert told["comparison"]["invoice"]["number"] == number
    assert told["comparison"] == api.json(f"/invoices/{number}/comparison", world.ANNA.customer)


def test_a_customer_who_is_gone_has_none(api: Api) -> None:
    assert api.get("/account/statement", world.uid(424242)).status_code == 404
