"""Leaving: which contracts can be ended, with which day, why, and the questions after the notice."""

import re
from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import orders, switching
from actions._buttons import PERSON, SEE_OFFERS
from actions._contact import contact
from actions._errand.drafts import CONFIRMATION, Draft
from actions._errand.steps import ChoiceStep, DayStep, Problem, Step, Values, YesNoStep, day_ahead
from actions._forms import ANSWERS, URGENT
from actions._matters import SHORT
from actions._notifications import names_more
from actions._orders.orders import NOTICES
from actions._records import Contract
from actions._turn import Turn
from actions._words.choices import Option, asks_about, mentioned, tokens
from actions._words.contracts import regrets
from actions._words.hazards import only_goes_on
from actions._words.left_out import left_out, without_left_out
from actions._words.retractions import is_no_question
from actions._words.spelling import fold
from actions._words.vocabulary import FILLERS

WITHDRAW, NOTICE = "withdraw", "notice"

UNSAID = "unsaid"
"""The reason of somebody who would rather not tell it."""

OTHER = "other"

LINES = ("fibre", "mobile")
"""Commodities that are switched off with their contract."""

_REVOCABLE = ("received", "confirmed")
"""States of a notice that can be taken back."""

_REASONS = (
    ("moving", r"\b(moving|i moved|move (abroad|away|in|out)|umzug|umgezogen|ziehe|auszieh|przeprowadz|wyprowadz)"),
    (
        "other_supplier_offer",
        r"\b(other|another|new|different) (supplier|provider|company)|competitor|better (offer|deal)|somewhere else"
        r"|\b(ander|neu)\w* (anbieter|versorger|lieferant)|konkurrenz|besser\w* angebot|woanders"
        r"|\b(inn|now)\w* (sprzedawc|dostawc|firm|operator)|konkurencj|lepsz\w* ofert|gdzie indziej",
    ),
    (
        "price",
        r"expensiv|too much money|costs? too much|cheaper|\bpric|\bdear\b|teuer|billig|guenstig|gunstig|\w*preis|kosten"
        r"|\bdrog|\btan(iej|szy|sz)|\bcen[aeyo]\b|podwyzk|kosztuje",
    ),
    ("green_energy", r"\bgreen|renewable|\bsolar|oekostrom|okostrom|gruen|oekolog|zielon|ekolog|fotowolt"),
    (
        "service",
        r"\bservice|support|hotline|unfriendly|nobody answers|kundendienst|unfreundlich|erreichbar|obslug|infolini",
    ),
    ("terms", r"\bterms?\b|conditions|laufzeit|bedingung|vertragsdauer|warunk|okres umowy"),
)
"""What tells a reason, in folded text; the first that is found counts."""

_REASON_CODES = ("price", "other_supplier_offer", "service", "moving", OTHER)

_WITHDRAWAL = re.compile(
    r"withdraw|revok|cooling|undo|widerruf|widerrief|odstap|odstepuj|14 (days|tag|dni)", re.IGNORECASE
)


_FREE = re.compile(
    r"\b(free|for nothing|no cost|without cost|costs? nothing|never (signed|agreed|happened)"
    r"|kostenlos\w*|kostenfrei\w*|umsonst|gratis|nichts kostet|kostet nichts|nie geschlossen|ungeschehen"
    r"|za darmo|bezplatn\w*|darmow\w*|nic nie kosztuje|bez kosztow|niezawart\w*)\b"
)
"""Words, folded, that only a withdrawal fits, where the other way is a notice."""

