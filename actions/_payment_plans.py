"""Paying what is open in rates: how customers say it, and what a plan comes to."""

import re
from typing import Any

from actions._choices import Option, tokens
from actions._common_words import GOODS
from actions._counts import NUMBER_WORD, counts_in, without_ruled_out
from actions._drafts import CONFIRMATION, Draft
from actions._forms import ANSWERS
from actions._matters import SHORT
from actions._steps import DayStep, NumberStep, Problem, Step, Values
from actions._turn import Turn
from actions._words import fold

_PLAN = re.compile(
    rf"\b(\d{{1,2}}|{NUMBER_WORD}) (\w+ )?(instal+ments|rates|raten|raty|rat|ratach)\b"
    r"|\bin(to)? (\w+ ){0,3}(instal+ments?|rates|parts|bits|pieces)\b|\bby instal+ments\b|\bpayment plan\b"
    r"|\b(monthly|small|smaller) (instal+ments|payments|chunks)\b|\binstal+ment (plan|agreement)\b"
    r"|\bspread (it|this|that|the|my|over|out)\b|\bpay (it |this |that |things )?(off|back)\b"
    r"|\bsplit (it|the|this|that|my)\b"
    r"|\braten(?!hoehe)\w*\b|\brate zahl\w*|\bzahlungsplan\b|\babstotter\w*|\bstotter\w*"
    r"|\bstueckel\w*|\bin teil(en|betraegen|zahlungen)\b"
    r"|\b(na|w) (\w+ ){0,2}rat(y|ach|e)?\b|\bratam\w*|\brataln\w*|\brozloz\w*|\bratke\b|\braty\b|\bplan splat\w*"
)
_UNITS = re.compile(r"\b(instal+ments?|months?|rates|payments|parts|monat\w*|raten?|teil\w*|miesi\w*|rat\w{0,4})\b")
_COUNTED = re.compile(rf"\b(\d{{1,3}}|{NUMBER_WORD})\s+(\w+\s+)?{_UNITS.pattern}")
_FROM = re.compile(r"\b(from|starting|start|beginning|ab|anfang|von|od|poczawszy|poczatku)\b")
_WHEN_FIRST = re.compile(
    r"\b(when|what day|wann|welche[mnr] tag|kiedy|ktorego dnia)\b.*"
    r"\b(first|due|pay|erste\w*|faellig|los|zahlen|zahle|pierwsz\w*|platn\w*|zaplac\w*|place)\b"
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
_ABOUT_MONEY = frozenset({"check_bill", "get_invoice", "payment_status", "make_payment"})

_REPEATS = re.compile(r"\b(i|ive|i've) (\w+ )?(said|told)\b|\b(sagte|gesagt)\b|\b(mowil|powiedzial|pisal)(em|am)\b")
"""Words of somebody who says once more what was overheard."""

_OWN = frozenset({"make_payment", "change_installment"})
SURE = 0.5
"""Confidence from which a number that goes with another matter is no number of rates."""

MOST_DIGITS = 3

OFFERED = (3, 6, 12, 24)
"""Numbers of rates with a button."""


def asks_for_plan(text: str) -> bool:
    """Tell whether somebody wants to pay what is open in rates, not to change the regular advance payment."""
    return bool(_PLAN.search(fold(text)))


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
    return is_short and turn.slots.get("last_matter") in _ABOUT_MONEY and asks_for_plan(turn.text)


def _sounds_like_other(turn: Turn) -> bool:
    """Tell whether a number belongs to another matter: "how much did I use in the last two years"."""
    if turn.intent in ANSWERS or turn.intent in _OWN or turn.confidence < SURE or asks_for_plan(turn.text):
        return False
    if _REPEATS.search(fold(turn.text)):
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
        """A number of rates or months."""
        corrects = draft.asking == CONFIRMATION and turn.first("period") is None
        if not corrects and not _UNITS.search(fold(turn.text)):
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
        folded = without_ruled_out(text)
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
        return super().volunteered(turn, draft) if is_day and period["from_on"] > turn.today.isoformat() else None

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """Any day."""
        return super().volunteered(turn, draft)


def names_one_bill(turn: Turn) -> bool:
    """Tell whether one of the bills was named; a plan pays all of them."""
    period = turn.first("period")
    is_past = period is not None and period["to_on"] < turn.today.isoformat()
    return is_past or turn.first("invoice_number", "place", "commodity") is not None


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
