"""What developers are told about order kinds."""

from typing import Any, Literal

from backend_api.orders.machine import Mover
from backend_api.schemas import Schema


class KindTransition(Schema):
    """One arrow of a kind's state machine."""

    source: str
    """From which state."""
    to: str
    """To which."""
    by: list[Mover]
    """Who may take it."""


class OrderKindOut(Schema):
    """An order kind: its states, who may move it, and the details it needs."""

    kind: str
    """The word to order it by."""
    text: str
    """What it is, in English, for developers."""
    entered_by: list[Literal["customer", "partner", "shop"]]
    """Who may enter it over the order routes; empty when another resource opens it."""
    subject: Literal["none", "service_point", "metering_point", "line", "contract"]
    """What the order must name."""
    needs_lines: bool
    """Whether it needs a product."""
    needs_fresh: bool
    """Whether a customer confirms it with a fresh code."""
    start: str
    """Where it begins."""
    states: list[str]
    """Every state."""
    done: list[str]
    """States in which everything is finished."""
    changeable: list[str]
    """The change window."""
    usual_working_days: int
    """How long it usually takes until the promise is kept."""
    transitions: list[KindTransition]
    """Every arrow, with gates and cancelling."""
    details_schema: dict[str, Any]
    """JSON Schema of `details`."""


class OrderKindList(Schema):
    """Every order kind."""

    items: list[OrderKindOut]
    """In the order of the documentation."""
    total: int
    """How many there are."""
