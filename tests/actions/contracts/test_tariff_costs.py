"""What tariffs come to, beside what is paid now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_check_contract_expiry import ActionCheckContractExpiry
from actions.action_decline_offer import ActionDeclineOffer
from actions.action_show_contract import ActionShowContract
from actions.action_show_offers import ActionShowOffers
from actions.action_show_prices import ActionShowPrices
from actions.action_submit_meter_reading import ActionSubmitMeterReading
from tests.actions.fake_backend import FLAT, contract
from tests.actions.fake_offers import PRICE_CHANGE, PRODUCTS, add_offers, renewal

if TYPE_CHECKING:
    from rasa_sdk import Action

    from tests.actions.conftest import Stage


@pytest.fixture(autouse=True)
def offers(stage: Stage) -> None:
    add_offers(stage.backend)
    stage.backend.contracts = [contract("V-200417", FLAT, price_change=PRICE_CHANGE)]


@pytest.mark.parametrize(
    ("action", "intent", "text"),
    [
        (ActionShowOffers, "ask_offers", "what would i save if i go on the flex one"),
        (ActionDeclineOffer, "decline_offer", "so is flex dearer or cheaper than mine"),
        (ActionShowContract, "contract_details", "ist flex billiger für mich"),
        (ActionCheckContractExpiry, "contract_expiry", "czy elastyczny byłby dla mnie tańszy"),
    ],
)
def test_a_comparison_is_worked_out_whatever_it_was_taken_for(
    stage: Stage, action: type[Action], intent: str, text: str
) -> None:
    assert stage.run(action, intent, text).next_action == "action_show_prices"


def test_a_tariff_stands_beside_the_price_that_was_announced(stage: Stage) -> None:
    told = stage.run(ActionShowPrices, "ask_price", "would flex be cheaper for me")
    assert told.responses == ["utter_tariff_costs"]
    text = told.texts["en"].replace("\u00a0", " ")
    assert "Flat. At 2,000 kWh a year" in text
    assert "Zorza Klar (your tariff): €740.20, from 1 January 2027 €816.80" in text
    assert "Zorza Strom Flex: €786.80, that is €65.57 a month; €30.00 a year less than at the new price" in text
    assert "until 31 December 2026" in text


def test_a_use_that_is_named_is_taken(stage: Stage) -> None:
    told = stage.run(ActionShowPrices, "ask_price", "ile zapłacę miesięcznie przy 100 kwh", level="anonymous")
    assert "Przy 1 200 kWh rocznie (100 kWh miesięcznie)" in told.texts["pl"].replace("\u00a0", " ")
    assert "Zorza Strom Flex: €524.40" in told.texts["en"]
    assert "your tariff" not in told.texts["en"]


def test_without_a_known_use_the_prices_are_told(stage: Stage) -> None:
    stage.backend.contracts = [contract("V-200417", FLAT)]
    told = stage.run(ActionShowPrices, "ask_price", "would flex be cheaper for me")
    assert told.responses == ["utter_prices"]


def test_the_cheapest_is_worked_out_where_there_is_no_offer_yet(stage: Stage) -> None:
    stage.backend.answers["GET", "/contracts/c-V-200417/renewal"] = renewal("c-V-200417", [], "too_early")
    stage.backend.answers["GET", "/offers"] = {"items": [], "total": 0}
    told = stage.run(ActionShowOffers, "ask_offers", "which tariff is cheapest for me")
    assert told.responses == ["utter_tariff_costs"]


def test_ones_own_offers_come_first(stage: Stage) -> None:
    assert stage.run(ActionShowOffers, "ask_offers", "which tariff is cheapest for me").responses == [
        "utter_own_offers"
    ]


@pytest.mark.parametrize(("postcode", "country"), [("50667", "DE"), ("00-950", "PL")])
def test_a_postcode_says_which_country(stage: Stage, postcode: str, country: str) -> None:
    text = f"how much for 2500kwh electricity a year, {postcode}"
    stage.run(ActionShowPrices, "ask_price", text, level="anonymous")
    asked = next(call for call in stage.backend.calls if call.url.path == "/products")
    assert asked.url.params["country"] == country


def test_a_reading_is_no_use(stage: Stage) -> None:
    text = "my meter reads 2500 kwh"
    read = stage.run(ActionSubmitMeterReading, "submit_meter_reading", text, number={"value": "2500"})
    assert read.next_action != "action_show_prices"
    assert PRODUCTS
