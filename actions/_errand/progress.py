"""How far an errand is: who asks for it, and what is said of it."""

import re
from typing import Literal, NamedTuple

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._errand.drafts import CONFIRMATION, SUMMED, Draft
from actions._errand.set_aside import called, is_named, is_written, open_errands
from actions._names import names
from actions._turn import Turn
from actions._words.how_long import asks_how_long
from actions._words.spelling import fold

State = Literal["done", "open", "dropped"]

_DATED = frozenset({"place_order", "change_order", "report_move", "cancel_contract", "renew_contract", "payment_plan"})
"""Errands whose summary holds every date that is known."""

BRIEF = 8
"""Words of a message that asks for nothing but what became of a matter."""

_DID = (
    r"(did|have) (you|u|ya) (\w+ )?(book|cancel|send|sent|do|done|order|chang|not|regist|submit|sav|tak"
    r"|get\b|got\b|receiv)"
)
_POLISH_DID = r"(zrobi|zalatwi|wysla|anulowa|zamowi|zglosi|wypowiedzie|zapisa|przyje|zleci|dosta|otrzyma)liscie"
_POLISH_DONE = r"(zalatwion|zrobion|wyslan|anulowan|zamowion|zgloszon|wypowiedzian|zapisan|przyjet)"

_DONE = re.compile(
    rf"\b{_DID}\w*( (it|that|this|them|all|now|already|yet|then))*\W*$"
    r"|\b(did|has|have) (it|that|this|everything|all) (\w+ )?(go|gone|come|work|worked) ?(thru|through|out|ok)?\b"
    r"|\b(did|does) (it|that|this) work\b"
    r"|\b(is|are) (it|that|this|everything|we|they) (all |now |already |really )?"
    r"(done|booked|cancel+ed|sorted|settled|through|thru|ordered|changed|sent|set)\b"
    r"|\bwas (it|that|this) (booked|cancel+ed|ordered|changed|sent|done)\b|^\W*all (done|set|sorted)( now)?\s*\?"
    r"|\bhat(s| es| das) (jetzt |nun |denn |alles )?(ge)?(klappt|funktioniert)\b"
    r"|\b(ist|is|sind) (das|es|dat|alles|jetzt) (\w+ ){0,2}(durch|erledigt|gebucht|storniert|gekuendigt|raus|fertig"
    r"|bestellt|angekommen|geaendert|widerrufen|passiert)\b"
    r"|\b(haben sie|habt ihr|hast du) ((das|es|dat|alles|schon|jetzt|nun|denn) )*(gebucht|storniert|gemacht|erledigt"
    r"|gekuendigt|bestellt|geaendert|abgeschickt|eingetragen|widerrufen|bekommen|erhalten|gekriegt)\W*$"
    r"|^\W*(alles|das) durch\s*\?"
    r"|^\W*((czy|i|a|no|to|juz|wszystko) )*"
    r"(udalo sie|przeszl[oa]|zadzialalo|poszl[oa]|weszl[oa]|dotar\w+|doszl[oa])( (to|juz))*\W*$"
    r"|\bna czym (stanelo|stoi)\b"
    rf"|^\W*czy ((to|juz|wszystko|jest) )*{_POLISH_DONE}[eya]\b"
    rf"|^\W*((to|juz|wszystko|i) )*{_POLISH_DONE}[eya]( juz)?\s*\?"
    rf"|\bczy (\w+ ){{0,3}}(jest|zostal[ao]?) (juz )?{_POLISH_DONE}\w*\b"
    rf"|\b({_POLISH_DONE}[eya]|poszlo|zapisal\w*) czy nie\b"
    r"|\b(gemeldet|erledigt|gebucht|bestellt|storniert|gekuendigt|geaendert|durch|drin) oder nich?t?\b"
    r"|\b(done|booked|reported|ordered|cancel+ed|sent|changed|sorted|through) or not\b"
    r"|^\W*(so |and )?am i (now )?(out|free)( now| then)?\W*$|\bbin i(ch)? (jetzt? |nun |schon |da "
    r"|dann )*(raus|drau?ssen)\b"
    r"|^\W*((czy|to|i|ja) )*jestem (juz )?(wypisan[ay]|woln[ay])\W*$"
    rf"|^\W*((czy|i|a|no|to|juz|mi) )*{_POLISH_DID}( (to|juz|mi))*\W*$"
)
"""Words, folded, of somebody who asks what became of something that he does not name."""
_DONE_WITH = re.compile(
    r"^\W*(and |so |but )?"
    rf"({_DID}"
    r"|(did|has|is|was) (my|the) (\w+ ){1,3}(go|gone|come|in|through|thru|booked|sent|taken|done|ordered|registered)\b"
    r"|(habt ihr|haben sie|hast du) (\w+ ){1,4}\w*(ge|ein|notiert|regist)\w*"
    r"|(ist|wurde|hat) (mein|der|die|das)\w* (\w+ ){1,3}(durch|angekommen|drin|eingetragen|ge\w+t|ge\w+en)\b"
    rf"|(a )?(czy )?{_POLISH_DID}\b"
    rf"|(a )?czy (\w+ ){{1,3}}(przesz\w+|dotar\w+|zosta\w+|jest {_POLISH_DONE}\w+)"
    rf"|((a|i|no|to|czy) )*(\w+ ){{1,2}}(jest |juz )*{_POLISH_DONE}[eya]\b)"
)
"""The same of somebody who names it."""
_OPEN_QUESTION = re.compile(
    r"\b(wann|when|kiedy|ile|how|wie|what|was|gdzie|where|wo|kto|who|wer|warum|why|wieso|czemu|dlaczego)\b"
)
"""Words that ask for more than a yes or a no."""


