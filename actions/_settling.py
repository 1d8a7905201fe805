"""The yes to a summary that is said as a command, and what became of an errand: pure but for the words."""

import re
from dataclasses import replace

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._drafts import CONFIRMATION, Draft
from actions._hearing import Hearing
from actions._names import names
from actions._turn import Turn
from actions._wishes import asks_whether_done
from actions._words import fold

_COMMANDS = """
do go ahead send submit confirm proceed book place
mach machen machs macht schick schicken los losschicken abschicken absenden senden bestaetige bestaetigen ausfuehren
beauftragen veranlassen
wyslij wysylaj wyslijcie zlec zlecaj zlecam zleccie rob zrob zrobcie robcie dawaj dawajcie potwierdzam zatwierdzam
dzialaj dzialajcie zglos zglaszaj lec
"""
_OWN_COMMANDS = {
    "cancel_contract": """withdraw cancel end terminate quit kuendige kuendigen kuendig widerrufe widerrufen widerruf
        wypowiedz wypowiadam wypowiedzcie odstap odstepuje odstapic zrezygnuj rezygnuje""",
    "cancel_order": "cancel storniere stornieren storno anuluj anulujcie anuluje",
    "place_order": "order buy bestell bestelle bestellen kaufen kaufe zamow zamawiam zamawiaj kupuje kup",
    "report_move": "order book",
    "make_payment": "pay zahle zahlen place zaplac",
}
_AMBIGUOUS = frozenset(["cancel", "quit", "end", "rezygnuj", "rezygnuje", "zrezygnuj", "anuluj", "anuluje"])
"""Alone they may as well mean that the errand itself shall end."""
_WORDS_BESIDE = """
    ok okay yes yeah yep sure right fine good so then just it that this please now well all of the for me as is
    ja jo gut dann also na passt bitte das es mal jetzt so einfach halt ab raus alles mir sie wir den vertrag
    tak dobra dobrze jasne wiec prosze to je ja teraz juz po prostu mi
"""
_BESIDE = frozenset(_WORDS_BESIDE.split())
"""Words around a command that change nothing; the Polish "no" is added where it means "well"."""


def as_assent(turn: Turn, draft: Draft, hearing: Hearing) -> Turn:
    """Take a command for the yes that it is: "ok, send it" or "withdraw" when a summary asks "shall I?".

    Whatever else it says keeps it what it was taken for.
    """
    if draft.asking != CONFIRMATION or turn.intent == "affirm" or not _commands(turn, draft.matter):
        return turn
    if any(draft.values.get(name) != value for name, value in hearing.volunteered().items()):
        return turn
    return replace(turn, intent="affirm", confidence=1.0, text="", request_text="", entities={})


def _commands(turn: Turn, matter: str) -> bool:
    said = re.findall(r"[^\W\d_]+|\d+", fold(turn.text))
    if _AMBIGUOUS.issuperset(said):
        return False
    commands = {*_COMMANDS.split(), *_OWN_COMMANDS.get(matter, "").split()}
    beside = _BESIDE | {"no"} if turn.language == "pl" else _BESIDE
    return any(word in commands for word in said) and all(word in commands or word in beside for word in said)


def is_asked_about(turn: Turn, draft: Draft) -> bool:
    """Tell whether the state of the open errand is asked for: "did it go through?"."""
    return draft.asking is not None and turn.first("step") is None and asks_whether_done(turn.text)


def say_state(dispatcher: CollectingDispatcher, turn: Turn, matter: str, *, is_written: bool) -> None:
    """Say that it is done, or that nothing is done yet."""
    matter_name, state = names("matters", turn.language)[matter], "done" if is_written else "open"
    dispatcher.utter_message(response="utter_errand_state", matter_name=matter_name, state=state)


def settled(matter: str, *, is_written: bool = True) -> EventType:
    """Remember for the next question what became of an errand."""
    return SlotSet("settled", {"matter": matter, "is_written": is_written})
