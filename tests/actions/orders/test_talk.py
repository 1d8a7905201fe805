"""What people say to an order that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions.action_place_order import ActionPlaceOrder
from actions.action_resume_errand import ActionResumeErrand
from tests.actions.fake_orders import begin, checked, ready_to_order, sent

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.fixture(autouse=True)
def customer(stage: Stage) -> None:
    ready_to_order(stage.backend)


@pytest.mark.parametrize(
    "text",
    [
        *("I don't want any router", "cancel it", "i dont need the router", "I'm not ordering anything"),
        *("ich will keinen Router", "storniere das", "ich will doch gar nichts bestellen", "stornier den Router"),
        *("nie chcę żadnego routera", "anuluj to zamówienie", "nic nie zamawiam", "nie potrzebuję tego routera"),
    ],
)
@pytest.mark.parametrize("intent", ["cancel_order", "nlu_fallback", "return_goods", "stop_notifications"])
def test_an_order_is_shaken_off(stage: Stage, text: str, intent: str) -> None:
    left = stage.answer(begin(stage, "the router R7"), intent, text)
    assert left.responses == ["utter_matter_dropped"]
    assert left.slots["draft"] is None


@pytest.mark.parametrize("text", ["cancel the lot", "cancel everything", "storniere alles", "to anuluj wszystko"])
def test_everything_is_cancelled_at_once(stage: Stage, text: str) -> None:
    assert stage.answer(begin(stage, "the router R7"), "nlu_fallback", text).next_action == "action_drop_matter"


@pytest.mark.parametrize(
    "text", ["can I cancel it later?", "cancel O-0440001", "I don't want the phone", "nein, aber nur den Router"]
)
def test_what_does_not_end_the_order(stage: Stage, text: str) -> None:
    left = stage.answer(begin(stage, "the router R7"), "nlu_fallback", text)
    assert "utter_matter_dropped" not in left.responses


@pytest.mark.parametrize(
    "text",
    [
        *("can you send it to my office, Hauptstr 5 50667 Köln", "no, to Hauptstr 5, 50667 Köln please"),
        *("schick ihn lieber an Hauptstr 5, 50667 Köln", "wyślij na Hauptstr 5, 50667 Köln"),
    ],
)
@pytest.mark.parametrize("intent", ["change_order", "submit_meter_reading", "update_contact", "order_status"])
def test_another_address_is_taken_for_the_open_order(stage: Stage, text: str, intent: str) -> None:
    if text.startswith("no") and intent in ("update_contact", "order_status"):
        return
    stage.answer(begin(stage, "the router R7"), intent, text)
    assert sent(stage, "/order-checks")["details"]["address"]["postcode"] == "50667"


def test_a_change_that_is_not_named_is_asked_for(stage: Stage) -> None:
    asked = stage.answer(begin(stage, "the router R7"), "change_order", "I'd like to change the order")
    assert asked.responses == ["utter_errand_what_instead"]


@pytest.mark.parametrize("text", ["also a mobile L", "und noch einen mobil L dazu", "i jeszcze mobil L"])
def test_one_more_thing_is_noted_for_afterwards_and_may_be_left_out(stage: Stage, text: str) -> None:
    noted = stage.answer(begin(stage, "the router R7"), "place_order", text)
    assert noted.responses == ["utter_order_also", "utter_back_to_errand"]
    assert "Mobil L" in noted.texts["en"]
    done = stage.answer(noted, "affirm", "yes")
    assert sent(stage)["lines"][0]["product_number"] == "R7"
    assert done.responses == ["utter_order_placed", "utter_order_next"]
    only = stage.answer(noted, "cancel_order", "no only the router, drop the mobil L")
    assert "without Mobil L" in only.texts["en"]
    assert stage.answer(only, "affirm", "yes").responses == ["utter_order_placed"]


@pytest.mark.parametrize("text", ["no, the charger instead", "nein, lieber den charger", "nie, jednak charger"])
def test_what_replaces_it_is_ordered_in_its_place(stage: Stage, text: str) -> None:
    stage.backend.answers["POST", "/order-checks"] = checked("CHARGER-20")
    stage.answer(begin(stage, "the router R7"), "deny", text)
    assert sent(stage, "/order-checks")["lines"][0]["product_number"] == "CHARGER-20"


@pytest.mark.parametrize(
    "text", ["a new router, the cheap one", "einen Router, den günstigen", "router, ten tani", "the cheapest router"]
)
def test_the_cheap_one_of_several_is_taken(stage: Stage, text: str) -> None:
    begin(stage, text)
    assert sent(stage, "/order-checks")["lines"][0]["product_number"] == "R7"


@pytest.mark.parametrize("text", ["how much is that?", "was kostet das", "ile to kosztuje?"])
@pytest.mark.parametrize("intent", ["order_status", "nlu_fallback", "ask_price"])
def test_the_summary_tells_the_price_once_more(stage: Stage, text: str, intent: str) -> None:
    told = stage.answer(begin(stage, "the router R7"), intent, text)
    assert told.responses == ["utter_order_summary"]


@pytest.mark.parametrize(
    "text", ["how many gb is that", "wie viel Datenvolumen hat der", "a ile gb tam jest?", "is it 24 months"]
)
@pytest.mark.parametrize("intent", ["check_consumption", "renew_contract", "nlu_fallback"])
def test_what_a_plan_holds_is_told(stage: Stage, text: str, intent: str) -> None:
    told = stage.answer(begin(stage, "a mobile plan, Mobil S"), intent, text)
    assert told.responses[0] == "utter_prices"
    assert "5\u00a0GB; 24 months" in told.texts["en"]
    assert "Mobil L" not in told.texts["en"]


@pytest.mark.parametrize("text", ["wait, the L", "warte, doch das L", "czekaj jednak L"])
def test_another_plan_is_taken_and_named_while_the_line_is_asked_for(stage: Stage, text: str) -> None:
    asked = begin(stage, "a mobile plan, Mobil S")
    draft = draft_of(asked)
    before = {**draft, "asking": "point", "values": {"product": "MOBIL-S"}}
    changed = stage.answer(asked, "nlu_fallback", text, slots={"draft": before})
    assert draft_of(changed)["values"]["product"] == "MOBIL-L"
    assert "Mobil L then" in changed.texts["en"]


def test_the_only_place_is_taken_when_the_backend_wants_one(stage: Stage) -> None:
    missing = {**checked("R7"), "problems": [{"field": "details.address", "problem": "missing", "details": {}}]}
    stage.backend.answers["POST", "/order-checks"] = missing
    stage.backend.points = [point for point in stage.backend.points if point["address"]][:1]
    begin(stage, "the router R7")
    assert sent(stage, "/order-checks")["service_point_id"] == stage.backend.points[0]["id"]


@pytest.mark.parametrize("text", ["I want another tariff", "ich will einen anderen Tarif", "chcę inną taryfę"])
def test_whoever_wants_another_tariff_is_shown_tariffs(stage: Stage, text: str) -> None:
    asked = begin(stage, text)
    assert "Router" not in asked.texts["en"]
    assert "Strom Fix 24" in str(asked.slots["draft"])


def test_ten_of_one_thing_are_pointed_out(stage: Stage) -> None:
    stage.backend.answers["POST", "/order-checks"] = checked("R7", quantity=10)
    asked = begin(stage, "10 routers R7", entities={"number": "10"})
    assert "10 of one product" in asked.texts["en"]
    stage.backend.answers["POST", "/order-checks"] = checked("R7", quantity=2)
    assert "of one product" not in begin(stage, "2 routers R7", entities={"number": "2"}).texts["en"]


def draft_of(result: Any) -> dict[str, Any]:
    draft: dict[str, Any] = result.slots["draft"]
    return draft


@pytest.mark.parametrize("text", ["the phone p5 black and a charger", "router R7 + charger"])
def test_a_second_product_beside_a_short_name_is_not_passed_over(stage: Stage, text: str) -> None:
    begin(stage, text)
    assert len(sent(stage, "/order-checks")["lines"]) == 2


def test_of_two_of_a_kind_one_is_asked_for(stage: Stage) -> None:
    assert begin(stage, "R7, R9").responses == ["utter_ask_order_product"]


def test_a_thing_is_known_by_what_people_call_it(stage: Stage) -> None:
    stage.answer(begin(stage, "the router R7"), "place_order", "also a netzteil")
    assert sent(stage, "/order-checks")["lines"][1]["product_number"] == "CHARGER-20"


@pytest.mark.parametrize("text", ["phone", "the phone please", "Telefon", "telefon proszę"])
def test_a_phone_among_goods_to_choose_from_is_no_wish_for_a_call(stage: Stage, text: str) -> None:
    asked = stage.answer(begin(stage, "I would like to order something"), "human_handoff", text, confidence=0.95)
    assert asked.responses == ["utter_ask_order_product"]
    assert "Phone P5, blue" in asked.texts["en"]
    assert "Router" not in asked.texts["en"]


@pytest.mark.parametrize("text", ["a person please", "konsultant", "call me"])
def test_a_person_is_called_for_all_the_same(stage: Stage, text: str) -> None:
    assert stage.answer(begin(stage, "a router"), "human_handoff", text, confidence=0.95).events == []


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("is delivery extra", "cost"),
        ("how much is the shipping", "cost"),
        ("kommt da noch Versand dazu", "cost"),
        ("ist die Lieferung kostenlos oder was kostet Versand", "cost"),
        ("a przesyłka ile", "cost"),
        ("czy dostawa jest darmowa", "cost"),
        ("when does it come", "day"),
        ("delivery when?", "day"),
        ("wann kommt der", "day"),
        ("Liefertermin?", "day"),
        ("kiedy to przyjdzie?", "day"),
        ("ile trwa dostawa", "day"),
        ("can you send it to a parcel locker", "locker"),
        ("geht auch Paketshop?", "locker"),
        ("wyślijcie do paczkomatu", "locker"),
    ],
)
@pytest.mark.parametrize("intent", ["order_status", "nlu_fallback", "ask_price", "change_order"])
def test_how_it_comes_is_answered_before_the_yes(stage: Stage, text: str, intent: str, about: str) -> None:
    told = stage.answer(begin(stage, "the router R7"), intent, text)
    assert told.responses == ["utter_order_delivery"]
    said = {"cost": "Nothing is added", "day": "by 30 November 2026", "locker": "parcel locker"}[about]
    assert said in told.texts["en"]
    assert "Shall I place the order?" in told.texts["en"]
    assert stage.answer(told, "affirm", "yes").responses == ["utter_order_placed"]


def test_after_a_no_a_question_brings_no_second_offer(stage: Stage) -> None:
    refused = stage.answer(begin(stage, "the router R7"), "deny", "no")
    told = stage.answer(refused, "ask_price", "what is the delivery cost")
    assert told.responses == ["utter_order_delivery"]
    assert "Shall I" not in told.texts["en"]


def test_cost_and_day_are_told_together(stage: Stage) -> None:
    told = stage.answer(begin(stage, "the router R7"), "ask_price", "how much is shipping and when does it come")
    assert "Nothing is added" in told.texts["en"]
    assert "by 30 November 2026" in told.texts["en"]


def test_who_turns_away_twice_before_anything_is_chosen_is_not_asked_again(stage: Stage) -> None:
    asked = begin(stage, "I would like to order something")
    back = stage.run(ActionResumeErrand, "check_bill", "what do I owe?", slots=asked.slots)
    assert back.responses == ["utter_back_to_errand"]
    left = stage.run(ActionResumeErrand, "contract_expiry", "and when does my contract end?", slots=back.slots)
    assert left.responses == ["utter_errand_left"]
    assert left.slots["draft"] is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yes but only if it comes by friday", "en"),
        ("ja, aber nur wenn er bis Freitag da ist", "de"),
        ("tak, ale tylko jeśli będzie do piątku", "pl"),
    ],
)
def test_a_yes_on_a_day_hears_the_day_and_orders_nothing(stage: Stage, text: str, language: str) -> None:
    heard = stage.answer(begin(stage, "the router R7"), "affirm", text, language=language)
    assert heard.responses == ["utter_order_delivery"]
    assert heard.messages[0]["about"] == ["day"]


@pytest.mark.parametrize("text", ["let me ask the wife", "da frag ich meine Frau", "spytam męża"])
def test_who_asks_others_first_is_waited_for(stage: Stage, text: str) -> None:
    waited = stage.answer(begin(stage, "the router R7"), "cancel_dialogue", text)
    assert waited.responses == ["utter_errand_waits"]
    assert waited.slots["draft"]["values"]["product"] == "R7"


@pytest.mark.parametrize(
    ("intent", "text"), [("request_my_data", "all of it"), ("decline_offer", "fine but im not happy")]
)
def test_what_only_sounds_like_another_matter_stays_with_the_order(stage: Stage, intent: str, text: str) -> None:
    stays = stage.answer(begin(stage, "the router R7"), intent, text)
    assert stays.slots["draft"]["matter"] == "place_order"
    assert not stays.next_action or stays.next_action == "action_listen"


@pytest.mark.parametrize("text", ["I'll take it in blue", "nehm ich in grün", "biorę czerwony"])
def test_what_was_taken_of_the_prices_is_not_named_anew(stage: Stage, text: str) -> None:
    taken = {"draft": {"matter": "place_order", "values": {"product": "R7"}, "known": {"taken": True}}}
    summed = stage.run(ActionPlaceOrder, "place_order", f"{text}, not the P5", slots=taken)
    assert summed.slots["draft"]["values"]["product"] == "R7"
