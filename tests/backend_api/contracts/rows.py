"""Words for offers once; an open offer and a notice that was taken back for each of the two customers."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from backend_api.tables import Base, Offer, OfferText, Order, OrderStateEntry, WinBackCase

if TYPE_CHECKING:
    from tests.backend_api.world import Ids

MADE_AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
VERSION = "2026-11"


def uid(number: int) -> UUID:
    return UUID(int=(7 << 76) | (2 << 62) | number)


def rows(ids: "Ids", base: int) -> list[Base]:
    """The offer is uid(base + 500), the notice uid(base + 510)."""
    return [*(texts() if base == 1000 else []), offer(ids, base), *notice(ids, base)]


def texts() -> list[Base]:
    """The words of each kind, in German, and those of renewals in Polish as well."""
    words = [
        ("renewal", "de"),
        ("application", "de"),
        ("counter_offer", "de"),
        ("renewal", "pl"),
        ("application", "pl"),
    ]
    return [
        OfferText(
            id=uid(500 + place),
            kind=kind,
            language=language,
            version=VERSION,
            valid_from_on=date(2026, 11, 1),
            body=f"Words of a {kind} in {language}.",
        )
        for place, (kind, language) in enumerate(words)
    ]


def offer(ids: "Ids", base: int) -> Offer:
    return Offer(
        id=uid(base + 500),
        number=f"F-{base:06d}",
        kind="renewal",
        customer_id=ids.customer,
        contract_id=ids.contract,
        service_point_id=ids.flat,
        product_number="STROM-FIX-24",
        product_name="Zorza Strom Fix 24",
        base_amount=Decimal("12.90"),
        unit_amount=Decimal("0.3190"),
        currency="EUR",
        tax_percent=Decimal(19),
        term_months=24,
        notice_period_value=1,
        notice_period_unit="months",
        renewal="indefinite",
        guarantee_months=24,
        starts_on=date(2027, 9, 1),
        yearly_use_kwh=Decimal(1320),
        use_basis="measured_year",
        use_from_on=date(2025, 11, 1),
        use_to_on=date(2026, 10, 31),
        yearly_cost_amount=Decimal("575.88"),
        present_yearly_cost_amount=Decimal("562.50"),
        text_id=uid(500),
        valid_until_on=date(2026, 12, 1),
        made_at=MADE_AT,
    )


def notice(ids: "Ids", base: int) -> list[Base]:
    """Given and taken back a year ago; no counter-offer was asked for."""
    given_at, back_at = datetime(2025, 10, 1, 9, tzinfo=UTC), datetime(2025, 10, 5, 9, tzinfo=UTC)
    order = Order(
        id=uid(base + 511),
        number=f"O-0{base}50",
        kind="contract_cancellation",
        customer_id=ids.customer,
        service_point_id=ids.flat,
        contract_id=ids.contract,
        placed_by_kind="customer",
        placed_by_id=ids.customer,
        channel="web",
        service="gateway",
        state="taken_back",
        outcome="ended",
        placed_at=given_at,
        state_since_at=back_at,
        finished_at=back_at,
        country="DE",
        currency="EUR",
        details={"ends_on": "2026-08-31", "notice": "ordinary"},
        history=[
            OrderStateEntry(position=place, state=state, entered_at=at, actor_kind="customer", mover="customer")
            for place, (state, at) in enumerate((("received", given_at), ("taken_back", back_at)), start=1)
        ],
    )
    case = WinBackCase(
        id=uid(base + 510),
        order_id=order.id,
        contract_id=ids.contract,
        customer_id=ids.customer,
        received_at=given_at,
        reason="service",
    )
    return [order, case]
