"""Paying what is open in rates: how customers say it, and what a plan comes to."""

import re
from typing import Any

from actions._errand.days_ahead import day_to_come, without_days
from actions._errand.drafts import CONFIRMATION, Draft
from actions._errand.steps import DayStep, NumberStep, Problem, Step, Values, opens_yes
from actions._forms import ANSWERS
from actions._matters import SHORT
from actions._turn import Turn
from actions._words.choices import Option, asks_about, tokens
from actions._words.counts import NUMBER_WORD, counts_in, without_ruled_out
from actions._words.money import asks_for_day_to_pay, asks_to_pay_later, says_paid
from actions._words.spelling import fold
from actions._words.vocabulary import GOODS

_A_BIT = r"(a (little |wee )?bit|a little|bits?|some|something|part of it|what i can|small amounts?)"
_EIN_WENIG = r"(bisschen|bissl|bissel|bisserl|wenig|was|etwas|teil|kleine\w*|betrag)"
_TROCHE = r"(troche|troszke|cos|czesc|kawalek|po ile moge)"
_MORE_OR_LESS = re.compile(r"\b(more|less|mehr|weniger|wiecej|mniej)\b")
"""Somebody who would pay more or less each month has a regular payment."""
_BIT_BY_BIT = re.compile(
    rf"\b{_A_BIT} (\w+ ){{0,3}}(each|every|per|a) (week|month|fortnight|pay ?day)\b"
    rf"|\b(each|every) (week|month|fortnight|pay ?day) {_A_BIT}\b|\b(bit by bit|little by little)\b"
    rf"|\b(jeden|jedn|pro|im|alle) (monat|paar wochen) (\w+ ){{0,2}}{_EIN_WENIG}\b"
    rf"|\b{_EIN_WENIG} (\w+ )?(jeden|pro|im) monat\b|\bmonatlich (\w+ ){{0,2}}{_EIN_WENIG}\b"
    r"|\b(nach und nach|stueckweise|stueck fuer stueck|haeppchen\w*|stueckchen\w*)\b"
    rf"|\bco (miesiac|tydzien) (\w+ ){{0,2}}{_TROCHE}\b|\b{_TROCHE} (\w+ )?co (miesiac|tydzien)\b"
    r"|\bpo (trochu|troche|troszku|kawalku|kawaleczku)\b|\b(czesciami|(w|na) (\w+ )?(czesciach|czesci|kawalki))\b"
)
_PLAN = re.compile(
    rf"\b(\d{{1,2}}|{NUMBER_WORD}) (\w+ )?(instal+ments|rates|raten|raty|rat|ratach)\b"
    rf"|\b(in|over|auf|na|w) (\d{{1,2}}|{NUMBER_WORD}) (goes|go|lots|chunks|bits|payments|mal|malen|razy|kawalkach)\b"
    r"|\b(have|get|do|offer|want|need) (any |some |monthly )?instal+ments\b(?! (lower|chang|rais|reduc|down|up))"
    r"|\bin(to)? (\w+ ){0,3}(instal+ments?|rates|parts|bits|pieces)\b|\bby instal+ments\b|\bpayment plan\b"
    r"|\b(monthly|small|smaller) (instal+ments|payments|chunks)\b|\binstal+ment (plan|agreement)\b"
    r"|\bspread (it|this|that|the|my|over|out)\b|\bpay (it |this |that |things )?(off|back)\b"
    r"|\bsplit (it|the|this|that|my)\b"
    r"|\braten(?!hoehe)\w*\b|\brate zahl\w*|\bzahlungsplan\b|\babstotter\w*|\bstotter\w*"
    r"|\bstueckel\w*|\bin teil(en|betraegen|zahlungen)\b"
    r"|\b(na|w) (\w+ ){0,2}rat(y|ach|e)?\b|\bratam\w*|\brataln\w*|\brozloz\w*|\bratke\b|\braty\b|\bplan splat\w*"
)
_UNITS = re.compile(
    r"\b(instal+ments?|months?|rates|payments|parts|goes|times|mal|razy|monat\w*|raten?|teil\w*|miesi\w*|rat\w{0,4})\b"
)
_COUNTED = re.compile(rf"\b(\d{{1,3}}|{NUMBER_WORD})\s+(\w+\s+)?{_UNITS.pattern}")
_FROM = re.compile(r"\b(from|starting|start|beginning|ab|anfang|von|od|poczawszy|poczatku)\b")
_WHEN_FIRST = re.compile(
    r"\b(when|what day|wann|welche[mnr] tag|kiedy|ktorego dnia)\b.*"
    r"\b(first|due|pay|erste\w*|faellig|los|zahlen|zahle|pierwsz\w*|platn\w*|zaplac\w*|place)\b"
)
_FIRST_ONE = re.compile(r"\b(first (one|instal+ment|payment|rate)?|erste\w*|pierwsz\w*)\b")
_RATES = re.compile(r"\b(instal+ments?|payment plan|rate|raten\w*|rat[aeyc]?|ratach|ratami)\b")
_INSTALMENTS = re.compile(r"\binstal+ments\b")
_ONLY = re.compile(r"\b(only|just|nur|bloss|blos|tylko|wylacznie|jedynie)\b")
_OLD_ONE = re.compile(
    r"\b(the (old|new|first|other|overdue|late|big|small)\w* (one|bill|invoice)"
    r"|(die|eine) (alte|neue|andere|ueberfaellige)\w*"
    r"|(ten|ta|te) (star|now|drug|zaleg|przetermin)\w*|(one|1) (bill|invoice)|eine rechnung|jedn[ae] faktur\w*)\b"
)
_OTHER_THING = re.compile(r"\b(bill|invoice|contract|rechnung\w*|\w*vertrag\w*|faktur\w*|rachun\w*|umow\w*)\b")
_ADVICE = re.compile(r"\b(was|wozu|wuerden sie|koennen sie mir|dazu) (raten|ratet)\b|\braten sie (mir|uns)\b")
_ENDS = re.compile(
    r"\b(?:cancel|scrap|stop|end|drop)\w* (?:the |that |my |this )?(?:payment |instal+ment )*plan\b"
    r"|\b(?:raten(?:zahlung|plan)) (?:\w+ ){0,2}(?:abbrech|beend|kuendig|stornier|aufheb)\w*"
    r"|\b(?:beende|kuendige|storniere|stoppen?|brich) (?:\w+ ){0,2}raten(?:zahlung|plan)\b"
    r"|\b(?:anuluj|z?rezygn|zakoncz)\w* (?:\w+ ){0,2}(?:rat(?:y|ami)?|plan\w*)\b"
)
"""Words, folded, of somebody who does not want to go on paying in rates."""
_ALL_BILLS = re.compile(
    r"\b(both|all of (?:them|it)|all bills|alle|beide\w*|alles|oba|obie|obydw\w+|wszystk\w+|calosc)\b"
)
_CHANGES = re.compile(
    r"\b(make (it|that)|change|rather|instead|actually|fewer|more|longer|shorter|doch|lieber|aendern?|mehr|weniger"
    r"|statt|stattdessen|auf|zmien\w*|jednak|lepiej|wole|zamiast|wiecej|mniej|na)\b"
)
_OWN_PLAN = re.compile(r"\b(payment plan|instal+ment plan|ratenplan|ratenzahlung|plan\w* ratal\w*|plan\w* splat\w*)\b")
_SEES = re.compile(r"\b(where|see|show|how far|status|wo|zeig\w*|seh\w*|stand|steht|gdzie|pokaz\w*|zobacz\w*|stan)\b")
FEW = 8
"""Words of a message that changes a plan and says nothing else."""
_ABOUT_MONEY = frozenset({"check_bill", "get_invoice", "payment_status", "make_payment"})

