"""Rasa's message processor, made to fail loudly and to keep nothing."""

from __future__ import annotations

import logging
import os
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasa.core.actions.action import ActionExecutionRejection
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.engine import loader
from rasa.model import get_latest_model
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.constants import (
    ACTION_VALIDATE_SLOT_MAPPINGS,
    DEFAULT_SLOT_NAMES,
    MAPPING_TYPE,
    SlotMappingType,
)
from rasa.shared.core.events import ActionExecutionRejected, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name

from actions._errand.progress import asks_what_now
from actions._words.assent import only_sounds
from bot.customer_text import shorten, without_command
from bot.graph_runner import PlannedGraphRunner
from bot.language_choice import choose_language
from bot.lone_offer import offer_taken
from bot.meant import parse_meant
from bot.model_storage import ServingModelStorage
from bot.set_phrases import SetPhrases
from bot.urgency import URGENT

if TYPE_CHECKING:
    from rasa.core.actions.action import Action
    from rasa.core.channels.channel import OutputChannel
    from rasa.core.nlg import NaturalLanguageGenerator
    from rasa.core.policies.policy import PolicyPrediction
    from rasa.engine.runner.interface import GraphRunner
    from rasa.engine.storage.storage import ModelMetadata
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.events import Event
    from rasa.utils.endpoints import EndpointConfig

    from bot.replies import ReplyGenerator

logger = logging.getLogger(__name__)


class TurnFailed(RuntimeError):
    """The turn has no result; nothing of it may be kept or sent."""


@dataclass
class _Conversation:
    """What one turn works on."""

    tracker: DialogueStateTracker
    language: str
    languages: tuple[str, ...] = ()
    codes: list[str] = field(default_factory=list)


_conversation: ContextVar[_Conversation] = ContextVar("conversation")


