"""How the numbers look that people read out; one line per kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backend_api.values import ApplicationNumber, CustomerNumber


@dataclass(frozen=True)
class NumberFormat:
    """Where counting begins and how the n-th number is written."""

    first: int
    written: Callable[[int], str]


def _prefixed(prefix: str, digits: int = 6) -> Callable[[int], str]:
    return lambda value: f"{prefix}-{value:0{digits}d}"


FORMATS: dict[str, NumberFormat] = {
    "application": NumberFormat(500_000, lambda value: ApplicationNumber.from_sequence(value).text),
    "customer": NumberFormat(5_000_000, lambda value: CustomerNumber.from_sequence(value).text),
    "ticket": NumberFormat(100_001, _prefixed("T")),
    "mandate": NumberFormat(900_001, _prefixed("M")),
    "order": NumberFormat(1_000_001, _prefixed("O", 7)),
    "contract": NumberFormat(700_001, _prefixed("V")),
    "offer": NumberFormat(300_001, _prefixed("F")),
    "basket": NumberFormat(400_001, _prefixed("B")),
    "return": NumberFormat(600_001, _prefixed("RT")),
    "payment_plan": NumberFormat(800_001, _prefixed("P")),
    "outage": NumberFormat(10_001, _prefixed("S")),
}
