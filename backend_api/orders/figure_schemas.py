"""What staff are told about promises and delivery times."""

from datetime import date
from typing import Literal
from uuid import UUID

from backend_api.orders.machine import Party
from backend_api.schemas import Quantity, Schema


class PromiseAtRisk(Schema):
    """A promise that may break."""

    number: str
    """Which order."""
    kind: str
    """Of which kind."""
    state: str
    """Where it is."""
    promised_on: date
    """The day that was promised."""
    risk: Literal["past", "late", "blocked"]
    """`past`: the day is over; `late`: the usual time is longer than what is left; `blocked`: something holds it up."""
    waiting_for: Party | None
    """Who has to act next."""
    blocker_code: str | None
    """What holds it up."""
    customer_id: UUID
    """Whose order."""


class PromiseAtRiskList(Schema):
    """Promises that may break, the nearest first."""

    items: list[PromiseAtRisk]
    """At most 500."""
    total: int
    """How many are in the list."""


class PromiseWarnings(Schema):
    """What a run found."""

    warned: int
    """Promises that somebody is warned of now for the first time."""


class KindFigures(Schema):
    """How long one kind took from the order until what was promised had happened."""

    kind: str
    """Which kind."""
    count: int
    """How many were fulfilled in the period."""
    median_days: Quantity | None
    """Half took no longer, in days with one decimal; null when there was none."""
    p90_days: Quantity | None
    """Nine of ten took no longer."""
    kept_percent: Quantity | None
    """How many of them were fulfilled on the promised day or before."""
    open: int
    """How many are on their way now."""
    at_risk: int
    """How many of these have a promise that may break."""


class OrderFigures(Schema):
    """Order-to-delivery times and promises at risk."""

    from_on: date
    """First day of the period."""
    to_on: date
    """Last day of the period."""
    kinds: list[KindFigures]
    """Kinds that have something to count."""
