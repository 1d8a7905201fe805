"""Customer, invoice and contract numbers, tax ids and codes of points of supply as entities."""

from collections.abc import Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.components._mention_extractor import MentionExtractor, Spans
from bot.identifiers import find_identifiers
from bot.mentions import Mention


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class IdentifierExtractor(MentionExtractor):
    """Finds identifiers by form and check digit; damaged ones come as ``damaged_number``."""

    def find(self, text: str, taken: Spans, metadata: dict[str, Any]) -> Sequence[Mention]:
        """See ``bot.identifiers``."""
        return find_identifiers(text)
