"""What is asked of a payment plan that runs, and a tariff that shall be another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions._words.prices import wishes_other_tariff
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_check_contract_expiry import ActionCheckContractExpiry
from actions.action_decline_offer import ActionDeclineOffer
from actions.action_show_contract import ActionShowContract

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

AGREED = {"settled": {"matter": "payment_plan", "is_written": True}}


@pytest.mark.parametrize(
    "text", ["bis wann die erste", "when is the first one due", "pierwsza rata kiedy", "kiedy rata"]
)
def test_when_the_first_is_due_is_asked_of_the_plan_just_agreed(stage: Stage, text: str) -> None:
    told = stage.run(ActionCheckContractExpiry, "contract_expiry", text, slots=AGREED)
    assert told.next_action == "action_agree_payment_plan"


@pytest.mark.parametrize("text", ["ile mam rat", "ile mam rat i kiedy", "wie viele Raten habe ich noch"])
def test_how_many_rates_there_are_is_asked_of_the_plan(stage: Stage, text: str) -> None:
    assert stage.run(ActionShowContract, "contract_details", text).next_action == "action_agree_payment_plan"


@pytest.mark.parametrize("text", ["wann läuft der Vertrag aus", "when does my contract end", "do kiedy mam umowę"])
def test_the_end_of_a_contract_is_none_of_a_plan(stage: Stage, text: str) -> None:
    told = stage.run(ActionCheckContractExpiry, "contract_expiry", text, slots=AGREED)
    assert told.next_action != "action_agree_payment_plan"


@pytest.mark.parametrize("text", ["zmiana taryfy na L", "Tarifwechsel auf Flex bitte", "change my plan to L"])
def test_another_tariff_declines_no_offer(stage: Stage, text: str) -> None:
    assert stage.run(ActionDeclineOffer, "decline_offer", text).next_action == "action_place_order"


@pytest.mark.parametrize(
    "text", ["nie chcę zmiany taryfy na L", "kein Tarifwechsel auf Flex", "no change of plan to L"]
)
def test_a_refused_tariff_is_not_wished_for(text: str) -> None:
    assert not wishes_other_tariff(text)


@pytest.mark.parametrize(
    "text", ["pierwsza rata kiedy", "kiedy rata", "wann is die nächste rate", "a mogę pierwszą ratę przesunąć"]
)
def test_a_short_question_for_a_rate_is_one_for_the_plan(stage: Stage, text: str) -> None:
    asked = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text)
    assert asked.next_action == "action_agree_payment_plan"


@pytest.mark.parametrize("text", ["jednak zapłacę od razu, odwołaj", "I'll pay it all at once, cancel that"])
def test_who_would_rather_pay_at_once_is_told_who_ends_the_plan(stage: Stage, text: str) -> None:
    asked = stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text, slots=AGREED)
    assert asked.next_action == "action_agree_payment_plan"
