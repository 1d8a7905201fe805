"""How interruptions go on, and postcodes as their countries write them."""

import pytest

from backend_api.outages.errors import OutageMoveRefusedError
from backend_api.outages.models import OutageState
from backend_api.outages.rules import OutageEvent, apply, normal_postcode


@pytest.mark.parametrize(
    ("state", "event", "after"),
    [
        ("planned", "start", "running"),
        ("planned", "cancel", "cancelled"),
        ("planned", "end", None),
        ("running", "end", "over"),
        ("running", "start", None),
        ("running", "cancel", None),
        ("over", "start", None),
        ("cancelled", "start", None),
    ],
)
def test_what_can_happen(state: OutageState, event: OutageEvent, after: str | None) -> None:
    if after is None:
        with pytest.raises(OutageMoveRefusedError):
            apply(state, event)
    else:
        assert apply(state, event) == after


@pytest.mark.parametrize(
    ("typed", "country", "written"),
    [
        ("61701", "PL", "61-701"),
        ("61 701", "PL", "61-701"),
        ("61-701", "PL", "61-701"),
        ("50667", "DE", "50667"),
        ("50 667", "DE", "50667"),
        ("123", "PL", "123"),
    ],
)
def test_postcodes(typed: str, country: str, written: str) -> None:
    assert normal_postcode(typed, country) == written
