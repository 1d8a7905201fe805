"""Paying what is open in rates: how customers say it, and what a plan comes to."""

import re
from typing import Any

from actions._choices import Option, fold
from actions._drafts import CONFIRMATION, Draft
from actions._steps import DayStep, NumberStep, Problem, Values
from actions._turn import Turn

_PLAN = re.compile(
    r"\bin(to)? (\w+ ){0,3}(instal+ments?|rates|parts|bits|pieces)\b|\bby instal+ments\b|\bpayment plan\b"
    r"|\b(monthly|small|smaller) (instal+ments|payments|chunks)\b|\binstal+ment (plan|agreement)\b"
    r"|\bspread (it|this|that|the|my|over|out)\b|\bpay (it |this |that |things )?(off|back)\b"
    r"|\bsplit (it|the|this|that|my)\b"
    r"|\braten(?!hoehe)\w*\b|\brate zahl\w*|\bzahlungsplan\b|\babstotter\w*|\bstotter\w*"
    r"|\bstueckel\w*|\bin teil(en|betraegen|zahlungen)\b"
    r"|\b(na|w) (\w+ ){0,2}rat(y|ach|e)?\b|\bratam\w*|\brataln\w*|\brozloz\w*|\bratke\b|\braty\b|\bplan splat\w*"
)
_UNITS = re.compile(r"\b(instal+ments?|months?|rates|payments|parts|monat\w*|raten?|teil\w*|miesi\w*|rat\w{0,4})\b")
_FROM = re.compile(r"\b(from|starting|start|beginning|ab|anfang|von|od|poczawszy|poczatku)\b")
OFFERED = (3, 6, 12, 24)
"""Numbers of rates with a button."""


def asks_for_plan(text: str) -> bool:
    """Tell whether somebody wants to pay what is open in rates, not to change the regular advance payment."""
    return bool(_PLAN.search(fold(text)))


class MonthsStep(NumberStep):
    """How many rates; volunteered only beside a word for them."""

    def options(self, draft: Draft) -> list[Option]:
        """A few numbers within the bounds."""
        least, most = draft.known.get("least_months", 0), draft.known.get("most_months", 0)
        numbers = sorted({number for number in OFFERED if least <= number <= most} | ({most} if most else set()))
        return [Option(value=str(number), label=str(number), title_key="button_plan_months") for number in numbers]

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """Any whole number."""
        return _whole(self.name, super().read(turn, draft))

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A number of rates or months."""
        corrects = draft.asking == CONFIRMATION and turn.first("period") is None
        if not corrects and not _UNITS.search(fold(turn.text)):
            return None
        found = _whole(self.name, super().volunteered(turn, draft))
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
