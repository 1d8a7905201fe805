"""What a complaint is about, and what is added to it while it is being taken, told from the customer's words. Pure.

The lists are checked in the tests against what people write; what they leave open is asked.
"""

import re

from actions._errand.drafts import CODE, Draft
from actions._errand.hearing import YES_BUT
from actions._errand.steps import Problem, Values
from actions._forms import ANSWERS, URGENT
from actions._matters import SURE, TAKES_UP
from actions._turn import Turn
from actions._words.choices import asks_about, tokens
from actions._words.complaints import claims_sum, new_words, words_to_add
from actions._words.money import asks_for_compensation
from actions._words.retractions import begins_correction, gives_up, only_waits, wants_it_again
from actions._words.spelling import fold

TYPES = (
    "bill",
    "outage",
    "device",
    "service",
    "contract",
    "reading",
    "delivery",
    "order",
    "switch",
    "data_protection",
    "other",
)
"""The backend's types that a customer can mean, in the order in which they are offered."""

_WORDS = {
    "data_protection": r"data protection|privacy|gdpr|personal data|datenschutz|dsgvo|rodo\b|dan(?:ych|e) osobow",
    "switch": r"change of supplier|supplier switch|\b(?:the|my|our) switch\b|switch\w* (?:of |my )?(?:supplier"
    r"|provider)"
    r"|(?:anbieter|lieferanten|versorger)wechsel|\bwechsel\b|zmian\w* (?:sprzedawc|dostawc)",
    "service": r"\b(?:your|ur|yr|ihr|euer|wasz) (?:service|serwis)\b"
    r"|nobody (?:came|turned|show|call|pick|answer)|\bno one\b|technician|engineer|hotline|customer service"
    r"|\bstaff\b|\brude|hung up|salesm|on the phone|\bcalls\b|techniker|mitarbeiter|kundenservice|kundendienst"
    r"|unfreundlich|warteschleife|aufgelegt|am telefon|vertreter|(?:niemand|keiner) (?:kam|ruf|geh|meld)"
    r"|nicht zurueckgerufen"
    r"|konsultan|monter|infolini|obslug|nikt nie|przez telefon|akwizytor|rozlacz|nie oddzwon",
    "delivery": r"deliver|parcel|courier|in transit|\bliefer(?!ant)|lieferung|\bpaket|sendung|kurier|zustell"
    r"|dostaw(?!c)|pacz(?:k|ce)|przesyl(?:k|ce)",
    "outage": r"outage|\b(?:no|without) (?:power|electricity|internet|signal|reception|gas|net)\b"
    r"|\b(?:ohne|bez) (?:strom|internet|netz|neta|internetu|pradu|gazu|zasiegu)\b"
    r"|\b(?:internet|wi-?fi|wlan|line|leitung|lacze|fibre|glasfaser|swiatlowod)\b.*"
    r"\b(?:mega|mbit|mb|mbps|mbit/s|instead of|statt|zamiast)\b"
    r"|\bnie (?:bylo|mialem|mialam|mamy|mam|ma|dziala|dzialal) (?:\w+ )?"
    r"(?:neta|netu|internet|internetu|pradu|gazu|zasiegu)\b"
    r"|(?:internet|wi-?fi|line|connection|power|signal|network)\b.*"
    r"\b(?:down|slow|gone|drop\w*|cut\w* out|not work\w*|doesn.?t work|unstable|off)\b"
    r"|ausfall|kein (?:strom|internet|netz|gas|empfang)|(?:internet|netz|leitung|verbindung|wlan|strom)\b.*"
    r"(?:langsam|\bweg\b|\btot\b|ausgefallen|stottert|bricht|faellt|funktioniert nicht|geht nicht|lahm)"
    r"|fridge|freezer|thawed|kuehlschrank|gefrier\w*|(?:auf|ab)getaut|lodowk|zamraz|rozmroz"
    r"|awari|brak (?:pradu|internetu|zasiegu|gazu)|(?:internet|siec|lacze|polaczeni\w*|prad)\b.*"
    r"(?:nie dziala|woln|rwie|przerywa|zrywa|\bpada\b)",
    "reading": r"\bmeter\b|\breading|zaehler|ablesung|odczyt|licznik",
    "device": r"r(?:ou|u|oo)ter|modem|\bphone\b|handset|smartphone|\bsim\b|charger|repeater|device|tv box|set.top"
    r"|wallbox|geraet|\bhandy|telefon(?!isch|at|ist|ier)|verstaerker|fritzbox|urzadzen|ladowark|wzmacniacz|dekoder"
    r"|sprzet",
    "bill": r"\bbill|invoice|charge[ds]?\b|payment|direct debit|refund|rechnung|abgebucht|abschlag|mahnung"
    r"|lastschrift|gutschrift|faktur|rachun|naliczon|zaplac|oplat|pobran|wezwani|zwrot\w* pieniedzy|\br-\d{4}-\d{6}",
    "order": r"\border(?:ed|s)?\b|bestell|zamowi|\bo-\d{6,7}",
    "contract": r"\bprices? (?:\w+ ){0,3}(?:rise|raise|went up|gone up|increase)|preis\w* (?:\w+ ){0,3}(?:gestieg"
    r"|erhoeh)"
    r"|preis(?:erhoeh|anpass|steiger)|podwyz|\bcen[ay] (?:\w+ ){0,3}(?:wzros|podnies|poszl)|contract|tariff|renewal"
    r"|\bv-\d{6}|\bsigned|vertrag|\btarif|umow|taryf|przedluz",
}
"""By type a pattern of folded words in three languages; the first that fits a clause is meant, so narrow ones lead."""

