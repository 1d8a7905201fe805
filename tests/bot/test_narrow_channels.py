"""Replies where there is little room, or no button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.narrow_channels import fits, listed_once
from bot.reply_catalog import BadReplyFile, ReplyCatalog

if TYPE_CHECKING:
    from pathlib import Path

SMS = {"buttons": False, "images": False, "files": False, "max_chars": 459}
CHAT = {"buttons": True, "images": True, "files": True, "max_chars": 4000}


@pytest.mark.parametrize(
    ("text", "titles", "abilities", "expected"),
    [
        ("x" * 459, [], SMS, True),
        ("x" * 460, [], SMS, False),
        ("x" * 460, [], CHAT, True),
        ("x" * 460, [], {}, True),
        ("x" * 450, ["Yes", "No"], SMS, False),
        ("x" * 450, ["Yes", "No"], {**SMS, "buttons": True}, True),
        ("ü" * 459, [], SMS, True),
        ("ł" + "x" * 200, [], SMS, True),
        ("ł" + "x" * 201, [], SMS, False),
        ("„" + "x" * 400 + "“", [], SMS, True),
    ],
)
def test_what_fits(text, titles, abilities, expected):
    assert fits(text, titles, abilities) is expected


def test_a_short_form_is_said_only_where_the_whole_has_no_room(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "all.yml").write_text(
        'responses: {utter_bill: "{{ long }}"}\nshort: {utter_bill: "Short {{ long[0] }}."}\n', encoding="utf-8"
    )
    catalog = ReplyCatalog(tmp_path)
    values = {"long": "x" * 500}
    assert catalog.render("utter_bill", "en", {**values, "abilities": SMS})["text"] == "Short x."
    assert catalog.render("utter_bill", "en", {**values, "abilities": CHAT})["text"] == "x" * 500
    assert catalog.render("utter_bill", "en", {"long": "xy", "abilities": SMS})["text"] == "xy"
    assert catalog.render("utter_bill", "en", values)["text"] == "x" * 500


def test_a_short_form_of_nothing_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "all.yml").write_text('short: {utter_bill: "Short."}\n', encoding="utf-8")
    with pytest.raises(BadReplyFile, match="utter_bill"):
        ReplyCatalog(tmp_path)


def test_a_list_is_numbered_once_and_its_lines_become_the_choices() -> None:
    buttons = [{"title": "Router R7"}, {"title": "Router R9"}]
    text = "What would you like?\n1. Router R7: €99.00\n2. Router R9: €179.00\n"
    assert listed_once(text, buttons, SMS) == "What would you like?"
    assert [button["title"] for button in buttons] == ["Router R7: €99.00", "Router R9: €179.00"]


@pytest.mark.parametrize(
    ("text", "titles", "abilities"),
    [
        ("Which?\n1. A\n2. B", ["A", "B"], CHAT),
        ("Which?\n1. A\n2. B\n3. C", ["A", "B"], SMS),
        ("On 3. December", ["Yes", "No"], SMS),
        ("One thing:\n1. A", ["A"], SMS),
    ],
)
def test_other_texts_stay(text, titles, abilities):
    buttons = [{"title": title} for title in titles]
    assert listed_once(text, buttons, abilities) == text
    assert [button["title"] for button in buttons] == titles
