"""The demo's partners in three categories, what they may sell for how much, their news, and what is switched on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import yaml
from pydantic import Field

from backend_api.activations.models import Activation
from backend_api.assortments.models import Assortment, AssortmentEntry, PriceList, PriceListEntry
from backend_api.partners.models import (
    NewsKind,
    Partner,
    PartnerCategory,
    PartnerCategoryEntry,
    PartnerKind,
    PartnerNews,
    PartnerNewsCategory,
    PartnerNewsText,
    PartnerPerson,
)
from wattline.demo.calendar import add_months, month_first
from wattline.demo.ids import row_id
from wattline.demo.plan import DATA, Country, Language, Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_api.database import Base
    from backend_api.products.models import Product

_LANGUAGES: tuple[Language, ...] = ("en", "de", "pl")
_TENTH = Decimal("0.10")


class CategoryPlan(Plan):
    """A category and what it may sell."""

    name: str
    kinds: list[str]
    private_only: bool
    """Business tariffs are sold by ourselves."""
    numbers: tuple[str, ...] = ()
    """Sold besides the kinds."""
    share: Decimal
    """Of the public price of devices and accessories."""


class PromotionPlan(Plan):
    """Special prices until Sunday."""

    category: str
    prices: dict[str, Decimal]


class PartnerPlan(Plan):
    """A partner."""

    key: str
    number: str
    name: str
    kind: PartnerKind
    country: Country
    language: Language
    since: dict[int, str]
    """Months ago: category."""
    raised: str | None = None
    """What it becomes on the coming first of a month."""
    state: Literal["active", "suspended"] = "active"
    persons: list[str]


class WordsPlan(Plan):
    """Words of one entry in one language."""

    title: str
    text: str


class NewsPlan(Plan):
    """Something partners should know."""

    key: str
    kind: NewsKind
    days: int
    """So many days ago."""
    hidden_in: int | None = None
    shown_to: list[str] = Field(alias="for")
    link: str | None = None
    en: WordsPlan
    de: WordsPlan
    pl: WordsPlan


class ActivationPlan(Plan):
    """A switch."""

    group: str
    channel: str
    process: str
    active: bool
    days: int | None = None
    month: bool = False
    """From the coming first of a month on."""


class PartnersPlan(Plan):
    """Everything in `partners.yml`."""

    categories: dict[str, CategoryPlan]
    promotion: PromotionPlan
    partners: list[PartnerPlan]
    news: list[NewsPlan]
    activations: list[ActivationPlan]


@lru_cache(maxsize=1)
def written() -> PartnersPlan:
    """Read the partners."""
    return PartnersPlan.model_validate(_read())


def batches(today: date, products: Sequence[Product]) -> list[Sequence[Base]]:
    """All of it; the products with their prices must be written before."""
    plan = written()
    return [
        [
            PartnerCategory(key=key, name=category.name, position=place)
            for place, (key, category) in enumerate(plan.categories.items(), start=1)
        ],
        [_partner(entry, today) for entry in plan.partners],
        [_news(entry, today) for entry in plan.news],
        [_assortment(key, category, products, today) for key, category in plan.categories.items()],
        _price_lists(products, today),
        [_activation(entry, today) for entry in plan.activations],
    ]


def _read() -> object:
    return yaml.safe_load((DATA / "partners.yml").read_text(encoding="utf-8"))


def _coming_first(today: date) -> date:
    return add_months(month_first(today), 1)


def _partner(entry: PartnerPlan, today: date) -> Partner:
    history = {add_months(month_first(today), -months): key for months, key in entry.since.items()}
    if entry.raised is not None:
        history[_coming_first(today)] = entry.raised
    return Partner(
        id=row_id("partner", entry.key),
        number=entry.number,
        name=entry.name,
        kind=entry.kind,
        state=entry.state,
        country=entry.country,
        language=entry.language,
        persons=[
            PartnerPerson(
                id=row_id("partner", entry.key, name),
                name=name,
                email=f"{name.split()[0].lower()}@{entry.key}.example",
            )
            for name in entry.persons
        ],
        categories=[
            PartnerCategoryEntry(
                valid_from_on=day, category_key=key, decided_at=datetime.combine(min(day, today), time(8), UTC)
            )
            for day, key in history.items()
        ],
    )


def _news(entry: NewsPlan, today: date) -> PartnerNews:
    words = {"en": entry.en, "de": entry.de, "pl": entry.pl}
    return PartnerNews(
        id=row_id("partner-news", entry.key),
        kind=entry.kind,
        published_on=today - timedelta(days=entry.days),
        hidden_from_on=None if entry.hidden_in is None else today + timedelta(days=entry.hidden_in),
        link=entry.link,
        texts=[
            PartnerNewsText(language=language, title=words[language].title, text=words[language].text)
            for language in _LANGUAGES
        ],
        categories=[PartnerNewsCategory(category_key=key) for key in entry.shown_to],
    )


def _sold(category: CategoryPlan, products: Sequence[Product]) -> list[Product]:
    return [
        product
        for product in products
        if (product.kind in category.kinds or product.number in category.numbers)
        and not (category.private_only and product.customer_kind == "company")
    ]


def _assortment(key: str, category: CategoryPlan, products: Sequence[Product], today: date) -> Assortment:
    return Assortment(
        id=row_id("assortment", key),
        category_key=key,
        name=category.name,
        valid_from_on=add_months(month_first(today), -60),
        entries=[AssortmentEntry(product_id=product.id) for product in _sold(category, products)],
    )


def _price_lists(products: Sequence[Product], today: date) -> list[PriceList]:
    """A share of the public price for each category that gets one, to ten cents; and the promotion of this week."""
    plan = written()
    things = [product for product in products if product.kind in ("device", "accessory")]
    lists = [
        _price_list(
            (key, category.name),
            (add_months(month_first(today), -12), None),
            {
                product.number: (product.prices[0].one_off_amount * category.share).quantize(_TENTH, ROUND_HALF_UP)
                for product in _sold(category, things)
                if product.prices[0].one_off_amount is not None
            },
        )
        for key, category in plan.categories.items()
        if category.share != 1
    ]
    monday = today - timedelta(days=today.weekday())
    promotion = plan.promotion
    return [
        *lists,
        _price_list((promotion.category, "promotion"), (monday, monday + timedelta(days=6)), promotion.prices),
    ]


def _price_list(name: tuple[str, str], valid: tuple[date, date | None], amounts: dict[str, Decimal]) -> PriceList:
    return PriceList(
        id=row_id("price-list", *name),
        category_key=name[0],
        name=name[1],
        valid_from_on=valid[0],
        valid_until_on=valid[1],
        entries=[
            PriceListEntry(product_id=row_id("product", number), one_off_amount=amount)
            for number, amount in amounts.items()
        ],
    )


def _activation(entry: ActivationPlan, today: date) -> Activation:
    from_on = _coming_first(today) if entry.month else today - timedelta(days=entry.days or 0)
    return Activation(
        id=row_id("activation", entry.group, entry.channel, entry.process, entry.active),
        group_key=entry.group,
        channel=entry.channel,
        process=entry.process,
        valid_from_on=from_on,
        is_active=entry.active,
        changed_at=datetime.combine(min(from_on, today), time(7), UTC),
    )
