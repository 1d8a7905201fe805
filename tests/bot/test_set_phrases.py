"""Typed button titles, and requests about the chat itself."""

from __future__ import annotations

import pytest

from bot.replies import load_catalog
from bot.set_phrases import Meaning, SetPhrases

PHRASES = SetPhrases(load_catalog())


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Was muss ich zahlen?", Meaning("check_bill")),
        ("  was muss ich ZAHLEN ", Meaning("check_bill")),
        ("Wann endet mein Vertrag", Meaning("contract_expiry")),
        ("What do I owe?", Meaning("check_bill")),
        ("my change of supplier", Meaning("switch_status")),
        ("Ile mam do zapłaty?", Meaning("check_bill")),
        ("moje zuzycie", Meaning("check_consumption")),
        ("Deutsch", Meaning("change_language", {"language": "de"})),
    ],
)
def test_a_typed_title_means_what_its_button_means(text: str, meaning: Meaning) -> None:
    assert PHRASES.meaning_of(text) == meaning


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("Wann haben Sie offen?", "opening_hours"),
        ("Haben Sie am Samstag geöffnet?", "opening_hours"),
        ("Eure Öffnungszeiten?", "opening_hours"),
        ("are you open on Saturday", "opening_hours"),
        ("What are your opening hours?", "opening_hours"),
        ("w jakich godzinach pracujecie", "opening_hours"),
        ("czy pracujecie w sobotę?", "opening_hours"),
        ("abmelden", "sign_out"),
        ("ich möchte mich ausloggen", "sign_out"),
        ("log out", "sign_out"),
        ("wyloguj mnie", "sign_out"),
        ("ich bin gar nicht Frau Meier", "other_person"),
        ("I'm not Mr Smith", "other_person"),
        ("to nie ja jestem klientem", "other_person"),
        ("nie jestem panem Kowalskim", "other_person"),
    ],
)
def test_requests_about_the_chat(text: str, matter: str) -> None:
    meaning = PHRASES.meaning_of(text)
    assert meaning is not None
    assert meaning.entities == {"matter": matter}
    assert meaning.intent == ("human_handoff" if matter == "opening_hours" else "cancel_dialogue")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hab ich noch was offen bei euch?",
        "Haben Sie Rechnungen offen?",
        "Was muss ich zahlen und wann?",
        "Which bills are open?",
        "to nie ja podpisałem tę umowę",
        "ich möchte meinen Zähler abmelden",
        "log out of my contract, I said, and what do I owe you for the last two months",
    ],
)
def test_everything_else_is_left_to_the_classifier(text: str) -> None:
    assert PHRASES.meaning_of(text) is None
