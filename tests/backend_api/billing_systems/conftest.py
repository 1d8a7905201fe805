"""A backend with three billing systems, each of which can be taken away, spoilt or slowed down."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete

from backend_api.billing_systems.refreshing import JoinedSystems
from backend_api.database import sync_session_factory, upgrade
from backend_api.tables import (
    BillingCheck,
    BillingMonthUse,
    BillingPoint,
    Customer,
    MatchCandidate,
    MatchDecision,
    MeteringPoint,
    ServicePoint,
    add_in_order,
)
from backend_api.values import CustomerNumber
from tests import mariadb, postgres
from tests.backend_api import world
from tests.backend_api.billing_systems import books, waiting
from tests.backend_api.conftest import Api, running
from wattline.demo import billing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from uuid import UUID

    from joserfc.jwk import OKPKey

    from backend_api.billing_systems.port import Answer, BillingSystem, Question
    from backend_api.database import Base
    from backend_api.settings import Settings
    from wattline.demo.billed import BilledPoint

BAKERY, OTHER, PERSON, UNKNOWN, CLAIMANT = (world.uid(250_000 + number) for number in range(5))
REVIEWER = world.uid(250_010)
POINTS = {"meridian": books.meridian_points, "kontor": books.kontor_points, "odczyt": books.odczyt_points}


def customers() -> list[Base]:
    """The bakery with three of its points in our books, its rival, a person, and two whom nothing is known of."""
    rows: list[Base] = [
        _customer(BAKERY, 1, "Bäckerei Morgenrot GmbH", tax_id=books.BAKERY_TAX_ID),
        _customer(OTHER, 2, "Bäckerei Abendrot GmbH", tax_id=books.OTHER_TAX_ID),
        _customer(PERSON, 3, "Kowalski", kind="private", first_name="Jan", country="PL", personal_id=books.PESEL),
        _customer(
            CLAIMANT, 5, "Bäckerei Morgenrot GmbH", tax_id=books.BAKERY_TAX_ID, ids_proven_at=None, id_paper=None
        ),
        _customer(UNKNOWN, 4, "Nowak", kind="private", first_name="Maria"),
    ]
    known = (books.meridian_points()[0], books.kontor_points()[0], books.odczyt_points()[0])
    return [*rows, *(_point(place, number) for number, place in enumerate(known))]


def _customer(key: UUID, number: int, name: str, **given: Any) -> Customer:
    fields: dict[str, Any] = {
        "kind": "company",
        "role": "company_approves",
        "language": "de",
        "country": "DE",
        "currency": "EUR",
    }
    if "tax_id" in given or "personal_id" in given:
        fields |= {"ids_proven_at": world.NOW, "id_paper": "company_register"}
    if given.get("kind") == "private":
        fields["role"] = "private_customer"
    number_text = CustomerNumber.from_sequence(7_250_000 + number).text
    return Customer(id=key, customer_number=number_text, name=name, **(fields | given))


def _point(place: BilledPoint, number: int) -> MeteringPoint:
    return MeteringPoint(
        id=world.uid(250_100 + number),
        customer_id=BAKERY,
        name=f"Unser {place.name}",
        commodity=place.commodity,
        scheme="malo",
        identifier=place.identifier,
        melo_ids=[],
        meter_number=place.meter_number,
        grid_operator=place.grid_operator,
        street=place.street,
        house_number=place.house_number,
        postcode=place.postcode,
        city=place.city,
        country="DE",
    )


class Watched:
    """A billing system that remembers what it was asked, and fails as it is told."""

    def __init__(self, system: BillingSystem) -> None:
        self.system = system
        self.name, self.title = system.name, system.title
        self.questions: list[Question] = []
        self.seconds = 0.0
        self.error: Exception | None = None
        self.change: Callable[[Answer], Answer] = lambda answer: answer

    async def answer(self, question: Question, *, now: datetime) -> Answer:
        self.questions.append(question)
        await asyncio.sleep(self.seconds)
        if self.error is not None:
            raise self.error
        return self.change(await self.system.answer(question, now=now))

    def heal(self) -> None:
        """Work again."""
        self.seconds, self.error, self.change = 0.0, None, lambda answer: answer


@dataclass
class Billed:
    """The backend and its systems."""

    api: Api
    systems: dict[str, Watched]
    joined: JoinedSystems = field(repr=False)

    def points(self, customer: UUID = BAKERY) -> Any:
        return self.api.json("/service-points", customer)

    @contextmanager
    def later(self, minutes: int) -> Iterator[None]:
        with self.api.at(self.api.moment.now + timedelta(minutes=minutes)):
            yield

    def wait(self, *, patiently: bool) -> None:
        """As long as it takes, whatever else the machine does; or as long as customers wait for one system."""
        waiting.wait(self.joined, patiently=patiently)

    def staff(self, *roles: str) -> str:
        return self.api.fact(roles=roles or ("back_office",), person=REVIEWER)


@contextmanager
def opened(settings: Settings, key: OKPKey) -> Iterator[Billed]:
    """A running backend with these settings, its systems watched."""
    with running(settings, key) as api:
        joined: JoinedSystems = api.client.app.state.parts.wiring.billing  # type: ignore[attr-defined]
        watched = {asker.system.name: Watched(asker.system) for asker in joined.askers}
        for asker in joined.askers:
            asker.system = watched[asker.system.name]
        backend = Billed(api, watched, joined)
        backend.wait(patiently=True)
        yield backend


@pytest.fixture(scope="session")
def billed_settings(
    request: pytest.FixtureRequest,
    settings: Settings,
    fresh_database: Callable[[str], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Settings:
    """All on SQLite; or, with the backend on PostgreSQL, one system there and one on MariaDB."""
    url, folder = fresh_database("billed"), tmp_path_factory.mktemp("systems")
    upgrade(url)
    sessions = sync_session_factory(url)
    with sessions() as session, session.begin():
        add_in_order(session, customers())
    sessions.kw["bind"].dispose()
    urls = {name: f"sqlite:///{folder / name}.db" for name in POINTS}
    if not url.startswith("sqlite"):
        urls["kontor"] = postgres.create_database(request.getfixturevalue("postgres_url"))
        urls["odczyt"] = mariadb.create_database(request.getfixturevalue("mariadb_url"))
    for name, points in POINTS.items():
        billing.write(urls[name], name, points(), world.TODAY)  # type: ignore[arg-type]
    changed = {f"billing_{name}_url": url for name, url in urls.items()}
    return settings.model_copy(update={"backend_database_url": url, **changed})


@pytest.fixture(autouse=True)
def forgotten(request: pytest.FixtureRequest) -> Iterator[None]:
    """What the backend learnt from the systems in one test is not known in the next."""
    yield
    if "billed_settings" not in request.fixturenames:
        return
    sessions = sync_session_factory(request.getfixturevalue("billed_settings").backend_database_url)
    with sessions() as session, session.begin():
        for table in (MatchDecision, MatchCandidate, BillingMonthUse, BillingPoint, BillingCheck):
            session.execute(delete(table))
        session.execute(delete(ServicePoint).where(ServicePoint.origin.is_not(None)))
    sessions.kw["bind"].dispose()


@pytest.fixture
def billed(billed_settings: Settings, identity_key: OKPKey) -> Iterator[Billed]:
    """A backend with three systems that answer."""
    with opened(billed_settings, identity_key) as backend:
        yield backend
