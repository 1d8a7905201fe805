"""Periods in words and figures as entities with their dates."""

from collections.abc import Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.components._mention_extractor import MentionExtractor, Spans
from bot.mentions import Mention
from bot.periods import find_periods, today_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PeriodExtractor(MentionExtractor):
    """Resolves periods relative to ``now`` in the message's metadata; without one, relative to the clock."""

    def find(self, text: str, taken: Spans, metadata: dict[str, Any]) -> Sequence[Mention]:
        """See ``bot.periods``."""
        return find_periods(text, today_of(metadata.get("now")), taken)
