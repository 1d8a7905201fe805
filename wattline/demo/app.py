"""The demo utility as an application to be mounted at `/demo`: home page, personas, inbox, sign-in."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, cast

import httpx2
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from channels.identity.facts import read_key
from wattline.demo.api import create_router
from wattline.demo.backend import TIMEOUT_SECONDS, Backend
from wattline.demo.devices import api as devices_api
from wattline.demo.devices import pages as devices_pages
from wattline.demo.devices import twilio_api
from wattline.demo.pages import STATIC, create_page_router
from wattline.demo.proofs import ProofSigner
from wattline.demo.settings import DemoSettings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from wattline.demo.devices.gateway import Door
    from wattline.demo.devices.standins import StandIns
    from wattline.demo.pages import Linker


def create_demo_app(
    stand_ins: StandIns,
    door: Door,
    settings: DemoSettings | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> FastAPI:
    """Wire the demo.

    Args:
        stand_ins: The providers, with the inbox where the gateway's messages arrive.
        door: Where they call the gateway.
        settings: From the environment when left out.
        transport: Replaces the network to the backend in tests.

    Raises:
        ValueError: A key file is missing or holds something else.
    """
    chosen = settings or _settings_from_environment()
    client = httpx2.AsyncClient(
        base_url=chosen.backend_url, timeout=TIMEOUT_SECONDS, trust_env=False, transport=transport
    )
    backend = Backend(client, chosen.gateway_secret.get_secret_value(), read_key(chosen.identity_key_file))

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await client.aclose()

    app = FastAPI(title="Wattline demo", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    signer = ProofSigner(read_key(chosen.site_key_file))
    inbox = stand_ins.inbox
    app.include_router(create_router(backend, signer))
    app.include_router(devices_api.create_router(stand_ins.desk(door), inbox))
    app.include_router(devices_pages.create_router(stand_ins))
    app.include_router(twilio_api.create_router(inbox, stand_ins.accounts.phone))
    app.include_router(create_page_router(backend, signer, _linker(door, stand_ins)))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def _linker(door: Door, stand_ins: StandIns) -> Linker:
    """Asks the gateway for a customer's links, as the supplier's site does."""
    url = f"{stand_ins.accounts.phone.public_url.rstrip('/')}/links"

    async def link(proof: str, channel: str) -> str | None:
        answer = await door.post(url, json.dumps({"proof": proof}).encode(), {"Content-Type": "application/json"})
        found: str | None = json.loads(answer.body)["links"].get(channel) if answer.status == httpx2.codes.OK else None
        return found

    return link


def _settings_from_environment() -> DemoSettings:
    """The secret comes from the environment, which the type checker cannot see."""
    read = cast("Callable[[], DemoSettings]", DemoSettings)
    return read()
