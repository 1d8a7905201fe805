"""Never mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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


def test_no_the_other_one_is_no_never_mind(stage: Stage) -> None:
    options = [{"value": v, "slot": "invoice_number", "label": v, "words": []} for v in ("R-1", "R-2")]
    slots = {"options": options, "last_matter": "check_bill"}
    result = stage.run(ActionDropMatter, "cancel_dialogue", "nein, die andere rechnung", slots=slots, ordinal="other")
    assert result.next_action == "action_take_details"
    assert result.responses == []


@pytest.mark.parametrize(
    ("said", "language", "truth"),
    [
        ("anuluj zmianę!!", "pl", "Nic nie zostało anulowane"),
        ("cancel the switch", "en", "have not cancelled or changed anything"),
        ("den Wechsel abbrechen", "de", "nichts storniert"),
    ],
)
def test_nobody_believes_that_a_supply_was_cancelled(stage: Stage, said: str, language: str, truth: str) -> None:
    result = stage.run(ActionDropMatter, "cancel_dialogue", said, level="anonymous", language=language)
    assert truth in result.texts[language]
    assert "08:00–18:00" in result.texts[language]


@pytest.mark.parametrize("matter", ["sign_out", "other_person"])
def test_how_to_sign_out_is_said_without_any_data(stage: Stage, matter: str) -> None:
    result = stage.run(ActionDropMatter, "cancel_dialogue", "x", slots={"last_matter": "check_bill"}, matter=matter)
    assert "End chat and sign out" in result.texts["en"]
    assert "Chat beenden und abmelden" in result.texts["de"]
    assert "Zakończ czat i wyloguj" in result.texts["pl"]
    assert stage.backend.calls == []
    assert result.slots["last_matter"] is None
