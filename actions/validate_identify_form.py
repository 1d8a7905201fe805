"""Takes the answer to "who are you?"."""

import re

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions._contact import contact
from actions._errand.asking_again import is_outside
from actions._errand.names_and_places import introduces
from actions._forms import (
    ANSWERS,
    IDENTIFY,
    URGENT,
    accepted,
    as_answer,
    back_to_form,
    claim_in,
    open_form,
    say_damaged,
    say_files_later,
    take_claim,
)
from actions._rerouting.beyond_records import of_beyond
from actions._rerouting.dangers import just_warned, of_danger
from actions._rerouting.rerouted import tells_of_loss
from actions._rerouting.strangers import of_strangers
from actions._turn import Turn
from actions._words.retractions import changes_mind, is_puzzled, only_gives_up, stays
from actions._words.spelling import fold

_NUMBER = r"\b(number|\w*nummer|numer\w*|pesel\w*|nip|tax id|personal id|steuer-?id)\b"
_MISSING = (
    r"\b(don.?t|dont|do not|can.?t|cannot|no idea|no clue|where|forgot\w*|lost"
    r"|nicht|nich|nit|net|kein\w*|wo|woher|vergessen|nie|gdzie|skad|zapomnia\w*|zgubi\w*)\b"
)
_LACKS_NUMBER = re.compile(rf"{_MISSING}.*{_NUMBER}|{_NUMBER}.*{_MISSING}")
_HAS_NONE = re.compile(
    r"\W*(?:(?:sorry|no|but|and|nein|nie|aber|ale|a|ja)\W+)*"
    r"(?:i )?(?:(?:don.?t|dont|do not) (?:have|got)|haven.?t(?: got)?|got) (?:one|any|it|none|that|either)"
    r"(?: of (?:them|these|those))?"
    r"(?: here| yet| with me| to hand)?\W*"
    r"|\W*(?:(?:nein|aber|ja)\W+)*(?:(?:ich )?hab\w* (?:ich )?(?:keine?|nix|nichts|sowas nicht|die nicht|das nicht)"
    r"(?: davon| da| hier| dabei)?|kein\w* da)\W*"
    r"|\W*(?:(?:nie|ale|a|no)\W+)*(?:ja )?nie mam"
    r"(?: (?:zadnego|nic|go|tego|ich|czegos|takiego|zadnych|przy sobie|takich))*\W*"
)
"""Words, folded, of somebody who has none of what he is asked for."""
_OTHER_NUMBER = re.compile(
    r"phone|mobile|meter|invoice|order|bank|account|telefon|handy|zaehler|rechnung|bestell|konto|licznik|faktur|zamow"
    r"|changed|update|geaendert|zmieni"
)


class ValidateIdentifyForm(Action):  # type: ignore[misc]
    """Uses a number that stands anywhere in the message; leaves another matter to its own rule."""

    def name(self) -> str:
        """Rasa calls it for every message while the form is open."""
        return "validate_identify_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Go on with a claim, explain what is wrong, or reject the message by returning nothing."""
        turn = as_answer(Turn.of(tracker))
        if turn.asks_for_code and turn.intent != "report_emergency":
            return accepted(turn, self._code_wanted(dispatcher, turn))
        if just_warned(tracker) and (danger := of_danger(turn)):
            return accepted(turn, [FollowupAction(danger)])
        if claim_in(turn) is None and turn.intent not in URGENT and (action := of_beyond(turn) or of_strangers(turn)):
            return [FollowupAction(action)]
        return accepted(turn, await self._served(dispatcher, tracker, turn))

    @staticmethod
    def _code_wanted(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """From a known address the gateway may know of another phone; of anybody else it needs the number."""
        known = turn.level == "channel"
        return [FollowupAction("action_request_identification")] if known else back_to_form(dispatcher, turn)

    async def _served(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> list[EventType]:
        claim = claim_in(turn)
        if claim and turn.intent not in URGENT and not (claim.missing_second and turn.slots.get("claimed_number")):
            say_files_later(dispatcher, turn)
            return [SlotSet("misunderstandings", 0.0), *take_claim(dispatcher, claim)]
        lacks = turn.intent not in URGENT and _lacks_number(turn.text)
        if lacks:
            dispatcher.utter_message(response="utter_number_help", contact=await contact(turn))
        if lacks or (turn.intent == "update_contact" != turn.slots.get("open_matter") and introduces(turn.text)):
            # somebody who was asked who they are, and changes no name
            return back_to_form(dispatcher, turn, silent=lacks)
        if _thinks_better(turn):
            return [FollowupAction("action_drop_matter")]
        if turn.intent not in ANSWERS or tells_of_loss(turn):
            return []
        say_files_later(dispatcher, turn)
        if just_warned(tracker) and not turn.first("damaged_number"):
            return back_to_form(dispatcher, turn)
        return await self._wrong(dispatcher, turn)

    @staticmethod
    async def _wrong(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Say what is wrong with an answer that holds no number, and ask again."""
        damaged = turn.first("damaged_number")
        if is_outside(turn) and not damaged:
            dispatcher.utter_message(response="utter_outside_here")
            return back_to_form(dispatcher, turn, silent=True)
        wrong = float(turn.slots.get("misunderstandings") or 0.0) + 1.0
        if damaged:
            say_damaged(dispatcher, damaged)
            if wrong > 1:
                dispatcher.utter_message(response="utter_number_help", contact=await contact(turn))
        elif turn.intent == "deny" or wrong > 1 or is_puzzled(turn.text):
            dispatcher.utter_message(response="utter_number_help", contact=await contact(turn))
        else:
            dispatcher.utter_message(response="utter_number_unclear", second=_asks_second(turn))
        slot = "claimed_second_id" if _asks_second(turn) else "claimed_number"
        return [SlotSet("misunderstandings", wrong), *open_form(IDENTIFY, slot), FollowupAction("action_listen")]


def _thinks_better(turn: Turn) -> bool:
    """Tell whether what somebody is asked for is not wanted any more; who stays after all moves not."""
    if stays(turn.text):
        return bool(turn.slots.get("open_matter") == "report_move")
    is_answer = turn.intent in ANSWERS and not tells_of_loss(turn)
    return is_answer and (only_gives_up(turn.text) or changes_mind(turn.text))


def _lacks_number(text: str) -> bool:
    """Tell whether somebody does not know the number that is asked for, or where it stands."""
    folded = fold(text)
    if _HAS_NONE.fullmatch(folded):
        return True
    return _LACKS_NUMBER.search(folded) is not None and _OTHER_NUMBER.search(folded) is None


def _asks_second(turn: Turn) -> bool:
    return turn.slots.get("requested_slot") == "claimed_second_id"
