"""The customer's service points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.service_points import repository
from backend_api.service_points.schemas import Allowance, PostalAddress, ServicePointList, ServicePointOut

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.security import Identity
    from backend_api.service_points.models import ServicePoint


async def list_own(session: AsyncSession, identity: Identity) -> ServicePointList:
    """All of them, by name."""
    items = [_out(point) for point in await repository.list_own(session, identity)]
    return ServicePointList(items=items, total=len(items))


def _out(point: ServicePoint) -> ServicePointOut:
    return ServicePointOut(
        id=point.id,
        name=point.name,
        kind=point.kind,
        commodity=point.commodity,
        scheme=point.scheme,
        identifier=point.identifier,
        melo_ids=point.melo_ids,
        meter_number=point.meter_number,
        grid_operator=point.grid_operator,
        state=point.state,
        address=PostalAddress.model_validate(point),
        allowance=None if point.allowance is None else Allowance.model_validate(point.allowance),
    )
