"""The value added tax that a price includes; pure.

Rates: section 12 (1) UStG, 19 % (gas too, again since 1 April 2024: section 28 (5) and (6) UStG); article 41 (1) with
article 146ef of the Polish VAT act, 23 %. A total T at r percent includes T * r / (100 + r), rounded half up to the
cent once, from the total (article 106e (7) and (11) of the Polish act; in Germany the same by custom). Read 2026-11.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

RATES = {"DE": Decimal(19), "PL": Decimal(23)}
"""Percent, by the country of the supply."""
_CENT = Decimal("0.01")


def included(total: Decimal, percent: Decimal) -> Decimal:
    """The tax in a total that includes it."""
    return (total * percent / (100 + percent)).quantize(_CENT, ROUND_HALF_UP)
