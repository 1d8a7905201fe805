"""Databases, keys and clients for the backend's tests: everything runs on SQLite and on PostgreSQL."""

import itertools
import json
import shutil
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import OKPKey
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from backend_api.app import assemble, create_app
from backend_api.database import create_database_engine, sync_session_factory, upgrade
from backend_api.settings import Settings
from tests import postgres
from tests.backend_api import world

GATEWAY_SECRET = "gateway-secret-for-tests"
ACTIONS_SECRET = "actions-secret-for-tests"


class Moment:
    """The time the backend under test goes by."""

    def __init__(self) -> None:
        self.now = world.NOW

    def __call__(self) -> datetime:
        return self.now


def sign(key: OKPKey, *, at: datetime = world.NOW, **changes: Any) -> str:
    """A fact as the gateway makes it, with claims changed or (None) left out."""
    now = int(at.timestamp())
    claims = {
        "iss": "wattline-gateway",
        "aud": "wattline-backend",
        "roles": ["private_customer"],
        "level": "verified",
        "proven_at": now,
        "conversation": "c-1",
        "iat": now,
        "exp": now + 60,
    } | changes
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return jwt.encode(
            {"alg": "EdDSA"},
            {name: value for name, value in claims.items() if value is not None},
            key,
            algorithms=["EdDSA"],
        )


@dataclass
class Api:
    """A backend on one database, and ways to ask it."""

    client: TestClient
    key: OKPKey = field(repr=False)
    settings: Settings
    database: str
    moment: Moment = field(default_factory=Moment)

    def fact(
        self,
        customer: UUID | None = None,
        level: str = "verified",
        *,
        roles: Sequence[str] | None = None,
        person: UUID | None = None,
        partner: UUID | None = None,
        bound_to: str | None = None,
        channel: str | None = None,
    ) -> str:
        """Who acts: a customer (with `person`, a representative), a partner's person, or a staff member (by roles)."""
        if roles is None:
            roles = ["partner_user"] if partner else ["private_customer"]
        claims = {
            "sub": None if customer is None else str(customer),
            "partner": None if partner is None else str(partner),
            "act": None if person is None else {"sub": str(person)},
            "channel": channel,
        }
        return sign(self.key, at=self.moment.now, level=level, roles=list(roles), bound_to=bound_to, **claims)

    def headers(
        self,
        customer: UUID | None = None,
        level: str = "verified",
        secret: str = ACTIONS_SECRET,
        fact: str | None = None,
    ) -> dict[str, str]:
        headers = {"Wattline-Secret": secret}
        if fact or customer is not None:
            headers["Wattline-Identity"] = fact or self.fact(customer, level)
        return headers

    def get(self, path: str, customer: UUID | None = None, level: str = "verified", **params: Any) -> Any:
        return self.client.get(path, params=params, headers=self.headers(customer, level))

    def json(self, path: str, customer: UUID, **params: Any) -> Any:
        answer = self.get(path, customer, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def ask(
        self,
        method: str,
        path: str,
        *,
        fact: str | None = None,
        body: Any = None,
        key: str | None = None,
        secret: str = ACTIONS_SECRET,
        params: dict[str, Any] | None = None,
    ) -> Any:
        """Any request, as anybody; a write gets a key of its own when none is given."""
        headers = self.headers(fact=fact, secret=secret)
        if method not in ("GET", "HEAD"):
            headers["Idempotency-Key"] = key or str(uuid4())
        return self.client.request(method, path, json=body, params=params, headers=headers)

    def done(self, method: str, path: str, **asked: Any) -> Any:
        """The body of a request that must succeed."""
        answer = self.ask(method, path, **asked)
        assert answer.is_success, f"{answer.status_code} {answer.text}"
        return answer.json()

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Let another time be now."""
        before, self.moment.now = self.moment.now, moment
        try:
            yield
        finally:
            self.moment.now = before


@pytest.fixture(scope="session")
def identity_key() -> OKPKey:
    return OKPKey.generate_key("Ed25519")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """The databases on which everything is tested."""
    return str(request.param)


@pytest.fixture(scope="session")
def fresh_database(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """Makes an empty database of one kind by name and gives its URL."""
    if database_kind == "sqlite":
        folder, numbers = tmp_path_factory.mktemp("databases"), itertools.count()
        return lambda name: f"sqlite+aiosqlite:///{folder / name}-{next(numbers)}.db"
    url = request.getfixturevalue("postgres_url")
    return lambda _name: postgres.create_database(url)


@pytest.fixture(scope="session")
def world_template(fresh_database: Callable[[str], str]) -> str:
    """A database with the whole world of the tests in it, to which nobody connects: others are copied from it."""
    url = fresh_database("template")
    upgrade(url)
    sessions = sync_session_factory(url)
    with sessions() as session, session.begin():
        world.fill(session)
    sessions.kw["bind"].dispose()
    return url


@pytest.fixture(scope="session")
def copy_of_world(
    world_template: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Makes a database with the world in it, in a moment, and gives its URL."""
    source = make_url(world_template).database
    assert source is not None
    if make_url(world_template).get_backend_name() == "postgresql":
        url = request.getfixturevalue("postgres_url")
        return lambda: postgres.create_database(url, template=source)
    folder = tmp_path_factory.mktemp("copies")
    return lambda: f"sqlite+aiosqlite:///{shutil.copy(source, folder / f'{uuid4().hex}.db')}"


@pytest.fixture(scope="session")
def renewed_world(
    world_template: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], str]:
    """Puts the world back into one and the same database, to which nobody is connected, and gives its URL."""
    source = make_url(world_template).database
    assert source is not None
    if make_url(world_template).get_backend_name() == "postgresql":
        server = request.getfixturevalue("postgres_url")
        name = f"own_{uuid4().hex}"
        return lambda: postgres.create_database(server, template=source, name=name)
    path = tmp_path_factory.mktemp("own") / "world.db"

    def renew() -> str:
        for left in path.parent.iterdir():
            left.unlink()
        shutil.copy(source, path)
        return f"sqlite+aiosqlite:///{path}"

    return renew


