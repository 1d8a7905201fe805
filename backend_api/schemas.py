"""Shapes that several resources share."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from backend_api import values


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Quantity = Annotated[
    Decimal,
    PlainSerializer(_number, return_type=float, when_used="json"),
    WithJsonSchema({"type": "number"}, mode="serialization"),
]
"""A measured amount, a plain number in JSON (money never is)."""


class Schema(BaseModel):
    """What all answers have in common; a string under a field becomes its text in the OpenAPI."""

    model_config = ConfigDict(use_attribute_docstrings=True, from_attributes=True, frozen=True)


class Money(Schema):
    """An amount of money; never a float."""

    amount: str = Field(pattern=r"^-?[0-9]+\.[0-9]{2,4}$")
    """Decimal text with two to four places, such as "12.34"."""
    currency: str = Field(pattern="^[A-Z]{3}$")
    """ISO 4217, three letters."""

    @classmethod
    def of(cls, amount: Decimal, currency: str) -> Money:
        """From a stored amount."""
        return cls(amount=values.Money(amount, currency).text, currency=currency)

    @classmethod
    def maybe(cls, amount: Decimal | None, currency: str) -> Money | None:
        """The same, where there may be none."""
        return None if amount is None else cls.of(amount, currency)
