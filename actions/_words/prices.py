"""Words about prices that name no product: of "it", of a kilowatt hour, of us as a whole. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.choices import asks_about
from actions._words.spelling import fold

_COST = re.compile(
    r"\b(?:costs?|free|charge[ds]?|fees?|pay|price|kost\w*|kostenlos|umsonst|gebuehr\w*|gratis|koszt\w*|darmo\w*"
    r"|bezplatn\w*|oplat[ay]\w*|platn\w*|how much|wie ?viel|ile)\b"
)
_BESIDE = """
and so but then does do is are will would can may i we me us you u it that this them for to any anything something extra
now what how much there have has be of all in total altogether ok
und aber denn dann das dies es mich mir uns was wie viel wieviel ist is sind das der die den eigentlich insgesamt etwas
extra jetzt muss ich wir dafuer mal auch ja alles zusammen noch da
a i to tego tym tych mnie nam jaki jakis jakies jaka jakie ile czy bez za cos mi jest sa bedzie beda no z razem tam
dodatkowo w sumie ja musze sie dla teraz
"""
_UNIT = re.compile(
    r"\b(?:per|je|pro|die|eine?|a|an|za|of a) (?:kwh|kilowatt\w*|kilowatogodzin\w*|kilowatt ?hour|unit)\b"
    r"|\b(?:kwh|kilowatt\w*)(?: \w+){0,2} (?:price|cost|preis|cena|kost\w*)\b|\bkilowatogodzin\w*|\bkwh[ -]?preis"
)
_OWN = re.compile(r"\b(?:my (?:contract|tariff|bill)|mein\w*|moj\w*|mam)\b")
_DEAR = re.compile(
    r"\b(?:why|how come)\b.*\b(?:(?:are|r) (?:you|u|yous|ye)|(?:you|u) (?:are|r))\b.*"
    r"\b(?:expensive|dear|pricey|costly)\b"
    r"|\b(?:warum|wieso|weshalb)\b.*\b(?:seid\w*|sind (?:ihr|sie)|bei (?:euch|ihnen))\b.*\bteuer\w*"
    r"|\b(?:ihr|sie) (?:seid|sind) \w* ?(?:zu )?teuer"
    r"|\b(?:czemu|dlaczego|skad)\b.*\b(?:jestescie|macie|u was|wasze|panstwo)\b.*\bdro[gd]\w*"
    r"|\b(?:you are|you're|u are|ur|you r) (?:\w+ )?(?:too |so |way too )(?:expensive|dear|pricey)\b"
    r"|\bjestescie (?:za|tacy|tak|zbyt) dro[gd]\w*"
)
_TARIFF = re.compile(
    r"\b(?:elastyczn\w*|flex\w*|(?:strom|gas|gaz\w*|prad\w*)[ -]?(?:fix|flex)|(?:fix|stal[aey]|oekostrom|glasfaser"
    r"|fibre|fiber|swiatlowod\w*|internet\w*|mobile?|komork\w*|sim|handy|tarif|taryf\w*)[ -]?(?:\d{1,4}|[sml]|xl)"
    r"|(?:the|der|den|die|ten|ta|te|tego) (?:fix|\d{2,4}(?! ?(?:euro|zl|pln|kwh|gb|mb))))\b"
)
_KINDS = re.compile(r"\b(?:strom|gas|gaz\w*|prad\w*|power|electricity|internet|mobile|handy|oekostrom)\b")
_FEW = 3


def only_names_tariff(text: str) -> bool:
    """Tell whether nothing but a tariff is named: "flex strom"."""
    folded = fold(text)
    is_named = _TARIFF.search(folded) is not None and _KINDS.search(folded) is not None
    return len(folded.split()) <= _FEW and is_named


_ASKS_PRICE = re.compile(
    r"\b(?:how much|what does|what is|price|costs?|was kostet|kostet|wie teuer|preis|ile|cena|ceny|kosztuje)\b"
)
_TERMS = re.compile(
    r"\b(?:term|minimum|tied|locked|notice|leave|cancel|quit|end it|get out|how long|laufzeit|mindest\w*|gebunden"
    r"|kuend\w*|raus|wie lange|wypowied\w*|wypowiad\w*|rozwiaz\w*|zrezygn\w*|zobowiaz\w*|na jak dlugo|jak dlugo"
    r"|na ile|przed czasem|wczesniej|early|vorzeitig)\b"
)
_ASKS = re.compile(
    r"\b(?:can|could|may|is|do|does|how|what|kann|koennte|darf|ist|komm\w*|wie|was|muss|mozna|moge|czy|ile|jak)\b|\?"
)
_OF_BILL = re.compile(r"\b(?:bill|invoice|\w*rechnung|faktur\w*|rachun\w*|month|monat|miesia\w*)\b")


_I_PAY = re.compile(
    r"\bcosts? (?:me|us)\b|\b(?:do|am) (?:i|we) (?:pay\w*|charged)\b|\bkoste[tn] (?:mich|uns)\b|\bzahl\w* (?:ich|wir)\b"
    r"|\b(?:mnie|nas) koszt\w+|\bkoszt\w+ (?:mnie|nas)\b|\bplac(?:e|imy) za\b"
)
_CHANGES = (
    r"(?:switch|change|move|put|swap|wechs[el]\w*|umstell\w*|stell\w*|setz\w*|zmien\w*|zmian\w*|przelacz\w*|przepn\w*"
    r"|przenies\w*|przejsc|przejde)"
)
_OTHER = (
    r"(?:(?:strom|gas|prad|gaz)?[ -]?(?:flex\w*|fix(?:e[nr])?|oeko\w*|eco)|green (?:power|energy|electricity|tariff)"
    r"|elastyczn\w*|zielon\w*)"
)
_OTHER_TARIFF = re.compile(
    rf"\b{_CHANGES} (?:\w+ ){{0,4}}?(?:tariffs?|tarife?s?|taryf\w*)\b(?! (?:work|is|ist|jest))"
    rf"|\b{_CHANGES} (?:\w+ ){{0,4}}?{_OTHER}\b|\b{_OTHER} (?:\w+ ){{0,2}}(?:wechseln|umstellen|switch\w*)\b"
    rf"|\b(?:lieber|rather|instead|raczej|wole) (?:\w+ ){{0,3}}?{_OTHER}\b|\b{_OTHER} (?:instead|lieber)\b"
    r"|\b(?:change|switch|move|upgrade)\w*(?: \w+){0,3} (?:tariff|plan)(?: \w+){0,2} (?:to|for|into)\b"
    r"|\b(?:wechs\w*|umstell\w*|umstieg|umsteig\w*|aender\w*)(?: \w+){0,3} \w*(?:tarif|vertrag)s?(?: \w+){0,2}"
    r" (?:auf|in|zu)\b"
    r"|\b(?:tarifwechsel|wechsel)(?: \w+){0,2} (?:auf|in|zu)\b"
    r"|\b(?:zmian\w*|zmieni\w*|przejsci\w*|przejsc|przejd\w*)(?: \w+){0,3}"
    r" (?:taryf\w*|plan\w*|abonament\w*)(?: \w+){0,2} na\b"
)
_REFUSES = re.compile(r"\b(?:no|not|don'?t|nicht|kein\w*|nein|nie|odrzuc\w*|rezygn\w*|ablehn\w*|decline|refuse)\b")


def wishes_other_tariff(text: str) -> bool:
    """Tell whether somebody would have another tariff than the one that runs: "dann wechselt mich auf flex"."""
    folded = fold(text)
    return _OTHER_TARIFF.search(folded) is not None and _REFUSES.search(folded) is None and not asks_about(text)


def asks_what_i_pay(text: str) -> bool:
    """Tell whether somebody asks what he pays himself, not what is sold: "what does the flat cost me?"."""
    return _I_PAY.search(fold(text)) is not None


def asks_cost_of_it(text: str) -> bool:
    """Tell whether a few words ask what "it" costs, and name nothing: "und was kostet mich das?"."""
    folded = fold(text)
    said = set(re.findall(r"[a-z]+", _COST.sub(" ", folded)))
    return _COST.search(folded) is not None and said <= set(_BESIDE.split())


def asks_unit_price(text: str) -> bool:
    """Tell whether somebody asks what a kilowatt hour costs, and not in a contract of his own."""
    folded = fold(text)
    return _UNIT.search(folded) is not None and _OWN.search(folded) is None


_WHY_RAISED = re.compile(
    r"\b(?:why|how come)\b.*\b(?:you|u|yous|ye)\b.*\b(?:(?:rais|increas|hik|jack)\w*|put\w*) (?:\w+ ){0,3}pric\w*"
    r"|\b(?:warum|wieso|weshalb)\b.*\b(?:erhoeh\w*|heb\w*|zieh\w*|macht)\b.*\b(?:ihr|sie)\b.*\bpreis\w*"
    r"|\b(?:czemu|dlaczego)\b.*\b(?:podnosicie|podniesliscie|podwyzszacie|podwyzszyliscie|podnosza panstwo)\b.*\bcen\w*"
)


_WHETHER_SOLD = re.compile(
    r"\W*(?:(?:hi|hello|hallo|hej|and|und|a|czy)\W+)*(?:do (?:you|u|yous) (?:also )?(?:have|sell|do|offer|supply)"
    r"|(?:habt|verkauft|liefert|bietet) ihr|haben sie|gibt es bei (?:euch|ihnen)|macie|sprzedajecie"
    r"|oferujecie)(?: (?:also|any|green|auch|noch|tez|moze|u siebie|w ofercie|zielony))* "
    r"(?:fib(?:re|er)|internet|broadband|electricity|power|gas|glasfaser|strom|oekostrom|swiatlowod|prad"
    r"|gaz)(?: (?:here|as well|too|at all|auch|hier|tez|w ofercie))?\W*"
)


def asks_whether_sold(text: str) -> bool:
    """Tell whether it is asked if we sell electricity, gas or internet at all, and nothing else."""
    return _WHETHER_SOLD.fullmatch(fold(text)) is not None


def asks_why_raised(text: str) -> bool:
    """Tell whether somebody asks why we raise our prices, not why a bill went up."""
    return _WHY_RAISED.search(fold(text)) is not None


def finds_us_dear(text: str) -> bool:
    """Tell whether somebody asks why we are so expensive, not why a bill is."""
    folded = fold(text)
    return _DEAR.search(folded) is not None and _OF_BILL.search(folded) is None


def names_tariff(text: str) -> bool:
    """Tell whether a tariff is named, be it in short: "flex", "der fix 24"."""
    return _TARIFF.search(fold(text)) is not None


def asks_price_of_tariff(text: str) -> bool:
    """Tell whether it is asked what a tariff costs that is named in short: "ile kosztuje elastyczny"."""
    folded = fold(text)
    asks = _ASKS_PRICE.search(folded) is not None and _TARIFF.search(folded) is not None
    return asks and _OWN.search(folded) is None and _OF_BILL.search(folded) is None


def asks_terms_of_tariff(text: str, *, told: bool) -> bool:
    """Tell whether it is asked how long a tariff binds and how it is left.

    Args:
        text: The message.
        told: Prices were told just now, so that the tariff need not be named.
    """
    folded = fold(text)
    is_named = told or _TARIFF.search(folded) is not None
    return is_named and bool(_TERMS.search(folded) and _ASKS.search(folded)) and _OWN.search(folded) is None
