"""Prices of products by their rough names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._orders.products import find_products
from actions._words.prices import asks_price_of_tariff
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_contract import ActionCancelContract
from actions.action_check_contract_expiry import ActionCheckContractExpiry
from actions.action_show_prices import ActionShowPrices
from tests.actions.fake_offers import PRODUCTS, add_offers

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage


@pytest.fixture(autouse=True)
def offers(stage: Stage) -> None:
    add_offers(stage.backend)


def ask(stage: Stage, text: str, language: str = "de", **entities: str) -> Result:
    return stage.run(ActionShowPrices, "ask_price", text, level="anonymous", language=language, **entities)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("how much is the router r9", ["R9"]),
        ("was kostet der ruoter", ["R7", "R9"]),
        ("ile kosztuje telefon p5", ["P5-BLACK", "P5-BLUE"]),
        ("do you still have the blue phone", ["P5-BLUE"]),
        ("was kostet glasfaser 500", ["GLAS-500"]),
        ("preis ladegerät", ["CHARGER-20"]),
        ("po ile wzmacniacz wifi", ["REPEATER-6"]),
        ("is the blackk phone there", ["P5-BLACK"]),
        ("strompreis?", ["STROM-OEKO", "STROM-FLEX"]),
        ("ile za ładowarkę", ["CHARGER-20"]),
    ],
)
def test_a_rough_name_finds_the_product(text: str, numbers: list[str]) -> None:
    found, is_meant = find_products(text, PRODUCTS)
    assert [product["number"] for product in found] == numbers
    assert is_meant


@pytest.mark.parametrize("text", ["price of the samsung s24", "was kostet die fritzbox", "router zx200 cena"])
def test_what_is_not_sold_finds_what_comes_nearest(text: str) -> None:
    found, is_meant = find_products(text, PRODUCTS)
    assert found
    assert not is_meant


def test_price_and_stock_are_told_to_everybody(stage: Stage) -> None:
    result = ask(stage, "how much is the router r9", "en")
    assert result.responses == ["utter_prices"]
    assert "Router R9 Pro: €179.00; 8 in stock. Good to have." in result.texts["en"]
    assert "how many you need" in result.texts["en"]


def test_sold_out_says_when_more_will_come(stage: Stage) -> None:
    assert "sold out at the moment, more expected on 28 November 2026" in ask(stage, "the blue phone").texts["en"]


def test_an_unknown_thing_offers_the_nearest_as_buttons(stage: Stage) -> None:
    result = ask(stage, "what does the samsung s24 cost", "en")
    assert "I cannot find exactly that" in result.texts["en"]
    assert [button["title"] for button in result.messages[0]["buttons"]] == [
        "Phone P5, black",
        "Phone P5, blue",
        "Phone P8 Max",
    ]
    pressed = stage.run(ActionShowPrices, "ask_price", level="anonymous", answer="P8")
    assert "Phone P8 Max: €899.00" in pressed.texts["en"]


def test_the_words_go_before_the_supply_that_was_understood(stage: Stage) -> None:
    assert "Router R7" in ask(stage, "router price", "en", commodity="fibre").texts["en"]
    assert "Zorza Glasfaser 500" in ask(stage, "the line, how much", "en", commodity="fibre").texts["en"]


def test_a_name_after_the_list_is_a_choice(stage: Stage) -> None:
    listed = ask(stage, "what does a klein bottle cost", "en")
    assert listed.responses == ["utter_products"]
    assert listed.slots["options"][0]["slot"] == "answer"
    chosen = stage.run(ActionShowPrices, "give_details", "r7", level="anonymous", slots={"answer": "R7"})
    assert "Router R7: €99.00" in chosen.texts["en"]
    assert chosen.slots["answer"] is None


def test_the_whole_list_is_told_without_regret(stage: Stage) -> None:
    said = ask(stage, "cennik proszę", "pl").texts["pl"]
    assert said.startswith("Mamy: Router R7")
    assert "nie widzę" not in said


def test_the_customer_gets_what_his_country_and_kind_can_have(stage: Stage) -> None:
    stage.backend.country = "PL"
    stage.run(ActionShowPrices, "ask_price", "router price")
    sent = stage.backend.calls[-1].url.params
    assert (sent["country"], sent["customer_kind"], sent["language"]) == ("PL", "private", "en")


@pytest.mark.parametrize("text", ["was kostet versand", "how much is shipping", "ile kosztuje wysyłka"])
def test_what_delivery_costs_is_told(stage: Stage, text: str) -> None:
    assert ask(stage, text, "en").responses == ["utter_delivery_cost"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("a ten flex można wypowiedzieć kiedy się chce?", "pl"),
        ("kann man den Strom Flex jederzeit kündigen", "de"),
        ("can i leave the flex tariff early", "en"),
    ],
)
@pytest.mark.parametrize("intent", ["contract_expiry", "cancel_contract", "out_of_scope"])
def test_a_stranger_hears_the_terms_of_a_tariff(stage: Stage, text: str, language: str, intent: str) -> None:
    action = {"contract_expiry": ActionCheckContractExpiry, "cancel_contract": ActionCancelContract}.get(
        intent, ActionAdmitMisunderstanding
    )
    went = stage.run(action, intent, text, level="anonymous", language=language, confidence=0.9)
    assert went.next_action == "action_show_prices"
    told = stage.run(ActionShowPrices, intent, text, level="anonymous", language=language)
    assert told.responses == ["utter_product_terms"]
    assert "binds for 12 months; after that it can be ended with 1 month of notice" in told.texts["en"]
    assert "mit einer Frist von 1 Monat" in told.texts["de"]


def test_the_terms_of_what_was_told_need_no_name(stage: Stage) -> None:
    told = ask(stage, "was kostet glasfaser 500")
    text = "und wie lange ist man da gebunden?"
    terms = stage.run(ActionShowPrices, "contract_expiry", text, level="anonymous", slots=told.slots)
    assert terms.responses == ["utter_product_terms"]


@pytest.mark.parametrize(
    "text", ["ile kosztuje elastyczny", "was kostet der Flex", "how much is the fix 24", "ile za światłowód 300"]
)
def test_a_tariff_named_in_short_is_asked_for_its_price(stage: Stage, text: str) -> None:
    assert stage.run(ActionAdmitMisunderstanding, "out_of_scope", text, confidence=0.95).next_action == (
        "action_show_prices"
    )


@pytest.mark.parametrize("text", ["was kostet mein Flex", "warum ist meine rechnung für den flex so hoch"])
def test_the_own_tariff_is_another_matter(text: str) -> None:
    assert not asks_price_of_tariff(text)
