"""What a message about papers wants: to get some, to hear which are needed, or which have come. Pure."""

import re
from typing import Any

from actions._records import Contract
from actions._words.spelling import fold
from actions._words.vocabulary import BILLS, GOODS

CONTRACT_PACK = "contract_pack"

AUTHORITY = "authority"
"""The kind of a power of attorney, which a change of supplier needs."""

WAITED_FOR = ("expected", "incomplete")
"""States of a paper that has to come yet."""

RECEIVED = ("complete", "accepted")
"""States of a paper of which nothing is missing."""

_WANTS = re.compile(
    r"\bsend (?:me|us)\b|\b(?:schick\w*|send\w*|mail\w*) (?:sie )?(?:mir|uns)\b|\b(?:wy|prze|przy)sl\w* (?:mi|nam)\b"
)
_ASKS_NEEDED = re.compile(
    r"\b(?:need|want|missing|require)\w*\b.*\b(?:from (?:me|us)|of mine)\b"
    r"|\b(?:what|which|any) (?:papers?|documents?)\b.*\b(?:do you|d'you|u|you) (?:still )?need\b"
    r"|\b(?:brauch\w*|benoetig\w*|woll\w*) (?:ihr|sie) .*\b(?:von mir|von uns|unterlagen|papiere|dokumente)\b"
    r"|\bfehl\w* .*\b(?:unterlagen|papiere|dokumente)\b|\bpotrzeb\w* .*\b(?:ode mnie|od nas|dokument\w*)\b"
    r"|\bbrakuje .*\bdokument\w*"
    r"|\b(?:what|which) (?:\w+ ){0,2}(?:proof|certificate)\b"
    r"|\b(?:welche\w*|was fuer) (?:\w+ )?(?:nachweis|bescheinigung)\w*"
    r"|\b(?:jaki\w*|co to za|o jakie) (?:\w+ )?zaswiadczen\w*"
)
_ASKS_CAME = re.compile(
    r"\b(?:have|did|do) (?:you|u) (?:\w+ )?(?:have|got|get|received?)\b"
    r"|\b(?:habt ihr|haben sie)\b(?!.*\b(?:fuer mich|formular)\b)|\b(?:angekommen|eingegangen|da)\b\s*\??$"
    r"|\b(?:macie|dotar\w+|dostaliscie|doszl\w+)\b"
)


_ASKS_TO_SEND = re.compile(
    r"\b(?:do|must|should|shall|have) (?:i|we) (?:\w+ ){0,3}(?:send|post|mail|hand in|return)\b(?! me)"
    r"|\bam i supposed to (?:send|post)\b|\banything (?:i have |for me )?to (?:send|post|sign)\b"
    r"|\b(?:muss|soll|sollte|brauch\w*) (?:ich|i|ma|man|wir) (?:\w+ ){0,5}\w*(?:schick|send)\w*\b"
    r"|\b(?:musze|mam|trzeba|powin\w+|nalezy) (?:\w+ ){0,3}(?:wyslac|wysylac|odeslac|przeslac|nadac|dosylac)\b"
)
_ALREADY = re.compile(
    r"\b(?:again|already|nochmal\w*|jeszcze raz|znowu|back|zurueck|\w*zwro\w*|odczyt\w*|readings?|\w*stand)\b"
)
_OLD = re.compile(
    r"\b(?:old|previous|former|last) (?:supplier|provider|company|contract)"
    r"|\b(?:alte\w*|bisherig\w*|vorig\w*|frueher\w*) (?:anbieter\w*|versorger\w*|lieferant\w*|vertrag\w*)"
    r"|\b(?:star\w+|poprzedni\w*|dotychczasow\w*) (?:sprzedawc\w*|dostawc\w*|firm\w*|umow\w*)"
)
_AUTHORITY = re.compile(
    r"\b(?:power of attorney|letter of authori\w+|authori[sz]ation|authority (?:letter|form|paper)|signed authority"
    r"|(?:the|my|our|an) authority|\w*vollmacht\w*|pelnomocnictw\w*|upowaznieni\w*)\b"
)
"""Words, folded, that name the paper by which we may act for the customer."""
_NAMES_PAPER = re.compile(
    r"\b(?:papers?|documents?|form|letter|unterlage\w*|dokument\w*|formular\w*|brief|papier\w*|pismo"
    r"|signed|unterschrieben\w*|unterzeichnet\w*|podpisan\w*)\b"
)
_NAMES_METER = re.compile(r"\b(?:meter|reading)s?\b|zaehler|licznik|odczyt")


def names_authority(text: str) -> bool:
    """Tell whether a message names the power of attorney."""
    return _AUTHORITY.search(fold(text)) is not None


_WHAT_PAPER = re.compile(
    r"\b(?:what|which|what.?s|wtf|was fuer|was ist|welche\w*|wozu|jaki\w*|co to|po co)\b"
    r"|\b(?:never|not|no|didn.?t|haven.?t|nothing|nichts|nix|keine|nie|nic|zadne\w*|where|wo|gdzie)\b.*"
    r"\b(?:got|get|received?|had|have|find|bekommen|gekriegt|erhalten|krieg\w*|bekomm\w*|hab|habe|finde|dostal\w*"
    r"|otrzymal\w*|mam|znajde)\b"
)


