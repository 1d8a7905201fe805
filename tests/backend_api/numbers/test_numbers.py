"""Numbers have no gaps within a transaction and no doubles between callers."""

import asyncio
from typing import TYPE_CHECKING, cast

import pytest

from backend_api.database import WRITING
from backend_api.numbers.formats import FORMATS
from backend_api.numbers.service import next_number
from tests.backend_api.conftest import Api

if TYPE_CHECKING:
    from fastapi import FastAPI

    from backend_api.dependencies import Wiring

CALLERS = 20


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_every_kind_writes_different_numbers(kind: str) -> None:
    chosen = FORMATS[kind]
    written = [chosen.written(chosen.first + n) for n in range(200)]
    assert len(set(written)) == len(written)


def test_callers_at_once_get_numbers_of_their_own(own_api: Api) -> None:
    wiring = cast("Wiring", cast("FastAPI", own_api.client.app).state.parts.wiring)

    async def take() -> str:
        async with wiring.sessions() as session, session.begin():
            await session.connection(execution_options=WRITING)
            return await next_number(session, "order")

    async def everybody() -> list[str]:
        return await asyncio.gather(*(take() for _ in range(CALLERS)))

    assert own_api.client.portal is not None
    taken = own_api.client.portal.call(everybody)
    assert sorted(taken) == [f"O-{1_000_001 + n}" for n in range(CALLERS)]


def test_a_number_of_a_transaction_that_failed_is_given_again(own_api: Api) -> None:
    wiring = cast("Wiring", cast("FastAPI", own_api.client.app).state.parts.wiring)

    async def take(*, fail: bool) -> str:
        async with wiring.sessions() as session:
            await session.connection(execution_options=WRITING)
            taken = await next_number(session, "basket")
            await (session.rollback() if fail else session.commit())
            return taken

    assert own_api.client.portal is not None
    call = own_api.client.portal.call
    assert call(lambda: take(fail=True)) == call(lambda: take(fail=False)) == "B-400001"
