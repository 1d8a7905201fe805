"""Only declared events with exactly their fields can be said."""

from typing import TYPE_CHECKING, Any, cast

import pytest

from backend_api.events.names import EVENTS
from backend_api.events.service import emit
from tests.backend_api import world

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


@pytest.mark.parametrize(
    ("name", "about"),
    [("reading_lost", {}), ("reading_due", {}), ("reading_due", {"service_point_id": "x", "due_on": "y", "name": "z"})],
)
async def test_undeclared_names_and_fields_are_refused(name: str, about: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not declared"):
        await emit(cast("AsyncSession", None), name, customer_id=None, about=about, at=world.NOW)


def test_names_fit_their_column_and_say_what_they_mean() -> None:
    assert all(len(name) <= 40 and kind.text.endswith(".") for name, kind in EVENTS.items())
