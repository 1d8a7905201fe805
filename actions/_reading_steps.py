"""The steps of a meter reading: the day, what a register shows, the photo."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rasa_sdk.executor import CollectingDispatcher

from actions._errand.drafts import Draft
from actions._errand.steps import ExactDayStep, FilesStep, NumberStep, Problem, Values, day_ahead, named_days
from actions._forms import ANSWERS, claim_in
from actions._matters import SURE
from actions._photos import is_picture
from actions._turn import Turn
from actions._words.addresses import address_in, place_in
from actions._words.readings import corrected_figure, counts_other_things, is_ruled_out, speaks_of_meter

FIGURE = 3
"""Digits from which a number may be what a meter shows."""

HALF_A_YEAR = 182
"""A day without a year that is longer ago is the one to come."""


class ReadDayStep(ExactDayStep):
    """When the meter was read: today unless a day is named; asked only for another one."""

    def is_open(self, draft: Draft) -> bool:
        """Only after a day was refused."""
        return super().is_open(draft) and bool(draft.known.get("day_refused"))

    def is_welcome(self, draft: Draft) -> bool:
        """Until a day is known."""
        return super().is_open(draft)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """The day that was named, of the year that is nearest."""
        found = super().volunteered(turn, draft)
        if found is None:
            return None
        words = named_days(turn)[0].get("text") or turn.text
        day = day_ahead(found[self.name], turn.today, words, most_days_ago=HALF_A_YEAR)
        is_of_other = day > turn.today.isoformat() and not self._reads_then(turn, draft)
        return None if is_of_other else {self.name: day}

    @staticmethod
    def _reads_then(turn: Turn, draft: Draft) -> bool:
        """Tell whether a day to come is said of the reading, not of a move or of money that is put off."""
        if speaks_of_meter(turn.text) or turn.first("number") is not None:
            return True
        return draft.asking == "read_on" and (turn.intent in ANSWERS or turn.confidence < SURE)


class ValueStep(NumberStep):
    """What a register shows; a house and the numbers of a person are counted by no meter."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """The number in the message that belongs to no address."""
        if is_claim(turn):
            return None
        house = (address_in(turn.text) or place_in(turn.text)).get("house_number")
        numbers = [
            one
            for one in turn.entities.get("number", [])
            if str(_plain(one)) != house
            and not counts_other_things(turn.text, str(_plain(one)))
            and not is_ruled_out(turn.text, str(_plain(one)))
        ]
        if _are_several(numbers, draft):
            last = corrected_figure(turn.text)
            numbers = [one for one in numbers if str(_plain(one)) == last]
        return super().volunteered(replace(turn, entities={**turn.entities, "number": numbers}), draft)

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """As every number, but no account's, nor one that counts something else."""
        said = self.volunteered(turn, draft)
        if said is None and _are_several(turn.entities.get("number", []), draft):
            return Problem("several")
        found = None if is_claim(turn) or turn.first("iban") else super().read(turn, draft)
        return None if isinstance(found, dict) and counts_other_things(turn.text, found[self.name]) else found


def _are_several(numbers: Sequence[object], draft: Draft) -> bool:
    """Tell whether a meter of one register is said to show several things: "100 then 200"."""
    figures = {str(_plain(one)) for one in numbers if len(re.sub(r"\D", "", str(_plain(one)))) >= FIGURE}
    return len(figures) > 1 and len(draft.known.get("registers", [])) <= 1


def _plain(number: object) -> object:
    return number.get("value") if isinstance(number, dict) else number


def is_claim(turn: Turn) -> bool:
    """Tell whether a message holds numbers by which we know people; eight digits alone may be a reading."""
    claim = claim_in(turn)
    is_lone = claim is not None and claim.number == turn.first("customer_number") and not turn.first("personal_id")
    return claim is not None and not is_lone and turn.slots.get("requested_slot") != "claimed_second_id"


class PhotoStep(FilesStep):
    """A photo of the meter, which may come before every number."""

    def say_kept(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Nobody reads a number off it here; without a word it may show something else; papers beside it are told."""
        pictures = sum(map(is_picture, turn.attachments))
        dispatcher.utter_message(
            response="utter_reading_photo_kept",
            asks_value="value" not in draft.values and turn.first("number") is None,
            is_wordless=not turn.text.strip(),
            pictures=pictures,
            papers=len(turn.attachments) - pictures,
        )
