"""Words about other people: those who shall be told things or call, and those who have died. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.spelling import fold

_FAMILY = (
    r"husband|wife|partner\w*|m(?:o|u)ther|father|mum|mom|dad|parents?|gran(?:d\w+|ny|s)?|son|daughter|brother|sister"
    r"|uncle|aunt|neighbou?r|mann|frau|mama|papa|oma|opa|sohn|tochter|bruder|schwester|lebensgefaehrt\w*"
    r"|(?:gross|schwieger|stief)?(?:mutter|vater|eltern|onkel|tante)|gross(?:mama|papa)"
)
_PERSON = re.compile(
    rf"\b({_FAMILY}|friend|flat ?mate|room ?mate|girlfriend|boyfriend|colleague|accountant|bookkeeper|co-?owner"
    r"|assistant|carer|freund(in)?|mitbewohner\w*|kolleg\w*|buchhalter\w*|steuerberater\w*|mitinhaber\w*|teilhaber\w*"
    r"|nachbar\w*|betreuer\w*"
    r"|maz|meza|mezowi|mezem|zon[aeyo]|zonie|mam[aey]|mamie|matk\w*|ojciec|ojc\w+|tat[aey]|tacie|rodzic\w*|syn(a|owi)?"
    r"|cork\w*|corce|brat(a|u)?|siostr\w*|wspolnik\w*|wspollokator\w*|ksiegow\w*|koleg\w*|kolez\w*|sasiad\w*"
    r"|przyjaci\w*|opiekun\w*|pracownik\w*)\b"
)
_MAY = re.compile(
    r"\b(may|can|could|should|allow\w*|able|let)\b"
    r"(?! (i|we) (\w+ )?(ask|see|know|talk|speak)\b| (my|our|the) neighbou?rs? see\b).*"
    r"\b(call|phone|ring|talk|speak|ask|see|deal|act|know|decide|told)\b"
    r"|\b(access|authori[sz]\w*|on my behalf|in my name)\b"
    r"|\b(darf|duerfen|soll\w*|kann|koennen|koennte)\b(?! (ich|wir)\b(?!.*\blassen\b)).*"
    r"\b(anrufen|auskunft|auskuenfte|bescheid|reden|sprechen|fragen|handeln|einsehen|regeln|informiert)\b"
    r"|\b(bevollm\w*|zugriff|zugang|in meinem namen)\b"
    r"|\b(moga|mogl\w*|moze|moc|zeby|aby|by)\b.*\b(dzwonic|dzwonil\w*|rozmawia\w*|pyta\w*|zalatwia\w*|wiedzi\w*|decydowa\w*)\b"
    r"|\b(upowazn\w*|dostep\w*|wglad\w*|w moim imieniu)\b"
)
_NOT_MINE = re.compile(
    r"\b(not|isn.?t) (my|mine)\b|\bnot my own\b|\b(nicht|net|nich) (mein\w*|von mir)\b|\bnie moj\w*\b|\bnie do mnie\b"
)
_ASKS_HERSELF = re.compile(r"\b(call|ring|phone|text) (me|us)\b|\bruf\w* (mich|uns)\b|\b(zadzwo\w*|dzwon\w*) do mnie\b")

_DEATH = re.compile(
    r"\b(passed away|deceased|bereave\w*|verstorben\w*|todesfall|sterbeurkunde|zmarl\w*|umarl\w*|nie zyje|akt\w* zgonu"
    r"|death certificate)\b"
)
_DIED = re.compile(r"\b(died|is dead|gestorben|ist tot)\b")
_PEOPLE = rf"({_FAMILY}|tenant|(contract|account) holder|mieter\w*)"
_WHO_DIED = re.compile(rf"\b({_PEOPLE}|(he|she|er|sie)(?= (\w+ ){{0,4}}(died|is dead|gestorben|ist tot)))\b")
"""Words, folded, for people; a pronoun only if it is who died."""
_THING_DIED = re.compile(
    r"\b(it|es|everything|alles|(smart|i|cell)?phone|battery|router|modem|internet|wi-?fi|wlan|meter|\w*line|connection"
    r"|handy|akku|\w*zaehler|telefon\w*|komork\w*|bateria|licznik\w*|laptop|computer|komputer|domofon|tv|tablet|hotline"
    r"|\w*leitung|\w*netz|\w*anschluss|\w*verbindung|lacze|linia|polaczenie|siec)"
    rf" ((\w+ ){{0,2}}(?!{_PEOPLE} )\w+ )?(died|is dead|gestorben|ist tot|nie zyje|(z|u)marl\w*)\b"
    r"|\bswie(to|tem|cie) zmarlych\b"
)
"""Words, folded, of a device or a line without life, and of a Polish holiday."""


_WHO_MAY_ORDER = re.compile(
    r"\bwho (\w+ ){0,3}(may|can|is allowed to|could) (\w+ )?(order|approve)\b|\bwho (orders|approves)\b"
    r"|\bwer (\w+ ){0,3}(darf|kann|duerfte) (\w+ ){0,4}(bestellen|freigeben|genehmigen)\b"
    r"|\bwer (bestellt|gibt .* frei)\b"
    r"|\bkto (\w+ ){0,3}(moze|moga|wolno) (\w+ ){0,3}(zamawiac|zamowic|zatwierdz[ai]c)\b|\bkto (zamawia|zatwierdza)\b"
)


_FOR_ME = re.compile(r"\b(for (me|us)|mir|uns einen?|dla (mnie|nas)|mi|nam)\b")


def asks_who_may_order(text: str) -> bool:
    """Tell whether somebody asks who of a company may order or approve, not for somebody who orders for him."""
    folded = fold(text)
    return _WHO_MAY_ORDER.search(folded) is not None and _FOR_ME.search(folded) is None


def is_about_others(text: str) -> bool:
    """Tell whether somebody else shall call or be told things, or a number is somebody else's."""
    folded = fold(text)
    if _PERSON.search(folded) is None or _ASKS_HERSELF.search(folded):
        return False
    return _MAY.search(folded) is not None or _NOT_MINE.search(folded) is not None


