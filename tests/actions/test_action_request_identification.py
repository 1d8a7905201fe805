"""The request to check a claimed number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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


@pytest.mark.parametrize("form", [None, "identify_form"])
def test_without_a_number_the_gateway_is_asked_about_the_sender(stage: Stage, form: str | None) -> None:
    result = stage.run(ActionRequestIdentification, "give_details", level="channel", form=form)
    assert result.requests == [{"kind": "identify", "number": None, "second_id": None}]
    assert "another confirmed phone" in result.texts["en"]
    assert "If this number is known" not in result.texts["en"]
    assert (result.form, result.slots["requested_slot"]) == ("identify_form", "claimed_number")


def test_without_a_number_nobody_is_asked_about_a_stranger(stage: Stage) -> None:
    assert stage.run(ActionRequestIdentification, "give_details", level="anonymous").requests == []


def test_without_a_gateway_nobody_is_identified(stage: Stage) -> None:
    slots = {"claimed_number": "12345674"}
    result = stage.run(ActionRequestIdentification, "give_details", level="anonymous", slots=slots, gateway=False)
    assert result.responses == ["utter_only_anonymous_here"]
    assert result.requests == []
