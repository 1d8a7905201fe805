"""Bills and payments of another company, which nobody here can see."""

import re

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._forms import leave_form
from actions._turn import Turn
from actions._words import fold

_FIRMS = re.compile(
    r"\b(e\.?on|vattenfall|enbw|rwe|innogy|yello|octopus|tibber|lichtblick|eprimo|stadtwerke\w*|telekom|t-?mobile|vodafone"
    r"|o2|telefonica|1&1|congstar|aldi ?talk|tauron\w*|ene[ia]|enei|pge|energ[aiy]|pgnig|orange|plusa|netia|netii"
    r"|british gas|edf|ovo|scottish power|amazon|netflix|paypal|klarna|allegro)\b"
)
_BILL = re.compile(
    r"\b(bills?|invoices?|charge[ds]?|payments?|\w*rechnung\w*|abgebucht\w*|mahnung\w*"
    r"|rachun\w*|faktur\w*|oplat\w*|przelew\w*)\b"
)
_OURS_TOO = re.compile(
    r"\b(you|your|ur|yours|ihr|euch|eure?\w*|ihnen|ihre\w*|wasz\w*|wam|wami|u was|zorz\w*|switch\w*|wechsel\w*"
    r"|zmian\w*|schluss\w*|final|koncow\w*|cheaper|billiger|guenstiger|taniej|than|als|niz)\b"
)


def names_other_firm(text: str) -> bool:
    """Tell whether a bill of another company is spoken of, and nothing of ours beside it."""
    folded = fold(text)
    is_named = _FIRMS.search(folded) and _BILL.search(folded)
    return bool(is_named) and not _OURS_TOO.search(folded)


def tell_other_firm(dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """Say whom to ask about the bill of another company; nothing when none is spoken of."""
    if not names_other_firm(turn.text):
        return []
    dispatcher.utter_message(response="utter_other_firm")
    return [SlotSet("misunderstandings", 0.0), *leave_form(), FollowupAction("action_listen")]
