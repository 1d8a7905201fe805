"""Which contracts a question is about: pure."""

from collections.abc import Sequence

from actions._choices import Option
from actions._records import Contract

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
