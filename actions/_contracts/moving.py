"""Moving: which places, from when to where, and what the meters show."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions._contracts.moving_days import BOTH, IN, OUT, corrects_day, days_of_move
from actions._errand.drafts import CONFIRMATION, Draft
from actions._errand.steps import ChoiceStep, ExactDayStep, Problem, Step, Values, opens_yes
from actions._records import ServicePoint
from actions._turn import Turn
from actions._words.addresses import PARTS, address_in, is_address, is_address_part, missing_parts, parts_in, place_in
from actions._words.choices import Option, mentioned
from actions._words.left_out import left_out, meant_only, without_left_out
from actions._words.spelling import fold

LATER = "later"

_OUT = re.compile(
    r"mov(e|ing|ed) out|leav(e|ing) (the|my|our)|hand(ing)? (over|back) the key|auszieh|auszu|ausgezogen|auszug"
    r"|zieh\w* \w*.*\baus\b|wyprowadz|wyprowadzk|opuszcz"
)
_IN = re.compile(
    r"mov(e|ing|ed) in(to)?\b|new tenant|einzieh|einzu|eingezogen|zieh\w* \w*.*\bein\b|wprowadz(am|il|a|e|ilam|ilem)?\b"
    r"|wprowadzk|new (flat|house|home|place) from|bede mieszka|zamieszka|\bmieszka(m|my) (juz )?od\b"
    r"|\b(will|'ll) (be living|live) (at|in)\b|\bwerden? .*\bwohnen\b|\bwohnen? (dann |jetzt |nun )?ab\b"
)
_BOTH = re.compile(
    r"mov(e|ing) (from|house|home|flat|places?)\b.*\bto\b|mov(e|ing) (house|home|flat)|umzieh|umzug|umgezogen"
    r"|zieh\w* .*\bum\b|przeprowadz|\b(zieh\w*|gezogen)\b.* nach\b|\bmov(e|ing|ed) to\b"
)
_TO_NEW = re.compile(
    r"\bto (a|the|my|our) new (place|flat|house|home)\b|\bin (eine?|die|das|meine?|unsere?) neue\w* (wohn|haus)"
    r"|\bdo nowego (mieszkania|domu)\b"
)

_TO_PLACE = re.compile(
    r"^(?:(?:from|von|aus|z) \w+ )?(?:to|nach|do) (?:the |den |die )?[a-z]{3,}|\b(?:gets?|go(?:ing)?) to \w"
)
"""Words, folded, of whoever is asked whether he moves out or in and tells where to: he leaves a place as well."""

_KEEPS_OLD = re.compile(
    r"\b(?:keep\w*|behalt\w*|zatrzymuj\w*|zachowuj\w*) (?:\w+ ){0,3}"
    r"(?:old|alte\w*|bisherig\w*|star[ey]|dotychczasow\w*)\b"
    r"|\b(?:old|alte\w*|bisherig\w*|star[ey]|dotychczasow\w*) (?:\w+ ){1,3}(?:behalt\w*|zatrzymuj\w*|zachowuj\w*)"
)
"""Words, folded, of somebody who leaves no place for the new one."""
_BARE_WAY = re.compile(r"\W*(?:(?:only|just|nur|tylko)\W+)?(?:(out|aus|raus|auszug)|in|ein|rein|einzug)\W*")
"""A direction alone, which corrects the one that was understood."""

_SKIPS = re.compile(
    r"\blater\b|not yet|don.?t (know|have)|no idea|skip|spaeter|noch nicht|weiss (ich )?nicht|keine ahnung|nachreichen"
    r"|pozniej|nie wiem|jeszcze nie|nie mam|pomin"
)
_SAME = re.compile(
    r"\bsame\b|gleich|selbe|derselb|\bten sam|tego samego|t[ae] sam[ae]|as (now|before)|wie bisher|jak dotad"
)
_READING = re.compile(
    r"(?:reading|meter (?:shows|says|at)|it (?:shows|says)|(?:zaehler)?stand|zaehler zeigt|er zeigt|odczyt\w*"
    r"|licznik pokazuje|stan licznika)\D{0,15}"
    r"(\d{1,9}(?:[.,]\d{1,3})?)(?![\d.]*\d)"
)
_METER_NUMBER = re.compile(r"(?<![\w.-])(?=[A-Z0-9]*\d{4})[A-Z0-9]{5,20}(?![\w-])")
_ONLY_A_NUMBER = re.compile(r"(?!IST |ITS |NUM )(?:\d ?)?(?:[A-Z]{3} ?)?\d[\d ]*")
"""A message of nothing but the number, the three letters of who made the meter among its digits (DIN 43863-5)."""
_WITHIN_A_NUMBER = re.compile(r"(?<=\d) (?=(?:[A-Z]{3} ?)?\d)|(?:(?<=\d [A-Z]{3})|(?<=\d[A-Z]{3})) (?=\d)")
"""A blank that parts such a number in a sentence."""
_PHONE = re.compile(r"phone|\bmobile|handy|mobil|telefon|\btel\b|komork|\bcell|rueckruf|erreichbar|call me|\bnr tel")
_METER_CUE = re.compile(
    r"meter (?:number|no\b)|meternumber|zaehler ?nummer|zaehler ?nr|nummer (?:des|vom) (?:neuen )?zaehlers?"
    r"|numer\w* (?:nowego )?licznika|nr licznika|\b(?:meter|zaehler|licznik)(?=\W{1,2}(?:\d[a-z]{3}\d{4}|\d{7}))"
)
_FROM_CUE = 40
"""Characters between the words for a meter number and the number."""


def direction_in(text: str) -> str | None:
    """Out, in or both, where the words leave no doubt."""
    folded = fold(text)
    if _KEEPS_OLD.search(folded):
        return IN
    out, into = _OUT.search(folded) is not None, _IN.search(folded) is not None
    is_new = _TO_NEW.search(folded) is not None
    if out and (into or is_new):
        return BOTH
    if out or into:
        return OUT if out else IN
    return BOTH if is_new or _BOTH.search(folded) else None


def tells_new_address(text: str) -> bool:
    """Tell whether somebody says where he moves to: whatever stands beside it belongs to the move."""
    return (address_in(text) is not None or is_address(text)) and direction_in(text) in (IN, BOTH)


def names_phone(text: str) -> bool:
    """Tell whether a number is called that of a phone."""
    return _PHONE.search(fold(text)) is not None


def is_bare_way(text: str) -> bool:
    """Tell whether a message is a direction and nothing else."""
    return _BARE_WAY.fullmatch(fold(text)) is not None


def leaves(draft: Draft) -> bool:
    """The customer leaves a place."""
    return draft.values.get("direction") != IN


def enters(draft: Draft) -> bool:
    """The customer moves to a new place."""
    return draft.values.get("direction") != OUT


def only_leaves(draft: Draft) -> bool:
    """No new place is to be supplied, so that the final bill needs an address."""
    return draft.values.get("direction") == OUT


def place_options(points: Sequence[ServicePoint], leaving: Mapping[str, str]) -> list[Option]:
    """Make an option of each address: who moves out leaves everything there; a phone comes along.

    Args:
        points: All of the customer's.
        leaving: Points that are left already.
    """
    places: dict[tuple[str, ...], list[Any]] = {}
    for point in points:
        if point["commodity"] != "mobile" and dict(point).get("state") == "active" and point["id"] not in leaving:
            places.setdefault(tuple((point["address"] or {}).get(part) or "" for part in PARTS), []).append(point)
    return [_place_option(address, there) for address, there in places.items()]


def _place_option(address: tuple[str, ...], points: list[Any]) -> Option:
    label = points[0]["name"] if len(points) == 1 else f"{address[0]} {address[1]}, {address[3]}"
    words = [word for point in points for word in (point["name"], point["commodity"])]
    return Option(value=",".join(point["id"] for point in points), label=label, words=[*words, *address])


_BOTH_WAYS = re.compile(
    r"\W*(?:(?:no|yes|but|i|said|nein|nee|ja|doch|ich|sagte|hab|gesagt|nie|tak|ale|mowil[ae]m|przeciez)\W+)*"
    r"(?:both|beides?|jedno i drugie|oba|obie)"
    r"(?:\W+(?:i|said|of them|please|pls|meant|hab|ich|gesagt|bitte|prosze|mowil[ae]m))*\W*"
)
"""Somebody who has told, folded, that he moves out and in."""


class DirectionStep(ChoiceStep):
    """Out, in, or both."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """Words for a direction, also short ones, or a number."""
        folded = fold(turn.text)
        if re.search(r"\bboth\b|\bbeides?\b|\bjedno i drugie\b|\boba\b|\bobie\b", folded):
            return {self.name: BOTH}
        if found := direction_in(turn.text):
            return {self.name: found}
        if _TO_PLACE.search(folded) or address_in(turn.text) is not None:
            return {self.name: BOTH}
        if short := re.search(r"\b(out|aus|raus|z)\b|\b(in|ein|rein|do)\b", folded):
            return {self.name: OUT if short[1] else IN}
        return super().read(turn, draft)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """Words that leave no doubt; once the errand is open only "out" or "in" correct what was understood."""
        found = direction_in(turn.request_text)
        if draft.asking == CONFIRMATION and _BOTH_WAYS.fullmatch(fold(turn.text)):
            return {self.name: BOTH}
        if found is None and draft.is_prepared and (word := _BARE_WAY.fullmatch(fold(turn.text))):
            return {self.name: OUT if word[1] else IN}
        if draft.is_prepared and found == BOTH and turn.intent != "deny":
            return None
        if draft.values.get("direction") == BOTH and turn.first("period") is not None:
            # "no, moving in on the 17th" corrects that day
            return None
        return {self.name: found} if found else None


class LeftPlaceStep(ChoiceStep):
    """The place that is left; of several things at one address also some: "only the flat", "the garage stays"."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """As every choice, without what is kept."""
        return self._some(turn, draft) or super().read(without_left_out(turn), draft)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """Likewise."""
        return self._some(turn, draft) or super().volunteered(without_left_out(turn), draft)

    def _some(self, turn: Turn, draft: Draft) -> Values | None:
        """The things of an address that are left, if others there are kept."""
        chosen = super().volunteered(without_left_out(turn), draft) or self.alone(draft) or draft.values
        here = str(chosen.get(self.name) or "").split(",")
        known = draft.known.get("points", {})
        things = [Option(value=point, label=known[point]["name"]) for point in here if point in known]
        if len(things) < 2:
            return None
        kept = mentioned(left_out(turn.request_text, turn.language)[1], things)
        named = mentioned(meant_only(turn.request_text), things)
        left = [one for one in things if one not in kept and (one in named or not named)]
        is_some = 0 < len(left) < len(things)
        return {self.name: ",".join(one["value"] for one in left)} if is_some else None


class MoveDayStep(ExactDayStep):
    """The last day at the old place, or the first at the new one."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A day by what is said beside it; one that takes the place of another is the one told last."""
        days = self._days(turn, draft)
        if self._way in days:
            return {self.name: days[self._way]}
        named = direction_in(turn.text)
        if len(days) != 1 or (named in (IN, OUT) and named != self._way):
            return None
        if None not in days:
            # "here from the 15th" of somebody who only moves in
            day = next(iter(days.values()))
            return {self.name: day} if draft.values.get("direction") == self._way else None
        if draft.asking in ("out_on", "in_on") and not self._takes_place(turn, draft):
            return None
        last = "in_on" if "in_on" in draft.values else "out_on"
        is_other = corrects_day(turn) and "out_on" in draft.values and self.name != last
        return None if is_other else {self.name: days[None]}

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """A day, or the same as the other one, also by a yes to that; "no, on the 20th" corrects the other one."""
        days = self._days(turn, draft)
        is_same = _SAME.search(fold(turn.text)) is not None or (turn.intent == "affirm" and not days)
        if self.name == "in_on" and draft.values.get("out_on") and is_same:
            return {self.name: draft.values["out_on"]}
        if self._takes_place(turn, draft) and self._way not in days:
            return None
        found = days.get(self._way) or days.get(None)
        if found is None and draft.values.get("direction") != BOTH:
            found = next(iter(days.values()), None)
        return {self.name: found} if found else None

    @property
    def _way(self) -> str:
        return OUT if self.name == "out_on" else IN

    def _takes_place(self, turn: Turn, draft: Draft) -> bool:
        """Tell whether the day that was told before is corrected, though another one is asked for."""
        told = "out_on" if draft.asking == "in_on" else "in_on"
        return told in draft.values and corrects_day(turn, plainly=True)

    def _days(self, turn: Turn, draft: Draft) -> dict[str | None, str]:
        before = draft.values.get("in_on") or draft.values.get("out_on")
        return days_of_move(turn, before, is_asked=draft.asking == self.name)


