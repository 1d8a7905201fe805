"""Partners see what is for their category, staff raise them, and a raise on the first takes effect that day."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.backend_api.conftest import GATEWAY_SECRET, Api
from tests.backend_api.products.rows import A_PARTNER, B_PARTNER, SUSPENDED, uid

DECEMBER = datetime(2026, 11, 30, 23, tzinfo=UTC)
"""The first of December has just begun in Berlin."""


def partner(api: Api, number: int = B_PARTNER, person: int | None = None) -> str:
    return api.fact(partner=uid(number), person=uid(person or number + 1))


def desk(api: Api, role: str = "back_office") -> str:
    return api.fact(person=uid(900), roles=[role])


def test_a_partner_sees_itself_and_the_coming_category(api: Api) -> None:
    own = api.done("GET", "/partner", fact=partner(api))
    assert (own["number"], own["category"], own["category_since_on"]) == ("H-00350", "B", "2025-03-01")
    assert (own["next_category"], own["next_category_from_on"]) == ("A", "2026-12-01")
    with api.at(DECEMBER):
        own = api.done("GET", "/partner", fact=partner(api))
    assert (own["category"], own["next_category"]) == ("A", None)


@pytest.mark.capability("V18")
def test_news_rules_and_documents_are_cut_to_the_category(api: Api) -> None:
    def titles(number: int, **params: Any) -> list[str]:
        listed = api.done("GET", "/partner/news", fact=partner(api, number), params=params)
        assert listed["total"] == len(listed["items"])
        return [item["title"] for item in listed["items"]]

    assert titles(B_PARTNER) == ["Title 380 en", "Title 384 en"], "not A's, not what is over, not what comes"
    assert titles(A_PARTNER, language="pl") == ["Title 381 pl", "Title 380 pl"]
    assert titles(B_PARTNER, kind="rule", language="de") == ["Title 384 de"]
    with api.at(DECEMBER):
        assert titles(B_PARTNER) == ["Title 383 en", "Title 381 en", "Title 380 en"], "raised to A today"
    of_a, missing = (api.ask("GET", f"/partner/news/{item}", fact=partner(api)) for item in (uid(381), uid(399)))
    assert (of_a.status_code, of_a.content) == (404, missing.content)
    assert api.done("GET", f"/partner/news/{uid(380)}", fact=partner(api))["title"] == "Title 380 en"


def test_staff_publish_for_categories(own_api: Api) -> None:
    words = {"title": "New", "text": "Something new."}
    entry: dict[str, Any] = {"kind": "news", "categories": ["C", "B"], "published_on": "2026-11-20"}
    entry |= {"en": words, "de": words, "pl": words}
    own_api.done("POST", "/staff/partner-news", fact=desk(own_api), body=entry)
    assert "New" in own_api.ask("GET", "/partner/news", fact=partner(own_api)).text
    assert "New" not in own_api.ask("GET", "/partner/news", fact=partner(own_api, A_PARTNER)).text
    refused = own_api.ask("POST", "/staff/partner-news", fact=desk(own_api), body=entry | {"categories": ["Z"]})
    assert refused.json()["code"] == "category_unknown"


@pytest.mark.parametrize("path", ["/partner", "/partner/news", "/partner/products", "/partner/products/R7"])
def test_only_persons_of_active_partners_enter(api: Api, path: str) -> None:
    for fact in (None, api.fact(uid(1000)), desk(api)):
        assert api.ask("GET", path, fact=fact).json()["code"] == "role_missing"
    assert api.ask("GET", path, secret=GATEWAY_SECRET).status_code == 403
    for number in (SUSPENDED, 399):
        assert api.ask("GET", path, fact=partner(api, number)).status_code == 404


def test_somebody_who_left_the_partner_sees_nothing(api: Api) -> None:
    for path in ("/partner", "/partner/news", "/partner/products", "/products", "/partner/products/R9/alternatives"):
        assert api.ask("GET", path, fact=partner(api, B_PARTNER, A_PARTNER + 1)).status_code == 404


def test_staff_raise_a_partner_from_a_coming_day_on(own_api: Api) -> None:
    path = "/staff/partners/H-00360"
    change = {"category": "C", "valid_from_on": "2027-01-01"}
    entered = own_api.done("POST", f"{path}/category-changes", fact=desk(own_api), body=change)
    assert (entered["category"], entered["next_category"]) == ("A", "C")
    assert own_api.done("GET", path, fact=desk(own_api, "agent"))["history"] == [
        {"category": "A", "valid_from_on": "2024-01-01"},
        {"category": "C", "valid_from_on": "2027-01-01"},
    ]
    for body, code in (
        (change, "change_known"),
        (change | {"valid_from_on": "2026-11-20"}, "change_in_the_past"),
        (change | {"category": "Z"}, "category_unknown"),
    ):
        answer = own_api.ask("POST", f"{path}/category-changes", fact=desk(own_api), body=body)
        assert answer.json()["code"] == code
    numbers = [item["number"] for item in own_api.done("GET", "/staff/partners", fact=desk(own_api, "it"))["items"]]
    assert numbers == ["H-00350", "H-00360", "H-00370"]


def test_partners_cannot_raise_themselves(api: Api) -> None:
    change = {"category": "A", "valid_from_on": "2027-01-01"}
    for fact in (partner(api), desk(api, "agent"), api.fact(uid(1000)), None):
        answer = api.ask("POST", "/staff/partners/H-00350/category-changes", fact=fact, body=change)
        assert answer.json()["code"] == "role_missing"
    assert api.ask("GET", "/staff/partners", fact=partner(api)).json()["code"] == "role_missing"
    missing = api.ask("POST", "/staff/partners/H-99999/category-changes", fact=desk(api), body=change)
    assert missing.status_code == 404
