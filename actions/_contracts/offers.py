"""Offers beside the contracts they would continue: which there are, and which one is meant."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rasa_sdk.events import EventType, SlotSet

from actions import _backend
from actions._backend import offers as backend
from actions._backend.offers import Offer
from actions._errand.drafts import CONFIRMATION, Draft
from actions._errand.steps import ChoiceStep, Values
from actions._records import COMMODITIES, Contract
from actions._taking import bare_name
from actions._turn import Turn
from actions._words.choices import Option, asks_about, is_mere_name, means_same, mentioned, tokens
from actions._words.spelling import fold

MOST_CONTRACTS = 8
"""Of so many contracts offers are looked for in one turn."""

MOST_OF_ORDINAL = 2
"""Words of a message that says no more than which: "ta druga"."""

KEPT = (
    "id",
    "number",
    "kind",
    "contract_id",
    "contract_number",
    "service_point_id",
    "product_name",
    "base_price",
    "unit_price",
    "bonus",
    "starts_on",
    "term_months",
    "term_ends_on",
    "notice_period_value",
    "notice_period_unit",
    "renewal",
    "renewal_months",
    "price_guaranteed_until",
    "use",
    "yearly_cost",
    "present_yearly_cost",
    "text_version",
    "valid_until_on",
)
"""What a draft keeps of an offer; it travels with every turn."""

FIXED = ["fix", "fixed", "fest", "feste", "festpreis", "stala", "guaranteed", "garantie", "gwarancja"]
FLEXIBLE = ["flex", "flexible", "flexibel", "elastyczny", "elastyczna"]

_QUESTION = re.compile(
    r"\W*(?:(?:and|but|und|aber|a|ale|ja|yes|tak)\W+)*(?:do|does|is|are|can|will|have|any\w*|kann|gibt\w*|bleibt|gilt|ist|habt|haben|czy|jest|sa|macie|maja)\b"
)
_TERMS = {
    "price": re.compile(
        r"\bprices? .*\b(?:fix|stay|guarant|change|go up|same)|\bprice guarant|preisgarantie"
        r"|\bpreis\w* .*(?:fest|bleib|garant|stabil|steig)|\bbleibt .*\bpreis"
        r"|\bcen[aey]\w* .*(?:stal|gwarant|zmien|wzro)"
        r"|\bgwarancj\w+ cen"
    ),
    "leaving": re.compile(
        r"\b(?:cancel|get out|withdraw|leave|notice)|widerruf|kuendig|\braus\b|wypowie|wycofa|odstapi|zrezygn"
    ),
    "term": re.compile(
        r"\bhow long\b|\blonger\b|\bterm\b|\b(?:bound|tied|locked)\b|\bwie lang|\blaenger\b|laufzeit|gebunden|\bbindung"
        r"|\bjak dlugo|\bna (?:ile|jak dlug\w+)\b|\bdluzej\b|\bdluzsz|zwiazan|zobowiazan|\bokres\b"
    ),
    "start": re.compile(
        r"\b(?:when|from when) .*\b(?:start|begin)|\bab wann\b|\bwann .*(?:los|beginn|start|faengt)|\bod kiedy\b"
        r"|\bkiedy .*(?:zaczyn|rusz)"
    ),
}
"""Words, without accents, for the terms of an offer."""


CHEAPER = re.compile(r"\bcheap|less expensive|g[uü]e?nstig|billig|\bta[nń](i|sz)|niedro", re.IGNORECASE)
NOT_DEAR = re.compile(r"\b(not?|nix|nichts?|nothing|nic|nie) (\w+ )?(expensive|teuer\w*|teures|drog\w*)", re.IGNORECASE)
LONGER = re.compile(r"\blong(?!\s+as)|\bl[aä]e?ng|\b(naj)?d[lł]u[zż]", re.IGNORECASE)

_UNBOUND = re.compile(
    r"\b(?:no|without|not|ohne|kein\w*|bez)\b(?: \w+){0,2} (?:term|commitment|minimum|bound|tied|\w*laufzeit"
    r"|bindung|gebunden|zobowiazan\w*|okresu|terminu)"
)
_ONLY_PRICE = re.compile(
    r"\W*(?:(?:and|und|a|i|so|what|whats|s|was|wie|jak\w*|how|is|ist|jest|are|the|der|die|den|much|ile|to|it|das|es|about|mit)\W+)*"
    r"(?:prices?|costs?|much|preise?n?|kostet|kosten|cen[aey]|kosztuj\w*|ile)(?:\W+(?:it|das|es|to|does|is|that|dann))*\W*"
)

OPPOSITE = {"renew_contract": "decline_offer", "decline_offer": "renew_contract"}
"""Whoever says yes does not want to go on saying no."""


def named_offer(text: str, options: Sequence[Option]) -> str | None:
    """The offer that a wish to extend names: "extend, öko 12"; what is supplied ("extend the gas") names none."""
    words = [word for word in tokens(text) if not any(means_same(word, supply) for supply in COMMODITIES)]
    found = mentioned(" ".join(words), options)
    return found[0]["value"] if len(found) == 1 and len(options) > 1 else None


def asked_of_offer(text: str) -> list[str]:
    """What a question about the offer wants to know: how long its ``price`` stays, ``leaving`` it, its ``start``."""
    folded = fold(text)
    if not (asks_about(text) or text.rstrip().endswith("?") or _QUESTION.match(folded)):
        return []
    return [name for name, words in _TERMS.items() if words.search(folded)]


def compares(text: str) -> bool:
    """Tell whether somebody asks for something cheaper, or for the price alone: the list tells both, and takes none."""
    return (CHEAPER.search(text) is not None and _only_asks(text)) or _ONLY_PRICE.fullmatch(fold(text)) is not None


def _only_asks(text: str) -> bool:
    """Tell whether a message is a question, by its mark, its words or its begin."""
    asks = asks_about(text) or text.rstrip().endswith("?")
    return asks or _QUESTION.match(fold(text)) is not None


def none_is_cheaper(text: str, offers: Sequence[Offer]) -> bool:
    """Tell whether something cheaper was asked for and no offer is; of none is it unknown."""
    wished = CHEAPER.search(text) is not None or NOT_DEAR.search(text) is not None
    return wished and bool(offers) and all(offer["is_cheaper"] is False for offer in offers)


class OfferStep(ChoiceStep):
    """Which offer is meant: by its name, or as the cheaper or the longer one."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A name, or what sets one apart."""
        named = super().volunteered(turn, draft)
        options = [option for option in self.options(draft) if option.get("amount")]
        if named or len(options) < 2 or _only_asks(turn.text):
            return named
        if _UNBOUND.search(fold(turn.text)):
            free = [option for option in options if "flex" in option["words"]]
            return {self.name: free[0]["value"]} if len(free) == 1 else None
        if CHEAPER.search(turn.text):
            return {self.name: min(options, key=lambda option: Decimal(option["amount"]))["value"]}
        return {self.name: max(options, key=lambda option: option["on"])["value"]} if LONGER.search(turn.text) else None

    def read(self, turn: Turn, draft: Draft) -> Any:
        """The same, and a number or an ordinal."""
        return super().read(turn, draft) or self.volunteered(turn, draft)


