"""A step whose answer is one of a few things that people call by many words."""

import re
from collections.abc import Callable, Mapping, Sequence

from actions._errand.drafts import Draft
from actions._errand.steps import Condition, Problem, Step, Values
from actions._turn import Turn
from actions._words.choices import Option, resolve
from actions._words.spelling import fold


def _always(_draft: Draft) -> bool:
    return True


class TopicStep(Step):
    """One of several topics, each known by words of the three languages; the first that fits is meant."""

    def __init__(
        self,
        name: str,
        response: str,
        words: Mapping[str, str],
        *,
        entities: Mapping[str, str] | None = None,
        offered: Callable[[Draft], Sequence[str]] | None = None,
        when: Condition = _always,
    ) -> None:
        """Take what the topics are called.

        Args:
            name: Of the step.
            response: The question.
            words: By topic a pattern of folded words; each topic has a button ``button_<name>_<topic>``.
            entities: Topics by the entity that gives them away.
            offered: The topics there are for a draft; all of them when left out.
            when: Whether the step is needed.
        """
        super().__init__(name, response, when=when)
        self._words = {topic: re.compile(pattern) for topic, pattern in words.items()}
        self._entities = dict(entities or {})
        self._offered = offered

    def options(self, draft: Draft) -> list[Option]:
        """The topics that are offered, as buttons."""
        topics = list(self._words) if self._offered is None else self._offered(draft)
        return [Option(value=topic, label="", title_key=f"button_{self.name}_{topic}") for topic in topics]

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """By its words, or by its place among the buttons."""
        found = self.volunteered(turn, draft)
        if found is None:
            chosen = resolve(turn.text, turn.entities, draft.options or self.options(draft))
            found = {self.name: chosen[0]["value"]} if len(chosen) == 1 else None
        return found

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """By what an extractor found, else by its words."""
        topic = next((topic for entity, topic in self._entities.items() if turn.first(entity) is not None), None)
        topic = topic or self.named(turn.request_text)
        return None if topic is None else {self.name: topic}

    def named(self, text: str) -> str | None:
        """The topic whose words are in a text."""
        folded = fold(text)
        return next((topic for topic, pattern in self._words.items() if pattern.search(folded)), None)
