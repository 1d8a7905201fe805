"""Two framework agreements of each customer, one for energy and one for routers; and one of each company."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.tables import Base, FrameworkAgreement, FrameworkPrice, FrameworkSite
from tests.backend_api.customers.rows import COMPANY, SHOP_POINT, SOUTH_POINT
from tests.backend_api.products.rows import product_id, uid

if TYPE_CHECKING:
    from tests.backend_api.world import Ids


def energy_number(base: int) -> str:
    return f"FA-{base}01"


def pieces_number(base: int) -> str:
    return f"FA-{base}02"


def rows(ids: "Ids", base: int) -> list[Base]:
    """100,000 kWh of which 20,000 are used, new places allowed; and ten routers, none used."""
    energy = FrameworkAgreement(
        id=uid(base + 320),
        number=energy_number(base),
        customer_id=ids.customer,
        title=f"Energy {base}",
        valid_from_on=date(2026, 1, 1),
        valid_until_on=date(2027, 12, 31),
        currency="EUR",
        term_months=36,
        new_sites_allowed=True,
        limit_unit="kwh",
        limit_value=Decimal(100_000),
        used_value=Decimal(20_000),
    )
    of_energy = [
        FrameworkPrice(
            id=uid(base + 321),
            framework_id=energy.id,
            commodity="electricity",
            base_amount=Decimal(10),
            unit_amount=Decimal("0.2"),
        ),
        FrameworkPrice(
            id=uid(base + 322),
            framework_id=energy.id,
            product_id=product_id("GEWERBE-STROM"),
            base_amount=Decimal(9),
            unit_amount=Decimal("0.1999"),
        ),
        FrameworkSite(id=uid(base + 323), framework_id=energy.id, service_point_id=ids.flat, name="Flat"),
    ]
    pieces = FrameworkAgreement(
        id=uid(base + 330),
        number=pieces_number(base),
        customer_id=ids.customer,
        title=f"Routers {base}",
        valid_from_on=date(2026, 11, 1),
        valid_until_on=date(2026, 12, 31),
        currency="EUR",
        new_sites_allowed=False,
        limit_unit="pieces",
        limit_value=Decimal(10),
        used_value=Decimal(0),
    )
    of_pieces = FrameworkPrice(
        id=uid(base + 331), framework_id=pieces.id, product_id=product_id("R7"), one_off_amount=Decimal(60)
    )
    return [energy, pieces, *of_energy, of_pieces, *_company(base)]


def _company(base: int) -> list[Base]:
    """Routers for the bakery of the customer's world; a branch head sees the shop, not the south."""
    agreement = FrameworkAgreement(
        id=uid(base + 340),
        number=f"FA-{base}03",
        customer_id=uid(base + COMPANY),
        title=f"Bakery {base}",
        valid_from_on=date(2026, 1, 1),
        valid_until_on=date(2026, 12, 31),
        currency="EUR",
        new_sites_allowed=True,
        limit_unit="money",
        limit_value=Decimal(1000),
        used_value=Decimal(0),
    )
    return [
        agreement,
        FrameworkPrice(
            id=uid(base + 341), framework_id=agreement.id, product_id=product_id("R7"), one_off_amount=Decimal(50)
        ),
        FrameworkSite(
            id=uid(base + 342), framework_id=agreement.id, service_point_id=uid(base + SHOP_POINT), name="Shop Alster"
        ),
        FrameworkSite(
            id=uid(base + 343), framework_id=agreement.id, service_point_id=uid(base + SOUTH_POINT), name="South"
        ),
        FrameworkSite(id=uid(base + 344), framework_id=agreement.id, name="Planned"),
    ]
