"""What billing systems said last about each customer of the world, and a point that only looks like theirs."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from backend_api.tables import Base, BillingCheck, BillingMonthUse, BillingPoint, MatchCandidate, MatchDecision

if TYPE_CHECKING:
    from tests.backend_api.world import Ids


def rows(ids: "Ids", base: int) -> list[Base]:
    """A check, the flat's last record with one month, and a rejected candidate."""
    from tests.backend_api import world

    point, candidate = world.uid(base + 200), world.uid(base + 201)
    asked_at = world.NOW - timedelta(hours=2)
    return [
        BillingCheck(customer_id=ids.customer, source="kontor", asked_at=asked_at, outcome="answered"),
        BillingPoint(
            id=point,
            customer_id=ids.customer,
            service_point_id=ids.flat,
            source="kontor",
            source_id=f"1/{base}/1",
            tariff=f"Tarif {base}",
            contract_number=f"V-{base:06d}",
            meter_number=f"1EMH{base:08d}",
            grid_operator="Rheinnetz",
            open_amount=Decimal("12.34"),
            currency="EUR",
            open_invoices=1,
            as_of=asked_at,
            seen_at=asked_at,
        ),
        BillingMonthUse(billing_point_id=point, month_on=date(2026, 9, 1), amount=Decimal(110), unit="kWh"),
        MatchCandidate(
            id=candidate,
            customer_id=ids.customer,
            source="kontor",
            source_id=f"1/{base}/2",
            record=_record(base, world.malo(base + 202)),
            likeness=90,
            same_address=True,
            state="rejected",
            as_of=asked_at,
            found_at=asked_at,
        ),
        MatchDecision(
            candidate_id=candidate,
            position=1,
            decision="reject",
            proof_note="Another family of the same name.",
            decided_by=world.uid(99),
            decided_at=asked_at,
        ),
    ]


def _record(base: int, identifier: str) -> dict[str, object]:
    return {
        "source_id": f"1/{base}/2",
        "owners": [],
        "owner_name": "Nowak",
        "scheme": "malo",
        "identifier": identifier,
        "commodity": "electricity",
        "name": f"Cellar {base}",
        "street": "Domstr.",
        "house_number": "12a",
        "postcode": "50667",
        "city": "Köln",
        "country": "DE",
        "melo_ids": [],
        "meter_number": None,
        "grid_operator": None,
        "tariff": "Strom",
        "contract_number": f"X-{base}",
    }
