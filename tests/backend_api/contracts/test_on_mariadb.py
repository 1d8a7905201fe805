"""What locks and guards protect holds on MariaDB as well: switches, offers that race, notices, figures."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from joserfc.jwk import OKPKey

from backend_api.database import sync_session_factory, upgrade
from backend_api.settings import Settings
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api, running
from tests.backend_api.offers.test_offers import SUMMER, accept, prepare
from tests.backend_api.switches.test_messages import corrected, record, say
from tests.backend_api.win_back.test_win_back import allow, leave


@pytest.fixture
def own_api(mariadb_database: str, base_settings: Settings, identity_key: OKPKey) -> Iterator[Api]:
    """A backend with the world in an empty database of MariaDB."""
    upgrade(mariadb_database)
    sessions = sync_session_factory(mariadb_database)
    with sessions() as session, session.begin():
        world.fill(session)
    sessions.kw["bind"].dispose()
    settings = base_settings.model_copy(update={"backend_database_url": mariadb_database})
    with running(settings, identity_key) as started:
        yield started


def test_switches_races_and_notices_on_mariadb(own_api: Api) -> None:
    api = own_api
    new = corrected(api)
    assert say(api, new, "55002", "M-1", start_on="2026-12-01")["stage"] == "accepted"
    assert say(api, new, "55002", "M-1", start_on="2026-12-01")["moved"] is True
    assert record(api, new)["start_on"] == "2026-12-01"
    allow(api, reason=None)
    notice = leave(api, world.BELA)
    path = f"/notices/{notice['id']}/counter-offer"
    told = api.done("POST", path, fact=api.fact(world.BELA.customer))
    assert told["offer"]["yearly_cost"]["amount"] == "517.80"
    lead = api.fact(person=world.uid(1), roles=["team_lead"])
    period = {"from_on": "2026-11-01", "to_on": "2026-11-30"}
    figures = api.done("GET", "/figures/win-back", fact=lead, params=period)
    assert (figures["notices"], figures["reasons"][0]["offered"]) == (1, 1)
    with api.at(SUMMER):
        api.done("POST", "/operations/contracts/expiring", body={"limit": 2000}, secret=GATEWAY_SECRET)
        offer = prepare(api)["offers"][0]["id"]
        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(lambda _: accept(api, offer).status_code, range(6)))
    assert sorted(answers) == [201] + [409] * 5
