"""Who was asked which contract to end and would end none: he waits for the old one, or wants another tariff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_cancel_contract import ActionCancelContract
from tests.actions.fake_backend import FLAT, contract
from tests.actions.fake_leaving import Errand, prepare_leaving

if TYPE_CHECKING:
    from tests.actions.conftest import Stage
    from tests.actions.fake_backend import FakeBackend

TOLD = {"last_matter": "price_change"}


@pytest.fixture
def errand(stage: Stage, backend: FakeBackend) -> Errand:
    prepare_leaving(backend)
    return Errand(stage, ActionCancelContract, "cancel_contract")


@pytest.mark.parametrize(
    "text", ["i dont wanna cancel nothing", "ich will doch gar nichts kündigen", "nie chcę niczego wypowiadać!"]
)
def test_who_would_end_nothing_is_not_asked_which(errand: Errand, text: str) -> None:
    told = errand.begin(text)
    assert told.responses == ["utter_leaving_none"]
    assert told.slots["draft"] is None
    errand.stage.backend.contracts = [contract("V-1", FLAT, state="ending", ended_by="notice")]
    assert errand.begin(text).next_action == "action_cancel_order"


@pytest.mark.parametrize(
    "text", ["stop, i want to wait for the old contract", "halt, ich wart den alten Vertrag ab", "czekam na EON"]
)
def test_who_waits_for_the_old_contract_ends_none(errand: Errand, text: str) -> None:
    errand.begin("I want to cancel")
    left = errand.say("cancel_contract", text)
    assert (left.next_action, left.slots["draft"]) == ("action_decide_switch", None)


OTHER_TARIFFS = [
    *("just switch me over to flex", "change my tariff please", "i'd rather have the green tariff"),
    *("dann stellt mich halt auf Ökostrom um", "wechselt mir den Tarif", "lieber den Flex bitte"),
    *("przełączcie mnie na taryfę elastyczną", "zmiana taryfy na M", "wolę Flex"),
]


@pytest.mark.parametrize("text", OTHER_TARIFFS)
def test_another_tariff_is_no_notice(errand: Errand, text: str) -> None:
    assert (
        errand.stage.run(ActionAdmitMisunderstanding, "decline_offer", text, slots=TOLD).next_action
        == "action_place_order"
    )
    errand.begin("cancel the flat")
    left = errand.say("deny", text)
    assert left.responses == ["utter_errand_left"]
    assert (left.next_action, left.slots["draft"]) == ("action_place_order", None)


@pytest.mark.parametrize("text", ["is flex cheaper for me?", "was kostet flex", "which tariff do I have", "flex"])
def test_a_question_about_a_tariff_changes_none(stage: Stage, text: str) -> None:
    assert stage.run(ActionAdmitMisunderstanding, "ask_price", text, slots=TOLD).next_action != "action_place_order"