_EARLIEST = re.compile(
    r"\b(as soon as poss\w*|as (early|quickly|fast) as poss\w*|asap|soonest|earliest( possible)?|(the )?first possible"
    r"|immediately|right away|straight away"
    r"|(zum |am )?(naechst|fruehest|schnellst|ehest)\s?-?moeglich\w*|(naechst|fruehest|schnellst)moegl"
    r"|(so )?(bald|schnell|frueh)( \w+)? wie( \w+)? moeglich|(ab )?sofort|umgehend|unverzueglich"
    r"|(jak )?naj(szybciej|wczesniej|predzej)( jak)?( sie da| to mozliwe)?|natychmiast\w*|od razu|niezwlocznie"
    r"|(w )?(najblizsz|najwczesniejsz|pierwsz)\w* mozliw\w*)\b"
)
"""Words, folded, of somebody who wishes the earliest end there is."""

_OF_DAYS = """
no for at on end date day time possible if
nein nee und zum am termin tag datum ende moeglich
nie terminie dzien dniu data koniec mozliwe
"""
_SEVERAL = re.compile(r"\b(both|all|everything|beide[ns]?|alle[ns]?|obie|oba|obydwie|obydwa|wszystkie|wszystko|dwie)\b")
"""Words, folded, that mean more than one contract."""
_BESIDE = FILLERS | frozenset(_OF_DAYS.split())
"""Words beside them that mean nothing else."""


def wishes_earliest(text: str, *, alone: bool = False) -> bool:
    """Tell whether the earliest end is wished; ``alone``: and nothing else is said."""
    folded = fold(text)
    if _EARLIEST.search(folded) is None:
        return False
    return not alone or set(re.findall(r"[^\W_]+", _EARLIEST.sub(" ", folded))) <= _BESIDE


def reason_in(text: str) -> str | None:
    """The reason that a text tells, if any."""
    folded = fold(text)
    return next((code for code, pattern in _REASONS if re.search(pattern, folded)), None)


def speaks_of_withdrawal(text: str) -> bool:
    """Tell whether a contract shall count as never agreed, rather than end."""
    return _WITHDRAWAL.search(fold(text)) is not None


def _shall_not_count(text: str) -> bool:
    """Tell whether a contract that is new is meant to be withdrawn from, by name or by regret: "whichever is free"."""
    return speaks_of_withdrawal(text) or regrets(text) or _FREE.search(fold(text)) is not None


def can_be_ended(contract: Contract) -> bool:
    """Tell whether there is anything left to end."""
    return contract["state"] in ("active", "future")


def leaving_options(contracts: Sequence[Contract]) -> list[Option]:
    """Make an option of each contract; two of one place are told apart by their numbers."""
    places = [contract["service_point_id"] for contract in contracts]
    return [
        Option(
            value=contract["id"],
            label=_label(contract, places.count(contract["service_point_id"]) > 1),
            words=[contract["commodity"], contract["number"], contract["product_name"]],
            on=contract["ends_on"] or contract["starts_on"],
        )
        for contract in contracts
    ]


def _label(contract: Contract, is_one_of_several: bool) -> str:
    name = contract["service_point_name"]
    return f"{name} ({contract['number']})" if is_one_of_several else name


def kept(contract: dict[str, Any], today: str) -> dict[str, Any]:
    """What a draft needs to know of a contract."""
    rise = contract.get("price_change")
    is_open = rise is not None and rise["notice_by_on"] is not None and rise["notice_by_on"] >= today
    names = (
        "id",
        "number",
        "service_point_id",
        "state",
        "service_point_name",
        "commodity",
        "earliest_end_on",
        "cannot_end_before_on",
        "notice_period_value",
        "notice_period_unit",
        "renewal",
        "withdrawal_until_on",
        "signed_on",
    )
    known = {name: contract.get(name) for name in names}
    known["rise_on"] = rise["effective_on"] if rise is not None and is_open else None
    known["rise_ends_on"] = rise["ends_on"] if rise is not None and is_open else None
    until = known["withdrawal_until_on"]
    known["is_fresh"] = until is not None and until >= today
    return known


