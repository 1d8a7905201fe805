"""Steps that only need time: the withdrawal period begins, the day is fixed, and supply begins on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.orders import service as orders
from backend_api.orders.service import Step
from backend_api.security import Actor
from backend_api.switches import repository
from backend_api.switches.schemas import DueSteps

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.clock import Clock

_CLOCK = Actor("service", None)
_FOLLOWING = {"signed": "cooling_off", "accepted": "date_fixed", "date_fixed": "active"}


async def take_due_steps(session: AsyncSession, limit: int, *, now: datetime, clock: Clock) -> DueSteps:
    """Move on every switch to us that waits for nothing but the clock; repeatable, since a step is taken once.

    A signed switch enters the withdrawal period; an accepted one whose first day is known has its date fixed; one whose
    first day has come is active.
    """
    switches = await repository.due_for_a_step(session, clock.day_of(now), limit)
    for switch in switches:
        step = Step(to=_FOLLOWING[switch.order.state], mover="clock", promised_on=switch.start_on)
        await orders.advance(session, switch.order, step, actor=_CLOCK, now=now)
        if switch.order.state == "active":
            switch.service_point.state = "active"
    await session.flush()
    return DueSteps(moved=len(switches), more=len(switches) == limit, at=now)
