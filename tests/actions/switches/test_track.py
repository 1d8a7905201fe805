"""The steps of a change of supplier as a picture."""

from __future__ import annotations

import base64
import struct
from typing import TYPE_CHECKING

import pytest

from actions._names import names
from actions._switches.track import STAGES, switch_track
from actions.action_check_switch import ActionCheckSwitch
from tests.actions.fake_backend import FLAT, switch

if TYPE_CHECKING:
    from tests.actions.conftest import Stage


@pytest.mark.parametrize("language", ["en", "de", "pl"])
@pytest.mark.parametrize(("stage_code", "position"), [("signed", 1), ("accepted", 6), ("old_supplier_final_bill", 10)])
def test_a_valid_picture_with_every_step_in_its_words(language: str, stage_code: str, position: int) -> None:
    picture = switch_track(switch(FLAT, stage_code, position), language)
    png = base64.b64decode(picture["data"])
    width, height = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert (picture["kind"], picture["media_type"]) == ("image", "image/png")
    assert height > width >= 400
    assert "Flat" in picture["title"]
    assert all(names("stages", language)[code] in picture["alt"] for code in STAGES)
    assert "{" not in picture["alt"]


def test_a_rejected_one_shows_it_and_what_was_done_before() -> None:
    alt = switch_track(switch(FLAT, "rejected", 6), "en")["alt"]
    assert "step 6 of 10: rejected by the grid operator. Done: contract signed" in alt
    assert "accepted by" not in alt
    assert alt.index("registered with the grid operator") < alt.index("Still to come: switch date fixed")


def test_every_language_has_every_step() -> None:
    assert all(set(names("stages", language)) == {*STAGES, "rejected"} for language in ("en", "de", "pl"))


def test_a_name_with_marks_of_the_drawing_language_is_no_drawing() -> None:
    assert switch_track(switch(FLAT, "signed", 1) | {"service_point_name": '<b>&" ' * 20}, "en")["data"]


def test_at_most_two_pictures_and_only_for_who_is_verified(stage: Stage) -> None:
    told = stage.run(ActionCheckSwitch, "switch_status")
    assert [picture["title"] for picture in told.attachments] == [
        "Change of supplier: Garage",
        "Change of supplier: Flat",
    ]
    stage.backend.switches = [switch(FLAT, "signed", 1) for _ in range(3)]
    assert len(stage.run(ActionCheckSwitch, "switch_status").attachments) == 2
    assert stage.run(ActionCheckSwitch, "switch_status", level="channel").attachments == []
