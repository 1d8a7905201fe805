"""Twenty callers at once: no illegal state, no lost line, one effect per key, one number per order."""

import asyncio
import random
from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import selectinload

from backend_api.database import WRITING, session_factory
from backend_api.orders.course import LineWish, course_of
from backend_api.orders.errors import OrderMoveRefusedError, OrderNotChangeableError
from backend_api.orders.new_order import NewLine, NewOrder, Step
from backend_api.orders.registry import KINDS
from backend_api.orders.repository import locked
from backend_api.orders.service import advance, place
from backend_api.security import Actor, Identity, Level
from backend_api.tables import Order
from tests.backend_api import world

CALLERS = 20
ME = Identity(Level.VERIFIED, world.ANNA.customer)
DETAILS: dict[str, dict[str, Any]] = {
    "move_in": {
        "moves_in_on": "2027-01-01",
        "address": {"street": "A", "house_number": "1", "postcode": "50667", "city": "Köln", "country": "DE"},
    },
    "move_out": {"moves_out_on": "2027-01-01"},
    "number_porting": {"phone_number": "+4915123456789", "old_provider": "Alt", "holder_name": "Maria Nowak"},
    "sim_activation": {"iccid": "8949020000100234562"},
}
KINDS_TRIED = sorted(set(KINDS) - {"supplier_switch"})
"""A switch keeps details of its own; they are tested with it."""


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    made = session_factory(database_url)
    yield made
    await made.kw["bind"].dispose()


async def new_order(sessions: async_sessionmaker[AsyncSession], kind: str) -> Order:
    lines = (NewLine("P5", "Phone P5", 3), NewLine("LADER", "Ladegerät", 2))
    async with sessions() as session, session.begin():
        await session.connection(execution_options=WRITING)
        new = NewOrder(kind, world.ANNA.customer, lines, DETAILS.get(kind, {}))
        return await place(session, ME, new, now=world.NOW)


async def try_something(sessions: async_sessionmaker[AsyncSession], order: Order, dice: random.Random) -> str | None:
    """One caller: an arrow that may leave the state by now, or a change of a line; the key when a step was taken."""
    key = f"k{dice.randrange(8)}"
    try:
        async with sessions() as session, session.begin():
            await session.connection(execution_options=WRITING)
            if dice.random() < 0.3:
                held = await locked(session, order.id)
                assert held is not None
                course = course_of(held)
                after = course.changed([LineWish(dice.choice((1, 2)), quantity=dice.choice((1, 2, 3)))])
                for line, wanted in zip(held.lines, after.lines, strict=True):
                    line.quantity = wanted.quantity
                return None
            arrow = dice.choice(KINDS[order.kind].machine.all_transitions)
            step = Step(arrow.to, key=key, mover=dice.choice(arrow.by))
            return key if await advance(session, order, step, actor=Actor("service", None), now=world.NOW) else None
    except (OrderMoveRefusedError, OrderNotChangeableError):
        return None


async def check_histories(sessions: async_sessionmaker[AsyncSession], count: int, seed: int) -> None:
    dice = random.Random(seed)
    numbers = set()
    for _ in range(count):
        order = await new_order(sessions, dice.choice(KINDS_TRIED))
        numbers.add(order.number)
        callers = [random.Random(dice.random()) for _ in range(CALLERS)]
        taken = await asyncio.gather(*(try_something(sessions, order, own) for own in callers))
        effects = [key for key in taken if key is not None]
        assert len(effects) == len(set(effects)), "one effect per key"
        async with sessions() as session:
            stored = await session.get_one(
                Order, order.id, options=[selectinload(Order.history), selectinload(Order.lines)]
            )
        machine = KINDS[stored.kind].machine
        states = [entry.state for entry in stored.history]
        arrows = {(arrow.source, arrow.to) for arrow in machine.all_transitions}
        assert states[0] == machine.start
        assert set(pairwise(states)) <= arrows
        assert stored.state == states[-1]
        assert [entry.position for entry in stored.history] == list(range(1, len(states) + 1))
        assert len(states) == 1 + len(effects)
        assert [line.position for line in stored.lines] == [1, 2]
        assert (stored.outcome == "open") == (stored.finished_at is None)
    assert len(numbers) == count


async def test_twenty_callers_at_once(sessions: async_sessionmaker[AsyncSession]) -> None:
    await check_histories(sessions, 5, seed=20261121)


@pytest.mark.prove
@pytest.mark.timeout(600)
async def test_two_hundred_histories_with_twenty_callers(
    sessions: async_sessionmaker[AsyncSession], database_url: str
) -> None:
    if not database_url.startswith("postgresql"):
        pytest.skip("proved on PostgreSQL, where callers really meet")
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    await check_histories(sessions, 200, seed)


async def test_orders_placed_at_once_have_numbers_of_their_own(sessions: async_sessionmaker[AsyncSession]) -> None:
    orders = await asyncio.gather(*(new_order(sessions, "device") for _ in range(CALLERS)))
    assert len({order.number for order in orders}) == CALLERS
    async with sessions() as session:
        found = await session.scalars(select(Order.number).where(Order.id.in_([order.id for order in orders])))
        assert len(set(found)) == CALLERS
