"""What customers say to the checks of a device guide: what a light does, "restarted it already", "it works again"."""

import re
from dataclasses import replace
from typing import Any

from actions._errand.drafts import Draft
from actions._errand.steps import ChoiceStep, Problem, Values
from actions._forms import ANSWERS
from actions._turn import Turn
from actions._words.choices import Option, asks_about, resolve
from actions._words.retractions import gives_up
from actions._words.spelling import fold

RESTART = "restart"
"""Key of the check that asks for what many have done before they write."""

DONE = "done"
"""In ``known``: the keys of the checks that the customer has done before they were asked for."""

MOST_WORDS = 8
"""Of a message that tells how a device looks; a longer one tells more than that."""

FEW_WORDS = 5
"""Of one that does so whatever it is taken for."""

MOST_DONE = 12
"""Of one that tells what was done already; such words name no other matter."""

_OF_A_STATE = ANSWERS | {"report_outage", "thanks", "greet", "ask_help"}
"""Intents that a word about a device is taken for; any other one names a matter of its own."""

_BAD = re.compile(
    r"\b(no|not|none|nothing|nada|nope|off|red|dark|dead|orange|yellow|blink\w*|flash\w*|\w+n't|doesnt|isnt|cant"
    r"|dont|wont|aint|didnt|hasnt|nein|nee|nicht|nichts?|nich|nit|net|ned|nischt?|niet|nix|kein\w*|aus|rot\w*|dunkel|tot|gelb\w*|blinkt"
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
_DONE_BEFORE = {
    "airplane_mode": re.compile(
        r"\b(flight|airplane|aeroplane) mode (\w+ ){0,3}(off|on and off|done)\b"
        r"|\b(tried|toggled|checked|did|turned|switched) (\w+ ){0,2}(flight|airplane|aeroplane) mode\b"
        r"|\bflugmodus (\w+ ){0,4}(aus\w*|probiert|geprueft|gecheckt|gemacht|schon)\b"
        r"|\b(hab\w*|kein) (\w+ ){0,3}flugmodus\b"
        r"|\btryb\w* (samolot\w*|lotnicz\w*) (\w+ ){0,3}(wyl\w*|sprawdz\w*|probow\w*|przelacz\w*)"
        r"|\b(wylacz|sprawdz|przelacz|probowa)\w+ (juz )?tryb\w* (samolot|lotnicz)"
    ),
    "sim_seated": re.compile(
        r"\b(took|taken|take|pulled|put|reinserted|reseated|swapped) (\w+ ){0,2}sim\b"
        r"|\bsim( card)? (\w+ ){0,3}(out and|back in)\b"
        r"|\bsim(-?karte)? (\w+ ){0,4}(raus\w*|rein\w*|herausgenommen|eingelegt|eingesetzt)\b"
        r"|\b(wyj[ae]?l[ae]?m|wyjmowa\w+|wyciagn\w+|przelozy\w+|wklada\w+|wlozy\w+) (\w+ ){0,2}(sim|simke|karte)\b"
        r"|\bkart[ae] sim (\w+ ){0,3}(wyj\w*|wloz\w*|przeloz\w*|wyciag\w*)"
    ),
}
"""By the key of a check: words, folded, of somebody who has done it."""
_IN_VAIN = re.compile(
    r"\b(?:no (?:luck|joy|difference|change|use)"
    r"|(?:didn'?t|doesn'?t|did not|does not|hasn'?t) (?:\w+ )?(?:help|work|change)\w*"
    r"|same (?:as before|again|thing)|(?:hat|bringt|bringts|hilft|half|nuetzt|nutzt|tut)(?: \w+)? "
    r"(?:nix|nichts|nicht|nich|nit|net|ned)(?: \w+)?|keine (?:aenderung|besserung)|alles beim alten|ohne erfolg"
    r"|(?:nic|nie) (?:\w+ )?(?:dal\w*|pomog\w*|pomaga|zmien\w*|dziala)|bez zmian|to samo|bez skutku)\b"
)
"""Words, folded, of a check that did not help."""
_HAS_DONE_THAT = re.compile(
    r"\W*(?:(?:i|we|ive|i've|have|ja|nee|nein|das|des|dat|hab\w*|ich|i|tak|no|to) ?)*"
    r"(?:already|schon|scho|bereits|juz)"
    r"(?: (?:did|done|tried|that|it|everything|gemacht|gmacht|probiert|versucht|ausprobiert|alles|getan|erledigt|to"
    r"|robi\w*|zrobi\w*|probowa\w*|sprawdz\w*|wszystko))*\W*"
    r"|\W*(?:i |we )?(?:did|tried|done) (?:that|it|all that) ?(?:already|before|twice)?\W*"
)
"""The whole of a message, folded, of somebody who has done what was just asked for."""
_BARE_YES = re.compile(r"\W*(?:(?:yes|yeah|yep|yup|ok|okay|sure|ja|jo|jep|jawohl|genau|tak|ta|no|jasne|dobra)\b\W*)+")
_CHOOSES = re.compile(r"(?:what|which|how|was|welch\w*|wie|co|jak\w*|ktor\w*)\b")
LEAST_OF_QUESTION = 4
_AS_BEFORE = re.compile(
    r"\W*(?:wie (?:vorher|immer|gehabt|zuvor|eben)|jak (?:wczesniej|przedtem|bylo|zwykle|poprzednio))\b"
)
_REPORT = re.compile(
    r"\W*(?:(?:yes|yeah|ok|please|just|can you|could you|ja|bitte|einfach|doch|jetzt|tak|prosze|po prostu|to|no)\W+)*"
    r"(?:report|melden|meld\w*|stoerung melden|zglos\w*|zglaszaj\w*)"
    r"(?:\W+(?:it|this|that|the (?:fault|outage)|please|now|das|es|sie|die stoerung|bitte|jetzt|einfach|to|awarie"
    r"|usterke|prosze|juz))*\W*"
)
"""The whole of a message, folded, that wants it reported."""
_TECHNICIAN_WANTED = re.compile(
    r"\b(?:technicians?|engineers?|repair ?man|techniker\w*|monteur\w*|technik(?:a|ow)?|monter(?:a|ow)?|serwisant\w*"
    r"|ekip[ey])\b"
)
_MOST_FOR_TECHNICIAN = 8
_SLOW = re.compile(
    r"\b(?:slow\w*|langsam\w*|lahm\w*|schnarchlangsam|woln[yoae]\w*|muli|zamula|getting|krieg\w*|bekomm\w*|mam tylko)\b"
)
_NOT_SLOW_ONLY = re.compile(r"\b(?:no|not|off|red|kein\w*|nicht|aus|rot|nie|brak|czerwon\w*)\b")
LIGHTS = "lights"
"""Key of the check of the light that says whether there is any internet."""
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


def done_before(text: str) -> list[str]:
    """The keys of the checks that somebody says he has done: "restarted it, sim out and in, nothing"."""
    folded = fold(text)
    if _ASKS_TO.search(folded):
        return []
    named = [key for key, words in _DONE_BEFORE.items() if words.search(folded)]
    return [*named, RESTART] if has_restarted(text) else named


def _beside_done(text: str) -> str:
    """What is said beside it: "still red" of "turned it off and on, still red"."""
    folded = fold(text)
    for words in (_HAS_RESTARTED, *_DONE_BEFORE.values()):
        folded = words.sub(" ", folded)
    return folded


def failed(check: dict[str, Any]) -> dict[str, Any]:
    """The outcome of a check that did not help: the one that leads on, else the one that ends in a report."""
    outcomes = [outcome for outcome in check["outcomes"] if outcome["ends_in"] != "solved"]
    return next((outcome for outcome in outcomes if outcome["next_step"]), outcomes[0])


class CheckStep(ChoiceStep):
    """One check of the guide: its outcomes are heard in other words than those on their buttons, too."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """What the device does now, or what was done before; a bare yes chooses between no two things."""
        check = draft.known.get("check") or {}
        if gives_up(turn.text) or _UNSURE.search(fold(turn.text)) or _asks_something(turn.text):
            return None
        if _BARE_YES.fullmatch(fold(turn.text)) and not _is_yes_or_no(check, draft.known.get("language", "en")):
            return None
        if len(turn.text.split()) <= MOST_DONE and (done := done_before(turn.text)):
            found = self._by_state(replace(turn, text=_beside_done(turn.text)), self.options(draft))
            return self._done(draft, done, found)
        if check.get("key") == LIGHTS and is_only_slow(turn.text):
            return {self.name: str(check["outcomes"][0]["key"])}
        if _can_help(check) and _has_failed(turn.text):
            return {self.name: str(failed(check)["key"])}
        found = self._by_state(turn, self.options(draft))
        return {self.name: found["value"]} if found else super().read(turn, draft)

    def _done(self, draft: Draft, done: list[str], found: Option | None) -> Values | Problem:
        """What was done needs not be asked for; what was just asked for did not help."""
        check = draft.known["check"]
        draft.known[DONE] = sorted({*draft.known.get(DONE, []), *done})
        if check.get("key") in done:
            return {self.name: str(failed(check)["key"])}
        return {self.name: found["value"]} if found else Problem("done_before", {"is_restart": done == [RESTART]})

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


def _can_help(check: dict[str, Any]) -> bool:
    """Tell whether a check asks for something that may put the device right."""
    return any(outcome["ends_in"] == "solved" for outcome in check.get("outcomes", ()))


def _has_failed(text: str) -> bool:
    """Tell whether what a check asked for was done in vain: "hat nix gebracht", "hab ich schon"."""
    folded = fold(text)
    is_short = len(text.split()) <= MOST_WORDS
    return is_short and (_IN_VAIN.search(folded) is not None or _HAS_DONE_THAT.fullmatch(folded) is not None)


def _is_yes_or_no(check: dict[str, Any], language: str) -> bool:
    """Tell whether the question of a check can be answered by a yes: "Is the light green?", not "What does it do?"."""
    question = re.split(r"(?<=[.:?!])\s+", (check.get("text") or {}).get(language, "").strip())[-1]
    return question.endswith("?") and not _CHOOSES.match(fold(question))


def _asks_something(text: str) -> bool:
    """Tell whether a message opens as a question, whatever a device does in it: "how long does my contract run"."""
    words = text.split()
    return len(words) >= LEAST_OF_QUESTION and asks_about(" ".join(words[:2])) and not _AS_BEFORE.match(fold(text))


def wants_report(text: str) -> bool:
    """Tell whether somebody would have it reported, or a technician, without another check: "just report it"."""
    folded = fold(text)
    is_brief = len(folded.split()) <= _MOST_FOR_TECHNICIAN and not asks_about(text)
    return _REPORT.fullmatch(folded) is not None or (is_brief and _TECHNICIAN_WANTED.search(folded) is not None)


def is_only_slow(text: str) -> bool:
    """Tell whether a line works, but slowly: "zahle für 500 und krieg 40"; its light is on."""
    folded = fold(text)
    return _SLOW.search(folded) is not None and _NOT_SLOW_ONLY.search(folded) is None


def _tells_state(turn: Turn) -> bool:
    most = MOST_WORDS if turn.intent in _OF_A_STATE else FEW_WORDS
    return len(turn.text.split()) <= most
