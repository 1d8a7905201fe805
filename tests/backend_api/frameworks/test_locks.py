"""Limits and baskets hold on MariaDB too, where a plain read inside a transaction sees the past."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend_api.baskets import service as baskets
from backend_api.baskets.errors import BasketNotOpenError
from backend_api.database import session_factory, sync_session_factory, upgrade
from backend_api.frameworks import service as frameworks
from backend_api.frameworks.errors import CallOffRefusedError
from backend_api.frameworks.service import WantedCallOff
from backend_api.security import Identity, Level
from backend_api.tables import FrameworkAgreement
from tests.backend_api import world
from tests.backend_api.products.rows import uid

CALLERS = 12


@pytest.fixture
def filled(mariadb_database: str) -> str:
    upgrade(mariadb_database)
    sessions = sync_session_factory(mariadb_database)
    with sessions() as session, session.begin():
        world.fill(session)
    sessions.kw["bind"].dispose()
    return mariadb_database


async def _call_off(sessions: Any, order_id: UUID) -> bool:
    async with sessions() as session, session.begin():
        await session.get(FrameworkAgreement, uid(1330))  # the transaction's view of the past begins here
        await asyncio.sleep(0)
        wanted = WantedCallOff("R7", 3, order_id=order_id)
        try:
            await frameworks.call_off(session, world.ANNA.customer, "FA-100002", wanted, on=world.TODAY, now=world.NOW)
        except CallOffRefusedError:
            return False
    return True


async def _release(sessions: Any, order_id: UUID) -> None:
    async with sessions() as session, session.begin():
        await session.get(FrameworkAgreement, uid(1330))
        await frameworks.release(session, order_id, now=world.NOW)


async def _take(sessions: Any) -> bool:
    identity = Identity(Level.VERIFIED, world.ANNA.customer)
    async with sessions() as session, session.begin():
        try:
            await baskets.take(session, identity, "B-001000", order_id=uuid4(), on=world.TODAY, now=world.NOW)
        except BasketNotOpenError:
            return False
    return True


async def test_many_at_once_on_mariadb(filled: str) -> None:
    sessions = session_factory(filled)
    orders = [uuid4() for _ in range(CALLERS)]
    accepted = await asyncio.gather(*(_call_off(sessions, order) for order in orders))
    assert sum(accepted) == 3
    mine = orders[accepted.index(True)]
    await asyncio.gather(*(_release(sessions, mine) for _ in range(4)))
    async with sessions() as session:
        agreement = await session.get(FrameworkAgreement, uid(1330))
        assert agreement is not None
        assert agreement.used_value == 6
    assert sum(await asyncio.gather(*(_take(sessions) for _ in range(CALLERS)))) == 1
    await sessions.kw["bind"].dispose()
