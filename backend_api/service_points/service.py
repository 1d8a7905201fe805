"""The customer's service points, with the newest facts of the billing systems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.billing_systems import service as billing
from backend_api.schemas import Money
from backend_api.service_points import repository
from backend_api.service_points.schemas import (
    Allowance,
    MissingSource,
    PostalAddress,
    ServicePointList,
    ServicePointOut,
)

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.billing_systems.refreshing import JoinedSystems
    from backend_api.billing_systems.service import JoinedPoint
    from backend_api.billing_systems.use import MissingSystem
    from backend_api.security import Identity
    from backend_api.service_points.models import ServicePoint
    from backend_api.service_points.repository import CurrentContract


async def list_own(session: AsyncSession, identity: Identity, systems: JoinedSystems) -> ServicePointList:
    """All of them, by name, whichever billing system knows them; never waits for a system longer than two seconds."""
    joined = await billing.joined_points(systems, session, identity)
    contracts = await repository.current_contracts(session, identity, systems.clock.today())
    items = [
        _out(point, contracts.get(point.id), joined.points.get(point.id))
        for point in await repository.list_own(session, identity)
    ]
    current = sum(item.current for item in items)
    return ServicePointList(
        items=items,
        total=len(items),
        current=current,
        stale=len(items) - current,
        complete=not joined.missing,
        missing=[_missing(system) for system in joined.missing],
    )


def _out(point: ServicePoint, contract: CurrentContract | None, joined: JoinedPoint | None) -> ServicePointOut:
    """What changes between two bills comes from the billing system, where there is one; the rest from our books."""
    record = None if joined is None else joined.record
    ours = contract or repository.CurrentContract(None, None)
    return ServicePointOut(
        id=point.id,
        name=point.name,
        kind=point.kind,
        commodity=point.commodity,
        scheme=point.scheme,
        identifier=point.identifier,
        melo_ids=point.melo_ids,
        meter_number=(record and record.meter_number) or point.meter_number,
        grid_operator=(record and record.grid_operator) or point.grid_operator,
        state=point.state,
        address=PostalAddress.model_validate(point),
        allowance=None if point.allowance is None else Allowance.model_validate(point.allowance),
        tariff=record.tariff if record else ours.tariff,
        contract_number=record.contract_number if record else ours.number,
        open_balance=None if record is None else Money.maybe(record.open_amount, record.currency or ""),
        open_invoices=None if record is None else record.open_invoices,
        source=None if joined is None else joined.title,
        as_of=None if record is None else record.as_of,
        current=joined is None or joined.current,
    )


def _missing(system: MissingSystem) -> MissingSource:
    return MissingSource(
        source=system.title, reason=system.reason, since=system.since, as_of=system.as_of, points=system.points
    )
