"""What people say who give up what has been ordered: a move, or their change of supplier to us. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.spelling import fold

_MOVE = (
    r"(?:mov(?:e|es|ing)(?:[- ](?:out|in|house))?|relocation"
    r"|(?:um|aus|ein)zug(?:s|es)?(?:auftrag\w*|meldung\w*)?|(?:um|aus|ein)(?:zu)?zieh\w*"
    r"|(?:prze|wy|w)prowadz\w*)"
)
_CALLS_OFF = (
    r"(?:cancel\w*|call(?:ing)? off|stop\w*|scrap\w*|withdraw\w*|undo"
    r"|stornier\w*|storno|absag\w*|abblas\w*|abbrech\w*|zurueck(?:nehm|zieh)\w*|rueckgaengig|stopp\w*|widerruf\w*"
    r"|anul\w*|odwol\w*|wycof\w*|cofn\w*|zatrzym\w*|przerw\w*|z?rezygn\w*|skasuj\w*)"
)
_BETWEEN = r"(?:(?!contract|vertrag|umow|tarif|taryf|weg\b|because|wegen|przez|z powodu)\w+ ){0,4}"
_GIVES_UP_MOVE = re.compile(
    rf"\b{_CALLS_OFF} {_BETWEEN}{_MOVE}\b"
    r"|(?<!wegen )(?<!wegen des )(?<!wegen dem )(?<!wegen meinem )(?<!powodu )(?<!przez )"
    rf"\b(?:(?:um|aus|ein)zug\w*|(?:prze|wy|w)prowadzk\w*) (?:\w+ ){{0,3}}{_CALLS_OFF}\b"
    r"|\b(?:not|wont|won'?t be) moving\b(?! (?:the|my|it))"
    r"|\bzieh\w* (?:\w+ ){0,3}(?:doch nicht|nicht mehr) (?:um|aus|ein)\b"
    r"|\b(?:doch nicht|nicht mehr|lieber nicht) (?:\w+ )?(?:um|aus|ein)(?:zu)?zieh\w*"
    r"|\b(?:um|aus|ein)zug (?:\w+ )?(?:doch nicht|nicht mehr|faellt aus|ist abgesagt)\b"
    r"|\b(?:jednak|juz) (?:sie )?nie (?:sie )?(?:prze|wy|w)prowadz\w*"
    r"|\bnie (?:prze|wy|w)prowadz\w* sie (?:jednak|juz)\b"
    r"|\bnie (?:sie )?(?:jednak|juz) (?:sie )?(?:prze|wy|w)prowadz\w*"
    r"|\bz (?:prze|wy|w)prowadzki nici\b"
)
_ASKS_OF_MOVE = re.compile(
    rf"\b(?:status|state|stand|how far|any news|progress|wie weit|was ist mit|what about|whats up with|what is with"
    rf"|stan|status\w*|co z|na jakim etapie|jak tam)\b(?: \w+){{0,4}} {_MOVE}\b"
    rf"|\bis my {_MOVE} (?:\w+ )?(?:done|registered|booked|ordered|through)\b"
)
_OUT = re.compile(r"\b(?:moving out|move[- ]out|auszug\w*|aus(?:zu)?zieh\w*|wyprowadz\w*)\b|\bzieh\w* .*\baus\b")
_IN = re.compile(r"\b(?:moving in|move[- ]in|einzug\w*|ein(?:zu)?zieh\w*|wprowadz\w*)\b|\bzieh\w* .*\bein\b")


def gives_up_move(text: str) -> bool:
    """Tell whether a move that was ordered shall not be: "Umzug stornieren", "jednak się nie wyprowadzam"."""
    return _GIVES_UP_MOVE.search(fold(text)) is not None


def asks_of_move(text: str) -> bool:
    """Tell whether it is asked how far a move is: "wie ist der Stand vom Umzug"."""
    return _ASKS_OF_MOVE.search(fold(text)) is not None


def kinds_of_move(text: str) -> frozenset[str]:
    """The kinds of orders that a message about a move means: both of them, if it tells no way."""
    folded = fold(text)
    named = {kind for kind, words in (("move_out", _OUT), ("move_in", _IN)) if words.search(folded)}
    return frozenset(named or {"move_out", "move_in"})


_TO_US = r"(?:to (?:you|u|ya|zorza)\b|zu (?:euch|ihnen|eich|zorza)\b|do (?:was|zorzy)\b)"
_CHANGE = (
    r"(?:switch(?:over)?|change ?over|change of supplier|supplier (?:change|switch)"
    r"|(?:anbieter|versorger|lieferanten)?wechsel\w*"
    r"|zmian\w*(?: (?:sprzedawcy|dostawcy))?|przejsci\w*|przechodz\w*|przejsc)"
)
_GIVES_UP_CHANGE = re.compile(
    rf"\b{_CALLS_OFF} (?:\w+ ){{0,4}}{_CHANGE}\b"
    rf"|\b{_CHANGE} (?:\w+ ){{0,4}}{_CALLS_OFF}\b"
    rf"|\b(?:not|dont|don'?t|no longer|never) (?:\w+ ){{0,5}}"
    rf"(?:switch\w*|change|come|join|go|move) (?:\w+ ){{0,3}}{_TO_US}"
    rf"|\b(?:nicht|nimmer|nich|net) (?:mehr )?(?:\w+ ){{0,3}}{_TO_US} (?:\w+ )?(?:wechsel\w*|kommen|gehen)"
    rf"|{_TO_US} (?:\w+ )?(?:nicht|doch nicht|nicht mehr) wechsel\w*"
    r"|\b(?:doch nicht|lieber nicht) (?:mehr )?(?:zu )?wechseln\b"
    rf"|\bnie (?:chce\w* |bede |bedziemy )?(?:juz |jednak )?"
    rf"(?:przechodz\w*|przejsc\w*|przejde) (?:\w+ ){{0,3}}{_TO_US}"
    rf"|\bnie (?:chce\w* |bede )?(?:juz |jednak )?{_TO_US} (?:przechodz\w*|przejsc)"
)
_OTHER_CHANGE = re.compile(
    r"\b(?:tarif\w*|taryf\w*|tariff\w*|plan\w*|adres\w*|address\w*|anschrift|name\w*|nazwisk\w*|kont[oa]\w*|rachun\w*"
    r"|bank\w*|iban|zaehler\w*|licznik\w*|meter\w*|termin\w*|dat[aeyu]|numer\w*|number|nummer|danych|rat\w*|geraet\w*"
    r"|umow\w*|vertrag\w*|zamowien\w*|order|bestell\w*|light|off|on|sprach\w*|language|jezyk\w*)\b"
)
"""Words, folded, of something else that changes."""
_DONE = re.compile(
    r"\b(?:were|been|had|did|cancell?ed|withdrawn|stopped|wurde\w*|worden|sei|storniert|widerrufen|gemacht|stoppt"
    r"|anulowa[nl]\w*|wycofa[nl]\w*|cofn(?:al|el|iet)\w*|odwolal\w*|zatrzyma)\b"
)
"""Words, folded, of a change that is said to have been given up already, or to be held up."""
_QUITS = re.compile(
    r"\b(?:z?rezygn\w*|nie chce\w*|(?:don'?t|dont|do not) want|no longer want|will (?:\w+ ){0,3}nicht mehr"
    r"|doch nicht|back(?:ing)? out)\b"
)
_NOTICE = re.compile(r"\b(?:notice|contract\w*|kuendig\w*|gekuendigt|\w*vertrag\w*|wypowi\w*|umow\w*)\b")


def names_notice(text: str) -> bool:
    """Tell whether a contract, or a notice, is named: what is given up is no change that was told just now."""
    return _NOTICE.search(fold(text)) is not None


def gives_up_change(text: str) -> bool:
    """Tell whether somebody would not change to us after all: "ich will die Wohnung nicht mehr zu euch wechseln"."""
    folded = fold(text)
    is_other = _OTHER_CHANGE.search(folded) is not None or _DONE.search(folded) is not None
    return _GIVES_UP_CHANGE.search(folded) is not None and not is_other


def wants_it_no_more(text: str) -> bool:
    """Tell whether something is given up and no notice is named: "rezygnuję z mieszkania"."""
    return _QUITS.search(fold(text)) is not None
