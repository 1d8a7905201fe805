"""Reads and stores switches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend_api.activations.models import Activation
from backend_api.activations.rules import ANY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.activations.rules import Asked, Setting


async def list_all(session: AsyncSession) -> Sequence[Activation]:
    """Every switch, past and coming ones too."""
    statement = select(Activation).order_by(
        Activation.group_key, Activation.channel, Activation.process, Activation.valid_from_on.desc()
    )
    return (await session.scalars(statement)).all()


async def list_matching(session: AsyncSession, asked: Asked, on: date) -> Sequence[Activation]:
    """Those that say something about what somebody is about to do."""
    statement = select(Activation).where(
        Activation.group_key.in_((ANY, asked.group)),
        Activation.channel.in_((ANY, asked.channel)),
        Activation.process.in_((ANY, asked.process)),
        Activation.valid_from_on <= on,
    )
    return (await session.scalars(statement)).all()


async def lock(session: AsyncSession, setting: Setting) -> Activation | None:
    """The switch for exactly this from exactly this day on, locked until the transaction ends."""
    statement = select(Activation).where(
        Activation.group_key == setting.group,
        Activation.channel == setting.channel,
        Activation.process == setting.process,
        Activation.valid_from_on == setting.valid_from_on,
    )
    found = await session.scalars(statement.with_for_update(), execution_options={"populate_existing": True})
    return found.one_or_none()


async def begin(session: AsyncSession, activation: Activation) -> None:
    """Write a new switch, unless somebody else did so just now."""
    try:
        async with session.begin_nested():
            session.add(activation)
    except IntegrityError:
        pass  # the one that is there is locked and changed next
