"""What the one who asks could order: of his country and for people like him."""

import re
from collections.abc import Sequence

from actions import _backend
from actions._backend import products as backend
from actions._backend.products import Product
from actions._contact import country_of
from actions._names import names
from actions._turn import Turn

FOR_COMPANIES = re.compile(
    r"compan|business|practice|\boffice|gewerbe|betrieb|\bfirm|gesch[aä]e?ft|unternehmen|przedsi[eę]bior|biznes",
    re.IGNORECASE,
)
"""Words of somebody who asks for a company."""


_POSTCODE = re.compile(
    r"(?<![\w.,-])(?:\d{5}|\d{2}-\d{3})(?![\w-]|[.,]\d| ?(?:kwh|kilowatt|eur|€|zł|zl|pln))", re.IGNORECASE
)


async def assortment(turn: Turn, *, commodity: str | None = None) -> list[Product]:
    """Return what the customer may order with today's prices; of a stranger only language and words tell where."""
    country, kind = country_named(turn) or await country_of(turn), await _customer_kind(turn)
    return await backend.orderable(turn.language, country=country, commodity=commodity, customer_kind=kind)


def monthly_first(products: Sequence[Product]) -> list[Product]:
    """Sort tariffs and plans before what is bought once, and countries apart."""
    return sorted(products, key=lambda product: (product["country"], not is_monthly(product)))


def is_monthly(product: Product) -> bool:
    """Tell a tariff or plan from what is bought once."""
    return bool(product["kind"] in ("tariff", "plan"))


def places_of(products: Sequence[Product], language: str) -> dict[str, str]:
    """Return "in Germany" and the like by country, where the products are of more than one."""
    countries = {product["country"] for product in products}
    called = names("countries", language)
    return {country: called.get(country, country) for country in countries} if len(countries) > 1 else {}


def country_named(turn: Turn) -> str | None:
    """The country of the postcode that a stranger names: 50667 is in Germany, 00-950 in Poland."""
    if _backend.reaches(turn.level, "verified"):
        return None
    found = _POSTCODE.search(turn.request_text)
    return None if found is None else "PL" if "-" in found[0] else "DE"


async def _customer_kind(turn: Turn) -> str:
    if _backend.reaches(turn.level, "verified"):
        return (await _backend.customer())["kind"]
    return "company" if FOR_COMPANIES.search(turn.request_text) else "private"
