"""A filled backend in the test's own process, and the demo on top of it."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from backend_api.app import create_app
from backend_api.database import upgrade
from backend_api.settings import Settings
from wattline.demo import seed
from wattline.demo.app import create_demo_app
from wattline.demo.dataset import Dataset, build
from wattline.demo.devices.accounts import SENDER, Accounts
from wattline.demo.devices.gateway import Answer, Door, MailDoor
from wattline.demo.devices.phone import PhoneAccount
from wattline.demo.devices.standins import StandIns
from wattline.demo.inbox import Inbox, InboxMessage
from wattline.demo.settings import DemoSettings
from wattline.layout import Layout

SECRET = "a secret for tests only"
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return build(TODAY)


@pytest.fixture(scope="session")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """Keys and a backend database that is filled as of today."""
    prepared = Layout(var=tmp_path_factory.mktemp("demo"))
    prepared.prepare()
    upgrade(prepared.backend_database_url)
    seed.fill(prepared.backend_database_url)
    return prepared


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path / "demo-inbox.db")


class ClosedDoor:
    """A gateway that is not there."""

    async def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
        return Answer(503)


def stand_ins_of(inbox: Inbox) -> StandIns:
    """The providers, with accounts of their own."""
    phone = PhoneAccount("http://gateway.example", SENDER)
    return StandIns(inbox, Accounts(phone, MailDoor("127.0.0.1", 1, "service@zorza.example", "front.example")))


async def mailed(inbox: Inbox, to: str, *, subject: str, text: str) -> InboxMessage:
    """A mail of the gateway's in a mailbox."""
    return await inbox.add(InboxMessage(to, "email", subject, text, datetime.now(UTC)))


@pytest.fixture
def stand_ins(inbox: Inbox) -> StandIns:
    return stand_ins_of(inbox)


@pytest.fixture(scope="session")
def backend(layout: Layout) -> FastAPI:
    """The backend; its routes take a second to build, so it is started and ended often, but made once."""
    return create_app(
        Settings(
            backend_database_url=layout.backend_database_url,
            gateway_secret=SecretStr(SECRET),
            actions_secret=SecretStr("another secret for tests"),
            identity_public_key_file=layout.keys / "identity.pub.json",
        )
    )


@pytest.fixture
async def backend_transport(backend: FastAPI) -> AsyncIterator[httpx2.ASGITransport]:
    async with backend.router.lifespan_context(backend):
        yield httpx2.ASGITransport(app=backend)


@pytest.fixture
def demo_settings(layout: Layout) -> DemoSettings:
    return DemoSettings(
        gateway_secret=SecretStr(SECRET),
        identity_key_file=layout.keys / "identity.json",
        site_key_file=layout.keys / "site.json",
    )


@pytest.fixture
def door() -> Door:
    """Of the gateway; tests that need another one replace it."""
    return ClosedDoor()


@pytest.fixture
async def demo(
    stand_ins: StandIns, door: Door, demo_settings: DemoSettings, backend_transport: httpx2.ASGITransport
) -> AsyncIterator[httpx2.AsyncClient]:
    """The demo's own application, as the gateway mounts it at `/demo`."""
    app = create_demo_app(stand_ins, door, demo_settings, backend_transport)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://demo.example") as client,
    ):
        yield client
