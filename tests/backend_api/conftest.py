"""Databases, keys and clients for the backend's tests: everything runs on SQLite and on PostgreSQL."""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import OKPKey

from backend_api.app import create_app
from backend_api.database import sync_session_factory, upgrade
from backend_api.settings import Settings
from tests.backend_api import world
from tests.postgres import create_database

GATEWAY_SECRET = "gateway-secret-for-tests"
ACTIONS_SECRET = "actions-secret-for-tests"


def sign(key: OKPKey, **changes: Any) -> str:
    """A fact as the gateway makes it, with claims changed or (None) left out."""
    now = int(world.NOW.timestamp())
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

    def headers(
        self, customer: UUID | None = None, level: str = "verified", secret: str = ACTIONS_SECRET
    ) -> dict[str, str]:
        headers = {"Wattline-Secret": secret}
        if customer is not None:
            headers["Wattline-Identity"] = sign(self.key, sub=str(customer), level=level)
        return headers

    def get(self, path: str, customer: UUID | None = None, level: str = "verified", **params: Any) -> Any:
        return self.client.get(path, params=params, headers=self.headers(customer, level))

    def json(self, path: str, customer: UUID, **params: Any) -> Any:
        answer = self.get(path, customer, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(scope="session")
def identity_key() -> OKPKey:
    return OKPKey.generate_key("Ed25519")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def fresh_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Makes an empty database of one kind by name and gives its URL."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("databases")
        return lambda name: f"sqlite+aiosqlite:///{folder / name}.db"
    url = request.getfixturevalue("postgres_url")

    return lambda _name: create_database(url)


@pytest.fixture(scope="session")
def database_url(fresh_database: Callable[[str], str]) -> str:
    """A database with the whole world of the tests in it."""
    url = fresh_database("world")
    upgrade(url)
    sessions = sync_session_factory(url)
    with sessions() as session, session.begin():
        world.fill(session)
    sessions.kw["bind"].dispose()
    return url


@pytest.fixture(scope="session")
def settings(database_url: str, identity_key: OKPKey, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    import json

    public = tmp_path_factory.mktemp("keys") / "identity.pub.json"
    public.write_text(json.dumps(identity_key.as_dict(private=False)), encoding="utf-8")
    return Settings(
        backend_database_url=database_url,
        gateway_secret=GATEWAY_SECRET,
        actions_secret=ACTIONS_SECRET,
        identity_public_key_file=public,
        time_zone="Europe/Berlin",
    )


@pytest.fixture(scope="session")
def api(settings: Settings, identity_key: OKPKey, database_url: str) -> Iterator[Api]:
    app = create_app(settings, clock=lambda: world.NOW)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield Api(client, identity_key, settings, database_url)