def expected_end(contract: dict[str, Any], wished_on: str | None) -> dict[str, Any]:
    """With which day a notice given today ends the contract, for the question; the receipt has the last word.

    Returns:
        ``on`` (None: the first possible day from the wished one on), ``is_special`` (before prices rise) and
        ``is_later`` (than the wished day).
    """
    earliest, rise = contract["earliest_end_on"], contract["rise_ends_on"]
    if rise is not None and rise < earliest and (wished_on is None or wished_on <= rise):
        return {"on": rise, "is_special": True, "is_later": wished_on is not None and wished_on < rise}
    if wished_on is None or wished_on <= earliest or contract["renewal"] == "none":
        return {"on": earliest, "is_special": False, "is_later": wished_on is not None and wished_on < earliest}
    return {"on": wished_on if contract["renewal"] == "indefinite" else None, "is_special": False, "is_later": False}


async def change_to_give_up(contract: dict[str, Any]) -> str | None:
    """The change of supplier that can still be given up, so that this contract never begins: its id."""
    if contract["state"] != "future":
        return None
    for switch in await _backend.switches():
        if switch["service_point_id"] == contract["service_point_id"] and switch["direction"] == "incoming":
            record = await switching.record(switch["id"])
            if record["can_withdraw"]:
                return str(switch["id"])
    return None


async def has_notice_to_take_back() -> bool:
    """Tell whether a notice was given that supply has not ended with."""
    return any(order["kind"] == NOTICES and order["state"] in _REVOCABLE for order in await orders.brief())


async def say_notice_stands(dispatcher: CollectingDispatcher, turn: Turn, ended: Sequence[Any]) -> None:
    """Say why the end of these contracts cannot be taken back here, and who helps."""
    dispatcher.utter_message(
        response="utter_notice_stands",
        ended=list(ended),
        contact=await contact(turn),
        buttons=[PERSON, SEE_OFFERS] if ended else [SEE_OFFERS],
    )


NEXT = "next"
"""In ``known``: ids of the contracts that end after this one."""

MET = "met"
"""In ``known``: it was said that one contract ends after the other."""


FEW_OF_ALL = 2
"""Words of a message that means several contracts, whatever it was taken for; "all invoices please" names others."""


def means_several(text: str) -> bool:
    """Tell whether more than one contract is meant: "both"."""
    return _SEVERAL.search(fold(text)) is not None


def one_after_other(draft: Draft) -> Values | None:
    """Take the first of the contracts that are offered, and keep the others for later."""
    every = [option["value"] for option in draft.known.get("options", [])]
    if len(every) < 2:
        return None
    draft.known[NEXT] = every[1:]
    return {"contract": every[0]}


def takes_along(turn: Turn, draft: Draft) -> bool:
    """Keep the contract that few words add to the one just summed up: "und den Strom auch"; tell whether one is."""
    is_brief = len(tokens(turn.text)) <= SHORT and names_more(turn.text) and not turn.text.rstrip().endswith("?")
    may_add = turn.intent not in URGENT or only_goes_on(turn.text)
    if draft.asking != CONFIRMATION or not is_brief or not may_add or asks_about(turn.text):
        return False
    chosen = [draft.values.get("contract"), *draft.known.get(NEXT, [])]
    options = draft.known.get("options", [])
    first = next((tokens(option["label"]) for option in options if option["value"] == chosen[0]), [])
    named = [option for option in mentioned(turn.text, options) if option["value"] not in chosen]
    beside = [option for option in named if set(tokens(option["label"])) & set(first)]
    added = [option["value"] for option in beside or named]
    if added:
        draft.known[NEXT] = [*chosen[1:], *added]
        draft.known.pop(MET, None)
    return bool(added)


def following_notice(draft: Draft) -> Draft | None:
    """What ends next, with the day, the way and the reason that were told for the one before."""
    rest = draft.known.get(NEXT) or []
    if not rest or not draft.is_written:
        return None
    told = {name: value for name, value in draft.values.items() if name in ("way", "wished_on", "reason")}
    values: Values = {"reason": UNSAID, **told, "contract": rest[0]}
    known: Values = {NEXT: rest[1:], MET: True, "earliest": draft.known.get("earliest", False)}
    return Draft(draft.matter, values=values, known=known)