_REPEATS = re.compile(r"\b(i|ive|i've) (\w+ )?(said|told)\b|\b(sagte|gesagt)\b|\b(mowil|powiedzial|pisal)(em|am)\b")
"""Words of somebody who says once more what was overheard."""

_OWN = frozenset({"make_payment", "change_installment"})
SURE = 0.5
"""Confidence from which a number that goes with another matter is no number of rates."""

MOST_DIGITS = 3

_PER_MONTH = re.compile(
    r"\b(?:(?:a|each|every|per) month|monthly|each time|im monat|pro monat|monatlich\w*|jeden monat|miesiecznie"
    r"|na miesiac|co miesiac"
    r"|jedna rata|rata|eine rate|one)\b"
)
_IF_SO_MANY = re.compile(r"\b(?:if|with|over|for|bei|mit|wenn|auf|przy|jak|jesli|gdyby\w*|na|w|in)\b")

_OFFER = "plan:"
"""How the bills are marked beside which a plan was offered."""

OFFERED = (3, 6, 12, 24)
"""Numbers of rates with a button."""


def asks_for_plan(text: str) -> bool:
    """Tell whether somebody wants to pay what is open in rates, not to change the regular advance payment."""
    folded = fold(text)
    return bool(_PLAN.search(folded) or (_BIT_BY_BIT.search(folded) and not _MORE_OR_LESS.search(folded)))


