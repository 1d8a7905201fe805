"""Puts the backend together: settings, database, keys, routes."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx2
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from backend_api import api, errors, logs
from backend_api.audit.writer import AuditWriter
from backend_api.billing_systems.refreshing import JoinedSystems, Patience
from backend_api.billing_systems.registry import configured
from backend_api.clock import Clock, TimeSource, system_time
from backend_api.crm.connections import CrmConnections
from backend_api.database import create_database_engine
from backend_api.dependencies import Wiring
from backend_api.edge import FailureEdge
from backend_api.relay.assembly import assemble_relay
from backend_api.relay.worker import Relay
from backend_api.security import FactVerifier, ServiceSecrets
from backend_api.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi.routing import APIRoute


@dataclass(frozen=True)
class Parts:
    """What one backend holds while it runs: connections, what passes events on, and what requests use."""

    engine: AsyncEngine
    relay: Relay
    wiring: Wiring

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Pass events on meanwhile, and close everything at the end."""
        async with self.relay.running():
            yield
        await self.wiring.billing.close()
        await self.wiring.crms.close()
        await self.wiring.audit.close()
        await self.engine.dispose()


def assemble(chosen: Settings, clock: TimeSource = system_time) -> Parts:
    """Open what the settings name.

    Raises:
        OSError: The public key file cannot be read.
        ValueError: A secret is missing or too short, or the key is damaged.
    """
    engine, time = create_database_engine(chosen.backend_database_url), Clock(clock, chosen.time_zone)
    relay = assemble_relay(engine, chosen, time)
    sessions = async_sessionmaker(engine, expire_on_commit=False, info={"wake_relay": relay.wake})
    wiring = Wiring(
        sessions=sessions,
        secrets=ServiceSecrets(
            gateway=chosen.gateway_secret.get_secret_value(), actions=chosen.actions_secret.get_secret_value()
        ),
        facts=FactVerifier.from_file(chosen.identity_public_key_file),
        clock=time,
        # Requests hold a connection while they wait for their audit entry: it must not need one of the same pool.
        audit=AuditWriter(create_database_engine(chosen.backend_database_url)),
        crms=CrmConnections(sessions, {"energy": chosen.crm_energy_url, "telecom": chosen.crm_telecom_url}),
        billing=JoinedSystems(configured(chosen), sessions, time, Patience.of(chosen)),
        settings=chosen,
    )
    return Parts(engine, relay, wiring)


def create_app(settings: Settings | None = None, *, clock: TimeSource = system_time) -> FastAPI:
    """The backend as an ASGI app.

    Args:
        settings: From the environment when left out.
        clock: The time in UTC; decides what is overdue and which facts are still valid.

    Raises:
        OSError: The public key file cannot be read.
        ValueError: A secret is missing or too short, or the key is damaged.
    """
    logs.configure()

    @asynccontextmanager
    async def lifespan(served: FastAPI) -> AsyncIterator[None]:
        del served  # the app, or one that has taken it in
        await _build_routes(app)
        async with app.state.parts.running():
            yield

    app = FastAPI(
        title="Wattline backend",
        description="Customers' records of an energy or telecom supplier; customers are named by a signed fact only.",
        version="1",
        lifespan=lifespan,
        generate_unique_id_function=_operation_id,
    )
    app.state.parts = assemble(settings or Settings(), clock)
    app.add_middleware(FailureEdge)
    errors.install(app)
    api.include_in(app)
    return app


async def _build_routes(app: FastAPI) -> None:
    """Look for a path that nothing has: the framework builds routes when they are first passed, a second's work."""
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://backend") as client:
        await client.get("/no-such-route")


def _operation_id(route: APIRoute) -> str:
    return route.name
