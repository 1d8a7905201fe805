"""Which contracts a question is about, and which one of those told the next words may be: pure."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any

from rasa_sdk.events import EventType

from actions._buttons import Button, buttons_for
from actions._forms import keep_choice, offer_choice
from actions._records import Contract
from actions._turn import Turn
from actions._words.choices import Option

TOLD_IN_FULL = 3
"""Contracts told in full in one message; more become a list with a choice."""


def still_of_interest(contracts: Sequence[Contract]) -> list[Contract]:
    """Leave out ended contracts as long as there is another one; the next to end comes first."""
    living = [contract for contract in contracts if contract["state"] != "ended"]
    return sorted(living or contracts, key=lambda contract: contract["ends_on"] or "9999")


def contract_options(contracts: Sequence[Contract]) -> list[Option]:
    """Make an option of each contract; it is chosen by its point."""
    return [
        Option(
            value=contract["service_point_id"],
            slot="service_point_id",
            label=contract["service_point_name"],
            words=[contract["commodity"], contract["number"]],
            on=contract["ends_on"] or contract["starts_on"],
        )
        for contract in contracts
    ]


def named_contracts(contracts: Sequence[Contract], number: str | None) -> list[Contract] | None:
    """Return the contract with a number the customer gave; None when none was given."""
    return [contract for contract in contracts if contract["number"] == number] if number else None


def are_told_in_full(contracts: Sequence[Contract]) -> bool:
    """Tell whether these contracts are few enough to tell all about each."""
    return len(contracts) <= TOLD_IN_FULL


def contract_buttons(told: Sequence[Contract], matter: str) -> list[Button]:
    """A button for each contract of a list; those told in full need none."""
    return [] if are_told_in_full(told) else buttons_for(contract_options(told), matter)


def point_at_contract(turn: Turn, told: Sequence[Contract], every: Sequence[Contract]) -> list[EventType]:
    """Let the customer choose from a list of contracts, or point at one of those that were told in full."""
    options = contract_options(told)
    if not are_told_in_full(told):
        return offer_choice(options)
    return keep_choice(turn, options, contract_options(still_of_interest(every)))


_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def whole(period: dict[str, Any]) -> dict[str, Any]:
    """The period to its last day: "this year" was understood as the part of it that is over."""
    first = date.fromisoformat(period["from_on"])
    if period.get("grain") not in _MONTHS:
        return period
    month = first.month - 1 + _MONTHS[period["grain"]]
    year, last_month = first.year + (month - 1) // 12, (month - 1) % 12 + 1
    last = date(year, last_month, monthrange(year, last_month)[1])
    return {**period, "to_on": last.isoformat()}


def ending_within(contracts: Sequence[Contract], period: dict[str, Any]) -> list[Contract]:
    """Return those whose term ends in the period."""
    return [one for one in contracts if one["ends_on"] and period["from_on"] <= one["ends_on"] <= period["to_on"]]
