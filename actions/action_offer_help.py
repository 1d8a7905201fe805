"""Says what the bot can do."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import back_to_form
from actions._matters import ACTIONS, SURE
from actions._rerouting.beyond_records import of_beyond
from actions._rerouting.contracts import of_contracts
from actions._rerouting.dangers import of_danger
from actions._rerouting.rerouted import asked_what_now
from actions._turn import Turn
from actions._words.money import asks_what_is_owed
from actions._words.people import is_about_others


class ActionOfferHelp(CustomerAction):
    """Lists the matters answered now and how to reach a person."""

    def name(self) -> str:
        """Runs for ``ask_help``."""
        return "action_offer_help"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Offer the matters as buttons, then return to an open question."""
        if turn.speaks_of_code or turn.lacks_code:
            dispatcher.utter_message(response="utter_code_is_waiting")
            return [FollowupAction("action_listen")]
        if action := of_danger(turn) or asked_what_now(turn) or of_beyond(turn):
            return [FollowupAction(action)]
        if turn.confidence < SURE and (served := of_contracts(turn)):
            return served
        if is_about_others(turn.text) and not (turn.form or turn.slots.get("draft")):
            return [FollowupAction(ACTIONS["update_contact"])]
        if asks_what_is_owed(turn.text) and not (turn.form or turn.slots.get("draft")):
            return [FollowupAction(ACTIONS["check_bill"])]
        dispatcher.utter_message(response="utter_offer_help", contact=await contact(turn))
        return [SlotSet("misunderstandings", 0.0), *back_to_form(dispatcher, turn)]
