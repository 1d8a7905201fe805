"""Products and prices come from the ERP; what something cost on a past day stays."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.backend_api.conftest import GATEWAY_SECRET, Api

WORDS = {"name": "Router R12", "description": "A router."}
PRODUCT: dict[str, Any] = {
    "kind": "device",
    "commodity": "fibre",
    "country": "DE",
    "orderable_from_on": "2026-11-01",
    "en": WORDS,
    "de": WORDS,
    "pl": WORDS,
}
PRICE: dict[str, Any] = {
    "valid_from_on": "2026-11-01",
    "currency": "EUR",
    "amounts": {"one_off": "129.90"},
    "includes_tax": True,
    "tax_percent": "19",
}
PATH = "/erp/products/R12"


def put(api: Api, path: str, body: Any) -> Any:
    return api.ask("PUT", path, body=body, secret=GATEWAY_SECRET)


def test_a_new_product_can_be_ordered_once_it_has_a_price(own_api: Api) -> None:
    made = put(own_api, PATH, PRODUCT)
    assert (made.status_code, made.json()["prices_from_on"]) == (200, [])
    assert own_api.ask("GET", "/products/R12").status_code == 404, "it has no price yet"
    assert put(own_api, f"{PATH}/prices", PRICE).json()["prices_from_on"] == ["2026-11-01"]
    assert own_api.done("GET", "/products/R12")["price"]["gross"]["one_off"]["amount"] == "129.90"
    renamed = put(own_api, PATH, PRODUCT | {"en": {"name": "R12 Pro", "description": "Better."}})
    assert renamed.json()["prices_from_on"] == ["2026-11-01"]
    assert own_api.done("GET", "/products/R12")["name"] == "R12 Pro"
    put(own_api, PATH, PRODUCT | {"orderable_until_on": "2026-11-19"})
    assert own_api.ask("GET", "/products/R12").status_code == 404


def test_prices_change_from_tomorrow_on_only(own_api: Api) -> None:
    for day in ("2026-11-20", "2024-01-01"):
        refused = put(own_api, "/erp/products/R7/prices", PRICE | {"valid_from_on": day})
        assert (refused.status_code, refused.json()["code"]) == (422, "price_in_the_past")
    for amount in ("89", "88"):
        body = PRICE | {"valid_from_on": "2026-11-21", "amounts": {"one_off": amount}}
        days = put(own_api, "/erp/products/R7/prices", body).json()["prices_from_on"]
    assert days == ["2024-01-01", "2026-11-21"]
    today = own_api.done("GET", "/products/R7")["price"]
    assert (today["gross"]["one_off"]["amount"], today["valid_until_on"]) == ("99.00", "2026-11-20")


def test_a_tariff_keeps_its_terms(own_api: Api) -> None:
    rules = {"term_months": 12, "notice_period_value": 4, "notice_period_unit": "weeks", "renewal": "indefinite"}
    tariff = PRODUCT | {"kind": "tariff", "commodity": "electricity", "customer_kind": "private"}
    assert put(own_api, "/erp/products/STROM-NEU", tariff).status_code == 200
    price = PRICE | {"amounts": {"base": "9.90", "unit": "0.2999"}, "rules": rules}
    assert put(own_api, "/erp/products/STROM-NEU/prices", price).status_code == 200
    assert own_api.done("GET", "/products/STROM-NEU")["price"]["rules"] == rules | {
        "renewal_months": None,
        "guarantee_months": None,
    }


def test_what_makes_no_sense_is_refused(api: Api) -> None:
    assert put(api, "/erp/products/R7", PRODUCT | {"commodity": "mobile"}).json()["code"] == "product_fixed"
    assert put(api, "/erp/products/NOTHING/prices", PRICE).status_code == 404
    for path, body in (
        ("/erp/products/r12", PRODUCT),
        (PATH, PRODUCT | {"kind": "tariff", "commodity": None}),
        (PATH, PRODUCT | {"orderable_until_on": "2026-10-01"}),
        ("/erp/products/R7/prices", PRICE | {"amounts": {}}),
        ("/erp/products/R7/prices", PRICE | {"amounts": {"one_off": "0.00001"}}),
    ):
        assert put(api, path, body).status_code == 422
    assert api.ask("PUT", PATH, body=PRODUCT).json()["code"] == "scope_missing"
    assert api.ask("PUT", f"{PATH}/prices", body=PRICE).json()["code"] == "scope_missing"


def test_the_same_product_from_two_sides_at_once_is_one_product(own_api: Api) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: put(own_api, PATH, PRODUCT), range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["id"] for answer in answers}) == 1
    body = {"available": 3, "as_of_at": "2026-11-20T10:00:00Z"}
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: put(own_api, f"{PATH}/stock", body), range(6)))
    assert {answer.status_code for answer in answers} == {200}
