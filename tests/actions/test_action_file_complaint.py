"""A complaint, and two in one message."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from actions.action_file_complaint import ActionFileComplaint
from tests.actions.fake_complaints import ROUTER, answer, ticket, with_goods

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

MATTER = "file_complaint"


def test_two_matters_in_one_message_become_two_cases(stage: Stage) -> None:
    with_goods(stage.backend)
    stage.backend.answers["POST", "/tickets"] = (201, ticket("T-100001"))
    stage.backend.invoices = stage.backend.invoices[:1]
    said = "the new router is the second broken one and the invoice is wrong too"
    asked = stage.run(ActionFileComplaint, MATTER, said, ranking={MATTER: 0.6, "check_bill": 0.3})
    assert "two cases" in asked.texts["en"]
    assert "R-2026-004711" in asked.texts["de"]
    assert ROUTER in asked.texts["pl"]
    done = answer(stage, asked, "yes", "affirm")
    sent = [json.loads(call.content) for call in stage.backend.calls if call.method == "POST"]
    assert [(one["complaint_type"], one["reference"]) for one in sent] == [
        ("device", {"kind": "order", "number": ROUTER}),
        ("bill", {"kind": "invoice", "number": "R-2026-004711"}),
    ]
    assert all(one["text"] == said for one in sent)
    keys = [call.headers["Idempotency-Key"] for call in stage.backend.calls if call.method == "POST"]
    assert keys == ["turn-1/file_complaint/1/device", "turn-1/file_complaint/1/bill"]
    assert "5. Dezember 2026" in done.texts["de"]
    assert done.slots["draft"] is None


def test_the_type_is_asked_only_when_it_is_unclear(stage: Stage) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionFileComplaint, MATTER, "I want to complain")
    assert "What happened?" in asked.texts["en"]
    unclear = answer(stage, asked, "it is all just not good enough")
    assert "what is it about" in unclear.texts["en"]
    assert len(unclear.messages[0]["buttons"]) == 6
    summed = answer(stage, unclear, "service")
    assert "our service" in summed.texts["en"]


def test_a_story_about_a_person_is_no_wish_for_one(stage: Stage) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionFileComplaint, MATTER, "I want to complain")
    told = answer(stage, asked, "konsultant był niegrzeczny", "human_handoff")
    assert "our service" in told.texts["en"]


def test_a_question_beside_the_story_is_another_matter(stage: Stage) -> None:
    with_goods(stage.backend)
    asked = stage.run(ActionFileComplaint, MATTER, "I want to complain")
    assert answer(stage, asked, "what else is open with you", "order_status", confidence=0.9).events == []


def test_an_addition_has_an_errand_of_its_own(stage: Stage) -> None:
    result = stage.run(ActionFileComplaint, MATTER, "please add to my complaint: it smokes")
    assert result.next_action == "action_add_to_complaint"


@pytest.mark.parametrize(
    ("text", "intent", "kind"),
    [
        ("you threatened to cut my power although i paid the september one", "payment_status", "bill"),
        ("ihr mahnt mich, obwohl ich schon gezahlt habe", "payment_status", "bill"),
        ("nie było neta od poniedziałku do dziś, chcę zwrot", "report_outage", "outage"),
        ("the invoice is wrong as well", "check_bill", "bill"),
        ("yes but also write that the bill is wrong", "affirm", "bill"),
    ],
)
def test_what_is_told_later_belongs_to_the_complaint(stage: Stage, text: str, intent: str, kind: str) -> None:
    with_goods(stage.backend)
    stage.backend.invoices = stage.backend.invoices[:1]
    first = "i wanna complain, ur service is shit"
    summed = stage.run(ActionFileComplaint, MATTER, first)
    added = answer(stage, summed, text, intent, confidence=0.9)
    assert added.responses[0] == "utter_complaint_added"
    values = added.slots["draft"]["values"]
    assert values["story"].startswith(f"{first}\n")
    assert text.rsplit(" but ", maxsplit=1)[-1] in values["story"] or "also write" in values["story"]
    assert kind in values["type"]


def test_it_is_added_while_the_type_is_asked_for_too(stage: Stage) -> None:
    with_goods(stage.backend)
    stage.backend.invoices = stage.backend.invoices[:1]
    asked = stage.run(ActionFileComplaint, MATTER, "i want to complain, this is really a disgrace you know")
    assert asked.responses == ["utter_ask_complaint_type"]
    added = answer(stage, asked, "paid and still got threatened with cut off. disgusting", "payment_status")
    assert added.responses == ["utter_complaint_added", "utter_complaint_summary"]
    assert "threatened" in added.texts["en"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("yes that is right please send it off now", "affirm"),
        ("ok dann schicken sie es jetzt bitte los", "nlu_fallback"),
    ],
)
def test_a_long_yes_sends_it(stage: Stage, text: str, intent: str) -> None:
    with_goods(stage.backend)
    stage.backend.answers["POST", "/tickets"] = (201, ticket("T-100001"))
    summed = stage.run(ActionFileComplaint, MATTER, "your technician was rude on the phone")
    assert answer(stage, summed, text, intent).responses == ["utter_complaint_taken"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("send me the invoice as pdf", "get_invoice"),
        ("when does my contract end and how much is it", "contract_expiry"),
        ("i want to talk to a person right now please", "human_handoff"),
        ("how much is my bill for october then?", "check_bill"),
    ],
)
def test_another_matter_is_not_added(stage: Stage, text: str, intent: str) -> None:
    with_goods(stage.backend)
    summed = stage.run(ActionFileComplaint, MATTER, "your technician was rude on the phone")
    assert answer(stage, summed, text, intent, confidence=0.95).events == []


def test_the_month_in_the_story_is_the_bill_s(stage: Stage) -> None:
    with_goods(stage.backend)
    month = {"from_on": "2026-09-01", "to_on": "2026-09-30", "grain": "month"}
    asked = stage.run(ActionFileComplaint, MATTER, "rachunek za wrzesień jest zawyżony", period=month)
    assert asked.slots["draft"]["values"]["invoice"] == "R-2026-004600"


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("nie, czekaj, dopisz że w piątek", "w piątek"),
        ("wait, add that it was on friday", "it was on friday"),
        ("schreib noch dazu: am freitag", "am freitag"),
        ("powinno być 100 zł", "powinno być 100 zł"),
        ("it should be 100 euros", "it should be 100 euros"),
    ],
)
@pytest.mark.parametrize("intent", ["deny", "give_details", "check_bill"])
def test_what_shall_be_written_beside_it_is_kept(stage: Stage, text: str, added: str, intent: str) -> None:
    with_goods(stage.backend)
    stage.backend.invoices = stage.backend.invoices[:1]
    first = "i wanna complain, ur service is shit"
    told = answer(stage, stage.run(ActionFileComplaint, MATTER, first), text, intent, confidence=0.55)
    assert told.slots["draft"]["values"]["story"] == f"{first}\n{added}"
