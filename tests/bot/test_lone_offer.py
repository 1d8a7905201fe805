"""A plain yes to the one thing that a turn ends by offering."""

from __future__ import annotations

import pytest

from bot.lone_offer import OFFERED, offer_of, offer_taken

CALL = {"title": "A person", "intent": "human_handoff", "entities": {}}
OTHER = {"title": "Pay", "intent": "make_payment", "entities": {}}


class FakeTracker:
    """Only what is read."""

    def __init__(self, form=None, **slots):
        self.active_loop_name = form
        self._slots = slots

    def current_slot_values(self):
        return self._slots


def reply(text, *buttons):
    return {"text": text, "buttons": list(buttons)}


def test_the_only_button_under_the_last_question_is_offered():
    replies = [reply("Your credit is €3."), reply("Shall somebody call you?\n", CALL)]
    assert offer_of(replies, FakeTracker()) == {"intent": "human_handoff", "entities": {}}


@pytest.mark.parametrize(
    ("replies", "tracker"),
    [
        ([], FakeTracker()),
        ([reply("A person can do that.", CALL)], FakeTracker()),
        ([reply("What now?", CALL, OTHER)], FakeTracker()),
        ([reply("What now?", CALL), reply("Back to moving: which day?")], FakeTracker()),
        ([reply("Pay it?", OTHER), reply("Shall somebody call you?", CALL)], FakeTracker()),
        ([reply("Shall somebody call you?", CALL)], FakeTracker(form="errand_form")),
        ([reply("Shall somebody call you?", CALL)], FakeTracker(draft={"matter": "report_move"})),
    ],
)
def test_nothing_is_offered_where_a_yes_would_say_something_else(replies, tracker):
    assert offer_of(replies, tracker) is None


def test_a_plain_yes_takes_it():
    offered = {"intent": "human_handoff", "entities": {}}
    assert offer_taken("ja bitte", "affirm", FakeTracker(**{OFFERED: offered})) == offered


@pytest.mark.parametrize(
    ("text", "intent", "offered"),
    [
        ("nein", "deny", {"intent": "human_handoff", "entities": {}}),
        ("yes I know that already, my neighbour told me", "affirm", {"intent": "human_handoff", "entities": {}}),
        ("yes", "affirm", None),
    ],
)
def test_what_is_no_plain_yes_takes_nothing(text, intent, offered):
    assert offer_taken(text, intent, FakeTracker(**{OFFERED: offered})) is None
