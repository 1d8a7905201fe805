from __future__ import annotations

import asyncio
import json
from datetime import datetime, timezone
from decimal import Decimal

import pytest
from rasa.utils.endpoints import ClientResponseError
from rasa_sdk import Action
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.action_runner import BadActionResult, InProcessActions, StrictActionExecutor


def _run(action_result=None, *, error=None, message=None, name="action_x"):
    class Tested(Action):
        def name(self):
            return "action_x"

        def run(self, dispatcher, tracker, domain):
            if error:
                raise error
            if message is not None:
                dispatcher.utter_message(**message)
            tracker.slots["a"] = "changed"
            return action_result

    executor = StrictActionExecutor()
    executor.register_action(Tested())
    call = {"next_action": name, "sender_id": "x", "tracker": {"sender_id": "x", "slots": {"a": "kept"}}}
    answer = asyncio.run(InProcessActions(executor).request(json=call))
    assert call["tracker"]["slots"] == {"a": "kept"}
    return answer


def test_the_answer_is_that_of_an_action_server():
    answer = _run([{"event": "slot", "name": "a", "value": 1}], message={"response": "utter_x", "sum": {"amount": "1"}})
    assert answer["events"] == [{"event": "slot", "name": "a", "value": 1}]
    assert answer["responses"][0]["response"] == "utter_x"
    assert json.loads(json.dumps(answer)) == answer


def test_an_error_of_an_action_comes_through():
    with pytest.raises(ConnectionError):
        _run(error=ConnectionError())


def test_a_rejection_looks_like_that_of_a_server():
    with pytest.raises(ClientResponseError) as rejection:
        _run(error=ActionExecutionRejection("action_x"))
    assert rejection.value.status == 400
    assert json.loads(rejection.value.text)["action_name"] == "action_x"


def test_an_unknown_action_is_an_error():
    with pytest.raises(ActionNotFoundException):
        _run(name="action_y")


@pytest.mark.parametrize("events", [[{"name": "a"}], ["slot"], [None]])
def test_an_invalid_event_is_not_dropped_silently(events):
    with pytest.raises(BadActionResult):
        _run(events)


@pytest.mark.parametrize("value", [Decimal(1), datetime.now(timezone.utc), {1}, b"x", StrictActionExecutor])
def test_what_a_server_could_not_send_is_an_error(value):
    with pytest.raises(TypeError):
        _run(message={"response": "utter_x", "amount": value})