_TROUBLE = re.compile(
    r"broken|wrong|incorrect|defect|faulty|damaged|\bdead\b|not right|n.?t (?:be )?right|cannot be right|too high"
    r"|doubled?|mistake|error|n.?t work|not work|smok|missing|rude|\btoo\b|\balso\b|as ?well|twice|so is"
    r"|kaput|defekt|falsch|stimmt (?:\w+ ){0,2}nicht|nicht (?:richtig|korrekt|in ordnung)|zu hoch|doppelt|beschaedigt"
    r"|zu (?:viel|wenig)|nicht (?:\w+ ){0,2}(?:gemacht|gekommen)|geht nicht|funktioniert nicht|spinnt|fehler|fehlt"
    r"|\bauch\b|ebenso|genauso"
    r"|zepsut|uszkodz|popsut|wadliw|bledn|\bblad\b|\bzl[aey]\b|nie zgadza|nie dziala|za (?:wysok|duz|mal|nisk)"
    r"|z kosmosu|zawyzon|podwojn|rozbit"
    r"|spalil|nieprawidlow|\btez\b|rowniez|takze"
)
_DUNNED = re.compile(
    r"\bthreat\w*\b.*\b(?:cut|off|disconnect)|\b(?:although|though|but|already) (?:i |we )?(?:have |already )*paid\b"
    r"|\bpaid\b.*\b(?:threat|remind|dunn|cut)|\bmahn(?:t|en|ung\w*)\b|\b(?:androh|sperrung|sperrandroh)\w*"
    r"|\b(?:obwohl|schon|laengst|bereits)\b.*\b(?:gezahlt|bezahlt|ueberwiesen)\b"
    r"|\bgroz\w*\b.*\bodci|\b(?:choc\w*|mimo|przeciez|juz)\b.*\b(?:zaplaci|przela|wplaci)(?:lem|lam)\b|\bponagl"
)
"""Reminders and threats for what was paid, which sound like an outage or like nothing known."""
_NOT_SO = re.compile(
    r"\b(?:not (?:that|so|this|\d)|instead of|rather than|nicht (?:so|\d|das|soviel)|statt|a nie|nie (?:tyle|tak"
    r"|\d)|zamiast)\b"
)
"""Words of somebody who sets what is right against what is written."""
_CLAUSES = re.compile(
    r"[,;.!?:\n]+\s|[!?;\n]|\b(?:and|und|sowie|i|oraz|a|but|aber|ale|plus|sondern|lecz)\b"
    r"|(?<=\w) it'?s (?!not\b)"
)
_DENIED = re.compile(r"\b(?:not|nicht|nie) (?:the|my|about|um|die|der|das|den|mein\w*|o|ten|ta|te)\b")
_MOST = 2
_NUMBER = re.compile(
    r"\b(?:which|what)(?:'?s| is| was)? (?:the |my |its )?(?:\w+ )?(?:number|no|reference)\b(?! (?:do|should|can|to))"
    r"|\b(?:welche|wie (?:ist|war|lautet|is) (?:die|meine)) (?:\w+)?nummer\b(?! (?:soll|muss|kann))"
    r"|\b(?:jaki|ktory)(?: to| jest| mam| ma)? (?:numer|nr)\b(?! (?:telefonu|konta|klient|licznik|umow))"
)
_CASE = re.compile(r"\b(?:complaint|case|ticket|\w*beschwerde\w*|vorgang\w*|reklamacj\w*|spraw\w*|zgloszeni\w*)\b")


