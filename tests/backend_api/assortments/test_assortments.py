"""For a partner only its category's assortment exists, at its category's price of the day."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.backend_api.conftest import Api
from tests.backend_api.products.rows import A_PARTNER, B_PARTNER, uid

DECEMBER = datetime(2026, 11, 30, 23, tzinfo=UTC)


def partner(api: Api, number: int = B_PARTNER) -> str:
    return api.fact(partner=uid(number), person=uid(number + 1))


def numbers(api: Api, path: str, number: int = B_PARTNER) -> list[str]:
    return sorted(item["number"] for item in api.done("GET", path, fact=partner(api, number))["items"])


def price(api: Api, product: str, number: int = B_PARTNER) -> Any:
    found = api.done("GET", f"/partner/products/{product}", fact=partner(api, number))["price"]
    return found["gross"]["one_off"]["amount"], found["valid_until_on"]


@pytest.mark.capability("V19")
@pytest.mark.parametrize("path", ["/partner/products", "/products"])
def test_what_is_outside_the_assortment_does_not_exist(api: Api, path: str) -> None:
    assert numbers(api, path) == ["MOBIL-L", "P5", "R7", "STROM-FIX-24"]
    assert "R9" in numbers(api, path, A_PARTNER)
    foreign, missing = (api.ask("GET", f"{path}/{number}", fact=partner(api)) for number in ("R9", "R99"))
    assert (foreign.status_code, foreign.json()["code"]) == (404, "not_found")
    assert foreign.content == missing.content
    assert set(foreign.headers) == set(missing.headers)


@pytest.mark.capability("V19")
def test_what_may_be_sold_instead_is_named_without_a_price_of_the_other(api: Api) -> None:
    answer = api.done("GET", "/partner/products/r9/alternatives", fact=partner(api))
    assert (answer["number"], [item["number"] for item in answer["items"]]) == ("R9", ["R7"]), "R11 is A's too"
    assert answer["items"][0]["price"]["gross"]["one_off"]["amount"] == "85.00"
    assert not {"149.00", "119.00"} & set(str(answer).split("'")), "neither the public price of R9 nor A's"
    tariffs = api.done("GET", "/partner/products/STROM-12/alternatives", fact=partner(api))
    assert [item["number"] for item in tariffs["items"]] == ["STROM-FIX-24"], "else of the same kind and commodity"
    assert api.ask("GET", "/partner/products/R99/alternatives", fact=partner(api)).status_code == 404


@pytest.mark.capability("V20")
def test_the_price_is_the_categorys_and_dated(api: Api) -> None:
    assert price(api, "R7") == ("85.00", "2026-11-22"), "until Sunday"
    with api.at(datetime(2026, 11, 22, 23, tzinfo=UTC)):
        assert price(api, "R7") == ("89.00", None), "Monday"
    with api.at(datetime(2026, 11, 10, 12, tzinfo=UTC)):
        assert price(api, "R7") == ("89.00", "2026-11-15"), "until the promotion begins"
    assert price(api, "R7", A_PARTNER) == ("79.00", None)
    assert api.done("GET", "/products/R7")["price"]["gross"]["one_off"]["amount"] == "99.00", "for everybody else"
    assert api.done("GET", "/products/R7", fact=partner(api))["price"]["gross"]["one_off"]["amount"] == "85.00"
    assert api.done("GET", "/partner/products/STROM-FIX-24", fact=partner(api))["price"]["gross"]["base"] == {
        "amount": "12.90",
        "currency": "EUR",
    }, "without an entry in the list the public price counts"


@pytest.mark.capability("V20")
def test_a_raise_on_the_first_brings_the_larger_list_and_the_new_prices(api: Api) -> None:
    with api.at(datetime(2026, 11, 30, 22, 59, tzinfo=UTC)):
        assert "R9" not in numbers(api, "/partner/products")
        assert price(api, "P5") == ("469.00", None)
    with api.at(DECEMBER):
        assert "R9" in numbers(api, "/partner/products")
        assert price(api, "P5") == ("449.00", None)
