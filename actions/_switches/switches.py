"""Changes of supplier as the words need them: pure."""

import re
from collections.abc import Sequence
from typing import Any

from actions._records import Switch
from actions._turn import Turn
from actions._words.choices import Option, asks_about
from actions._words.newcomers import names_rival
from actions._words.spelling import fold

_APPLICATION = re.compile(
    r"\b(?:my|our|the|an) application\b(?! (?:form|number))|\bapplied (?:with|to|for supply)\b"
    r"|\bantrag(?:es|s)?\b(?!s?nummer)(?!.*\b(?:rate|zahl))"
    r"|\b(?:wniosek|wnioskiem|wniosku|wniosk[ai])\b(?!.*\b(?:rat|zwrot))"
)

_OF_METER = r"(?:\d[A-Z]{3}\d{7,10}|[A-Z]{2,4}\d{7,12})"
_METER_NUMBER = re.compile(rf"(?<![\w-]){_OF_METER}(?![\w-])", re.IGNORECASE)
"""A number as German and Polish meters carry it: "1ESY1160004711"."""
_POINT_NUMBER = re.compile(r"(?<![\w-])(?:[1-9]\d{10}|\d{18}|DE\d{11}[0-9A-Z]{20}|59\d{16})(?![\w-])", re.IGNORECASE)

_OF_OTHERS = re.compile(
    r"\b(pesel\w*|nip|nipu|tax|ste?uer\w*|\w*ausweis\w*|dowod\w*|id card|passport|paszport\w*|phones?|mobile|handy\w*"
    r"|telefon\w*|\w*rufnummer|komork\w*|(call|ring|text) me|ruf|rufen|ruft|(za)?dzwon\w*|iban"
    r"|konto\w*|kont[oa])\b"
)
"""Words beside the number of something else."""


def point_number(text: str) -> str | None:
    """The number of a meter or of a metering point, which is like no other number."""
    found = _METER_NUMBER.search(text) or _POINT_NUMBER.search(re.sub(r"(?<=\d) (?=\d)", "", text))
    return found.group().upper() if found else None


def number_of_point(turn: Turn) -> str | None:
    """The number of a meter or a metering point in a message; a person, an account or a phone has numbers too."""
    is_other = turn.first("personal_id", "tax_id", "phone", "iban", "invoice_number") is not None
    return None if is_other or _OF_OTHERS.search(fold(turn.request_text)) else point_number(turn.request_text)


_NAMED_NUMBER = re.compile(
    r"\bmeter(?:'?s)? ?(?:number|no\b|nr|id)"
    r"|\b(?:number|no|id) (?:of|on|at) (?:the|my|our) meter"
    r"|zaehler\w*[ -]?(?:nummer|nr\b)|nummer (?:von|vom|des|meines|unseres|auf|am|an)(?: dem| meinem)? ?\w*zaehler"
    r"|\b(?:numer|nr)\w* (?:\w+ )?licznik"
)


def tells_meter_number(text: str) -> bool:
    """Tell whether a message says what the number of a meter is, be it one or not: "ok, Nummer am Zähler ist 1ABC"."""
    folded = fold(text)
    return _NAMED_NUMBER.search(folded) is not None and re.search(r"\d", folded) is not None


_POINT = re.compile(
    r"\bmeter(?:'?s)?(?:ing)?(?: point)?(?:'?s)? ?(?:number|no\b|nr|id)"
    r"|\b(?:number|no|id) (?:of|on|at) (?:the|my|our) meter"
    r"|\bzaehler\w*[ -]?(?:nummer|nr\b)|\bnummer (?:von|vom|des|auf|am|an)(?: dem| meinem)? ?\w*zaehler"
    r"|\bmarktlokation\w*|\bmalo\b"
    r"|\b(?:numer|nr)\w* (?:\w+ )?(?:licznik\w*|ppe|punktu)|\bppe\b"
)
_THE_NUMBER = re.compile(r"\b(?:the|my|this|that|die|der|meine) (?:number|nummer)\b|\bnumer\b")
_WRONG = re.compile(
    r"\b(?:wrong|incorrect|mistake|typo|fix(?: it)?|correct(?: it)?|right|not (?:right|true)"
    r"|falsch\w*|stimmt (?:\w+ ){0,2}(?:gar)?ni(?:cht?|t)|stimmt (?:\w+ )?(?:net|ned)"
    r"|verkehrt\w*|richtig\w*|korrigier\w*"
    r"|zl[yaei]|bledn\w*|niepopraw\w*|pomyl\w*|poprawn\w*|popraw\w*|dobr[ye] (?:to|numer)|nie ten|nie zgadza)\b"
)


def is_point_number_wrong(text: str, *, named: bool = False) -> bool:
    """Tell whether the number of a meter or a metering point is wrong, or which one is right.

    Args:
        text: The message.
        named: A bare "the number" is that of a meter.
    """
    folded = fold(text)
    is_number = _POINT.search(folded) is not None or (named and _THE_NUMBER.search(folded) is not None)
    return is_number and _WRONG.search(folded) is not None and _OF_OTHERS.search(folded) is None


