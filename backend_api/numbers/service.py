"""Gives out numbers that people read out and nobody else has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.numbers import repository
from backend_api.numbers.formats import FORMATS

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def next_number(session: AsyncSession, kind: str) -> str:
    """The next number of a kind of ``numbers/formats.py``; others who want one wait for this transaction.

    Take it late: what is done before it runs side by side with other requests.
    """
    chosen = FORMATS[kind]
    return chosen.written(await repository.take(session, kind, chosen.first))
