"""The public price list, prices in time, and stock from the ERP."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api


def numbers(answer: Any) -> list[str]:
    return [item["number"] for item in answer["items"]]


def test_anybody_sees_what_can_be_ordered_today(api: Api) -> None:
    listed = api.done("GET", "/products")
    assert listed["total"] == len(listed["items"])
    assert {"STROM-FIX-24", "PRAD-STALA", "R7", "LADER"} <= set(numbers(listed))
    assert "STROM-ALT" not in numbers(listed), "it is not sold any more"


def test_the_list_is_narrowed(api: Api) -> None:
    asked = {"kind": "tariff", "commodity": "electricity", "country": "DE", "customer_kind": "company"}
    assert numbers(api.done("GET", "/products", params=asked)) == ["GEWERBE-STROM"]
    assert "PRAD-STALA" in numbers(api.done("GET", "/products", params={"country": "PL"}))
    routers = api.done("GET", "/products", params={"kind": "device", "commodity": "fibre", "customer_kind": "company"})
    assert numbers(routers) == ["R11", "R7", "R9"], "what is for all customers is for companies too"


def test_a_tariff_shows_price_terms_and_words(api: Api) -> None:
    tariff = api.done("GET", "/products/strom-fix-24", params={"language": "de"})
    assert (tariff["number"], tariff["name"]) == ("STROM-FIX-24", "Zorza Strom Fix 24")
    assert api.done("GET", "/products/STROM-FIX-24")["name"] == "Zorza Strom Fix 24 in English"
    price = tariff["price"]
    assert price["gross"]["base"] == {"amount": "12.90", "currency": "EUR"}
    assert price["gross"]["unit"] == {"amount": "0.319", "currency": "EUR"}
    assert price["net"]["base"]["amount"] == "10.8403"
    assert (price["stated"], price["tax_percent"]) == ("gross", 19)
    assert (price["valid_from_on"], price["valid_until_on"]) == ("2024-01-01", "2026-12-31")
    assert price["rules"]["term_months"] == 24
    assert price["rules"]["guarantee_months"] == 24
    assert tariff["stock"] is None


def test_a_business_tariff_is_stated_without_tax(api: Api) -> None:
    price = api.done("GET", "/products/GEWERBE-STROM")["price"]
    assert price["stated"] == "net"
    assert (price["net"]["unit"]["amount"], price["gross"]["unit"]["amount"]) == ("0.26", "0.3094")
    assert (price["rules"]["renewal"], price["rules"]["renewal_months"]) == ("fixed_term", 12)


def test_a_plan_shows_what_it_includes(api: Api) -> None:
    plan = api.done("GET", "/products/MOBIL-L", params={"language": "pl"})
    assert plan["included"] == {"data_gb": 50, "minutes": None, "sms": None, "speed_mbit": None}
    assert plan["price"]["gross"]["beyond"]["amount"] == "1.50"
    assert plan["name"] == "Zorza Mobil L po polsku"


def test_the_price_of_a_day_counts(api: Api) -> None:
    with api.at(datetime(2026, 12, 31, 22, 59, tzinfo=UTC)):
        assert api.done("GET", "/products/STROM-FIX-24")["price"]["gross"]["base"]["amount"] == "12.90"
    with api.at(datetime(2026, 12, 31, 23, tzinfo=UTC)):
        price = api.done("GET", "/products/STROM-FIX-24")["price"]
    assert (price["gross"]["base"]["amount"], price["valid_until_on"]) == ("13.90", None), "a new year in Berlin"


@pytest.mark.parametrize("number", ["STROM-ALT", "NOTHING", "%00", "' OR 1=1 --", "Ä"])
def test_what_cannot_be_ordered_is_not_found(api: Api, number: str) -> None:
    answer = api.ask("GET", f"/products/{number}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def counted(available: int, at: str) -> dict[str, Any]:
    return {"available": available, "as_of_at": at, "next_delivery_on": "2026-11-27"}


def test_the_erp_says_how_many_there_are(own_api: Api) -> None:
    path = "/erp/products/R9/stock"
    first = own_api.done("PUT", path, body=counted(12, "2026-11-20T11:00:00+01:00"), secret=GATEWAY_SECRET)
    assert first == {"available": 12, "next_delivery_on": "2026-11-27", "as_of_at": "2026-11-20T10:00:00Z"}
    late = own_api.done("PUT", path, body=counted(99, "2026-11-20T09:59:59Z"), secret=GATEWAY_SECRET)
    assert late == first, "a count that was overtaken changes nothing"
    assert own_api.done("GET", "/products/R9")["stock"] == first
    new = own_api.done("PUT", "/erp/products/R11/stock", body=counted(1, "2026-11-20T10:00:00Z"), secret=GATEWAY_SECRET)
    assert new["available"] == 1


def test_stock_is_for_the_erp_and_for_things(api: Api) -> None:
    body = counted(1, "2026-11-20T10:00:00Z")
    assert api.ask("PUT", "/erp/products/R9/stock", body=body).json()["code"] == "scope_missing"
    refused = api.ask("PUT", "/erp/products/MOBIL-L/stock", body=body, secret=GATEWAY_SECRET)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_stocked")
    missing = api.ask("PUT", "/erp/products/NOTHING/stock", body=body, secret=GATEWAY_SECRET)
    assert missing.status_code == 404
    for wrong in ({"available": -1}, {"as_of_at": "2026-11-20T10:00:00"}):
        assert api.ask("PUT", "/erp/products/R9/stock", body=body | wrong, secret=GATEWAY_SECRET).status_code == 422


async def test_services_price_lines_and_find_tariffs(api: Api) -> None:
    from backend_api.database import session_factory
    from backend_api.errors import NotFoundError
    from backend_api.products import service

    sessions = session_factory(api.database)
    today = date(2026, 11, 20)
    async with sessions() as session:
        line = await service.priced_line(session, "R7", 3, on=today)
        assert (str(line.one_off_total), line.monthly_total, line.product_name) == ("297.00", None, "Router R7")
        old = await service.price_of(session, "STROM-ALT", on=today)
        assert str(old.gross.base) == "9.9000", "what is not sold any more still has its price"
        with pytest.raises(NotFoundError):
            await service.priced_line(session, "STROM-ALT", 1, on=today)
        with pytest.raises(NotFoundError):
            await service.price_of(session, "R9", on=today, category="B")
        found = await service.eligible(
            session,
            service.Wanted(kind="tariff", commodity="electricity", country="DE", customer_kind="private"),
            on=today,
        )
        assert [entry.product.number for entry in found] == ["STROM-12", "STROM-FIX-24"]
        contract = "Zorza Strom 12"
        assert await service.number_of(session, contract, "DE") == "STROM-12"
        assert await service.number_of(session, "Unknown", "DE") is None
    await sessions.kw["bind"].dispose()
    assert api.json("/contracts", world.ANNA.customer)["items"][0]["product_name"] == contract
