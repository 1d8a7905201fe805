"""What a shop puts into a basket, and what is seen of it."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.products.schemas import AmountsOut
from backend_api.schemas import Money, Schema

Text = Annotated[str, Field(min_length=1, max_length=100)]


class BasketLineIn(Schema):
    """A product in a quantity."""

    model_config = ConfigDict(extra="forbid")

    product_number: Annotated[str, Field(min_length=1, max_length=40)]
    """What it is ordered by."""
    quantity: Annotated[int, Field(ge=1, le=1000)] = 1
    """How many."""


class ContactIn(Schema):
    """Who fills the basket, as they wrote it; nothing of it is proof."""

    model_config = ConfigDict(extra="forbid")

    first_name: Text | None = None
    """First name."""
    name: Annotated[str | None, Field(max_length=200)] = None
    """Family name or firm."""
    email: Annotated[str | None, Field(max_length=200, pattern=r"^[^@\s]+@[^@\s]+$")] = None
    """Mail address."""
    phone: Annotated[str | None, Field(pattern=r"^\+[1-9][0-9]{5,14}$")] = None
    """E.164."""
    street: Text | None = None
    """Without the house number."""
    house_number: Annotated[str | None, Field(max_length=20)] = None
    """With letter and flat."""
    postcode: Annotated[str | None, Field(max_length=10)] = None
    """As written in its country."""
    city: Text | None = None
    """Town or village."""


class BasketIn(Schema):
    """A basket to keep."""

    model_config = ConfigDict(extra="forbid")

    country: Literal["DE", "PL"]
    """ISO 3166: where it is to be delivered or supplied."""
    customer_number: Annotated[str | None, Field(max_length=40)] = None
    """Of the customer who is signed in at the shop; null for a guest."""
    lines: Annotated[list[BasketLineIn], Field(min_length=1, max_length=50)]
    """What is wanted."""
    contact: ContactIn | None = None
    """Who fills it; null when nothing was written."""


class BasketLineOut(Schema):
    """A product in a quantity with the price that was shown."""

    product_number: str
    """What it is ordered by."""
    product_name: str
    """In the language of the country."""
    quantity: int
    """How many."""
    price: AmountsOut
    """Of one piece, including tax; it is kept when the basket is ordered."""
    price_valid_until_on: date | None
    """Last day of this price as far as it was known; null while no end was known."""
    one_off_total: Money | None
    """Once for the whole line, to the cent."""
    monthly_total: Money | None
    """Each month for the whole line, to the cent."""


class ContactOut(Schema):
    """Who filled the basket, as they wrote it."""

    first_name: str | None
    """First name."""
    name: str | None
    """Family name or firm."""
    email: str | None
    """Mail address, not confirmed."""
    phone: str | None
    """E.164, not confirmed."""
    street: str | None
    """Without the house number."""
    house_number: str | None
    """With letter and flat."""
    postcode: str | None
    """As written in its country."""
    city: str | None
    """Town or village."""


class BasketOut(Schema):
    """A basket; personal data only for those who may see them."""

    number: str
    """`B-` and digits, to be read out."""
    state: Literal["open", "ordered", "expired"]
    """`ordered` baskets and `expired` ones cannot be ordered."""
    country: Literal["DE", "PL"]
    """ISO 3166."""
    lines: list[BasketLineOut]
    """What is wanted."""
    created_at: datetime
    """When it was made, in UTC."""
    expires_at: datetime
    """Until when it can be ordered, in UTC."""
    customer_id: UUID | None
    """The customer who was signed in; null for a guest, and for those who may not see it."""
    order_id: UUID | None
    """The order it became; null until then, and for those who may not see it."""
    contact: ContactOut | None
    """Who filled it; null when nothing was written, and for those who may not see it."""
