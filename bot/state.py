"""The dialogue state between two turns: what of a tracker is kept, and how a tracker is made of it again.

The state is JSON of at most 32 kB, opaque to everybody else:

``version``
    Number of this layout (an integer).
``model``
    Id of the model whose turn wrote it.
``slots``
    The slots that differ from their initial value, as they were when the oldest kept turn began.
``form``
    The form that was open at that time, or null.
``events``
    Rasa's events of the last eight customer turns, without times and metadata. Replaying them over ``slots`` and
    ``form`` gives the present. A customer's message keeps text, intent and entities; the bot's keep the text only.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson
from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    ACTION_SESSION_START_NAME,
    REQUESTED_SLOT,
    SESSION_START_METADATA_SLOT,
)
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

if TYPE_CHECKING:
    from rasa.shared.core.domain import Domain

STATE_VERSION = 1
MAX_STATE_BYTES = 32_000
KEPT_TURNS = 8
RESTARTED_NOTICE = "utter_form_restarted"
"""Said when an open form has to be started again because the state comes from another version."""

_DROPPED_EVENT_FIELDS = frozenset({"timestamp", "metadata"})
_NOT_KEPT_SLOTS = frozenset({SESSION_START_METADATA_SLOT})

logger = logging.getLogger(__name__)


class BadState(ValueError):
    """The state is not one of ours."""


@dataclass
class Restored:
    """A tracker made of a state."""

    tracker: DialogueStateTracker
    notices: list[str] = field(default_factory=list)
    """Names of replies that tell the customer what was lost."""


def new_tracker(domain: Domain, sender_id: str = "conversation") -> DialogueStateTracker:
    """An empty tracker; Rasa runs the session start on it."""
    return DialogueStateTracker(sender_id, domain.slots)


def write_state(
    tracker: DialogueStateTracker, *, domain: Domain, model: str, limit: int = MAX_STATE_BYTES, turns: int = KEPT_TURNS
) -> dict[str, Any]:
    """Write a tracker down, dropping the oldest turns until it is small enough.

    Args:
        tracker: As a turn left it.
        domain: Of the model.
        model: Id of the model.
        limit: Size of the JSON in bytes.
        turns: Customer turns whose events are kept.
    """
    events = list(tracker.events)
    begins = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    begins = [*begins[-turns:], len(events)]
    base = new_tracker(domain, tracker.sender_id)
    applied = 0
    kept = [_compact(event) for event in events[begins[0] :]]
    for begin in begins:
        for event in events[applied:begin]:
            base.update(event)
        del kept[: max(0, begin - max(applied, begins[0]))]
        applied = begin
        state = {
            "version": STATE_VERSION,
            "model": model,
            "slots": _slots_with_value(base),
            "form": base.active_loop_name,
            "events": kept,
        }
        if _size(state) <= limit:
            return state
    return _without_largest_slots(state, limit)


def read_state(state: dict[str, Any] | None, *, domain: Domain, model: str) -> Restored:
    """Make a tracker of a state.

    A state of another model keeps its slots and its open form as far as the model still knows them; a state of another
    version keeps the slots, and an open form is started again with a notice.

    Raises:
        BadState: It does not have the layout described above.
    """
    if state is None:
        return Restored(new_tracker(domain))
    _check(state)
    if state["version"] != STATE_VERSION:
        return _restart(state, domain)
    tracker = new_tracker(domain)
    slots, form = state["slots"], state["form"]
    if state["model"] != model:
        return _migrate(state, domain)
    _replay_base(tracker, slots, form)
    for event in state["events"]:
        tracker.update(_expand(event))
    return Restored(tracker)


def _migrate(state: dict[str, Any], domain: Domain) -> Restored:
    """Carry a state over to another model: present slots and form, no events."""
    present = _present(state, domain)
    form = present.active_loop_name
    if form is None:
        return _based_on(_slots_with_value(present), None, domain)
    wanted = present.get_slot(REQUESTED_SLOT)
    if form in domain.form_names and (wanted is None or wanted in domain.required_slots_for_form(form)):
        return _based_on(_slots_with_value(present), form, domain)
    return _restart(state, domain)


def _restart(state: dict[str, Any], domain: Domain) -> Restored:
    """Keep what is known about the customer's matter, but begin an open form again and say so."""
    present = _present(state, domain)
    form = present.active_loop_name
    slots = _slots_with_value(present)
    slots.pop(REQUESTED_SLOT, None)
    if form is None:
        return _based_on(slots, None, domain)
    known = form in domain.form_names
    for slot in domain.required_slots_for_form(form) if known else ():
        slots.pop(slot, None)
    logger.warning("form_restarted", extra={"code": "form_restarted"})
    restored = _based_on(slots, form if known else None, domain)
    restored.notices.append(RESTARTED_NOTICE)
    return restored


