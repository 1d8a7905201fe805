"""Questions about what paying late costs: interest, fees, credit agencies, a rate that is missed. Pure.

Each pattern reads folded words of the three languages.
"""

import re

from actions._words.spelling import fold
from actions._words.vocabulary import WHY

INTEREST, FEE, SCORE, MISSED = "interest", "fee", "score", "missed"

_TOPICS = {
    INTEREST: re.compile(
        r"\binterest\b(?! (?:in|you|me|him)\b)|\b\w*zinsen?\b|\b(?:odsetk\w*|odsetek|oprocentowan\w*)\b"
    ),
    FEE: re.compile(
        r"\blate (?:payment )?(?:fee|charge|penalt\w+)s?\b|\b(?:fee|charge|penalty|fine)s? for (?:\w+ ){0,2}late\b"
        r"|\b(?:reminder|dunning|overdue) (?:fee|charge)s?\b|\b(?:charge|fine) me (?:\w+ ){0,3}late\b"
        r"|\bmahn(?:gebuehr\w*|kosten|spesen)\b|\b(?:saeumnis|verspaetungs|verzugs)(?!zins)\w*|\bstrafgebuehr\w*"
        r"|\b(?:oplat\w*|koszt\w*|kar[aey]|cos) za (?:\w+ ){0,3}(?:opoznien\w*|spoznien\w*|zwlok\w*|wezwani\w*"
        r"|przypomnieni\w*|nieterminow\w*)\b"
    ),
    SCORE: re.compile(
        r"\bcredit (?:score|rating|history|file|report|record|check|agenc\w+)\b|\b(?:experian|equifax)\b|\bblacklist\w*"
        r"|\bdebt (?:collect\w*|register)\b|\bbailiffs?\b|\b(?:schufa|creditreform|bonitaet\w*|kreditwuerdig\w*)\b"
        r"|\binkasso\w*|\bgerichtsvollzieher\w*|\b(?:bik|bik-u|biku|krd|scoring\w*|windykac\w*|komornik\w*)\b"
        r"|\b(?:histori|zdolnosc|wiarygodnosc)\w* kredytow\w*|\b(?:rejestr|liste|baz)\w* dluznik\w*"
    ),
    MISSED: re.compile(
        r"\b(?:what|and) (?:\w+ ){0,3}(?:if|when) (?:i|we)(?:'m| am|'re| are)? (?:\w+ ){0,2}(?:miss|skip|forget|late"
        r"|pay late|can'?t (?:pay|make|manage|afford)|cannot (?:pay|make)|don'?t (?:pay|make|manage)|fall behind)\b"
        r"|\b(?:was|und) (?:\w+ ){0,2}(?:wenn|falls) (?:ich |wir )?(?:\w+ ){0,4}(?:nicht (?:zahl\w*|schaff\w*"
        r"|ueberweis\w*|kann|koennen)|verpass\w*|vergess\w*|versaeum\w*|auslass\w*|aussetz\w*|zu spaet|spaeter zahl\w*"
        r"|ausfaell\w*)"
        r"|\b(?:co|a) (?:\w+ ){0,3}(?:jak|jesli|jezeli|gdy|gdybym) (?:\w+ ){0,4}(?:spozni\w*|nie (?:zaplac\w*|wplac\w*"
        r"|dam rady|bede mog\w*|bede mial\w*)|zapomn\w*|opuszcz\w*|pomin\w*|opozni\w*)"
        r"|\bjak sie (?:spozni|opozni)\w*"
    ),
}
_EXTRA_COST = re.compile(
    r"\b(?:cost|charge|pay|any) (?:\w+ ){0,2}(?:extra|more|anything)\b|\bextra (?:cost|charge)s?\b|\bmehrkosten\b"
    r"|\b(?:kostet|kosten) (?:\w+ ){0,2}(?:was|etwas|extra|zusaetzlich|mehr)\b|\bkost'?s? was\b|\baufschlag\b"
    r"|\b(?:dodatkow\w*|jakis|jakies) koszt\w*|\bbez kosztow\b|\bkosztuje (?:\w+ )?(?:cos|extra|ekstra|dodatkowo)\b"
)
"""What a payment plan costs; of anything else it asks for a price."""


def terms_asked(text: str, *, of_plan: bool) -> list[str]:
    """Return which terms are asked for; who asks why something stands on a bill wants it explained.

    Args:
        text: The message.
        of_plan: A payment plan is talked about, so that a missed payment is one of its rates.
    """
    folded = fold(text)
    if WHY.search(folded):
        return []
    found = [topic for topic, words in _TOPICS.items() if words.search(folded) and (of_plan or topic != MISSED)]
    return [INTEREST, *found] if of_plan and INTEREST not in found and _EXTRA_COST.search(folded) else found
