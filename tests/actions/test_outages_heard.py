"""What is heard while an outage is open: a check in vain, fuses that are fine, somebody who is no customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._device_checks import is_only_slow, works_again
from actions._words.how_long import asks_how_long
from actions._words.outages import asks_when_back, has_checked_fuses
from actions.action_report_outage import ActionReportOutage
from actions.action_send_documents import ActionSendDocuments
from actions.action_welcome_newcomer import ActionWelcomeNewcomer
from tests.actions.test_action_report_outage import GUIDE

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage

OUTAGE = "report_outage"


@pytest.fixture(autouse=True)
def outage_answers(stage: Stage) -> None:
    stage.backend.answers |= {
        ("GET", "/outages"): {"items": [], "total": 0},
        ("GET", "/own-outages"): {"items": [], "total": 0},
        ("GET", "/fault-guides"): {"items": [], "total": 0},
        ("POST", "/outage-reports"): (201, {"id": "r-1", "reported_at": "2026-11-21T18:00:00Z", "outage": None}),
    }


def at_check(stage: Stage, language: str) -> Result:
    stage.backend.answers["GET", "/fault-guides"] = {"items": [{"key": "sim"}], "total": 1}
    stage.backend.answers["GET", "/fault-guides/sim"] = GUIDE
    begun = stage.run(ActionReportOutage, OUTAGE, "no signal", commodity="mobile", language=language)
    assert begun.responses == ["utter_ask_outage_check"]
    return begun


@pytest.mark.parametrize(
    ("said", "language"),
    [
        *(("geht imma no ned", "de"), ("funzt net, geht nich", "de"), ("hat nix gebracht", "de")),
        *(("hab i scho gmacht", "de"), ("tut sich nischt, geht nit", "de")),
        *(("still dont work", "en"), ("did that already", "en"), ("didnt help", "en"), ("aint working", "en")),
        *(("nic nie dało", "pl"), ("już to zrobiłem", "pl"), ("nie pomogło", "pl"), ("dalej nie działa", "pl")),
    ],
)
@pytest.mark.parametrize("intent", ["deny", "nlu_fallback", "report_outage"])
def test_what_still_fails_does_not_work_again(stage: Stage, said: str, language: str, intent: str) -> None:
    told = stage.answer(at_check(stage, language), intent, said, language=language)
    assert told.responses == ["utter_ask_outage_check"]
    assert told.slots["draft"]["known"]["check"]["key"] == "sim"


@pytest.mark.parametrize("said", ["geht wieder ned", "works again not", "läuft jetzt nich"])
def test_a_no_in_dialect_is_heard(said: str) -> None:
    assert not works_again(said)


@pytest.mark.parametrize(
    ("said", "language", "intent"),
    [
        *(("nie, bezpieczniki ok", "pl", "report_outage"), ("nie no korki są całe", "pl", "deny")),
        *(("nein sicherungen sind alle drin", "de", "deny"), ("sicherung hab i scho gschaut", "de", "report_outage")),
        *(("no, fuses are fine", "en", "deny"), ("already checked the fuse box", "en", "nlu_fallback")),
    ],
)
def test_fuses_that_are_fine_refuse_nothing(stage: Stage, said: str, language: str, intent: str) -> None:
    begun = stage.run(ActionReportOutage, OUTAGE, "no power in the flat", commodity="electricity", language=language)
    assert "fuses" in begun.texts["en"]
    told = stage.answer(begun, intent, said, language=language)
    assert told.responses == ["utter_outage_report_offered"]
    assert "fuses" not in told.texts["en"]
    done = stage.answer(told, "affirm", "ja")
    assert done.responses == ["utter_outage_reported"]


@pytest.mark.parametrize(
    "said", ["which fuses", "a fuse has tripped", "die sicherung ist raus", "gdzie są bezpieczniki?"]
)
def test_other_words_of_fuses(said: str) -> None:
    assert not has_checked_fuses(said)


@pytest.mark.parametrize(
    ("said", "language"),
    [("nie jestem klientem", "pl"), ("bin gar kein kunde bei euch", "de"), ("im not a customer of yours", "en")],
)
def test_who_is_no_customer_keeps_the_outage(stage: Stage, said: str, language: str) -> None:
    fields = {"level": "anonymous", "language": language}
    asked = stage.run(ActionReportOutage, OUTAGE, "no power", commodity="electricity", **fields)
    assert asked.responses == ["utter_ask_outage_postcode"]
    led = stage.answer(asked, "deny", said, **fields)
    assert led.next_action == "action_welcome_newcomer"
    told = stage.run(ActionWelcomeNewcomer, "deny", said, slots=asked.slots, form="errand_form", **fields)
    assert told.responses == ["utter_outage_no_customer"]
    assert ("+49 30 5550 912" if language == "de" else "991") in told.texts[language]
    assert told.form == "errand_form"
    known = stage.answer(told, "submit_meter_reading", "02-566", **fields)
    assert known.responses == ["utter_outage_no_customer"]
    assert "02-566" in known.texts["pl"]
    assert known.slots["draft"] is None


def test_a_sentence_without_a_contract_goes_the_same_way(stage: Stage) -> None:
    led = stage.run(ActionSendDocuments, "request_documents", "nie mam u was umowy", level="anonymous", language="pl")
    assert led.next_action == "action_welcome_newcomer"


@pytest.mark.parametrize(
    ("said", "language", "intent"),
    [
        *(("when back on", "en", "start_notifications"), ("when will the power be back", "en", "report_outage")),
        *(("wie lang no", "de", "contract_expiry"), ("wie lang dauerts no", "de", "order_status")),
        ("kiedy naprawicie", "pl", "nlu_fallback"),
    ],
)
def test_how_long_it_takes_is_answered_at_the_question(stage: Stage, said: str, language: str, intent: str) -> None:
    fields = {"level": "anonymous", "language": language}
    asked = stage.run(ActionReportOutage, OUTAGE, "no power", commodity="electricity", postcode="10115", **fields)
    assert asked.responses == ["utter_outage_report_offered"]
    told = stage.answer(asked, intent, said, confidence=0.6, **fields)
    assert told.responses[0] == "utter_errand_duration"
    assert told.form == "errand_form"


@pytest.mark.parametrize(
    "said", ["technician pls, tuesday", "Techniker bitte, Dienstag", "poproszę technika na wtorek", "send an engineer"]
)
def test_who_wants_a_technician_is_asked_nothing_more(stage: Stage, said: str) -> None:
    told = stage.answer(at_check(stage, "en"), "change_order", said)
    assert told.responses == ["utter_outage_report_offered"]


@pytest.mark.parametrize(
    "said", ["its slow thats all, pay for 500 getting 40", "ist halt langsam", "płacę za 600 a mam tylko 40"]
)
def test_a_slow_line_has_its_light_on(said: str) -> None:
    assert is_only_slow(said)
    assert not is_only_slow(f"nicht, nie, no: {said}")


@pytest.mark.parametrize(
    "said", ["wann gehts wieder", "kiedy wróci", "a kiedy będzie prąd", "when back on", "wann kommt wieder Strom"]
)
def test_how_long_it_lasts_is_heard_in_few_words(said: str) -> None:
    assert asks_how_long(said)


@pytest.mark.parametrize("said", ["to kiedy kasa wróci", "wann kommt das Geld wieder", "when is the money back"])
def test_money_that_comes_back_is_no_outage(stage: Stage, said: str) -> None:
    assert not asks_when_back(said)
    assert stage.run(ActionReportOutage, OUTAGE, said).next_action == "action_check_payment"


def test_the_outage_of_a_stranger_leaves_no_question_open(stage: Stage) -> None:
    asked = stage.run(
        ActionReportOutage, OUTAGE, "no power", commodity="electricity", postcode="50667", level="anonymous"
    )
    told = stage.run(
        ActionWelcomeNewcomer,
        "nlu_fallback",
        "not a customer",
        level="anonymous",
        form="errand_form",
        slots=asked.slots,
    )
    assert told.responses == ["utter_outage_no_customer"]
    assert (told.form, told.slots["draft"]) == (None, None)


@pytest.mark.parametrize("said", ["i co z nadpłatą z faktury końcowej", "what about the refund on my last bill"])
def test_the_money_of_the_last_bill_is_told_with_it(stage: Stage, said: str) -> None:
    told = {"last_matter": "contract_expiry"}
    assert stage.run(ActionReportOutage, OUTAGE, said, slots=told).next_action != "action_check_payment"
