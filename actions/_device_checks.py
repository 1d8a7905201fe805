"""What customers say to the checks of a device guide: what a light does, "restarted it already", "it works again"."""

import re
from typing import Any

from actions._choices import Option, resolve
from actions._drafts import Draft
from actions._forms import ANSWERS
from actions._retractions import gives_up
from actions._steps import ChoiceStep, Problem, Values
from actions._turn import Turn
from actions._words import fold

RESTART = "restart"
"""Key of the check that asks for what many have done before they write."""

RESTARTED = "restarted"
"""In ``known``: the customer has done so."""

MOST_WORDS = 8
"""Of a message that tells how a device looks; a longer one tells more than that."""

FEW_WORDS = 5
"""Of one that does so whatever it is taken for."""

_OF_A_STATE = ANSWERS | {"report_outage", "thanks", "greet", "ask_help"}
"""Intents that a word about a device is taken for; any other one names a matter of its own."""

_BAD = re.compile(
    r"\b(no|not|none|nothing|nope|off|red|dark|dead|orange|yellow|blink\w*|flash\w*|\w+n't|doesnt|isnt|cant"
    r"|nein|nee|nicht|nichts|nix|kein\w*|aus|rot\w*|dunkel|tot|gelb\w*|blinkt"
    r"|nie|nic|brak|czerwon\w*|zgas\w*|ciemn\w*|zolt\w*|pomarancz\w*|miga|mruga)\b"
)
_GOOD = re.compile(
    r"\b(yes|yeah|yep|green|on|lit|works|working|ja|jo|gruen\w*|leuchtet|an|geht|laeuft|funktioniert"
    r"|tak|zielon\w*|swieci|pali|dziala)\b"
)
_UNSURE = re.compile(
    r"\b(not sure|don'?t know|dunno|no idea|can'?t|cannot|(weiss|kann) (\w+ )?nicht|keine ahnung|nie wiem|nie moge"
    r"|nie mam pojecia|nie mam jak|no matter)\b"
)
_WORKS_AGAIN = re.compile(
    r"\b((works?|working|back|back (on|up)|fixed|running) (again|now)|(again|now) (it )?(works?|working)"
    r"|(is|it'?s) (back|working|fixed)( (on|up|online))?"
    r"|(geht|laeuft|funktioniert|klappt|leuchtet) (\w+ )?(wieder|jetzt)|(wieder|jetzt) (geht|laeuft|da|an|online)"
    r"|(juz|znowu|znow|teraz) (dziala|swieci|chodzi|wrocil\w*)|dziala (juz|znowu|znow)|wrocil[oay]?"
    r"|((juz|znowu|znow) (jest|mam)|(jest|mam) (juz|znowu|znow)) (prad|gaz|swiatlo|internet|net|neta|zasieg))\b"
)
_NOT_QUITE = re.compile(
    r"\?\W*$|\b(only|but|except|slow\w*|nur|aber|langsam|ausser|tylko|ale|wolno|bez|if|when|wann|wenn|sobald|jak|gdy|kiedy)\b"
)
"""Words, folded, of a fault that is over in part, or is asked about."""
_HAS_RESTARTED = re.compile(
    r"\b((re-?start|re-?boot)ed\b|reset (it|the router)|did (a|the) (restart|reboot|reset)|power ?cycled"
    r"|unplugged (it|the router)|(turned|switched) (it|the router|everything) off and (back )?on"
    r"|neu ?gestartet|neugestart\w*|resettet|rebootet|stecker (\w+ )?gezogen|aus-? und (wieder )?(ein|an)\w*"
    r"|(z?restartowa|zresetowa|resetowa)(l[ae]?m|lismy|ny)|(wylacz|odlacz)[ay]l[ae]?m)"
)
_ASKS_TO = re.compile(
    r"\b(should|shall|do) (i|we) |\b(soll|muss) ich\b|\b(czy )?(mam|mamy|trzeba) (go |to )?(z?restart|reset)"
)


def works_again(text: str) -> bool:
    """Tell whether a fault is over: "it works again", "już świeci, dzięki"."""
    folded = fold(text)
    is_over = _WORKS_AGAIN.search(folded) is not None and not any(one.search(folded) for one in (_BAD, _NOT_QUITE))
    return is_over and len(text.split()) <= MOST_WORDS


def has_restarted(text: str) -> bool:
    """Tell whether the device was restarted before anybody asked for it."""
    folded = fold(text)
    return _HAS_RESTARTED.search(folded) is not None and _ASKS_TO.search(folded) is None


def ending(check: dict[str, Any], end: str) -> str | None:
    """The outcome of a check that leads to an end, by its key."""
    return next((str(outcome["key"]) for outcome in check.get("outcomes", ()) if outcome["ends_in"] == end), None)


class CheckStep(ChoiceStep):
    """One check of the guide: its outcomes are heard in other words than those on their buttons, too."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """What the device does now, or that it was restarted before."""
        if gives_up(turn.text) or _UNSURE.search(fold(turn.text)):
            return None
        if _tells_state(turn) and has_restarted(turn.text):
            return self._restarted(draft)
        found = self._by_state(turn, self.options(draft))
        return {self.name: found["value"]} if found else super().read(turn, draft)

    def _restarted(self, draft: Draft) -> Values | Problem:
        """The restart needs not be asked for; where it was just asked for it did not help."""
        draft.known[RESTARTED] = True
        check = draft.known["check"]
        failed = ending(check, "ticket") if check.get("key") == RESTART else None
        return {self.name: failed} if failed else Problem(RESTARTED)

    @staticmethod
    def _by_state(turn: Turn, options: list[Option]) -> Option | None:
        """The outcome that is as good or as bad as what is told; several are told apart by their words."""
        folded = fold(turn.text)
        if not _tells_state(turn):
            return None
        is_bad = _BAD.search(folded) is not None
        if not is_bad and not _GOOD.search(folded):
            return None
        alike = [one for one in options if (_BAD.search(fold(one["label"])) is not None) == is_bad]
        if is_bad and not alike:
            # "calls work just no internet" beside "It works again" and "Still the same"
            alike = [one for one in options if not _GOOD.search(fold(one["label"]))]
        named = alike if len(alike) == 1 else resolve(turn.text, {}, alike)
        return named[0] if len(named) == 1 else None


def _tells_state(turn: Turn) -> bool:
    most = MOST_WORDS if turn.intent in _OF_A_STATE else FEW_WORDS
    return len(turn.text.split()) <= most
