"""The gateway as an ASGI application: the only part of Wattline that is reachable from outside."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse
from starlette.staticfiles import StaticFiles

from channels import error_responses, linking, registry
from channels.contract import Clock
from channels.gateway import Gateway, Transports, utc_now
from channels.logs import configure_logging
from channels.pages.linked import LinkParts
from channels.pages.rendering import Pages
from channels.pages.routes import create_link_router, create_pages, create_router
from channels.pages.staff_pages import StaffParts, create_staff_router
from channels.registry import Providers
from channels.security import Security
from channels.settings import Settings

STATIC = Path(__file__).parent / "static"
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""The framework's own would record failures with their messages, which may quote what a customer wrote."""


def create_app(
    settings: Settings | None = None,
    *,
    providers: Providers | None = None,
    clock: Clock | None = None,
    transports: Transports | None = None,
) -> FastAPI:
    """Wire one gateway.

    Args:
        settings: Read from the environment when not given.
        providers: Clients in the providers' place.
        clock: The system's when not given.
        transports: Replace the network to engine and backend in tests.
    """
    configure_logging()
    read = (settings or Settings()).for_demo()
    gateway = Gateway(read, providers or Providers(), clock or utc_now, transports or Transports())

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await gateway.start()
        try:
            yield
        finally:
            await gateway.stop()

    app = FastAPI(
        title="Wattline gateway",
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        telemetry=NO_TELEMETRY,
    )
    app.state.gateway = gateway
    error_responses.install(app)
    app.include_router(registry.chat_routes(gateway.chat, gateway.limits, read))
    app.include_router(linking.create_router(gateway.linking, gateway.limits))
    for entrance in gateway.entrances.values():
        if entrance.routes is not None:
            app.include_router(entrance.routes)
    _add_health(app, gateway)
    _add_pages(app, gateway)
    _protect(app, gateway)
    return app


def _add_health(app: FastAPI, gateway: Gateway) -> None:
    @app.get("/healthz", summary="Whether every part answers", tags=["operation"])
    async def healthz() -> JSONResponse:
        broken = await gateway.broken_parts()
        if broken:
            names = ", ".join(broken)
            body = {"code": "part_down", "message": f"These parts do not answer: {names}.", "parts": broken}
            return JSONResponse(body, 503)
        return JSONResponse({"status": "ok"})


def _add_pages(app: FastAPI, gateway: Gateway) -> None:
    settings = gateway.settings
    app.include_router(create_router(gateway.chat, gateway.limits, settings))
    parts = StaffParts(
        gateway.staff,
        gateway.database,
        gateway.engine,
        Pages(settings.supplier_name),
        gateway.limits,
        gateway.clock,
        demo=settings.demo,
    )
    app.include_router(create_staff_router(parts))
    _add_links(app, gateway)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")


def _add_links(app: FastAPI, gateway: Gateway) -> None:
    """Pages that a link of ours opens; without a public address there are no links."""
    if gateway.links is None or gateway.notice_links is None:
        return
    adapters = [channel.adapter for channel in gateway.channels.values()]
    parts = LinkParts(
        database=gateway.database,
        keys=gateway.keys,
        messages=gateway.links,
        notices=gateway.notice_links,
        pages=create_pages(gateway.settings),
        limits=gateway.limits,
        clock=gateway.clock,
        answered=frozenset(adapter.name for adapter in adapters if adapter.abilities.receives),
        lasts_days=gateway.settings.outbox_days,
    )
    app.include_router(create_link_router(parts))


def _protect(app: FastAPI, gateway: Gateway) -> None:
    settings = gateway.settings
    embedding = settings.allowed_origins
    if embedding:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(embedding),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
            max_age=600,
        )
    app.add_middleware(
        Security,
        origins=settings.origins,
        embedding_origins=embedding,
        attachment_bytes=settings.attachment_bytes,
        largest_bodies={path: size for one in gateway.entrances.values() for path, size in one.largest_bodies.items()},
    )
