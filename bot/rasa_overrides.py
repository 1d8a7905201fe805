"""Replaces a few slow functions of Rasa 3.6.21 from outside.

Each override names the function it stands for and the hash of that function's source; another Rasa makes the engine
refuse to start and the tests fail, so that nobody overrides what he has not read.
"""

from __future__ import annotations

import copy
import hashlib
import inspect
import textwrap
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION
from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from rasa.shared.utils.schemas.events import EVENT_SCHEMA

if TYPE_CHECKING:
    from rasa.shared.core.domain import State


class RasaChanged(RuntimeError):
    """The function to be overridden is not the one that was read."""


@dataclass(frozen=True)
class Override:
    """One replaced function."""

    owner: type
    name: str
    source_hash: str
    """SHA-256 of the original's source, dedented, first 16 hex digits."""
    replacement: Callable[..., Any]

    @property
    def original(self) -> Callable[..., Any]:
        """The function as Rasa wrote it, also after the override was applied."""
        attribute = inspect.getattr_static(self.owner, self.name)
        function = attribute.__func__ if isinstance(attribute, staticmethod) else attribute
        return getattr(function, "overridden", function)

    def check(self) -> None:
        """Compare the original with what was read.

        Raises:
            RasaChanged: It differs.
        """
        if source_hash(self.original) != self.source_hash:
            raise RasaChanged(f"{self.owner.__name__}.{self.name} is not the one of Rasa 3.6.21.")

    def apply(self) -> None:
        """Check, then replace; a second time does nothing."""
        self.check()
        original = self.original
        attribute = inspect.getattr_static(self.owner, self.name)
        self.replacement.overridden = original  # type: ignore[attr-defined]
        replacement: Any = self.replacement
        setattr(
            self.owner, self.name, staticmethod(replacement) if isinstance(attribute, staticmethod) else replacement
        )


def source_hash(function: Callable[..., Any]) -> str:
    """Hash a function's source so that moving it about in its file does not matter."""
    return hashlib.sha256(textwrap.dedent(inspect.getsource(function)).encode()).hexdigest()[:16]


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


def _validate_action_result(_action: RemoteAction, result: dict[str, Any]) -> bool:
    """Validate by compiled schemas; Rasa checks the schema itself again on every call (22 to 30 ms)."""
    validators = _event_validators()
    events, responses = result.get("events", []), result.get("responses", [])
    is_quickly_valid = (
        isinstance(events, list)
        and isinstance(responses, list)
        and all(isinstance(response, dict) for response in responses)
        and all(isinstance(event, dict) and event.get("event") in validators for event in events)
        and all(validators[event["event"]].is_valid(event) for event in events)
    )
    if not is_quickly_valid:
        _action_result_validator().validate(result)
    return True


_event_classes: dict[str, type[Event]] = {}


def _resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """Look an event class up in a dictionary; Rasa walks the tree of subclasses for every event."""
    found = _event_classes.get(type_name)
    if found is None:
        for kind in all_subclasses(Event):
            _event_classes.setdefault(kind.type_name, kind)
        found = _event_classes.get(type_name)
    if found is None and default is None and type_name != "topic":
        raise ValueError("Unknown event name.")
    return found or (None if type_name == "topic" else default)


def _copy_tracker(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Copy a tracker's present; Rasa replays all events to get there."""
    twin = DialogueStateTracker.__new__(DialogueStateTracker)
    twin.__dict__.update(tracker.__dict__)
    twin.slots = copy.copy(tracker.slots)
    for name, slot in tracker.slots.items():
        twin.slots[name] = copy.copy(slot)
    twin.events = deque(tracker.events, tracker.events.maxlen)
    twin.active_loop = copy.copy(tracker.active_loop)
    twin.latest_action = copy.copy(tracker.latest_action)
    twin.model_id = twin.assistant_id = twin.sender_source = None
    return twin


@lru_cache(maxsize=4096)
def _backwards(rule_key: str) -> tuple[State, ...]:
    """The states of a rule, the last one first."""
    return tuple(reversed(RulePolicy._rule_key_to_state(rule_key)))


def _get_possible_keys(policy: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
    """Try the rules; Rasa turns each rule round again for every state, and looks at rules that cannot be it."""
    keys = list(lookup)
    for index, state in enumerate(reversed(states)):
        begins = not state.get(PREVIOUS_ACTION)
        keys = [key for key in keys if _applies(policy, _backwards(key), index, state, begins)]
        if not keys:
            break
    return set(keys)


def _applies(policy: RulePolicy, rule: tuple[State, ...], index: int, state: State, begins: bool) -> bool:
    if index >= len(rule):
        return True
    rule_begins = not rule[index].get(PREVIOUS_ACTION)
    if rule_begins or begins:
        return rule_begins and begins
    return bool(policy._does_rule_match_state(rule[index], state))


def _copy_slot(slot: Slot) -> Slot:
    """Copy a slot as ``copy.copy`` does, which takes four times as long to find out how."""
    twin = slot.__class__.__new__(slot.__class__)
    twin.__dict__.update(slot.__dict__)
    return twin


OVERRIDES = (
    Override(RemoteAction, "_validate_action_result", "2fd08b8cf644390e", _validate_action_result),
    Override(Event, "resolve_by_type", "eab381cd0a9958e1", _resolve_by_type),
    Override(DialogueStateTracker, "copy", "7d155a6c870a737b", _copy_tracker),
    Override(RulePolicy, "_get_possible_keys", "2e1f2503cec2370d", _get_possible_keys),
)


def apply_overrides() -> None:
    """Apply all overrides, once per process.

    Raises:
        RasaChanged: This is not the Rasa they were written for.
    """
    for override in OVERRIDES:
        override.apply()
    Slot.__copy__ = _copy_slot
