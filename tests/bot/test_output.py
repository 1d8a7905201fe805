from __future__ import annotations

import asyncio

import pytest

from bot.output import BadActionOutput, TurnOutput


def _collect(*messages):
    output = TurnOutput()
    for message in messages:
        asyncio.run(output.send_response("x", message))
    return output


def test_an_attachment_belongs_to_the_text_before_it():
    attachment = {"kind": "image", "data": "aGk="}
    output = _collect({"text": "a"}, {"text": "b"}, {"custom": {"attachment": attachment}})
    assert [reply["attachments"] for reply in output.replies] == [[], [attachment]]


def test_an_attachment_without_a_text_stands_alone():
    assert _collect({"custom": {"attachment": {"kind": "file"}}}).replies[0]["text"] == ""


def test_a_request_is_no_reply():
    output = _collect({"text": None, "custom": {"request": {"kind": "identify", "number": "1"}}})
    assert output.replies == []
    assert output.requests == [{"kind": "identify", "number": "1"}]


@pytest.mark.parametrize(
    "message", [{"custom": {"request": {"kind": "format_disk"}}}, {"text": "a", "buttons": [{"title": "x"}]}]
)
def test_what_has_no_place_in_an_answer_is_an_error(message):
    with pytest.raises(BadActionOutput):
        _collect(message)