class ContractStep(ChoiceStep):
    """Which contract ends; each has its own end, so there is one at a time."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """One of them, without what is kept; of "both" the first, the others come after it."""
        if found := super().read(without_left_out(turn), draft):
            return found
        is_of_them = turn.intent in (*ANSWERS, draft.matter) or len(tokens(turn.text)) <= FEW_OF_ALL
        return one_after_other(draft) if is_of_them and means_several(turn.text) else None

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """Likewise."""
        return super().volunteered(without_left_out(turn), draft)

    def keeps(self, turn: Turn, draft: Draft) -> bool:
        """Tell whether the contract that was chosen is one that shall stay."""
        kept = mentioned(left_out(turn.text, turn.language)[1], self.options(draft))
        return draft.values.get(self.name) in {option["value"] for option in kept}


class WayStep(ChoiceStep):
    """Whether a fresh contract is withdrawn from or ended by notice."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """A number, or words for one of the two."""
        if re.search(r"\bnotice\b|kuendig|wypowied", fold(turn.text)):
            return {self.name: NOTICE}
        if _shall_not_count(turn.text):
            return {self.name: WITHDRAW}
        return self.volunteered(turn, draft) or super().read(turn, draft)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """Words for a withdrawal only: "cancel" may mean either."""
        return {self.name: WITHDRAW} if speaks_of_withdrawal(turn.request_text) else None


class WishedDayStep(DayStep):
    """The last day that the customer wishes; never asked, the first possible one is taken."""

    def is_open(self, draft: Draft) -> bool:
        """Never."""
        return False

    def is_welcome(self, draft: Draft) -> bool:
        """Until the notice is given."""
        return self.name not in draft.values and not draft.known.get("notice")

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A day that is still to come; no day for the earliest one, also instead of one that was named before."""
        found = super().volunteered(turn, draft)
        wished = day_ahead(found[self.name], turn.today, turn.text) if found else None
        if wished is not None and wished > turn.today.isoformat():
            return {self.name: wished}
        is_new = turn.intent != "affirm" or draft.values.get(self.name) is not None
        return {self.name: None} if is_new and wishes_earliest(turn.text) else None


class ReasonStep(Step):
    """Why; nobody has to say."""

    def options(self, draft: Draft) -> list[Option]:
        """The usual reasons, and none."""
        return [Option(value=code, label="", title_key=f"button_leaving_{code}") for code in (*_REASON_CODES, UNSAID)]

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """A reason in words; words that tell no known one are another reason, a no is none."""
        found = reason_in(turn.text)
        if found is None and turn.intent == "deny":
            return {self.name: UNSAID}
        if found is None and turn.text.strip().isdecimal():
            place = int(turn.text)
            found = self.options(draft)[place - 1]["value"] if 0 < place <= len(_REASON_CODES) + 1 else None
        if found is None and turn.intent in ANSWERS and turn.intent != "affirm" and turn.text.strip():
            found = OTHER
        return None if found is None else {self.name: found}


class HearStep(YesNoStep):
    """Whether the customer wants to hear a counter-offer."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """A yes or no, also as the matters they sound like."""
        said = {"ask_offers": "yes", "renew_contract": "yes", "decline_offer": "no", "cancel_contract": "no"}
        found = said.get(turn.intent)
        return {self.name: found} if found is not None else super().read(turn, draft)


class TakeStep(YesNoStep):
    """Whether the customer takes it; the answer is acted upon at once."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """A plain yes or no, or a matter that is one; no question is."""
        said = {"affirm": "yes", "deny": "no", "renew_contract": "yes", "decline_offer": "no", "cancel_contract": "no"}
        found = said.get(turn.intent) if is_no_question(turn.text) else None
        return None if found is None else {self.name: found}
