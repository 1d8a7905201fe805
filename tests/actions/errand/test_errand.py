"""What every errand does on the way, shown with a meter reading."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from actions.action_drop_matter import ActionDropMatter
from actions.action_resume_errand import ActionResumeErrand
from actions.action_resume_identified import ActionResumeIdentified
from actions.action_resume_parked import ActionResumeParked
from actions.action_submit_meter_reading import ActionSubmitMeterReading
from tests.actions.fake_backend import FLAT, GARAGE
from tests.actions.fake_readings import METER, TAKEN

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

IMPLAUSIBLE = {
    "code": "reading_implausible",
    "message": "",
    "details": {"register_code": "1.8.0", "problem": "below_last", "needs": "photo", "expected": None},
}


@pytest.fixture
def meter_answers(stage: Stage) -> None:
    stage.backend.answers |= {("GET", "/readings"): METER, ("POST", "/readings"): (201, TAKEN)}


pytestmark = pytest.mark.usefixtures("meter_answers")


def begin(stage: Stage, text: str = "I have a reading", **fields: Any) -> Result:
    return stage.run(ActionSubmitMeterReading, "submit_meter_reading", text, **fields)


def written(stage: Stage) -> list[dict[str, Any]]:
    return [
        json.loads(call.content)
        for call in stage.backend.calls
        if (call.method, call.url.path) == ("POST", "/readings")
    ]


def test_everything_in_one_sentence_leaves_only_the_yes(stage: Stage) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    assert summed.responses == ["utter_reading_summary"]
    assert written(stage) == []
    done = stage.answer(summed, "affirm", "yes")
    assert done.responses == ["utter_reading_taken"]
    assert "367" in done.texts["en"]
    assert [entry["values"] for entry in written(stage)] == [[{"register_code": "1.8.0", "value": "8000"}]]
    assert (done.slots["draft"], done.form, done.next_action) == (None, None, "action_listen")


@pytest.mark.parametrize("intent", ["affirm", "cancel_dialogue", "nlu_fallback"])
def test_who_asks_for_a_moment_gets_it(stage: Stage, intent: str) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    waits = stage.answer(summed, intent, "ja moment")
    assert waits.responses == ["utter_errand_waits"]
    assert (waits.form, written(stage)) == ("errand_form", [])
    assert stage.answer(waits, "affirm", "yes").responses == ["utter_reading_taken"]


def test_a_few_words_that_sound_like_no_to_an_offer_are_a_no(stage: Stage) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    told = stage.answer(summed, "decline_offer", "ne lass ma", language="de", confidence=0.72)
    assert told.responses == ["utter_errand_what_instead"]
    other = stage.answer(summed, "decline_offer", "I don't want the offer", confidence=0.9)
    assert other.responses == []


@pytest.mark.parametrize("text", ["hm", "na ja", "not sure yh maybe", "both i said", "u sure its right"])
def test_what_only_sounds_like_a_yes_writes_nothing(stage: Stage, text: str) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    stage.answer(summed, "affirm", text)
    assert written(stage) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("are you sure", ["utter_reading_summary"]),
        ("ist das wirklich richtig?", ["utter_reading_summary"]),
        ("why so late", ["utter_errand_unanswered", "utter_reading_summary"]),
    ],
)
def test_who_doubts_reads_the_summary_once_more(stage: Stage, text: str, said: list[str]) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    told = stage.answer(summed, "affirm", text)
    assert told.responses == said
    assert stage.answer(told, "affirm", "yes").responses == ["utter_reading_taken"]


def test_what_is_missing_is_asked_one_by_one(stage: Stage) -> None:
    point = begin(stage)
    assert point.responses == ["utter_ask_reading_point"]
    value = stage.answer(point, "give_details", "the garage", place={"code": "garage", "text": "garage"})
    assert value.responses == ["utter_ask_reading_value"]
    summed = stage.answer(value, "give_details", "8000", customer_number="8000")
    assert summed.slots["draft"]["values"] == {"point": GARAGE, "value": "8000"}


def test_a_side_question_is_left_to_its_rule_and_comes_back(stage: Stage) -> None:
    asked = begin(stage)
    assert stage.answer(asked, "contract_expiry", "when does my contract end", confidence=0.9).events == []
    back = stage.run(ActionResumeErrand, "contract_expiry", slots=asked.slots)
    assert back.responses == ["utter_back_to_errand"]
    assert back.texts["en"] == "Back to handing in a meter reading: Which meter is the reading from?"
    assert [button["entities"]["step"] for button in back.messages[0]["buttons"]] == ["point", "point"]
    assert back.form == "errand_form"


@pytest.mark.parametrize(
    "text", ["a kiedy pierwsza faktura?", "and when is the first bill?", "und wann kommt die erste Rechnung?"]
)
def test_a_question_at_the_summary_is_another_matter_however_unsure(stage: Stage, text: str) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    assert len(summed.slots["draft"]["known"]["points"]) > 1
    assert stage.answer(summed, "get_invoice", text, confidence=0.39, ordinal="1").events == []
    back = stage.run(ActionResumeErrand, "get_invoice", slots=summed.slots)
    assert back.responses == ["utter_back_to_errand"]
    assert back.slots["draft"]["values"] == {"point": FLAT, "value": "8000"}


def test_a_question_at_the_summary_may_name_what_shall_be_different(stage: Stage) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    other = stage.answer(summed, "check_consumption", "what if it is 8010?", confidence=0.39, number="8010")
    assert other.responses == ["utter_reading_summary"]
    assert other.slots["draft"]["values"]["value"] == "8010"
    second = stage.answer(summed, "check_bill", "what about the second one?", confidence=0.39, ordinal="2")
    assert second.slots["draft"]["values"]["point"] == GARAGE


def test_a_correction_at_the_summary_is_taken(stage: Stage) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    again = stage.answer(summed, "deny", "no, 8010", number="8010")
    assert again.responses == ["utter_reading_summary"]
    assert "8,010" in again.texts["en"]
    assert written(stage) == []


def test_no_to_the_summary_asks_what_instead_and_a_second_no_drops_it(stage: Stage) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    instead = stage.answer(summed, "deny", "no")
    assert instead.responses == ["utter_errand_what_instead"]
    dropped = stage.answer(instead, "deny", "nein")
    assert dropped.responses == ["utter_matter_dropped"]
    assert dropped.slots["draft"] is None


@pytest.mark.parametrize("text", ["no wait", "nein, Moment bitte", "yes, but when is that billed?", "tak, ale po co?"])
def test_a_wait_and_a_question_leave_the_errand_open(stage: Stage, text: str) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    waits = stage.answer(summed, "nlu_fallback", text, confidence=0.2)
    assert waits.responses == ["utter_errand_what_instead"]
    back = stage.run(ActionResumeErrand, "check_bill", "when does the bill come?", slots=waits.slots)
    assert "utter_errand_left" not in back.responses
    assert back.slots["draft"]["asking"] == "confirmation"
    assert stage.answer(waits, "deny", "no").responses == ["utter_matter_dropped"]
    refused = stage.answer(summed, "deny", "no")
    left = stage.run(ActionResumeErrand, "check_bill", "when does the bill come?", slots=refused.slots)
    assert left.responses == ["utter_errand_left"]


@pytest.mark.parametrize("no", ["nein Moment", "no"])
def test_a_yes_after_a_no_is_asked_for_once_more(stage: Stage, no: str) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    instead = stage.answer(summed, "deny", no)
    assert instead.responses == ["utter_errand_what_instead"]
    asked = stage.answer(instead, "affirm", "ja")
    assert asked.responses == ["utter_errand_question"]
    assert written(stage) == []
    assert stage.answer(asked, "affirm", "ja").slots["draft"] is None
    assert len(written(stage)) == 1


@pytest.mark.parametrize(
    ("intent", "text"), [("affirm", "ok yes send it"), ("nlu_fallback", "dobra, wyślij"), ("affirm", "")]
)
def test_a_command_or_a_button_after_a_no_needs_no_second_yes(stage: Stage, intent: str, text: str) -> None:
    instead = stage.answer(begin(stage, "the flat's meter says 8000", number="8000"), "deny", "no wait")
    assert stage.answer(instead, intent, text, language="pl").slots["draft"] is None
    assert len(written(stage)) == 1


@pytest.mark.parametrize("other", ["submit_meter_reading", "report_move"])
def test_a_no_that_names_the_errand_itself_corrects_it(stage: Stage, other: str) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    text = "no, I want to hand in another reading, that was wrong"
    result = stage.answer(summed, "deny", text, ranking={"deny": 0.6, other: 0.3})
    is_own = other == "submit_meter_reading"
    assert result.responses == ["utter_errand_what_instead" if is_own else "utter_errand_left"]


def test_two_useless_answers_bring_the_phone(stage: Stage) -> None:
    value = begin(stage, "a reading for the flat")
    once = stage.answer(value, "nlu_fallback", "dunno")
    assert once.responses == ["utter_ask_reading_value"]
    twice = stage.answer(once, "nlu_fallback", "still no idea")
    assert twice.responses == ["utter_errand_stuck", "utter_errand_question"]
    assert "+49 30 5550 100" in twice.texts["en"]


@pytest.mark.parametrize("text", ["no wait", "Stop!", "nein, moment bitte", "nie, chwileczkę", "no, wait a minute"])
def test_whoever_stops_before_the_yes_says_no(stage: Stage, text: str) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    assert stage.answer(summed, "nlu_fallback", text, confidence=0.2).responses == ["utter_errand_what_instead"]


def test_never_mind_changes_nothing(stage: Stage) -> None:
    asked = begin(stage)
    assert stage.answer(asked, "cancel_dialogue", "never mind").events == []
    dropped = stage.run(ActionDropMatter, "cancel_dialogue", "never mind", slots=asked.slots)
    assert "Nothing has been changed" in dropped.texts["en"]
    assert dropped.slots["draft"] is None


def test_a_value_out_of_range_wants_a_photo_or_another_value(stage: Stage) -> None:
    stage.backend.answers["POST", "/readings"] = (422, IMPLAUSIBLE)
    summed = begin(stage, "the flat's meter says 12 kWh", number="12")
    photo = stage.answer(summed, "affirm", "yes")
    assert photo.responses == ["utter_ask_reading_photo"]
    assert "less than the meter showed" in photo.texts["en"]
    mended = stage.answer(photo, "give_details", "sorry, 8012", number="8012")
    assert "8,012" in mended.texts["en"]


def test_who_it_is_is_asked_first_and_nothing_is_asked_twice(stage: Stage) -> None:
    asked = begin(stage, "the flat's meter says 8000", level="anonymous", number="8000")
    assert asked.responses == ["utter_ask_number"]
    resumed = stage.run(ActionResumeIdentified, "identity_changed", slots=asked.slots, data={"level": "verified"})
    assert resumed.next_action == "action_submit_meter_reading"
    earlier = ("submit_meter_reading", "the flat's meter says 8000")
    summed = stage.run(ActionSubmitMeterReading, "identity_changed", slots=asked.slots, earlier=earlier)
    assert summed.responses == ["utter_reading_summary"]


def test_a_yes_while_the_backend_is_down_is_kept_and_written_later_under_one_key(stage: Stage) -> None:
    summed = begin(stage, "the flat's meter says 8000", number="8000")
    stage.backend.failure = 503
    parked = stage.answer(summed, "affirm", "yes")
    assert parked.responses == ["utter_errand_parked"]
    assert parked.requests == [{"kind": "park", "matter": "submit_meter_reading"}]
    stage.backend.failure = None
    resumed = stage.run(ActionResumeParked, "parked_due", slots=parked.slots, data={"matter": "submit_meter_reading"})
    assert resumed.next_action == "action_submit_meter_reading"
    done = stage.run(ActionSubmitMeterReading, "parked_due", slots=parked.slots)
    assert done.responses == ["utter_reading_taken"]
    keys = {call.headers["Idempotency-Key"] for call in stage.backend.calls if call.method == "POST"}
    assert keys == {"turn-1/submit_meter_reading/1"}


def test_a_stale_button_is_no_answer(stage: Stage) -> None:
    value = begin(stage, "a reading for the flat")
    again = stage.answer(value, "choose", step="point", answer=GARAGE)
    assert again.slots["draft"]["values"] == {"point": FLAT}


def test_what_the_person_may_not_do_is_said(stage: Stage) -> None:
    stage.backend.answers["POST", "/readings"] = (403, {"code": "role_missing", "message": "", "details": {}})
    done = stage.answer(begin(stage, "the flat's meter says 8000", number="8000"), "affirm", "yes")
    assert done.responses == ["utter_not_allowed"]
    assert done.slots["draft"] is None


@pytest.mark.parametrize("text", ["ach nein, doch nicht", "nie, jednak nie", "actually no", "no forget it"])
def test_who_thinks_better_of_it_leaves_the_question(stage: Stage, text: str) -> None:
    asked = begin(stage)
    assert stage.answer(asked, "deny", text).next_action == "action_drop_matter"


@pytest.mark.parametrize("text", ["ach nein, doch nicht", "nie, jednak nie", "actually no"])
def test_as_the_answer_to_a_summary_it_is_a_plain_no(stage: Stage, text: str) -> None:
    summed = begin(stage, "reading for the flat: 8000", place="Flat", number={"value": "8000"})
    assert summed.responses == ["utter_reading_summary"]
    assert stage.answer(summed, "deny", text).responses == ["utter_errand_what_instead"]


@pytest.mark.parametrize(
    "text", ["what's the weather tomorrow?", "wer wird deutscher Meister?", "kto wygra mistrzostwa świata?"]
)
def test_what_is_none_of_our_business_is_said_before_the_question_comes_back(stage: Stage, text: str) -> None:
    asked = begin(stage)
    told = stage.answer(asked, "out_of_scope", text, confidence=0.8)
    assert told.responses == ["utter_outside_here", "utter_back_to_errand"]
    assert "Which meter is the reading from?" in told.texts["en"]
    assert told.slots["draft"]["wrong"] == 0


def test_what_only_may_be_outside_counts_as_a_wrong_answer(stage: Stage) -> None:
    told = stage.answer(begin(stage), "out_of_scope", "hm no idea there", confidence=0.4)
    assert "utter_outside_here" not in told.responses
    assert told.slots["draft"]["wrong"] == 1
