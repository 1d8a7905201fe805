"""Prices that are asked for without naming a product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._bills.installments import settled_amount
from actions._orders.products import find_products
from actions._words.prices import asks_cost_of_it, asks_unit_price, asks_whether_sold, asks_why_raised, finds_us_dear
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_check_bill import ActionCheckBill
from actions.action_show_contract import ActionShowContract
from actions.action_show_prices import ActionShowPrices
from tests.actions.fake_offers import PRODUCTS, add_offers

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

IT = ["does it cost anything?", "is that free", "und was kost mich das", "kostet das was?", "a jakiś koszt tego?"]
IT += ["bez kosztów?", "ile to kosztuje", "any fee?"]


@pytest.fixture(autouse=True)
def offers(stage: Stage) -> None:
    add_offers(stage.backend)


@pytest.mark.parametrize("text", IT)
@pytest.mark.parametrize("matter", ["change_installment", "cancel_order", "update_contact"])
def test_what_an_errand_costs_is_told_instead_of_all_prices(stage: Stage, text: str, matter: str) -> None:
    assert asks_cost_of_it(text)
    told = stage.run(ActionShowPrices, "ask_price", text, slots={"draft": {"matter": matter}})
    assert told.responses == ["utter_errand_costs_nothing"]
    assert told.next_action == "action_resume_errand"


@pytest.mark.parametrize("text", IT)
def test_what_leaving_costs_is_told_with_the_contract(stage: Stage, text: str) -> None:
    told = stage.run(ActionShowPrices, "ask_price", text, slots={"draft": {"matter": "cancel_contract"}})
    assert told.next_action == "action_check_contract_expiry"


def test_a_product_that_is_named_has_its_own_price(stage: Stage) -> None:
    told = stage.run(ActionShowPrices, "ask_price", "how much is a router", slots={"draft": {"matter": "report_move"}})
    assert told.responses == ["utter_prices"]


@pytest.mark.parametrize("text", IT)
def test_of_nothing_in_particular_it_is_asked_what_is_meant(stage: Stage, text: str) -> None:
    told = stage.run(ActionShowPrices, "ask_price", text)
    assert told.responses == ["utter_price_of_what"]
    assert len(told.messages[0]["buttons"]) == 4


@pytest.mark.parametrize("text", ["how much do u charge per kwh", "what are you charging for gas per kwh"])
def test_what_we_charge_is_no_charger(text: str) -> None:
    found, _ = find_products(text, PRODUCTS)
    assert {product["kind"] for product in found} == {"tariff"}


@pytest.mark.parametrize(
    "text", ["what do i pay for power per kwh", "was zahl ich bei euch je kWh Strom", "ile płacę za kWh prądu"]
)
def test_a_stranger_hears_the_price_of_a_kilowatt_hour(stage: Stage, text: str) -> None:
    assert asks_unit_price(text)
    asked = stage.run(ActionShowContract, "contract_details", text, level="anonymous")
    assert asked.next_action == "action_show_prices"
    assert stage.run(ActionShowContract, "contract_details", text).next_action != "action_show_prices"


@pytest.mark.parametrize(
    "text",
    [
        *("why are you so expensive", "how come u are that pricey", "you're way too expensive"),
        *("warum seid ihr denn so teuer", "wieso ist bei euch alles so teuer", "ihr seid zu teuer"),
        *("czemu jesteście tacy drodzy", "dlaczego u was jest tak drogo", "jesteście za drodzy"),
    ],
)
def test_whoever_finds_us_dear_is_shown_offers(stage: Stage, text: str) -> None:
    assert finds_us_dear(text)
    assert stage.run(ActionCheckBill, "check_bill", text).next_action == "action_show_offers"
    assert stage.run(ActionCheckBill, "check_bill", text, level="anonymous").next_action == "action_show_prices"


@pytest.mark.parametrize("text", ["why is my bill so expensive", "warum ist das so teuer", "drogi rachunek"])
def test_a_bill_that_is_dear_is_explained(text: str) -> None:
    assert not finds_us_dear(text)


@pytest.mark.parametrize(("said", "amount"), [("least", "40.00"), ("half", "50.00"), ("fair", "90.00")])
def test_an_amount_that_follows_from_today_s(said: str, amount: str) -> None:
    limits = {name: {"amount": value} for name, value in (("lowest", "40"), ("highest", "150"), ("fair", "90"))}
    now = {"amount": {"amount": "100", "currency": "PLN"}, "limits": limits}
    assert settled_amount({said: True}, now) == {"amount": amount, "currency": "PLN"}


@pytest.mark.parametrize(
    "text", ["what does the studio cost me per month?", "was kostet mich die Wohnung", "ile mnie kosztuje mieszkanie"]
)
def test_what_a_place_costs_its_customer_stands_in_the_contract(stage: Stage, text: str) -> None:
    place = {"code": "flat", "text": "studio"}
    assert stage.run(ActionShowPrices, "ask_price", text, place=place).next_action == "action_show_contract"
    stranger = stage.run(ActionShowPrices, "ask_price", text, level="anonymous", place=place)
    assert stranger.next_action != "action_show_contract"


@pytest.mark.parametrize(
    "text", ["do you have fibre", "habt ihr Glasfaser", "czy macie światłowód", "verkauft ihr auch Strom"]
)
def test_a_stranger_asks_whether_it_is_sold(stage: Stage, text: str) -> None:
    assert asks_whether_sold(text)
    led = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, level="anonymous")
    assert led.next_action == "action_show_prices"


@pytest.mark.parametrize(
    "text", ["do you have my power bill", "habt ihr Strom abgestellt bekommen", "macie gaz, bo u mnie nie ma"]
)
def test_what_asks_for_no_product(text: str) -> None:
    assert not asks_whether_sold(text)


@pytest.mark.parametrize(
    "text",
    [
        "why are you putting your prices up",
        "warum erhöht ihr die Preise",
        "czemu podnosicie ceny",
        "why do u raise prices",
    ],
)
def test_why_prices_rise_is_told_with_the_rise(stage: Stage, text: str) -> None:
    assert asks_why_raised(text)
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text).next_action == "action_show_price_change"


@pytest.mark.parametrize("text", ["why is my bill higher", "warum ist der Preis auf der Rechnung höher"])
def test_why_a_bill_is_higher_is_another_question(text: str) -> None:
    assert not asks_why_raised(text)
