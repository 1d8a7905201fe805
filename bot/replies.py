"""Rasa's response generator: a response name becomes text and buttons in the conversation's language.

``endpoints.yml`` names the class, so ``rasa shell`` and ``rasa run`` speak the same words as the engine.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasa.core.nlg.generator import NaturalLanguageGenerator

from bot.narrow_channels import listed_once
from bot.reply_catalog import ReplyCatalog
from bot.turn_request import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.trackers import DialogueStateTracker
    from rasa.utils.endpoints import EndpointConfig

REPLIES_FOLDER = Path(__file__).parent / "replies"

_NOT_VALUES = frozenset(
    {"text", "buttons", "elements", "custom", "template", "image", "attachment", "quick_replies", "domain_responses"}
)


@lru_cache(maxsize=4)
def load_catalog(folder: Path = REPLIES_FOLDER) -> ReplyCatalog:
    """Load the words of a folder once per process."""
    return ReplyCatalog(folder)


class ReplyGenerator(NaturalLanguageGenerator):  # type: ignore[misc]
    """Renders replies with Jinja2.

    A template sees the values the action passed, and ``slots``, ``now``, ``language`` and ``abilities``.
    """

    def __init__(
        self,
        endpoint_config: EndpointConfig | None = None,
        domain: Domain | None = None,
        catalog: ReplyCatalog | None = None,
    ) -> None:
        self.catalog = catalog or load_catalog()

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """Render one reply.

        Raises:
            MissingReply: There are no words for it in the language of the conversation.
        """
        language = self.language_of(tracker)
        values = self._values(tracker, language)
        values.update({name: value for name, value in kwargs.items() if name not in _NOT_VALUES})
        # Rasa appends the action's own buttons to the draft after this call; it is the same list, so that their titles
        # can be looked up here, where the language is known.
        for button in kwargs.get("buttons") or []:
            if button.get("title_key"):
                button["title"] = self.catalog.title(button.pop("title_key"), language, {**values, **button})
        values["buttons"] = kwargs.get("buttons") or []
        reply = self.catalog.render(utter_action, language, values)
        shown = [*reply["buttons"], *values["buttons"]]
        return {**reply, "text": listed_once(reply["text"], shown, values["abilities"])}

    def language_of(self, tracker: DialogueStateTracker) -> str:
        """The slot, else what the turn's metadata says, else English; always a language there are words for.

        Rasa's own shell and server give no metadata; they answer in the language of the message.
        """
        slot = tracker.slots.get("language")
        detected = (tracker.latest_message.parse_data if tracker.latest_message else {}).get("language") or {}
        for code in (slot.value if slot else None, _metadata(tracker).get("language"), detected.get("code")):
            if code in self.catalog.languages:
                return str(code)
        return DEFAULT_LANGUAGE

    @staticmethod
    def _values(tracker: DialogueStateTracker, language: str) -> dict[str, Any]:
        metadata = _metadata(tracker)
        return {
            "slots": tracker.current_slot_values(),
            "now": metadata.get("now"),
            "language": language,
            "abilities": metadata.get("abilities") or {},
        }


def _metadata(tracker: DialogueStateTracker) -> dict[str, Any]:
    message = tracker.latest_message
    return (message.metadata if message else None) or {}
