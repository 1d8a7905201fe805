"""Words about a line that only a person can settle: a phone or card that is gone, a number that shall move. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.spelling import fold

_PHONE = (
    r"(?:(?:smart|mobile |cell ?|i)?(?:ph|f)one|mobile|handy|haendi|handi|natel|\w*handy|telefon(?:u|em|y|ie)?|fon"
    r"|komork\w*|smartfon\w*|moby|sim(?:[ -]?(?:card|karte?))?|(?:sim)?karte|karte sim|kart[aey] sim)\b"
    r"(?! (?:contract|plan|charger|case|cover|receipt|vertrag|huelle|ladegeraet|ladekabel))"
)
_GONE = (
    r"(?:lost|stolen|stole|nicked|robbed|missing|gone|verlor(?:en|n)?|verlier\w*|ge?klaut|gstohl\w*|gestohl\w*|gezockt|weg|wech"
    r"|futsch|verschwunden|verschwundn|abhanden|zgubi\w+|zgubion\w*|ukrad\w+|skradzi\w+|zajeb\w+|stracil\w+|przepad\w+)"
)
_BLOCK = (
    r"(?:block|bar|kill|disable|deactivate|freeze|sp(?:ae|e)rr(?:en|n|t|e|ung)?|blockier\w*|dicht machen|za?blokuj\w*"
    r"|zablokowac)"
)
_LOST = re.compile(
    rf"\b{_GONE}\b(?: \w+){{0,3}} {_PHONE}\b|\b{_PHONE}(?: (?!netz|net\b|signal|empfang)\w+){{0,3}} {_GONE}\b"
    rf"|\b{_BLOCK}\b(?: \w+){{0,3}} {_PHONE}\b|\b{_PHONE}(?: \w+){{0,3}} {_BLOCK}\b"
)
_NOT_LOST = re.compile(
    r"\b(?:net|netz|network|internet|signal|empfang|zasieg\w*|siec\w*|connection|verbindung|order\w*|bestell\w*|parcel"
    r"|paket|paczk\w*|przesylk\w*|deliver\w*|liefer\w*|bills?|rechnung\w*|faktur\w*|rachun\w*|number|nummer|numer\w*|pin|puk"
    r"|calls?|anruf\w*|rueckruf\w*)\b"
)

_CLAUSES = re.compile(r"[,;.!?]+\s|\b(?:and|also|plus|und|ausserdem|oraz|i|a)\b")
"""Between these stands another matter: "stolen phone and my bill is too high"."""

_BLOCKED = re.compile(
    rf"\b{_PHONE}(?: \w+){{0,3}} (?:blocked|locked|barred|suspended|cut off"
    r"|gesperrt|blockiert|abgeklemmt"
    r"|(?:za|od)blokowan\w*)\b"
    rf"|\b(?:blocked|locked|barred|suspended|gesperrt|blockiert|zablokowa\w*|zablokowal\w*)(?: \w+){{0,3}} {_PHONE}\b"
    rf"|\b(?:unblock|unlock|reactivate|entsperr\w*|freischalt\w*|odblok\w*)(?: \w+){{0,3}} {_PHONE}\b"
    rf"|\b{_PHONE}(?: \w+){{0,3}} (?:unblocked|unlocked|entsperr\w*|freischalt\w*|odblok\w*)\b"
)
_OF_GOODS = re.compile(
    r"\b(?:order\w*|bestell\w*|parcel|pak[ei]t\w*|paczk\w*|zamowien\w*|bills?|rechnung\w*|faktur\w*)\b"
)
_PUK = re.compile(r"\bpuk\b|\bpuk(?:-| )?(?:code|kod|nummer)\b|\bkod\w* puk\b")

_CARD = r"(?:e-?)?(?:nano-?|micro-?)?(?:sim(?:[ -]?(?:card|karte?|kart[aeyi]))?s?|simk[aeio]|kart[aeyi] sim)"
_NEW = (
    r"(?:new|another|replacement|second|spare|other|neue[rns]?|ne neue|ersatz|zweite|andere|nowa|nowej|nowa|inna|druga"
    r"|zapasowa|duplikat|wymian\w*|wymieni\w*|replace|swap|exchange|austausch\w*|umtausch\w*|ersetz\w*)"
)
_BAD_CARD = (
    r"(?:broken|damaged|faulty|cracked|worn out|kaputt|defekt|hin|zerbrochen|gebrochen|beschaedigt"
    r"|zepsut\w*|uszkodzon\w*|zlama\w*|pekla|pekniet\w*)"
)
_NEW_CARD = re.compile(
    rf"\b{_NEW}(?: \w+){{0,2}} {_CARD}\b|\b{_CARD}(?: \w+){{0,3}} {_NEW}\b|\bersatz-?(?:sim|karte)\w*"
    rf"|\b{_CARD}(?: \w+){{0,3}} {_BAD_CARD}\b|\b{_BAD_CARD} {_CARD}\b"
    rf"|\b(?:need|want|get|order|send me|brauch\w*|will|moecht\w*|schick\w*|bestell\w*|chc\w*|potrzebuj\w*|popros\w*"
    rf"|zamow\w*|wysl\w*|przysl\w*)(?: \w+){{0,3}} {_CARD}\b"
)
_BARE_CARD = re.compile(r"\b(?:neue|ersatz|andere|zweite)n? ?karte\b|\b(?:nowa|nowej|druga|inna|zamienna) kart[aeyi]\b")
"""Another card of a telecom supplier is a SIM card."""
_OTHER_CARD = re.compile(
    r"\b(?:bank\w*|ec|kredit\w*|debit\w*|visa|master\w*|speicher\w*|zahl\w*|bezahl\w*|kredytow\w*|platnicz\w*|przelew\w*)\b"
)
_WITH_PLAN = re.compile(
    r"\b(?:plans?|tariffs?|contract\w*|deal|\w*tarif\w*|\w*vertr[ae]g\w*|abo|taryf\w*|umow\w*|abonament\w*|prepaid)\b"
)

_VOLUME = (
    r"(?:data(?: volume| allowance)?|gigs?|gb|gigabytes?|giga|datenvolumen|daten|volumen|transfer\w*|dan(?:e|ych)"
    r"|internet\w* (?:w|na) (?:telefon\w*|komor\w*)|pakiet\w* (?:danych|internet\w*)|gigabajt\w*)"
)
_USED_UP = re.compile(
    rf"\b(?:out of|ran out of|run out of|no more|used up (?:my|all|the)(?: \w+)?|kein\w*|top ?up|topping up|add-?on"
    rf"|nachbuch\w*|nachkauf\w*|dazubuch\w*|doladow\w*|doladuj\w*|brak|nie (?:mam|ma) juz) (?:\w+ ){{0,3}}?{_VOLUME}\b"
    rf"(?! (?:privacy|protection|schutz))"
    rf"|\b{_VOLUME}(?: \w+){{0,4}} (?:used up|gone|finished|run out|ran out|empty|top ?up|add-?on|aufgebraucht"
    rf"|verbraucht|leer|alle|weg|nachbuch\w*|nachkauf\w*|dazubuch\w*|skoncz\w*|wyczerp\w*|zuzyt\w*|doladow\w*)\b"
    rf"|\b(?:skoncz\w*|wyczerp\w*|zuzy\w*)(?: \w+){{0,3}} {_VOLUME}\b"
    rf"|\bran out(?:ta|ha| of)? {_VOLUME}\b|\b(?:give|add|book|get|gebt|gib|geben|buch\w*|pack\w*|doda\w*|dorzuc\w*"
    rf"|dokup\w*|dolicz\w*)(?: \w+){{0,4}} (?:\d+ ?(?:gb|gigs?|giga\w*)|{_VOLUME})(?: (?:extra|more|mehr|dazu|drauf"
    rf"|wiecej))?"
    r"(?=\W*(?:please|pls|bitte|prosze)?\W*$)"
)

_LINE_NUMBER = r"(?:(?:mobile |phone |old |own )*number|(?:alte |meine )*(?:ruf|handy|telefon|mobil)?nummer|numer\w*)"
_MOVES = re.compile(
    rf"\b(?:port|keep|bring|transfer)\b(?: \w+){{0,3}} {_LINE_NUMBER}\b"
    rf"|\btake(?: \w+){{0,3}} {_LINE_NUMBER}(?: \w+){{0,2}} (?:with|along|over)\b"
    rf"|\b{_LINE_NUMBER}\b(?: \w+){{0,5}} (?:mitnehm\w*|behalt\w*|portier\w*|with me|zu euch mit)\b"
    rf"|\b(?:behalt\w*|mitnehm\w*)(?: \w+){{0,3}} {_LINE_NUMBER}\b|\bbleibt (?:die|meine) {_LINE_NUMBER}\b"
    r"|\b(?:ruf)?nummern?(?:mitnahme|portierung)\b|\bnumber porting\b|\bport(?:ing)? (?:my|the) number\b"
    r"|\b(?:przeni\w+|przenos\w+|zachowa\w*|zabra\w*|zatrzyma\w*)(?: \w+){0,3} numer\w*\b"
    r"|\bnumer\w*(?: \w+){0,3} (?:przeni\w+|przenos\w+|zachowa\w*|zosta(?:je|nie))\b"
)
_OTHER_NUMBER = re.compile(
    r"\b(?:meter|customer|account|bank|house|order|invoice|licznik\w*|klienta|kont\w*|zaehler\w*|kunden\w*|rechnungs\w*"
    r"|zamowieni\w*|umow\w*|faktur\w*)\b"
)


def tells_of_lost_phone(text: str) -> bool:
    """Tell whether a phone or its card is gone, or shall be blocked: minutes count."""
    clauses = _CLAUSES.split(fold(text))
    return any(_LOST.search(clause) and not _NOT_LOST.search(clause) for clause in clauses)


_THEFT = re.compile(
    r"\b(?:stolen|stole|nicked|robbed|thie(?:f|ves)|ge?klaut|gstohl\w*|gestohl\w*|dieb\w*|ukrad\w+|skradzi\w+|zlodziej\w*"
    r"|lost it|lost mine|verlor(?:en|n)|zgubi\w+)\b"
)


def tells_of_theft(text: str) -> bool:
    """Tell whether what is spoken of, a phone without network, was stolen or lost: "glaub geklaut, in der Bahn"."""
    folded = fold(text)
    return _THEFT.search(folded) is not None and _NOT_LOST.search(folded) is None


def tells_of_blocked_line(text: str) -> bool:
    """Tell whether a phone or its card is blocked, or shall be set free again."""
    folded = fold(text)
    is_blocked = _BLOCKED.search(folded) is not None and _OF_GOODS.search(folded) is None
    return is_blocked and not tells_of_lost_phone(text)


def asks_for_puk(text: str) -> bool:
    """Tell whether somebody needs the PUK of a card."""
    return _PUK.search(fold(text)) is not None


def asks_for_card(text: str) -> bool:
    """Tell whether somebody needs another SIM card for a line, and no plan with it."""
    folded = fold(text)
    is_bare = _BARE_CARD.search(folded) is not None and _OTHER_CARD.search(folded) is None
    is_card = (is_bare or _NEW_CARD.search(folded) is not None) and _WITH_PLAN.search(folded) is None
    return is_card and not (tells_of_lost_phone(text) or tells_of_blocked_line(text))


def asks_for_data(text: str) -> bool:
    """Tell whether the data of this month are used up, or more shall be added to it."""
    return _USED_UP.search(fold(text)) is not None


def needs_person(text: str) -> bool:
    """Tell whether a phone or its card needs a person before anything else: gone, blocked, worn out, or without PUK."""
    is_lost = tells_of_lost_phone(text) or tells_of_blocked_line(text) or asks_for_puk(text)
    return is_lost or asks_for_card(text) or asks_for_data(text)


def asks_to_move_number(text: str) -> bool:
    """Tell whether somebody would take a phone number along to us or away from us."""
    folded = fold(text)
    return _MOVES.search(folded) is not None and _OTHER_NUMBER.search(folded) is None
