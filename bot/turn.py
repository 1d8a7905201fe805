"""A turn is a function: (state, message, fact, language, abilities) -> (state, replies, language, requests)."""

from __future__ import annotations

import importlib
import logging
from typing import TYPE_CHECKING, Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.events import SlotSet

from actions._turn import GATEWAY_EVENTS
from bot.action_runner import InProcessActions, StrictActionExecutor
from bot.guesses import REPLY, guesses
from bot.lone_offer import OFFERED, offer_of
from bot.output import TurnOutput
from bot.processor import TurnProcessor, as_understood, not_understood
from bot.rasa_overrides import apply_overrides
from bot.replies import ReplyGenerator
from bot.state import BadState, read_state, write_state
from bot.turn_request import DEFAULT_LANGUAGE, BadRequest, Message, TurnRequest
from bot.understood import Before, understood
from bot.urgency import URGENT

if TYPE_CHECKING:
    from contextvars import ContextVar
    from pathlib import Path

    from rasa.shared.core.trackers import DialogueStateTracker
    from rasa_sdk.executor import ActionExecutor

DOCUMENTS_INTENT = "submit_documents"
"""What an attachment without a word means."""

LANGUAGE_ASKED = "language_asked"
"""Slot: the customer was asked which language is preferred."""

_WARM_UP_TEXTS = ("How much do I owe?", "Wie hoch ist meine Rechnung?", "Ile mam do zapłaty?")

logger = logging.getLogger(__name__)


