"""What a line of an invoice rests on: which readings, which counter, which factor; pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypedDict

from backend_api.invoices.schemas import ReadingShown
from backend_api.readings.registers import GAS, TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from backend_api.invoices.models import Invoice, InvoiceLine
    from backend_api.readings.models import MeterExchange, MeterReading

_DAY = timedelta(days=1)


class RestsOn(TypedDict):
    """What is added to a line."""

    register_code: str | None
    opening: ReadingShown | None
    closing: ReadingShown | None
    kwh_per_unit: Decimal | None
    meter_exchanged_on: date | None


def reading_days(line: InvoiceLine, invoice: Invoice) -> tuple[date, ...]:
    """The days whose readings bound an energy line; a value is that at the beginning of its day."""
    if line.kind != "work":
        return ()
    return line.from_on or invoice.from_on, (line.to_on or invoice.to_on) + _DAY


def rests_on(
    line: InvoiceLine, invoice: Invoice, read: Sequence[MeterReading], exchanges: Sequence[MeterExchange]
) -> RestsOn:
    """The readings of a line's first and last day on its counter, and what happened in between.

    Args:
        line: Of the invoice.
        invoice: With its period.
        read: Accepted readings of the service point on the days of ``reading_days``.
        exchanges: Meters exchanged at the service point.
    """
    days = reading_days(line, invoice)
    code = line.register_code or next(
        (entry.register_code for entry in read if entry.register_code in {TOTAL, GAS}), None
    )
    if not days or code is None:
        return RestsOn(register_code=None, opening=None, closing=None, kwh_per_unit=None, meter_exchanged_on=None)
    by_day = {entry.read_on: entry for entry in read if entry.register_code == code}
    closing = by_day.get(days[1])
    exchanged = [
        entry.exchanged_on
        for entry in exchanges
        if entry.register_code == code and days[0] <= entry.exchanged_on < days[1]
    ]
    return RestsOn(
        register_code=code,
        opening=_shown(by_day.get(days[0])),
        closing=_shown(closing),
        kwh_per_unit=closing.kwh_per_unit if closing and closing.unit == "m3" else None,
        meter_exchanged_on=max(exchanged, default=None),
    )


def _shown(reading: MeterReading | None) -> ReadingShown | None:
    return None if reading is None else ReadingShown.model_validate(reading)
