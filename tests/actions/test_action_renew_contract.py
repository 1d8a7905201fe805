"""A clear yes to an offer, with a code of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from actions.action_renew_contract import ActionRenewContract
from tests.actions.fake_backend import FLAT, contract
from tests.actions.fake_offers import FLEX, OEKO, OFFERS, add_offers, renewal

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

ACCEPTANCE = ("POST", f"/offers/{OEKO}/acceptance")


@pytest.fixture(autouse=True)
def offers(stage: Stage) -> None:
    add_offers(stage.backend)
    stage.backend.answers["GET", "/orders"] = {"items": [], "total": 0}


def begin(stage: Stage, text: str = "I want to extend my contract", **fields: Any) -> Result:
    return stage.run(ActionRenewContract, "renew_contract", text, **fields)


def accepted(stage: Stage) -> list[Any]:
    return [json.loads(call.content) for call in stage.backend.calls if call.url.path.endswith("/acceptance")]


def agree(stage: Stage) -> Result:
    """Up to the code."""
    summed = stage.answer(begin(stage), "give_details", "the first one", ordinal="1")
    return stage.answer(summed, "affirm", "yes")


def test_the_only_contract_is_not_asked_for_but_the_offer_is(stage: Stage) -> None:
    asked = begin(stage)
    assert asked.responses == ["utter_ask_renewal_offer"]
    assert "1. Zorza Ökostrom 12: €11.90 a month and €0.328 per kWh, €800.10 a year (€12.60 less" in asked.texts["en"]
    assert [button["title"] for button in asked.messages[0]["buttons"]] == ["Zorza Ökostrom 12", "Zorza Strom Flex"]


def test_the_terms_are_shown_before_the_yes(stage: Stage) -> None:
    summed = stage.answer(begin(stage), "give_details", "the first one", ordinal="1")
    said = summed.texts["en"]
    for words in (
        "Flat, offer F-500001",
        "from 1 January 2027 until 31 December 2027 (12 months)",
        "€800.10 a year at 2,100\u00a0kWh; today it is €812.70",
        "price guaranteed until 31 December 2027",
        "notice period: 1 month\n",
        "You renew your contract. (Version 2026-05)",
        "until 20 December 2026",
    ):
        assert words in said
    assert accepted(stage) == []


def test_yes_wants_a_code_for_this_very_offer_and_then_accepts_it(stage: Stage) -> None:
    code = agree(stage)
    assert code.requests == [{"kind": "send_code", "bound_to": f"offer:{OEKO}"}]
    assert accepted(stage) == []
    done = stage.run(ActionRenewContract, "identity_changed", slots=code.slots, level="fresh", bound_to=f"offer:{OEKO}")
    assert done.responses == ["utter_renewal_agreed"]
    assert accepted(stage) == [{"text_version": "2026-05"}]
    for words in ("V-300001", "1 January 2027", "O-7001", "withdraw until 5 December 2026"):
        assert words in done.texts["en"]
    assert done.slots["draft"] is None


def test_a_code_for_another_offer_opens_nothing(stage: Stage) -> None:
    code = agree(stage)
    again = stage.run(
        ActionRenewContract, "identity_changed", slots=code.slots, level="fresh", bound_to=f"offer:{FLEX}"
    )
    assert again.requests == [{"kind": "send_code", "bound_to": f"offer:{OEKO}"}]
    assert accepted(stage) == []


@pytest.mark.parametrize(
    ("intent", "text", "entities"),
    [
        ("deny", "no, the other one", {"ordinal": "other"}),
        ("cancel_dialogue", "no the other one", {"ordinal": "other"}),
        ("give_details", "rather the dearer one", {"ordinal": "largest"}),
        ("nlu_fallback", "the flex please", {}),
        ("deny", "nein, die flexible", {}),
    ],
)
def test_another_offer_can_be_had_at_the_summary(
    stage: Stage, intent: str, text: str, entities: dict[str, Any]
) -> None:
    summed = stage.answer(begin(stage), "give_details", "the first one", ordinal="1")
    other = stage.answer(summed, intent, text, entities=entities)
    assert other.responses == ["utter_renewal_summary"]
    assert "offer F-500002" in other.texts["en"]
    assert "a bonus of €25.00, once" in other.texts["en"]
    assert "notice period: 2 weeks" in other.texts["en"]


@pytest.mark.parametrize(
    ("intent", "text", "entities"),
    [
        ("deny", "no", {}),
        ("nlu_fallback", "muss ich mir noch überlegen", {}),
        ("nlu_fallback", "zastanowię się jeszcze", {}),
        ("choose", "", {"step": "confirmation", "answer": "later"}),
    ],
)
def test_later_leaves_the_offer_open(stage: Stage, intent: str, text: str, entities: dict[str, Any]) -> None:
    summed = stage.answer(begin(stage), "give_details", "the first one", ordinal="1")
    left = stage.answer(summed, intent, text, entities=entities)
    assert left.responses == ["utter_offer_left_open"]
    assert "F-500001 (Zorza Ökostrom 12) stays open until 20 December 2026" in left.texts["en"]
    assert "F-500002" not in left.texts["en"]
    assert left.slots["draft"] is None
    assert accepted(stage) == []


def test_a_pressed_offer_goes_straight_to_its_terms(stage: Stage) -> None:
    assert "offer F-500002" in begin(stage, "", step="offer", answer=FLEX).texts["en"]


def test_the_number_of_an_offer_is_enough(stage: Stage) -> None:
    assert "offer F-500001" in begin(stage, "yes to offer f-500001").texts["en"]


def test_of_several_contracts_one_is_asked_for_or_named(stage: Stage) -> None:
    garage = [{**OFFERS[0], "id": "f-garage", "contract_id": "c-V-200418"}]
    stage.backend.answers["GET", "/contracts/c-V-200418/renewal"] = renewal("c-V-200418", [])
    stage.backend.answers["POST", "/contracts/c-V-200418/offers"] = (201, renewal("c-V-200418", garage))
    stage.backend.answers["GET", "/offers/f-garage"] = {**garage[0], "text": "Words."}
    asked = begin(stage)
    assert asked.responses == ["utter_ask_renewal_contract"]
    assert "1. Flat\n2. Garage" in asked.texts["en"]
    named = begin(stage, "extend the contract for the garage", place={"code": "garage", "text": "garage"})
    assert named.responses == ["utter_renewal_summary"]
    assert "(Garage, offer" in named.texts["en"]
    corrected = stage.answer(named, "deny", "no, the flat", place={"code": "flat", "text": "flat"})
    assert corrected.responses == ["utter_ask_renewal_offer"]


def test_nothing_to_renew_says_why(stage: Stage) -> None:
    stage.backend.answers["GET", "/contracts/c-V-200417/renewal"] = renewal("c-V-200417", [], "notice_given")
    stage.backend.answers["GET", "/offers"] = {"items": [], "total": 0}
    result = begin(stage)
    assert result.responses == ["utter_renewal_not_possible"]
    assert "Flat: notice has been given, and it ends on 31 December 2026." in result.texts["en"]
    assert "Garage: it is too early to extend; the contract runs until 30 June 2027." in result.texts["en"]
    assert result.slots["draft"] is None


@pytest.mark.parametrize(
    ("status", "code", "details", "words"),
    [
        (409, "offer_not_open", {"state": "accepted"}, "has been accepted already"),
        (409, "renewal_not_possible", {"problems": ["renewed_already"]}, "it has been extended already"),
        (403, "right_missing", {"right": "orders", "who_may": ["Eva Brandt"]}, "Please ask Eva Brandt"),
        (403, "not_activated", {}, "not possible at the moment"),
    ],
)
def test_a_refusal_says_what_stands_in_the_way(
    stage: Stage, status: int, code: str, details: dict[str, Any], words: str
) -> None:
    stage.backend.answers[ACCEPTANCE] = (status, {"code": code, "message": "", "details": details})
    waiting = agree(stage)
    result = stage.run(
        ActionRenewContract, "identity_changed", slots=waiting.slots, level="fresh", bound_to=f"offer:{OEKO}"
    )
    assert words in result.texts["en"]
    assert result.slots["draft"] is None


def test_other_words_than_those_read_are_shown_again(stage: Stage) -> None:
    stage.backend.answers[ACCEPTANCE] = (409, {"code": "offer_text_changed", "message": ""})
    waiting = agree(stage)
    result = stage.run(
        ActionRenewContract, "identity_changed", slots=waiting.slots, level="fresh", bound_to=f"offer:{OEKO}"
    )
    assert result.responses == ["utter_ask_renewal_offer"]
    assert "terms of this offer have changed" in result.texts["en"]


def test_a_stranger_is_asked_who_he_is(stage: Stage) -> None:
    assert begin(stage, level="anonymous").responses == ["utter_ask_number"]


@pytest.mark.parametrize("text", ["the cheaper one", "das günstigere bitte", "tę tańszą", "the longer one"])
def test_the_cheaper_or_the_longer_one_is_an_answer(stage: Stage, text: str) -> None:
    assert "offer F-500001" in stage.answer(begin(stage), "nlu_fallback", text).texts["en"]


def test_a_no_that_was_being_given_does_not_come_back(stage: Stage) -> None:
    aside = {"matter": "decline_offer", "values": {}, "known": {}, "asking": "offer"}
    result = begin(stage, slots={"draft": aside})
    assert result.slots["set_aside"] is None


def test_an_offer_beside_the_accepted_one_cannot_be_taken(stage: Stage) -> None:
    problems = ("notice_given", "renewed_already")
    stage.backend.answers["GET", "/contracts/c-V-200417/renewal"] = renewal("c-V-200417", OFFERS[1:], *problems)
    result = begin(stage)
    assert result.responses == ["utter_renewal_not_possible"]
    assert "Flat: it has been extended already." in result.texts["en"]


def test_whoever_gave_notice_can_take_the_offer_that_keeps_him(stage: Stage) -> None:
    add_offers(stage.backend, [{**OFFERS[0], "kind": "counter_offer"}])
    stage.backend.answers["GET", "/contracts/c-V-200417/renewal"] = renewal("c-V-200417", [], "notice_given")
    assert "offer F-500001" in begin(stage).texts["en"]


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("check_bill", "fine, but when do I have to pay the first one"),
        ("check_bill", "passt, aber wann muss ich die erste zahlen"),
        ("check_bill", "pasuje, ale kiedy muszę zapłacić pierwszą"),
    ],
)
def test_a_question_chooses_no_offer(stage: Stage, intent: str, text: str) -> None:
    asked = stage.answer(begin(stage), intent, text, ordinal="1", confidence=0.36)
    assert (asked.events, asked.messages) == ([], [])
    unheard = stage.answer(begin(stage), "nlu_fallback", text, ordinal="1", confidence=0.3)
    assert unheard.responses == ["utter_ask_renewal_offer"]


@pytest.mark.parametrize("text", ["ok nimm das billigste", "ok take the cheapest one", "dobra, biorę najtańszą"])
@pytest.mark.parametrize("intent", ["cancel_dialogue", "place_order", "ask_offers"])
def test_the_cheapest_is_an_answer_whatever_it_sounds_like(stage: Stage, intent: str, text: str) -> None:
    assert "offer F-500001" in stage.answer(begin(stage), intent, text).texts["en"]


def test_a_word_goes_before_a_stray_digit(stage: Stage) -> None:
    assert "offer F-500002" in stage.answer(begin(stage), "give_details", "the flexible 1", number="1").texts["en"]


def test_who_gave_notice_and_would_stay_hears_how(stage: Stage) -> None:
    stage.backend.answers["GET", "/contracts/c-V-200417/renewal"] = renewal("c-V-200417", [], "notice_given")
    stage.backend.answers["GET", "/offers"] = {"items": [], "total": 0}
    stands = begin(stage, "hold on i wanna stay")
    assert stands.responses == ["utter_notice_stands"]
    assert [button["intent"] for button in stands.messages[0]["buttons"]] == ["human_handoff", "ask_offers"]
    notice = {"number": "O-1", "kind": "contract_cancellation", "state": "received", "outcome": "open"}
    stage.backend.answers["GET", "/orders"] = {"items": [notice], "total": 1}
    told = begin(stage, "hold on i wanna stay").texts
    assert 'write "take back my notice"' in told["en"]
    assert "„Kündigung zurücknehmen“" in told["de"]
    assert "„cofam wypowiedzenie”" in told["pl"]


@pytest.mark.parametrize("text", ["verlängern öko 12", "extend with the ökostrom", "przedłużcie na öko 12"])
def test_the_offer_named_at_once_is_taken(stage: Stage, text: str) -> None:
    assert "offer F-500001" in stage.run(ActionRenewContract, "renew_contract", text).texts["en"]


@pytest.mark.parametrize("text", ["extend my electricity", "strom verlängern", "przedłużyć umowę"])
def test_what_is_supplied_names_no_offer(stage: Stage, text: str) -> None:
    assert stage.run(ActionRenewContract, "renew_contract", text).responses == ["utter_ask_renewal_offer"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("how long can i cancel that after, and does the price stay fixed", ["guaranteed until", "1 month's notice"]),
        ("gibts da ne preisgarantie", ["guaranteed until 31 December 2027"]),
        ("a od kiedy to będzie i czy mogę się jeszcze wycofać", ["begins on 1 January 2027", "withdraw"]),
    ],
)
def test_a_question_about_the_offer_is_answered_shortly(stage: Stage, text: str, told: list[str]) -> None:
    summed = stage.run(ActionRenewContract, "renew_contract", "extend with the ökostrom")
    answered = stage.answer(summed, "contract_details", text, confidence=0.8)
    assert answered.responses == ["utter_offer_terms"]
    assert all(words in answered.texts["en"] for words in told)
    assert answered.form == "errand_form"
    assert answered.slots["draft"]["asking"] == "confirmation"


def test_a_place_whose_contract_is_extended_is_told_once(stage: Stage) -> None:
    """The new contract of it has not begun, which is no second reason."""
    following = contract("V-200999", FLAT, state="future")
    stage.backend.contracts.append(following)
    stage.backend.answers |= {
        ("GET", "/contracts/c-V-200417/renewal"): renewal("c-V-200417", [], "renewed_already"),
        ("GET", "/contracts/c-V-200999/renewal"): renewal("c-V-200999", [], "not_started"),
        ("GET", "/offers"): {"items": [], "total": 0},
    }
    told = begin(stage)
    assert told.responses == ["utter_renewal_not_possible"]
    assert told.texts["en"].count("Flat:") == 1
    assert told.texts["pl"].count("Flat:") == 1


def test_who_has_no_contract_to_extend_hears_who_makes_a_new_one(stage: Stage) -> None:
    stage.backend.contracts = []
    stage.backend.answers["GET", "/offers"] = {"items": [], "total": 0}
    told = stage.run(ActionRenewContract, "renew_contract", "can I sign up again").texts
    assert "A new contract is settled with a person: +49" in told["en"]
    assert "Einen neuen Vertrag schließt ein Mensch" in told["de"]
    assert "Nową umowę zawiera się z konsultantem" in told["pl"]


@pytest.mark.parametrize(
    ("said", "language"), [("is that longer", "en"), ("wie lange gilt das", "de"), ("na jak długo?", "pl")]
)
def test_how_long_it_runs_is_told_and_chooses_no_other_offer(stage: Stage, said: str, language: str) -> None:
    summed = stage.answer(begin(stage), "choose", "flex")
    told = stage.answer(summed, "contract_expiry", said, language=language)
    assert "It has no minimum term." in told.texts["en"]
    assert told.slots["draft"]["values"]["offer"] == FLEX


@pytest.mark.parametrize(
    ("said", "language"),
    [("a jest cos tanszego", "pl"), ("is there anything cheaper", "en"), ("gibt es was günstigeres?", "de")],
)
def test_to_ask_for_something_cheaper_takes_no_offer(stage: Stage, said: str, language: str) -> None:
    for asked in (begin(stage), stage.answer(begin(stage), "choose", "flex")):
        again = stage.answer(asked, "give_details", said, language=language)
        assert again.responses == ["utter_ask_renewal_offer"]
        assert "offer" not in again.slots["draft"]["values"]
    second = stage.answer(again, "ask_price", "drugie", ordinal="2", language="pl")
    assert second.slots["draft"]["values"]["offer"] == FLEX


@pytest.mark.parametrize("said", ["a cena?", "what's the price", "was kostet das"])
def test_the_price_of_offers_is_in_their_list(stage: Stage, said: str) -> None:
    assert stage.answer(begin(stage), "ask_price", said).responses == ["utter_ask_renewal_offer"]


@pytest.mark.parametrize("said", ["ta bez zobowiązania", "the one without a minimum term", "das ohne Laufzeit"])
def test_the_offer_that_binds_nobody_is_found(stage: Stage, said: str) -> None:
    assert stage.answer(begin(stage), "choose", said).slots["draft"]["values"]["offer"] == FLEX
