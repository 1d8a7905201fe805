"""The words of three languages that name months and spans of time and how they lie to today; folded, with endings."""

from __future__ import annotations

from bot.day_words import DAY_WORDS

_MONTHS = (
    "january januarys jan januar jaenner januars styczen stycznia styczniu styczniem",
    "february februarys feb februar feber februars luty lutego lutym",
    "march mar maerz marz maerzes marzec marca marcu marcem",
    "april apr aprils kwiecien kwietnia kwietniu kwietniem",
    "may mai maj maja maju majem",
    "june junes jun juni czerwiec czerwca czerwcu czerwcem",
    "july julys jul juli lipiec lipca lipcu lipcem",
    "august augusts aug sierpien sierpnia sierpniu sierpniem",
    "september septembers sep sept wrzesien wrzesnia wrzesniu wrzesniem",
    "october octobers oct oktober okt pazdziernik pazdziernika pazdzierniku pazdziernikiem",
    "november nov novembers listopad listopada listopadzie listopadem",
    "december decembers dec dezember dez grudzien grudnia grudniu grudniem",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}

# A month only where a word of time stands before it or a year behind it: also a verb, a name or a short form.
DOUBTFUL_MONTHS = frozenset({"may", "jan", "mar", "maja", "maj", "march", "dec", "sep", "jun", "jul", "august"})

_UNITS = {
    "day": "day days tag tage tagen dzien dni dnia",
    "week": "week weeks woche wochen tydzien tygodnie tygodni tygodniu tygodnia",
    "month": "month months monat monate monats monaten miesiac miesiaca miesiacu miesiace miesiecy miesiacach",
    "quarter": "quarter quarters quartal quartale quartals quartalen kwartal kwartalu kwartale kwartaly kwartalow",
    "half": "halbjahr halbjahres halfyear half polrocze polrocza polroczu",
    "year": "year years jahr jahre jahres jahren rok roku lata lat roczne yr",
}
UNITS = {word: unit for unit, words in _UNITS.items() for word in words.split()}

_SEASONS = {
    "spring": "spring fruehling fruehlings fruehjahr fruehjahrs wiosna wiosne wiosny wiosnie",
    "summer": "summer sommer sommers lato latem lecie",
    "autumn": "autumn fall herbst herbsts jesien jesienia jesieni",
    "winter": "winter winters zima zime zimy zimie",
}
SEASONS = {word: season for season, words in _SEASONS.items() for word in words.split()}

# How many spans back (negative) or ahead; "current" is 0.
_SHIFTS = {
    -2: "vorletzte vorletzten vorletztes vorletzter vorletztem przedostatni przedostatnim zaprzeszly zaprzeszlym",
    -1: "last past previous prior preceding letzte letzten letztes letzter letztem vergangene vergangenen vergangenes"
    " vergangener vergangenem vorige vorigen voriges voriger vorigem zeszly zeszlego zeszlym zeszla zeszlej zeszle"
    " ostatni ostatniego ostatnim ostatnia ostatniej ostatnie ostatnich ubiegly ubieglego ubieglym ubiegla ubieglej"
    " ubiegle poprzedni poprzedniego poprzednim poprzednia poprzedniej minionym miniony minionego minionej",
    0: "this current dieser diese dieses diesen diesem aktuelle aktuellen aktuelles aktueller laufende laufenden"
    " laufendes laufender ten tym tego ta tej te biezacy biezacego biezacym biezaca biezacej obecny obecnym obecnego",
    1: "next coming upcoming naechste naechsten naechstes naechster naechstem kommende kommenden kommendes kommender"
    " przyszly przyszlego przyszlym przyszla przyszlej nastepny nastepnego nastepnym nastepna nastepnej",
}
SHIFTS = {word: shift for shift, words in _SHIFTS.items() for word in words.split()}

# One word for a span and how it lies: "Vorjahr".
COMPOUNDS = {
    "vorjahr": ("year", -1),
    "vorjahres": ("year", -1),
    "letztjaehrige": ("year", -1),
    "letztjaehrigen": ("year", -1),
    "vorjaehrige": ("year", -1),
    "zeszloroczny": ("year", -1),
    "zeszloroczna": ("year", -1),
    "zeszloroczne": ("year", -1),
    "ubiegloroczny": ("year", -1),
    "ubiegloroczna": ("year", -1),
    "tegoroczny": ("year", 0),
    "tegoroczna": ("year", 0),
    "heuer": ("year", 0),
    "vormonat": ("month", -1),
    "vormonats": ("month", -1),
    "vormonate": ("month", -1),
    "vorquartal": ("quarter", -1),
    "vorwoche": ("week", -1),
}