def tells_of_death(text: str) -> bool:
    """Tell whether somebody has died; of phones and batteries one says it too."""
    folded = fold(text)
    of_person = _DIED.search(folded) is not None and _WHO_DIED.search(folded) is not None
    return (of_person or _DEATH.search(folded) is not None) and _THING_DIED.search(folded) is None


_ADDRESS_WRONG = re.compile(
    r"\b(?:my|the|your) (?:postal |home |billing )?address (?:\w+ ){0,3}(?:wrong|incorrect|not (?:right|correct)|old"
    r"|outdated)\b"
    r"|\b(?:wrong|old) address (?:for|of) me\b"
    r"|\b(?:mein\w*|die|eure) (?:post|liefer)?(?:adresse|anschrift) (?:\w+ ){0,3}(?:falsch|verkehrt|veraltet"
    r"|stimmt nicht)\b"
    r"|\b(?:adresse|anschrift) stimmt (?:\w+ )?(?:nicht|net|ned|nich)\b"
    r"|\b(?:moj )?adres (?:\w+ ){0,3}(?:zly|bledny|nieprawidlowy|niepoprawny|nieaktualny|nie zgadza)\b"
    r"|\b(?:zly|bledny|stary) adres (?:w danych|macie|u was)\b"
)
_NEW_NAME = re.compile(
    r"\b(?:getting|got|get|been|just) married\b|\bmarry(?:ing)?\b|\bmy wedding\b|\bmarried name\b"
    r"|\b(?:heirate\w*|geheiratet|hochzeit|vermaehlt)\b|\b(?:wychodze|wyszlam|wyjde) za maz\b|\b(?:biore|wzielam"
    r"|wzielismy) slub\b"
    r"|\bpo (?:slubie|mezu|rozwodzie)\b"
)
_NAME = re.compile(r"\b(?:name\w*|surname|called|heiss?\w*|nachname\w*|namen?|nazwisk\w*|nazywac|nazywam|bede sie)\b")


def says_address_is_wrong(text: str) -> bool:
    """Tell whether the address that we have is said to be wrong."""
    return _ADDRESS_WRONG.search(fold(text)) is not None


def tells_of_new_name(text: str) -> bool:
    """Tell whether somebody is called otherwise, or will be, because of a wedding or its end."""
    folded = fold(text)
    return _NEW_NAME.search(folded) is not None and _NAME.search(folded) is not None


_COPY = re.compile(r"\b(?:copy|copies|kopien?|kopi[aei]?)\b")
_OF_ALL = re.compile(
    r"\b(?:what(?:ever)?|everything|all)\b.*\b(?:have|got|hold|know|keep)\b"
    r"|\b(?:was|alles?|allem|dessen)\b.*\b(?:habt|haben|wisst|gespeichert)\b"
    r"|\b(?:tego|wszystk\w*|co)\b.*\b(?:macie|maja|wiecie|przechow\w*|posiada\w*)\b"
)
_OF_PAPERS = re.compile(
    r"\b(?:bills?|invoices?|contracts?|\w*rechnung\w*|vertr\w+|faktur\w*|rachun\w*|umow\w*|reading\w*|odczyt\w*)\b"
)
MOST_WORDS_BESIDE = 8


def wishes_data_copy(text: str, *, offered: bool) -> bool:
    """Tell whether somebody wants a copy of what is known of him.

    Args:
        text: The message.
        offered: The copy was just spoken of, so that a few words with "copy" mean it.
    """
    folded = fold(text)
    if _COPY.search(folded) is None or _OF_PAPERS.search(folded):
        return False
    return _OF_ALL.search(folded) is not None or (offered and len(folded.split()) <= MOST_WORDS_BESIDE)
