"""The amount of a regular advance payment: absolute, or so much more or less than now."""

import re
from decimal import Decimal
from typing import Any

from actions._errand.drafts import Draft
from actions._errand.steps import AmountStep, ChoiceStep, Problem, Values
from actions._turn import Turn
from actions._words.choices import ALL, Option, means_same, tokens
from actions._words.counts import NUMBER_WORD, counts_in
from actions._words.spelling import fold
from actions._words.vocabulary import WHY

_BY = re.compile(
    r"\b(by|um|o)\s+(about\s+|rund\s+|jakies\s+|ok\.?\s+)?(\W?\s?\d|\w+ (euro|zloty))"
    r"|\d\s*(\S+\s+)?(more|less|mehr|weniger|wiecej|mniej)\b"
)
_DOWN = re.compile(
    r"\b(lower|less|reduc\w*|decreas\w*|cut|down|weniger|senk\w*|runter\w*|herunter\w*|herabset\w*|reduzier\w*"
    r"|niedriger|mniej\w*|zmniejsz\w*|obniz\w*|nizsz\w*)\b"
)
_UP = re.compile(
    r"\b(more|rais\w*|increas\w*|up|higher|mehr|hoeher|erhoeh\w*|rauf\w*|hoch\w*|herauf\w*|aufstock\w*|anheb\w*"
    r"|wiecej|zwieksz\w*|podnies\w*|podwyz\w*|wyzsz\w*)\b"
)
_FITTING = re.compile(
    r"\b(fair|fitting|right one|suggest\w*|propos\w*|recommend\w*|passend\w*|vorschlag\w*|vorgeschlagen\w*|empf\w*"
    r"|(za)?propon\w*|sugerow\w*|odpowiedni\w*)\b"
)
_LEAST = re.compile(
    r"\b(?:lowest|least|minimum|minimal\w*|as (?:low|little) as possible|smallest|how low|mindest\w*|minimum"
    r"|(?:so|moeglichst) (?:wenig|niedrig)\w*|(?:am )?(?:niedrigst|wenigst|geringst)\w*|wie (?:niedrig|weit runter)"
    r"|najmniej\w*|najniz\w*|jak najmniej|minimaln\w*)\b"
)
_HALF = re.compile(
    r"\b(?:by half|half of (?:it|that)|in half|to half|halve\w*|(?:um|auf) die haelfte|die haelfte|halbier\w*"
    r"|o polowe|na pol|do polowy|polowe(?: z tego)?|half|pol)\b"
)
_DOUBLE = re.compile(r"\b(?:double|twice|doppelt\w*|verdoppel\w*|dwa razy (?:wiecej|tyle)|podwoj\w*|dwukrotn\w*)\b")
_NAMED = {"fair": _FITTING, "least": _LEAST, "half": _HALF, "double": _DOUBLE}
"""Words for an amount that follows from today's or from the range."""
_TIMES = {"half": Decimal("0.5"), "double": Decimal(2)}
"""Of them, how many times today's amount."""

_SPELLED = re.compile(
    rf"\b(?:(?P<to>to|auf|na|do) )?(?P<word>{NUMBER_WORD})\b"
    r"(?: ?(?:(?P<eur>euros?\b|eur\b|€)|(?P<pln>zlot\w*|zl\b|pln\b)))?"
)

_ADDS = re.compile(
    r"\b(?:too|also|as well|both|auch|ebenfalls|ebenso|genauso|dazu|zusaetzlich|ausserdem|und|tez|takze|rowniez|oraz"
    r"|dodatkowo|obie)\b|^\W*(?:and|plus|i|a)\b"
)
_ONLY = re.compile(r"\b(?:only|just|nur|bloss|lediglich|tylko|jedynie|wylacznie)\b")
_INSTEAD = re.compile(r"\b(?:instead|not|rather|stattdessen|nicht|statt|lieber|sondern|zamiast|nie|tylko|only|nur)\b")

FAIR = "fair"
"""Answer that takes the amount which would just cover the expected cost."""

LEAST_BARE = 5
"""A bare number from which it can be an amount; a smaller one counts something else."""


_RULED_OUT = re.compile(r"\b(?:not|instead of|nicht|statt|nie|zamiast) (?:the |den |die |das |fuer |za )?\w+")
_BOTH = re.compile(r"\b(?:both|all of them|beide\w*|alle|oba|obie|obydw\w+|obu|wszystkie)\b")

REST = "rest"
"""In ``values``: payments that are changed after the chosen one, because several were named at once."""