_ADDRESS = re.compile(
    r"\b(?:add?ress\w*|anschrift|hausnummer|house number|strasse|street|adres\w*|numer domu|ulic\w*)\b"
)
_OF_SUPPLY = re.compile(
    r"\b(?:of|for|at|in) (?:the |my |our )?(?:supply|switch|application|registration|change|request|metering point)\b"
    r"|\bsupply address\b"
    r"|\b(?:lieferstelle\w*|verbrauchsstelle\w*|wechsel\w*|anmeldung|antrag\w*|entnahmestelle)\b"
    r"|\b(?:punktu? pobor\w*|zmian\w* sprzedawcy|wniosk\w*|zgloszeni\w*|umow\w*|miejsc\w* dostarczania)\b"
)


def is_point_address_wrong(text: str, *, told: bool = False) -> bool:
    """Tell whether the address of a place that changes to us is wrong, or which one is right.

    Args:
        text: The message.
        told: The change was told just now, so that no other address is meant.
    """
    folded = fold(text)
    is_named = _ADDRESS.search(folded) is not None and (told or _OF_SUPPLY.search(folded) is not None)
    return is_named and _WRONG.search(folded) is not None


_NEWS = re.compile(
    r"\b(?:news|updates?|anything new|what.?s (?:new|happening|up)|how far|any progress|neues|neuigkeit\w*|was neues"
    r"|wie weit|(?:der |aktueller )?stand|nowego|nowosci|wiesci|slychac|jak daleko|postep\w*)\b"
)
_OTHER_CASE = re.compile(
    r"complain|\bcase\b|ticket|\border|parcel|deliver|router|outage|power cut|beschwerd|vorgang|bestell|paket"
    r"|liefer(?!ant)|stoerung|ausfall|reklamac|zgloszen|zamowien|paczk|dostaw(?!c)|awari|\b[to]-?\d{5,7}\b"
)
"""Words, folded, that name another matter of which one asks for news."""


def asks_for_news(text: str) -> bool:
    """Tell whether somebody asks what is new, as "any news about the house?"."""
    return _NEWS.search(fold(text)) is not None


def names_other_case(text: str) -> bool:
    """Tell whether the news of a complaint, an order or an outage is wanted."""
    return _OTHER_CASE.search(fold(text)) is not None


_MOVES_DAY = re.compile(
    r"\b(?:be )?moved? (?:it |that |the (?:date|day|switch|start) )?(?:back|forward|up|(?:to|until"
    r"|into) (?:\d|january|february"
    r"|march|april|may|june|july|next|later))|\b(?:postpone|reschedule)\b|\b(?:push|delay|put) (?:it|that"
    r"|the (?:date|day|switch"
    r"|start)) (?:back|off|until|to)\b|\bchange the (?:date|day|start)\b"
    r"|\b(?:start|begin|switch) (?:\w+ ){0,2}(?:later|earlier|sooner|in (?:january|february|march|april|may|june))\b"
    r"|\b(?:verschieben|verschiebt (?:es|das|ihr|den|mir)|hinauszoegern|vorziehen|hinausschieben|verlegen)\b"
    r"|\b(?:spaeter|frueher|erst (?:im|ab|zum)) (?:\w+ ){0,3}(?:beginn\w*|start\w*|anfang\w*|wechsel\w*|umstell\w*)\b"
    r"|\bprzesun(?:ac|cie)?\b|\bprzeloz(?:yc|cie)?\b|\b(?:odroczyc|opoznic|przyspieszyc)\b"
    r"|\b(?:pozniej|wczesniej|dopiero (?:od|w)) (?:\w+ ){0,3}(?:zaczac|zacznij\w*|rozpocz\w*|przejsc|przejde)\b"
    r"|\bzmien(?:ic|cie)? (?:\w+ ){0,2}(?:termin|date|dzien)\b"
)


def asks_for_another_day(text: str) -> bool:
    """Tell whether the day on which a change of supplier is done shall be another."""
    return _MOVES_DAY.search(fold(text)) is not None


def asks_of_application(text: str) -> bool:
    """Tell whether an applicant speaks of his application: the records know it as a change of supplier."""
    return _APPLICATION.search(fold(text)) is not None


TOLD_IN_FULL = 3
"""Switches explained in one message; more become a list with a choice."""

PRIVATE_FIELDS = ("commodity", "stage_since_on", "start_on", "counterpart", "reason_code", "blocker_code")


def for_words(switches: Sequence[Switch]) -> list[dict[str, Any]]:
    """Fill in what the level of identity does not show; waiting ones first, then by how far they are."""
    filled = [
        {
            **dict.fromkeys((*PRIVATE_FIELDS, "planned_on")),
            "next_step_code": "none",
            "expected_on": None,
            "waiting_for": None,
            **switch,
        }
        for switch in switches
    ]
    return sorted(filled, key=lambda switch: (switch["waiting_for"] != "customer", switch["position"]))


def switch_options(switches: Sequence[dict[str, Any]]) -> list[Option]:
    """Make an option of each point that is being switched."""
    return [
        Option(
            value=switch["service_point_id"],
            slot="service_point_id",
            label=switch["service_point_name"],
            words=[switch["commodity"] or ""],
        )
        for switch in switches
    ]