def names_rates(text: str) -> bool:
    """Tell whether rates are spoken of, whatever is said of them."""
    return _RATES.search(fold(text)) is not None


_BARE_INSTALMENTS = re.compile(
    r"\W*(?:(?:hi|hello|can|could|may|i|we|have|get|in|by|with|pay|it|do|you|the|want|need|some|and|ok|hallo|hej|bitte|ich|will"
    r"|moechte|prosze|poprosze|chce|na|w)\W+)*(?:instal+ments?|rates?|raten?|raty|ratach|ratami)"
    r"(?:\W+(?:please|pls|plz|possible|then|bitte|prosze|moeglich))*\W*"
)


def wishes_instalments(text: str) -> bool:
    """Tell whether few words wish for instalments and change none: "instalments pls"."""
    return _BARE_INSTALMENTS.fullmatch(fold(text)) is not None


_IN_RATES = re.compile(r"\b(?:payment plan|raten(?!hoehe)\w*|raty|ratach|ratami|\d+ rat|rozloz\w*)\b")


def names_bills_in_rates(text: str) -> bool:
    """Tell whether rates are meant that pay a bill; "instalments" may as well be the regular payment."""
    return _IN_RATES.search(fold(text)) is not None


def ends_plan(text: str) -> bool:
    """Tell whether a payment plan that runs shall end."""
    return _ENDS.search(fold(text)) is not None


def asks_plainly_for_plan(text: str) -> bool:
    """Tell the same where nothing but words says so: advice ("was raten Sie") and goods paid in rates are none."""
    folded = fold(text)
    return asks_for_plan(text) and not _ADVICE.search(folded) and not GOODS.search(folded)


def goes_on_with_plan(turn: Turn) -> bool:
    """Tell whether few words about rates follow a bill or a payment, whatever else they sound like."""
    is_short = 0 < len(tokens(turn.text)) <= SHORT
    asks = asks_for_plan(turn.text) or _INSTALMENTS.search(fold(turn.text)) is not None
    return is_short and turn.slots.get("last_matter") in _ABOUT_MONEY and asks


def with_plan_offered(options: list[Option], plan: dict[str, Any]) -> list[Option]:
    """Mark the bills just told: beside them a plan was offered, and the day of its first rate."""
    return [Option(**{**option, "view": f"{_OFFER}{plan['rates'][0]['due_on']}"}) for option in options]


def offered_day(turn: Turn) -> str | None:
    """The first day of the plan that was offered with the last answer; None when none was."""
    options = turn.slots.get("options") or []
    view = str(options[0].get("view") or "") if options and turn.slots.get("last_matter") == "make_payment" else ""
    return view.removeprefix(_OFFER) if view.startswith(_OFFER) else None


def takes_offered_plan(turn: Turn) -> bool:
    """Tell whether the plan that was offered is taken, by a yes, another first day or a number of rates."""
    if offered_day(turn) is None or not turn.text or turn.intent == "deny":
        return False
    few = len(tokens(turn.text)) <= SHORT
    agrees = turn.intent == "affirm" or opens_yes(turn.text)
    names_day = (
        day_to_come(turn) is not None and not asks_to_pay_later(turn.text) and not asks_for_day_to_pay(turn.text)
    )
    names_count = speaks_of_plan(turn) and bool(counts_in(without_days(fold(turn.text)), turn.language))
    return few and not asks_about(turn.text) and (agrees or names_day or names_count)


def speaks_of_plan(turn: Turn) -> bool:
    """Tell whether a message with a number or a day means the plan that is open, whatever it was taken for."""
    folded = fold(turn.text)
    is_other = _OTHER_THING.search(folded) or GOODS.search(folded) or turn.first("amount", "step", "matter") is not None
    is_near = (
        len(tokens(turn.text)) <= SHORT or _is_for_so_many(turn) or _FIRST_ONE.search(folded) or _UNITS.search(folded)
    )
    return bool(is_near) and not is_other and not says_paid(turn.text)


def _is_for_so_many(turn: Turn) -> bool:
    """Tell whether it is asked what each rate is if there are so many: "how much a month if I took three?"."""
    folded = fold(turn.text)
    asks = _PER_MONTH.search(folded) is not None and _IF_SO_MANY.search(folded) is not None
    return asks and bool(counts_in(without_days(folded), turn.language))