def asks_what_authority_is(text: str) -> bool:
    """Tell whether somebody does not know of a power of attorney: what it is, or where it comes from."""
    folded = fold(text)
    return names_authority(text) and _WHAT_PAPER.search(folded) is not None and _ASKS_CAME.search(folded) is None


def names_meter(text: str) -> bool:
    """Tell whether a message names the meter."""
    return _NAMES_METER.search(fold(text)) is not None


def names_paper(text: str) -> bool:
    """Tell whether a message names a paper, so that the picture with it shows no meter."""
    return names_authority(text) or (_NAMES_PAPER.search(fold(text)) is not None and not names_meter(text))


def wants_papers(text: str) -> bool:
    """Tell whether papers shall be sent to the customer: he hands none in."""
    return _WANTS.search(fold(text)) is not None


def asks_of_papers(text: str) -> bool:
    """Tell whether somebody asks which papers we need, or which have come."""
    folded = fold(text)
    return any(words.search(folded) for words in (_ASKS_NEEDED, _ASKS_CAME)) or asks_whether_to_send(text)


def asks_whether_to_send(text: str) -> bool:
    """Tell whether somebody asks if a paper must be sent; goods are sent back, and readings handed in."""
    folded = fold(text)
    return _ASKS_TO_SEND.search(folded) is not None and not any(one.search(folded) for one in (GOODS, _ALREADY, BILLS))


def is_of_old_supplier(text: str) -> bool:
    """Tell whether a paper is of the contract before ours."""
    return _OLD.search(fold(text)) is not None


_ON_PAPER = re.compile(
    r"\b(?:by|via|through the) (?:post|snail mail)\b|\b(?:on|in) paper\b"
    r"|\bpaper (?:bills?|invoices?|letters?|copy|copies|form)\b"
    r"|\bhard cop(?:y|ies)\b|\bpost (?:me|us|it|them|the|my)\b|\b(?:write|send) (?:me |us )?(?:a|the|real) letter\b"
    r"|\bper (?:post|brief)\b|\bmit der post\b|\bauf papier\b|\bpapier(?:rechnung\w*|form)\b"
    r"|\bpostalisch\b|\bals brief\b"
    r"|\b(?:send|give|get|want|like|schick\w*|moecht\w*|will|wysl\w*|wysyl\w*|przysyl\w*|przysl\w*|chce)(?: \w+){0,4}"
    r" (?:a letter|letters|einen brief|briefe|list|listy|listow)\b(?=.*\b(?:no|not|instead|kein\w*|nicht|statt"
    r"|nie|zamiast)\b)"
    r"|\b(?:poczta|listem|listownie|papierem|papierow\w*)\b(?! elektr)|\bna papierze\b|\bw formie papierowej\b"
)
_BY_EMAIL = re.compile(
    r"\be-?mail\w*|\bpoczt\w+ elektr\w*|\b(?:no|not|don'?t|kein\w*|nicht|nie|bez|instead of|statt|zamiast)\b"
)
_NOT_ELSEWHERE = re.compile(
    r"\b(?:not|no|without|instead of|kein\w*|nicht|ohne|statt|nie|bez|zamiast|a nie)"
    r"(?: (?:the|these|those|on|in|by|via|per|im|ins|in|auf|mehr|als|diese\w*|na|w|przez|te|tych|jako|more|any))*"
    r" (?:internet\w*|online|computer|komputer\w*|e-?mails?\w*|mails?|maile\w*|pdf\w*|app|handy|email\w*)\b"
    r"|\b(?:bo )?(?:nie mam|habe? kein\w*|hab kein\w*|don'?t have|have no|no) (?:\w+ )?(?:internet\w*|computer"
    r"|komputer\w*)\b"
)
"""What is not wanted instead of paper."""
_CERTIFICATE = re.compile(r"\b(?:certificates?|bescheinigung\w*|zaswiadczeni\w*)\b")


def wishes_paper(text: str) -> bool:
    """Tell whether somebody would have a bill or a letter on paper."""
    folded = fold(text)
    on_paper = _ON_PAPER.search(folded) is not None
    folded = _NOT_ELSEWHERE.sub(" ", folded)
    return on_paper and not (_BY_EMAIL.search(folded) or asks_whether_to_send(text))


def wishes_certificate(text: str) -> bool:
    """Tell whether somebody needs it certified, such as that nothing is owed; not which one we need."""
    return _CERTIFICATE.search(fold(text)) is not None and not asks_of_papers(text)


def asks_what_is_needed(text: str) -> bool:
    """Tell whether somebody asks if we need a paper."""
    return _ASKS_NEEDED.search(fold(text)) is not None


def is_concluded(contract: Contract) -> bool:
    """It is signed or runs: its papers are to keep, not to sign."""
    return contract.get("signed_on") is not None or contract["state"] in ("active", "ending", "ended")


def still_waited_for(papers: list[dict[str, Any]], contracts: list[Contract]) -> list[dict[str, Any]]:
    """The papers that have to come yet; those of a contract that is concluded already are for the customer to keep."""
    concluded = {contract["number"] for contract in contracts if is_concluded(contract)}
    return [
        paper
        for paper in papers
        if paper["state"] in WAITED_FOR and not (paper["kind"] == CONTRACT_PACK and paper["matter_number"] in concluded)
    ]
