"""What anybody may know of the supplier, and the hour we promise."""

from datetime import UTC, datetime

import pytest

from backend_api.errors import NotFoundError
from backend_api.supplier.service import next_opening_hour
from tests.backend_api import world
from tests.backend_api.conftest import Api


def test_the_supplier_is_known_to_anybody(api: Api) -> None:
    supplier = api.get("/supplier").json()
    assert supplier["name"] == "Zorza"
    assert supplier["time_zone"] == "Europe/Berlin"
    germany, poland = supplier["contacts"]
    assert (germany["country"], germany["phone"]) == ("DE", "+49 221 5550100")
    assert germany["hours"] == [
        {"days": [1, 2, 3, 4, 5], "opens": "08:00", "closes": "18:00"},
        {"days": [6], "opens": "09:00", "closes": "13:00"},
    ]
    assert germany["emergency"] == {
        "gas": {"phone": "+49 221 5550112"},
        "electricity": {"phone": "+49 221 5550113"},
        "general": "112",
    }
    assert (poland["country"], poland["phone"]) == ("PL", "+48 22 0100100")
    assert poland["emergency"] == {"gas": {"phone": "992"}, "electricity": {"phone": "991"}, "general": "112"}


@pytest.mark.parametrize(
    ("now", "promised"),
    [
        ("2026-11-20T10:15", "2026-11-20T11:00"),  # a Friday morning: the next full hour
        ("2026-11-20T10:00", "2026-11-20T11:00"),
        ("2026-11-20T15:59", "2026-11-20T16:00"),  # 17:00 to 18:00 in Berlin is the last
        ("2026-11-20T16:00", "2026-11-21T08:00"),  # too late: Saturday at nine
        ("2026-11-20T03:00", "2026-11-20T07:00"),  # before opening
        ("2026-11-21T12:30", "2026-11-23T07:00"),  # Saturday after closing: Monday
        ("2026-11-22T23:30", "2026-11-23T07:00"),  # already Monday in Berlin
        ("2026-10-24T12:00", "2026-10-26T07:00"),  # over the end of summer time
        ("2026-10-24T06:30", "2026-10-24T07:00"),  # in summer time
    ],
)
def test_the_next_opening_hour(now: str, promised: str) -> None:
    window = next_opening_hour(world.supplier(), country="DE", now=datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert window.from_at == datetime.fromisoformat(promised).replace(tzinfo=UTC)
    assert (window.until_at - window.from_at).total_seconds() == 3600


def test_a_supplier_that_never_opens_promises_nothing() -> None:
    supplier = world.supplier()
    for contact in supplier.contacts:
        contact.hours = []
    with pytest.raises(NotFoundError):
        next_opening_hour(supplier, country="DE", now=world.NOW)


@pytest.mark.parametrize(("country", "hour"), [("DE", 7), ("PL", 9), ("AT", 7), (None, 7)])
def test_the_people_of_the_customers_country_answer(country: str | None, hour: int) -> None:
    window = next_opening_hour(world.supplier(), country=country, now=datetime(2026, 11, 20, 3, tzinfo=UTC))
    assert window.from_at == datetime(2026, 11, 20, hour, tzinfo=UTC)
