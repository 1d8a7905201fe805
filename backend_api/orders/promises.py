"""Finds promises that may break, warns of each once, and keeps the figures about delivery."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from backend_api.errors import PeriodInvalidError
from backend_api.events.service import emit
from backend_api.orders import repository, views
from backend_api.orders.figure_schemas import (
    KindFigures,
    OrderFigures,
    PromiseAtRisk,
    PromiseAtRiskList,
    PromiseWarnings,
)
from backend_api.orders.figures import Taken, Times, times_by_kind
from backend_api.orders.service import local_day

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.orders.repository import FulfilledOrder

_AHEAD = timedelta(days=60)
"""How far ahead promises are looked at; the longest usual way of a kind is shorter."""
_AT_MOST = 500
_FOR_FIGURES = 100_000
_LONGEST = timedelta(days=3 * 366)
_LAST_YEAR = 9999
"""Has no day after its last one."""


async def list_at_risk(session: AsyncSession, *, now: datetime) -> PromiseAtRiskList:
    """Promises that may break, the nearest first."""
    items = []
    for order in await repository.open_promises(session, until=now.date() + _AHEAD, at_most=_FOR_FIGURES):
        risk = views.at_risk(order, today=local_day(now, order.country))
        if risk is None or order.promised_on is None:
            continue
        items.append(
            PromiseAtRisk(
                number=order.number,
                kind=order.kind,
                state=order.state,
                promised_on=order.promised_on,
                risk=risk,
                waiting_for=order.waiting_for,
                blocker_code=order.blocker_code,
                customer_id=order.customer_id,
            )
        )
    return PromiseAtRiskList(items=items[:_AT_MOST], total=len(items))


async def warn(session: AsyncSession, *, now: datetime) -> PromiseWarnings:
    """Emit ``order_promise_at_risk`` once for each promised day that may break; another day is warned of again."""
    warned = 0
    until = now.date() + _AHEAD
    for order in await repository.open_promises(session, until=until, at_most=_FOR_FIGURES, unwarned=True):
        if order.promised_on is None or views.at_risk(order, today=local_day(now, order.country)) is None:
            continue
        order.warned_for_on = order.promised_on
        about = {"order_number": order.number, "kind": order.kind, "promised_on": order.promised_on.isoformat()}
        await emit(session, "order_promise_at_risk", customer_id=order.customer_id, about=about, at=now)
        warned += 1
    return PromiseWarnings(warned=warned)


async def figures(session: AsyncSession, from_on: date, to_on: date, *, now: datetime) -> OrderFigures:
    """Order-to-delivery times of what was fulfilled in a period, and what is open and at risk now.

    Days are counted in UTC.

    Raises:
        PeriodInvalidError: It ends before it begins, or is longer than three years.
    """
    if to_on < from_on or to_on - from_on > _LONGEST or to_on.year >= _LAST_YEAR:
        raise PeriodInvalidError
    start, end = (datetime.combine(day, time(), UTC) for day in (from_on, to_on + timedelta(days=1)))
    times = times_by_kind(_taken(order) for order in await repository.fulfilled_between(session, start, end))
    open_now = await repository.count_open(session)
    risky: dict[str, int] = {}
    for promise in (await list_at_risk(session, now=now)).items:
        risky[promise.kind] = risky.get(promise.kind, 0) + 1
    kinds = sorted({*times, *open_now})
    return OrderFigures(
        from_on=from_on,
        to_on=to_on,
        kinds=[_figures(kind, times.get(kind, Times()), open_now.get(kind, 0), risky.get(kind, 0)) for kind in kinds],
    )


def _taken(order: FulfilledOrder) -> Taken:
    kept = None
    if order.promised_on is not None:
        kept = local_day(order.fulfilled_at, order.country) <= order.promised_on
    return Taken(order.kind, order.fulfilled_at - order.placed_at, kept)


def _figures(kind: str, times: Times, is_open: int, at_risk: int) -> KindFigures:
    return KindFigures(
        kind=kind,
        count=times.count,
        median_days=times.median_days,
        p90_days=times.p90_days,
        kept_percent=times.kept_percent,
        open=is_open,
        at_risk=at_risk,
    )
