"""What is named beside an answer that is only likely to be the right one."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered

from actions._names import names
from bot.guesses import guesses
from bot.understood import Before

RANKING = [("check_bill", 0.5), ("payment_status", 0.3), ("get_invoice", 0.1), ("greet", 0.1)]


class FakeTracker:
    """Only what is read."""

    def __init__(self, *events, form=None, **slots):
        self.events = list(events)
        self.active_loop_name = form
        self._slots = slots
        self.slots = {}

    def current_slot_values(self):
        return self._slots


def said(ranking, **abilities):
    entries = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    told = {"intent_ranking": entries}
    return UserUttered("x", entries[0] if entries else {}, [], told, metadata={"abilities": abilities})


def named(*events, before=None, language="en", **slots):
    return guesses(FakeTracker(*events, **slots), Before.of(before or FakeTracker()), language)


@pytest.mark.parametrize("language", ["en", "de", "pl"])
def test_two_other_matters_by_name_and_as_buttons(language):
    found = named(said(RANKING), ActionExecuted("action_check_bill"), language=language)
    called = names("matters", language)
    assert found["matters"] == [called["payment_status"], called["get_invoice"]]
    assert [button["intent"] for button in found["buttons"]] == ["payment_status", "get_invoice"]


def test_only_words_on_a_channel_without_buttons():
    found = named(said(RANKING, buttons=False), ActionExecuted("action_check_bill"))
    assert (len(found["matters"]), found["buttons"]) == (2, [])


def test_nothing_beside_the_reminder_of_a_code():
    reminded = BotUttered("x", metadata={"utter_action": "utter_code_is_waiting"})
    served = ActionExecuted("action_check_bill")
    assert named(said(RANKING), served, BotUttered("x", metadata={"utter_action": "utter_bill_detail"})) is not None
    assert named(said(RANKING), served, reminded) is None


def test_nothing_where_two_matters_are_taken_up():
    served = ActionExecuted("action_check_bill")
    assert named(said(RANKING), served, also_asked="payment_status") is None
    assert named(said(RANKING), served, ActionExecuted("action_check_payment")) is None


def test_nothing_where_the_likeliest_matter_was_not_the_one_that_was_served():
    assert named(said(RANKING), ActionExecuted("action_check_consumption")) is None


def test_nothing_beside_the_answer_to_an_open_question():
    assert named(said(RANKING), ActionExecuted("action_check_bill"), before=FakeTracker(form="errand_form")) is None


@pytest.mark.parametrize("ranking", [[], [("check_bill", 1.0)], [("check_bill", 0.9), ("get_invoice", 0.1)]])
def test_nothing_when_it_is_sure(ranking):
    assert named(said(ranking), ActionExecuted("action_check_bill")) is None


def test_what_an_earlier_message_was_taken_for_is_not_asked_again():
    earlier = (said(RANKING), ActionExecuted("action_check_bill"))
    before = FakeTracker(*earlier)
    assert named(*earlier, ActionExecuted("action_check_bill"), before=before) is None


@pytest.mark.parametrize("action", ["action_report_emergency", "action_warn_of_fraud"])
def test_nothing_beside_a_danger_or_a_fraud(action):
    assert named(said(RANKING), ActionExecuted("action_check_bill"), ActionExecuted(action)) is None
