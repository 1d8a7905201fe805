"""What people say of themselves: a wrong address, a new name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from actions._words.people import says_address_is_wrong, tells_of_new_name
from actions._words.spelling import fold
from actions.action_admit_misunderstanding import ActionAdmitMisunderstanding
from actions.action_drop_matter import ActionDropMatter
from actions.action_update_contact import WORDS

if TYPE_CHECKING:
    from tests.actions.conftest import Stage

CONTACT = "action_update_contact"


@pytest.mark.parametrize(
    "text",
    [
        *("my address is wrong", "the address you have is not right", "wrong address of me"),
        *("meine adresse is falsch", "die Anschrift stimmt nicht", "eure Adresse ist veraltet"),
        *("mój adres jest zły", "adres się nie zgadza", "zły adres macie"),
    ],
)
def test_a_wrong_address_is_put_right(stage: Stage, text: str) -> None:
    assert says_address_is_wrong(text)
    assert stage.run(ActionDropMatter, "cancel_dialogue", text).next_action == CONTACT


@pytest.mark.parametrize(
    "text",
    [
        *("im getting married and will be called Aoife Byrne", "i got married, my surname is Berg now"),
        *("ich heirate und heiß dann Claudia Vogt", "nach der Hochzeit habe ich einen neuen Namen"),
        *("wychodzę za mąż i będę się nazywać Ewa Nowak", "po ślubie mam nowe nazwisko"),
    ],
)
def test_a_wedding_changes_a_name(stage: Stage, text: str) -> None:
    assert tells_of_new_name(text)
    assert stage.run(ActionAdmitMisunderstanding, "nlu_fallback", text).next_action == CONTACT
    assert re.search(WORDS["name"], fold(text))


@pytest.mark.parametrize("text", ["my brother got married", "the wrong thing came", "po remoncie", "ich heiße Berg"])
def test_what_changes_nothing(text: str) -> None:
    assert not (tells_of_new_name(text))
    assert not (says_address_is_wrong(text))
