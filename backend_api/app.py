"""Puts the backend together: settings, database, keys, routes."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import async_sessionmaker

from backend_api import errors, logs
from backend_api.api import public, router
from backend_api.audit.writer import AuditWriter
from backend_api.billing_systems.refreshing import JoinedSystems, Patience
from backend_api.billing_systems.registry import configured
from backend_api.clock import Clock, TimeSource, system_time
from backend_api.crm.connections import CrmConnections
from backend_api.database import create_database_engine
from backend_api.dependencies import Wiring
from backend_api.edge import FailureEdge
from backend_api.relay.assembly import assemble_relay
from backend_api.security import FactVerifier, ServiceSecrets
from backend_api.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi.routing import APIRoute


def create_app(settings: Settings | None = None, *, clock: TimeSource = system_time) -> FastAPI:
    """The backend as an ASGI app.

    Args:
        settings: From the environment when left out.
        clock: The time in UTC; decides what is overdue and which facts are still valid.

    Raises:
        OSError: The public key file cannot be read.
        ValueError: A secret is missing or too short, or the key is damaged.
    """
    chosen = settings or Settings()
    logs.configure()
    engine = create_database_engine(chosen.backend_database_url)

    time = Clock(clock, chosen.time_zone)
    relay = assemble_relay(engine, chosen, time)
    sessions = async_sessionmaker(engine, expire_on_commit=False, info={"wake_relay": relay.wake})
    billing = JoinedSystems(configured(chosen), sessions, time, Patience.of(chosen))
    crms = CrmConnections(sessions, {"energy": chosen.crm_energy_url, "telecom": chosen.crm_telecom_url})

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        del app
        async with relay.running():
            yield
        await billing.close()
        await crms.close()
        await engine.dispose()

    app = FastAPI(
        title="Wattline backend",
        description="Customers' records of an energy or telecom supplier; customers are named by a signed fact only.",
        version="1",
        lifespan=lifespan,
        generate_unique_id_function=_operation_id,
    )
    app.state.wiring = Wiring(
        sessions=sessions,
        secrets=ServiceSecrets(
            gateway=chosen.gateway_secret.get_secret_value(), actions=chosen.actions_secret.get_secret_value()
        ),
        facts=FactVerifier.from_file(chosen.identity_public_key_file),
        clock=time,
        audit=AuditWriter(sessions),
        crms=crms,
        billing=billing,
        settings=chosen,
    )
    app.add_middleware(FailureEdge)
    errors.install(app)
    app.include_router(public)
    app.include_router(router)
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name