class OneTrackerStore(TrackerStore):  # type: ignore[misc]
    """Holds the tracker of the turn that is running; turns of other conversations may overlap and see their own."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker:
        """Return the turn's tracker."""
        return _conversation.get().tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Do nothing: the caller writes the state when the whole turn has succeeded."""


class TurnProcessor(MessageProcessor):  # type: ignore[misc]
    """Rasa's processor around one tracker.

    Four things differ from Rasa's: what goes wrong in an action fails the turn; a text never becomes an intent by its
    form; the language is decided between understanding and dialogue; a session does not end by the clock.
    """

    def __init__(self, model: Path, *, generator: ReplyGenerator, actions: EndpointConfig) -> None:
        """Load a model.

        Args:
            model: A model file, or a folder whose newest model is taken.
            generator: Writes the replies.
            actions: Runs the custom actions.
        """
        super().__init__(
            model_path=model,
            tracker_store=OneTrackerStore(None),
            lock_store=InMemoryLockStore(),
            generator=generator,
            action_endpoint=actions,
            on_circuit_break=_fail_endless_turn,
        )
        self.intents = frozenset(self.domain.intents)
        self._fills_slots = _fills_slots(self.domain)
        self._set_phrases = SetPhrases(generator.catalog)
        self._folded_intents = frozenset(intent.casefold() for intent in self.domain.intents)

    @property
    def model_id(self) -> str:
        """Changes with every training."""
        return str(self.model_metadata.model_id)

    async def run(
        self, tracker: DialogueStateTracker, message: UserMessage, *, language: str, languages: tuple[str, ...]
    ) -> list[str]:
        """Run one turn on a tracker, which is changed.

        Args:
            tracker: Empty, or made of the last state.
            message: With ``parse_data`` for buttons and events, without for texts. Its metadata is completed.
            language: The conversation's language as the caller knows it, used until the dialogue has its own.
            languages: The codes there are words for.

        Returns:
            Codes of what was done to the message ("text_shortened", "payload_refused").

        Raises:
            TurnFailed: Something in the turn failed.
        """
        conversation = _Conversation(tracker, language, languages)
        token = _conversation.set(conversation)
        try:
            await self.handle_message(message)
        finally:
            _conversation.reset(token)
        return conversation.codes

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        archive = Path(model_path if os.path.isfile(model_path) else get_latest_model(model_path) or "")
        if not archive.is_file():
            raise FileNotFoundError("There is no trained model; run make train.")
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), archive, ServingModelStorage, PlannedGraphRunner
            )
        return archive.name, metadata, runner

    async def get_tracker(self, conversation_id: str) -> DialogueStateTracker:
        """Return the turn's tracker without stamping a model id into every event."""
        return await self.tracker_store.retrieve(conversation_id)

    async def _update_tracker_session(
        self, tracker: DialogueStateTracker, output_channel: OutputChannel, metadata: dict[str, Any] | None = None
    ) -> None:
        # the metadata of the first message would end in a slot for ever
        await super()._update_tracker_session(tracker, output_channel, None)

    def _has_session_expired(self, tracker: DialogueStateTracker) -> bool:
        """Never: how long a conversation lasts is decided by the gateway, not by this host's clock."""
        return False

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        """Read a message (see parent class).

        Rasa's copies what it read for a debug line, and builds a whole domain to look for intents that are not in it,
        which our classifier cannot know.
        """
        tracker = tracker or DialogueStateTracker.from_events(message.sender_id, [])
        parsed: dict[str, Any] = self._parse_message_with_graph(message, tracker, only_output_properties)
        return parsed

    async def run_anonymization_pipeline(self, tracker: DialogueStateTracker) -> None:
        """Do nothing; the tracker goes nowhere."""

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """Fill slots as Rasa does, unless the domain leaves all to the actions: then nothing would come of it."""
        if not self._fills_slots:
            return tracker
        return await super().run_action_extract_slots(output_channel, tracker)

    async def _handle_message_with_tracker(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        conversation = _conversation.get()
        slot, chosen = tracker.slots.get("language"), tracker.slots.get("language_chosen")
        current = (slot.value if slot else None) or conversation.language
        message.metadata = {**(message.metadata or {}), "language": current}
        parse_data = message.parse_data or await self._understand(message, tracker, conversation)
        language = choose_language(
            current=current,
            chosen=bool(chosen and chosen.value),
            detected=parse_data.get("language"),
            text=message.text,
            languages=conversation.languages,
        )
        message.metadata["language"] = language
        if slot is not None and language != current:
            tracker.update(SlotSet("language", language), self.domain)
        tracker.update(
            UserUttered(
                message.text,
                parse_data["intent"],
                parse_data["entities"],
                {**parse_data, "metadata": message.metadata},
                input_channel=message.input_channel,
                message_id=message.message_id,
                metadata=message.metadata,
            ),
            self.domain,
        )

    async def _understand(
        self, message: UserMessage, tracker: DialogueStateTracker, conversation: _Conversation
    ) -> dict[str, Any]:
        text, was_cut = shorten(message.text or "")
        bare, is_payload = without_command(text, self._folded_intents)
        if was_cut:
            conversation.codes.append("text_shortened")
            message.text = text
        if is_payload:
            conversation.codes.append("payload_refused")
        if is_payload or not bare.strip():
            return not_understood(message.text)

        async def parse(words: str) -> dict[str, Any]:
            readable = UserMessage(words, message.output_channel, message.sender_id, metadata=message.metadata)
            return await self.parse_message(readable, tracker)

        def spoken(parsed: dict[str, Any]) -> str:
            return choose_language(
                current=message.metadata["language"],
                chosen=False,
                detected=parsed.get("language"),
                text=bare,
                languages=conversation.languages,
            )

        parse_data = await parse_meant(parse, bare, spoken)
        if parse_data["intent"]["name"] != URGENT and only_sounds(bare):
            is_asked = tracker.active_loop_name is not None or asks_what_now(bare)
            heard = not_understood(message.text) if is_asked else as_understood("affirm", {}, message.text)
            return {**heard, "language": parse_data.get("language")}
        if offered := offer_taken(bare, parse_data["intent"]["name"], tracker):
            return {**parse_data, **as_understood(offered["intent"], offered["entities"], message.text)}
        return {**self._certain(bare, parse_data), "text": message.text}

    def _certain(self, text: str, parse_data: dict[str, Any]) -> dict[str, Any]:
        """Put the meaning of a set phrase in the place of the classifier's; danger stays first."""
        meaning = self._set_phrases.meaning_of(text)
        if meaning is None or meaning.intent not in self.intents or parse_data["intent"]["name"] == URGENT:
            return parse_data
        known = as_understood(meaning.intent, meaning.entities)
        entities = [*known["entities"], *parse_data["entities"]]
        return {**parse_data, **known, "entities": entities, "intent_ranking": [known["intent"]]}

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        """Run an action as Rasa does, except that a failure ends the turn instead of losing its events."""
        temporary = tracker.copy()
        temporary.update_with_events(prediction.events, self.domain)
        try:
            events = await action.run(output_channel, nlg, temporary, self.domain)
        except ActionExecutionRejection:
            rejected = ActionExecutionRejected(action.name(), prediction.policy_name, prediction.max_confidence)
            tracker.update(rejected)
            return bool(self.should_predict_another_action(action.name()))
        except Exception as error:
            raise TurnFailed(f"The action {action.name()} failed.") from error
        self._log_action_on_tracker(tracker, action, events, prediction)
        if any(isinstance(event, UserUttered) for event in events):
            tracker = await self.run_action_extract_slots(output_channel, tracker)
        await self.execute_side_effects(events, tracker, output_channel)
        return bool(self.should_predict_another_action(action.name()))

    def _log_action_on_tracker(
        self, tracker: DialogueStateTracker, action: Action, events: list[Event] | None, prediction: PolicyPrediction
    ) -> None:
        """Note an action as Rasa does, which copies all events deeply for lines of debugging that nobody reads."""
        happened = events or []
        if not any(isinstance(event, ActionExecutionRejected) for event in happened):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(happened, self.domain)


def not_understood(text: str | None) -> dict[str, Any]:
    """What the understanding would say of a text that says nothing."""
    return as_understood(DEFAULT_NLU_FALLBACK_INTENT_NAME, {}, text)


def as_understood(intent: str, entities: dict[str, Any], text: str | None = None) -> dict[str, Any]:
    """Write an intent that is certain, because it comes from a button or the gateway, like an understood text."""
    found = [{"entity": name, "value": value, "extractor": "given"} for name, value in entities.items()]
    return {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": found}


def _fills_slots(domain: Domain) -> bool:
    """Whether a slot takes its value from messages by itself, or an action of the project has a say in it."""
    mappings = [mapping for slot in domain.slots if slot.name not in DEFAULT_SLOT_NAMES for mapping in slot.mappings]
    left_to_actions = all(
        mapping.get(MAPPING_TYPE) == str(SlotMappingType.CUSTOM) and not mapping.get("action") for mapping in mappings
    )
    return not left_to_actions or ACTION_VALIDATE_SLOT_MAPPINGS in domain.user_actions


def _fail_endless_turn(*_: object) -> None:
    raise TurnFailed("The rules found no end of the turn.")
