"""What an order kind declares: its machine, the details it needs, and who may enter it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from backend_api.orders.machine import Machine
from backend_api.schemas import Schema

PRINTED = r"^[^\x00-\x1f\x7f]*$"
"""A text that can be stored and printed on one line."""

Entry = Literal["customer", "partner", "shop"]
"""Who may enter a kind over the order routes; staff may enter for a customer whatever the customer may."""
Subject = Literal["none", "service_point", "metering_point", "line", "contract"]


class DeliveryAddress(Schema):
    """Where something is delivered, supplied or installed."""

    model_config = ConfigDict(extra="forbid")

    street: Annotated[str, Field(pattern=PRINTED, min_length=1, max_length=100)]
    """Without the house number."""
    house_number: Annotated[str, Field(pattern=PRINTED, min_length=1, max_length=20)]
    """With letter and flat, such as `12a/4`."""
    postcode: Annotated[str, Field(pattern=PRINTED, min_length=5, max_length=10)]
    """As written in its country."""
    city: Annotated[str, Field(pattern=PRINTED, min_length=1, max_length=100)]
    """Town or village."""
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    """ISO 3166."""


class Details(Schema):
    """What every kind may say; a kind adds its own fields in a subclass."""

    model_config = ConfigDict(extra="forbid")

    wished_on: date | None = None
    """The day the customer wishes it for; null for as soon as possible."""
    address: DeliveryAddress | None = None
    """Where to; taken from the service point when it is not given."""


@dataclass(frozen=True)
class Kind:
    """One order kind; ``orders/registry.py`` lists them all."""

    machine: Machine
    text: str
    """What it is, in a sentence for the documentation."""
    details: type[Details] = Details
    entry: tuple[Entry, ...] = ("customer", "partner", "shop")
    """Who may enter it over the order routes; none when another resource alone opens it (a return)."""
    subject: Subject = "none"
    """What the order is about and must name."""
    needs_lines: bool = False
    """Whether it needs at least one product."""
    needs_fresh: bool = False
    """Whether a customer confirms it with a fresh code, bound to ``order:<kind>:<id of the subject>``."""
    ships: bool = False
    """Whether something is sent: then it needs an address, that of the point served longest when none is named (a
    company at several places has to name one)."""
    products: tuple[str, ...] = ()
    """Product kinds that may be on its lines; any when empty."""

    @property
    def word(self) -> str:
        """The wire word."""
        return self.machine.kind