_WHAT_NOW = re.compile(
    r"\W*(?:(?:and|so|ok|okay|well|und?|also|a|i|no)\W+)*"
    r"(?:now|then|until then|what now|now what|what.?s next|jetzt?|jez|nun?|dann|bis dahin"
    r"|was (?:jetzt|nun)|wie (?:geht es )?(?:jetzt )?weiter"
    r"|(?:co )?teraz|co dalej|co potem|co"
    r"|what (?:(?:do|should|shall|must|can) (?:i|we)|am i (?:supposed|meant) to)(?: have to"
    r"| need to)? do(?: now| then| next)*"
    r"|was (?:soll|muss|mach|mache|kann|tu|tue) (?:ich|i|ma|man) (?:(?:jetzt|nun|da|denn|dann|noch) ?)*(?:machen|tun)?"
    r"|(?:to |i |no )*co (?:(?:ja|mam|musze|moge|powin\w+|trzeba|teraz) )+(?:teraz )?(?:z?robic"
    r"|zrobie)(?: teraz| dalej)?)\W*"
)
"""The whole of a message that asks how something stands without naming it, folded."""


class Ended(NamedTuple):
    """The errand that ended last, whether anything was written, and the address whose code it still waits for."""

    matter: str
    is_written: bool
    unconfirmed: str | None = None


def asks_what_now(text: str) -> bool:
    """Tell whether somebody asks how it stands and says no more: "and now?", "wie lang dauert das?", "i co teraz?"."""
    is_asked = "?" in text or len(text.split()) > 1
    return is_asked and (_WHAT_NOW.fullmatch(fold(text)) is not None or asks_how_long(text))


def asks_whether_done(text: str) -> bool:
    """Tell whether few words ask what became of a matter: "did it go through?", "na czym stanęło"."""
    folded = fold(text)
    is_brief = len(text.split()) <= BRIEF
    return is_brief and _DONE.search(folded) is not None and _OPEN_QUESTION.search(folded) is None


def names_done(turn: Turn, matter: str) -> bool:
    """Tell whether it is asked what became of a matter that is named: "did my reading go in?"."""
    return _DONE_WITH.search(fold(turn.text)) is not None and is_named(matter, turn)


def tell(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> bool:
    """Say how far an open errand is, or how long it takes, to whoever asks; what was done just before stays done."""
    if draft.asking is not None and asks_how_long(turn.text):
        is_summed = draft.asking == CONFIRMATION and draft.matter in _DATED
        say_duration(dispatcher, turn, draft.matter, "summed" if is_summed else "open")
        if is_summed:
            draft.known.pop(SUMMED, None)
        return True
    asked = asked_after(turn, draft)
    if asked is None:
        return False
    ended = ended_last(turn)
    if asked == draft.matter and ended is not None and ended.is_written and not names_done(turn, asked):
        say_state(dispatcher, turn, ended.matter, "done")
        if ended.matter == asked and is_written(turn, asked):
            return True
    say_state(dispatcher, turn, asked, "done" if is_written(turn, asked) else "open")
    return True


def asked_after(turn: Turn, draft: Draft) -> str | None:
    """The open errand whose state is asked for: the one that is named ("did my reading go in?"), else ``draft``."""
    named = (one["matter"] for one in open_errands(turn) if names_done(turn, one["matter"]))
    if found := next(named, None):
        return str(found)
    is_own = draft.asking is not None and turn.first("step") is None and asks_whether_done(turn.text)
    return draft.matter if is_own else None


def say_state(dispatcher: CollectingDispatcher, turn: Turn, matter: str, state: State) -> None:
    """Say that it is done, that nothing is done yet, or that it was left."""
    # what is done bears its own name, though an open errand of the same kind may have another
    matter_name = names("matters", turn.language)[matter] if state == "done" else called(turn, [matter])[0]
    dispatcher.utter_message(response="utter_errand_state", matter_name=matter_name, state=state)


def say_duration(dispatcher: CollectingDispatcher, turn: Turn, matter: str, state: State | Literal["summed"]) -> None:
    """Say what is known of how long it takes; the dates of a summary stand in it."""
    dispatcher.utter_message(response="utter_errand_duration", matter=matter, state=state)


def remember_end(matter: str, *, is_written: bool = True, unconfirmed: str | None = None) -> EventType:
    """Remember for the next question what became of an errand."""
    more = {} if unconfirmed is None else {"unconfirmed": unconfirmed}
    return SlotSet("settled", {"matter": matter, "is_written": is_written, **more})


def ended_last(turn: Turn) -> Ended | None:
    """What the next question may be about."""
    kept = turn.slots.get("settled")
    return Ended(**kept) if kept else None


def written_last(turn: Turn) -> str | None:
    """The matter of the errand that ended last, if something was written."""
    ended = ended_last(turn)
    return ended.matter if ended and ended.is_written else None
