"""What is asked for and told about fault guides."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from backend_api.fault_guides.models import Device, Ending, Fault
from backend_api.schemas import Schema

_WRITTEN = r"^[^\x00-\x1f\x7f]+$"
Language = Literal["en", "de", "pl"]
StepKey = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,39}$")]
Texts = dict[Language, Annotated[str, Field(min_length=1, max_length=600, pattern=_WRITTEN)]]
ButtonTexts = dict[Language, Annotated[str, Field(min_length=1, max_length=60, pattern=_WRITTEN)]]


class OutcomeIn(Schema):
    """What the customer may find, and where that leads."""

    model_config = ConfigDict(extra="forbid")

    key: StepKey
    """Unique in the step, such as `no_signal`."""
    text: ButtonTexts
    """What the customer says, in every language; fits a button."""
    next_step: StepKey | None = None
    """The step it leads to."""
    ends_in: Ending | None = None
    """`solved`, or `ticket` when a person has to go on; one of the two is needed."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if (self.next_step is None) == (self.ends_in is None):
            raise ValueError("an outcome leads to a step or to an end")
        return self


class StepIn(Schema):
    """One thing to do or to look at."""

    model_config = ConfigDict(extra="forbid")

    key: StepKey
    """Unique in the guide."""
    text: Texts
    """What to do, in every language."""
    outcomes: Annotated[list[OutcomeIn], Field(min_length=1, max_length=6)]
    """What may come of it."""


class GuideIn(Schema):
    """A whole guide."""

    model_config = ConfigDict(extra="forbid")

    device: Device
    """What the customer has in hand."""
    fault: Fault
    """What is wrong."""
    title: ButtonTexts
    """In every language."""
    steps: Annotated[list[StepIn], Field(min_length=1, max_length=40)]
    """In order; the first one is where it begins."""


class OutcomeOut(Schema):
    """What the customer may find."""

    key: str
    """Unique in the step."""
    text: dict[str, str]
    """What the customer says, by language."""
    next_step: str | None
    """The step it leads to; null at an end."""
    ends_in: Ending | None
    """`solved`, or `ticket` when a person has to go on; null when there is a next step."""


class StepOut(Schema):
    """One thing to do or to look at."""

    key: str
    """Unique in the guide."""
    position: int
    """From 1."""
    text: dict[str, str]
    """What to do, by language."""
    outcomes: list[OutcomeOut]
    """What may come of it."""


class GuideSummary(Schema):
    """A guide in a list."""

    key: str
    """Short and stable."""
    device: Device
    """What the customer has in hand."""
    fault: Fault
    """What is wrong."""
    title: dict[str, str]
    """By language."""
    revision: int
    """One more with each change."""


class GuideOut(GuideSummary):
    """A guide with its steps."""

    first_step: str
    """Where it begins."""
    steps: list[StepOut]
    """In order."""
    changed_at: datetime
    """When it was changed last."""


class GuideList(Schema):
    """Guides."""

    items: list[GuideSummary]
    """By device and fault."""
    total: int
    """How many there are."""
