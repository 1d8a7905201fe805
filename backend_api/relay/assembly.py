"""Puts the relay together from the settings."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import httpx2
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker

from backend_api.relay.sending import Sender
from backend_api.relay.worker import Relay, RelaySettings

if TYPE_CHECKING:
    from backend_api.clock import Clock
    from backend_api.settings import Settings

_CONNECTIONS = httpx2.Limits(max_connections=40, max_keepalive_connections=20)


def assemble_relay(engine: AsyncEngine, settings: Settings, clock: Clock) -> Relay:
    """The relay of one process; the environment's proxies are not for it."""
    client = httpx2.AsyncClient(trust_env=False, follow_redirects=False, limits=_CONNECTIONS)
    signs = settings.notifications_secret
    chosen = RelaySettings(
        secret_key=settings.deriving_key,
        notifications_url=settings.notifications_url,
        notifications_secret=b"" if signs is None else signs.get_secret_value().encode(),
        poll_seconds=settings.relay_poll_seconds,
        lease=timedelta(seconds=settings.relay_lease_seconds),
    )
    sender = Sender(client, loopback=settings.webhooks_to_loopback)
    return Relay(async_sessionmaker(engine, expire_on_commit=False), sender, clock, chosen)