class Engine:
    """Answers turns with one model; keeps nothing between them, so turns of any conversations may overlap."""

    def __init__(
        self,
        model: Path,
        *,
        executor: ActionExecutor,
        generator: ReplyGenerator,
        fact: ContextVar[str | None],
        turn_id: ContextVar[str],
    ) -> None:
        """Load a model.

        Args:
            model: A model file, or a folder whose newest model is taken.
            executor: Knows the actions.
            generator: Writes the replies.
            fact: Where the actions look for the signed identity fact of the turn.
            turn_id: Where the actions look for the first part of their idempotency keys.
        """
        apply_overrides()
        self._generator = generator
        self._fact = fact
        self._turn_id = turn_id
        actions = InProcessActions(executor)
        self._processor = TurnProcessor(model, generator=generator, actions=actions)
        actions.use_domain(self._processor.domain)

    @classmethod
    def load(cls, model: Path, *, package: str = "actions") -> Engine:
        """Load a model together with the project's action classes and words."""
        executor = StrictActionExecutor()
        executor.register_package(package)
        backend = importlib.import_module(f"{package}._backend")
        return cls(
            model, executor=executor, generator=ReplyGenerator(), fact=backend.identity_fact, turn_id=backend.turn_id
        )

    @property
    def model_id(self) -> str:
        """Changes with every training."""
        return self._processor.model_id

    @property
    def intents(self) -> list[str]:
        """What a message in words can mean, by name; not what the gateway tells."""
        return sorted(self._processor.intents - GATEWAY_EVENTS - {DEFAULT_NLU_FALLBACK_INTENT_NAME})

    async def warm_up(self) -> None:
        """Pay for first uses before the first customer does: understanding, rules, caches. Runs no action."""
        domain = self._processor.domain
        for text in _WARM_UP_TEXTS:
            restored = read_state(
                {"version": 1, "model": self.model_id, "slots": {}, "form": None, "events": []},
                domain=domain,
                model=self.model_id,
            )
            metadata = {"now": "2026-01-01T12:00:00+00:00", "language": "en"}
            await self._processor.parse_message(UserMessage(text, metadata=metadata), restored.tracker)
            self._processor.predict_next_with_tracker(restored.tracker)
            write_state(restored.tracker, domain=domain, model=self.model_id)

    async def run(self, request: TurnRequest) -> dict[str, Any]:
        """Answer one turn.

        Returns:
            ``{"state", "replies", "language", "requests", "understood"}``.

        Raises:
            BadRequest: The request cannot be answered by anybody.
            TurnFailed: Something in the turn failed; it may be tried again under the same id.
        """
        domain, model = self._processor.domain, self._processor.model_id
        try:
            restored = read_state(request.state, domain=domain, model=model)
        except BadState as error:
            raise BadRequest("bad_state", str(error)) from error
        tracker = restored.tracker
        before = Before.of(tracker)
        output = TurnOutput()
        message = self._rasa_message(request, output)
        fact, turn_id = self._fact.set(request.fact), self._turn_id.set(request.turn_id)
        languages = self._generator.catalog.languages
        language = request.language if request.language in languages else DEFAULT_LANGUAGE
        try:
            codes = await self._processor.run(tracker, message, language=language, languages=languages)
            notices = [await self._notice(name, tracker) for name in restored.notices]
            self._remember_offer(tracker, output)
            await self._ask_language(tracker, output)
            await self._name_guesses(tracker, before, output)
        finally:
            self._fact.reset(fact)
            self._turn_id.reset(turn_id)
        if not (output.replies or output.requests):
            codes.append("silent_turn")
        for code in codes:
            logger.info("turn_message", extra={"code": code, "turn_id": request.turn_id})
        return {
            "state": write_state(tracker, domain=domain, model=model),
            "replies": notices + output.replies,
            "language": self._language(tracker, message),
            "requests": output.requests,
            "understood": understood(tracker, before),
        }

    def _rasa_message(self, request: TurnRequest, output: TurnOutput) -> UserMessage:
        message = request.message
        metadata = {
            "now": request.now,
            "turn_id": request.turn_id,
            "abilities": request.abilities,
            "data": message.data,
            "attachments": message.attachments,
        }
        return UserMessage(
            message.text,
            output_channel=output,
            sender_id="conversation",
            parse_data=self._given(message),
            message_id=request.turn_id,
            metadata=metadata,
        )

    def _given(self, message: Message) -> dict[str, Any] | None:
        """The understanding of a message that is no text; None for a text."""
        known = self._processor.intents
        if message.event is not None:
            if message.event not in known:
                raise BadRequest("unknown_event", "The model does not know this event.")
            return as_understood(message.event, {})
        if message.intent is not None:
            # a button of an older model: the customer is asked again, the message is not lost
            intent = message.intent if message.intent in known else DEFAULT_NLU_FALLBACK_INTENT_NAME
            return as_understood(intent, message.entities)
        if not (message.text or "").strip():
            if message.attachments and DOCUMENTS_INTENT in known:
                return as_understood(DOCUMENTS_INTENT, {})
            return not_understood(message.text)
        return None

    @staticmethod
    def _remember_offer(tracker: DialogueStateTracker, output: TurnOutput) -> None:
        offer = offer_of(output.replies, tracker)
        if offer != tracker.current_slot_values().get(OFFERED):
            tracker.update(SlotSet(OFFERED, offer))

    async def _ask_language(self, tracker: DialogueStateTracker, output: TurnOutput) -> None:
        """Ask once which language is preferred of somebody who also writes in one that is not spoken here."""
        slots = tracker.current_slot_values()
        parsed = tracker.latest_message.parse_data if tracker.latest_message else {}
        is_mixed = (parsed.get("language") or {}).get("foreign") == "part"
        is_urgent = (parsed.get("intent") or {}).get("name") in (URGENT, "change_language")
        if not is_mixed or is_urgent or not output.replies or slots.get("language_chosen"):
            return
        if LANGUAGE_ASKED not in slots or slots[LANGUAGE_ASKED]:
            return
        _append(output, await self._notice("utter_ask_preferred_language", tracker))
        tracker.update(SlotSet(LANGUAGE_ASKED, value=True))

    async def _name_guesses(self, tracker: DialogueStateTracker, before: Before, output: TurnOutput) -> None:
        """Name what else may have been meant beside an answer that is only likely to be the right one."""
        values = guesses(tracker, before, self._generator.language_of(tracker))
        if values is not None and output.replies:
            notice = await self._notice(REPLY, tracker, **values)
            _append(output, {**notice, "buttons": values["buttons"]})

    async def _notice(self, name: str, tracker: DialogueStateTracker, **values: Any) -> dict[str, Any]:
        return {**await self._generator.generate(name, tracker, TurnOutput.name(), **values), "attachments": []}

    def _language(self, tracker: DialogueStateTracker, message: UserMessage) -> str:
        slot = tracker.slots.get("language")
        return str((slot.value if slot else None) or message.metadata["language"])


def _append(output: TurnOutput, reply: dict[str, Any]) -> None:
    """Add a last reply; one set of buttons at a time, as a bare number would otherwise answer the wrong question."""
    shown = any(earlier["buttons"] for earlier in output.replies)
    output.replies.append({**reply, "buttons": [] if shown else reply["buttons"]})
