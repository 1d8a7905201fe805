"""What an action returned, validated by schemas that are compiled once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import orjson
from rasa.core.actions.action import RemoteAction
from rasa.shared.utils.schemas.events import EVENT_SCHEMA

_SLOT_FIELDS = {"event", "name", "value", "timestamp"}


@lru_cache(maxsize=1)
def _action_result_validator() -> jsonschema.protocols.Validator:
    return _compiled(RemoteAction.action_response_format_spec())


@lru_cache(maxsize=1)
def _event_validators() -> dict[str, jsonschema.protocols.Validator]:
    """One validator per kind of event: the schema's alternatives exclude each other by the event's name."""
    general = dict(EVENT_SCHEMA)
    validators = {}
    for special in general.pop("oneOf"):
        schema = {**general, **special, "properties": {**general["properties"], **special["properties"]}}
        schema["required"] = [*general["required"], *special.get("required", [])]
        validators[special["properties"]["event"]["const"]] = _compiled(schema)
    return validators


def _compiled(schema: dict[str, Any]) -> jsonschema.protocols.Validator:
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


@lru_cache(maxsize=64)
def _is_valid(event: bytes) -> bool:
    """Whether an event, as JSON, fits its schema; remembered, because the same few come with every turn."""
    fields = orjson.loads(event)
    return bool(_event_validators()[fields["event"]].is_valid(fields))


def validate_action_result(_action: RemoteAction, result: dict[str, Any]) -> bool:
    """Validate by compiled schemas; Rasa checks the schema itself again on every call (22 to 30 ms)."""
    validators = _event_validators()
    events, responses = result.get("events", []), result.get("responses", [])
    is_quickly_valid = (
        isinstance(events, list)
        and isinstance(responses, list)
        and all(isinstance(response, dict) for response in responses)
        and all(isinstance(event, dict) and event.get("event") in validators for event in events)
        and all(_is_plain_slot(event) or _is_valid(orjson.dumps(event)) for event in events)
    )
    if not is_quickly_valid:
        _action_result_validator().validate(result)
    return True


def _is_plain_slot(event: dict[str, Any]) -> bool:
    """Whether an event sets a slot and says no more than rasa-sdk's ``SlotSet``, as nearly all do; see the schema."""
    return (
        event["event"] == "slot"
        and event.keys() == _SLOT_FIELDS
        and isinstance(event["name"], str)
        and (event["timestamp"] is None or type(event["timestamp"]) in (int, float))
    )
