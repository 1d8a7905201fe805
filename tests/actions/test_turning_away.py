"""Giving up, refusing, and turning to something else while an errand is open: nothing vanishes, nothing is repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rasa_sdk import Tracker

from actions._errand.drafts import Draft
from actions._turn import Turn
from actions._words.retractions import (
    gives_up_all,
    is_angry,
    only_gives_up,
    only_waits,
    other_half,
    refuses,
)
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_contract import ActionCancelContract
from actions.action_drop_matter import ActionDropMatter
from actions.action_make_small_talk import ActionMakeSmallTalk
from actions.action_renew_contract import ActionRenewContract
from actions.action_report_emergency import ActionReportEmergency
from actions.action_report_move import ActionReportMove
from actions.action_report_outage import ActionReportOutage
from actions.action_request_agent import ActionRequestAgent
from actions.action_request_data import ActionRequestData
from actions.action_resume_errand import ActionResumeErrand
from actions.action_submit_meter_reading import ActionSubmitMeterReading
from actions.validate_errand_form import ValidateErrandForm
from tests.actions.conftest import rendered
from tests.actions.fake_backend import FLAT
from tests.actions.fake_readings import METER, TAKEN

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

MOVE = {"matter": "report_move", "is_prepared": True, "asking": "out_on", "known": {}}
ORDER = {"matter": "place_order", "is_prepared": True, "asking": "confirmation", "known": {}}


@pytest.fixture(autouse=True)
def meter_answers(stage: Stage) -> None:
    stage.backend.answers |= {("GET", "/readings"): METER, ("POST", "/readings"): (201, TAKEN)}


def summed(stage: Stage, **fields: Any) -> Result:
    """The summary of one reading."""
    return stage.run(
        ActionSubmitMeterReading, "submit_meter_reading", "the flat's meter says 8000", number="8000", **fields
    )


@pytest.mark.parametrize(
    "text",
    [
        "forget it",
        "never mind",
        "no stop all that. cancel",
        "ok then just leave it",
        "egal",
        "ach egal",
        "lass gut sein",
        "äh nein doch nicht, lass",
        "lassen Sie das bitte",
        "vergiss es",
        "hat sich erledigt",
        "nieważne",
        "dobra, zostawmy to",
        "daj spokój",
    ],
)
def test_giving_up_ends_the_form_whatever_it_sounds_like(stage: Stage, text: str) -> None:
    assert only_gives_up(text)
    result = stage.answer(summed(stage), "nlu_fallback", text, confidence=0.3)
    assert result.next_action == "action_drop_matter"


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("forget it ill pay it all. how", "ill pay it all. how"),
        ("dobra nieważne, zapłacę całość. jak?", "dobra zapłacę całość. jak?"),
        ("nieważne. kiedy kończy się umowa", "kiedy kończy się umowa"),
        ("lass gut sein, was schulde ich?", "was schulde ich?"),
        ("wann endet mein Vertrag, vergessen Sie das", "wann endet mein Vertrag"),
        ("what do I owe? never mind the rest", "what do I owe? the rest"),
    ],
)
def test_the_other_half_is_taken_up_and_what_was_open_is_named(stage: Stage, text: str, half: str) -> None:
    assert other_half(text) == half
    open_form = summed(stage)
    assert stage.answer(open_form, "make_payment", text, confidence=0.4).events == []
    left = stage.run(ActionResumeErrand, "make_payment", text, slots=open_form.slots)
    assert left.responses == ["utter_errand_left"]
    assert "handing in a meter reading" in left.texts["en"]
    assert left.slots["draft"] is None
    assert left.next_action == "action_listen"


def test_never_mind_with_an_answer_is_the_answer(stage: Stage) -> None:
    asked = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "a reading for the flat")
    result = stage.answer(asked, "give_details", "never mind the old one, it shows 8012", number="8012")
    assert result.responses == ["utter_reading_summary"]


def test_dropping_says_what_and_goes_back_to_what_waited(stage: Stage) -> None:
    slots = summed(stage).slots | {"set_aside": [MOVE]}
    dropped = stage.run(ActionDropMatter, "cancel_dialogue", "never mind", slots=slots)
    assert "(handing in a meter reading)" in dropped.texts["en"]
    assert "(es ging um " in dropped.texts["de"]
    assert "(chodziło o " in dropped.texts["pl"]
    assert (dropped.slots["draft"], dropped.slots["set_aside"]) == (MOVE, None)
    assert dropped.next_action == "action_resume_errand"


def test_one_never_mind_drops_one_errand(stage: Stage) -> None:
    slots = summed(stage).slots | {"set_aside": [MOVE]}
    dropped = stage.run(ActionDropMatter, "nlu_fallback", "egal", slots=slots, confidence=0.3)
    back = stage.run(ActionResumeErrand, "nlu_fallback", "egal", slots=dropped.slots, confidence=0.3)
    assert "utter_errand_left" not in back.responses
    assert back.slots["draft"]["matter"] == MOVE["matter"]


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("forget the move", "en", "submit_meter_reading"),
        ("ich will den Umzug nicht, egal", "de", "submit_meter_reading"),
        ("nie przeprowadzam się!! nieważne", "pl", "submit_meter_reading"),
        ("never mind the reading", "en", "report_move"),
    ],
)
def test_the_errand_that_is_named_is_dropped(stage: Stage, text: str, language: str, left: str) -> None:
    slots = summed(stage).slots | {"set_aside": [MOVE]}
    dropped = stage.run(ActionDropMatter, "cancel_dialogue", text, slots=slots, language=language)
    assert dropped.slots["draft"]["matter"] == left


def test_stopping_all_of_it_drops_all_of_it(stage: Stage) -> None:
    assert gives_up_all("no stop all that. cancel")
    slots = summed(stage).slots | {"set_aside": [ORDER, MOVE]}
    dropped = stage.run(ActionDropMatter, "cancel_dialogue", "no stop all that. cancel", slots=slots)
    assert (dropped.slots["draft"], dropped.slots["set_aside"]) == (None, None)
    assert "handing in a meter reading, moving in or out, placing an order" in dropped.texts["en"]


def test_an_errand_that_ends_at_once_loses_none_that_waited(stage: Stage) -> None:
    reading = summed(stage).slots["draft"]
    stage.backend.answers["GET", "/erasure-requests"] = []
    result = stage.run(
        ActionRequestData, "request_my_data", "delete all my data", slots={"draft": reading, "set_aside": [MOVE]}
    )
    kept = [result.slots["draft"]["matter"], *(one["matter"] for one in result.slots["set_aside"] or [])]
    assert "submit_meter_reading" in kept
    assert "report_move" in kept


def test_of_too_many_errands_the_oldest_is_named_as_left(stage: Stage) -> None:
    waiting = [ORDER, MOVE, {"matter": "return_goods"}]
    begun = summed(stage, slots={"draft": {"matter": "update_contact"}, "set_aside": waiting})
    assert begun.responses[0] == "utter_errand_left"
    assert "placing an order" in begun.texts["en"]
    kept = [one["matter"] for one in begun.slots["set_aside"]]
    assert kept == ["report_move", "return_goods", "update_contact"]


def test_an_errand_that_waits_goes_on_instead_of_beginning_anew(stage: Stage) -> None:
    reading = summed(stage).slots["draft"]
    again = stage.run(
        ActionSubmitMeterReading, "submit_meter_reading", "my reading", slots={"draft": MOVE, "set_aside": [reading]}
    )
    assert again.slots["draft"]["values"]["value"] == "8000"
    assert [one["matter"] for one in again.slots["set_aside"]] == ["report_move"]


def test_after_a_side_answer_one_line_asks_again_and_the_whole_can_be_seen(stage: Stage) -> None:
    open_form = summed(stage)
    back = stage.run(ActionResumeErrand, "check_bill", "what do I owe?", slots=open_form.slots)
    assert back.responses == ["utter_back_to_errand"]
    assert back.texts["en"] == "Back to handing in a meter reading: Shall I hand in the reading above?"
    assert back.texts["pl"].startswith("Wracamy do tematu, chodzi o ")
    *_, again = back.messages[0]["buttons"]
    assert again["title_key"] == "button_show_again"
    shown = stage.answer(back, again["intent"], "Show me again", entities=again["entities"])
    assert shown.responses == ["utter_reading_summary"]
    assert stage.answer(back, "ask_offers", "show it again please").responses == ["utter_reading_summary"]
    assert stage.answer(back, "affirm", "yes").responses == ["utter_reading_taken"]


def test_after_another_errand_the_summary_is_shown_in_full(stage: Stage) -> None:
    reading = summed(stage).slots["draft"]
    slots = {"draft": {**reading, "known": {**reading["known"], "waited": True}}}
    back = stage.run(ActionResumeErrand, "affirm", "yes", slots=slots)
    assert back.responses == ["utter_back_to_errand", "utter_reading_summary"]


def test_a_side_question_after_a_wrong_answer_brings_no_reproach(stage: Stage) -> None:
    asked = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "a reading for the flat")
    wrong = stage.answer(asked, "nlu_fallback", "dunno")
    back = stage.run(ActionResumeErrand, "check_bill", "what do I owe?", slots=wrong.slots)
    assert back.texts["en"] == "Back to handing in a meter reading: What does the meter show?"
    assert back.slots["draft"]["wrong"] == 0


@pytest.mark.parametrize("text", ["asdfgh jkl", "kartoffelsalat", "hmm tja"])
def test_words_that_are_no_answer_do_not_bring_the_same_text_twice(stage: Stage, text: str) -> None:
    result = stage.answer(summed(stage), "nlu_fallback", text, confidence=0.2)
    assert result.responses == ["utter_errand_unclear"]
    assert "Shall I hand in the reading above?" in result.texts["en"]


@pytest.mark.parametrize("text", ["ur useless", "ihr seid doch scheisse", "kurwa beznadziejne"])
def test_anger_gets_a_word_of_regret(stage: Stage, text: str) -> None:
    assert is_angry(text)
    result = stage.answer(summed(stage), "nlu_fallback", text, confidence=0.2)
    assert result.responses == ["utter_regret", "utter_errand_unclear"]
    assert "I am sorry" in result.texts["en"]


def test_a_no_and_then_something_else_is_not_asked_once_more(stage: Stage) -> None:
    refused = stage.answer(summed(stage), "deny", "nein")
    assert refused.responses == ["utter_errand_what_instead"]
    left = stage.run(ActionResumeErrand, "check_consumption", "elif im oktober wieviel gb", slots=refused.slots)
    assert left.responses == ["utter_errand_left"]
    assert left.slots["draft"] is None


@pytest.mark.parametrize(
    "text",
    ["nie, nie wypowiadam", "no, not now i am afraid", "sorry. nein. ich will das nicht", "no i want to keep it"],
)
def test_a_plain_no_among_other_words_is_heard(stage: Stage, text: str) -> None:
    assert refuses(text)
    result = stage.answer(summed(stage), "submit_meter_reading", text)
    assert result.responses == ["utter_errand_what_instead"]


@pytest.mark.parametrize(("text", "entities"), [("no i want to stay", {}), ("verlängern bitte", {})])
def test_whoever_stays_does_not_leave(stage: Stage, text: str, entities: dict[str, Any]) -> None:
    leaving = {"matter": ActionCancelContract.matter, "is_prepared": True, "asking": "confirmation"}
    result = stage.run(ActionRenewContract, "renew_contract", text, slots={"draft": leaving}, entities=entities)
    assert result.responses[0] == "utter_errand_left"
    assert "cancelling a contract" in result.texts["en"]
    assert result.slots["set_aside"] is None


def test_the_wish_beside_a_no_is_served(stage: Stage) -> None:
    text = "sorry wolę po polsku. nie, nie podaję, dawać ofertę gaz 12"
    ranking = {"submit_meter_reading": 0.5, "ask_offers": 0.3}
    result = stage.answer(summed(stage), "submit_meter_reading", text, ranking=ranking)
    assert result.responses == ["utter_errand_left"]
    assert result.next_action == "action_show_offers"


@pytest.mark.parametrize(
    "text", ["no wait", "wait no", "no hold on", "nie, czekaj", "nein halt stopp", "czekaj czekaj"]
)
def test_stopping_keeps_the_errand(stage: Stage, text: str) -> None:
    assert only_waits(text)
    result = stage.answer(summed(stage), "nlu_fallback", text, confidence=0.2)
    assert result.responses == ["utter_errand_what_instead"]
    assert result.slots["draft"]["values"]["value"] == "8000"


@pytest.mark.parametrize(
    ("text", "following"), [("never mind, call me back", "action_resume_errand"), ("call me back", "action_listen")]
)
def test_who_gives_up_and_wants_a_person_is_not_asked_again(stage: Stage, text: str, following: str) -> None:
    result = stage.run(ActionRequestAgent, "human_handoff", text, slots=summed(stage).slots)
    assert result.next_action == following


def test_after_a_danger_nobody_is_asked_to_fill_in_a_form(stage: Stage) -> None:
    result = stage.run(
        ActionReportEmergency, "report_emergency", "ich rieche gas", slots=summed(stage).slots, form="errand_form"
    )
    assert result.responses == ["utter_emergency"]
    assert (result.form, result.next_action) == ("errand_form", "action_listen")


def test_a_yes_to_nothing_is_told_so(stage: Stage) -> None:
    told = stage.run(ActionMakeSmallTalk, "affirm", "yes")
    assert "no question open for you" in told.texts["en"]
    assert "Moment ist keine Frage offen" in told.texts["de"]
    slots = {"claimed_number": "12345674"}
    waiting = stage.run(ActionMakeSmallTalk, "affirm", "yes", slots=slots, level="anonymous")
    assert waiting.responses == ["utter_code_is_waiting"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("yes, let me hear it", True),
        ("ok go on", True),
        ("ja, lass hören", True),
        ("tak, słucham", True),
        ("no, spare me that", False),
        ("nein, lieber nicht", False),
        ("yes but only if it is cheaper", None),
        ("keine ahnung", None),
        ("no idea", None),
    ],
)
def test_a_yes_or_no_before_other_words_answers(stage: Stage, text: str, said: bool | None) -> None:
    notice = {"can_ask_for_counter_offer": True, "reason": "price", "contract_number": "V", "ends_on": "2026-12-31"}
    draft = Draft("cancel_contract", is_prepared=True, asking="hear", known={"notice": notice})
    step = next(step for step in ActionCancelContract.steps if step.name == "hear")
    turn = Turn.of(Tracker("c", {}, {"text": text, "intent": {"name": "change_language"}}, [], False, None, {}, "x"))
    assert step.answer(turn, draft) == (None if said is None else {"hear": said})


@pytest.mark.parametrize(
    ("text", "here"),
    [
        ("no just mine i think", True),
        ("neighbours have light", True),
        ("nein, nur bei mir", True),
        ("die nachbarn haben strom", True),
        ("nie, tylko u mnie", True),
        ("sąsiedzi mają światło", True),
        ("the neighbours have no power either", False),
        ("die nachbarn haben auch keinen strom", False),
        ("sąsiedzi też nie mają", False),
        ("no", False),
    ],
)
def test_light_at_the_neighbours_is_answered(stage: Stage, text: str, here: bool) -> None:
    values = {"commodity": "electricity", "point": FLAT}
    known = {
        "points": [{"value": FLAT, "label": "Flat"}],
        "commodity_of": {FLAT: "electricity"},
        "looked_up": ["electricity", FLAT],
    }
    draft = {
        "matter": ActionReportOutage.matter,
        "is_prepared": True,
        "asking": "confirmation",
        "values": values,
        "known": known,
    }
    result = stage.run(
        ValidateErrandForm, "nlu_fallback", text, slots={"draft": draft}, form="errand_form", confidence=0.2
    )
    assert ("utter_outage_only_here" in result.responses) == here


def test_a_part_of_an_address_is_thanked_for_and_not_scolded(stage: Stage) -> None:
    draft = {
        "matter": ActionReportMove.matter,
        "is_prepared": True,
        "asking": "address",
        "values": {"direction": "in"},
        "wrong": 1,
    }
    draft["known"] = {"country": "DE", "places": []}
    result = stage.run(
        ValidateErrandForm,
        "nlu_fallback",
        "Kastanienallee 12",
        slots={"draft": draft},
        form="errand_form",
        confidence=0.2,
    )
    assert result.responses == ["utter_ask_move_address"]
    assert "I still need the postcode and the town" in result.texts["en"]


def test_a_pause_after_a_wrong_word_or_another_look_drops_nothing(stage: Stage) -> None:
    wrong = stage.answer(summed(stage), "nlu_fallback", "asdf", confidence=0.2)
    again = stage.answer(wrong, "nlu_fallback", "show me again", confidence=0.2)
    assert again.slots["draft"]["wrong"] == 1
    paused = stage.answer(again, "nlu_fallback", "no wait", confidence=0.2)
    assert paused.responses == ["utter_errand_what_instead"]
    assert stage.answer(paused, "deny", "hold on", confidence=0.2).responses == ["utter_errand_waits"]
    assert stage.answer(paused, "deny", "no").responses == ["utter_matter_dropped"]


def test_a_bare_polish_no_is_asked_about(stage: Stage) -> None:
    unclear = stage.answer(summed(stage), "deny", "no", language="pl")
    assert unclear.responses == ["utter_errand_unclear"]
    assert "Czy mam przekazać powyższy odczyt?" in unclear.texts["pl"]
    assert stage.answer(unclear, "deny", "nie", language="pl").responses == ["utter_errand_what_instead"]


@pytest.mark.parametrize(
    "text",
    [
        "did my reading go in?",
        "did u take the reading already",
        "habt ihr meinen Zählerstand eingetragen?",
        "a czy mój stan licznika został przyjęty",
    ],
)
def test_the_state_of_an_errand_that_waits_is_told(stage: Stage, text: str) -> None:
    reading = summed(stage).slots["draft"]
    language = "de" if "habt" in text else "pl" if "czy" in text else "en"
    contract = {"matter": ActionCancelContract.matter, "is_prepared": True, "asking": "contract"}
    slots = {"draft": contract, "set_aside": [reading]}
    result = stage.run(
        ValidateErrandForm, "nlu_fallback", text, slots=slots, form="errand_form", language=language, confidence=0.3
    )
    assert result.responses[0] == "utter_errand_state"
    assert "Not yet: nothing has been done so far (handing in a meter reading)." in rendered(
        [{**result.messages[0], "matter_name": "handing in a meter reading"}], "en"
    )
    assert result.responses[-1] == "utter_back_to_errand"


def test_anger_without_a_form_gets_a_word_of_regret(stage: Stage) -> None:
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", "ihr seid so unfähig").responses == ["utter_regret"]