class AddressStep(Step):
    """A postal address, in one piece or in several; what is missing is asked for."""

    def ask(
        self, dispatcher: CollectingDispatcher, draft: Draft, values: Values, problem: Problem | None = None
    ) -> None:
        """Ask for what is missing, if a part was said before it was asked for."""
        heard = draft.known.get(f"heard_{self.name}")
        if heard and problem is None:
            problem = Problem("incomplete", {"missing": list(missing_parts(heard))})
        super().ask(dispatcher, draft, values, problem)

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """Put together what was said so far; a day is no street and house."""
        name = f"heard_{self.name}"
        before = draft.known.get(name, {})
        if days_of_move(turn, None) and not (address_in(turn.text) or place_in(turn.text)):
            return None
        heard = {**before, **parts_in(turn.text, missing_parts(before))}
        if heard == before:
            return None
        draft.known[name] = heard
        missing = missing_parts(heard)
        if missing:
            return Problem("incomplete", {"missing": list(missing)})
        del draft.known[name]
        return {self.name: {"country": draft.known["country"], **heard}}

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A whole address that is none of the customer's present ones; a part of one is kept until it is asked for."""
        found = address_in(turn.request_text)
        own = [fold(" ".join(option["words"])) for option in draft.known.get("places", [])]
        if found is None:
            place = place_in(turn.request_text)
            asks_day = draft.asking in ("out_on", "in_on") and not days_of_move(turn, None)
            if not place and asks_day and is_address_part(turn.text):
                place = parts_in(turn.text)
            if place and not any(fold(place.get("street", "?")) in words for words in own):
                heard = f"heard_{self.name}"
                draft.known[heard] = {**place, **draft.known.get(heard, {})}
            return None
        if any(fold(found["street"]) in words and found["postcode"] in words for words in own):
            return None
        return {self.name: found}


