"""What is asked for and told about addresses."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from backend_api.schemas import Schema

AddressField = Literal["street", "house_number", "postcode", "city"]


class AddressIn(Schema):
    """An address as a person wrote it."""

    model_config = ConfigDict(extra="forbid")

    street: Annotated[str, Field(min_length=1, max_length=100)]
    """Without the house number."""
    house_number: Annotated[str, Field(min_length=1, max_length=20)]
    """With letter and flat."""
    postcode: Annotated[str, Field(min_length=4, max_length=10)]
    """Blanks and a missing hyphen are tolerated."""
    city: Annotated[str, Field(min_length=1, max_length=100)]
    """Town or village."""
    country: Literal["DE", "PL"]
    """ISO 3166."""


class AddressOut(Schema):
    """An address as letters are written to it."""

    street: str
    """Without the house number."""
    house_number: str
    """With letter and flat."""
    postcode: str
    """As its country writes it."""
    city: str
    """Town or village."""
    country: str
    """ISO 3166."""


class AddressCheckOut(Schema):
    """Whether an address exists."""

    outcome: Literal["ok", "corrected", "unknown"]
    """`ok`: there is such an address, written as in `address`; `corrected`: one of the suggestions is likely meant;
    `unknown`: nothing like it is known."""
    address: AddressOut | None
    """With `ok`: the address in its proper spelling."""
    suggestions: list[AddressOut]
    """With `corrected`: the likeliest first."""
    field: AddressField | None
    """Which field is wrong; null when none is."""
    problem: Literal["form", "unknown", "not_here"] | None
    """`form`: it does not look like one; `unknown`: there is none; `not_here`: it belongs to another postcode."""
    is_street_known: bool
    """Whether our streets of this place are complete enough to vouch for the street."""
