"""A gateway with a fake engine and a fake backend behind it, on databases of its own."""

import contextlib
import shutil
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from joserfc.jwk import OKPKey
from sqlalchemy.engine import make_url
from telegram import Bot

from channels.adapters.telegram import telegram_bot
from channels.app import create_app
from channels.database import upgrade
from channels.gateway import Transports
from channels.registry import Providers
from channels.settings import Settings
from tests import postgres
from tests.channels.adapters.telegram.standin import StandIn
from tests.channels.fakes import Customers, FakeBackend, FakeClock, FakeEngine, FakeProvider, House


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_keys(tmp_path_factory.mktemp("keys"))


def with_keys(folder: Path) -> Path:
    """The folder, with new keys of gateway and site in it."""
    import json

    for name in ("identity", "site"):
        key = OKPKey.generate_key("Ed25519")
        (folder / f"{name}.json").write_text(json.dumps(key.as_dict(private=True)))
        (folder / f"{name}.pub.json").write_text(json.dumps(key.as_dict(private=False)))
    return folder


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "gateway.db"
    upgrade(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def database_url(tmp_path: Path, empty_database: Path) -> str:
    copy = tmp_path / "gateway.db"
    shutil.copy(empty_database, copy)
    return f"sqlite+aiosqlite:///{copy}"


@pytest.fixture(scope="session")
def empty_postgresql(postgres_url: str) -> str:
    """Name of a PostgreSQL database to which nobody connects: others are copied from it."""
    url = postgres.create_database(postgres_url)
    upgrade(url)
    return str(make_url(url).database)


@pytest.fixture
def postgresql_url(postgres_url: str, empty_postgresql: str) -> str:
    return postgres.create_database(postgres_url, template=empty_postgresql)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue("database_url" if request.param == "sqlite" else "postgresql_url")
    return url


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def settings(database_url: str, keys: Path) -> Settings:
    return settings_for(database_url, keys)


def settings_for(url: str, keys: Path) -> Settings:
    return Settings.model_validate(
        {
            "gateway_database_url": url,
            "gateway_secret": "gateway-secret",
            "engine_secret": "engine-secret",
            "token_key": "k" * 40,
            "identity_key_file": keys / "identity.json",
            "site_public_key_file": keys / "site.pub.json",
            "engine_urls": ("http://engine", "http://standby"),
            "engine_late_seconds": 30.0,
            "greeting_wait_seconds": 10.0,
            "message_rate": "1000/second",
            "session_rate": "1000/second",
            "address_rate": "1000/second",
        }
    )


@pytest.fixture
def settings_on(keys: Path) -> Callable[[str], Settings]:
    return lambda url: settings_for(url, keys)


@pytest.fixture
def site_key(keys: Path) -> OKPKey:
    import json

    return OKPKey.import_key(json.loads((keys / "site.json").read_text()))


@pytest.fixture
def identity_key(keys: Path) -> OKPKey:
    import json

    return OKPKey.import_key(json.loads((keys / "identity.pub.json").read_text()))


def _providers(settings: Settings, sms: FakeProvider, email: FakeProvider, bot: Bot) -> Providers:
    # Without a public address a bot polls, which would keep a test busy.
    return Providers(sms=sms, email=email, telegram=bot if settings.public_url else None)


@contextlib.asynccontextmanager
async def opened_house(settings: Settings, clock: FakeClock, *, providers: bool = True) -> AsyncIterator[House]:
    engine, backend = FakeEngine(), FakeBackend(Customers())
    sms, email, telegram = FakeProvider(), FakeProvider(), StandIn()
    bot = telegram_bot("1:token", "http://telegram.test", telegram)
    app = create_app(
        settings,
        providers=_providers(settings, sms, email, bot) if providers else Providers(),
        clock=clock,
        transports=Transports(engine, httpx2.MockTransport(backend)),
    )
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as http:
            yield House(app, http, engine, backend, sms, email, telegram, clock)


@pytest.fixture
async def house(settings: Settings, clock: FakeClock) -> AsyncIterator[House]:
    async with opened_house(settings, clock) as opened:
        yield opened


@pytest.fixture
async def any_house(
    any_database_url: str, settings_on: Callable[[str], Settings], clock: FakeClock
) -> AsyncIterator[House]:
    async with opened_house(settings_on(any_database_url), clock) as opened:
        yield opened


@pytest.fixture
def house_with() -> Callable[..., contextlib.AbstractAsyncContextManager[House]]:
    return opened_house


@pytest.fixture
def later() -> Callable[[float], timedelta]:
    return lambda minutes: timedelta(minutes=minutes)