def types_in(text: str) -> list[str]:
    """Return the types a text complains of: one, two when two things are wrong at once, or none."""
    clauses = [clause for clause in _CLAUSES.split(fold(text)) if clause.strip() and not _DENIED.search(clause)]
    typed = [(found, bool(_TROUBLE.search(clause))) for clause in clauses if (found := _type_of(clause))]
    troubled = list(dict.fromkeys(found for found, is_troubled in typed if is_troubled))
    return (troubled or [found for found, _ in typed][:1])[:_MOST]


def complains(text: str) -> bool:
    """Tell whether a text says that something known is wrong, not only what it is about."""
    clauses = [clause for clause in _CLAUSES.split(fold(text)) if clause.strip()]
    found = [(_type_of(clause), clause) for clause in clauses]
    if _NOT_SO.search(fold(text)) and any(one for one, _ in found):
        return True
    return any(
        one == "outage" or (one and (_TROUBLE.search(clause) or _DUNNED.search(clause))) for one, clause in found
    )


def _type_of(clause: str) -> str | None:
    if _DUNNED.search(clause):
        return "bill"
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(clause)), None)


_PATTERNS = {name: re.compile(pattern) for name, pattern in _WORDS.items()}

TELLING = 7
"""A message of so many words tells something, even if no list knows its words."""

LEAST = 4
"""Words of an addition that is known by what it is about; one that says what is wrong may be shorter."""

OPENING_WORDS = 4
"""A question shows within so many words."""

NEAR_STORY = frozenset(
    {"check_bill", "get_invoice", "payment_status", "check_consumption", "report_outage", "order_status"}
    | {"file_complaint", "price_change", "submit_meter_reading", "return_goods", "human_handoff", "contract_details"}
)
"""Intents that a part of the story is taken for, by what it complains of."""


def added_to(turn: Turn, draft: Draft, answer: Values | Problem | None) -> str | None:
    """Return what the message adds to the story that was told already, if it does.

    Args:
        turn: The message.
        draft: The complaint.
        answer: What the message answers of the open question.
    """
    if draft.asking in (None, CODE, "story") or "story" not in draft.values or turn.attachments:
        return None
    if (words := words_to_add(turn.text)) is not None and turn.intent not in URGENT - {"cancel_dialogue"}:
        return words
    may_be = turn.intent not in URGENT and (turn.confidence < SURE or gives_reason(turn.text))
    is_near = turn.intent in ANSWERS | NEAR_STORY or may_be or tells_since(turn.text) or claims_sum(turn.text)
    if turn.first("step", "matter") is not None or not is_near:
        return None
    text = YES_BUT.sub("", turn.text).strip()
    if (_is_reply(turn, text, answer) and not claims_sum(text)) or asks_anything(text) or text in draft.values["story"]:
        return None
    length = len(tokens(text))
    tells = turn.intent in ANSWERS and (length >= TELLING or (length >= LEAST and bool(types_in(text))))
    goes_on = length >= LEAST and _GOES_ON.match(fold(text)) is not None
    is_trouble = length >= TELLING and _TROUBLE.search(fold(text)) is not None
    complains_more = is_trouble or complains(text) or gives_reason(text) or asks_for_compensation(text)
    says_more = complains_more or tells_since(text) or claims_sum(text) or _IS_PAID.search(fold(text)) is not None
    return text if tells or goes_on or (length > 1 and says_more) else None


_IS_PAID = re.compile(r"\b(?:paid|bezahlt|gezahlt|ueberwiesen|zaplac\w*|oplac\w*|przela\w*)\b")
_GOES_ON = re.compile(
    r"\W*(?:(?:and|also|besides|plus|on top|und|ausserdem|zudem|dazu|ferner|obendrein|i|a|oraz|poza tym|dodatkowo"
    r"|ponadto"
    r"|w dodatku|na dodatek|do tego)\W+)+(?:also|still|then|auch|noch|dann|jeszcze|tez|czekal\w*|waited|hab\w*|i)\b"
)
"""Words, folded, that open a further part of the story."""


_BESIDES = re.compile(
    r"\b(?:also|as ?well|too|besides|on top|plus|auch|ausserdem|zudem|zusaetzlich|obendrein|dazu|tez|rowniez|takze"
    r"|dodatkowo|ponadto|w dodatku|na dodatek|oprocz tego|poza tym)\b"
)
"""Words, folded, that set a second thing beside the first, and not in its place."""