def _sounds_like_other(turn: Turn) -> bool:
    """Tell whether a number belongs to another matter: "how much did I use in the last two years"."""
    if turn.intent in ANSWERS or turn.intent in _OWN or turn.confidence < SURE or asks_for_plan(turn.text):
        return False
    if _REPEATS.search(fold(turn.text)) or _is_for_so_many(turn):
        return False
    return turn.first("period") is not None or len(tokens(turn.text)) > SHORT


def asks_first_day(text: str) -> bool:
    """Tell whether somebody wants to know when the first rate is due."""
    folded = fold(text)
    return bool(_WHEN_FIRST.search(folded)) and not _OTHER_THING.search(folded)


class MonthsStep(NumberStep):
    """How many rates; volunteered only beside a word for them."""

    def __init__(self, name: str, response: str, first_day: Step) -> None:
        """Take the step of the day, which may be named beside the number."""
        super().__init__(name, response)
        self._first_day = first_day

    def options(self, draft: Draft) -> list[Option]:
        """A few numbers within the bounds."""
        least, most = draft.known.get("least_months", 0), draft.known.get("most_months", 0)
        numbers = sorted({number for number in OFFERED if least <= number <= most} | ({most} if most else set()))
        return [Option(value=str(number), label=str(number), title_key="button_plan_months") for number in numbers]

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """Any whole number, in digits or in words, and the first day if it is named beside it."""
        if _sounds_like_other(turn):
            return None
        found = self._counted(turn) or self._long(turn)
        return {**(self._first_day.volunteered(turn, draft) or {}), **found} if isinstance(found, dict) else found

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A number of rates or months; beside the yes to a plan that was offered any number is one."""
        corrects = draft.asking == CONFIRMATION and turn.first("period") is None
        takes = draft.asking is None and takes_offered_plan(turn)
        if not (corrects or takes) and not _UNITS.search(fold(turn.text)):
            return None
        return self._counted(turn)

    def _long(self, turn: Turn) -> Values | None:
        """A number of more digits than any plan has rates: it is refused, not overlooked."""
        number = str(turn.first("number") or "") if turn.intent in ANSWERS else ""
        return {self.name: number} if number.isdecimal() and len(number) > MOST_DIGITS else None

    def _counted(self, turn: Turn) -> Values | None:
        """The number beside a word for rates, else the first that is no part of a day or a sum."""
        text = turn.text or turn.request_text
        numbers = [str(number) for number in turn.entities.get("number", ())]
        spelled = [number for number in numbers if number not in text]
        folded = without_days(without_ruled_out(text))
        beside = _COUNTED.search(folded)
        counts = spelled or counts_in(beside[0] if beside else folded, turn.language)
        if not beside and turn.first("period", "amount") is not None:
            counts = [count for count in counts if count in numbers or count not in text]
        found = _whole(self.name, {self.name: counts[0]}) if counts else None
        return found if isinstance(found, dict) else None


class FirstDayStep(DayStep):
    """When the first rate is due: two weeks from now unless the customer names a day; asked only for another one."""

    def is_open(self, draft: Draft) -> bool:
        """Only after a day was refused."""
        return super().is_open(draft) and bool(draft.known.get("day_refused"))

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A day to come; a past one or a month names the bill."""
        period = turn.first("period")
        is_day = period is not None and (period["from_on"] == period["to_on"] or _FROM.search(fold(turn.text)))
        if is_day and period["from_on"] > turn.today.isoformat():
            return super().volunteered(turn, draft)
        day = None if says_paid(turn.text) else day_to_come(turn)
        return {self.name: day.isoformat()} if day else None

    def is_welcome(self, draft: Draft) -> bool:
        """Beside every other answer."""
        return True

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """Any day."""
        return self.volunteered(turn, draft) or super().volunteered(turn, draft)


def names_one_bill(turn: Turn) -> bool:
    """Tell whether one of the bills was named; a plan pays all of them."""
    period = turn.first("period")
    is_past = period is not None and period["to_on"] < turn.today.isoformat() and day_to_come(turn) is None
    old_one = _OLD_ONE.search(fold(turn.text)) is not None and not _FIRST_ONE.search(fold(turn.text))
    return is_past or old_one or turn.first("invoice_number", "place", "commodity") is not None


def limits_to_one(turn: Turn) -> bool:
    """Tell whether the words leave something out, or mean the bigger of two bills."""
    return _ONLY.search(fold(turn.text)) is not None or turn.first("ordinal") in ("largest", "smallest")


def insists_on_one_bill(turn: Turn) -> bool:
    """Tell whether only one bill shall be paid in rates, and nothing else is said: "only the old one, September"."""
    counts = counts_in(without_days(fold(turn.text)), turn.language)
    names_one = names_one_bill(turn) or _OLD_ONE.search(fold(turn.text)) is not None
    return names_one and not counts and _ONLY.search(fold(turn.text)) is not None


