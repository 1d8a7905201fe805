from __future__ import annotations

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner

from bot.graph_runner import PlannedGraphRunner
from bot.state import new_tracker


def test_it_gives_what_rasas_runner_gives(engine):
    runner = engine._processor.graph_runner
    assert isinstance(runner, PlannedGraphRunner)
    target = engine._processor.model_metadata.nlu_target
    tracker = new_tracker(engine._processor.domain)
    inputs = {PLACEHOLDER_MESSAGE: [UserMessage("my bill")], PLACEHOLDER_TRACKER: tracker}
    ours = runner.run(inputs=inputs, targets=[target])[target][0]
    theirs = DaskGraphRunner.run(runner, inputs=inputs, targets=[target])[target][0]
    assert ours.as_dict() == theirs.as_dict()


def test_an_input_must_not_hide_a_node(engine):
    runner = engine._processor.graph_runner
    target = engine._processor.model_metadata.nlu_target
    with pytest.raises(GraphRunError):
        runner.run(inputs={target: "x"}, targets=[target])
