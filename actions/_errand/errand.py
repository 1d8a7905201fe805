"""What an errand says of itself: its steps, what it needs to know, its summary, and what a yes writes."""

from abc import abstractmethod
from typing import ClassVar

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._errand.drafts import Draft
from actions._errand.steps import Step, Values
from actions._matter_action import ServingAction, say_broken
from actions._turn import Turn


class Errand(ServingAction):
    """One errand; ``ErrandAction`` leads through it. Subclasses of that set ``matter`` and ``steps``."""

    steps: ClassVar[tuple[Step, ...]] = ()
    covers: ClassVar[frozenset[str]] = frozenset()
    """Matters that are settled with this one, so that they are no second matter of a message."""

    @abstractmethod
    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Put into ``draft.known`` what the steps need, into ``draft.values`` what need not be asked.

        Raises:
            Stop: There is nothing to do; it was said why.
        """

    def must_prepare(self, turn: Turn, draft: Draft) -> bool:
        """Tell whether ``prepare`` is to come: once, unless something else than the answers has changed since."""
        return not draft.is_prepared

    @abstractmethod
    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Say what a yes will do, with ``YES_NO`` as buttons."""

    @abstractmethod
    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Write it and say what was written, by the record that came back.

        Args:
            dispatcher: Takes the words.
            turn: The message that said yes, or an event.
            draft: With every answer.
            key: Idempotency key; several writes append to it.

        Returns:
            Events beyond those that end an errand.

        Raises:
            AskAgain: An answer is not taken.
            Stop: It cannot be done; it was said why.
        """

    def proof(self, draft: Draft) -> str | None:
        """The thing a code must be given for (``contract:<id>``) before it is written; None when none is needed."""
        return None

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Look at new answers before the next question: check them, fetch what follows from them.

        Raises:
            AskAgain: An answer cannot be taken.
            Stop: There is nothing to do; it was said why.
        """

    def broken(self, dispatcher: CollectingDispatcher, draft: Draft, rule: _backend.RuleBroken) -> None:
        """Say which rule stands in the way; the errand ends. A rule about an answer is raised as ``AskAgain``."""
        say_broken(dispatcher, draft.matter, rule)

    def answers(self, draft: Draft) -> Values:
        """What the words see as ``values``: the answer to every step, None where there is none."""
        return {step.name: None for step in self.steps} | draft.values