_POINTS_BACK = re.compile(
    r"\babout (?:that|this|it)\b|\b(?:because of|for) (?:that|this|it)\b"
    r"|\b(?:darueber|deswegen|deshalb|dagegen|dafuer|dazu)\b"
    r"|\bueber (?:das|sowas|so was)\b|\b(?:na|o|za) to\b|\bz tego powodu\b|\bw tej sprawie\b"
    r"|\bdlatego\b|\btego dotyczy\b"
)


def points_back(text: str) -> bool:
    """Tell whether a message is about what was said before: "I want to complain about that"."""
    return _POINTS_BACK.search(fold(text)) is not None


def tells_story(text: str) -> bool:
    """Tell whether a message tells something that went wrong, and asks nothing."""
    return len(tokens(text)) >= LEAST and bool(types_in(text)) and not asks_anything(text)


def corrected_story(text: str) -> Values:
    """Return the answers that follow from the right words; nothing where they are not told."""
    words = new_words(text)
    if words is None or len(tokens(words)) < 2:
        return {}
    types = types_in(words)
    return {"story": words, **({"type": "+".join(types)} if types else {})}


def merged(story: str, addition: str, before: str | None) -> Values:
    """Return the answers that follow from an addition: the whole story, and what it is about now.

    Args:
        story: What was told so far.
        addition: What is told now.
        before: The types so far, as the step keeps them.
    """
    values: Values = {"story": f"{story.rstrip()}\n{addition}"}
    found, whole = types_in(addition), types_in(values["story"])
    if found:
        known = [one for one in (before or "").split("+") if one]
        is_whole = set(found) | set(known) <= set(whole)
        adds = gives_reason(addition) or _BESIDES.search(fold(addition)) is not None
        both = [*known, *(one for one in found if one not in known)][:_MOST] if adds else found
        values["type"] = "+".join(whole if is_whole else both)
    return values


def _is_reply(turn: Turn, text: str, answer: Values | Problem | None) -> bool:
    """Tell whether it only answers: a yes, a no, a choice, a correction."""
    if only_waits(turn.text) or wants_it_again(turn.text) or gives_up(turn.text):
        return True
    agrees_and_more = text != turn.text.strip()
    if turn.intent == "affirm" and not agrees_and_more:
        return True
    if not agrees_and_more and (turn.intent == "deny" or begins_correction(text)):
        return _is_short(text) or not complains(text)
    return isinstance(answer, dict) and _is_short(text)


def _is_short(text: str) -> bool:
    return len(tokens(text)) < TELLING


def asks_anything(text: str) -> bool:
    """Tell whether a message is a question, also one that a yes or a no answers."""
    opens = asks_about(" ".join(text.split()[:OPENING_WORDS]))
    opens = opens or (TAKES_UP.match(text) is not None and len(tokens(text)) >= TELLING)
    return text.endswith("?") or opens or _YES_NO_QUESTION.match(fold(text)) is not None


_YES_NO_QUESTION = re.compile(
    r"\W*(?:(?:and|so|but|und|aber|a|i|to)\W+)*(?:(?:was|is|are|were|did|does|do|has|have|can|could|will)"
    r" (?:the|it|my|that|this|you|i|there|your)"
    r"|(?:ist|war|hat|habt|haben|wurde|wird|kann|koennt|koennen|stimmt|habe)"
    r" (?:der|die|das|dieser|diese|mein\w*|ihr\w*|es|ich|sie|man)|czy)\b"
)


_REASON = re.compile(
    r"\b(?:complain\w*|complaint|beschwer\w*|reklam\w*|skarg\w*|skarz\w*|zazalen\w*)\b(?:\W+\w+){0,3}?"
    r"\W+(?:that|because|since|about|cos|dass|das|weil|ueber|wegen|ze|bo|poniewaz|o|na) (?P<reason>\w.*)"
)
_LEAST_REASON = 3
"""Words behind "I complain that" that tell something: "it takes so long"."""


def gives_reason(text: str) -> bool:
    """Tell whether a wish to complain says why, in however few words."""
    found = _REASON.search(fold(text))
    return found is not None and len(found["reason"].split()) >= _LEAST_REASON


