"""Interruptions of the demo (planned, running, over), what was reported, and the guides for three devices."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from backend_api.fault_guides.models import FaultGuide, FaultOutcome, FaultStep
from backend_api.fault_guides.schemas import GuideIn
from backend_api.outages.models import Outage, OutageArea, OutageReport
from wattline.demo.ids import row_id
from wattline.demo.plan import DATA

if TYPE_CHECKING:
    from backend_api.customers.models import Customer
    from wattline.demo.points import PointRows

_FIRST = 9_001
"""Below the first number that the backend gives out."""


def outages(today: date) -> list[Outage]:
    """One of each sort, as of this morning."""
    morning = datetime.combine(today, time(8), UTC)
    return [_outage(entry, place, morning) for place, entry in enumerate(_read("outages"))]


def reports(customers: dict[str, Customer], points: list[PointRows], today: date) -> list[OutageReport]:
    """What customers said about the running one."""
    morning = datetime.combine(today, time(8), UTC)
    rows: list[OutageReport] = []
    for place, entry in enumerate(_read("outages")):
        for key in entry.get("reports", ()):
            customer = customers[key]
            point = next(
                rows.point
                for rows in points
                if rows.point.customer_id == customer.id and rows.point.commodity == entry["commodity"]
            )
            rows.append(
                OutageReport(
                    id=row_id("outage", place, "report", key),
                    customer_id=customer.id,
                    service_point_id=point.id,
                    problem="no_supply",
                    outage_id=row_id("outage", place),
                    reported_at=morning - timedelta(hours=1),
                )
            )
    return rows


def guides(today: date) -> list[FaultGuide]:
    """Those for a phone, a router and a fibre terminal."""
    changed_at = datetime.combine(today, time(8), UTC) - timedelta(days=30)
    return [_guide(key, GuideIn.model_validate(entry), changed_at) for key, entry in _read("fault_guides").items()]


@lru_cache(maxsize=4)
def _read(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yml").read_text(encoding="utf-8"))


def _outage(entry: dict[str, Any], place: int, morning: datetime) -> Outage:
    starts_at = morning + timedelta(hours=entry["in"])
    until_at = starts_at + timedelta(hours=entry["for"])
    state = "over" if entry.get("over") else "running" if entry.get("running") else "planned"
    areas = [area.split(" ", 1) for area in entry["areas"]]
    return Outage(
        id=row_id("outage", place),
        number=f"S-{_FIRST + 4 * place:05d}",
        commodity=entry["commodity"],
        state=state,
        cause=entry["cause"],
        starts_at=starts_at,
        expected_until_at=until_at,
        ended_at=until_at if state == "over" else None,
        notes=entry["notes"],
        announced_at=min(starts_at, morning) - timedelta(days=0 if state == "running" else 3),
        areas=[OutageArea(country=country, postcode=postcode) for country, postcode in areas],
        points=[],
    )


def _guide(key: str, guide: GuideIn, changed_at: datetime) -> FaultGuide:
    return FaultGuide(
        id=row_id("fault-guide", key),
        key=key,
        device=guide.device,
        fault=guide.fault,
        title=dict(guide.title.items()),
        first_step=guide.steps[0].key,
        revision=1,
        changed_at=changed_at,
        steps=[
            FaultStep(
                key=step.key,
                position=place,
                text=dict(step.text.items()),
                outcomes=[
                    FaultOutcome(
                        key=outcome.key,
                        position=number,
                        text=dict(outcome.text.items()),
                        next_step=outcome.next_step,
                        ends_in=outcome.ends_in,
                    )
                    for number, outcome in enumerate(step.outcomes, start=1)
                ],
            )
            for place, step in enumerate(guide.steps, start=1)
        ],
    )
