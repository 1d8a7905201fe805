"""What is said after a promised call, or after a switch was told, goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_change_order import ActionChangeOrder
from actions.action_check_payment import ActionCheckPayment
from actions.action_drop_matter import ActionDropMatter
from actions.action_file_complaint import ActionFileComplaint
from actions.action_request_agent import ActionRequestAgent
from actions.action_take_details import ActionTakeDetails
from tests.actions.fake_backend import TICKET

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.mark.parametrize("text", ["po 17 dopiero moge", "erst nach 17 uhr", "only after 5 pm"])
def test_another_time_for_the_call_goes_before_an_errand_that_waits(stage: Stage, text: str) -> None:
    slots = {"last_matter": "human_handoff", "draft": {"matter": "return_goods"}}
    told = stage.run(ActionChangeOrder, "change_order", text, slots=slots, confidence=0.75)
    assert told.next_action == "action_request_agent"


@pytest.mark.parametrize(
    "text", ["nee doch nicht", "actually no", "nie, jednak nie", "doch nicht, lassen sie's", "forget it", "nieważne"]
)
def test_who_thinks_better_of_a_promised_call_is_not_called(stage: Stage, text: str) -> None:
    slots = {"last_matter": "human_handoff"}
    told = stage.run(ActionDropMatter, "cancel_dialogue", text, slots=slots)
    assert told.next_action == "action_request_agent"
    stage.backend.tickets = [TICKET]
    stage.backend.answers["POST", f"/tickets/{TICKET['number']}/messages"] = TICKET
    off = stage.run(ActionRequestAgent, "cancel_dialogue", text, slots=slots)
    assert off.responses == ["utter_callback_off"]


@pytest.mark.parametrize(
    ("text", "is_wish"),
    [
        ("tomorrow after 4 pm would suit me better", True),
        ("morgen nach 16 uhr wäre mir lieber", True),
        ("jutro po 16 bardziej by mi pasowało", True),
        ("deliver it tomorrow after 4 pm instead", False),
        ("die lieferung lieber morgen nach 16 uhr", False),
        ("dostawa raczej jutro po 16", False),
    ],
)
def test_another_time_after_a_promised_call_is_for_the_call(stage: Stage, text: str, is_wish: bool) -> None:
    told = stage.run(ActionChangeOrder, "change_order", text, slots={"last_matter": "human_handoff"}, confidence=0.67)
    assert (told.next_action == "action_request_agent") == is_wish


def test_a_misspelt_question_is_about_the_switch_just_told(stage: Stage) -> None:
    ranking, slots = {"out_of_scope": 0.37, "switch_status": 0.34}, {"last_matter": "switch_status"}
    asked = "wann gehts beim atelir los"
    told = stage.run(ActionAdmitMisunderstanding, "out_of_scope", asked, slots=slots, ranking=ranking)
    assert told.next_action == "action_check_switch"
    assert (
        stage.run(ActionAdmitMisunderstanding, "out_of_scope", asked, ranking=ranking).next_action
        != "action_check_switch"
    )


@pytest.mark.parametrize("text", ["vollmacht hab ich doch schon geschickt!!", "I already sent you the authority"])
def test_an_authority_said_to_be_sent_is_about_the_switch_just_told(stage: Stage, text: str) -> None:
    slots = {"last_matter": "switch_status"}
    assert stage.run(ActionCheckPayment, "payment_status", text, slots=slots).next_action == "action_check_switch"


@pytest.mark.parametrize("text", ["we are moving to cologne", "ich zieh nach bonn", "przeprowadzam sie do gdanska"])
def test_a_move_that_was_hardly_understood_is_taken_up(stage: Stage, text: str) -> None:
    unsure = {"out_of_scope": 0.6, "report_move": 0.33}
    led = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, ranking=unsure)
    assert led.next_action == "action_report_move"
    none = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, ranking={"out_of_scope": 0.6})
    assert none.next_action != "action_report_move"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "I do not accept the price rise",
            "I object to the new prices",
            "gegen die preiserhöhung leg ich einspruch ein",
        ),
        *(
            "mit den neuen Preisen bin ich nicht einverstanden",
            "nie zgadzam się na tę podwyżkę",
            "sprzeciw wobec zmiany cen",
        ),
    ],
)
@pytest.mark.parametrize(("action", "intent"), [(ActionTakeDetails, "deny"), (ActionFileComplaint, "file_complaint")])
def test_who_objects_to_new_prices_is_told_what_can_be_done(stage: Stage, text: str, action: type, intent: str) -> None:
    assert stage.run(action, intent, text, confidence=0.3).next_action == "action_show_price_change"


@pytest.mark.parametrize(
    "text", ["I don't accept the offer", "ich lehne das Angebot ab", "nie zgadzam się z rachunkiem"]
)
def test_other_objections_are_none_to_prices(stage: Stage, text: str) -> None:
    assert stage.run(ActionTakeDetails, "deny", text, confidence=0.3).next_action != "action_show_price_change"