class PaymentStep(ChoiceStep):
    """One of the payments, or several at once: "gas and electricity", "both"."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """The first one that is meant, and the rest."""
        return self._several(turn, draft) or super().read(turn, draft)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """The same by their names."""
        return self._several(turn, draft) or super().volunteered(turn, draft)

    def _several(self, turn: Turn, draft: Draft) -> Values | None:
        options, text = self.options(draft), _RULED_OUT.sub(" ", fold(turn.request_text))
        said = tokens(text)
        named = [option for option in options if any(means_same(word, option["words"][0]) for word in said)]
        if len({option["words"][0] for option in named}) < 2:
            is_all = turn.first("ordinal") in ("both", ALL) or _BOTH.search(text)
            named = options if is_all else named if len(named) == 1 else []
        if len(named) > 1:
            return {self.name: named[0]["value"], REST: [one["value"] for one in named[1:]]}
        return {self.name: named[0]["value"]} if named and text != fold(turn.request_text) else None


class InstallmentStep(AmountStep):
    """An amount, a difference to the present one, or the fitting one; kept as a dict until it is settled."""

    def options(self, draft: Draft) -> list[Option]:
        """The fitting amount, if it is another than today's."""
        now = draft.known.get("now")
        if not now or now["amount"] == now["limits"]["fair"]:
            return []
        return [Option(value=FAIR, label="", title_key="button_installment_fair")]

    def answer(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """A pressed button, or words."""
        found = super().answer(turn, draft)
        return {self.name: {"fair": True}} if found == {self.name: FAIR} else found

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """An amount, a bare number, or the fitting one; a mere yes to "how much?", or a question why, names none."""
        if WHY.search(fold(turn.text)):
            return None
        found = self._said(turn)
        text = fold(turn.text)
        named = next((one for one, words in _NAMED.items() if words.search(text)), None)
        return {self.name: {named: True}} if found is None and named else found

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """An amount with its currency; a bare number where nothing else is talked about; of two sums none."""
        if len(turn.entities.get("amount") or turn.entities.get("number") or []) > 1:
            return None
        found = self._said(turn, is_asked=False)
        if found is None:
            text = fold(turn.text or turn.request_text)
            said = next((named for named in ("least", "half") if _NAMED[named].search(text)), None)
            return {self.name: {said: True}} if said else None
        if turn.first("amount") is not None or "currency" in found[self.name]:
            return found
        return found if Decimal(found[self.name]["amount"]) >= LEAST_BARE else None

    def _said(self, turn: Turn, *, is_asked: bool = True) -> Values | None:
        amount, number = turn.first("amount"), turn.first("number")
        if amount is None and number is None:
            amount = _spelled(turn, is_asked)
        if amount is None and number is None:
            return None
        said: dict[str, Any] = dict(amount) if isinstance(amount, dict) else {"amount": str(amount or number)}
        text = fold(turn.text or turn.request_text)
        sign = -1 if _DOWN.search(text) else 1 if _UP.search(text) else 0
        return {self.name: {**said, "by": sign if _BY.search(text) else 0, "way": sign}}


def _spelled(turn: Turn, is_asked: bool) -> dict[str, str] | None:
    """A sum in a single word: "eighty euros"; without a currency only where a sum was asked for, or after "to"."""
    for match in _SPELLED.finditer(fold(turn.text or turn.request_text)):
        value = next(iter(counts_in(match["word"], turn.language)), None)
        if value is None:
            continue
        if match["eur"] or match["pln"]:
            return {"amount": value, "currency": "PLN" if match["pln"] else "EUR"}
        if int(value) >= LEAST_BARE and (is_asked or match["to"]):
            return {"amount": value}
    return None


def is_raw(said: dict[str, Any]) -> bool:
    """Tell whether an amount is as it was said; a settled one is plain money, worked out anew for another place."""
    return "by" in said or any(named in said for named in _NAMED)


def settled_amount(said: dict[str, Any], now: dict[str, Any]) -> dict[str, str]:
    """Return the money that is meant: the fitting amount, so much more or less than now, or just what was said.

    Args:
        said: What the step read.
        now: The payment as it is, with its limits.
    """
    currency = now["amount"]["currency"]
    if said.get("fair"):
        return {"amount": str(_cents(now["limits"]["fair"]["amount"])), "currency": currency}
    if said.get("least"):
        return {"amount": str(_cents(now["limits"]["lowest"]["amount"])), "currency": currency}
    for named, times in _TIMES.items():
        if said.get(named):
            return {"amount": str(_cents(Decimal(now["amount"]["amount"]) * times)), "currency": currency}
    value = Decimal(said["amount"])
    if said.get("by"):
        value = Decimal(now["amount"]["amount"]) + said["by"] * value
    return {"amount": str(_cents(value)), "currency": said.get("currency") or currency}


def adds(text: str) -> bool:
    """Tell whether what a message says comes on top of what was summed up, and replaces nothing."""
    folded = fold(text)
    return _ADDS.search(folded) is not None and _INSTEAD.search(folded) is None


def wants_only(text: str) -> bool:
    """Tell whether nothing but what a message names shall be changed."""
    return _ONLY.search(fold(text)) is not None


def goes_against(said: dict[str, Any], amount: dict[str, str], now: dict[str, Any]) -> str | None:
    """Return which way an amount goes, ``lower`` or ``higher``, if the other way was wished: "up to 50", of 70."""
    change = Decimal(amount["amount"]) - Decimal(now["amount"]["amount"])
    if change * said.get("way", 0) >= 0:
        return None
    return "lower" if change < 0 else "higher"


def problem_with(amount: dict[str, str], now: dict[str, Any]) -> Problem | None:
    """Tell why an amount cannot be taken: another currency, no change, or out of the range."""
    limits, value = now["limits"], Decimal(amount["amount"])
    if amount["currency"] != now["amount"]["currency"]:
        return Problem("currency", limits)
    if value == Decimal(now["amount"]["amount"]):
        return Problem("same", limits)
    if value < Decimal(limits["lowest"]["amount"]):
        return Problem("too_low", limits)
    return Problem("too_high", limits) if value > Decimal(limits["highest"]["amount"]) else None


def _cents(value: Any) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"))
