"""Makes a service token for an outside system, such as a shop: the first step before its own people can ask for one."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import ValidationError

import backend_api.tables
from backend_api.database import WRITING, session_factory
from backend_api.service_tokens import service
from backend_api.service_tokens.schemas import ServiceTokenIn
from backend_api.service_tokens.tokens import token_of

if TYPE_CHECKING:
    from wattline.layout import Layout

assert backend_api.tables.Base.metadata.tables, "the ORM needs every table to be known"


def create(layout: Layout, name: str, scopes: list[str], valid_days: int) -> str:
    """Store a token in the backend of this layout and give it; it cannot be looked up later.

    Args:
        layout: Whose backend.
        name: What the audit calls the system.
        scopes: What it opens, such as `shop`.
        valid_days: How long.

    Raises:
        ValueError: Name, scopes or days are not as the API wants them.
        TokenNameTakenError: Another has this name.
    """
    try:
        wanted = ServiceTokenIn.model_validate({"name": name, "scopes": scopes, "valid_days": valid_days})
    except ValidationError as error:
        problems = [f"{problem['loc'][0]}: {problem['msg'].lower()}" for problem in error.errors()]
        raise ValueError("; ".join(problems)) from error
    return asyncio.run(_create(layout, wanted))


async def _create(layout: Layout, wanted: ServiceTokenIn) -> str:
    environment = layout.environment()
    key = (environment.get("WATTLINE_BACKEND_KEY") or environment["WATTLINE_GATEWAY_SECRET"]).encode()
    sessions = session_factory(layout.backend_database_url)
    try:
        async with sessions() as session, session.begin():
            await session.connection(execution_options=WRITING)
            made = await service.create(session, wanted, key=key, by=None, now=datetime.now(UTC))
    finally:
        await sessions.kw["bind"].dispose()
    return token_of(key, made.id)