@pytest.fixture(scope="session")
def database_url(copy_of_world: Callable[[], str]) -> str:
    """The database that all tests share."""
    return copy_of_world()


@pytest.fixture(scope="session")
def base_settings(identity_key: OKPKey, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Everything but the database."""
    public = tmp_path_factory.mktemp("keys") / "identity.pub.json"
    public.write_text(json.dumps(identity_key.as_dict(private=False)), encoding="utf-8")
    return Settings(
        gateway_secret=GATEWAY_SECRET,
        actions_secret=ACTIONS_SECRET,
        identity_public_key_file=public,
        time_zone="Europe/Berlin",
        document_store="memory://",
    )


@pytest.fixture(scope="session")
def settings(base_settings: Settings, database_url: str) -> Settings:
    """For a backend on the database with the world in it."""
    return base_settings.model_copy(update={"backend_database_url": database_url})


_idle_apps: list[FastAPI] = []
"""Building an app costs a second; what a test leaves is given other settings for the next."""


@contextmanager
def running(settings: Settings, key: OKPKey) -> Iterator[Api]:
    """A backend with these settings whose clock can be moved."""
    moment = Moment()
    if _idle_apps:
        app = _idle_apps.pop()
        app.state.parts = assemble(settings, moment)
    else:
        app = create_app(settings, clock=moment)
    try:
        with TestClient(app, raise_server_exceptions=False) as client:
            yield Api(client, key, settings, settings.backend_database_url, moment)
    finally:
        _idle_apps.append(app)


@pytest.fixture(scope="session")
def api(settings: Settings, identity_key: OKPKey) -> Iterator[Api]:
    """A backend that all tests share: look for what you wrote yourself, and leave what is there as it is."""
    with running(settings, identity_key) as started:
        yield started


@pytest.fixture(scope="session")
def kept_engine(renewed_world: Callable[[], str]) -> AsyncEngine:
    """The engine of all backends with a database of their own: what it has compiled once serves every test."""
    return create_database_engine(renewed_world())


@pytest.fixture
def own_api(
    base_settings: Settings,
    identity_key: OKPKey,
    renewed_world: Callable[[], str],
    kept_engine: AsyncEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Api]:
    """A backend with the same world in a database of its own, for tests that change what others read."""
    settings = base_settings.model_copy(update={"backend_database_url": renewed_world()})
    with monkeypatch.context() as patched:
        patched.setattr("backend_api.app.create_database_engine", lambda _url: kept_engine)
        starting = running(settings, identity_key)
        started = starting.__enter__()
    try:
        yield started
    finally:
        starting.__exit__(None, None, None)
