"""Never mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.action_drop_matter import ActionDropMatter

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


def test_the_matter_is_forgotten_and_the_form_closed(stage: Stage) -> None:
    slots = {"open_matter": "check_bill", "claimed_number": "12345674", "period": {"from_on": "2026-01-01"}}
    result = stage.run(ActionDropMatter, "cancel_dialogue", level="anonymous", form="identify_form", slots=slots)
    assert result.responses == ["utter_matter_dropped"]
    assert result.form is None
    assert all(result.slots[name] is None for name in slots)
    assert "language" not in result.slots
