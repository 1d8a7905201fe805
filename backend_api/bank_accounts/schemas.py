"""What is asked for and told about bank accounts; a number is never shown whole."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from backend_api.schemas import Schema

IbanText = Annotated[str, Field(min_length=1, max_length=60)]


class IbanIn(Schema):
    """An IBAN as a person typed it."""

    model_config = ConfigDict(extra="forbid")

    iban: IbanText
    """Blanks are tolerated."""


class IbanCheckOut(Schema):
    """Whether an IBAN can be right."""

    is_valid: bool
    """Whether it can be."""
    iban: str | None
    """Without blanks; null when it is wrong."""
    bic: str | None
    """Of the bank, where it is known."""
    bank_name: str | None
    """Of the bank, where it is known."""
    country: str | None
    """ISO 3166."""
    problem: (
        Literal["characters", "country", "length", "check_digit", "account_check_digit", "bank", "account", "ours"]
        | None
    )
    """One word for what is wrong; `check_digit`: two digits are swapped or mistyped; `ours`: it is the account that
    customers pay to; null when nothing is."""
    confirm_as: str | None
    """What a fresh code is bound to when this account is stored; null when it is wrong."""


class BankAccountIn(Schema):
    """An account to pay from, with the mandate to collect."""

    model_config = ConfigDict(extra="forbid")

    iban: IbanText
    """Blanks are tolerated."""
    holder_name: Annotated[str | None, Field(pattern=r"^[^\x00-\x1f\x7f]*$", min_length=2, max_length=200)] = None
    """Whose account it is; the customer's name when it is not given."""
    mandate: Literal[True]
    """That the customer gives the mandate to collect from it."""


class BankAccountOut(Schema):
    """An account the customer pays from, or paid from."""

    id: UUID
    """Stable id."""
    iban: str
    """Masked: country, check digits and the last four."""
    bic: str | None
    """Of the bank."""
    bank_name: str | None
    """Of the bank."""
    holder_name: str
    """Whose account it is."""
    mandate_reference: str
    """Names the mandate on bank statements."""
    mandate_signed_on: date
    """Since when we may collect."""
    state: Literal["active", "replaced"]
    """Whether it is the one in use."""


class BankAccountList(Schema):
    """The customer's accounts."""

    items: list[BankAccountOut]
    """The one in use first."""
    total: int
    """How many there are."""
