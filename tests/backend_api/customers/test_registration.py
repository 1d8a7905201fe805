"""The newest registration data are shown, and changed with proof."""

import pytest

from tests.backend_api import world
from tests.backend_api.conftest import Api
from tests.backend_api.customers.rows import COMPANY, INTERN, STAFF

HOME = {"street": "Nowa", "house_number": "7b", "postcode": "50667", "city": "Köln"}
BELA = world.BELA.customer


@pytest.mark.capability("B19")
def test_name_and_postal_address_change_with_a_fresh_code(api: Api) -> None:
    before = api.json("/customer", BELA)
    assert before["postal_address"] is None
    change = {"name": "Nowak-Berg", "postal_address": HOME}
    refused = api.ask("PATCH", "/customer", fact=api.fact(BELA), body=change)
    assert (refused.status_code, refused.json()["needed"]) == (403, "fresh")
    other = api.ask("PATCH", "/customer", fact=api.fact(BELA, "fresh", bound_to="offer:1"), body=change)
    assert (other.status_code, other.json()["needed"]) == (403, "fresh"), "the code was given for something else"
    changed = api.done("PATCH", "/customer", fact=api.fact(BELA, "fresh", bound_to="customer"), body=change)
    assert (changed["name"], changed["first_name"], changed["postal_address"]) == ("Nowak-Berg", "Maria", HOME)
    assert api.json("/customer", BELA) == changed
    back = {"name": "Nowak"}
    api.done("PATCH", "/customer", fact=api.fact(BELA, "fresh", bound_to="customer"), body=back)


@pytest.mark.capability("B19")
def test_the_language_changes_without_a_code(api: Api) -> None:
    fact = api.fact(BELA)
    assert api.done("PATCH", "/customer", fact=fact, body={"language": "pl"})["language"] == "pl"
    assert api.done("PATCH", "/customer", fact=fact, body={"language": "de"})["language"] == "de"
    assert api.ask("PATCH", "/customer", fact=fact, body={"language": "fr"}).status_code == 422


def test_an_agent_changes_it_for_the_customer_and_others_of_our_people_do_not(api: Api) -> None:
    agent = api.fact(BELA, roles=["agent"], person=world.uid(1000 + STAFF["agent"]))
    assert api.done("PATCH", "/customer", fact=agent, body={"postal_address": HOME})["postal_address"] == HOME
    it = api.fact(BELA, roles=["it"], person=world.uid(1000 + STAFF["it"]))
    answer = api.ask("PATCH", "/customer", fact=it, body={"postal_address": HOME})
    assert (answer.status_code, answer.json()["code"]) == (403, "role_missing")


def test_a_company_has_no_first_name_and_its_intern_no_right(api: Api) -> None:
    company = world.uid(1000 + COMPANY)
    fact = api.fact(company, "fresh", roles=["company_approves"], bound_to="customer")
    answer = api.ask("PATCH", "/customer", fact=fact, body={"first_name": "Ina"})
    assert (answer.status_code, answer.json()["details"]) == (422, {"problem": "first_name"})
    intern = api.fact(company, roles=["company_reads"], person=world.uid(1000 + INTERN))
    assert api.ask("PATCH", "/customer", fact=intern, body={"language": "en"}).json()["code"] == "right_missing"


@pytest.mark.capability("B29")
def test_a_company_sees_sites_people_and_who_looks_after_it(api: Api) -> None:
    company = api.json("/customer", world.uid(1000 + COMPANY))
    assert [site["name"] for site in company["sites"]] == ["Group", "North", "Shop Alster", "South"]
    assert company["key_account"]["name"] == "Sam"
    assert company["preferences"][0]["masked"] == "o***@bakery.example"
    assert company["tax_id"] == "DE136695976"
    assert company["postal_address"]["city"] == "Hamburg"
    assert "Fred Former" not in [one["name"] for one in company["representatives"] if one["state"] == "active"]


def test_ids_are_proved_by_a_paper_that_our_people_saw(api: Api) -> None:
    agent = api.fact(roles=["agent"], person=world.uid(1000 + STAFF["agent"]))
    path = f"/staff/customers/{world.uid(1000 + COMPANY)}/id-proof"
    api.done("POST", path, fact=agent, body={"paper": "company_register"})
    assert api.json("/customer", world.uid(1000 + COMPANY))["ids_proven"]
    nobody = api.ask("POST", f"/staff/customers/{world.uid(9)}/id-proof", fact=agent, body={"paper": "passport"})
    assert nobody.status_code == 404
    none = api.ask("POST", f"/staff/customers/{BELA}/id-proof", fact=agent, body={"paper": "passport"})
    assert none.json()["details"] == {"problem": "no_id"}
    customer = api.ask("POST", path, fact=api.fact(BELA), body={"paper": "passport"})
    assert (customer.status_code, customer.json()["code"]) == (403, "role_missing")
