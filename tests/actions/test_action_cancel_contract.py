"""A notice comes first; the reason and one counter-offer after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions import _backend
from actions._contracts.leaving import expected_end, reason_in, speaks_of_withdrawal
from actions.action_cancel_contract import ActionCancelContract
from tests.actions.fake_backend import switch
from tests.actions.fake_leaving import CONTRACT, NOTICE, Errand, prepare_leaving, sent, summed_up

if TYPE_CHECKING:
    from tests.actions.conftest import Result, Stage
    from tests.actions.fake_backend import FakeBackend

NOTICES = f"/contracts/{CONTRACT}/notices"


@pytest.fixture
def errand(stage: Stage, backend: FakeBackend) -> Errand:
    prepare_leaving(backend)
    return Errand(stage, ActionCancelContract, "cancel_contract")


def given(errand: Errand, text: str = "cancel the flat please") -> Result:
    """The notice is in."""
    summed_up(errand, text)
    return errand.say("affirm", "yes")


def test_which_contract_is_asked_and_found_by_its_name(errand: Errand) -> None:
    result = errand.begin("I want to cancel")
    assert result.responses == ["utter_ask_leaving_contract"]
    assert "1. Flat" in result.texts["en"]
    result = errand.say("choose", "the garage")
    assert "V-200418" in result.texts["de"]


def test_the_summary_says_with_which_day_it_ends(errand: Errand) -> None:
    result = summed_up(errand)
    assert "31 December 2026" in result.texts["en"]
    assert "31. Dezember 2026" in result.texts["de"]
    assert "31 grudnia 2026" in result.texts["pl"]
    assert errand.draft["values"]["contract"] == CONTRACT


def test_nothing_is_written_before_the_yes_and_a_code_for_this_contract(errand: Errand, backend: FakeBackend) -> None:
    summed_up(errand)
    result = errand.say("affirm", "yes")
    assert result.requests == [{"kind": "send_code", "bound_to": f"contract:{CONTRACT}"}]
    assert sent(backend, NOTICES) == []


def test_a_code_for_this_contract_gives_the_notice(errand: Errand, backend: FakeBackend) -> None:
    given(errand)
    result = errand.go_on("identity_changed", level="fresh", bound_to=f"contract:{CONTRACT}")
    assert result.responses[0] == "utter_notice_taken"
    assert sent(backend, NOTICES) == [{"wished_on": None, "reason": None}]


@pytest.mark.usefixtures("proven")
def test_the_receipt_comes_before_the_one_question(errand: Errand, backend: FakeBackend) -> None:
    result = given(errand)
    assert result.responses == ["utter_notice_taken", "utter_ask_leaving_reason"]
    assert "O-4000001" in result.texts["pl"]
    assert "11 February 2027" in result.texts["en"]
    assert [picture["kind"] for picture in result.attachments] == ["image"]
    assert result.form == "errand_form"
    assert sent(backend, "/notices/n1/counter-offer") == []


@pytest.mark.usefixtures("proven")
def test_the_counter_offer_is_heard_with_its_yearly_cost_and_declined_once(
    errand: Errand, backend: FakeBackend
) -> None:
    given(errand)
    asked = errand.say("give_details", "it got too expensive")
    assert asked.responses == ["utter_ask_counter_offer"]
    assert sent(backend, "/notices/n1/reason") == [{"reason": "price"}]
    heard = errand.say("affirm", "ok")
    assert heard.responses == ["utter_counter_offer"]
    for words in ("€730.80", "€780.00", "2,000 kWh", "You stay with Zorza."):
        assert words in heard.texts["en"]
    assert len(heard.attachments) == 1
    declined = errand.say("deny", "no")
    assert declined.responses == ["utter_leaving_stays"]
    assert len(sent(backend, "/offers/o1/decline")) == 1
    assert declined.slots["draft"] is None
    assert declined.form is None


@pytest.mark.usefixtures("proven")
def test_the_offer_is_accepted(errand: Errand, backend: FakeBackend) -> None:
    given(errand)
    errand.press("reason", "price")
    errand.press("hear", "yes")
    result = errand.press("accept", "yes")
    assert result.responses == ["utter_counter_offer_accepted"]
    assert sent(backend, "/offers/o1/acceptance") == [{"text_version": "2026-11"}]
    assert "7 December 2026" in result.texts["en"]


HESITATING = [
    "nie rozumiem tej oferty",
    "no wait",
    "nein, Moment bitte",
    "nie jestem pewna",
    "no clue",
    "no, I don't understand it",
]


@pytest.mark.usefixtures("proven")
@pytest.mark.parametrize("intent", ["nlu_fallback", "deny", "affirm"])
@pytest.mark.parametrize("text", [*HESITATING, "ok what does it cost", "ja, was kostet das?", "ok, how long?"])
def test_a_question_or_a_wait_neither_takes_nor_refuses_the_offer(
    errand: Errand, backend: FakeBackend, intent: str, text: str
) -> None:
    given(errand)
    errand.press("reason", "price")
    if intent == "nlu_fallback" or text in HESITATING:
        assert errand.say(intent, text, confidence=0.3).responses == ["utter_ask_counter_offer"]
    errand.press("hear", "yes")
    assert errand.say(intent, text, confidence=0.3).responses == ["utter_counter_offer"]
    assert errand.say("nlu_fallback", "tell me more first", confidence=0.3).responses != ["utter_leaving_stays"]
    assert sent(backend, "/offers/o1/decline") == []
    assert sent(backend, "/offers/o1/acceptance") == []


def test_accepting_needs_a_code_for_the_offer(errand: Errand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_backend, "is_fresh_for", lambda thing: thing.startswith("contract:"))
    given(errand)
    errand.press("reason", "price")
    errand.press("hear", "yes")
    result = errand.say("affirm", "yes")
    assert result.requests == [{"kind": "send_code", "bound_to": "offer:o1"}]


@pytest.mark.usefixtures("proven")
def test_a_reason_that_was_said_is_not_asked(errand: Errand, backend: FakeBackend) -> None:
    result = given(errand, "cancel the flat, you are too expensive")
    assert result.responses == ["utter_notice_taken", "utter_ask_counter_offer"]
    assert sent(backend, NOTICES)[0]["reason"] == "price"


@pytest.mark.usefixtures("proven")
def test_nobody_has_to_say_why_or_to_hear_anything(errand: Errand, backend: FakeBackend) -> None:
    given(errand)
    assert errand.say("deny", "no").responses == ["utter_ask_counter_offer"]
    assert sent(backend, "/notices/n1/reason") == []
    result = errand.say("decline_offer", "not interested", confidence=0.9)
    assert result.responses == ["utter_leaving_stays"]
    assert sent(backend, "/notices/n1/counter-offer") == []


@pytest.mark.usefixtures("proven")
@pytest.mark.parametrize(
    "text", ["ich habs mir anders überlegt, bleib doch bei euch", "cofnij to, zostaje jednak", "take my notice back"]
)
def test_who_stays_when_asked_why_takes_the_notice_back(errand: Errand, text: str) -> None:
    given(errand)
    result = errand.say("cancel_dialogue", text, confidence=0.6)
    assert result.next_action == "action_cancel_order"
    assert result.slots["draft"]["known"] == {"only": "contract_cancellation"}


@pytest.mark.parametrize("text", ["nie no zostaje, kurde", "no, I'm staying", "nein, ich bleibe doch"])
def test_who_stays_at_the_summary_gives_no_notice(errand: Errand, text: str) -> None:
    summed_up(errand, "cancel the flat please")
    assert errand.say("renew_contract", text, confidence=0.5).next_action == "action_drop_matter"


@pytest.mark.usefixtures("proven")
def test_without_a_counter_offer_the_reason_ends_it(errand: Errand, backend: FakeBackend) -> None:
    backend.answers["POST", NOTICES] = (201, {**NOTICE, "can_ask_for_counter_offer": False})
    backend.answers["POST", "/notices/n1/reason"] = {**NOTICE, "can_ask_for_counter_offer": False, "reason": "other"}
    given(errand)
    result = errand.say("nlu_fallback", "my cat told me to")
    assert result.responses == ["utter_reason_noted"]
    assert sent(backend, "/notices/n1/reason") == [{"reason": "other"}]


@pytest.mark.usefixtures("proven")
def test_never_mind_after_the_notice_says_that_it_stands(errand: Errand) -> None:
    given(errand)
    result = errand.say("cancel_dialogue", "never mind")
    assert result.responses == ["utter_leaving_stays"]
    assert result.slots["draft"] is None


@pytest.mark.usefixtures("proven")
@pytest.mark.parametrize("text", ["egal", "lass gut sein", "daj spokój", "forget it"])
@pytest.mark.parametrize("step", ["reason", "hear", "accept"])
def test_whoever_gives_up_after_the_notice_hears_that_it_stands(errand: Errand, step: str, text: str) -> None:
    given(errand)
    for name in ("reason", "hear", "accept"):
        if name == step:
            break
        errand.press(name, {"reason": "price", "hear": "yes"}[name])
    result = errand.say("nlu_fallback", text, confidence=0.2)
    assert result.responses == ["utter_leaving_stays"]
    assert result.slots["draft"] is None
    assert errand.slots["settled"] == {"matter": "cancel_contract", "is_written": True}


@pytest.mark.usefixtures("proven")
def test_a_notice_that_is_given_is_never_called_undone(errand: Errand, stage: Stage) -> None:
    from actions.action_drop_matter import ActionDropMatter
    from actions.action_place_order import ActionPlaceOrder
    from actions.action_report_move import ActionReportMove
    from actions.validate_errand_form import ValidateErrandForm

    given(errand)
    dropped = stage.run(ActionDropMatter, "cancel_dialogue", "never mind", slots=errand.slots)
    assert dropped.responses == ["utter_leaving_stays"]
    assert dropped.slots["settled"] == {"matter": "cancel_contract", "is_written": True}
    ordered = stage.run(ActionPlaceOrder, "place_order", "forget it, I want to order a router", slots=errand.slots)
    assert ordered.responses[0] == "utter_leaving_stays"
    assert "utter_errand_left" not in ordered.responses
    move = {"matter": ActionReportMove.matter, "is_prepared": True, "asking": "out_on", "known": {}}
    waiting = {"draft": move, "set_aside": [errand.draft]}
    asked = stage.run(
        ValidateErrandForm, "nlu_fallback", "did my contract go through?", slots=waiting, form="errand_form"
    )
    assert "Yes, that is done on my side (cancelling a contract)" in asked.texts["en"]


@pytest.mark.usefixtures("proven")
def test_another_matter_after_the_notice_ends_the_questions(errand: Errand, stage: Stage) -> None:
    from actions.action_resume_errand import ActionResumeErrand

    given(errand)
    assert errand.say("check_bill", "what is my bill", confidence=0.95).events == []
    result = stage.run(ActionResumeErrand, "check_bill", slots=errand.slots)
    assert result.responses == []
    assert result.slots["draft"] is None


def test_who_wished_the_earliest_day_is_asked_shortly_after_a_side_question(errand: Errand, stage: Stage) -> None:
    from actions.action_resume_errand import ActionResumeErrand

    assert "earliest day possible" in summed_up(errand, "cancel the flat asap").texts["en"]
    result = stage.run(ActionResumeErrand, "contract_details", slots=errand.slots)
    assert "utter_leaving_summary" not in result.responses
    assert "Shall I end the contract" in result.texts["en"]


def test_a_wish_is_followed_or_explained(errand: Errand) -> None:
    sooner = {"from_on": "2026-12-01", "to_on": "2026-12-10"}
    result = summed_up(errand, period=sooner)
    assert "Sooner is not possible" in result.texts["en"]
    assert "4 tygodnie" in result.texts["pl"]
    contract = {"earliest_end_on": "2026-12-31", "rise_ends_on": None, "renewal": "indefinite"}
    assert expected_end(contract, "2027-03-31")["on"] == "2027-03-31"
    assert expected_end({**contract, "renewal": "fixed_term"}, "2027-03-31")["on"] is None
    assert expected_end({**contract, "renewal": "none"}, "2027-03-31")["on"] == "2026-12-31"


def test_before_a_price_rise_no_period_is_kept(errand: Errand, backend: FakeBackend) -> None:
    backend.contracts[0]["price_change"] = {
        "announced_on": "2026-11-15",
        "effective_on": "2026-12-16",
        "notice_by_on": "2026-12-15",
        "ends_on": "2026-12-15",
    }
    result = summed_up(errand)
    assert "ends on 15 December 2026" in result.texts["en"]
    assert "keine Frist" in result.texts["de"]


def test_a_fresh_contract_is_withdrawn_from(errand: Errand, backend: FakeBackend, proven: None) -> None:
    backend.contracts[0]["withdrawal_until_on"] = "2026-11-30"
    backend.answers["POST", f"/contracts/{CONTRACT}/withdrawal"] = {
        "contract_number": "V-200417",
        "order_number": "O-1",
        "restored_contract_number": "V-1",
        "restored_ends_on": "2027-01-31",
    }
    assert errand.begin("cancel the flat").responses == ["utter_ask_leaving_way"]
    result = errand.say("choose", "withdraw")
    assert "30 November 2026" in result.texts["en"]
    result = errand.say("affirm", "yes")
    assert result.responses == ["utter_withdrawal_taken"]
    assert result.slots["draft"] is None


def test_who_withdraws_from_a_fresh_contract_is_not_asked_how(errand: Errand, backend: FakeBackend) -> None:
    backend.contracts[0]["withdrawal_until_on"] = "2026-11-30"
    assert "counts as never agreed" in summed_up(errand, "I withdraw from the contract for the flat").texts["en"]


def test_too_late_for_a_withdrawal_leaves_the_notice(errand: Errand, backend: FakeBackend) -> None:
    backend.contracts[0]["signed_on"] = "2026-10-01"
    result = summed_up(errand, "I want to withdraw from the contract for the flat")
    assert "agreed on 1 October 2026: it is too late" in result.texts["en"]
    assert "Ich kündige" in result.texts["de"]


def test_a_right_of_withdrawal_is_not_denied_where_the_day_of_the_contract_is_unknown(errand: Errand) -> None:
    result = summed_up(errand, "I want to withdraw from the contract for the flat")
    assert "too late" not in result.texts["en"]
    assert "tell a person at once" in result.texts["en"]
    assert "nie minęło jeszcze 14 dni" in result.texts["pl"]


@pytest.mark.parametrize("may", [True, False])
def test_who_withdraws_from_a_contract_that_comes_with_a_change_gives_the_change_up(
    errand: Errand, backend: FakeBackend, *, may: bool
) -> None:
    backend.contracts[0].update(state="future", starts_on="2027-01-01", ends_on="2028-12-31", signed_on="2026-10-01")
    known = switch(backend.contracts[0]["service_point_id"], "rejected", 6)
    backend.answers["GET", "/switches"] = {"items": [known], "total": 1}
    backend.answers["GET", f"/switches/{known['id']}"] = {**known, "can_withdraw": may}
    result = errand.begin("I want to withdraw from the contract for the flat")
    if may:
        assert result.next_action == "action_decide_switch"
        assert result.slots["draft"]["values"] == {"switch": known["id"], "decision": "give_up"}
    else:
        assert result.responses == ["utter_leaving_summary"]


def test_a_contract_that_ends_already_is_told_with_its_receipt(errand: Errand, backend: FakeBackend) -> None:
    backend.contracts = [{**backend.contracts[0], "state": "ending"}]
    backend.answers["GET", "/notices"] = {"items": [NOTICE], "total": 1}
    result = errand.begin("cancel please")
    assert result.responses == ["utter_leaving_ends_already"]
    assert "O-4000001" in result.texts["en"]
    assert result.slots["draft"] is None


@pytest.mark.usefixtures("proven")
def test_a_refusal_becomes_words(errand: Errand, backend: FakeBackend) -> None:
    details = {"ends_on": "2026-12-31", "receipt_number": "O-7", "follow_up_contract_number": None}
    backend.answers["POST", NOTICES] = (409, {"code": "contract_ends_already", "message": "", "details": details})
    result = given(errand)
    assert result.responses == ["utter_leaving_ends_already"]
    assert "Eingangsnummer O-7" in result.texts["de"]


@pytest.mark.usefixtures("proven")
def test_the_other_one_is_taken_instead(errand: Errand) -> None:
    summed_up(errand)
    result = errand.say("deny", "no, the garage")
    assert result.responses == ["utter_leaving_summary"]
    assert "V-200418" in result.texts["en"]


@pytest.mark.usefixtures("proven")
def test_an_outage_between_yes_and_offer_is_made_good(errand: Errand, backend: FakeBackend) -> None:
    given(errand)
    errand.press("reason", "price")
    backend.failure = 503
    errand.press("hear", "yes")
    backend.failure = None
    result = errand.go_on("parked_due")
    assert result.responses == ["utter_counter_offer"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("you are simply too expensive", "price"),
        ("ihr seid mir zu teuer geworden", "price"),
        ("za drogo", "price"),
        ("mam lepszą ofertę", "other_supplier_offer"),
        ("wechsle zu einem anderen Anbieter", "other_supplier_offer"),
        ("wir ziehen um, Umzug nach Bremen", "moving"),
        ("nikt nie odbiera na infolinii", "service"),
        ("chcę zieloną energię", "green_energy"),
        ("die Laufzeit passt mir nicht", "terms"),
        ("please cancel the gas contract for my house", None),
        ("kündigen Sie bitte den Stromvertrag", None),
        ("chcę wypowiedzieć umowę na prąd", None),
    ],
)
def test_reasons_are_heard(text: str, reason: str | None) -> None:
    assert reason_in(text) == reason


@pytest.mark.parametrize("text", ["ich widerrufe", "odstępuję od umowy", "I revoke it", "chcę odstąpić"])
def test_withdrawals_are_heard(text: str) -> None:
    assert speaks_of_withdrawal(text)
    assert not speaks_of_withdrawal("kündigung cancel wypowiedzenie")


@pytest.mark.parametrize(
    "text",
    [
        "not the flat, only the garage",
        "na flat ned, nur garage",
        "flat bleibt, die garage bitte",
        "nie flat, tylko garage",
    ],
)
def test_a_contract_that_is_ruled_out_is_not_chosen(errand: Errand, text: str) -> None:
    errand.begin("I want to cancel")
    result = errand.say("choose", text)
    assert "V-200418" in result.texts["en"]


@pytest.mark.parametrize("text", ["no, the flat stays", "nein, Flat soll bleiben", "na Flat ned", "nie, Flat zostaje"])
@pytest.mark.parametrize("intent", ["deny", "cancel_contract", "nlu_fallback", "affirm"])
def test_a_contract_that_shall_stay_is_not_proposed_again(
    errand: Errand, backend: FakeBackend, text: str, intent: str
) -> None:
    summed_up(errand)
    result = errand.say(intent, text)
    assert result.responses == ["utter_errand_what_instead"]
    assert sent(backend, NOTICES) == []


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("could I have instalments for the flat bill first", "payment_plan"),
        ("kann ich die Rechnung für Flat erst in Raten zahlen", "nlu_fallback"),
        ("a mogę rachunek za flat na raty", "choose"),
    ],
)
def test_a_wish_for_instalments_ends_no_contract(errand: Errand, text: str, intent: str) -> None:
    errand.begin("I want to cancel")
    assert errand.say(intent, text).next_action == "action_agree_payment_plan"


@pytest.mark.parametrize(
    "text",
    [
        "can I leave because of the price rise",
        "komm ich wegen der Erhöhung raus?",
        "czy mogę odejść z powodu podwyżki?",
    ],
)
def test_a_question_whether_one_may_leave_proposes_nothing(errand: Errand, text: str) -> None:
    assert errand.begin(text).next_action == "action_check_contract_expiry"


@pytest.mark.parametrize(
    "text",
    ["that was wrong, I did not want to cancel", "das war falsch, ich wollte nicht kündigen", "nie chcę wypowiadać"],
)
def test_who_did_not_want_to_leave_after_the_notice_can_take_it_back(errand: Errand, proven: None, text: str) -> None:
    given(errand)
    assert errand.say("deny", text).next_action == "action_cancel_order"


@pytest.mark.parametrize("text", ["und die garage auch", "and the garage too", "i garaż też", "garage as well"])
@pytest.mark.parametrize("intent", ["report_outage", "affirm", "cancel_contract"])
def test_a_contract_that_is_added_ends_after_the_first(
    errand: Errand, backend: FakeBackend, text: str, intent: str
) -> None:
    summed_up(errand)
    told = errand.say(intent, text)
    assert told.responses == ["utter_leaving_one_by_one", "utter_leaving_summary"]
    assert errand.draft["values"]["contract"] == CONTRACT
    assert errand.draft["known"]["next"] == ["c-V-200418"]
    assert sent(backend, NOTICES) == []