def _present(state: dict[str, Any], domain: Domain) -> DialogueStateTracker:
    """The slots and the open form at the end of a state, whatever else may have changed."""
    tracker = new_tracker(domain)
    slots, form = dict(state["slots"]), state["form"]
    for event in state["events"]:
        if event.get("event") == SlotSet.type_name:
            slots[event.get("name")] = event.get("value")
        elif event.get("event") == ActiveLoop.type_name:
            form = event.get("name")
    known = {name: value for name, value in slots.items() if name in tracker.slots}
    _replay_base(tracker, known, form)
    return tracker


def _based_on(slots: dict[str, Any], form: str | None, domain: Domain) -> Restored:
    tracker = new_tracker(domain)
    _replay_base(tracker, slots, form)
    return Restored(tracker)


def _replay_base(tracker: DialogueStateTracker, slots: dict[str, Any], form: str | None) -> None:
    base: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    base += [SlotSet(name, value) for name, value in slots.items() if name in tracker.slots]
    if form is not None:
        # the rules look for the form's own execution to tell a first run from a later one
        base += [ActionExecuted(form), ActiveLoop(form)]
    base.append(ActionExecuted(ACTION_LISTEN_NAME))
    for event in base:
        tracker.update(event)


def _slots_with_value(tracker: DialogueStateTracker) -> dict[str, Any]:
    return {
        name: slot.value
        for name, slot in tracker.slots.items()
        if slot.value != slot.initial_value and name not in _NOT_KEPT_SLOTS
    }


def _compact(event: Event) -> dict[str, Any]:
    if isinstance(event, UserUttered):
        return {"event": event.type_name, "text": event.text, "intent": event.intent, "entities": event.entities}
    if isinstance(event, BotUttered):
        return {"event": event.type_name, "text": event.text}
    fields = event.as_dict().items()
    return {name: value for name, value in fields if value is not None and name not in _DROPPED_EVENT_FIELDS}


def _expand(event: dict[str, Any]) -> Event:
    kind = event.get("event")
    try:
        if kind == UserUttered.type_name:
            return UserUttered(event["text"], event["intent"], event["entities"])
        if kind == BotUttered.type_name:
            return BotUttered(event["text"])
        if kind == SlotSet.type_name:
            return SlotSet(event["name"], event.get("value"))
        restored = Event.from_parameters(event)
    except (KeyError, ValueError, TypeError) as error:
        raise BadState("An event of the state cannot be read.") from error
    if restored is None:
        raise BadState("An event of the state is not known.")
    return restored


def _check(state: dict[str, Any]) -> None:
    events = state.get("events")
    if (
        not isinstance(state.get("version"), int)
        or not isinstance(state.get("slots"), dict)
        or not isinstance(state.get("form"), (str, type(None)))
        or not isinstance(events, list)
        or not all(isinstance(event, dict) for event in events)
        or not isinstance(state.get("model"), str)
    ):
        raise BadState("The state does not have the documented fields.")


def _size(state: Any) -> int:
    return len(orjson.dumps(state, option=orjson.OPT_SERIALIZE_NUMPY))


def _without_largest_slots(state: dict[str, Any], limit: int) -> dict[str, Any]:
    """The last resort: one slot alone is too big, so forget the biggest rather than fail every turn from now on."""
    slots = dict(sorted(state["slots"].items(), key=lambda item: _size(item[1])))
    while slots and _size({**state, "slots": slots}) > limit:
        name, _ = slots.popitem()
        logger.error("slot_dropped", extra={"code": "state_slot_dropped", "slot": name})
    return {**state, "slots": slots}
