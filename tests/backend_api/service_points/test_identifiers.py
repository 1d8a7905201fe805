"""Identifiers of the trade are checked when a service point is made, whoever makes it."""

import pytest

from backend_api.service_points.identifiers import check_identifier
from backend_api.service_points.models import Line, MeteringPoint
from backend_api.values import MalformedValueError
from tests.backend_api import world


@pytest.mark.parametrize(
    ("scheme", "written", "stored"),
    [
        ("malo", "4137 355 924 1", "41373559241"),
        ("ppe", world.ppe(7), world.ppe(7)),
        ("line", "+49 151 1200-0007", "+4915112000007"),
    ],
)
def test_identifiers_are_stored_in_one_form(scheme: str, written: str, stored: str) -> None:
    assert check_identifier(scheme, written) == stored
    assert MeteringPoint(scheme=scheme, identifier=written).identifier == stored


@pytest.mark.capability("B2")
@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("malo", "41373559242"),
        ("malo", "01373559241"),
        ("malo", world.ppe(7)),
        ("ppe", world.ppe(7)[:-1]),
        ("line", "0151120007"),
        ("line", "+49"),
        ("pod", "IT001E12345678"),
    ],
)
def test_damaged_identifiers_make_no_point(scheme: str, text: str) -> None:
    with pytest.raises(MalformedValueError):
        MeteringPoint(scheme=scheme, identifier=text)
    with pytest.raises(MalformedValueError):
        MeteringPoint(identifier=text, scheme=scheme)


def test_a_changed_identifier_is_checked_by_the_new_scheme() -> None:
    place = MeteringPoint(scheme="malo", identifier=world.malo(7))
    place.scheme, place.identifier = "ppe", world.ppe(7)
    assert place.identifier == world.ppe(7)
    with pytest.raises(MalformedValueError):
        place.identifier = world.malo(7)


def test_metering_locations_are_checked() -> None:
    good = "DE000562668020O6G56M11SN51G001000"
    assert MeteringPoint(melo_ids=[good]).melo_ids == [good]
    assert Line(melo_ids=[]).melo_ids == []
    with pytest.raises(MalformedValueError):
        MeteringPoint(melo_ids=["DE0005"])
