"""What the demo sells: the tariffs its contracts have, devices with stock, and prices in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import yaml

from backend_api.products.models import PriceVersion, Product, ProductAlternative, ProductText, Stock
from wattline.demo import agreements, partners
from wattline.demo.calendar import DAY, add_months, month_first
from wattline.demo.ids import row_id
from wattline.demo.plan import DATA, Country, Plan, TariffPlan, tariffs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backend_api.database import Base

LONG_AGO_MONTHS = 60
TAX = {"DE": 19, "PL": 23}
"""Percent of value added tax: section 12 UStG; article 41 with 146ef of the Polish VAT act (read 2026-11)."""
_KINDS: dict[str, Literal["tariff", "plan"]] = {
    "electricity": "tariff",
    "gas": "tariff",
    "fibre": "plan",
    "mobile": "plan",
}


class DevicePlan(Plan):
    """A device or an accessory."""

    number: str
    kind: Literal["device", "accessory"]
    commodity: Literal["fibre", "mobile"] | None = None
    country: Country
    price: Decimal
    """Including tax."""
    stock: int
    more_in: int | None = None
    """Days until the next delivery."""
    instead: tuple[str, ...] = ()
    """What may be sold instead, best first."""
    name: dict[str, str]
    text: dict[str, str]


class OtherPrice(Plan):
    """Another price of a kWh than today's."""

    months: int
    """From or until when, counted from this month."""
    unit: Decimal


class ProductsPlan(Plan):
    """Everything in `products.yml`."""

    devices: list[DevicePlan]
    texts: dict[str, dict[str, str]]
    ended: dict[str, int]
    was: dict[str, OtherPrice]
    will: dict[str, OtherPrice]


@lru_cache(maxsize=1)
def written() -> ProductsPlan:
    """Read what is sold besides the tariffs."""
    return ProductsPlan.model_validate(yaml.safe_load((DATA / "products.yml").read_text(encoding="utf-8")))


def product_number(tariff_key: str) -> str:
    """The number of the product that a tariff of `tariffs.yml` is."""
    return tariff_key.upper().replace("_", "-")


def products(today: date) -> list[Product]:
    """Tariffs and devices with words, prices and stock."""
    sold = [_tariff(key, tariff, today) for key, tariff in tariffs().items()]
    return [*sold, *(_device(entry, today) for entry in written().devices)]


def alternatives() -> list[ProductAlternative]:
    """What may be sold instead of something."""
    return [
        ProductAlternative(
            product_id=row_id("product", entry.number), alternative_id=row_id("product", other), position=place
        )
        for entry in written().devices
        for place, other in enumerate(entry.instead, start=1)
    ]


def batches(today: date) -> list[Sequence[Base]]:
    """The whole catalog: products, partners, agreements, baskets; customers and their points must be written before."""
    sold = products(today)
    return [sold, alternatives(), *partners.batches(today, sold), *agreements.batches(today, sold)]


def _tariff(key: str, tariff: TariffPlan, today: date) -> Product:
    number, plan = product_number(key), written()
    ended = plan.ended.get(key)
    return Product(
        id=row_id("product", number),
        number=number,
        kind=_KINDS[tariff.commodity],
        commodity=tariff.commodity,
        country=tariff.country,
        customer_kind=_customer_kind(tariff),
        orderable_from_on=add_months(month_first(today), -LONG_AGO_MONTHS),
        orderable_until_on=None if ended is None else add_months(month_first(today), -ended) - DAY,
        included_data_gb=None if tariff.data is None else Decimal(tariff.data),
        included_minutes=tariff.minutes,
        included_sms=tariff.sms,
        included_speed_mbit=tariff.speed,
        texts=_texts(dict.fromkeys(("en", "de", "pl"), tariff.name), plan.texts[tariff.commodity]),
        prices=_prices(key, tariff, today),
    )


def _customer_kind(tariff: TariffPlan) -> Literal["private", "company"] | None:
    """Business tariffs are stated without tax; lines are sold to everybody."""
    if tariff.tax is not None:
        return "company"
    return "private" if _KINDS[tariff.commodity] == "tariff" else None


def _prices(key: str, tariff: TariffPlan, today: date) -> list[PriceVersion]:
    """Today's price, and the one before or the one to come where there is such."""
    start = add_months(month_first(today), -LONG_AGO_MONTHS)
    steps = [(start, tariff.unit)]
    if key in written().was:
        was = written().was[key]
        steps = [(start, was.unit), (add_months(month_first(today), -was.months), tariff.unit)]
    if key in written().will:
        will = written().will[key]
        steps.append((add_months(month_first(today), will.months), will.unit))
    return [_price(key, tariff, from_on, unit) for from_on, unit in steps]


def _price(key: str, tariff: TariffPlan, from_on: date, unit: Decimal | None) -> PriceVersion:
    notice, notice_unit = tariff.notice.split()
    return PriceVersion(
        id=row_id("price", key, from_on),
        valid_from_on=from_on,
        currency=tariff.currency,
        base_amount=tariff.base,
        unit_amount=unit,
        beyond_amount=tariff.beyond,
        includes_tax=tariff.tax is None,
        tax_percent=Decimal(tariff.tax or TAX[tariff.country]),
        term_months=tariff.term,
        notice_period_value=int(notice),
        notice_period_unit=notice_unit,
        renewal=tariff.renewal,
        renewal_months=tariff.renewal_months,
        guarantee_months=tariff.term if tariff.guaranteed else None,
    )


def _device(entry: DevicePlan, today: date) -> Product:
    start = add_months(month_first(today), -12)
    return Product(
        id=row_id("product", entry.number),
        number=entry.number,
        kind=entry.kind,
        commodity=entry.commodity,
        country=entry.country,
        orderable_from_on=start,
        texts=_texts(entry.name, entry.text),
        prices=[
            PriceVersion(
                id=row_id("price", entry.number, start),
                valid_from_on=start,
                currency={"DE": "EUR", "PL": "PLN"}[entry.country],
                one_off_amount=entry.price,
                includes_tax=True,
                tax_percent=Decimal(TAX[entry.country]),
            )
        ],
        stock=Stock(
            available=entry.stock,
            next_delivery_on=None if entry.more_in is None else today + timedelta(days=entry.more_in),
            as_of_at=datetime.combine(today, time(5), UTC),
        ),
    )


def _texts(names: Mapping[str, str], descriptions: Mapping[str, str]) -> list[ProductText]:
    return [
        ProductText(language=language, name=name, description=descriptions[language])
        for language, name in names.items()
    ]
