"""Commodities, kinds of places and names of languages as entities."""

from collections.abc import Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.components._mention_extractor import MentionExtractor, Spans
from bot.languages import language_names
from bot.mentions import Mention
from bot.supplies import find_supplies


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SupplyExtractor(MentionExtractor):
    """Finds what is supplied, where, and which language the customer speaks of."""

    def find(self, text: str, taken: Spans, metadata: dict[str, Any]) -> Sequence[Mention]:
        """See ``bot.supplies`` and ``bot.languages``."""
        return [*find_supplies(text), *language_names(text)]
