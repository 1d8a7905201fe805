"""A person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from actions._callbacks import refuses_call
from actions._words.calls import asks_when_called, calls_at
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_order import ActionCancelOrder
from actions.action_help_bereaved import ActionHelpBereaved
from actions.action_make_small_talk import ActionMakeSmallTalk
from actions.action_request_agent import ActionRequestAgent
from actions.action_return_goods import ActionReturnGoods
from actions.action_take_details import ActionTakeDetails
from actions.action_update_contact import ActionUpdateContact
from tests.actions.fake_backend import TICKET
from tests.actions.fake_complaints import with_goods
from tests.actions.fake_orders import as_customer

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_who_is_known_gets_a_promised_call(stage: Stage) -> None:
    result = stage.run(ActionRequestAgent, "human_handoff", level="channel", slots={"last_matter": "check_bill"})
    assert "on Monday, 23 November 2026, between 09:00 and 11:00" in result.texts["en"]
    assert "T-100234" in result.texts["pl"]
    assert result.requests == [{"kind": "handoff", "reason": "customer_asked", "ticket_number": "T-100234"}]
    ticket = next(call for call in stage.backend.calls if (call.method, call.url.path) == ("POST", "/tickets"))
    assert json.loads(ticket.content) == {"kind": "callback", "about": "check_bill"}
    assert ticket.headers["Idempotency-Key"] == "turn-1/callback/1"


def test_the_number_to_be_called_is_named_with_its_middle_hidden(stage: Stage) -> None:
    texts = stage.run(ActionRequestAgent, "human_handoff", level="verified").texts
    assert all("+49 … 12" in text for text in texts.values())
    assert "am Montag, 23. November 2026" in texts["de"]
    assert "(poniedziałek)" in texts["pl"]


def test_without_a_phone_on_record_that_is_said(stage: Stage) -> None:
    stage.backend.addresses = stage.backend.addresses[:1]
    texts = stage.run(ActionRequestAgent, "human_handoff", level="verified").texts
    assert "keine Telefonnummer von Ihnen" in texts["de"]


def sent(stage: Stage) -> list[Any]:
    return [json.loads(call.content) for call in stage.backend.calls if call.method == "POST"]


def promised(stage: Stage, **changes: Any) -> None:
    stage.backend.tickets = [TICKET]
    stage.backend.answers["POST", f"/tickets/{TICKET['number']}/messages"] = TICKET | changes


def test_a_wish_for_a_promised_call_is_noted_in_its_ticket(stage: Stage) -> None:
    promised(stage)
    said = "please call another number"
    result = stage.run(ActionRequestAgent, "human_handoff", said, level="verified")
    assert sent(stage) == [{"text": said}]
    assert result.requests == []
    assert "already arranged" in result.texts["en"]
    assert "Ihren Wunsch habe ich im Vorgang vermerkt" in result.texts["de"]


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("rather tuesday at 3 in the afternoon", "2026-11-24T15:00:00+01:00"),
        ("mon morning after half nine", "2026-11-23T09:30:00+01:00"),
        ("lieber am Dienstag um halb zehn", "2026-11-24T09:30:00+01:00"),
        ("może w środę o wpół do dziewiątej", "2026-11-25T08:30:00+01:00"),
        ("nie jutro, w srode o wpół do dziewiątej", "2026-11-25T08:30:00+01:00"),
    ],
)
def test_a_promised_call_is_moved(stage: Stage, said: str, after: str) -> None:
    hour = {"promised_from": after, "promised_until": after}
    promised(stage, **hour)
    result = stage.run(ActionTakeDetails, "nlu_fallback", said, slots={"last_matter": "human_handoff"}, confidence=0.3)
    assert result.next_action == "action_request_agent"
    moved = stage.run(ActionRequestAgent, "nlu_fallback", said, level="verified")
    assert sent(stage) == [{"text": said, "callback_after": after}]
    assert "I have moved the callback" in moved.texts["en"]
    assert "Rückruf ist verlegt" in moved.texts["de"]


@pytest.mark.parametrize(
    "said",
    [
        *("nein keinen rückruf", "no don't call me", "cancel the callback please", "nie dzwońcie do mnie"),
        *("ruf mich keiner an ja", "lass den rückruf doch", "ruf mich bloß nich an", "nobody should call me"),
        "bez telefonu",
    ],
)
def test_a_promised_call_can_be_refused(stage: Stage, said: str) -> None:
    promised(stage, state="closed")
    result = stage.run(ActionRequestAgent, "human_handoff", said, level="verified")
    assert sent(stage) == [{"text": said, "withdraws_callback": True}]
    assert "nobody will call you" in result.texts["en"]
    assert "abgesagt" in result.texts["de"]
    stage.backend.tickets = []
    again = stage.run(ActionRequestAgent, "human_handoff", said, level="verified")
    assert len(sent(stage)) == 1
    assert "no callback is arranged" in again.texts["en"]


def test_a_call_that_cannot_be_called_off_is_not_said_to_be(stage: Stage) -> None:
    stage.backend.tickets = [TICKET]
    stage.backend.answers["POST", f"/tickets/{TICKET['number']}/messages"] = (409, {"code": "ticket_move_refused"})
    result = stage.run(ActionRequestAgent, "human_handoff", "keinen Anruf bitte", level="verified")
    assert "cannot cancel the callback" in result.texts["en"]


@pytest.mark.parametrize(("level", "failure"), [("anonymous", None), ("channel", 503), ("verified", 503)])
@pytest.mark.parametrize("said", ["no don't call me", "keinen Anruf bitte", "nie dzwońcie do mnie"])
def test_where_promised_calls_cannot_be_known_none_is_said_to_be_off(
    stage: Stage, level: str, failure: int | None, said: str
) -> None:
    stage.backend.tickets, stage.backend.failure = [TICKET], failure
    result = stage.run(ActionRequestAgent, "human_handoff", said, level=level)
    assert result.responses == ["utter_agent_by_phone"]
    assert result.requests == []
    assert sent(stage) == []


@pytest.mark.parametrize("said", ["nobody called me", "ich habe keinen Rückruf bekommen", "nikt nie oddzwonił"])
def test_who_was_not_called_refuses_no_call(said: str) -> None:
    assert not refuses_call(said)


@pytest.mark.parametrize("said", ["ok who can then", "und wer darf das dann?", "a kto może zamówić?"])
def test_who_may_order_is_answered_without_a_call(stage: Stage, said: str) -> None:
    as_customer(stage.backend, rights={"orders": False, "orders_up_to": None, "who_may": ["Eleanor North"]})
    result = stage.run(ActionRequestAgent, "human_handoff", said, level="verified")
    assert result.responses == ["utter_order_not_allowed"]
    assert "Eleanor North" in result.texts["pl"]
    assert result.requests == []


def test_a_wish_that_cannot_be_noted_is_not_promised(stage: Stage) -> None:
    stage.backend.tickets = [TICKET]
    stage.backend.answers["POST", f"/tickets/{TICKET['number']}/messages"] = (409, {"code": "ticket_too_old"})
    result = stage.run(ActionRequestAgent, "human_handoff", "tomorrow at 3 pm", level="verified")
    assert "cannot add your wish" in result.texts["en"]


def test_a_second_request_names_the_open_ticket(stage: Stage) -> None:
    stage.backend.tickets = [TICKET]
    result = stage.run(ActionRequestAgent, "human_handoff", "can you call again?", level="verified")
    assert not [call for call in stage.backend.calls if call.method == "POST"]
    assert TICKET["number"] in result.texts["pl"]


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("call me tomorrow at 3 pm please, it is about the router", "2026-11-22T15:00:00+01:00"),
        ("rufen Sie mich am Mittwoch nach 16 Uhr an", "2026-11-25T16:00:00+01:00"),
        ("proszę o telefon jutro po 16", "2026-11-22T16:00:00+01:00"),
        ("proszę zadzwonić w środę o wpół do piątej", "2026-11-25T16:30:00+01:00"),
        ("proszę zadzwonić jutro o wpół do czwartej", "2026-11-22T15:30:00+01:00"),
        ("proszę zadzwonić o wpół do piątej", "2026-11-22T16:30:00+01:00"),
        ("proszę o telefon po czwartku", "2026-11-26T00:00:00+01:00"),
        ("w piątek o 10:00 proszę", "2026-11-27T10:00:00+01:00"),
        ("call me on sat at 10 am", "2026-11-28T10:00:00+01:00"),
        ("pojutrze rano", "2026-11-23T08:00:00+01:00"),
        ("bitte am Montagnachmittag", "2026-11-23T13:00:00+01:00"),
        ("someone should ring me at 9", "2026-11-22T09:00:00+01:00"),
        ("o 9 nie moge, po 16 dopiero", "2026-11-22T16:00:00+01:00"),
        ("um 9 geht nicht, lieber nach 15 Uhr", "2026-11-22T15:00:00+01:00"),
        ("at 9 I can't, after 4 pm please", "2026-11-22T16:00:00+01:00"),
        ("next week before 10", "2026-11-23T00:00:00+01:00"),
    ],
)
def test_a_wished_time_is_asked_for(stage: Stage, said: str, after: str) -> None:
    stage.run(ActionRequestAgent, "human_handoff", said, level="verified")
    (asked,) = [json.loads(call.content) for call in stage.backend.calls if call.method == "POST"]
    assert asked["callback_after"] == after


@pytest.mark.parametrize("said", ["I sat there for hours", "we sat waiting", "o co chodzi z tą piątą fakturą"])
def test_words_like_days_wish_no_time(stage: Stage, said: str) -> None:
    stage.run(ActionRequestAgent, "human_handoff", said, level="verified")
    (asked,) = sent(stage)
    assert "callback_after" not in asked


def test_who_wishes_a_time_when_nobody_is_there_is_told_so(stage: Stage) -> None:
    result = stage.run(ActionRequestAgent, "human_handoff", "tomorrow at 3 pm", level="verified")
    assert "this is the next one" in result.texts["en"]
    assert "O wskazanej porze nikt nie może oddzwonić" in result.texts["pl"]


def test_a_time_too_far_ahead_is_left_out(stage: Stage) -> None:
    stage.backend.answers["POST", "/tickets"] = (400, {"code": "request_invalid", "details": {}})
    result = stage.run(ActionRequestAgent, "human_handoff", "tomorrow at 3 pm", level="verified")
    sent = [call for call in stage.backend.calls if call.method == "POST"]
    assert ["callback_after" in json.loads(call.content) for call in sent] == [True, False]
    assert result.responses == ["utter_agent_by_phone"]


def test_a_call_of_the_past_or_a_closed_one_does_not_count(stage: Stage) -> None:
    past = {**TICKET, "promised_from": "2026-11-02T08:00:00Z", "promised_until": "2026-11-02T09:00:00Z"}
    stage.backend.tickets = [past, {**TICKET, "state": "closed"}]
    result = stage.run(ActionRequestAgent, "human_handoff", level="verified")
    assert [request["kind"] for request in result.requests] == ["handoff"]


def test_who_asks_for_the_hours_gets_them_and_no_call(stage: Stage) -> None:
    result = stage.run(ActionRequestAgent, "human_handoff", level="verified", matter="opening_hours")
    assert result.requests == []
    assert "/tickets" not in stage.backend.paths()
    assert "08:00–18:00" in result.texts["pl"]
    assert "Kundennummer" not in result.texts["de"]


def test_everybody_else_gets_phone_and_hours(stage: Stage) -> None:
    result = stage.run(ActionRequestAgent, "human_handoff", level="anonymous", slots={"open_matter": "check_bill"})
    assert "+49 30 5550 100 (Mo.–Fr. 08:00–18:00)" in result.texts["de"] or "Mon–Fri" in result.texts["de"]
    assert result.requests == []
    assert result.slots["open_matter"] == "human_handoff"
    assert result.slots["last_matter"] == "check_bill"


@pytest.mark.parametrize("failure", [503, 404])
def test_nothing_is_promised_that_was_not_noted(stage: Stage, failure: int) -> None:
    stage.backend.failure = failure
    result = stage.run(ActionRequestAgent, "human_handoff", level="verified")
    assert result.responses == ["utter_agent_by_phone"]
    assert result.requests == []


@pytest.mark.parametrize("said", ["phone", "Telefon bitte", "telefon"])
def test_a_bare_phone_is_asked_about_before_a_call_is_booked(stage: Stage, said: str) -> None:
    asked = stage.run(ActionRequestAgent, "human_handoff", said, level="verified")
    assert asked.responses == ["utter_ask_back"]
    assert sent(stage) == []


@pytest.mark.parametrize(
    ("said", "confidence"),
    [
        ("how many people live there doesn't matter", 0.24),
        *(("you never understand me", 0.43), ("who can I talk to about this", 0.9), ("was there a call at four", 0.3)),
        *(("how do I reach a person", 0.95), ("wann kann mich jemand anrufen", 0.9), ("gibt's da eine hotline", 0.99)),
        *(("an wen wende ich mich da", 0.7), ("kto przejmie umowę, jak mnie nie będzie", 0.64)),
        *(("jak się skontaktować z konsultantem", 0.97), ("czy ktoś dzwonił dziś do mnie", 0.9)),
    ],
)
def test_no_call_is_booked_for_a_question_or_a_guess(stage: Stage, said: str, confidence: float) -> None:
    result = stage.run(ActionRequestAgent, "human_handoff", said, level="verified", confidence=confidence)
    assert result.responses == ["utter_agent_offered"]
    assert sent(stage) == []
    assert [button["intent"] for button in result.messages[0]["buttons"]] == ["human_handoff"]
    assert all(text.rstrip().endswith("?") for text in result.texts.values())


@pytest.mark.parametrize(
    "said",
    [
        *("", "call me please", "a human", "I don't know how this works, please call me", "can I talk to a person?"),
        *("Mitarbeiter!!", "ich weiß nicht wie das geht, rufen Sie mich bitte an", "kann ich mit jemandem sprechen?"),
        *("konsultanta proszę", "nie wiem jak to zrobić, proszę zadzwonić", "czy mogę porozmawiać z człowiekiem?"),
    ],
)
def test_a_call_is_booked_for_whoever_wants_one(stage: Stage, said: str) -> None:
    result = stage.run(ActionRequestAgent, "human_handoff", said, level="verified", confidence=0.7)
    assert result.responses == ["utter_callback_promised"]


def test_a_stranger_is_told_what_a_call_takes(stage: Stage) -> None:
    asked = stage.run(ActionRequestAgent, "human_handoff", "who can I talk to?", level="anonymous")
    assert "customer number" in asked.texts["en"]
    assert "open_matter" not in asked.slots
    assert not asked.messages[0].get("buttons")


def test_beside_an_open_errand_a_call_is_named_without_a_second_question(stage: Stage) -> None:
    slots = {"draft": {"matter": "report_move"}}
    told = stage.run(ActionRequestAgent, "human_handoff", "who can I talk to?", slots=slots, form="errand_form")
    assert "call me back" in told.texts["en"]
    assert "?" not in told.texts["en"]
    assert told.next_action == "action_resume_errand"


def test_what_names_another_place_is_the_last_matter_once_more(stage: Stage) -> None:
    slots = {"last_matter": "switch_status"}
    said = {"confidence": 0.83, "slots": slots, "place": "pracownia"}
    assert (
        stage.run(ActionRequestAgent, "human_handoff", "a pracownia kiedy", **said).next_action == "action_take_details"
    )


def test_the_name_of_a_thing_chooses_it_instead_of_a_call(stage: Stage) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionReturnGoods, "return_goods", "ich will was zurückschicken")
    chosen = stage.answer(asked, "human_handoff", "telefon", confidence=0.95)
    assert sent(stage) == []
    assert chosen.responses
    assert chosen.next_action != "action_request_agent"


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("make it tuesday", "2026-12-01T15:00:00+01:00"),
        ("lieber am Donnerstag", "2026-12-03T15:00:00+01:00"),
        ("może jednak w piątek", "2026-12-04T15:00:00+01:00"),
        ("can you do it at 5 pm", "2026-11-30T17:00:00+01:00"),
        ("geht auch um 9?", "2026-11-30T09:00:00+01:00"),
        ("tomorrow please", "2026-11-22T15:00:00+01:00"),
    ],
)
def test_what_is_not_changed_of_a_promised_call_stays(stage: Stage, said: str, after: str) -> None:
    stage.backend.tickets = [
        TICKET | {"promised_from": "2026-11-30T14:00:00Z", "promised_until": "2026-11-30T15:00:00Z"}
    ]
    stage.backend.answers["POST", f"/tickets/{TICKET['number']}/messages"] = TICKET
    stage.run(ActionRequestAgent, "human_handoff", said, level="verified")
    assert sent(stage) == [{"text": said, "callback_after": after}]


@pytest.mark.parametrize(
    "said",
    [
        "es ist sonntag, und jetzt?",
        "was there a call at 4?",
        "it's saturday, what now",
        "dziś jest niedziela",
        "kiedy o 10?",
    ],
)
@pytest.mark.parametrize("intent", ["human_handoff", "nlu_fallback"])
def test_a_question_or_the_day_of_today_moves_no_call(stage: Stage, said: str, intent: str) -> None:
    promised(stage)
    told = stage.run(ActionRequestAgent, intent, said, level="verified")
    assert sent(stage) == []
    assert "already arranged" in told.texts["en"]


@pytest.mark.parametrize(
    "said",
    [
        *("cancel the call", "I don't want that call any more", "did you book a call? cancel it, I never asked"),
        *("den Rückruf brauch ich nicht mehr", "den anruf will ich nicht", "nie chcę już tej rozmowy"),
        "proszę odwołać rozmowę",
    ],
)
@pytest.mark.parametrize("intent", ["cancel_order", "nlu_fallback"])
@pytest.mark.parametrize("told", [None, "human_handoff", "contract_expiry"])
def test_a_call_is_called_off_whatever_was_told_since(stage: Stage, said: str, intent: str, told: str | None) -> None:
    promised(stage, state="closed")
    action = ActionCancelOrder if intent == "cancel_order" else ActionAdmitMisunderstanding
    led = stage.run(action, intent, said, slots={"last_matter": told})
    assert led.next_action == "action_request_agent"
    assert led.responses == []
    off = stage.run(ActionRequestAgent, intent, said, slots={"last_matter": told})
    assert off.responses == ["utter_callback_off"]


@pytest.mark.parametrize("said", ["I never asked for that", "darum hab ich nicht gebeten", "o to nie prosiłam"])
def test_who_never_asked_for_a_promised_call_is_rid_of_it(stage: Stage, said: str) -> None:
    promised(stage, state="closed")
    told = {"last_matter": "human_handoff"}
    assert (
        stage.run(ActionAdmitMisunderstanding, "nlu_fallback", said, slots=told).next_action == "action_request_agent"
    )
    assert stage.run(ActionRequestAgent, "nlu_fallback", said, slots=told).responses == ["utter_callback_off"]
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", said).next_action != "action_request_agent"


@pytest.mark.parametrize("said", ["den Anruf hab ich nicht mehr bekommen", "the call never came", "nikt nie zadzwonił"])
def test_who_missed_a_call_calls_none_off(said: str) -> None:
    assert not refuses_call(said)


def test_what_names_an_offered_place_is_the_last_matter_once_more(stage: Stage) -> None:
    options = [{"value": "p-1", "slot": "service_point_id", "label": "Pracownia", "words": []}]
    said = {"confidence": 0.83, "slots": {"last_matter": "switch_status", "options": options}}
    assert (
        stage.run(ActionRequestAgent, "human_handoff", "a pracownia kiedy", **said).next_action == "action_take_details"
    )


@pytest.mark.parametrize("said", ["tomorrow at 10 please", "morgen 10 uhr", "jutro o 10 proszę"])
@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (ActionMakeSmallTalk, "greet"),
        (ActionTakeDetails, "give_details"),
        (ActionAdmitMisunderstanding, "nlu_fallback"),
    ],
)
def test_a_stranger_who_names_a_time_is_told_what_a_call_takes(
    stage: Stage, said: str, action: type, intent: str
) -> None:
    asked = stage.run(ActionRequestAgent, "human_handoff", "call me", level="anonymous")
    led = stage.run(action, intent, said, level="anonymous", slots=asked.slots, confidence=0.5)
    assert led.next_action == "action_request_agent"
    told = stage.run(ActionRequestAgent, intent, said, level="anonymous", slots=asked.slots)
    assert "Without your customer number I cannot arrange a call" in told.texts["en"]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("call me at 4 on 0151 2233445", "en"),
        ("ruft mich um 16 uhr unter 0151 2233445 an", "de"),
        ("proszę zadzwonić o 16 na 0151 2233445", "pl"),
    ],
)
def test_another_number_for_the_call_is_told(stage: Stage, said: str, language: str) -> None:
    told = stage.run(ActionRequestAgent, "human_handoff", said, language=language, phone="+491512233445")
    assert told.responses == ["utter_callback_promised"]
    for text in told.texts.values():
        assert "+491512233445" in text
        assert "***" not in text


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("rufts mi auf meim handy an 0160 9876543 morgen um 9", {}),
        ("na inny numer 601222333, bo tamten zgubiony", {"last_matter": "human_handoff"}),
    ],
)
def test_a_number_to_ring_changes_no_record(stage: Stage, said: str, slots: dict[str, str]) -> None:
    result = stage.run(ActionUpdateContact, "update_contact", said, slots=slots, phone="+491512233445")
    assert result.next_action == "action_request_agent"


def test_a_new_number_is_one_of_the_record() -> None:
    assert not calls_at("my new number is 0151 2233445, call me there", told=True)


@pytest.mark.parametrize("said", ["601222333", "0176 4455667", "on 07700 900123, that one is lost"])
def test_a_number_for_the_call_that_was_promised(stage: Stage, said: str) -> None:
    told = {"last_matter": "human_handoff"}
    led = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", said, slots=told)
    assert led.next_action == "action_request_agent"
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", said).next_action != "action_request_agent"


def test_a_stranger_is_offered_no_call_that_cannot_be(stage: Stage) -> None:
    bereaved = stage.run(ActionHelpBereaved, "nlu_fallback", "my husband died", level="anonymous")
    assert "shall we call you" not in bereaved.texts["en"]
    assert not bereaved.messages[0]["buttons"]
    assert "shall we call you" in stage.run(ActionHelpBereaved, "nlu_fallback", "my husband died").texts["en"]


@pytest.mark.parametrize("text", ["a tel?", "und handy?", "and the mobile?"])
def test_a_question_that_names_one_thing_books_no_call(stage: Stage, text: str) -> None:
    stage.run(ActionRequestAgent, "human_handoff", text, level="verified", confidence=0.95)
    assert sent(stage) == []


@pytest.mark.parametrize(
    "text", ["nie chcę żeby ktoś dzwonił", "i don't want anyone to call", "ich will nicht, dass mich jemand anruft"]
)
def test_nobody_shall_call_in_more_words(text: str) -> None:
    assert refuses_call(text)


@pytest.mark.parametrize("text", ["nikt nie dzwonił", "nobody has called", "warum ruft mich keiner an"])
def test_who_was_not_called_refuses_nothing(text: str) -> None:
    assert not refuses_call(text)


@pytest.mark.parametrize("text", ["wann ruft ihr jetzt an", "when will you call me", "kiedy zadzwonicie?"])
@pytest.mark.parametrize("intent", ["order_status", "show_my_data", "human_handoff"])
def test_who_asks_when_we_call_is_told_and_nothing_is_booked(stage: Stage, text: str, intent: str) -> None:
    asked = stage.run(ActionAdmitMisunderstanding, intent, text)
    assert asked.next_action == "action_request_agent" or intent == "human_handoff"
    assert stage.run(ActionRequestAgent, intent, text, level="verified").responses == ["utter_agent_offered"]
    assert sent(stage) == []
    promised(stage)
    assert stage.run(ActionRequestAgent, intent, text, level="verified").responses == ["utter_callback_promised"]


@pytest.mark.parametrize("text", ["when can i call you", "wann kann ich bei euch anrufen", "kiedy mogę dzwonić"])
def test_a_call_of_ones_own_is_another_question(text: str) -> None:
    assert not asks_when_called(text)


@pytest.mark.parametrize("text", ["absagen", "cancel it", "odwołaj", "bitte stornieren"])
def test_a_call_just_told_is_called_off_in_a_word(stage: Stage, text: str) -> None:
    promised(stage)
    slots = {"last_matter": "human_handoff"}
    assert (
        stage.run(ActionAdmitMisunderstanding, "out_of_scope", text, slots=slots).next_action == "action_request_agent"
    )
    told = stage.run(ActionRequestAgent, "out_of_scope", text, level="verified", slots=slots)
    assert told.responses == ["utter_callback_off"]
