"""What everybody can order in the tests, what partners of three categories may sell, and three partners."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from backend_api.tables import (
    Assortment,
    AssortmentEntry,
    Base,
    Partner,
    PartnerCategory,
    PartnerCategoryEntry,
    PartnerNews,
    PartnerNewsCategory,
    PartnerNewsText,
    PartnerPerson,
    PriceList,
    PriceListEntry,
    PriceVersion,
    Product,
    ProductAlternative,
    ProductText,
    Stock,
)

if TYPE_CHECKING:
    from tests.backend_api.world import Ids

LONG_AGO = date(2024, 1, 1)
NEW_YEAR = date(2027, 1, 1)
PROMOTION = (date(2026, 11, 16), date(2026, 11, 22))
"""Monday to Sunday around the day of the tests."""
RAISED_ON = date(2026, 12, 1)

NUMBERS = {
    "STROM-12": 300,
    "STROM-FIX-24": 301,
    "STROM-ALT": 302,
    "GEWERBE-STROM": 303,
    "GAS-FIX": 304,
    "PRAD-STALA": 305,
    "MOBIL-L": 306,
    "R7": 307,
    "R9": 308,
    "R11": 309,
    "P5": 310,
    "LADER": 311,
}
"""Product numbers, and where their ids come from."""
B_PARTNER, A_PARTNER, SUSPENDED = 350, 360, 370
"""Where the ids of the partners come from; that of their person is one more."""

_RULES: dict[str, Any] = {
    "term_months": 24,
    "notice_period_value": 1,
    "notice_period_unit": "months",
    "renewal": "indefinite",
}
_LOOSE = _RULES | {"term_months": 0}


def uid(number: int) -> UUID:
    return UUID(int=(7 << 76) | (2 << 62) | number)


def product_id(number: str) -> UUID:
    return uid(NUMBERS[number])


def rows(ids: "Ids", base: int) -> list[Base]:
    """The catalog is the same for both customers."""
    del ids
    return catalog() if base == 1000 else []


def catalog() -> list[Base]:
    """Fresh rows of everything."""
    return [*_products(), *_categories(), *_assortments(), *_price_lists(), *partners(), *news()]


def partners() -> list[Base]:
    """A dealer of category B who is raised to A on the first, one of category A, and one who is suspended."""
    return [
        _partner(B_PARTNER, "Funkladen Beispiel", {LONG_AGO: "C", date(2025, 3, 1): "B", RAISED_ON: "A"}),
        _partner(A_PARTNER, "Technik Muster", {LONG_AGO: "A"}),
        _partner(SUSPENDED, "Handel Gesperrt", {LONG_AGO: "A"}, state="suspended"),
    ]


def news() -> list[Base]:
    """One entry for A and B, one for A only, one that is over, one that comes."""
    return [
        _news(380, "AB", date(2026, 11, 1), None),
        _news(381, "A", date(2026, 11, 2), None),
        _news(382, "AB", date(2026, 10, 1), date(2026, 11, 20)),
        _news(383, "AB", date(2026, 12, 1), None),
        _news(384, "B", date(2026, 9, 1), None, kind="rule"),
    ]


def _products() -> list[Base]:
    power: dict[str, Any] = {"kind": "tariff", "commodity": "electricity", "customer_kind": "private"}
    router: dict[str, Any] = {"kind": "device", "commodity": "fibre"}
    rows: list[Base] = [
        _product("STROM-12", "Zorza Strom 12", [_price("12.50", "0.3125", **_RULES | {"term_months": 12})], **power),
        _product(
            "STROM-FIX-24",
            "Zorza Strom Fix 24",
            [
                _price("12.90", "0.3190", **_RULES, guarantee_months=24),
                _price("13.90", "0.3290", valid_from_on=NEW_YEAR, **_RULES, guarantee_months=24),
            ],
            **power,
        ),
        _product(
            "STROM-ALT",
            "Zorza Strom Klassik",
            [_price("9.90", "0.2960", **_LOOSE)],
            **power,
            orderable_until_on=date(2025, 12, 31),
        ),
        _product(
            "GEWERBE-STROM",
            "Zorza Gewerbe Strom 24",
            [_price("14", "0.26", includes_tax=False, **_RULES | {"renewal": "fixed_term", "renewal_months": 12})],
            **power | {"customer_kind": "company"},
        ),
        _product("GAS-FIX", "Zorza Gas Fix 12", [_price("11.50", "0.114", **_RULES)], kind="tariff", commodity="gas"),
        _product(
            "PRAD-STALA",
            "Zorza Prąd Stała Cena 24",
            [_price("16.90", "1.0490", currency="PLN", tax_percent=Decimal(23), **_RULES)],
            **power,
            country="PL",
        ),
        _product(
            "MOBIL-L",
            "Zorza Mobil L",
            [_price("24.99", beyond_amount=Decimal("1.5"), **_RULES)],
            kind="plan",
            commodity="mobile",
            included_data_gb=Decimal(50),
        ),
        _product("R7", "Router R7", [_price(one_off="99")], stock=7, **router),
        _product("R9", "Router R9", [_price(one_off="149")], stock=0, **router),
        _product("R11", "Router R11", [_price(one_off="199")], **router),
        _product("P5", "Phone P5", [_price(one_off="499.90")], stock=3, kind="device", commodity="mobile"),
        _product("LADER", "Ladegerät", [_price(one_off="19.90")], stock=120, kind="accessory"),
    ]
    return [
        *rows,
        ProductAlternative(product_id=product_id("R9"), alternative_id=product_id("R11"), position=1),
        ProductAlternative(product_id=product_id("R9"), alternative_id=product_id("R7"), position=2),
    ]


def _product(number: str, name: str, prices: list[PriceVersion], stock: int | None = None, **fields: Any) -> Product:
    words = {"en": f"{name} in English", "de": name, "pl": f"{name} po polsku"}
    if fields.get("country") == "PL":
        words |= {"de": f"{name} auf Deutsch", "pl": name}
    return Product(
        id=product_id(number),
        number=number,
        **{"country": "DE", "customer_kind": None, "orderable_from_on": LONG_AGO} | fields,
        texts=[ProductText(language=key, name=text, description=f"{text}.") for key, text in words.items()],
        prices=prices,
        stock=None if stock is None else Stock(available=stock, as_of_at=datetime(2026, 11, 20, 6, tzinfo=UTC)),
    )


def _price(base: str | None = None, unit: str | None = None, one_off: str | None = None, **fields: Any) -> PriceVersion:
    amounts = {"base_amount": base, "unit_amount": unit, "one_off_amount": one_off}
    return PriceVersion(
        **{name: None if text is None else Decimal(text) for name, text in amounts.items()},
        **{"valid_from_on": LONG_AGO, "currency": "EUR", "includes_tax": True, "tax_percent": Decimal(19)} | fields,
    )


def _categories() -> list[Base]:
    return [
        PartnerCategory(key=key, name=f"Category {key}", position=place) for place, key in enumerate("ABC", start=1)
    ]


def _assortments() -> list[Base]:
    sold = {
        "A": ["STROM-FIX-24", "MOBIL-L", "R7", "R9", "R11", "P5", "LADER"],
        "B": ["STROM-FIX-24", "MOBIL-L", "R7", "P5"],
        "C": ["MOBIL-L"],
    }
    rows: list[Base] = []
    for place, (key, numbers) in enumerate(sold.items()):
        assortment = Assortment(id=uid(320 + place), category_key=key, name=f"All of {key}", valid_from_on=LONG_AGO)
        entries = [AssortmentEntry(assortment_id=assortment.id, product_id=product_id(number)) for number in numbers]
        rows += [assortment, *entries]
    return rows


def _price_lists() -> list[Base]:
    return [
        *_price_list(330, "A", (LONG_AGO, None), {"R7": "79", "R9": "119", "P5": "449"}),
        *_price_list(331, "B", (LONG_AGO, None), {"R7": "89", "P5": "469"}),
        *_price_list(332, "B", PROMOTION, {"R7": "85"}),
    ]


def _price_list(number: int, key: str, valid: tuple[date, date | None], amounts: dict[str, str]) -> list[Base]:
    row = PriceList(
        id=uid(number), category_key=key, name=f"List {number}", valid_from_on=valid[0], valid_until_on=valid[1]
    )
    entries = [
        PriceListEntry(price_list_id=row.id, product_id=product_id(name), one_off_amount=Decimal(amount))
        for name, amount in amounts.items()
    ]
    return [row, *entries]


def _partner(number: int, name: str, categories: dict[date, str], state: str = "active") -> Partner:
    decided_at = datetime(2024, 1, 1, 8, tzinfo=UTC)
    return Partner(
        id=uid(number),
        number=f"H-{number:05d}",
        name=name,
        kind="dealer",
        state=state,
        country="DE",
        language="de",
        persons=[PartnerPerson(id=uid(number + 1), name="Kim Muster", email=f"kim@partner{number}.example")],
        categories=[
            PartnerCategoryEntry(valid_from_on=day, category_key=key, decided_at=decided_at)
            for day, key in categories.items()
        ],
    )


def _news(number: int, categories: str, published_on: date, hidden_from_on: date | None, kind: str = "news") -> Base:
    return PartnerNews(
        id=uid(number),
        kind=kind,
        published_on=published_on,
        hidden_from_on=hidden_from_on,
        texts=[
            PartnerNewsText(language=language, title=f"Title {number} {language}", text="Text.")
            for language in ("en", "de", "pl")
        ],
        categories=[PartnerNewsCategory(category_key=key) for key in categories],
    )
