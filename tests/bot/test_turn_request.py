from __future__ import annotations

import pytest

from bot.turn_request import BadRequest, TurnRequest

GOOD = {"turn_id": "t", "now": "2026-03-14T10:00:00Z", "message": {"text": "hi"}}


def test_what_is_left_out_has_defaults():
    request = TurnRequest.from_json(GOOD)
    assert request.now == "2026-03-14T10:00:00+00:00"
    assert request.state is None
    assert request.language == "en"


def test_the_fact_is_not_shown():
    assert "secret" not in repr(TurnRequest.from_json({**GOOD, "fact": "secret"}))


@pytest.mark.parametrize(
    "body",
    [
        None, [], "x", {}, {**GOOD, "turn_id": 1}, {**GOOD, "now": "soon"}, {**GOOD, "now": "2026-03-14T10:00:00"},
        {**GOOD, "message": {}}, {**GOOD, "message": {"text": "a", "intent": "b"}}, {**GOOD, "state": "x"},
        {**GOOD, "message": {"text": 1}}, {**GOOD, "message": {"intent": "a", "entities": []}},
        {**GOOD, "abilities": []}, {**GOOD, "fact": {}},
    ],
)  # fmt: skip
def test_what_breaks_the_contract_is_refused(body):
    with pytest.raises(BadRequest) as refusal:
        TurnRequest.from_json(body)
    assert refusal.value.code == "bad_request"
