"""Replaces a few slow functions of Rasa 3.6.21 from outside.

Each override names the function it stands for and the hash of that function's source; another Rasa makes the engine
refuse to start and the tests fail, so that nobody overrides what he has not read.
"""

from __future__ import annotations

from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import Event
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_overrides import action_results, rules, trackers
from bot.rasa_overrides.override import MISSING, Override, RasaChanged, source_hash

__all__ = ["OVERRIDES", "Override", "RasaChanged", "apply_overrides", "source_hash"]

OVERRIDES = (
    Override(RemoteAction, "_validate_action_result", "2fd08b8cf644390e", action_results.validate_action_result),
    Override(Event, "resolve_by_type", "eab381cd0a9958e1", trackers.resolve_by_type),
    Override(DialogueStateTracker, "copy", "7d155a6c870a737b", trackers.copy_tracker),
    Override(Slot, "__copy__", MISSING, trackers.copy_slot),
    Override(RulePolicy, "_get_possible_keys", "2e1f2503cec2370d", rules.get_possible_keys),
    Override(RulePolicy, "_find_action_from_rules", "a77245b5aae28ec3", rules.find_action_from_rules),
)


def apply_overrides() -> None:
    """Apply all overrides, once per process.

    Raises:
        RasaChanged: This is not the Rasa they were written for.
    """
    for override in OVERRIDES:
        override.apply()
