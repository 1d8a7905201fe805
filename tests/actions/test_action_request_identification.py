"""The request to check a claimed number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.action_request_identification import ActionRequestIdentification

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_the_gateway_is_asked_and_the_words_give_nothing_away(stage: Stage) -> None:
    slots = {"claimed_number": "A-1234566", "claimed_second_id": "44051401359"}
    result = stage.run(ActionRequestIdentification, "give_details", level="anonymous", slots=slots)
    assert result.requests == [{"kind": "identify", "number": "A-1234566", "second_id": "44051401359"}]
    assert "If this number is known" in result.texts["en"]
    assert "A-1234566" not in "".join(result.texts.values())
    assert stage.backend.calls == []


def test_without_a_gateway_nobody_is_identified(stage: Stage) -> None:
    slots = {"claimed_number": "12345674"}
    result = stage.run(ActionRequestIdentification, "give_details", level="anonymous", slots=slots, gateway=False)
    assert result.responses == ["utter_only_anonymous_here"]
    assert result.requests == []
