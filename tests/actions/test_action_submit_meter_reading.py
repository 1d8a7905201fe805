"""A reading, a photo beside it, and files that come when nothing asks for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from actions.action_agree_payment_plan import ActionAgreePaymentPlan
from actions.action_check_complaint import ActionCheckComplaint
from actions.action_submit_meter_reading import ActionSubmitMeterReading
from actions.validate_errand_form import ValidateErrandForm
from tests.actions.fake_backend import FLAT, FakeBackend
from tests.actions.fake_readings import IN_REVIEW, PHOTO, sent

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

LAST = {"value": "4100", "unit": "kWh", "read_on": "2026-10-31", "source": "customer"}


@pytest.fixture
def meter(backend: FakeBackend) -> FakeBackend:
    backend.answers["GET", "/readings"] = {
        "items": [LAST],
        "registers": [{"code": "1.8.0", "unit": "kWh", "digits": 6}],
    }
    backend.answers["POST", "/readings"] = (201, IN_REVIEW)
    backend.answers["POST", "/documents"] = (201, {"id": "paper-1"})
    backend.answers["PUT", "/documents/paper-1/files/all"] = (200, {})
    return backend


def opened(stage: Stage) -> dict[str, Any]:
    """The draft of an errand that asks for the value."""
    result = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "reading for the flat", place="Flat")
    draft: dict[str, Any] = result.slots["draft"]
    assert draft["asking"] == "value"
    return draft


def take(stage: Stage, draft: dict[str, Any], intent: str, text: str = "", **more: Any) -> Any:
    return stage.run(ValidateErrandForm, intent, text, slots={"draft": draft}, form="errand_form", **more)


def test_a_photo_alone_belongs_to_the_open_errand(stage: Stage, meter: FakeBackend) -> None:
    result = take(stage, opened(stage), "submit_documents", attachments=[PHOTO])
    assert result.responses == ["utter_reading_photo_kept", "utter_ask_reading_value"]
    assert result.slots["draft"]["values"] == {"point": FLAT, "photo": ["paper-1"]}
    assert result.slots["draft"]["wrong"] == 0


def test_the_photo_that_was_asked_for_leads_to_the_summary(stage: Stage, meter: FakeBackend) -> None:
    meter.answers["POST", "/readings"] = (
        422,
        {"code": "reading_implausible", "details": {"problem": "too_high", "expected": None}},
    )
    draft = take(stage, opened(stage), "give_details", "99999", number={"value": "99999"}).slots["draft"]
    refused = take(stage, draft, "affirm", "yes")
    assert refused.slots["draft"]["asking"] == "photo"
    result = take(stage, refused.slots["draft"], "submit_documents", "here is the photo", attachments=[PHOTO])
    assert result.responses == ["utter_reading_summary"]
    assert "with your photo" in result.texts["en"]
    meter.answers["POST", "/readings"] = (201, IN_REVIEW)
    meter.calls.clear()
    done = take(stage, result.slots["draft"], "affirm", "yes")
    assert "who will check them" in done.texts["en"]
    assert sent(meter, "/readings")["photo_document_id"] == "paper-1"
    assert done.slots["draft"] is None


def test_a_file_that_is_too_large_is_said(stage: Stage, meter: FakeBackend) -> None:
    without = {name: value for name, value in PHOTO.items() if name != "data"}
    result = take(stage, opened(stage), "submit_documents", attachments=[without])
    assert "too large" in result.texts["en"]


def test_an_emergency_with_a_photo_is_an_emergency(stage: Stage, meter: FakeBackend) -> None:
    result = take(stage, opened(stage), "report_emergency", "it smells of gas", attachments=[PHOTO])
    assert result.events == []


@pytest.mark.parametrize("text", ["gas smell, look at the photo", "Gasgeruch, siehe Foto", "czuć gaz, patrz zdjęcie"])
def test_a_danger_that_points_at_a_photo_is_a_danger(stage: Stage, meter: FakeBackend, text: str) -> None:
    result = take(stage, opened(stage), "report_emergency", text)
    assert result.events == []
    assert result.responses == []


def test_a_file_of_somebody_unknown_is_asked_for_again(stage: Stage, meter: FakeBackend) -> None:
    result = stage.run(
        ActionSubmitMeterReading, "submit_meter_reading", "my reading", level="anonymous", attachments=[PHOTO]
    )
    assert result.responses[0] == "utter_errand_files_later"
    assert "/documents" not in meter.paths()


def test_a_no_with_a_value_corrects_the_value_before(stage: Stage, meter: FakeBackend) -> None:
    registers = [{"code": code, "unit": "kWh", "digits": 6} for code in ("1.8.1", "1.8.2")]
    meter.answers["GET", "/readings"] = {"items": [LAST], "registers": registers}
    draft = take(stage, opened(stage), "give_details", "1", number={"value": "1"}).slots["draft"]
    assert draft["asking"] == "second_value"
    result = take(stage, draft, "deny", "no, it is 4105", number={"value": "4105"})
    assert result.slots["draft"]["values"]["value"] == "4105"
    assert result.slots["draft"]["asking"] == "second_value"


REQUEST = {"invoice_number": "R-2026-000001", "ticket_number": "T-100001", "answer_due_on": "2026-12-14"}
CORRECTION = "/invoices/R-2026-000001/correction-requests"


@pytest.fixture
def below_estimate(meter: FakeBackend) -> FakeBackend:
    """A meter that was estimated last, and a reading below that; the newest bill is none of an estimate."""
    below = {"check_state": "accepted", "service_point_id": FLAT, "readings": [{"id": "r-1"}], "below_estimate": True}
    meter.answers["POST", "/readings"] = (201, IN_REVIEW | below)
    meter.answers["GET", "/readings"] = {
        "items": [LAST | {"source": "estimated", "value": "4300"}, LAST],
        "registers": [{"code": "1.8.0", "unit": "kWh", "digits": 6}],
    }
    billed = [("R-2026-000002", "measured"), ("R-2026-000001", "estimated"), ("R-2026-000000", "estimated")]
    invoices = [{"number": number, "service_point_id": FLAT, "reading_source": source} for number, source in billed]
    meter.answers["GET", "/invoices"] = {"items": invoices, "total": len(invoices)}
    meter.answers["POST", CORRECTION] = (201, REQUEST)
    return meter


def summed_up(stage: Stage) -> Any:
    begun = stage.run(ActionSubmitMeterReading, "submit_meter_reading", "flat", place="Flat")
    return stage.answer(begun, "give_details", "4110")


def test_a_reading_below_the_estimate_asks_for_a_corrected_bill(stage: Stage, below_estimate: FakeBackend) -> None:
    summed = summed_up(stage)
    assert "I will also ask for a corrected bill" in summed.texts["en"]
    assert "beantrage ich auch eine Korrektur" in summed.texts["de"]
    assert "poproszę też o korektę" in summed.texts["pl"]
    done = stage.answer(summed, "affirm", "yes")
    assert done.responses == ["utter_reading_taken"]
    assert "T-100001" in done.texts["en"]
    assert below_estimate.paths().count(CORRECTION) == 1


def test_another_reading_asks_for_none(stage: Stage, below_estimate: FakeBackend) -> None:
    answered = below_estimate.answers["POST", "/readings"][1] | {"below_estimate": False}
    below_estimate.answers["POST", "/readings"] = (201, answered)
    assert "T-100001" not in stage.answer(summed_up(stage), "affirm", "yes").texts["en"]
    assert CORRECTION not in below_estimate.paths()


def test_no_corrected_bill_is_asked_for_that_was_not_agreed_to(stage: Stage, below_estimate: FakeBackend) -> None:
    below_estimate.answers["GET", "/readings"]["items"] = [LAST]
    summed = summed_up(stage)
    assert "corrected bill" not in summed.texts["en"]
    stage.answer(summed, "affirm", "yes")
    assert CORRECTION not in below_estimate.paths()


def test_a_corrected_bill_that_was_asked_for_before_is_none(stage: Stage, below_estimate: FakeBackend) -> None:
    below_estimate.answers["POST", CORRECTION] = (409, {"code": "correction_requested"})
    done = stage.answer(summed_up(stage), "affirm", "yes")
    assert done.responses == ["utter_reading_taken"]
    assert done.slots["draft"] is None


def test_a_corrected_bill_waits_for_the_backend(stage: Stage, below_estimate: FakeBackend) -> None:
    below_estimate.answers["POST", CORRECTION] = (503, {})
    parked = stage.answer(summed_up(stage), "affirm", "yes")
    assert "utter_reading_taken" not in parked.responses
    below_estimate.answers["POST", CORRECTION] = (201, REQUEST)
    done = stage.run(ActionSubmitMeterReading, "parked_due", slots=parked.slots)
    assert "T-100001" in done.texts["en"]
    keys = [
        call.headers["Idempotency-Key"]
        for call in below_estimate.calls
        if call.url.path == "/readings" and call.method == "POST"
    ]
    assert len(set(keys)) == 1 < len(keys)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "its on the photo"), ("de", "steht auf dem Foto"), ("pl", "jest na zdjęciu")]
)
def test_a_photo_that_was_sent_is_acknowledged(stage: Stage, meter: FakeBackend, language: str, text: str) -> None:
    asked = opened(stage)
    none_yet = take(stage, asked, "submit_documents", text, language=language)
    assert "no photo with this reading" in none_yet.texts["en"]
    assert "Bitte tippen Sie ein" in none_yet.texts["de"]
    came = take(stage, asked, "submit_documents", attachments=[PHOTO])
    told = take(stage, came.slots["draft"], "submit_documents", text, language=language)
    assert told.responses[0] == "utter_reading_photo_sent"
    assert "Zdjęcie dotarło" in told.texts["pl"]
    assert told.slots["draft"]["asking"] == "value"


@pytest.mark.parametrize("text", ["hier guck selber", "here look for yourself", "masz, sam zobacz"])
def test_a_photo_with_words_that_sound_like_giving_up_is_kept(stage: Stage, meter: FakeBackend, text: str) -> None:
    reading = opened(stage)
    kept = take(stage, reading, "cancel_dialogue", text, attachments=[PHOTO])
    assert kept.slots["draft"]["values"]["photo"] == ["paper-1"]
    other = {"matter": ActionAgreePaymentPlan.matter, "is_prepared": True, "asking": "months"}
    slots = {"draft": other, "set_aside": [reading]}
    aside = stage.run(ValidateErrandForm, "cancel_dialogue", text, slots=slots, form="errand_form", attachments=[PHOTO])
    assert aside.next_action == "action_submit_meter_reading"
    taken = stage.run(ActionSubmitMeterReading, "cancel_dialogue", text, slots=slots, attachments=[PHOTO])
    assert taken.slots["draft"]["values"]["photo"] == ["paper-1"]
    assert taken.slots["set_aside"][0]["matter"] == "payment_plan"
    alone = take(stage, other, "cancel_dialogue", text, attachments=[PHOTO])
    assert alone.next_action == "action_take_documents"


@pytest.mark.parametrize(
    "text",
    ["and the meter reading? flat 4412", "und der zählerstand? wohnung 4412", "a stan licznika? mieszkanie 4412"],
)
def test_a_number_that_is_named_a_reading_is_no_number_of_instalments(
    stage: Stage, meter: FakeBackend, text: str
) -> None:
    plan = {"matter": ActionAgreePaymentPlan.matter, "is_prepared": True, "asking": "months"}
    heard = take(stage, plan, "give_details", text, number="4412")
    assert heard.next_action == "action_submit_meter_reading"
    slots = {"draft": plan}
    begun = stage.run(ActionSubmitMeterReading, "give_details", text, slots=slots, number="4412")
    assert begun.slots["draft"]["values"] == {"point": FLAT, "value": "4412"}
    assert begun.slots["set_aside"][0]["matter"] == ActionAgreePaymentPlan.matter
    bounds = {"total": {"amount": "90.00", "currency": "EUR"}, "least_months": 2, "most_months": 24}
    other = take(stage, {**plan, "known": bounds}, "nlu_fallback", "and the meter reading?")
    assert other.slots["draft"]["asking"] == "months"


@pytest.mark.parametrize("level", ["channel", "verified"])
def test_numbers_of_a_person_are_no_reading(stage: Stage, meter: FakeBackend, level: str) -> None:
    meter.answers["GET", "/meters"] = {
        "items": [
            {
                "service_point_id": FLAT,
                "commodity": "electricity",
                "number_end": "4711",
                "registers": [{"code": "1.8.0", "unit": "kWh", "digits": 6}],
            }
        ],
        "total": 1,
    }
    asked = stage.run(
        ActionSubmitMeterReading, "submit_meter_reading", "reading for the flat", place="Flat", level=level
    )
    entities = {"application_number": "A-3105103", "personal_id": "93032869273"}
    told = stage.answer(asked, "give_details", "A-3105103 93032869273", level=level, entities=entities)
    assert "utter_reading_summary" not in told.responses
    if level == "channel":
        assert told.next_action == "action_request_identification"
        assert told.slots["claimed_number"] == "A-3105103"
        assert "value" not in told.slots["draft"]["values"]


@pytest.mark.parametrize(
    "text",
    [
        "I moved in at Domstraße 12, 50667 Köln on 1 November, the meter shows 4711",
        "Wprowadziłam się na ul. Długa 12, 61-848 Poznań, odczyt 4711",
    ],
)
def test_a_reading_at_a_new_address_is_part_of_a_move(stage: Stage, meter: FakeBackend, text: str) -> None:
    told = stage.run(ActionSubmitMeterReading, "submit_meter_reading", text)
    assert told.next_action == "action_report_move"


def test_a_house_number_is_no_reading(stage: Stage, meter: FakeBackend) -> None:
    text = "Zählerstand für die Domstraße 12, 50667 Köln: 4711"
    result = stage.run(
        ActionSubmitMeterReading, "submit_meter_reading", text, repeated=[("number", "12"), ("number", "4711")]
    )
    assert result.slots["draft"]["values"]["value"] == "4711"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "i gave you the reading already",
            "we sent our meter readings weeks ago",
            "ich hab euch doch den stand durchgegeben",
        ),
        *("Zählerstand wurde längst gemeldet", "przecież podałem odczyt", "wysłałam wam stan licznika"),
    ],
)
def test_who_says_that_it_was_handed_in_hears_what_came(stage: Stage, meter: FakeBackend, text: str) -> None:
    led = stage.run(ActionCheckComplaint, "complaint_status", text)
    assert led.next_action == "action_submit_meter_reading"
    told = stage.run(ActionSubmitMeterReading, "complaint_status", text)
    assert told.responses == ["utter_readings_on_record"]
    assert "4,100 kWh" in told.texts["en"]
    assert "31 October 2026" in told.texts["en"]
    meter.answers["GET", "/readings"]["items"] = []
    assert "no reading from you yet" in stage.run(ActionSubmitMeterReading, "complaint_status", text).texts["en"]


@pytest.mark.parametrize(
    "text", ["can i give you the reading", "wie kann ich den stand melden", "chcę podać odczyt", "odczyt 4120"]
)
def test_who_would_hand_one_in_is_asked_for_it(stage: Stage, meter: FakeBackend, text: str) -> None:
    asked = stage.run(ActionSubmitMeterReading, "submit_meter_reading", text)
    assert "utter_readings_on_record" not in asked.responses


@pytest.mark.parametrize(
    "text",
    [
        "can i get 2 contracts for my mates flat",
        "there are 3 of us living here, does that matter",
        "instalments for the gas bill please, 3",
        "i have 2 kids, will that make it higher",
        "zmien mi konto na 27 1140 2004 0000 3002 0135 5387",
        "wir sind jetzt zu viert, 4 Personen",
        "habt ihr auch 24 monate",
    ],
)
def test_a_number_that_counts_something_else_is_no_reading(stage: Stage, meter: FakeBackend, text: str) -> None:
    digits = "".join(re.findall(r"\d", text))
    result = take(stage, opened(stage), "nlu_fallback", text, number={"value": digits}, confidence=0.7)
    assert "value" not in result.slots["draft"]["values"]
    summed = take(stage, opened(stage), "give_details", "4200", number={"value": "4200"}).slots["draft"]
    after = take(stage, summed, "nlu_fallback", text, number={"value": digits}, confidence=0.7)
    assert after.slots["draft"]["values"]["value"] == "4200"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45", "45"),
        ("it says 45", "45"),
        ("der Zähler steht auf 45", "45"),
        ("licznik pokazuje 45", "45"),
        ("the flat 4711", "4711"),
        ("sorry, 4512 it was", "4512"),
        ("a prąd 30100", "30100"),
    ],
)
def test_a_number_by_itself_or_of_a_meter_is_one(stage: Stage, meter: FakeBackend, text: str, value: str) -> None:
    result = take(stage, opened(stage), "give_details", text, number={"value": value}, confidence=0.7)
    assert result.slots["draft"]["values"]["value"] == value


@pytest.mark.parametrize(
    ("highest", "digits", "words"),
    [(4400, 6, "far more than expected (up to 4,400 kWh by now)"), (None, 4, "more digits than this meter (4)")],
)
def test_what_cannot_be_right_is_said_before_the_yes(
    stage: Stage, meter: FakeBackend, highest: int | None, digits: int, words: str
) -> None:
    register = {"code": "1.8.0", "unit": "kWh", "digits": digits, "highest_today": highest}
    meter.answers["GET", "/readings"] = {"items": [LAST], "registers": [register]}
    summary = take(stage, opened(stage), "give_details", "45678", number={"value": "45678"})
    assert summary.responses == ["utter_reading_summary"]
    assert words in summary.texts["en"]
    fits = take(stage, summary.slots["draft"], "give_details", "4390", number={"value": "4390"})
    assert "expected" not in fits.texts["en"]
    assert "digits" not in fits.texts["en"]


@pytest.mark.parametrize("text", ["what should it be then", "was habt ihr jetzt notiert", "to ile powinno być"])
def test_what_is_expected_is_told_and_the_reading_stays(stage: Stage, meter: FakeBackend, text: str) -> None:
    register = {"code": "1.8.0", "unit": "kWh", "digits": 6, "highest_today": 4400}
    meter.answers["GET", "/readings"] = {"items": [LAST], "registers": [register]}
    summary = take(stage, opened(stage), "give_details", "45678", number={"value": "45678"})
    told = take(stage, summary.slots["draft"], "ask_price", text, confidence=0.9)
    assert told.responses[0] == "utter_reading_expected"
    assert "4,100 kWh" in told.texts["en"]
    assert told.slots["draft"]["values"]["value"] == "45678"


@pytest.mark.parametrize("text", ["das hat Zeit bis ende januar", "later, end of january", "przeprowadzka"])
def test_a_day_to_come_that_is_of_something_else_is_no_day_of_the_reading(
    stage: Stage, meter: FakeBackend, text: str
) -> None:
    summary = take(stage, opened(stage), "give_details", "4200", number={"value": "4200"})
    period = {"from_on": "2027-01-31", "to_on": "2027-01-31", "grain": "day", "text": "end of january"}
    after = take(stage, summary.slots["draft"], "give_details", text, confidence=0.5, period=period)
    assert "read_on" not in after.slots["draft"]["values"]
    assert "still to come" not in after.texts["en"]