class BillAddressStep(AddressStep):
    """Where the final bill goes; the address on record is an answer, too."""

    def options(self, draft: Draft) -> list[Option]:
        """The address on record."""
        return [Option(value=LATER, label="", title_key="button_address_on_record")]

    def answer(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """A button, an address, or words for the one on record."""
        found = super().answer(turn, draft)
        agrees = turn.intent in ("deny", "affirm") or _SAME.search(fold(turn.text)) is not None
        return _or_later(self.name, found, skips=agrees or _skips(turn))

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """An address; "same address" beside the summary answers the question before it, and is no yes."""
        is_same = draft.asking == CONFIRMATION and _SAME.search(fold(turn.text)) is not None
        found = super().volunteered(turn, draft)
        return {self.name: None} if found is None and is_same and not opens_yes(turn.text) else found


class SkippableStep(Step):
    """Something that may be told later."""

    def options(self, draft: Draft) -> list[Option]:
        """Later."""
        return [Option(value=LATER, label="", title_key="button_move_later")]

    def answer(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """A button, a value, or words for "later"."""
        found = super().answer(turn, draft)
        return _or_later(self.name, found, skips=turn.intent == "deny" or _skips(turn))


class MoveReadingStep(SkippableStep):
    """What the meter showed on the day."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """The number in the answer."""
        digits = re.findall(r"\d+(?:[.,]\d{1,3})?", re.sub(r"(?<=\d)[ '\u00a0.](?=\d{3})", "", turn.text))
        return {self.name: digits[0]} if len(digits) == 1 and len(digits[0]) <= 12 else None

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A number that is called a reading."""
        found = _READING.search(fold(turn.request_text))
        return {self.name: found[1]} if found else None


class MeterNumberStep(SkippableStep):
    """The number on the meter of the new place."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """Letters and digits as printed, with blanks between them or in a sentence; a phone or an account is none."""
        if turn.first("iban", "email") is not None or (turn.first("phone") and names_phone(turn.text)):
            return None
        said = turn.text.strip(" .!?").upper()
        whole = said.replace(" ", "") if _ONLY_A_NUMBER.fullmatch(said) else _WITHIN_A_NUMBER.sub("", said)
        found = _METER_NUMBER.search(whole)
        return {self.name: found[0]} if found else None

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A number that is called one of a meter: the one behind the words for it, and none of an address."""
        folded = fold(turn.request_text)
        cue = _METER_CUE.search(folded)
        if cue is None:
            return None
        postcode = (address_in(turn.request_text) or {}).get("postcode")
        numbers = [found for found in _METER_NUMBER.finditer(folded.upper()) if found[0] != postcode]
        behind = [found for found in numbers if 0 <= found.start() - cue.end() <= _FROM_CUE]
        before = [found for found in numbers if 0 <= cue.start() - found.end() <= _FROM_CUE]
        found = next(iter([*behind, *reversed(before)]), None)
        return {self.name: found[0]} if found else None


def _skips(turn: Turn) -> bool:
    return _SKIPS.search(fold(turn.text)) is not None


def _or_later(name: str, found: Values | Problem | None, *, skips: bool) -> Values | Problem | None:
    """The answer; none is the answer of whoever chose to tell it later, or skips it."""
    chosen = isinstance(found, dict) and found[name] == LATER
    return {name: None} if chosen or (found is None and skips) else found
