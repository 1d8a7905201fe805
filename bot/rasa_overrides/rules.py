"""Finds the rules that fit a conversation among those that may fit, instead of trying all of them.

Nearly every rule asks for one last action and one intent. An index by these two leaves a handful to be tried; what is
then tried, and how, is Rasa's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

if TYPE_CHECKING:
    from rasa.shared.core.domain import Domain, State
    from rasa.shared.core.trackers import DialogueStateTracker

_Found = tuple["str | None", "str | None", bool]
_search_rules: Any = RulePolicy._find_action_from_rules


@lru_cache(maxsize=4096)
def _backwards(rule_key: str) -> tuple[State, ...]:
    """The states of a rule, the last one first."""
    return tuple(reversed(RulePolicy._rule_key_to_state(rule_key)))


class RuleIndex:
    """The rules of one lookup by the last action and the intent that their last state asks for."""

    def __init__(self, lookup: dict[str, str]) -> None:
        self.lookup = lookup
        self.size = len(lookup)
        self._keys: dict[tuple[str | None, str | None], list[str]] = {}
        for key in lookup:
            last_state: State = next(iter(_backwards(key)), {})
            self._keys.setdefault(_asked(last_state), []).append(key)
        self.takes_texts = any(intent is None for _action, intent in self._keys)
        """Whether any rule may fit a message by its words, which have no intent."""

    def may_fit(self, state: State) -> list[str]:
        """The rules whose last state asks for nothing else than this one has."""
        if not state.get(PREVIOUS_ACTION):
            # where a conversation begins Rasa compares nothing but that
            return list(self.lookup)
        action, intent = _asked(state)
        # in this order, and each once: None stands for a rule that does not ask
        wanted = dict.fromkeys(((action, intent), (action, None), (None, intent), (None, None)))
        return [key for asked in wanted for key in self._keys.get(asked, ())]


def _asked(state: State) -> tuple[str | None, str | None]:
    return _plain(state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)), _plain(state.get(USER, {}).get(INTENT))


def _plain(value: object) -> str | None:
    """A value that must be the same on both sides; None for one that asks for something else, or nothing."""
    return value if isinstance(value, str) and value and value != SHOULD_NOT_BE_SET else None


_indexes: dict[int, RuleIndex] = {}


def _index_of(lookup: dict[str, str]) -> RuleIndex:
    """The index of a lookup; it keeps the lookup alive, so that another one cannot get the same number."""
    index = _indexes.get(id(lookup))
    if index is None or index.size != len(lookup):
        index = _indexes[id(lookup)] = RuleIndex(lookup)
    return index


def get_possible_keys(policy: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
    """Try the rules that may fit; Rasa tries all of them, and turns each round again for every state."""
    keys = _index_of(lookup).may_fit(states[-1]) if states else list(lookup)
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


def find_action_from_rules(
    policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
) -> _Found:
    """Search by the words of a message only if a rule could be found so; Rasa plays the conversation back to try."""
    if use_text_for_last_user_input and not _index_of(policy.lookup[RULES]).takes_texts:
        return None, None, False
    found: _Found = _search_rules(policy, tracker, domain, use_text_for_last_user_input)
    return found
