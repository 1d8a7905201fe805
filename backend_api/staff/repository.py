"""Reads and stores the supplier's own people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend_api.staff.models import StaffMember

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_all(session: AsyncSession) -> Sequence[StaffMember]:
    """Everybody, those who work now first, by name."""
    statement = select(StaffMember).order_by(StaffMember.state, StaffMember.name, StaffMember.id)
    return (await session.scalars(statement)).all()


async def find(session: AsyncSession, staff_id: UUID, *, lock: bool = False) -> StaffMember | None:
    """One of them, locked for a change when asked."""
    statement = select(StaffMember).where(StaffMember.id == staff_id)
    return (await session.scalars(statement.with_for_update() if lock else statement)).one_or_none()


async def find_by_email(session: AsyncSession, email: str) -> StaffMember | None:
    """Who signs in with this address."""
    return (await session.scalars(select(StaffMember).where(StaffMember.email == email))).one_or_none()


async def store(session: AsyncSession, member: StaffMember) -> bool:
    """Write it down; False when the address is somebody else's."""
    try:
        async with session.begin_nested():
            session.add(member)
    except IntegrityError:
        return False
    return True
