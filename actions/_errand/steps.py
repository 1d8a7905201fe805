"""The questions of an errand: how each is asked, and what counts as an answer to it.

``read`` takes whatever is said when the step was asked; ``volunteered`` takes only what is plainly meant for the step,
because it looks at messages that answer something else: the one that began the errand, or a correction.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions._buttons import MAX_BUTTONS
from actions._errand.drafts import Draft
from actions._forms import ANSWERS
from actions._turn import Turn
from actions._words.assent import is_undecided
from actions._words.choices import Option, asks_about, mentioned, place_words, resolve
from actions._words.retractions import changes_mind, is_no_question, is_puzzled, only_waits
from actions._words.spelling import fold


@dataclass(frozen=True)
class Problem:
    """An answer that cannot be taken; ``code`` chooses the words in the question's template (``problem``)."""

    code: str
    details: dict[str, Any] | None = None


Values = dict[str, Any]
Condition = Callable[[Draft], bool]


def _always(_draft: Draft) -> bool:
    return True


class Step:
    """One question. Subclasses read the answer.

    The words of ``response`` get ``values`` (every step of the errand, None where open), ``known`` of the draft,
    ``options``, ``again`` (asked after a wrong answer), ``problem`` (the code of what was wrong, or None) and
    ``details`` of the problem.
    """

    certain: ClassVar[bool] = True
    """A readable answer outweighs another matter that the message might be about; free text does not."""
    is_own: ClassVar[bool] = True
    """The customer knows the options by himself; else "the second one" means one only after a list was shown."""

    def __init__(self, name: str, response: str, *, when: Condition = _always) -> None:
        self.name = name
        self.response = response
        self._when = when

    def is_open(self, draft: Draft) -> bool:
        """Tell whether it must still be asked."""
        return self.name not in draft.values and self._when(draft)

    def is_welcome(self, draft: Draft) -> bool:
        """Tell whether it is taken from a message that answers something else; also what is never asked may be."""
        return self.is_open(draft)

    def applies(self, draft: Draft) -> bool:
        """Tell whether it belongs to this errand at all."""
        return self._when(draft)

    def alone(self, draft: Draft) -> Values:
        """The answer that needs no question, because there is no other."""
        return {}

    def ask(
        self, dispatcher: CollectingDispatcher, draft: Draft, values: Values, problem: Problem | None = None
    ) -> None:
        """Ask, with a button for each option."""
        draft.options = self.options(draft)
        if draft.options and self.name not in draft.listed:
            draft.listed.append(self.name)
        dispatcher.utter_message(
            response=self.response,
            values=values,
            known=draft.known,
            options=draft.options,
            again=draft.wrong > 0,
            problem=problem.code if problem else None,
            details=(problem.details if problem else None) or {},
            buttons=self.buttons(draft.options[:MAX_BUTTONS]),
        )

    def options(self, draft: Draft) -> list[Option]:
        """What there is to choose from; nothing for an open question."""
        return []

    def answer(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """Read the answer to the question; a pressed button goes before every word."""
        if turn.first("step") is not None:
            return {self.name: turn.first("answer")} if turn.first("step") == self.name else None
        return self.read(turn, draft)

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """Read the answer from words; None when there is none."""
        return self.volunteered(turn, draft)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """Read what was said of it without being asked."""
        return None

    def buttons(self, options: Sequence[Option]) -> list[dict[str, Any]]:
        """A button for each option."""
        return [self._button(option) for option in options]

    def _button(self, option: Option) -> dict[str, Any]:
        title = {"title_key": option["title_key"]} if option.get("title_key") else {"title": option["label"]}
        return {**title, "intent": "choose", "entities": {"step": self.name, "answer": option["value"]}}


class ChoiceStep(Step):
    """One of several things: points, contracts, orders, offers, reasons."""

    def __init__(
        self,
        name: str,
        response: str,
        choices: Callable[[Draft], Sequence[Option]],
        *,
        when: Condition = _always,
        settle_alone: bool = True,
    ) -> None:
        """Take where the choices come from.

        Args:
            name: Of the step.
            response: The question.
            choices: Reads the options out of what the draft knows.
            when: Whether the step is needed.
            settle_alone: A single option is taken without asking.
        """
        super().__init__(name, response, when=when)
        self._choices = choices
        self._settle_alone = settle_alone

    def options(self, draft: Draft) -> list[Option]:
        """The choices as they are now."""
        return list(self._choices(draft))

    def answer(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """As every step; but a question about one of the things chooses none."""
        may_ask = turn.intent not in (*ANSWERS, draft.matter) or (
            turn.intent in ("nlu_fallback", "out_of_scope") and turn.first("ordinal") is not None
        )
        return None if may_ask and asks_about(turn.text) else super().answer(turn, draft)

    def alone(self, draft: Draft) -> Values:
        """The only choice there is."""
        options = self.options(draft) if self._settle_alone and self.is_open(draft) else []
        return {self.name: options[0]["value"]} if len(options) == 1 else {}

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """A number, an ordinal, a name, an amount, a date."""
        found = resolve(turn.text, turn.entities, draft.options or self.options(draft))
        return {self.name: found[0]["value"]} if len(found) == 1 else None

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A name only: a stray number in the message picks nothing."""
        found = mentioned(turn.request_text, self.options(draft), place_words(turn.entities))
        return {self.name: found[0]["value"]} if len(found) == 1 else None


class EntityStep(Step):
    """Something an extractor finds and checks: a phone number, a mail address, an IBAN, a postcode."""

    def __init__(self, name: str, response: str, *entities: str, when: Condition = _always) -> None:
        super().__init__(name, response, when=when)
        self._entities = entities

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """The first one found."""
        found = turn.first(*self._entities)
        return None if found is None else {self.name: found}


class AmountStep(Step):
    """A sum of money as decimal text; a bare number counts when it was asked for."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """An amount with its currency."""
        amount = turn.first("amount")
        return None if amount is None else {self.name: str(amount["amount"] if isinstance(amount, dict) else amount)}

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """An amount, or a bare number."""
        bare = turn.first("number")
        return self.volunteered(turn, draft) or (None if bare is None else _decimal(self.name, bare))


class NumberStep(Step):
    """A number as decimal text, written in digits or in words."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """The number in the message."""
        number = turn.first("number")
        return None if number is None else _decimal(self.name, number)

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """The number, or digits taken for something else: "12" for a position, eight of them for a customer number."""
        digits = re.findall(r"\d+(?:[.,]\d+)?", re.sub(r"(?<=\d)[ '\u00a0](?=\d)", "", turn.text))
        return self.volunteered(turn, draft) or (_decimal(self.name, digits[0].replace(",", ".")) if digits else None)


class DayStep(Step):
    """A day as ISO text; of a longer period its first day."""

    def __init__(self, name: str, response: str, *, latest_first: bool = False, when: Condition = _always) -> None:
        """Take which end of a period is meant.

        Args:
            name: Of the step.
            response: The question.
            latest_first: The last day of a period is meant ("until the end of March"), not the first.
            when: Whether the step is needed.
        """
        super().__init__(name, response, when=when)
        self._edge = "to_on" if latest_first else "from_on"

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """The day that was named."""
        period = turn.first("period")
        return None if period is None else {self.name: period[self._edge]}

    @staticmethod
    def as_date(value: str) -> date:
        """The day of an answer."""
        return date.fromisoformat(value)


class ExactDayStep(DayStep):
    """A day that was named as such: a month is asked about rather than taken for its first or last day."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """The first day named."""
        days = named_days(turn)
        return {self.name: days[0]["from_on"]} if days else None


class TextStep(Step):
    """Words of the customer's own."""

    certain: ClassVar[bool] = False

    def __init__(self, name: str, response: str, *, shortest: int = 2, when: Condition = _always) -> None:
        """Take how many letters an answer needs at least."""
        super().__init__(name, response, when=when)
        self._shortest = shortest

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """Whatever was said; a bare yes or no tells nothing."""
        words = turn.text.strip()
        return {self.name: words} if len(words) >= self._shortest and not only_yes_or_no(words) else None


MOST_BESIDE_YES = 6
"""Words of a message that begins with a yes or a no and goes on with the same."""

_OPENS_YES = re.compile(
    r"\s*(yes|yeah|yep|yup|ok|okay|sure|of course|go on|go ahead|tell me|let('s| me| us) (hear|see)|ja|jo|jawohl"
    r"|gern\w*|klar|lass(en sie)? (mal |es )*h[oö]e?ren|tak|jasne|pewnie|ch[eę]tnie|s[lł]ucham|poka[zż]\w*|dawaj\w*)\b"
    r"(?!\W+(but|only|aber|nur|ale|tylko)\b)",
    re.IGNORECASE,
)
_OPENS_NO = re.compile(
    r"\s*(no|nope|nah|nein|nee|nie)\b(?!\W+(idea|problem|worries|ahnung|wiem|ma sprawy)\b)", re.IGNORECASE
)


class YesNoStep(Step):
    """Yes or no, kept as truth value."""

    def options(self, draft: Draft) -> list[Option]:
        """The two answers."""
        return [
            Option(value="yes", label="", title_key="button_yes"),
            Option(value="no", label="", title_key="button_no"),
        ]

    def answer(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """A button or a word; who waits or does not understand says neither."""
        if turn.first("step") is None and _hesitates(turn.text):
            return None
        found = super().answer(turn, draft)
        return {self.name: found[self.name] == "yes"} if isinstance(found, dict) else found

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """A word for yes or no, also before a few others: "yes, let me hear it"."""
        said = {"affirm": "yes", "deny": "no"}.get(turn.intent) or _opening(turn.text)
        if said == "yes" and is_undecided(turn.text):
            return None
        return {self.name: said} if said else None


class FilesStep(Step):
    """Files that came with a message; the answer is a list of ids of the papers they were kept as.

    The errand keeps them: a file in a draft would travel with every turn.
    """

    def __init__(self, name: str, response: str, kind: str, *, when: Condition = _always) -> None:
        """Take what sort of paper they are (``photo``, ``authority``...)."""
        super().__init__(name, response, when=when)
        self.kind = kind

    def say_kept(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Say that files which nobody has asked for yet have arrived."""
        dispatcher.utter_message(response="utter_errand_files_kept", count=len(turn.attachments))


_YES_OR_NO = re.compile(
    r"(yes|yeah|yep|yup|ok|okay|sure|right|no|nope|nah|please|ja|jo|jawohl|nein|nee|noe|bitte|genau|gern|gut"
    r"|tak|ta|no|nie|dobra|dobrze|jasne|pewnie|prosze|zgoda)"
)


def only_yes_or_no(text: str) -> bool:
    """Tell whether nothing but a yes or a no is said."""
    said = re.findall(r"\w+", fold(text))
    return bool(said) and all(_YES_OR_NO.fullmatch(word) for word in said)


def opens_yes(text: str) -> bool:
    """Tell whether a message begins with a yes, whatever comes after it."""
    return _OPENS_YES.match(text) is not None


def _hesitates(text: str) -> bool:
    return only_waits(text) or is_puzzled(text)


def _opening(text: str) -> str | None:
    if changes_mind(text):
        return "no"
    if len(text.split()) > MOST_BESIDE_YES or not is_no_question(text):
        return None
    return "yes" if _OPENS_YES.match(text) else "no" if _OPENS_NO.match(text) else None


def named_days(turn: Turn) -> list[dict[str, Any]]:
    """The periods of a message that stand for one day: a day, or one from which on something holds."""
    return [
        period
        for period in turn.entities.get("period", [])
        if period["from_on"] == period["to_on"] or period.get("grain") == "range"
    ]


def day_ahead(day: str, today: date, text: str, *, most_days_ago: int = 0) -> str:
    """A day named without its year that is to come: the understanding, made for bills, takes it for one of last year.

    Args:
        day: As it was understood.
        today: The customer's day.
        text: The words; one with a year is what it says.
        most_days_ago: A day that lies no further back stays where it is.
    """
    named = date.fromisoformat(day)
    if named >= today - timedelta(days=most_days_ago) or re.search(r"\b(19|20)\d\d\b|\d\.\d{1,2}\.\d\d\b", text):
        return day
    ahead = named.replace(year=named.year + 1, day=min(named.day, 28) if named.month == 2 else named.day)
    return ahead.isoformat() if ahead >= today else day


def _decimal(name: str, value: object) -> Values | None:
    text = str(value.get("value") if isinstance(value, dict) else value)
    try:
        return {name: str(Decimal(text))}
    except InvalidOperation:
        return None
