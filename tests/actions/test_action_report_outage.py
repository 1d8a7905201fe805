"""Outages: what is known, a check of the device, a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rasa_sdk import Tracker

from actions._device_checks import CheckStep, works_again
from actions._errand.drafts import Draft
from actions._turn import Turn
from actions._words.choices import Option
from actions.action_report_outage import ActionReportOutage
from actions.action_resume_errand import ActionResumeErrand
from tests.actions.fake_backend import FLAT, PHONE
from tests.actions.fake_outages import RUNNING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.actions.conftest import Result, Stage

pytestmark = pytest.mark.usefixtures("outage_answers")

GUIDE = {
    "key": "sim",
    "first_step": "plane",
    "steps": [
        {
            "key": "plane",
            "text": {"en": "Flight mode?", "de": "Flugmodus?", "pl": "Tryb samolotowy?"},
            "outcomes": [
                {
                    "key": "works",
                    "next_step": None,
                    "ends_in": "solved",
                    "text": dict.fromkeys(("en", "de", "pl"), "ok"),
                },
                {
                    "key": "no",
                    "next_step": "sim",
                    "ends_in": None,
                    "text": dict.fromkeys(("en", "de", "pl"), "still no"),
                },
            ],
        },
        {
            "key": "sim",
            "text": {"en": "Turn it off.", "de": "Ausschalten.", "pl": "Wyłączyć."},
            "outcomes": [
                {
                    "key": "no",
                    "next_step": None,
                    "ends_in": "ticket",
                    "text": dict.fromkeys(("en", "de", "pl"), "no SIM"),
                },
            ],
        },
    ],
}


@pytest.fixture
def outage_answers(stage: Stage) -> None:
    stage.backend.answers |= {
        ("GET", "/outages"): {"items": [], "total": 0},
        ("GET", "/own-outages"): {"items": [], "total": 0},
        ("GET", "/fault-guides"): {"items": [], "total": 0},
        ("POST", "/outage-reports"): (
            201,
            {"id": "r-1", "reported_at": "2026-11-21T18:00:00Z", "outage": None},
        ),
    }


def test_everybody_hears_what_is_known_by_postcode(stage: Stage) -> None:
    stage.backend.answers["GET", "/outages"] = {"items": [RUNNING], "total": 1}
    asked = stage.run(ActionReportOutage, "report_outage", "no power", level="anonymous", commodity="electricity")
    assert asked.responses == ["utter_ask_outage_postcode"]
    told = stage.answer(asked, "give_details", "10115", level="anonymous", postcode="10115")
    assert told.responses == ["utter_outage_known"]
    assert "A cable is damaged." in told.texts["en"]
    assert "22:00" in told.texts["de"]
    assert told.slots["draft"] is None
    assert told.form is None


def test_what_nobody_knows_is_reported_after_a_yes(stage: Stage) -> None:
    asked = stage.run(ActionReportOutage, "report_outage", "no power in the flat", commodity="electricity")
    assert asked.responses == ["utter_outage_report_offered"]
    assert "fuses" in asked.texts["en"]
    assert ("POST", "/outage-reports") not in [(call.method, call.url.path) for call in stage.backend.calls]
    done = stage.answer(asked, "affirm", "yes")
    assert done.responses == ["utter_outage_reported"]
    sent = next(call for call in stage.backend.calls if call.method == "POST")
    assert FLAT.encode() in sent.content
    assert sent.headers["Idempotency-Key"] == "turn-1/report_outage/1"


def test_a_stranger_who_wants_to_report_is_asked_who_it_is(stage: Stage) -> None:
    asked = stage.run(
        ActionReportOutage, "report_outage", "kein Gas", level="anonymous", commodity="gas", postcode="10115"
    )
    assert asked.responses == ["utter_outage_report_offered"]
    who = stage.answer(asked, "affirm", "ja", level="anonymous")
    assert who.responses == ["utter_ask_number"]
    assert who.slots["open_matter"] == "report_outage"
    assert who.form == "identify_form"


@pytest.mark.parametrize("text", ["no thanks", "nein danke", "nie, dziękuję"])
def test_a_no_with_thanks_to_a_question_ends_it(stage: Stage, text: str) -> None:
    asked = stage.run(ActionReportOutage, "report_outage", "my internet is slow", level="anonymous", commodity="fibre")
    assert asked.responses == ["utter_ask_outage_postcode"]
    assert stage.answer(asked, "deny", text, level="anonymous").next_action == "action_drop_matter"


def test_five_bare_digits_are_a_postcode_when_it_was_asked_for(stage: Stage) -> None:
    asked = stage.run(ActionReportOutage, "report_outage", "no power", level="anonymous", commodity="electricity")
    assert asked.responses == ["utter_ask_outage_postcode"]
    offered = stage.answer(asked, "give_details", "53115", level="anonymous", number="53115")
    assert offered.responses == ["utter_outage_report_offered"]
    assert offered.slots["draft"]["values"]["postcode"] == "53115"


def test_a_phone_is_checked_first(stage: Stage) -> None:
    stage.backend.answers["GET", "/fault-guides"] = {"items": [{"key": "sim"}], "total": 1}
    stage.backend.answers["GET", "/fault-guides/sim"] = GUIDE
    asked = stage.run(ActionReportOutage, "report_outage", "my phone has no network", commodity="mobile")
    assert asked.responses == ["utter_ask_outage_check"]
    second = stage.answer(asked, "choose", step="check", answer="no")
    assert "Turn it off." in second.texts["en"]
    offered = stage.answer(second, "give_details", "1", ordinal="1")
    assert offered.responses == ["utter_outage_report_offered"]
    assert "not your device" in offered.texts["en"]
    solved = stage.answer(asked, "choose", step="check", answer="works")
    assert solved.responses == ["utter_outage_solved"]
    assert solved.slots["draft"] is None


def test_whoever_meant_another_supply_leaves_the_checks_of_the_device(stage: Stage) -> None:
    stage.backend.answers["GET", "/fault-guides"] = {"items": [{"key": "sim"}], "total": 1}
    stage.backend.answers["GET", "/fault-guides/sim"] = GUIDE
    asked = stage.run(ActionReportOutage, "report_outage", "nothing works", commodity="mobile")
    assert asked.responses == ["utter_ask_outage_check"]
    offered = stage.answer(asked, "report_outage", "no, it is the power in the flat", commodity="electricity")
    assert "utter_ask_outage_check" not in offered.responses


@pytest.mark.parametrize(
    "text",
    [
        "my husband is on an oxygen machine and the lights went out",
        "meine Mutter hängt am Beatmungsgerät und der Strom ist weg",
        "mąż jest pod respiratorem, a nie ma prądu",
    ],
)
def test_whose_life_hangs_on_power_hears_first_whom_to_call(stage: Stage, text: str) -> None:
    told = stage.run(ActionReportOutage, "report_outage", text, commodity="electricity")
    assert told.responses[0] == "utter_outage_life"
    assert "112" in told.texts["pl"]


def test_carbon_monoxide_is_no_oxygen(stage: Stage) -> None:
    told = stage.run(ActionReportOutage, "report_outage", "czujnik tlenku węgla bez prądu", commodity="electricity")
    assert "utter_outage_life" not in told.responses


def test_planned_work_is_told_and_a_report_is_still_possible(stage: Stage) -> None:
    planned = {**RUNNING, "state": "planned", "notes": {}}
    stage.backend.answers["GET", "/own-outages"] = {"items": [planned], "total": 1}
    asked = stage.run(ActionReportOutage, "report_outage", "no power in the flat", commodity="electricity")
    assert asked.responses == ["utter_outage_known", "utter_outage_report_offered"]
    assert PHONE not in str(asked.slots["draft"]["values"])


def test_a_customer_number_tells_where_the_outage_is(stage: Stage) -> None:
    begun = stage.run(ActionReportOutage, "report_outage", "no power", level="anonymous", commodity="electricity")
    assert begun.responses == ["utter_ask_outage_postcode"]
    number = {"customer_number": "12345674"}
    who = stage.answer(begun, "give_details", "customer number 12345674", level="anonymous", **number)
    assert who.next_action == "action_request_identification"
    assert who.slots["open_matter"] == "report_outage"
    known = stage.run(ActionReportOutage, "identity_changed", slots=who.slots)
    assert "postcode" not in known.slots["draft"]["values"]
    assert known.slots["draft"]["known"]["points"]


def test_who_signed_in_for_something_else_is_asked_no_postcode(stage: Stage) -> None:
    begun = stage.run(ActionReportOutage, "report_outage", "no power", level="anonymous", commodity="electricity")
    again = stage.run(ActionResumeErrand, "identity_changed", slots=begun.slots)
    assert "utter_ask_outage_postcode" not in again.responses
    assert again.slots["draft"]["known"]["points"]


LABELS = {
    "steady": {"en": "It is on", "de": "Es leuchtet", "pl": "Świeci"},
    "off_or_red": {"en": "Off or red", "de": "Aus oder rot", "pl": "Nie świeci lub czerwona"},
    "works": {"en": "Now it works", "de": "Jetzt geht es", "pl": "Teraz działa"},
    "still_off": {"en": "Still off or red", "de": "Noch aus oder rot", "pl": "Nadal nie świeci"},
}


def outcome(key: str, *, next_step: str | None = None, ends_in: str | None = None) -> dict[str, Any]:
    return {"key": key, "next_step": next_step, "ends_in": ends_in, "text": LABELS[key]}


def check(key: str, *outcomes: dict[str, Any]) -> dict[str, Any]:
    return {"key": key, "text": dict.fromkeys(("en", "de", "pl"), f"<{key}>"), "outcomes": list(outcomes)}


ROUTER = {
    "key": "router",
    "first_step": "lights",
    "steps": [
        check("lights", outcome("steady", next_step="wifi"), outcome("off_or_red", next_step="restart")),
        check("restart", outcome("works", ends_in="solved"), outcome("still_off", ends_in="ticket")),
        check("wifi", outcome("works", ends_in="solved"), outcome("still_off", ends_in="ticket")),
    ],
}


@pytest.fixture
def at_router(stage: Stage) -> Callable[..., Result]:
    """Begins the check of a router and returns the question for its light."""
    stage.backend.points[2]["commodity"] = "fibre"
    stage.backend.answers["GET", "/fault-guides"] = {"items": [{"key": "router"}], "total": 1}
    stage.backend.answers["GET", "/fault-guides/router"] = ROUTER

    def begin(text: str = "no internet", **fields: Any) -> Result:
        asked = stage.run(ActionReportOutage, "report_outage", text, commodity="fibre", **fields)
        assert "<lights>" in asked.texts["en"]
        return asked

    return begin


@pytest.mark.parametrize(
    ("language", "text", "leads_to"),
    [
        ("en", "its red", "<restart>"),
        ("en", "the light is off", "<restart>"),
        ("en", "yes its on", "<wifi>"),
        ("de", "es leuchtet nicht", "<restart>"),
        ("de", "leuchtet rot", "<restart>"),
        ("de", "die ist grün", "<wifi>"),
        ("pl", "ta lampka świeci na czerwono", "<restart>"),
        ("pl", "nic nie świeci", "<restart>"),
        ("pl", "lampka czerwona", "<restart>"),
        ("pl", "świeci", "<wifi>"),
    ],
)
def test_a_light_is_told_in_ones_own_words(
    stage: Stage, at_router: Callable[..., Result], language: str, text: str, leads_to: str
) -> None:
    asked = at_router(language=language)
    assert leads_to in stage.answer(asked, "nlu_fallback", text, language=language).texts["en"]


def test_what_works_in_part_is_not_over() -> None:
    options = [Option(value="good", label="It works again"), Option(value="bad", label="Still the same")]
    message = {"text": "calls work just no internet", "intent": {"name": "report_outage", "confidence": 0.9}}
    turn = Turn.of(Tracker("c", {}, message, [], False, None, {}, ""))
    step = CheckStep("outcome", "utter_check", lambda _: options)
    assert step.read(turn, Draft("report_outage", options=options)) == {"outcome": "bad"}


def test_a_red_light_is_no_emergency(stage: Stage, at_router: Callable[..., Result]) -> None:
    asked = at_router(language="pl")
    unsure = stage.answer(asked, "report_emergency", "lampka czerwona", language="pl", confidence=0.39)
    assert "<restart>" in unsure.texts["en"]
    assert stage.answer(asked, "report_emergency", "lampka czerwona", language="pl", confidence=0.9).events == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I have rebooted that router of yours six times"),
        ("de", "hab euren blöden Router jetzt schon zigmal neu gestartet"),
        ("pl", "tego waszego rutera zresetowałam już chyba z dziesięć razy"),
    ],
)
def test_a_restarted_router_is_not_sent_back(
    stage: Stage, at_router: Callable[..., Result], language: str, text: str
) -> None:
    heard = stage.answer(at_router(language=language), "return_goods", text, language=language, confidence=0.75)
    assert "leave the restart out" in heard.texts["en"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "i restarted it like five times"),
        ("de", "hab den router schon zweimal neu gestartet"),
        ("pl", "restartowałem już 5 razy"),
    ],
)
def test_a_restart_that_was_done_is_not_asked_for(
    stage: Stage, at_router: Callable[..., Result], language: str, text: str
) -> None:
    asked = at_router(language=language)
    heard = stage.answer(asked, "nlu_fallback", text, language=language, ordinal="5")
    assert "<lights>" in heard.texts["en"]
    assert "leave the restart out" in heard.texts["en"]
    offered = stage.answer(heard, "nlu_fallback", "red", language=language)
    assert offered.responses == ["utter_outage_report_offered"]
    at_restart = stage.answer(asked, "choose", step="check", answer="off_or_red", language=language)
    failed = stage.answer(at_restart, "nlu_fallback", text, language=language)
    assert failed.responses == ["utter_outage_report_offered"]
    at_once = at_router(f"no internet, {text}", language=language)
    red = stage.answer(at_once, "choose", step="check", answer="off_or_red", language=language)
    assert red.responses == ["utter_outage_report_offered"]


@pytest.mark.parametrize(
    ("language", "intent", "text"),
    [
        ("en", "thanks", "it works again, thanks"),
        ("de", "thanks", "geht wieder"),
        ("pl", "thanks", "już świeci dzięki"),
    ],
)
def test_what_works_again_needs_no_more_checks(
    stage: Stage, at_router: Callable[..., Result], language: str, intent: str, text: str
) -> None:
    solved = stage.answer(at_router(language=language), intent, text, language=language)
    assert solved.responses == ["utter_outage_solved"]
    assert solved.slots["draft"] is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "power is back, smell of gas here"),
        ("de", "Strom ist wieder da, es riecht nach Gas"),
        ("pl", "prąd już jest, czuć gaz, nie mam pojęcia skąd"),
    ],
)
def test_a_danger_goes_before_what_works_again(
    stage: Stage, at_router: Callable[..., Result], language: str, text: str
) -> None:
    urgent = stage.answer(at_router(language=language), "report_emergency", text, language=language)
    assert urgent.responses == []
    assert urgent.events == []


def test_a_danger_with_a_number_asks_nobody_who_it_is(stage: Stage) -> None:
    begun = stage.run(ActionReportOutage, "report_outage", "no power", level="anonymous", commodity="electricity")
    text, number = "smell of gas, customer number 12345674", {"customer_number": "12345674"}
    assert stage.answer(begun, "report_emergency", text, level="anonymous", **number).events == []


def test_who_does_not_know_or_gives_up_has_not_told_a_state(stage: Stage, at_router: Callable[..., Result]) -> None:
    asked = at_router()
    unsure = stage.answer(asked, "nlu_fallback", "no idea, i can't see it")
    assert "<lights>" in unsure.texts["en"]
    assert unsure.slots["draft"]["known"]["done"] == []
    assert stage.answer(asked, "cancel_dialogue", "no, forget it").events == []


@pytest.mark.parametrize(
    "text", ["its all dark in the whole house", "bei uns is alles dunkel im ganzen haus", "wszędzie ciemno w domu"]
)
def test_a_dark_house_is_without_electricity(stage: Stage, text: str) -> None:
    asked = stage.run(ActionReportOutage, "report_outage", text, level="anonymous")
    assert asked.responses == ["utter_ask_outage_postcode"]
    unclear = stage.run(ActionReportOutage, "report_outage", "nothing works", level="anonymous")
    assert unclear.responses == ["utter_ask_outage_commodity"]
    heard = stage.answer(unclear, "nlu_fallback", text, level="anonymous")
    assert heard.slots["draft"]["values"]["commodity"] == "electricity"


@pytest.mark.parametrize(
    "text",
    ["how should i know, where i live", "woher soll ich das wissen", "nie no skąd ja mam wiedzieć, tu gdzie mieszkam"],
)
def test_who_cannot_say_moves_nowhere(stage: Stage, text: str) -> None:
    asked = stage.run(ActionReportOutage, "report_outage", "no power in the flat", commodity="electricity")
    again = stage.answer(asked, "report_move", text, ranking={"report_move": 0.6, "check_bill": 0.3})
    assert again.slots["draft"]["matter"] == "report_outage"
    assert again.slots["draft"]["asking"] == "confirmation"


@pytest.mark.parametrize(
    "text",
    [
        "it works again only upstairs",
        "is it back now?",
        "ok now what",
        "geht das jetzt wieder los?",
        "es geht wieder, aber langsam",
        "już jest 10 godzin bez prądu",
        "już nie działa",
    ],
)
def test_what_is_over_in_part_or_asked_about_is_not_solved(text: str) -> None:
    assert not works_again(text)


@pytest.mark.parametrize(
    "text", ["ok now it works", "internet ist wieder da", "prąd wrócił", "jest już prąd", "znowu mam prąd"]
)
def test_what_is_over_is_solved(text: str) -> None:
    assert works_again(text)


def test_a_bad_sign_is_told_apart_from_another(stage: Stage, at_router: Callable[..., Result]) -> None:
    labels = {"works": "It works", "no_sim": "It says no SIM", "no_network": "Still no network"}
    outcomes = [
        {"key": key, "next_step": None, "ends_in": "ticket", "text": dict.fromkeys(("en", "de", "pl"), label)}
        for key, label in labels.items()
    ]
    guide = {**ROUTER, "steps": [check("lights", *outcomes)]}
    at_router()
    stage.backend.answers["GET", "/fault-guides/router"] = guide
    asked = at_router()
    assert stage.answer(asked, "nlu_fallback", "still no network").responses == ["utter_outage_report_offered"]
    assert stage.answer(asked, "nlu_fallback", "nothing").responses != ["utter_outage_report_offered"]


@pytest.mark.parametrize("text", ["no internet at home", "kein Internet", "nie mam internetu"])
def test_a_line_of_somebody_else_is_said_to_be_none_of_ours(stage: Stage, text: str) -> None:
    told = stage.run(ActionReportOutage, "report_outage", text, commodity="fibre")
    assert told.responses == ["utter_outage_no_line"]
    assert told.slots["draft"] is None
    assert "keinen Vertrag" in told.texts["de"]


@pytest.mark.parametrize(
    ("language", "text", "leads_to"),
    [
        ("en", "restarted it twice, still nothing", "report"),
        ("de", "schon neu gestartet, immer noch rot", "report"),
        ("pl", "restartowałem, nadal czerwona", "report"),
        ("de", "hab den router schon aus- und wieder eingeschaltet", "<lights>"),
    ],
)
def test_what_is_told_beside_a_restart_is_heard(
    stage: Stage, at_router: Callable[..., Result], language: str, text: str, leads_to: str
) -> None:
    told = stage.answer(at_router(language=language), "nlu_fallback", text, language=language)
    assert leads_to in told.texts["en"]


@pytest.mark.parametrize("text", ["yes", "ja", "tak", "ok yes", "ja genau", "no tak"])
def test_a_bare_yes_chooses_between_no_two_things(stage: Stage, at_router: Callable[..., Result], text: str) -> None:
    asked = at_router()
    light = stage.answer(asked, "affirm", text)
    assert "<lights>" in light.texts["en"]
    at_restart = stage.answer(asked, "choose", step="check", answer="off_or_red")
    again = stage.answer(at_restart, "affirm", text)
    assert again.responses == ["utter_ask_outage_check"]
    assert "<restart>" in again.texts["en"]


def test_a_yes_answers_a_question_for_yes_or_no(stage: Stage) -> None:
    stage.backend.points[2]["commodity"] = "fibre"
    asked_for = {"en": "Pull the plug. Is it green?", "de": "Ziehen. Ist es grün?", "pl": "Wyjąć. Czy jest zielona?"}
    power = {**check("power", outcome("works", ends_in="solved"), outcome("still_off", ends_in="ticket"))}
    guide = {"key": "router", "first_step": "power", "steps": [{**power, "text": asked_for}]}
    stage.backend.answers["GET", "/fault-guides"] = {"items": [{"key": "router"}], "total": 1}
    stage.backend.answers["GET", "/fault-guides/router"] = guide
    asked = stage.run(ActionReportOutage, "report_outage", "no internet", commodity="fibre")
    assert stage.answer(asked, "affirm", "yes").responses == ["utter_outage_solved"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "flight mode is off and i took the sim out already"),
        ("de", "flugmodus ist aus und sim hab ich schon raus und rein"),
        ("pl", "tryb samolotowy wyłączony, kartę sim wyjąłem i włożyłem"),
    ],
)
def test_what_was_done_with_a_phone_is_not_asked_for(stage: Stage, language: str, text: str) -> None:
    steps = [{**GUIDE["steps"][0], "key": "airplane_mode"}, {**GUIDE["steps"][1], "key": "sim_seated"}]
    steps[0]["outcomes"] = [dict(one, next_step=one["next_step"] and "sim_seated") for one in steps[0]["outcomes"]]
    guide = {"key": "sim", "first_step": "airplane_mode", "steps": steps}
    stage.backend.answers["GET", "/fault-guides"] = {"items": [{"key": "sim"}], "total": 1}
    stage.backend.answers["GET", "/fault-guides/sim"] = guide
    said = f"no signal, {text}"
    asked = stage.run(ActionReportOutage, "report_outage", said, commodity="mobile", language=language)
    assert asked.responses == ["utter_outage_report_offered"]
