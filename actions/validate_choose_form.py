"""Takes the answer to "which one?"."""

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import _backend
from actions._bills.bills import names_state
from actions._details import current_choice, take_choice
from actions._forms import ANSWERS, accepted, as_answer, ask_which, leave_form
from actions._matters import ACTIONS
from actions._rerouting.rerouted import elsewhere, tells_of_loss
from actions._turn import Turn
from actions._words.choices import is_mere_name, resolve
from actions._words.retractions import changes_mind, only_gives_up

_NAMED = ("period", "invoice_number", "ordinal")
"""What may name something else than what was offered."""


class ValidateChooseForm(Action):  # type: ignore[misc]
    """Finds the option that is meant; leaves another matter to its own rule."""

    def name(self) -> str:
        """Rasa calls it for every message while the form is open."""
        return "validate_choose_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Serve the chosen one, say that the answer was not clear, or reject the message by returning nothing."""
        turn = as_answer(Turn.of(tracker))
        return accepted(turn, await self._served(dispatcher, turn))

    @staticmethod
    async def _served(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        matter = turn.slots.get("last_matter")
        options = turn.slots.get("options") or []
        if matter not in ACTIONS or tells_of_loss(turn):
            return []
        chosen = resolve(turn.text, turn.entities, options, current_choice(turn))
        is_named = len(chosen) == 1 and (names_state(turn.text) or is_mere_name(turn.text, chosen[0]))
        if turn.intent not in ANSWERS and not is_named:
            return []
        if chosen or only_gives_up(turn.text) or changes_mind(turn.text):
            dropped: list[EventType] = [FollowupAction("action_drop_matter")]
            return take_choice(turn, chosen, options, matter) if chosen else dropped
        served = elsewhere(turn)
        if served or turn.intent in ("deny", "out_of_scope", "choose") or turn.first(*_NAMED):
            return [*leave_form(), *served] if served else []
        if not _backend.reaches(turn.level, "verified"):
            # The proof has run out, and what there is to choose from is the customer's own: the matter asks who it is.
            return [*leave_form(), FollowupAction(ACTIONS[matter])]
        wrong = float(turn.slots.get("misunderstandings") or 0.0) + 1.0
        asked = await ask_which(dispatcher, turn, matter, again=wrong >= 2)
        return [SlotSet("misunderstandings", wrong), *asked]
