"""IBANs are checked and explained; an account is stored with a fresh code for this very account and shown masked."""

from typing import Any

import pytest

from backend_api.bank_accounts.iban import mask, parse
from backend_api.bank_accounts.service import bound_to
from backend_api.values import MalformedValueError
from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.orders.rows import uid

PL = "PL10105000997603123456789123"
DE = "DE02120300000000202051"
OURS = "DE89370400440532013000"
COMPANY = uid(1110)


@pytest.mark.capability("V24")
def test_an_iban_is_checked_and_its_bank_named(api: Api) -> None:
    found = api.done("POST", "/bank-accounts/check", body={"iban": "de02 1203 0000 0000 2020 51"})
    assert (found["is_valid"], found["iban"], found["bic"]) == (True, DE, "BYLADEM1001")
    assert found["bank_name"] == "Deutsche Kreditbank Berlin"
    assert found["confirm_as"] == bound_to(DE)
    wrong = api.done("POST", "/bank-accounts/check", body={"iban": "DE89 3704 0044 0532 0130 01"})
    assert (wrong["is_valid"], wrong["problem"], wrong["iban"]) == (False, "check_digit", None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("DE8937040044053201300", "length"),
        ("DE98370400440532013000", "check_digit"),
        ("BR1500000000000010932840814P2", "country"),
        ("DE89-3704_0044", "characters"),
        ("", "characters"),
    ],
)
def test_what_is_wrong_has_a_word(text: str, problem: str) -> None:
    with pytest.raises(MalformedValueError) as caught:
        parse(text)
    assert caught.value.problem == problem


def test_numbers_are_masked() -> None:
    assert mask(DE) == "DE02…2051"
    assert parse(PL).masked == "PL10…9123"


def stored(api: Api, iban: str, **claims: Any) -> Any:
    fact = api.fact(claims.pop("customer", COMPANY), "fresh", bound_to=bound_to(iban), **claims)
    return api.ask("POST", "/bank-accounts", fact=fact, body={"iban": iban, "mandate": True})


def test_a_new_account_takes_the_place_of_the_old_one(api: Api) -> None:
    director = {"person": uid(1111), "roles": ["company_user"]}
    first = stored(api, DE, **director)
    assert first.status_code == 201, first.text
    assert first.json()["iban"] == "DE02…2051"
    assert first.json()["holder_name"] == "Bakery 1000 GmbH"
    assert first.json()["mandate_reference"].startswith("M-")
    second = stored(api, PL, **director).json()
    listed = api.done("GET", "/bank-accounts", fact=api.fact(COMPANY, **director))
    assert [(item["iban"], item["state"]) for item in listed["items"]] == [
        ("PL10…9123", "active"),
        ("DE02…2051", "replaced"),
    ]
    assert stored(api, PL, **director).json() == second
    assert "105000997603123456789123" not in str(listed)


def test_it_needs_a_code_for_this_very_account(api: Api) -> None:
    body = {"iban": PL, "mandate": True}
    for fact in (
        api.fact(world.BELA.customer),
        api.fact(world.BELA.customer, "fresh", bound_to=bound_to(DE)),
    ):
        answer = api.ask("POST", "/bank-accounts", fact=fact, body=body)
        assert (answer.status_code, answer.json()["needed"]) == (403, "fresh")


def test_who_only_orders_neither_sees_nor_changes_bank_details(api: Api) -> None:
    manager = {"person": uid(1112), "roles": ["company_user"]}
    assert stored(api, PL, **manager).json()["code"] == "right_missing"
    seen = api.ask("GET", "/bank-accounts", fact=api.fact(COMPANY, **manager))
    assert (seen.status_code, seen.json()["code"]) == (403, "right_missing")


def test_a_wrong_iban_is_refused_in_one_word(api: Api) -> None:
    fact = api.fact(world.BELA.customer, "fresh", bound_to="bank_account:x")
    answer = api.ask("POST", "/bank-accounts", fact=fact, body={"iban": "DE00", "mandate": True})
    assert (answer.status_code, answer.json()["code"]) == (422, "iban_invalid")
    assert answer.json()["details"] == {"field": "iban", "problem": "length"}


def test_nobody_pays_from_the_account_that_we_are_paid_to(api: Api) -> None:
    checked = api.done("POST", "/bank-accounts/check", body={"iban": "DE89 3704 0044 0532 0130 00"})
    assert (checked["is_valid"], checked["problem"], checked["confirm_as"]) == (False, "ours", None)
    answer = stored(api, OURS, customer=world.BELA.customer)
    assert (answer.status_code, answer.json()["details"]) == (422, {"field": "iban", "problem": "ours"})