def wants_all_bills(turn: Turn) -> bool:
    """Tell whether few words say that every bill shall be paid in rates: "no wait, both"."""
    folded = fold(turn.text)
    counts = counts_in(without_days(folded), turn.language)
    return _ALL_BILLS.search(folded) is not None and not counts and len(tokens(turn.text)) <= SHORT


_WHEN_OR_HOW_MANY = re.compile(r"\b(?:when|until when|how many|(?:bis )?wann|wie ?viele?|(?:do )?kiedy|ile)\b")
_OWN_RATES = re.compile(
    r"\b(?:mam|mamy|moje|moich|zostalo) (?:\w+ )?rat(?:y)?\b|\b(?:meine|hab\w* (?:ich|wir)) (?:\w+ )?raten\b"
    r"|\braten (?:\w+ )?(?:hab\w*|muss) (?:ich|wir)\b|\bmeine (?:\w+ )?rate\b"
)
"""Words, folded, of somebody who pays in rates already; an English instalment may be the regular one."""


_RATE_IN_QUESTION = re.compile(
    r"\b(?:kiedy|ile|jaka|ktora|do kiedy)\b.*\brat[ayę]?\b|\brat[ay]\b.*\b(?:kiedy|ile|jaka)\b"
    r"|\b(?:wann|wie ?viele?|wie hoch|bis wann)\b.*\braten?\b|\braten?\b.*\b(?:wann|wie ?viele?)\b"
)
"""Words, folded, of a short question about a rate; an English instalment may be the regular payment."""
_MOVES_RATE = re.compile(
    r"\b(?:move|delay|postpone|put off|push back|verschieb\w*|spaeter|aufschieb\w*|przesun\w*|przelozy\w*|odroczy\w*"
    r"|pozniej)\b"
)
_AT_ONCE = re.compile(
    r"\b(?:at once|in one go|all of it|right away|straight away|the whole lot|in full|auf einmal|sofort|komplett"
    r"|in einem"
    r"|od razu|naraz|na raz|w calosci|calosc|jednorazowo)\b"
)


def pays_at_once(turn: Turn) -> bool:
    """Tell whether the plan just agreed is not wanted after all: "jednak zapłacę od razu, odwołaj"."""
    settled = turn.slots.get("settled") or {}
    return settled.get("matter") == "payment_plan" and _AT_ONCE.search(fold(turn.text)) is not None


def changes_plan(turn: Turn) -> bool:
    """Tell whether the plan that was agreed just now shall be another, or where it stands is asked."""
    settled = turn.slots.get("settled") or {}
    folded = fold(turn.text)
    few = len(tokens(turn.text)) <= FEW and not GOODS.search(folded) and turn.first("amount", "period") is None
    asks = names_rates(turn.text) and _WHEN_OR_HOW_MANY.search(folded) is not None
    if settled.get("matter") != "payment_plan" or not few or _OTHER_THING.search(folded):
        asks_rate = _RATE_IN_QUESTION.search(folded) is not None or (
            names_rates(turn.text) and _MOVES_RATE.search(folded) is not None
        )
        if few and asks_rate and not _OTHER_THING.search(folded) and len(tokens(turn.text)) <= SHORT:
            return True
        sees_own = _OWN_PLAN.search(folded) is not None and _SEES.search(folded) is not None
        return sees_own or (asks and _OWN_RATES.search(folded) is not None)
    if asks or asks_first_day(turn.text):
        return True
    counts = counts_in(without_days(folded), turn.language)
    is_changed = _CHANGES.search(folded) is not None and (counts or _RATES.search(folded))
    return bool(is_changed) or (names_rates(turn.text) and _SEES.search(folded) is not None)


def plan_in_short(preview: dict[str, Any]) -> dict[str, Any]:
    """What the words and the bounds need of a plan: total, first, usual and last rate."""
    rates = preview["rates"]
    return {
        "total": preview["total"],
        "months": len(rates),
        "first": rates[0],
        "usual": rates[-1]["amount"],
        "even": rates[0]["amount"] == rates[-1]["amount"],
        "last_on": rates[-1]["due_on"],
        "invoices": [item["invoice_number"] for item in preview["items"] if item["invoice_number"]],
    }


def _whole(name: str, found: Values | Problem | None) -> Values | Problem | None:
    if not isinstance(found, dict):
        return found
    value = str(found[name]).split(".")[0]
    return {name: value} if value.isdecimal() else None
