"""Reads and stores fault guides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from backend_api.fault_guides.models import FaultGuide, FaultStep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.fault_guides.models import Device, Fault


async def list_guides(session: AsyncSession, *, device: Device | None, fault: Fault | None) -> Sequence[FaultGuide]:
    """Those for a device or a fault, or all of them."""
    statement = select(FaultGuide).order_by(FaultGuide.device, FaultGuide.fault, FaultGuide.key)
    if device is not None:
        statement = statement.where(FaultGuide.device == device)
    if fault is not None:
        statement = statement.where(FaultGuide.fault == fault)
    return (await session.scalars(statement)).all()


async def find(session: AsyncSession, key: str, *, to_change: bool = False) -> FaultGuide | None:
    """One with its steps; held until the transaction ends when it is going to change."""
    steps = selectinload(FaultGuide.steps).selectinload(FaultStep.outcomes)
    statement = select(FaultGuide).options(steps).where(FaultGuide.key == key)
    if to_change:
        statement = statement.with_for_update(of=FaultGuide)
    return (await session.scalars(statement)).one_or_none()


async def store(session: AsyncSession, guide: FaultGuide) -> None:
    """Write it down; it lasts when the request's transaction does."""
    session.add(guide)
    await session.flush()
