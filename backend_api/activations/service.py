"""Asked at every entry whether a process is on for a group on a channel; set by staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.activations import repository
from backend_api.activations.errors import NotActivatedError, StartsInThePastError
from backend_api.activations.models import Activation
from backend_api.activations.rules import Asked, Setting, decide, group_of
from backend_api.activations.schemas import ActivationIn, ActivationList, ActivationOut, ActivationState
from backend_api.partners import service as partners

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.security import Identity


async def require(session: AsyncSession, group: str, channel: str, process: str, on: date) -> None:
    """Let pass what is switched on; raises NotActivatedError."""
    asked = Asked(group, channel, process)
    if not await _is_active(session, asked, on):
        raise NotActivatedError(asked)


async def require_for(session: AsyncSession, identity: Identity, channel: str, process: str, on: date) -> None:
    """The same for whoever acts: staff by role, a partner's person by category, a customer by role.

    Raises:
        NotActivatedError: It is not switched on.
        NotFoundError: The partner is in no category on that day.
    """
    await require(session, await group_for(session, identity, on), channel, process, on)


async def state_for(session: AsyncSession, identity: Identity, channel: str, process: str, on: date) -> ActivationState:
    """Whether it is switched on for whoever acts."""
    group = await group_for(session, identity, on)
    is_active = await _is_active(session, Asked(group, channel, process), on)
    return ActivationState(group=group, channel=channel, process=process, is_active=is_active)


async def group_for(session: AsyncSession, identity: Identity, on: date) -> str:
    """The group that whoever acts belongs to on a day."""
    if identity.is_staff or identity.partner_id is None:
        return group_of(identity, None)
    return group_of(identity, await partners.category_of(session, identity.partner_id, on=on))


async def list_all(session: AsyncSession) -> ActivationList:
    """Every switch."""
    items = [_out(activation) for activation in await repository.list_all(session)]
    return ActivationList(items=items, total=len(items))


async def put(
    session: AsyncSession, identity: Identity, wanted: ActivationIn, *, now: datetime, today: date
) -> ActivationOut:
    """Set a switch from a day on; the one that was set for the same day is replaced.

    Raises:
        StartsInThePastError: The day is before today.
    """
    if wanted.valid_from_on < today:
        raise StartsInThePastError
    setting = Setting(wanted.group, wanted.channel, wanted.process, wanted.is_active, wanted.valid_from_on)
    activation = await repository.lock(session, setting)
    if activation is None:
        await repository.begin(session, _new(setting, identity, now))
        activation = await repository.lock(session, setting)
        assert activation is not None
    activation.is_active = wanted.is_active
    activation.changed_by, activation.changed_at = identity.person_id, now
    await session.flush()
    return _out(activation)


def _new(setting: Setting, identity: Identity, now: datetime) -> Activation:
    return Activation(
        group_key=setting.group,
        channel=setting.channel,
        process=setting.process,
        valid_from_on=setting.valid_from_on,
        is_active=setting.is_active,
        changed_by=identity.person_id,
        changed_at=now,
    )


async def _is_active(session: AsyncSession, asked: Asked, on: date) -> bool:
    return decide([_setting(row) for row in await repository.list_matching(session, asked, on)], asked, on)


def _setting(row: Activation) -> Setting:
    return Setting(row.group_key, row.channel, row.process, row.is_active, row.valid_from_on)


def _out(row: Activation) -> ActivationOut:
    return ActivationOut(
        id=row.id,
        group=row.group_key,
        channel=row.channel,
        process=row.process,
        is_active=row.is_active,
        valid_from_on=row.valid_from_on,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )
