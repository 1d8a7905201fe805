"""What a message about prices means, whatever it was taken for."""

from actions._contracts.tariff_costs import wants_costs
from actions._forms import ANSWERS
from actions._matters import ABOUT_CONTRACTS, ACTIONS, SURE
from actions._turn import Turn
from actions._words.contracts import (
    asks_of_past_rise,
    asks_of_penalty,
    asks_of_rise,
    asks_whether_supplied,
    objects_to_rise,
    tells_of_rise,
)
from actions._words.prices import (
    asks_price_of_tariff,
    asks_terms_of_tariff,
    asks_unit_price,
    asks_what_i_pay,
    asks_whether_sold,
    asks_why_raised,
    finds_us_dear,
    names_tariff,
    only_names_tariff,
    wishes_other_tariff,
)
from actions._words.tariff_costs import asks_cost_of_use

_OF_PRICES = frozenset({"ask_price", "contract_details", "contract_expiry", "nlu_fallback"})
_OF_DEARNESS = frozenset({"check_bill", "nlu_fallback", "out_of_scope", "ask_help", "price_change"})
"""Intents that "why are you so expensive?" is taken for."""
_NEAR_TARIFFS = frozenset(
    {"contract_details", "contract_expiry", "cancel_contract", "out_of_scope", "nlu_fallback", "decline_offer"}
)
"""Intents that a question about a tariff on offer is taken for."""
_NEAR_SUPPLIES = frozenset({"show_my_data", "nlu_fallback", "out_of_scope", "give_details"})
"""Intents that "do I have a mobile with you?" is taken for."""
_NEAR_PRICES = frozenset({"payment_status", "check_bill", "switch_status", "check_consumption", "decline_offer"})
"""Intents that a question about a rise is taken for; the second ones only when they are not sure."""

_NEAR_LETTERS = frozenset({*ANSWERS, "check_bill", "request_documents", "submit_documents", "get_invoice"})
"""Intents that a letter about higher prices is taken for."""

_NEAR_PAST = frozenset({*ANSWERS, "check_consumption", "check_bill", "ask_price", "contract_details", "payment_status"})
"""Intents that "by how much did gas go up?" is taken for."""

_NEAR_CHANGES = frozenset(
    {"decline_offer", "cancel_contract", "contract_details", "switch_status", "nlu_fallback", "out_of_scope"}
)
"""Intents that the wish for another tariff is taken for."""

_NEAR_OBJECTIONS = frozenset({*ANSWERS, "cancel_dialogue", "decline_offer", "ask_price", "contract_details"})
"""Intents that an objection to a new price is taken for."""

_NEAR_NAMES = frozenset({*ANSWERS, "place_order", "ask_offers", "contract_details"})
"""Intents that the bare name of a tariff is taken for."""

_NEAR_PENALTIES = frozenset({"ask_price", "payment_status", "make_payment", "nlu_fallback"})
"""Intents that a question about the cost of leaving is taken for."""


_NEAR_COSTS = frozenset(
    {*ANSWERS, "ask_offers", "decline_offer", "contract_details", "contract_expiry", "check_consumption", "check_bill"}
    | {"change_installment", "payment_status", "make_payment", "price_change", "renew_contract"}
)
"""Intents that a question what a tariff comes to is taken for."""


def of_prices(turn: Turn) -> str | None:
    """A price that goes up, a kilowatt hour's, what leaving costs; or whether there is a contract at all."""
    near = turn.intent in _OF_PRICES or (turn.intent in _NEAR_PRICES and turn.confidence < SURE)
    objects = (turn.intent in _NEAR_OBJECTIONS or turn.confidence < SURE) and (
        objects_to_rise(turn.text) or asks_why_raised(turn.text)
    )
    tells = turn.intent in _NEAR_LETTERS and tells_of_rise(turn.text)
    if objects or tells or (near and asks_of_rise(turn.text)) or _asks_of_past(turn):
        return ACTIONS["price_change"]
    if _asks_own_price(turn) or (turn.intent in _NEAR_SUPPLIES and asks_whether_supplied(turn.text)):
        return ACTIONS["contract_details"]
    if turn.level == "anonymous" and _asks_price_unknown(turn):
        return ACTIONS["ask_price"]
    near_tariffs = turn.intent in _NEAR_TARIFFS or turn.confidence < SURE
    if _wants_costs(turn) or (near_tariffs and (asks_price_of_tariff(turn.text) or _asks_terms(turn))):
        return ACTIONS["ask_price"]
    if turn.intent in _OF_DEARNESS and finds_us_dear(turn.text):
        return ACTIONS["ask_price" if turn.level == "anonymous" else "ask_offers"]
    draft = turn.slots.get("draft") or {}
    at_contract = draft.get("matter") == "cancel_contract" or turn.slots.get("last_matter") in ABOUT_CONTRACTS
    asks = turn.intent in _NEAR_PENALTIES and at_contract and asks_of_penalty(turn.text)
    return ACTIONS["contract_expiry"] if asks else None


def _asks_price_unknown(turn: Turn) -> bool:
    """Tell whether a stranger asks for a price, or whether we sell something, or only names a tariff."""
    names_one = turn.intent in _NEAR_NAMES and turn.form is None and only_names_tariff(turn.text)
    asks_one = turn.intent in _OF_PRICES and asks_unit_price(turn.text)
    return names_one or (turn.intent != "ask_price" and (asks_one or asks_whether_sold(turn.text)))


def of_tariffs(turn: Turn) -> str | None:
    """Another tariff for what is supplied already is ordered as any other."""
    near = turn.intent in _NEAR_CHANGES or (turn.intent != "place_order" and turn.confidence < SURE)
    wishes = near and not turn.slots.get("draft") and wishes_other_tariff(turn.text)
    return ACTIONS["place_order"] if wishes else None


def _asks_of_past(turn: Turn) -> bool:
    """Tell whether it is asked by how much, or when, a price rose."""
    near = turn.intent in _NEAR_PAST or turn.confidence < SURE
    return near and not turn.slots.get("draft") and asks_of_past_rise(turn.text)


def _wants_costs(turn: Turn) -> bool:
    """Tell whether tariffs shall be worked out; who only asks for the cheapest hears his own offers first."""
    near = turn.intent in _NEAR_COSTS or turn.confidence < SURE
    is_named = names_tariff(turn.text) or asks_cost_of_use(turn.text) or turn.slots.get("last_matter") == "ask_price"
    return near and is_named and not turn.slots.get("draft") and wants_costs(turn)


def _asks_own_price(turn: Turn) -> bool:
    """Tell whether a customer asks what a place of his costs him."""
    is_own = turn.intent == "ask_price" and turn.level != "anonymous" and turn.first("place") is not None
    return is_own and asks_what_i_pay(turn.text)


def _asks_terms(turn: Turn) -> bool:
    """Tell whether a stranger asks for the terms of a tariff, which needs no number."""
    told = turn.slots.get("last_matter") == "ask_price"
    return turn.level == "anonymous" and asks_terms_of_tariff(turn.text, told=told)