# The beginning, the middle and the end of a span are one day: "end of January", "pod koniec roku".
_EDGES = {
    "first": "beginning start begin anfang beginn poczatek poczatku poczatkiem",
    "middle": "mid middle mitte polowa polowie polowy",
    "last": "end ende koniec konca koncem koncu",
}
EDGES = {word: edge for edge, words in _EDGES.items() for word in words.split()}
VERBAL_EDGES = frozenset({"end", "start", "begin"})
AFTER_EDGE = frozenset({"-", "of", "the", "des", "der", "dem", "vom", "von", "im", "in", "w", "z", "my"})
LAST = frozenset(word for word, shift in SHIFTS.items() if shift == -1 and word.startswith(("last", "letzt", "ostatn")))
EDGE_COMPOUNDS = {
    f"{word}{ending}": (unit, edge)
    for word, unit in (("jahres", "year"), ("monats", "month"), ("quartals", "quarter"))
    for ending, edge in (("ende", "last"), ("anfang", "first"), ("beginn", "first"))
}

DAYS = {
    "today": 0, "heute": 0, "dzis": 0, "dzisiaj": 0, "yesterday": -1, "gestern": -1, "wczoraj": -1,
    "vorgestern": -2, "przedwczoraj": -2,
}  # fmt: skip

_NUMBERS = (
    "one ein eine einen einem einer jeden jednego jednym a",
    "two zwei dwa dwie dwoch couple paar",
    "three drei trzy trzech few kilka",
    "four vier cztery czterech",
    "five fuenf piec pieciu",
    "six sechs szesc szesciu",
    "seven sieben siedem siedmiu",
    "eight acht osiem osmiu",
    "nine neun dziewiec dziewieciu",
    "ten zehn dziesiec dziesieciu",
    "eleven elf jedenascie jedenastu",
    "twelve zwoelf dwanascie dwunastu",
)
NUMBERS = {word: number for number, words in enumerate(_NUMBERS, start=1) for word in words.split()} | {
    "twenty": 20, "zwanzig": 20, "dwadziescia": 20, "thirty": 30, "dreissig": 30, "trzydziesci": 30,
}  # fmt: skip

_ORDINALS = (
    "first 1st erste ersten erstes erster erstem pierwszy pierwszego pierwszym pierwsze i",
    "second 2nd zweite zweiten zweites zweiter zweitem drugi drugiego drugim drugie ii",
    "third 3rd dritte dritten drittes dritter drittem trzeci trzeciego trzecim iii",
    "fourth 4th vierte vierten viertes vierter viertem czwarty czwartego czwartym iv",
)
ORDINALS = {word: number for number, words in enumerate(_ORDINALS, start=1) for word in words.split()}

SINCE = frozenset({"since", "seit", "od", "ab"})
FROM = frozenset({"from", "vom", "von", "ab", "od", "between", "zwischen", "miedzy", "pomiedzy", "of"})
TO = frozenset({"to", "until", "till", "through", "bis", "do", "and", "und", "a", "i", "-", "–", "—", "thru", "po"})
# Between two points of time without a word in front only these join.
STRICT_TO = frozenset({"to", "until", "till", "through", "bis", "do", "-", "–", "—"})
AGO_BEFORE = frozenset({"vor"})
AGO_AFTER = frozenset({"ago", "temu"})
FILLERS = frozenset(
    [
        "the",
        "of",
        "in",
        "im",
        "den",
        "der",
        "dem",
        "des",
        "das",
        "w",
        "we",
        "za",
        "roku",
        "jahres",
        "jahr",
        "rok",
        "year",
        "month",
        "monat",
        "miesiac",
        "miesiaca",
        "miesiacu",
        "r",
        "zum",
        "zu",
        "whole",
        "ganze",
        "ganzen",
        "caly",
        "calego",
        "entire",
        "full",
    ]
)
BEFORE_MONTH = frozenset(
    [
        "in",
        "for",
        "since",
        "from",
        "last",
        "this",
        "next",
        "until",
        "till",
        "by",
        "of",
        "to",
        "during",
        "and",
        "between",
        "im",
        "fuer",
        "seit",
        "ab",
        "bis",
        "vom",
        "von",
        "letzten",
        "letzter",
        "letztes",
        "diesen",
        "w",
        "we",
        "za",
        "od",
        "do",
        "z",
        "na",
        "przez",
        "ostatni",
        "ostatniego",
        "zeszly",
        "zeszlego",
        "maj",
        "maja",
        "my",
        "monat",
        "miesiac",
        "month",
        "mid",
        "early",
        "late",
        "anfang",
        "mitte",
        "ende",
    ]
)
# What may follow a four-digit number that is then an amount, not a year.
NOT_AFTER_YEAR = frozenset(
    ["kwh", "mwh", "eur", "euro", "euros", "zl", "zlotych", "pln", "gb", "mb", "m3", "units", "einheiten", "jednostek"]
)

_BEGINNINGS = (
    DAY_WORDS
    | frozenset({"q1", "q2", "q3", "q4"})
    | SINCE | FROM | AGO_BEFORE
    | frozenset().union(MONTHS, UNITS, SEASONS, SHIFTS, COMPOUNDS, EDGES, EDGE_COMPOUNDS, DAYS, NUMBERS, ORDINALS)
)  # fmt: skip


def may_begin(word: str) -> bool:
    """Tell whether a period may begin with a folded word; most words of a message are none of these."""
    return word in _BEGINNINGS or word[0].isdigit()
