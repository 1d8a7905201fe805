"""The supplier's own people: who they are, and what their role is; kept by IT and team leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.contact_addresses.formats import NotAnAddressError, parse_email
from backend_api.errors import NotFoundError
from backend_api.staff import repository
from backend_api.staff.errors import StaffInvalidError
from backend_api.staff.models import StaffMember
from backend_api.staff.schemas import IdentifiedStaff, StaffChange, StaffIn, StaffList, StaffOut

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.security import Identity

KEEPERS = ("it", "team_lead")
"""Roles that may change who works here."""


async def list_all(session: AsyncSession) -> StaffList:
    """Everybody, those who work now first."""
    items = [StaffOut.model_validate(member) for member in await repository.list_all(session)]
    return StaffList(items=items, total=len(items))


async def describe_self(session: AsyncSession, identity: Identity) -> StaffOut:
    """Who asks; raises NotFoundError when they are not on record or have left."""
    member = await repository.find(session, identity.require_staff())
    if member is None or member.state != "active":
        raise NotFoundError
    return StaffOut.model_validate(member)


async def add(session: AsyncSession, identity: Identity, wanted: StaffIn, *, now: datetime) -> StaffOut:
    """A new one; raises StaffInvalidError when the address is none or somebody's, or the role is not theirs to give."""
    _may_give(identity, wanted.role)
    try:
        email = parse_email(wanted.email).lower()
    except NotAnAddressError as error:
        raise StaffInvalidError("email") from error
    member = StaffMember(email=email, created_at=now)
    _set(member, wanted, now=now)
    if not await repository.store(session, member):
        raise StaffInvalidError("email_taken")
    return StaffOut.model_validate(member)


async def change(
    session: AsyncSession, identity: Identity, staff_id: UUID, wanted: StaffChange, *, now: datetime
) -> StaffOut:
    """Change an entry, but nobody their own: so the one who gives rights cannot lose or widen them by mistake.

    Raises:
        NotFoundError: There is no such person.
        StaffInvalidError: It is the own entry, or a role that is not theirs to give or take.
    """
    if identity.person_id == staff_id:
        raise StaffInvalidError("own_entry")
    member = await repository.find(session, staff_id, lock=True)
    if member is None:
        raise NotFoundError
    for role in (member.role, wanted.role):
        _may_give(identity, role)
    _set(member, wanted, now=now)
    await repository.store(session, member)
    return StaffOut.model_validate(member)


async def identify(session: AsyncSession, email: str) -> IdentifiedStaff:
    """For the gateway: who signed in; raises NotFoundError for those who left, too."""
    member = await repository.find_by_email(session, email.strip().lower())
    if member is None or member.state != "active":
        raise NotFoundError
    return IdentifiedStaff(
        staff_id=member.id,
        roles=[member.role],
        name=member.name,
        display_name=member.display_name,
        team=member.team,
    )


def _may_give(identity: Identity, role: str) -> None:
    """The role ``it`` is given and taken by IT only."""
    if role == "it" and "it" not in identity.roles:
        raise StaffInvalidError("role")


def _set(member: StaffMember, wanted: StaffChange, *, now: datetime) -> None:
    member.name, member.display_name = wanted.name, wanted.display_name
    member.role, member.team, member.state = wanted.role, wanted.team, wanted.state
    member.left_at = None if wanted.state == "active" else member.left_at or now
