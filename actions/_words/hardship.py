"""Words of people who cannot pay, or whom a supply that is cut off would endanger. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.outages import needs_supply_to_live, tells_of_outage
from actions._words.spelling import fold
from actions._words.vocabulary import GOODS

IN_NEED = (
    r"\b(?:i'?m|im|i am|we'?re|were|we are|totally|completely) (?:\w+ )?(?:skint|broke)\b"
    r"|\b(?:no|not enough|without|can'?t afford) (?:\w+ ){0,2}(?:for |buy )?(?:food|eat|to eat|nappies|medicine)\b"
    r"|\b(?:kein|keine?n?) (?:geld|kohle|cent)(?: \w+){0,3} (?:fuers?|fuern|zum|fuer) "
    r"(?:das |die |den )?(?:essen|leben|kinder|lebensmittel|medikament\w*|windeln)\b"
    r"|\b(?:bin|sind) (?:\w+ ){0,2}(?:pleite|blank)\b"
    r"|\bnie (?:mam|mamy|stac mnie|stac nas)(?: \w+){0,3} na (?:jedzenie|zycie|chleb|leki|pieluchy)\b"
    r"|\bjestem (?:\w+ )?(?:bez grosza|splukan\w*)\b"
)
"""Folded words of people who lack what they need to live."""

RELIEF_FUND = (
    r"\bhardship (?:fund|scheme|grant|help|support)\b"
    r"|\bhaertefall(?:fonds|hilfe|topf|regelung)\w*|\bsozialfonds\b|\bhilfsfonds\b"
    r"|\bfundusz\w* (?:pomoc\w*|wsparcia)\b"
)
"""Folded words for money that is given to such people."""

_CANNOT_AFFORD = re.compile(
    r"\b(?:can'?t|cannot|can not|couldn'?t|can no longer) (?:\w+ ){0,2}afford\b(?! (?:to (?:wait|lose)|the time))"
    r"|\b(?:no|not enough|any|run out of|ran out of) money (?:\w+ ){0,3}(?:for|to (?:pay|eat|heat|live))\b"
    r"|\b(?:struggl\w*|trouble|difficult\w*|hard) (?:\w+ ){0,3}(?:to pay|paying|with (?:the |my |these )?(?:bills?"
    r"|payments?))"
    r"|\b(?:skint|broke|penniless|on benefits|lost my job|hardship)\b|\bmoney (?:is|'?s) (?:\w+ )?tight\b"
    r"|\b(?:kann|koennen|konnte) (?:\w+ ){0,6}(?:nicht|nich|net|ned|nimmer) (?:\w+ ){0,2}leisten\b"
    r"|\bkein(?:e)? (?:geld|kohle|knete) (?:\w+ ){0,2}(?:fuer|zum|um)\b|\b(?:geld|kohle) reicht (?:\w+ ){0,3}(?:nicht"
    r"|net|ned)"
    r"|\bweiss (?:\w+ )?nicht (?:\w+ )?wie ich (?:\w+ ){0,4}(?:be)?zahlen\b|\bwovon soll ich\b|\bpleite\b"
    r"|\bhaertefall\w*"
    r"|\b(?:kann|koennen) (?:\w+ ){0,4}(?:einfach |gar )?(?:nicht|nich|net|ned|nimmer) (?:mehr )?(?:be)?zahlen\b"
    r"|\b(?:can'?t|cannot|can not|couldn'?t|won'?t be able to) (?:really |even |just )?pay"
    r"(?: (?:it|this|that|you|all|all of it|anything|everything|(?:the|my|this) (?:bill|lot)))?"
    r"(?: (?:this (?:month|time)|right now|now|at the moment|at all|any ?more))?\W*$"
    r"|\bnie (?:moge|mozemy|bede mogl\w*|bedziemy mogli) (?:\w+ ){0,3}(?:zaplacic|oplacic)"
    r"(?: (?:w|za|tego|tej|teraz|tym|ten|calosci) ?\w*)*\W*$"
    r"|\bnie stac (?:mnie|nas|mi)\b|\bnie mam(?:y)? (?:juz )?(?:pieniedzy|kasy|srodkow|z czego) (?:\w+ ){0,2}"
    r"(?:na|zeby|zaplac\w*|placic)|\bnie (?:mam|mamy) (?:juz )?na (?:rachun\w*|ogrzewan\w*|jedzenie|prad|gaz|zycie"
    r"|chleb)"
    r"|\b(?:nie wyrabiam|nie daje rady|nie dam rady) (?:\w+ ){0,3}(?:z rachunk\w*|finansowo|placic|zaplacic|oplac\w*)"
    r"|\btrudnej? sytuacj\w* (?:\w+ )?(?:finansow\w*|materialn\w*|zyciow\w*)"
    f"|{IN_NEED}"
)
_IN_NEED, _RELIEF_FUND = re.compile(IN_NEED), re.compile(RELIEF_FUND)
_CUTS = re.compile(
    r"\b(?:cut|cutting|switch|switching|turn|turning)\b.{0,25}\boff\b|\bcut (?:it|us|me|them|her|him|the|my|our)\b"
    r"|\bdisconnect\w*|\b\w*abstell\w*|\bstell\w* (?:\w+ ){0,5}ab\b|\w*sperr(?:e|en|t|ung)\b|\babdreh\w*"
    r"|\bdreh\w* (?:\w+ ){0,5}ab\b|\babklemm\w*|\bklemm\w* (?:\w+ ){0,5}ab\b"
    r"|\bod(?:et|ci|la)(?:n|a)\w*|\bodci(?:ec|ac|ecie|ete)\w*|\bwylacz(?:yc|ycie|a|enie)\w*|\bodlacz\w*|\bwstrzyma\w*"
)
_UNPAID = re.compile(
    r"\b(?:(?:don'?t|do not|can'?t|cannot|won'?t) pay|unpaid|behind with|(?:nicht|nich|net) (?:be)?zahl\w*|unbezahlt\w*"
    r"|nie (?:za)?plac\w*|nie zaplac\w*|zaleg\w*)\b"
)
_DONE = re.compile(
    r"\b(?:(?:been|was|were|got|is|are) (?:\w+ )?(?:cut|switched|turned|disconnected)|you(?:'ve"
    r"| have) (?:\w+ )?(?:cut|switched)"
    r"|abgestellt|abgeklemmt|gesperrt|abgedreht|odci(?:eliscie|eto|ety|eta)|wylaczyliscie|wylaczono|odlaczono"
    r"|odlaczyliscie)\b"
)
"""Words, folded, of a supply that is cut off already: that is no fear but an outage."""


_IF_UNPAID = re.compile(
    r"\bwhat (?:\w+ ){0,5}(?:if|when) (?:i|we) (?:just |simply |really )*"
    r"(?:don'?t|do not|can'?t|cannot|won'?t|never|didn'?t|stop|refuse to) (?:\w+ )?pay(?:ing)?\b"
    r"|\b(?:was|und|ja) (?:\w+ ){0,4}(?:wenn|falls) (?:ich|wir) (?:\w+ ){0,5}"
    r"(?:nicht|nich|net|ned|nix|nichts|nie)(?: \w+){0,2} (?:be)?zahl\w*"
    r"|\b(?:co|a|no) (?:\w+ ){0,4}(?:jak|jesli|jezeli|gdy|gdybym|kiedy|za) (?:\w+ ){0,4}nie (?:za|o)?plac\w*"
    r"|\bco (?:mi )?grozi\b.*\bnie(?:za)?plac\w*"
)


def asks_what_if_unpaid(text: str) -> bool:
    """Tell whether somebody asks what comes of it when a bill stays unpaid: "was passiert, wenn ich nicht zahle"."""
    folded = re.sub(r"[,;]", "", fold(text))
    return _IF_UNPAID.search(folded) is not None and GOODS.search(folded) is None


_WILL_CUT_OFF = re.compile(
    r"\b(?:will|would|gonna|going to|do|are) (?:you|u|they)\b(?! (?:have|been)).*\b(?:cut|switch|turn|disconnect\w*)"
    r"|\b(?:stellt|dreht|klemmt|sperrt|schaltet) (?:ihr|sie) (?:\w+ ){0,4}(?:ab|aus|strom|gas)\b"
    r"|\b(?:wylaczycie|odetniecie|odlaczycie|wylaczacie|odcinacie) (?:\w+ ){0,2}(?:prad|gaz|swiatlo|internet"
    r"|mnie|nas)\b"
)
_SPELL = re.compile(
    r"\b(?:maintenance|works|planned|tomorrow|today|wartung\w*|arbeiten|geplant\w*|morgen|heute|prac\w*"
    r"|planow\w*|jutro|dzis\w*)\b"
)


def fears_cut_off(text: str) -> bool:
    """Tell whether somebody asks us if we shall cut him off; of planned works it is another question."""
    folded = fold(text)
    is_asked = _WILL_CUT_OFF.search(folded) is not None and _CUTS.search(folded) is not None
    return is_asked and _DONE.search(folded) is None and _SPELL.search(folded) is None


def cannot_afford(text: str) -> bool:
    """Tell whether somebody says that he has no money for what he owes: "nie stać mnie na to"; of goods it is none."""
    folded = fold(text)
    return _CANNOT_AFFORD.search(folded) is not None and GOODS.search(folded) is None


def lacks_necessities(text: str) -> bool:
    """Tell whether somebody says that there is nothing left to live on: "kein Geld mehr fürs Essen"."""
    return _IN_NEED.search(fold(text)) is not None


def asks_for_relief(text: str) -> bool:
    """Tell whether somebody asks for money that is given to people in need: "is there a hardship fund"."""
    return _RELIEF_FUND.search(fold(text)) is not None


def fears_for_device(text: str) -> bool:
    """Tell whether somebody fears to be cut off while a device at home keeps somebody alive."""
    folded = fold(text)
    is_feared = (_CUTS.search(folded) or _UNPAID.search(folded)) is not None and _DONE.search(folded) is None
    return is_feared and needs_supply_to_live(text) and not tells_of_outage(_CUTS.sub(" ", folded))
