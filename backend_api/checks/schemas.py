"""What is asked for and told about typed values."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from backend_api.checks.rules import ValueKind
from backend_api.schemas import Schema


class CheckIn(Schema):
    """One typed value."""

    model_config = ConfigDict(extra="forbid")

    kind: ValueKind
    """What it is meant to be."""
    value: Annotated[str, Field(min_length=1, max_length=200)]
    """As it was typed."""
    country: Literal["DE", "PL"] = "DE"
    """ISO 3166; decides between MaLo-ID and PPE code, and how a number without prefix is read."""


class CheckOut(Schema):
    """Whether it can be what it is meant to be."""

    is_valid: bool
    """Whether it can be."""
    normalised: str | None
    """As we would store it; null when it is wrong."""
    problem: str | None
    """One word for what is wrong: `length`, `characters`, `prefix`, `check_digit`, `country`, `bank`, `account`,
    `account_check_digit`; null when nothing is."""
