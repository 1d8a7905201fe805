"""Takes details that no open question asked for: a number, a place, a period, "no, the other one"."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._asking_back import ask_back
from actions._bills.bills import BILL_MATTERS
from actions._bills.payment_plans import goes_on_with_plan
from actions._contracts.moving import tells_new_address
from actions._customer_action import CustomerAction
from actions._details import current_choice, take_choice
from actions._forms import Claim, ask_which, back_to_form, claim_in, say_damaged, take_claim
from actions._matters import ACTIONS, DETAILS, meant_beside, with_details_said
from actions._rerouting.rerouted import elsewhere
from actions._switches.papers_waited_for import puts_switch_right
from actions._taking import take_told
from actions._turn import Turn
from actions._words.choices import resolve
from actions._words.retractions import is_puzzled
from actions._words.vocabulary import only_names_goods

_OF_GOODS = ("order_status", "return_goods", "file_complaint", "place_order")
"""What may be meant by the mere name of a device."""


class ActionTakeDetails(CustomerAction):
    """Serves the last matter again with what was just said."""

    def name(self) -> str:
        """Runs for ``give_details``, ``choose`` and ``deny``."""
        return "action_take_details"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Use a claim, a choice or a detail; otherwise ask what it is about."""
        if served := await self._ahead(turn):
            return served
        claim = claim_in(turn)
        if claim or turn.first("damaged_number"):
            return self._take_number(dispatcher, turn, claim)
        if turn.first("code_digits") and not _backend.reaches(turn.level, "verified"):
            dispatcher.utter_message(response="utter_code_not_expected")
            return back_to_form(dispatcher, turn, silent=True)
        matter = turn.first("matter") or turn.slots.get("open_matter") or turn.slots.get("last_matter")
        if turn.first("invoice_number") and matter not in BILL_MATTERS:
            matter = BILL_MATTERS[0]
        served = await self._serve_again(dispatcher, turn, matter) if matter in ACTIONS else []
        if served:
            return served
        if turn.intent == "give_details" and not turn.slots.get("draft") and only_names_goods(turn.text):
            ask_back(dispatcher, turn, _OF_GOODS)
            return back_to_form(dispatcher, turn, silent=True)
        response = "utter_deny" if turn.intent == "deny" else "utter_details_unclear"
        lacks_code = turn.waits_for_code and (turn.misses_code or is_puzzled(turn.text))
        response = "utter_code_is_waiting" if lacks_code else response
        dispatcher.utter_message(response=response)
        return back_to_form(dispatcher, turn, silent=True)

    @staticmethod
    async def _ahead(turn: Turn) -> list[EventType]:
        """What only sounds like a detail: a language that was chosen, another matter, a photo for a switch."""
        if turn.intent == "choose":
            return [FollowupAction("action_change_language")] if turn.first("language") else []
        if served := elsewhere(turn):
            return served
        if tells_new_address(turn.text) and not turn.slots.get("draft"):
            return [FollowupAction(ACTIONS["report_move"])]
        return [FollowupAction(ACTIONS["decide_switch"])] if await puts_switch_right(turn) else []

    async def _serve_again(self, dispatcher: CollectingDispatcher, turn: Turn, matter: str) -> list[EventType]:
        """Serve the matter for what was chosen or named, or ask which one; nothing when the words name nothing."""
        if turn.intent != "choose" and goes_on_with_plan(turn):
            return [FollowupAction(ACTIONS["payment_plan"])]
        if taken := take_told(turn):
            return taken
        options = turn.slots.get("options") or []
        chosen = resolve(turn.text, turn.entities, options, current_choice(turn))
        if chosen and not turn.first("period"):
            return take_choice(turn, chosen, options, matter)
        unclear = turn.first("ordinal") and len(options) > 1 and not turn.first("period", "place", "commodity")
        if unclear and _backend.reaches(turn.level, "verified"):
            return await ask_which(dispatcher, turn, matter)
        if turn.intent != "deny" or turn.first("period", "place", "commodity", "invoice_number"):
            return self._refine(turn, matter)
        return []

    @staticmethod
    def _take_number(dispatcher: CollectingDispatcher, turn: Turn, claim: Claim | None) -> list[EventType]:
        if _backend.reaches(turn.level, "verified"):
            dispatcher.utter_message(response="utter_already_identified")
            return [FollowupAction("action_listen")]
        if claim:
            beside = None if turn.slots.get("open_matter") else meant_beside(turn)
            if beside is None:
                return take_claim(dispatcher, claim)
            details = {"open_matter": beside, **with_details_said(turn, dict.fromkeys(DETAILS))}
            return [*(SlotSet(name, value) for name, value in details.items()), *take_claim(dispatcher, claim)]
        say_damaged(dispatcher, turn.first("damaged_number"))
        return [FollowupAction("action_listen")]

    @staticmethod
    def _refine(turn: Turn, matter: str) -> list[EventType]:
        details = with_details_said(turn, {name: turn.slots.get(name) for name in DETAILS})
        return [*(SlotSet(name, value) for name, value in details.items()), FollowupAction(ACTIONS[matter])]
