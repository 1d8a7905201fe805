from __future__ import annotations

import json
import logging

from bot.logs import JsonFormatter


def _line(name, message, **extra):
    record = logging.getLogger(name).makeRecord(
        name, logging.ERROR, "f.py", 7, message, (), extra.pop("exc_info", None)
    )
    record.__dict__.update(extra)
    return json.loads(JsonFormatter().format(record))


def test_our_events_have_a_name_and_fields():
    line = _line("bot.turn", "turn", turn_id="t1", code="c")
    assert (line["event"], line["turn_id"], line["code"]) == ("turn", "t1", "c")


def test_other_libraries_texts_are_not_logged():
    assert "Eva" not in json.dumps(_line("rasa.core.processor", "message was: Eva owes"))


def test_errors_are_places_and_kinds_without_messages():
    error = ValueError("Eva again")
    error.__cause__ = KeyError("Eva")
    line = _line("bot.server", "turn_failed", exc_info=(ValueError, error, None))
    assert [error["kind"] for error in line["errors"]] == ["ValueError", "KeyError"]
    assert "Eva" not in json.dumps(line)
