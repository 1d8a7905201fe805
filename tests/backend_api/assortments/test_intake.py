"""Assortments and price lists come from the ERP; what partners could sell on a past day stays."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.products.rows import B_PARTNER, uid

TOMORROW = datetime(2026, 11, 20, 23, tzinfo=UTC)
ASSORTMENTS, PRICES = "/erp/partner-categories/B/assortments", "/erp/partner-categories/B/price-lists"


def put(api: Api, path: str, **body: Any) -> Any:
    return api.ask("PUT", path, body={"name": "New", "valid_from_on": "2026-11-21"} | body, secret=GATEWAY_SECRET)


def seen(api: Api, product: str) -> Any:
    return api.ask("GET", f"/partner/products/{product}", fact=api.fact(partner=uid(B_PARTNER), person=uid(351)))


def test_a_new_assortment_adds_to_the_others_from_its_first_day_on(own_api: Api) -> None:
    put(own_api, ASSORTMENTS, product_numbers=["R11"])
    kept = put(own_api, ASSORTMENTS, product_numbers=["R9", "R9"], valid_until_on="2026-11-30")
    assert (kept.status_code, kept.json()["product_numbers"]) == (200, ["R9"])
    assert seen(own_api, "R9").status_code == 404
    with own_api.at(TOMORROW):
        assert seen(own_api, "R9").status_code == 200
        assert seen(own_api, "R11").status_code == 404, "it was replaced before it began"
        assert seen(own_api, "R7").status_code == 200


def test_a_new_price_list_counts_from_its_first_day_on_and_can_be_ended(own_api: Api) -> None:
    prices = [{"product_number": "P5", "amounts": {"one_off": "399"}}]
    assert put(own_api, PRICES, prices=prices).status_code == 200
    assert seen(own_api, "P5").json()["price"]["gross"]["one_off"]["amount"] == "469.00"
    with own_api.at(TOMORROW):
        assert seen(own_api, "P5").json()["price"]["gross"]["one_off"]["amount"] == "399.00"
        changed = put(own_api, PRICES, prices=[{"product_number": "P5", "amounts": {"one_off": "1"}}])
        assert changed.json()["code"] == "list_begun"
        assert put(own_api, PRICES, prices=prices, valid_until_on="2026-11-20").status_code == 422
        assert put(own_api, PRICES, prices=prices, valid_until_on="2026-11-21").status_code == 200
        assert seen(own_api, "P5").json()["price"]["valid_until_on"] == "2026-11-21"
    with own_api.at(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        assert seen(own_api, "P5").json()["price"]["gross"]["one_off"]["amount"] == "469.00"
        assert put(own_api, PRICES, prices=prices).json()["code"] == "list_begun", "what is over stays over"


@pytest.mark.parametrize(("path", "field"), [(ASSORTMENTS, "product_numbers"), (PRICES, "prices")])
def test_lists_are_the_erps_and_never_change_the_past(api: Api, path: str, field: str) -> None:
    empty: dict[str, Any] = {field: []}
    assert put(api, path, valid_from_on="2026-11-20", **empty).json()["code"] == "list_begun"
    assert put(api, path.replace("/B/", "/Z/"), **empty).status_code == 404
    assert put(api, path, valid_until_on="2026-11-20", **empty).status_code == 422
    body = {"name": "New", "valid_from_on": "2026-11-21", field: []}
    assert api.ask("PUT", path, body=body).json()["code"] == "scope_missing"


def test_a_list_names_products_that_exist(api: Api) -> None:
    answer = put(api, ASSORTMENTS, product_numbers=["R7", "R99"])
    assert (answer.status_code, answer.json()["details"]) == (422, {"product_numbers": ["R99"]})
