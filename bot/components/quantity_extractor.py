"""Sums of money and words that pick one of several things as entities."""

from collections.abc import Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.components._mention_extractor import MentionExtractor, Spans
from bot.mentions import Mention
from bot.quantities import find_quantities


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuantityExtractor(MentionExtractor):
    """Finds amounts and ordinals; stands behind the periods ("last" in "last month" picks nothing)."""

    def find(self, text: str, taken: Spans, metadata: dict[str, Any]) -> Sequence[Mention]:
        """See ``bot.quantities``."""
        return find_quantities(text, taken)
