"""What partners see of themselves and their news, and what staff see and change of partners."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from backend_api.schemas import Schema

NewsKindName = Literal["news", "rule", "document"]
CategoryKey = Annotated[str, Field(pattern="^[A-Z][A-Z0-9]{0,9}$")]


class PersonOut(Schema):
    """Somebody who acts for a partner."""

    id: UUID
    """Stable id."""
    name: str
    """First and family name."""
    email: str
    """What the person signs in with."""
    is_active: bool
    """False once the person left."""


class PartnerOut(Schema):
    """A partner with its category today."""

    id: UUID
    """Stable id."""
    number: str
    """`H-` and digits."""
    name: str
    """The firm."""
    kind: Literal["dealer", "agency", "online"]
    """`dealer` (a shop), `agency` (on the road) or `online`."""
    state: Literal["active", "suspended"]
    """Suspended partners see and order nothing."""
    country: Literal["DE", "PL"]
    """ISO 3166; where it sells."""
    language: Literal["en", "de", "pl"]
    """The language to write in."""
    category: str | None
    """Today's; null before the first one."""
    category_since_on: date | None
    """First day of it."""
    next_category: str | None
    """The one it changes to; null when no change is known."""
    next_category_from_on: date | None
    """First day of that."""
    persons: list[PersonOut]
    """Who acts for it, by name."""


class CategoryEntryOut(Schema):
    """The category from a day on, until the next entry."""

    category: str
    """Which one."""
    valid_from_on: date
    """First day."""


class PartnerDetail(PartnerOut):
    """A partner with its history, for staff."""

    history: list[CategoryEntryOut]
    """Its categories, oldest first."""


class PartnerList(Schema):
    """Every partner."""

    items: list[PartnerOut]
    """By number."""
    total: int
    """How many there are."""


class CategoryChangeIn(Schema):
    """A change of category to enter."""

    model_config = ConfigDict(extra="forbid")

    category: CategoryKey
    """The new one."""
    valid_from_on: date
    """First day of it; tomorrow or later."""


class NewsOut(Schema):
    """Something partners should know."""

    id: UUID
    """Stable id."""
    kind: NewsKindName
    """`news`, `rule` or `document`."""
    published_on: date
    """First day on which it is shown."""
    title: str
    """One line, in the language asked for."""
    text: str
    """Some sentences, in the language asked for."""
    link: str | None
    """Where a document lies; null for others."""


class NewsList(Schema):
    """What the partner's category may see today."""

    items: list[NewsOut]
    """Newest first."""
    total: int
    """How many there are."""


class NewsTextIn(Schema):
    """Words in one language."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, Field(min_length=1, max_length=200)]
    """One line."""
    text: Annotated[str, Field(min_length=1, max_length=4000)]
    """Some sentences."""


class NewsIn(Schema):
    """Something to tell partners."""

    model_config = ConfigDict(extra="forbid")

    kind: NewsKindName
    """`news`, `rule` or `document`."""
    categories: Annotated[list[CategoryKey], Field(min_length=1, max_length=20)]
    """Who may see it."""
    published_on: date
    """First day on which it is shown."""
    hidden_from_on: date | None = None
    """First day on which it is not shown any more; null while no end is planned."""
    country: Annotated[str | None, Field(pattern="^[A-Z]{2}$")] = None
    """Only for partners in this country; null for all."""
    link: Annotated[str | None, Field(pattern="^https://[^\\s]+$", max_length=400)] = None
    """Where a document lies."""
    en: NewsTextIn
    """English words."""
    de: NewsTextIn
    """German words."""
    pl: NewsTextIn
    """Polish words."""

    @model_validator(mode="after")
    def _is_shown_for_a_while(self) -> Self:
        if self.hidden_from_on is not None and self.hidden_from_on <= self.published_on:
            raise ValueError("it would never be shown")
        return self
