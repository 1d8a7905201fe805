"""How far an errand is: who asks for it, and what is said of it."""

import re

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._drafts import Draft
from actions._names import names
from actions._set_aside import is_named, open_errands
from actions._turn import Turn
from actions._words import fold

BRIEF = 8
"""Words of a message that asks for nothing but what became of a matter."""

_DONE = re.compile(
    r"\b(did|has|have) (it|that|this|everything|all) (\w+ )?(go|gone|come|work|worked) ?(thru|through|out|ok)?\b"
    r"|\b(did|does) (it|that|this) work\b|\b(did|have) (you|u|ya) (\w+ )?(book|cancel|send|sent|do|done|order|change"
    r"|note|register|submit|save)\w*( (it|that|this|them|all|now|already|yet|then))*\W*$"
    r"|\b(is|are) (it|that|this|everything|we|they) (all |now |already |really )?"
    r"(done|booked|cancel+ed|sorted|settled|through|thru|ordered|changed|sent|set)\b"
    r"|\bwas (it|that|this) (booked|cancel+ed|ordered|changed|sent|done)\b|^\W*all (done|set|sorted)( now)?\s*\?"
    r"|\bhat(s| es| das) (jetzt |nun |denn |alles )?(ge)?(klappt|funktioniert)\b"
    r"|\b(ist|is|sind) (das|es|dat|alles|jetzt) (\w+ ){0,2}(durch|erledigt|gebucht|storniert|gekuendigt|raus|fertig"
    r"|bestellt|angekommen|geaendert|widerrufen|passiert)\b"
    r"|\b(haben sie|habt ihr|hast du) ((das|es|dat|alles|schon|jetzt|nun|denn) )*(gebucht|storniert|gemacht|erledigt"
    r"|gekuendigt|bestellt|geaendert|abgeschickt|eingetragen|widerrufen)\W*$|^\W*(alles|das) durch\s*\?"
    r"|^\W*((czy|i|a|no|to|juz|wszystko) )*(udalo sie|przeszlo|zadzialalo|poszlo)( juz)?\W*$|\bna czym (stanelo|stoi)\b"
    r"|^\W*czy ((to|juz|wszystko|jest) )*(zalatwion|zrobion|wyslan|anulowan|zamowion|zgloszon|wypowiedzian)[eya]\b"
    r"|^\W*((to|juz|wszystko|i) )*(zalatwion|zrobion|wyslan|anulowan|zamowion|zgloszon|wypowiedzian)[eya]( juz)?\s*\?"
    r"|\bczy (\w+ ){0,3}(jest|zostal[ao]?) (juz )?(wypowiedzian|anulowan|zalatwion|zamowion|zgloszon)\w*\b"
    r"|^\W*((czy|i|a|no|to|juz|mi) )*(zrobi|zalatwi|wysla|anulowa|zamowi|zglosi|wypowiedzie)liscie( (to|juz|mi))*\W*$"
)
_OPEN_QUESTION = re.compile(
    r"\b(wann|when|kiedy|ile|how|wie|what|was|gdzie|where|wo|kto|who|wer|warum|why|wieso|czemu|dlaczego)\b"
)
"""Words that ask for more than a yes or a no."""


_ASKS_AFTER = re.compile(
    r"^\W*(and |so |but )?"
    r"((did|have) (you|u|ya) (\w+ )?(book|cancel|send|sent|do|done|order|chang|not|regist|submit|sav|tak)"
    r"|(did|has|is|was) (my|the) (\w+ ){1,3}(go|gone|come|in|through|thru|booked|sent|taken|done|ordered|registered)\b"
    r"|(habt ihr|haben sie|hast du) (\w+ ){1,4}\w*(ge|ein|notiert|regist)\w*"
    r"|(ist|wurde|hat) (mein|der|die|das)\w* (\w+ ){1,3}(durch|angekommen|drin|eingetragen|ge\w+t|ge\w+en)\b"
    r"|(a )?(czy )?(zapisa|przyje|zglosi|zamowi|wysla|zleci)liscie\b"
    r"|(a )?czy (\w+ ){1,3}(przesz\w+|dotar\w+|zosta\w+|jest (przyjet|zapisan|zgloszon|zamowion)\w+))"
)
"""Words, folded, of somebody who asks what became of something that he names."""


def asks_whether_done(text: str) -> bool:
    """Tell whether few words ask what became of a matter: "did it go through?", "na czym stanęło"."""
    folded = fold(text)
    is_brief = len(text.split()) <= BRIEF
    return is_brief and _DONE.search(folded) is not None and _OPEN_QUESTION.search(folded) is None


def asked_after(turn: Turn) -> str | None:
    """The matter of an open errand that is named in a question for its state: "did my reading go in?"."""
    if not _ASKS_AFTER.search(fold(turn.text)):
        return None
    return next((one["matter"] for one in open_errands(turn) if is_named(one["matter"], turn)), None)


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
