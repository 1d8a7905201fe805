"""What is asked for and told about meter readings."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.readings.registers import RegisterCode
from backend_api.schemas import Quantity, Schema

Counter = Annotated[Decimal, Field(ge=0, lt=10**9, max_digits=13, decimal_places=4)]
SourceName = Literal["measured", "estimated", "customer"]
StateName = Literal["accepted", "to_check", "rejected"]


class RegisterValue(Schema):
    """What one counter shows."""

    model_config = ConfigDict(extra="forbid")

    register_code: RegisterCode | None = None
    """OBIS code; may be left out where the meter has one counter only."""
    value: Counter
    """The counter, in the register's unit."""


class ReadingIn(Schema):
    """A reading that a customer hands in."""

    model_config = ConfigDict(extra="forbid")

    service_point_id: UUID
    """Which metering point."""
    read_on: date | None = None
    """The day; today when left out."""
    values: Annotated[list[RegisterValue], Field(min_length=1, max_length=4)]
    """Every counter of the meter."""
    meter_number: Annotated[str | None, Field(max_length=40)] = None
    """As printed on the meter; compared when given."""
    photo_document_id: UUID | None = None
    """A picture of the meter, handed in before; with it a value out of range is stored for a person to look at."""


class ReadingOut(Schema):
    """One reading of one counter."""

    id: UUID
    """Stable id."""
    register_code: str
    """OBIS code of the counter."""
    read_on: date
    """At the beginning of this day."""
    value: Quantity
    """The counter."""
    unit: Literal["kWh", "m3"]
    """What it counts in."""
    source: SourceName
    """Where it came from."""
    check_state: StateName
    """`to_check` waits for a person; only `accepted` readings count."""


class ReadingsTaken(Schema):
    """What became of a reading that was handed in."""

    service_point_id: UUID
    """Which metering point."""
    readings: list[ReadingOut]
    """One per counter."""
    check_state: Literal["accepted", "to_check"]
    """`to_check` when one of them waits for a person."""
    used: Quantity | None
    """Use in kWh since the last reading somebody took; null for the first one, under review, and below `verified`."""
    used_since_on: date | None
    """The day of that reading; null likewise."""
    unusual: Literal["high", "low"] | None
    """The use is far from the usual one, though possible; null when not, and below `verified`."""
    below_estimate: bool
    """An estimate since then was too high: the invoice that rests on it can be corrected."""


class RegisterOut(Schema):
    """One counter of a meter."""

    code: str
    """OBIS code."""
    unit: Literal["kWh", "m3"]
    """What it counts in."""
    digits: int | None
    """Before the decimal point; null when not known."""


class RegisterToReadOut(RegisterOut):
    """One counter of a meter with what a reading of today may be."""

    highest_today: Quantity | None
    """The highest value that needs no photo if it is read today; null when too little is known."""


class MeterOut(Schema):
    """A meter that a reading can be handed in for, without any detail of the place."""

    service_point_id: UUID
    """Names the metering point when the reading is handed in."""
    commodity: Literal["electricity", "gas"]
    """What it counts."""
    number_end: str | None
    """The last characters of the number on the meter, to tell it from another; null when not known."""
    registers: list[RegisterOut]
    """The counters that a reading has to name."""


class MeterList(Schema):
    """The customer's meters."""

    items: list[MeterOut]
    """By what they count and by number."""
    total: int
    """How many there are."""


class MeterExchangeOut(Schema):
    """An exchanged meter."""

    exchanged_on: date
    """The day."""
    register_code: str
    """Which counter."""
    new_meter_number: str
    """Of the meter that hangs there since."""
    old_final_value: Quantity
    """What the old one showed last."""
    new_start_value: Quantity
    """What the new one showed first."""


class ReadingList(Schema):
    """The latest readings of a metering point."""

    items: list[ReadingOut]
    """Newest first."""
    registers: list[RegisterToReadOut]
    """The counters that a reading must name."""
    exchanges: list[MeterExchangeOut]
    """Exchanged meters, oldest first."""
    due_on: date | None
    """By when we asked for a reading; null when we did not."""


class ReviewOut(ReadingOut):
    """A reading that a person has to look at."""

    service_point_id: UUID
    """Which metering point."""
    photo_document_id: UUID | None
    """The picture of the meter."""
    asked_at: datetime
    """When it was handed in."""


class ReviewList(Schema):
    """Readings that wait for a person."""

    items: list[ReviewOut]
    """Oldest first."""


class DecisionIn(Schema):
    """What a person decided about a reading under review."""

    model_config = ConfigDict(extra="forbid")

    accepted: bool
    """Whether the photo shows the value."""


class ReadingToldIn(Schema):
    """A reading that the metering operator or the billing system tells."""

    model_config = ConfigDict(extra="forbid")

    service_point_id: UUID
    """Which metering point."""
    read_on: date
    """The day; the value is that at its beginning."""
    source: Literal["measured", "estimated"]
    """`measured` by somebody or by the meter itself, or `estimated`."""
    values: Annotated[list[RegisterValue], Field(min_length=1, max_length=4)]
    """Every counter of the meter."""


class ExchangeIn(Schema):
    """An exchanged meter, as the metering operator tells it."""

    model_config = ConfigDict(extra="forbid")

    service_point_id: UUID
    """Which metering point."""
    exchanged_on: date
    """The day."""
    register_code: RegisterCode | None = None
    """Which counter; may be left out where the meter has one only."""
    new_meter_number: Annotated[str, Field(pattern=r"^[!-~]{1,40}$")]
    """Of the new meter."""
    old_final_value: Counter
    """What the old one showed last."""
    new_start_value: Counter
    """What the new one showed first."""


class DueOut(Schema):
    """Whom one run asked for a reading."""

    asked: int
    """How many `reading_due` were emitted."""
    next_after: UUID | None
    """Give this as `after` for the next run; null when all points were looked at."""