WAIT, GIVE_UP = "wait", "give_up"

DECISIONS = {
    "correct_meter_number": ("correct",),
    "send_authority": ("correct",),
    "choose_wait_or_withdraw": (WAIT, GIVE_UP),
    "choose_wait": (WAIT,),
}
"""What the customer can do at once, by the next step of a request that waits for him."""

_WAITS = re.compile(
    r"^(yes|yeah|ja|tak)\W+wait\W*$"
    r"|\b((i|we)[' ]?(ll|will|d|would|want|prefer)?( rather| just| like)?( to)? wait|let[' ]?s wait"
    r"|wait for (it|the (old )?contract|that)"
    r"|wart(e|en)|abwarten|poczek\w*|zaczek\w*|czeka[mj]\w*)\b"
)
_GIVES_UP = re.compile(
    r"\b(give (it|that|this|(the|that|this) (change|switch|place|point|\w+)) up|give up (on )?(it|that|the)"
    r"|stay with (my|the) (old|present)|geb\w* (\w+ ){0,4}auf|aufgeben|beim alten bleiben|rezygnuj\w*|zrezygn\w*)\b"
)
_LEAVES_IT_OPEN = re.compile(
    r"\b(not|don'?t|won'?t|never|nicht|kein\w*|niemals|nie(?!,))\b"
    r"|\b(for|since|seit|od) (\w+ ){0,2}(days?|weeks?|months?|tage?n?|wochen?|monate?n?|dni|tygodni\w*|miesi\w*)"
    r"|\b(still|already|ages|schon|immer noch|juz|dalej|wciaz)\b"
)
"""Words, folded, of a refusal, or of somebody who has waited long enough."""
_HESITATES = re.compile(
    r"^(?:\w+,? )?(?:wait|warte|moment|czekaj|poczekaj)(?:,| mal\b| a (?:moment|sec\w*|minute)\b| chwil\w*)"
    r"|^(?:(?:no|nein|nee|nie)\W+)*(?:no|nein|nee|nie),"
)
"""The begin, folded, of what somebody says who only stops to think, or takes back what was summed up."""


_WAITING = re.compile(
    r"\b(?:wait|waiting|abwart\w*|(?:ich|i|wir|ma) (?:\w+ )?wart|warten?|(?:po|za)?czek(?:am|amy|ac))\b"
)
_OLD_END = re.compile(
    r"\b(?:old|previous|current|other) (?:\w+ )?(?:contract|supplier|provider|company|deal)\b"
    r"|\bcontract (?:\w+ ){0,3}(?:ends?|runs? out|expires?|is over)\b"
    r"|\b(?:alt|bisherig|vorig|ander)\w* (?:\w+ )?\w*(?:vertrag|anbieter|versorger|lieferant)\w*\b"
    r"|\bvertragsende\b"
    r"|\b(?:star|poprzedni|dotychczasow|obecn|tamt)\w* (?:\w+ )?(?:umow|sprzedawc|dostawc|firm)\w*\b"
    r"|\bkon(?:iec|ca) (?:\w+ )?umow\w*\b"
)
"""Words, folded, for the contract before ours; a firm's name stands for it, too."""
_CLAUSES = re.compile(r"[.,;!?]+(?:\s|$)|\b(?:but|aber|sondern|tylko|ale|lecz)\b")


def waits_for_old(text: str) -> bool:
    """Tell whether somebody says that he waits for the contract with the supplier before us: "ich wart halt"."""
    if asks_about(text) or text.rstrip().endswith("?"):
        return False
    told = [clause for clause in _CLAUSES.split(fold(text)) if not _LEAVES_IT_OPEN.search(clause)]
    return any(_WAITING.search(clause) and (_OLD_END.search(clause) or names_rival(clause)) for clause in told)


def decision_in(text: str) -> str | None:
    """Whether somebody waits for the old contract to end or gives the change up; None when he says neither."""
    if waits_for_old(text):
        return WAIT
    folded = _HESITATES.sub("", fold(text))
    if _LEAVES_IT_OPEN.search(folded):
        return None
    if _GIVES_UP.search(folded):
        return GIVE_UP
    return WAIT if _WAITS.search(folded) else None


def decisions(switches: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Make a button of each way on, when a single request waits for the customer to decide."""
    waiting = [switch for switch in switches if decides(switch)]
    if len(waiting) != 1:
        return []
    about = {"matter": "decide_switch", "service_point_id": waiting[0]["service_point_id"]}
    return [
        {"title_key": f"button_switch_{decision}", "intent": "choose", "entities": {**about, "answer": decision}}
        for decision in DECISIONS[waiting[0]["next_step_code"]]
    ]


def decides(switch: dict[str, Any]) -> bool:
    """Tell whether a request goes on with what the customer decides: put it right, wait, or give it up."""
    if switch["waiting_for"] != "customer" or switch["next_step_code"] not in DECISIONS:
        return False
    return switch["stage"] == "rejected" or str(switch["next_step_code"]).startswith("choose")
