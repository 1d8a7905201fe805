"""A bakery's points in three billing systems, and neighbours who must never be mixed up with it."""

from datetime import date
from decimal import Decimal

from tests.backend_api import world
from wattline.demo.billed import BilledParty, BilledPoint

BAKERY_TAX_ID = "DE136695976"
OTHER_TAX_ID = "DE129273398"
PESEL = "44051401359"
NIP = "5260001246"
BAKERY = BilledParty("Bäckerei Morgenrot GmbH", "DE", tax_id=BAKERY_TAX_ID)
OTHER = BilledParty("Bäckerei Abendrot GmbH", "DE", tax_id=OTHER_TAX_ID)
NAMELESS = BilledParty("Bäckerei Morgenrot", "DE")
MONTHS = {date(2026, month, 1): Decimal(1000 + month) + Decimal("0.125") for month in range(1, 11)}


def point(
    number: int, name: str, party: BilledParty = BAKERY, commodity: str = "electricity", **changes: object
) -> BilledPoint:
    """A point in Köln; identifiers follow from the number."""
    given: dict[str, object] = {
        "party": party,
        "commodity": commodity,
        "identifier": world.malo(910_000 + number),
        "name": name,
        "street": "Venloer Straße",
        "house_number": f"{number}a",
        "postcode": "04109",
        "city": "Köln",
        "country": "DE",
        "tariff": "Zorza Gewerbe Strom 24",
        "contract_number": f"V-{500_000 + number}",
        "meter_number": f"1EMH{number:08d}",
        "grid_operator": "Stadtnetz Köln",
        "months": MONTHS,
        "open_amounts": (Decimal("120.50"), Decimal("79.25")),
    }
    return BilledPoint(**(given | changes))  # type: ignore[arg-type]


def meridian_points() -> list[BilledPoint]:
    """Seven sites of the bakery, one of somebody else, one person's line."""
    own = [point(number, f"Filiale {number}") for number in range(1, 8)]
    person = BilledParty("Jan Kowalski", "PL", personal_id=PESEL)
    line = point(
        31, "Handy", person, "mobile", identifier="+48220130011", meter_number=None, grid_operator=None,
        currency="PLN", months={date(2026, 9, 1): Decimal("12.6")},
    )  # fmt: skip
    return [*own, point(30, "Fremd", OTHER), line]


def kontor_points() -> list[BilledPoint]:
    """Five sites, one with gas; one of somebody else; one that only looks alike."""
    gas = point(8, "Ofenhalle", commodity="gas")
    own = [gas, *(point(number, f"Filiale {number}") for number in range(9, 13))]
    alike = point(40, "Filiale Mülheim", NAMELESS, open_amounts=())
    return [*own, point(41, "Fremd", OTHER), alike]


def odczyt_points() -> list[BilledPoint]:
    """Two sites, a Polish company's place, and one that only looks alike at an address of the bakery's."""
    own = [point(number, f"Kühllager {number}") for number in (13, 14)]
    polish = point(
        50, "Zakład Łódź", BilledParty("Piekarnia Nowak sp. z o.o.", "PL", tax_id=NIP), identifier=world.ppe(50),
        street="ul. Żwirki", postcode="90-601", city="Łódź", country="PL", grid_operator="Sieć Łódź", currency="PLN",
    )  # fmt: skip
    nameless = BilledParty("Baeckerei Morgenrot Inh. Peters", "DE")
    return [*own, polish, point(60, "Café", nameless, house_number="1a", open_amounts=())]
