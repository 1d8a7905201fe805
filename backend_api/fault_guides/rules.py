"""When a guide is whole: all steps reached, every way ends, no circle, every language; pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backend_api.fault_guides.schemas import GuideIn, StepIn

LANGUAGES = frozenset({"en", "de", "pl"})


def problems(guide: GuideIn) -> list[str]:
    """What is wrong with it; empty when nothing is."""
    steps = {step.key: step for step in guide.steps}
    doubled = [key for key, times in Counter(step.key for step in guide.steps).items() if times > 1]
    found = [f"step {key} is there twice" for key in doubled]
    found += [f"{where} is not written in every language" for where in _unwritten(guide)]
    for step in guide.steps:
        keys = Counter(outcome.key for outcome in step.outcomes)
        found += [f"outcome {key} of step {step.key} is there twice" for key, times in keys.items() if times > 1]
        found += [
            f"step {step.key} leads to {outcome.next_step}, which is not there"
            for outcome in step.outcomes
            if outcome.next_step is not None and outcome.next_step not in steps
        ]
    if found:
        return found
    reached, circle = _walk(steps, guide.steps[0].key)
    found = [f"nothing leads to step {step.key}" for step in guide.steps if step.key not in reached]
    return [*found, f"step {circle} leads back to itself"] if circle else found


def _unwritten(guide: GuideIn) -> list[str]:
    texts = {"the title": guide.title}
    for step in guide.steps:
        texts[f"step {step.key}"] = step.text
        texts |= {f"outcome {outcome.key} of step {step.key}": outcome.text for outcome in step.outcomes}
    return [where for where, words in texts.items() if set(words) != LANGUAGES]


def _walk(steps: dict[str, StepIn], first: str) -> tuple[set[str], str | None]:
    """Steps that are reached, and one that lies on a circle, if any."""
    finished: set[str] = set()
    waiting: list[tuple[str, tuple[str, ...]]] = [(first, ())]
    while waiting:
        key, path = waiting.pop()
        if key in path:
            return finished | set(path), key
        if key in finished:
            continue
        ahead = [outcome.next_step for outcome in steps[key].outcomes if outcome.next_step is not None]
        if all(step in finished for step in ahead):
            finished.add(key)
            continue
        waiting.append((key, path))
        waiting += [(step, (*path, key)) for step in ahead if step not in finished]
    return finished, None
