"""Where an outage is, when it ends, and who must not wait: told in the first message, or asked after an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from actions._words.outages import asks_of_outage, asks_when_back, needs_supply_to_live, tells_of_outage
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_check_contract_expiry import ActionCheckContractExpiry
from actions.action_check_order import ActionCheckOrder
from actions.action_report_outage import ActionReportOutage
from actions.action_start_notifications import ActionStartNotifications
from actions.action_submit_meter_reading import ActionSubmitMeterReading
from actions.action_tell_settled import ActionTellSettled
from tests.actions.fake_backend import FLAT
from tests.actions.fake_outages import RUNNING

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

OUTAGE = "report_outage"


@pytest.fixture(autouse=True)
def outage_answers(stage: Stage) -> None:
    stage.backend.answers |= {
        ("GET", "/outages"): {"items": [], "total": 0},
        ("GET", "/own-outages"): {"items": [], "total": 0},
        ("GET", "/fault-guides"): {"items": [], "total": 0},
        ("POST", "/outage-reports"): (201, {"id": "r-1", "reported_at": "2026-11-21T18:00:00Z", "outage": None}),
    }


@pytest.mark.parametrize(
    ("said", "postcode"),
    [
        ("no power over here, 10115", "10115"),
        ("power cut in 53115 bonn?", "53115"),
        ("kein Strom in 04109", "04109"),
        ("bei uns ist das licht aus, plz 50667", "50667"),
        ("od rana nie ma prądu, 61-848 poznań", "61-848"),
        ("awaria prądu w 30-059?", "30-059"),
    ],
)
def test_a_postcode_in_the_first_message_is_no_reading(stage: Stage, said: str, postcode: str) -> None:
    entities = {"number": postcode} if postcode.isdigit() else {"postcode": postcode}
    fields = {"level": "anonymous", "entities": {**entities, "commodity": "electricity"}}
    led = stage.run(ActionSubmitMeterReading, "submit_meter_reading", said, **fields)
    assert led.next_action == "action_report_outage"
    told = stage.run(ActionReportOutage, "submit_meter_reading", said, **fields)
    assert told.responses == ["utter_outage_report_offered"]
    assert postcode in told.texts["de"]


@pytest.mark.parametrize(
    "said",
    ["no power today, the meter shows 10115", "Zählerstand 50667, Strom war weg", "licznik 30100, nie było prądu"],
)
def test_what_a_meter_shows_is_no_postcode(stage: Stage, said: str) -> None:
    led = stage.run(ActionSubmitMeterReading, "submit_meter_reading", said, number="10115")
    assert led.next_action != "action_report_outage"


@pytest.mark.parametrize(
    "said",
    [
        *(
            "is there an outage in Bonn",
            "hi, are there any power cuts around here",
            "gibt's gerade einen Stromausfall in Köln",
        ),
        *("können Sie sehen ob es eine Störung gibt", "czy jest jakaś awaria na Woli", "powiedzcie czy macie awarię"),
    ],
)
def test_a_question_for_an_outage_is_no_wish_for_messages(stage: Stage, said: str) -> None:
    assert asks_of_outage(said)
    led = stage.run(ActionStartNotifications, "start_notifications", said, level="anonymous", confidence=0.4)
    assert led.next_action == "action_report_outage"


@pytest.mark.parametrize("said", ["tell me when there is an outage", "Störungen bitte per SMS", "chcę sms o awariach"])
def test_a_wish_for_messages_stays_one(said: str) -> None:
    assert not asks_of_outage(said)


@pytest.mark.parametrize(
    ("said", "action", "intent"),
    [
        ("when will you turn it back on", ActionCheckOrder, "order_status"),
        ("when is it over", ActionCheckContractExpiry, "contract_expiry"),
        ("und wann ist das vorbei?", ActionCheckContractExpiry, "contract_expiry"),
        ("ist immer noch dunkel", ActionAdmitMisunderstanding, "nlu_fallback"),
        ("to kiedy włączycie", ActionCheckOrder, "order_status"),
        ("kiedy będzie koniec", ActionCheckContractExpiry, "contract_expiry"),
    ],
)
def test_when_it_is_back_is_told_of_the_outage(stage: Stage, said: str, action: type, intent: str) -> None:
    slots = {"last_matter": OUTAGE, "service_point_id": FLAT, "commodity": "electricity"}
    assert stage.run(action, intent, said, slots=slots).next_action == "action_report_outage"
    stage.backend.answers["GET", "/own-outages"] = {"items": [RUNNING], "total": 1}
    assert stage.run(ActionReportOutage, intent, said, slots=slots).responses == ["utter_outage_known"]
    after = {"settled": {"matter": OUTAGE, "is_written": True}}
    assert stage.run(action, intent, said, slots=after).next_action == "action_tell_settled"
    again = stage.run(ActionReportOutage, OUTAGE, said, slots=after)
    assert again.next_action == "action_tell_settled"
    told = stage.run(ActionTellSettled, intent, said, slots=after)
    assert told.responses == ["utter_errand_duration"]
    assert "settled" not in told.slots


@pytest.mark.parametrize("said", ["when does my contract end", "wann ist meine Rechnung fertig", "kiedy koniec umowy"])
def test_other_ends_are_other_matters(said: str) -> None:
    assert not asks_when_back(said)


def test_an_end_that_has_passed_is_said_to_have_passed(stage: Stage) -> None:
    late = {**RUNNING, "expected_until_at": "2026-11-21T11:00:00Z"}
    stage.backend.answers["GET", "/own-outages"] = {"items": [late], "total": 1}
    told = stage.run(ActionReportOutage, OUTAGE, "no power in the flat", commodity="electricity")
    assert "has passed" in told.texts["en"]
    assert "ist vorbei" in told.texts["de"]
    assert "już minął" in told.texts["pl"]
    stage.backend.answers["GET", "/own-outages"] = {"items": [RUNNING], "total": 1}
    told = stage.run(ActionReportOutage, OUTAGE, "no power in the flat", commodity="electricity")
    assert "has passed" not in told.texts["en"]


@pytest.mark.parametrize(
    "said",
    [
        "my mother needs her oxygen and there is no power",
        "kein Strom und mein Mann hängt an der Beatmung",
        "nie ma prądu, a tata ma koncentrator tlenu",
    ],
)
def test_whoever_needs_power_to_live_is_told_whom_to_call_first(stage: Stage, said: str) -> None:
    assert needs_supply_to_live(said)
    told = stage.run(ActionReportOutage, OUTAGE, said, commodity="electricity", place="flat")
    assert told.responses[0] == "utter_outage_life"
    assert "112" in told.texts["pl"]
    assert "+49 30 5550 912" in told.texts["en"]


@pytest.mark.parametrize("said", ["I want power", "what does gas cost", "chcę zmienić prąd", "Strom bestellen"])
def test_supply_alone_tells_of_no_outage(said: str) -> None:
    assert not tells_of_outage(said)


def check(key: str, **ends: str | None) -> dict[str, Any]:
    labels = {"works": ("It works", "Es geht", "Działa"), "off": ("Off or red", "Aus oder rot", "Nie świeci")}
    outcomes = [
        {
            "key": f"{key}-{name}",
            "next_step": end if end == "restart" else None,
            "ends_in": None if end == "restart" else end,
            "text": dict(zip(("en", "de", "pl"), labels[name], strict=True)),
        }
        for name, end in ends.items()
    ]
    return {"key": key, "text": dict.fromkeys(("en", "de", "pl"), f"<{key}>"), "outcomes": outcomes}


def guided(stage: Stage) -> None:
    """Fibre at the flat and a phone, each with a guide of its own."""
    stage.backend.points[0]["commodity"] = "fibre"
    for key in ("router", "phone"):
        steps = [check(f"{key}-light", works="solved", off="restart"), check("restart", works="solved", off="ticket")]
        stage.backend.answers["GET", f"/fault-guides/{key}"] = {
            "key": key,
            "first_step": f"{key}-light",
            "steps": steps,
        }
    stage.backend.answers["GET", "/fault-guides"] = {"items": [{"key": "router"}], "total": 1}


@pytest.mark.parametrize(
    "said",
    [
        "my internet is down and when does my mobile contract end",
        "wann endet mein handyvertrag, und das internet geht nicht",
        "kiedy kończy się umowa na komórkę, bo internet nie działa",
    ],
)
def test_what_is_out_is_what_is_said_to_be_out(stage: Stage, said: str) -> None:
    guided(stage)
    both = [("commodity", "mobile"), ("commodity", "fibre")]
    asked = stage.run(ActionReportOutage, OUTAGE, said, repeated=both)
    assert asked.slots["draft"]["values"] == {"commodity": "fibre", "point": FLAT}


def test_another_supply_begins_its_own_check(stage: Stage) -> None:
    guided(stage)
    stage.backend.answers["GET", "/fault-guides"] = {"items": [{"key": "phone"}], "total": 1}
    asked = stage.run(ActionReportOutage, OUTAGE, "no network", commodity="mobile")
    assert "<phone-light>" in asked.texts["en"]
    stage.backend.answers["GET", "/fault-guides"] = {"items": [{"key": "router"}], "total": 1}
    other = stage.answer(asked, OUTAGE, "it is the internet, not the phone", commodity="fibre", confidence=0.74)
    assert "<router-light>" in other.texts["en"]
    assert other.slots["draft"]["values"] == {"commodity": "fibre", "point": FLAT}


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("I have restarted that silly router of yours five times", "return_goods"),
        ("den router hab ich heute schon dreimal neu gestartet", "order_status"),
        ("restartowałam ten router już trzy razy", "return_goods"),
    ],
)
def test_what_was_done_is_heard_whatever_it_is_taken_for(stage: Stage, said: str, intent: str) -> None:
    guided(stage)
    asked = stage.run(ActionReportOutage, OUTAGE, "no internet", commodity="fibre")
    told = stage.answer(asked, intent, said, confidence=0.75)
    assert "<router-light>" in told.texts["en"]
    assert told.slots["draft"]["known"]["done"] == ["restart"]


@pytest.mark.parametrize(
    "said",
    ["how long does the contract of the flat run", "wie lange läuft der Vertrag noch", "jak długo działa ta umowa"],
)
def test_a_question_is_no_outcome_of_a_check(stage: Stage, said: str) -> None:
    guided(stage)
    asked = stage.run(ActionReportOutage, OUTAGE, "no internet", commodity="fibre")
    told = stage.answer(asked, "nlu_fallback", said, confidence=0.3)
    assert told.slots["draft"]["asking"] == "check"
    assert "router-light" in told.slots["draft"]["known"]["check"]["key"]


@pytest.mark.parametrize(
    "said", ["just report it please", "ja melden", "Störung melden bitte", "proszę zgłosić awarię"]
)
def test_it_can_be_reported_without_a_check(stage: Stage, said: str) -> None:
    guided(stage)
    asked = stage.run(ActionReportOutage, OUTAGE, "no internet", commodity="fibre")
    offered = stage.answer(asked, "affirm", said)
    assert offered.responses == ["utter_outage_report_offered"]
    assert "not your device" not in offered.texts["en"]


@pytest.mark.parametrize("said", ["when does my engineer come", "wann kommt mein techniker", "to kiedy będzie technik"])
def test_when_somebody_comes_is_told_of_the_report(stage: Stage, said: str) -> None:
    guided(stage)
    asked = stage.run(ActionReportOutage, OUTAGE, "no internet", commodity="fibre")
    told = stage.answer(asked, "order_status", said)
    assert told.responses[0] == "utter_errand_duration"
    after = {"settled": {"matter": OUTAGE, "is_written": True}}
    assert stage.run(ActionCheckOrder, "order_status", said, slots=after).next_action == "action_tell_settled"


@pytest.mark.parametrize(
    "said", ["I want money back for these days", "ich will Geld zurück für die Tage", "chcę zwrot kasy za te dni"]
)
def test_money_for_the_days_without_it_is_a_complaint_also_in_a_check(stage: Stage, said: str) -> None:
    guided(stage)
    asked = stage.run(ActionReportOutage, OUTAGE, "no internet", commodity="fibre")
    assert stage.answer(asked, "return_goods", said).next_action == "action_file_complaint"


@pytest.mark.parametrize(
    "said", ["internet aufm handy is so lahm", "the internet on my phone is slow", "internet w telefonie muli"]
)
def test_the_net_of_a_phone_is_the_phone(stage: Stage, said: str) -> None:
    guided(stage)
    stage.backend.answers["GET", "/fault-guides"] = {"items": [{"key": "phone"}], "total": 1}
    asked = stage.run(ActionReportOutage, OUTAGE, said, commodity="fibre")
    assert asked.slots["draft"]["values"]["commodity"] == "mobile"


@pytest.mark.parametrize(("said", "leads"), [("kein Netz", True), ("no signal", True), ("kein Internet", False)])
def test_who_has_a_phone_only_means_its_net(stage: Stage, said: str, leads: bool) -> None:
    stage.backend.answers["GET", "/fault-guides"] = {"items": [], "total": 0}
    told = stage.run(ActionReportOutage, OUTAGE, said, commodity="fibre")
    assert (told.responses != ["utter_outage_no_line"]) is leads


@pytest.mark.parametrize(
    ("said", "language"),
    [("is there a number for emergencies", "en"), ("gibt es eine Notfallnummer", "de"), ("jest jakiś numer?", "pl")],
)
def test_the_fault_line_is_named_when_it_is_asked_for(stage: Stage, said: str, language: str) -> None:
    stage.backend.answers["GET", "/fault-guides"] = {"items": [], "total": 0}
    asked = stage.run(
        ActionReportOutage, OUTAGE, "no power", commodity="electricity", postcode="50667", level="anonymous"
    )
    told = stage.answer(asked, "nlu_fallback", said, level="anonymous", language=language)
    assert told.responses == ["utter_outage_report_offered"]


@pytest.mark.parametrize("text", ["und wie lange noch", "how long", "kiedy wróci prąd"])
def test_a_stranger_asks_on_about_the_postcode_just_told(stage: Stage, text: str) -> None:
    stage.backend.answers["GET", "/outages"] = {"items": [RUNNING], "total": 1}
    first = stage.run(
        ActionReportOutage, "report_outage", "no power", level="anonymous", commodity="electricity", postcode="10115"
    )
    assert first.responses == ["utter_outage_known"]
    again = stage.run(ActionReportOutage, "contract_expiry", text, level="anonymous", slots=first.slots)
    assert again.responses == ["utter_outage_known"]
