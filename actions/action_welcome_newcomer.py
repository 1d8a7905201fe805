"""Somebody who is no customer yet: how one becomes one, and what he can learn here without a number."""

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import PERSON, PRICES
from actions._contact import contact
from actions._customer_action import CustomerAction
from actions._forms import leave_form
from actions._outages_of_strangers import keep_outage
from actions._turn import Turn
from actions._words.newcomers import asks_duration


class ActionWelcomeNewcomer(CustomerAction):
    """Asks for no number any more: what was begun needs a contract."""

    def name(self) -> str:
        """Follows a message of a stranger who says that he is no customer."""
        return "action_welcome_newcomer"

    async def respond(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Name the person who makes a contract, and show the way to the prices."""
        if kept := await keep_outage(dispatcher, turn):
            return kept
        dispatcher.utter_message(
            response="utter_newcomer",
            contact=await contact(turn),
            asks_duration=asks_duration(turn.text),
            buttons=[*map(dict, PRICES), PERSON],
        )
        forgotten = ("open_matter", "also_asked", "last_matter", "draft", "set_aside", "claimed_number")
        return [
            *(SlotSet(name, None) for name in (*forgotten, "claimed_second_id")),
            SlotSet("misunderstandings", 0.0),
            *leave_form(),
            FollowupAction("action_listen"),
        ]
