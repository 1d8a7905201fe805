"""Phone numbers, mail addresses and postcodes as entities."""

from collections.abc import Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.components._mention_extractor import MentionExtractor, Spans
from bot.contacts import find_contacts
from bot.mentions import Mention


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ContactExtractor(MentionExtractor):
    """Finds ways to reach a customer; stands behind the identifiers, whose digits it leaves alone."""

    def find(self, text: str, taken: Spans, metadata: dict[str, Any]) -> Sequence[Mention]:
        """See ``bot.contacts``."""
        return find_contacts(text, taken)
