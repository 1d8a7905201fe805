"""Use by point and month over all systems, for comparisons of sites; last known where a system is missing."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from backend_api.billing_systems.port import SystemUnavailableError
from backend_api.billing_systems.refreshing import MONTHS_KEPT, JoinedSystems, Patience, first_month
from backend_api.billing_systems.registry import configured
from backend_api.billing_systems.service import monthly_use
from backend_api.clock import Clock
from backend_api.database import session_factory, sync_session_factory, upgrade
from backend_api.errors import IdentityLevelTooLowError
from backend_api.security import Identity, Level
from backend_api.settings import Settings
from backend_api.tables import ServicePoint, add_in_order
from tests.backend_api import world
from tests.backend_api.billing_systems import books
from tests.backend_api.billing_systems.conftest import BAKERY, PERSON, Watched, customers
from tests.backend_api.conftest import Moment

QUARTER = (date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
async def systems(billed_settings: Settings, moment: Moment) -> AsyncIterator[JoinedSystems]:
    sessions = session_factory(billed_settings.backend_database_url)
    patience = Patience(timeout=10, whole=12)
    joined = JoinedSystems(configured(billed_settings), sessions, Clock(moment, "Europe/Berlin"), patience)
    for asker in joined.askers:
        asker.system = Watched(asker.system)
    yield joined
    await joined.close()
    await sessions.kw["bind"].dispose()


@pytest.fixture
async def session(systems: JoinedSystems) -> AsyncIterator[AsyncSession]:
    async with systems._sessions() as opened:
        yield opened


async def test_a_quarter_of_all_sites(systems: JoinedSystems, session: AsyncSession) -> None:
    use = await monthly_use(systems, session, Identity(Level.VERIFIED, BAKERY), *QUARTER)
    assert (len(use.points), use.complete, use.missing) == (14, True, [])
    wanted = {month: amount for month, amount in books.MONTHS.items() if QUARTER[0] <= month <= QUARTER[1]}
    for point in use.points:
        assert point.months == wanted
        assert list(point.months) == sorted(wanted)
        assert (point.unit, point.current) == ("kWh", True)
    assert {point.commodity for point in use.points} == {"electricity", "gas"}
    assert {point.source for point in use.points} == {"Meridian", "Kontor 4", "Odczyt"}


async def test_somebody_limited_to_a_site_has_the_whole_customer_kept_right(
    systems: JoinedSystems, session: AsyncSession, moment: Moment
) -> None:
    one = Identity(Level.VERIFIED, BAKERY, service_point_ids=frozenset({world.uid(250_100)}))
    assert [point.service_point_id for point in (await monthly_use(systems, session, one, *QUARTER)).points] == [
        world.uid(250_100)
    ]
    moment.now += timedelta(minutes=6)
    use = await monthly_use(systems, session, Identity(Level.VERIFIED, BAKERY), *QUARTER)
    assert (len(use.points), use.complete) == (14, True)
    moment.now += timedelta(minutes=6)
    await monthly_use(systems, session, one, *QUARTER)
    numbers = (await session.scalars(select(ServicePoint.identifier).where(ServicePoint.customer_id == BAKERY))).all()
    assert sorted(numbers) == sorted(set(numbers)), "no point stands twice"
    assert len((await monthly_use(systems, session, Identity(Level.VERIFIED, BAKERY), *QUARTER)).points) == 14


async def test_last_known_use_of_a_missing_system(systems: JoinedSystems, moment: Moment) -> None:
    bakery = Identity(Level.VERIFIED, BAKERY)
    async with systems._sessions() as session:
        before = await monthly_use(systems, session, bakery, *QUARTER)
    kontor = systems.askers[1].system
    assert isinstance(kontor, Watched)
    kontor.error = SystemUnavailableError("refused")
    moment.now += timedelta(minutes=10)
    async with systems._sessions() as session:
        after = await monthly_use(systems, session, bakery, *QUARTER)
    assert not after.complete
    (missing,) = after.missing
    assert (missing.title, missing.points, missing.as_of, missing.since) == ("Kontor 4", 5, world.NOW, moment.now)
    assert [point.months for point in after.points] == [point.months for point in before.points]
    assert [point.as_of for point in after.points if not point.current] == [world.NOW] * 5


async def test_the_last_known_store_works_on_mariadb(billed_settings: Settings, mariadb_database: str) -> None:
    upgrade(mariadb_database)
    sync_sessions = sync_session_factory(mariadb_database)
    with sync_sessions() as session, session.begin():
        add_in_order(session, customers())
    sync_sessions.kw["bind"].dispose()
    moment, sessions, bakery = Moment(), session_factory(mariadb_database), Identity(Level.VERIFIED, BAKERY)
    patience = Patience(timeout=10, whole=12)
    joined = JoinedSystems(configured(billed_settings), sessions, Clock(moment, "Europe/Berlin"), patience)
    for _ in range(2):
        async with sessions() as opened:
            use = await monthly_use(joined, opened, bakery, *QUARTER)
        assert (len(use.points), use.complete) == (14, True)
        assert all(len(point.months) == 3 for point in use.points)
        moment.now += timedelta(minutes=10)
    await joined.close()
    await sessions.kw["bind"].dispose()


async def test_a_line_is_counted_in_gigabytes(systems: JoinedSystems, session: AsyncSession) -> None:
    use = await monthly_use(systems, session, Identity(Level.VERIFIED, PERSON), *QUARTER)
    (line,) = use.points
    assert (line.unit, line.months) == ("GB", {date(2026, 9, 1): Decimal("12.6")})


async def test_an_unproven_customer_is_told_nothing(systems: JoinedSystems, session: AsyncSession) -> None:
    with pytest.raises(IdentityLevelTooLowError):
        await monthly_use(systems, session, Identity(Level.CHANNEL, BAKERY), *QUARTER)
    assert not any(asker.system.questions for asker in systems.askers if isinstance(asker.system, Watched))


def test_use_is_kept_for_two_years_and_a_little() -> None:
    assert MONTHS_KEPT == 26
    assert first_month(date(2026, 11, 20)) == date(2024, 9, 1)
    assert first_month(date(2026, 1, 31)) == date(2023, 11, 1)
