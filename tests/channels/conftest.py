"""A gateway with a fake engine and a fake backend behind it, on databases of its own."""

import contextlib
import os
import shutil
import subprocess
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx2
import psycopg
import pytest
from joserfc.jwk import OKPKey
from port_for import get_port

from channels.app import create_app
from channels.database import upgrade
from channels.gateway import Transports
from channels.settings import Settings
from tests.channels.fakes import Customers, FakeBackend, FakeClock, FakeEngine, FakeProvider, House

POSTGRESQL = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import json

    folder = tmp_path_factory.mktemp("keys")
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
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server for the session, as another account than root's."""
    if not (POSTGRESQL / "initdb").exists() or shutil.which("runuser") is None:
        message = "needs PostgreSQL: apt-get install postgresql-15"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    folder = Path("/tmp") / f"gateway-postgresql-{uuid.uuid4().hex[:8]}"
    folder.mkdir()
    shutil.chown(folder, "postgres")
    port = get_port(None)
    as_postgres = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()

    def run(*words: str) -> None:
        quiet = subprocess.DEVNULL
        subprocess.run((*as_postgres, *words), check=True, cwd="/", stdout=quiet, stderr=quiet)

    run(str(POSTGRESQL / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "postgres", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    run(str(POSTGRESQL / "pg_ctl"), "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "-o", options, "start")
    yield f"postgresql://postgres@127.0.0.1:{port}"
    run(str(POSTGRESQL / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    name = f"gateway_{uuid.uuid4().hex}"
    with psycopg.connect(f"{postgresql_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = f"{postgresql_server}/{name}"
    upgrade(url)
    return url


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


@contextlib.asynccontextmanager
async def opened_house(settings: Settings, clock: FakeClock, *, providers: bool = True) -> AsyncIterator[House]:
    engine, backend = FakeEngine(), FakeBackend(Customers())
    sms, email = FakeProvider(), FakeProvider()
    app = create_app(
        settings,
        providers={"sms": sms, "email": email} if providers else {},
        clock=clock,
        transports=Transports(httpx2.MockTransport(engine), httpx2.MockTransport(backend)),
    )
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as http:
            yield House(app, http, engine, backend, sms, email, clock)


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