_WITHDRAWS = re.compile(
    r"\b(?:withdraw|cancel|drop|revoke|retract|take back|close|delete|scrap)\w*\b(?: \w+){0,3} (?:complaints?"
    r"|tickets?|cases?)\b"
    r"|\bcomplaints?\b(?: \w+){0,4} (?:withdraw|cancel|drop|back)\w*\b"
    r"|\b(?:zieh\w*|nehm\w*|nimm)\b(?: \w+){0,4} (?:beschwerden?|reklamation(?:en)?)\b(?: \w+){0,3} zurueck\w*"
    r"|\b(?:beschwerden?|reklamation(?:en)?)\b(?: \w+){0,4} (?:zurueck\w*|stornier\w*|loesch\w*|streich\w*)"
    r"|\b(?:stornier\w*|loesch\w*|streich\w*)(?: \w+){0,3} (?:beschwerden?|reklamation(?:en)?)\b"
    r"|\b(?:wycof\w*|anul\w*|cofn\w*|cofam|odwol\w*|usun\w*|rezygn\w* z)\b(?: \w+){0,3} (?:reklamac\w*|skarg\w*"
    r"|zgloszeni\w*)\b"
    r"|\b(?:reklamac\w*|skarg\w*)\b(?: \w+){0,3} (?:wycof\w*|anul\w*|cofn\w*|do kosza)\b"
)


def asks_number(text: str, *, is_sent: bool) -> bool:
    """Tell whether few words ask for the number of a complaint, which need not be named when it was sent just now."""
    folded = fold(text)
    is_brief = len(tokens(text)) <= TELLING
    return is_brief and _NUMBER.search(folded) is not None and (is_sent or _CASE.search(folded) is not None)


def withdraws_complaint(text: str) -> bool:
    """Tell whether somebody wants a complaint of his no more."""
    return _WITHDRAWS.search(fold(text)) is not None


_ADD = re.compile(
    r"\badd\b|\bappend|one more thing|please note|tell them (?:also|too)|\bergaenz|hinzufueg|\bfueg\w* .*(?:hinzu|an)\b"
    r"|schreib\w* .*dazu|nachtrag|\bdopis|\bdodac|\bdodaj|uzupelni|dolacz|dorzuc"
)

_TICKET = re.compile(r"complaint|\bcase\b|ticket|beschwerde|vorgang|anfrage|reklamac|zgloszeni|\bt-\d{6}")


_MORE = re.compile(
    r"\W*(?:(?:and|und|i|a|oh|ach|no)\W+)*(?:also|besides|plus|on top|one more thing|ausserdem|zudem|dazu|ferner"
    r"|obendrein"
    r"|noch (?:was|etwas|eins)|poza tym|dodatkowo|ponadto|w dodatku|na dodatek|do tego|jeszcze jedno|i jeszcze)\b"
)


def tells_more(text: str) -> bool:
    """Tell whether a message goes on with what went wrong: "and besides, nobody called back"."""
    goes_on = _MORE.match(fold(text)) is not None and bool(types_in(text))
    return (goes_on or tells_since(text)) and not asks_anything(text)


def wants_to_add(text: str) -> bool:
    """Tell whether something shall be added to a ticket."""
    return bool(_ADD.search(fold(text)))


_COMPLAINT = re.compile(r"complain|beschwerde|reklamation|reklamac|skarg")


def names_complaint(text: str) -> bool:
    """Tell whether a complaint is spoken of by that name, not any case."""
    return _COMPLAINT.search(fold(text)) is not None


_SINCE = re.compile(
    r"\b(?:since|for (?:\w+ ){0,2}(?:days?|weeks?|months?|hours?)|seit\w*"
    r"|schon (?:\w+ ){0,2}(?:tage?n?|wochen?|monate?n?)"
    r"|od (?:\d|wczoraj|rana|zeszl\w*|tygodni\w*|dwoch|trzech|kilku|poczatku|poniedzial\w*|wtor\w*|srod\w*|czwart\w*"
    r"|piat\w*|sobot\w*|niedziel\w*|\w*(?:nia|ca|da|ja|pada|dni)\b))"
)
_MOST_SINCE = 6
"""Words that say since when, and no more."""


def tells_since(text: str) -> bool:
    """Tell whether few words say since when something is wrong: "seit Freitag", "od piątku nie działa"."""
    is_brief = 1 < len(text.split()) <= _MOST_SINCE
    return is_brief and _SINCE.search(fold(text)) is not None and not asks_anything(text)


def only_names_type(text: str) -> bool:
    """Tell whether a message is the bare name of what is wrong, of which nothing is told yet: "Rechnung"."""
    return 0 < len(tokens(text)) <= _BARE and bool(types_in(text)) and not complains(text)


_BARE = 2


def names_ticket(text: str) -> bool:
    """Tell whether a ticket that is there already is spoken of."""
    return bool(_TICKET.search(fold(text)))