def as_choice(turn: Turn, draft: Draft) -> Turn:
    """Take a message for an answer that only repeats the name of an offer: "gas flex" reports no smell of gas."""
    said = set(tokens(turn.text))
    if turn.first("ordinal") and len(said) <= MOST_OF_ORDINAL and draft.asking in ("offer", CONFIRMATION):
        return replace(turn, intent="choose", confidence=1.0)
    orders = turn.intent in ("place_order", "ask_offers", "ask_price")
    for option in (draft.options or draft.known.get("options", [])) if len(said) > 1 else []:
        if said <= set(tokens(option.get("label", ""))) or (orders and is_mere_name(bare_name(turn.text), option)):
            return replace(turn, intent="choose", confidence=1.0)
    return turn


def without_opposite(matter: str, events: list[EventType]) -> list[EventType]:
    """Drop the errand that this one contradicts instead of setting it aside."""
    return [
        SlotSet("set_aside", _without(OPPOSITE[matter], event["value"])) if event.get("name") == "set_aside" else event
        for event in events
    ]


def _without(matter: str, drafts: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    return [draft for draft in drafts or [] if draft["matter"] != matter] or None


def is_open(offer: Offer) -> bool:
    """It can still be accepted or declined."""
    return bool(offer["state"] == "open")


def told(offer: Offer) -> Offer:
    """What is said of an offer, with the difference to what is paid today."""
    kept = {name: offer[name] for name in KEPT}
    saving = offer["saving"]
    amount = None if saving is None else Decimal(saving["amount"])
    kept["difference"] = None if amount is None or not amount else {**saving, "amount": str(abs(amount))}
    kept["is_cheaper"] = None if amount is None else amount > 0
    return kept


def offer_options(offers: Sequence[Offer], places: dict[str, str] | None = None) -> list[Option]:
    """Make an option of each offer, found by its product, number, term or place, and as the cheaper or the longer one.

    Args:
        offers: As ``told`` says them.
        places: Names of the points, where offers for several of them stand beside each other.
    """
    return [
        Option(
            value=offer["id"],
            label=_label(offer, places or {}),
            words=[offer["number"], str(offer["term_months"] or ""), *(FIXED if offer["term_months"] else FLEXIBLE)],
            amount=(offer["yearly_cost"] or offer["base_price"])["amount"],
            on=offer["term_ends_on"] or offer["starts_on"],
        )
        for offer in offers
    ]


def _label(offer: Offer, places: dict[str, str]) -> str:
    place = places.get(offer["service_point_id"] or "")
    return f"{offer['product_name']} ({place})" if place else str(offer["product_name"])


def beginnings(contracts: Sequence[Contract]) -> list[Contract]:
    """The contracts an offer could continue; the next to end comes first."""
    living = [contract for contract in contracts if contract["state"] != "ended"]
    return sorted(living, key=lambda contract: contract["ends_on"] or "9999")[:MOST_CONTRACTS]


async def renewals(contracts: Sequence[Contract]) -> dict[str, dict[str, Any]]:
    """By the id of the contract: whether it can be renewed, and with which open offers."""
    found = await asyncio.gather(*(backend.renewal(contract["id"]) for contract in contracts))
    return {renewal["contract_id"]: renewal for renewal in found}


async def offers_for(renewal: dict[str, Any], *, key: str) -> list[Offer]:
    """The offers that can be accepted for a contract; without any they are worked out, if that is possible."""
    if renewal["offers"] or not renewal["possible"]:
        return list(renewal["offers"]) if renewal["possible"] else []
    try:
        return await backend.prepare(renewal["contract_id"], key=key)
    except _backend.RuleBroken as rule:
        renewal.update(possible=False, problems=list(rule.details.get("problems") or [rule.code]))
        return []
