"""What is written in `data/movers.yml`: customers besides the personas, whose contracts move."""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 (pydantic reads it)
from functools import lru_cache
from typing import Literal

import yaml

from backend_api.offers.models import OfferKind  # noqa: TC001
from backend_api.switches.models import SwitchDirection  # noqa: TC001
from backend_api.win_back.models import LeavingReason  # noqa: TC001
from wattline.demo.plan import DATA, Country, Language, Plan


class SwitchStory(Plan):
    """A change of supplier and the stages it went through."""

    direction: SwitchDirection
    counterpart: str
    stages: tuple[str, ...]
    days: int
    """Since the last stage."""
    reason: str | None = None
    national: str | None = None
    starts_in: int | None = None
    """Days until the other supplier begins."""
    corrected: bool = False
    """Whether another request took its place."""


class OfferStory(Plan):
    """An offer and what became of it."""

    kind: OfferKind
    tariff: str
    state: Literal["open", "accepted", "withdrawn", "declined", "expired", "replaced"]
    days: int
    """Since it was made."""
    counterpart: str | None = None


class NoticeStory(Plan):
    """A notice of leaving and what became of it."""

    days: int
    """Since it came in."""
    reason: LeavingReason | None = None
    asked: bool = False
    rule: str | None = None
    state: Literal["open", "accepted", "declined"] | None = None
    """Of the counter-offer."""
    taken_back: bool = False


class MoverPlan(Plan):
    """A customer with one point."""

    key: str
    name: str
    language: Language
    country: Country
    tariff: str
    at: str
    use: int
    """kWh a year."""
    planned: bool = False
    """Supply has not begun."""
    ends_in: int | None = None
    """Days until the term ends; in the middle of it when left out."""
    switch: SwitchStory | None = None
    offer: OfferStory | None = None
    notice: NoticeStory | None = None


class RulePlan(Plan):
    """A counter-offer that may be made."""

    key: str
    name: str
    reason: LeavingReason | None = None
    customer_kind: Literal["private", "company"]
    country: Country
    commodity: str
    tariff: str
    least: int | None = None
    discount: Decimal
    floor: Decimal | None = None
    bonus: Decimal
    most: int
    position: int
    ended_days: int | None = None


class MoversPlan(Plan):
    """Everything in `movers.yml`."""

    movers: list[MoverPlan]
    rules: list[RulePlan]
    texts: dict[OfferKind, dict[Language, str]]


@lru_cache(maxsize=1)
def written() -> MoversPlan:
    """Read it."""
    return MoversPlan.model_validate(yaml.safe_load((DATA / "movers.yml").read_text(encoding="utf-8")))
