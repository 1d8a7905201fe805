"""Trackers, their slots and their events without work that ends where it began."""

from __future__ import annotations

import copy
from collections import deque
from typing import TYPE_CHECKING

from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

if TYPE_CHECKING:
    from rasa.shared.core.slots import Slot

_event_classes: dict[str, type[Event]] = {}


def resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """Look an event class up in a dictionary; Rasa walks the tree of subclasses for every event."""
    found = _event_classes.get(type_name)
    if found is None:
        for kind in all_subclasses(Event):
            _event_classes.setdefault(kind.type_name, kind)
        found = _event_classes.get(type_name)
    if found is None and default is None and type_name != "topic":
        raise ValueError("Unknown event name.")
    return found or (None if type_name == "topic" else default)


def copy_tracker(tracker: DialogueStateTracker) -> DialogueStateTracker:
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


def copy_slot(slot: Slot) -> Slot:
    """Copy a slot as ``copy.copy`` does, which takes four times as long to find out how."""
    twin = slot.__class__.__new__(slot.__class__)
    twin.__dict__.update(slot.__dict__)
    return twin
