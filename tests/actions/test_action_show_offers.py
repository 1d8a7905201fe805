"""A customer's own offers, and what everybody can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_show_offers import ActionShowOffers
from tests.actions.fake_backend import GARAGE
from tests.actions.fake_offers import OEKO, OFFERS, PRODUCTS, add_offers, renewal

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.fixture(autouse=True)
def offers(stage: Stage) -> None:
    add_offers(stage.backend)


def test_own_offers_stand_beside_what_is_paid_today(stage: Stage) -> None:
    result = stage.run(ActionShowOffers, "ask_offers", "anything cheaper for me?")
    assert result.responses == ["utter_own_offers"]
    said = result.texts["en"]
    assert "Today a year costs €812.70 at a use of 2,100" in said
    assert "€800.10 a year (€12.60 less than today)" in said
    assert "€832.20 a year (€19.50 more than today); no minimum term" in said
    assert [button["title"] for button in result.messages[0]["buttons"]] == ["Zorza Ökostrom 12", "Zorza Strom Flex"]
    assert result.messages[0]["buttons"][0]["entities"] == {"step": "offer", "answer": OEKO}
    assert result.attachments[0]["title"] == "Cost of a year: Flat"
    assert "812.70" in result.attachments[0]["alt"]


def test_offers_that_are_not_there_yet_are_worked_out(stage: Stage) -> None:
    path = "/contracts/c-V-200418/renewal"
    stage.backend.answers["GET", path] = renewal("c-V-200418", [])
    garage = [{**OFFERS[0], "id": "f-garage", "service_point_id": GARAGE, "contract_id": "c-V-200418"}]
    stage.backend.answers["POST", "/contracts/c-V-200418/offers"] = (201, renewal("c-V-200418", garage))
    result = stage.run(ActionShowOffers, "ask_offers", "an offer for the garage", place={"code": "garage"})
    assert "Garage, contract V-200418" in result.texts["en"]
    assert "Flat" not in result.texts["en"]


def test_a_contract_that_cannot_be_renewed_says_why(stage: Stage) -> None:
    result = stage.run(ActionShowOffers, "ask_offers", "an offer for the garage", place={"code": "garage"})
    assert result.responses == ["utter_offers_for_all"]
    assert "too early for an offer; your contract runs until 30 June 2027" in result.texts["en"]
    assert "customer number" not in result.texts["en"]


def test_a_supply_the_customer_has_not_got_is_told_as_to_everybody(stage: Stage) -> None:
    result = stage.run(ActionShowOffers, "ask_offers", "internet offers?", commodity="fibre")
    assert result.responses == ["utter_offers_for_all"]
    sent = stage.backend.calls[-1].url.params
    assert (sent["commodity"], sent["country"], sent["customer_kind"]) == ("fibre", "DE", "private")


def test_a_stranger_hears_what_everybody_can_have(stage: Stage) -> None:
    result = stage.run(ActionShowOffers, "ask_offers", "was habt ihr so", level="anonymous", language="de")
    assert result.responses == ["utter_offers_for_all"]
    assert "Zorza Ökostrom 12 (Strom): 11,90 € im Monat" in result.texts["de"].replace("\u00a0", " ")
    assert "Kundennummer" in result.texts["de"]
    assert "500 Mbit/s" in result.texts["en"]
    assert result.slots["open_matter"] == "ask_offers"
    assert stage.backend.calls[-1].url.params["customer_kind"] == "private"


def test_a_company_is_told_what_companies_can_have(stage: Stage) -> None:
    stage.run(ActionShowOffers, "ask_offers", "Stromtarif für unseren Betrieb", level="anonymous", language="de")
    assert stage.backend.calls[-1].url.params["customer_kind"] == "company"


def test_in_two_countries_a_stranger_chooses_the_supply_first(stage: Stage) -> None:
    polish = {**PRODUCTS[0], "country": "PL", "number": "PRAD", "name": "Zorza Prąd"}
    stage.backend.answers["GET", "/products"] = {"items": [*PRODUCTS, polish], "total": 11}
    result = stage.run(ActionShowOffers, "ask_offers", "any offers", level="anonymous")
    assert "What are you looking for: electricity, fibre?" in result.texts["en"]
    assert [button["title"] for button in result.messages[0]["buttons"]] == ["Electricity", "Fibre"]


def test_nobody_to_check_an_identity_means_no_question_for_one(stage: Stage) -> None:
    result = stage.run(ActionShowOffers, "ask_offers", "offers", level="anonymous", gateway=False)
    assert result.slots["open_matter"] is None
