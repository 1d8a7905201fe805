"""Logs as JSON lines without anything a customer wrote, and without who he is."""

from __future__ import annotations

import json
import logging
import sys
import traceback
import warnings
from datetime import datetime, timezone
from typing import Any

import structlog

_OWN_FIELDS = ("code", "turn_id", "model", "milliseconds", "address", "slot")
_OUR_LOGGERS = "bot"


class JsonFormatter(logging.Formatter):
    """Writes a record's fixed parts only.

    The text of another library's record may quote a message, so of those only logger, place and kind of error are kept;
    of an error the places in the code, never its message.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write one line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.msg if record.name.split(".")[0] == _OUR_LOGGERS else f"{record.module}:{record.lineno}",
        }
        line.update({name: getattr(record, name) for name in _OWN_FIELDS if hasattr(record, name)})
        if record.exc_info and record.exc_info[1] is not None:
            line["errors"] = [_describe(error) for error in _chain(record.exc_info[1])]
        return json.dumps(line)


def configure_logs(level: int = logging.INFO) -> None:
    """Send everything to standard error as JSON; Rasa's own chatter from warnings on only."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(_OUR_LOGGERS).setLevel(level)
    # Rasa's structured records carry texts and slots as fields: only errors, and only their names
    structlog.configure(
        processors=[_only_event_name],
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    warnings.simplefilter("ignore")


def _only_event_name(_logger: object, _method: str, event: dict[str, Any]) -> str:
    return str(event.get("event", ""))


def _chain(error: BaseException) -> list[BaseException]:
    chain = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None and cause not in chain:
        chain.append(cause)
    return chain


def _describe(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return {"kind": type(error).__name__, "places": [f"{frame.filename}:{frame.lineno}" for frame in frames]}
