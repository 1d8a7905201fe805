"""What binds somebody is a yes in so many words."""

from __future__ import annotations

import pytest

from actions._words.assent import doubts, holds_on, is_undecided, only_sounds, says_yes


@pytest.mark.parametrize(
    "text",
    [
        "yes", "Yeah", "yep do it", "ok", "okay then", "sure", "go ahead", "please do", "thats right, order it", "👍",
        "that's fine, send it", "yes please", "I agree", "agreed", "let's do this",
        "ja", "Ja bitte", "jo passt", "Genau.", "einverstanden", "mach das", "stimmt so", "na klar", "na gut, ja",
        "in Ordnung", "von mir aus", "jawoll", "ist gut", "kein Problem", "so ist es", "zahlungspflichtig bestellen",
        "tak", "no tak", "no", "dobra", "Dobrze, proszę", "zgadza się", "jasne", "okej", "może być", "niech będzie",
        "potwierdzam", "poproszę", "zróbcie tak",
    ],
)  # fmt: skip
def test_a_yes_is_heard(text: str) -> None:
    assert says_yes(text)
    assert not only_sounds(text)


@pytest.mark.parametrize(
    "text",
    [
        "im not sure yh maybe", "sure hold on", "yh maybe tmrw", "sure, like i'd pay that", "both i said", "hm",
        "i see",
        "prob yes, let me ask the wife", "ok let me think about it", "one sec yes", "yes if it is free",
        "und nu", "aha", "na ja", "so so", "ja moment", "ja wart ma", "ja warte mal kurz", "ja wenn ich wüsst",
        "nu is gut", "ja vielleicht", "ach ja",
        "tak, chwila", "no i co", "tak zaraz", "może", "tak, zastanowię się", "tak jeśli będzie taniej",
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_is_none(text: str) -> None:
    assert not says_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "are you sure", "u sure its the right one", "is that right", "sure? thats a lot", "u sure that works",
        "why not earlier",
        "is it free", "ok is this correct", "sind Sie da sicher", "sicher?", "stimmt das?", "ist das wirklich richtig?",
        "warum nicht früher",
        "ja wieso so spät", "na pewno?", "jest pan pewny", "czy to dobrze", "dlaczego nie wcześniej",
    ],
)  # fmt: skip
def test_who_asks_back_has_not_agreed(text: str) -> None:
    assert doubts(text)
    assert not says_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "sure why not", "why not", "that is right", "yes im sure", "why yes of course",
        "ja warum nicht", "das stimmt so", "ganz sicher", "sicher", "to prawda", "tak, zgadza się", "tak, czemu nie",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_doubt_agrees(text: str) -> None:
    assert says_yes(text)


@pytest.mark.parametrize(
    "text", ["hm", "Hmm.", "aha", "na ja", "so so", "und nu", "und jetzt?", "i co", "un jetz", "and now?"]
)
def test_a_mere_sound_is_no_answer(text: str) -> None:
    assert only_sounds(text)


@pytest.mark.parametrize(
    "text", ["ja", "no", "jo", "ja ok", "tak", "no dobra", "hm yes", "und ja", "so", "now", "jetzt"]
)
def test_an_answer_is_more_than_a_sound(text: str) -> None:
    assert not only_sounds(text)


@pytest.mark.parametrize(
    ("text", "undecided"), [("ja moment", True), ("hold on", True), ("może być", False), ("ja", False)]
)
def test_who_stops_to_think_has_not_decided(text: str, undecided: bool) -> None:
    assert is_undecided(text) is undecided


@pytest.mark.parametrize(
    "text",
    ["hang on", "wait", "ok hold on a sec", "ja moment", "Moment noch bitte", "warte mal kurz", "chwila", "tak, zaraz"],
)
def test_who_asks_for_a_moment_says_nothing_else(text: str) -> None:
    assert holds_on(text)


@pytest.mark.parametrize("text", ["no wait", "wait, the other one", "nein, moment", "stop", "ja", "nie, czekaj"])
def test_a_no_or_a_wish_is_more(text: str) -> None:
    assert not holds_on(text)


@pytest.mark.parametrize(
    "text",
    [
        *("prob yes, let me ask the wife", "let me check with my fella first", "ill ask my mum"),
        *("da frag ich erst meine Frau", "muss ich mit meinem Mann besprechen", "ich kläre das noch mit der Chefin"),
        *("najpierw spytam żonę", "muszę zapytać szefa", "pogadam z mężem"),
    ],
)
def test_who_would_ask_others_first_is_waited_for(text: str) -> None:
    assert holds_on(text, asked=True)
    assert not holds_on(text)


@pytest.mark.parametrize("text", ["let me ask an agent", "ask me later", "ich frage einen Mitarbeiter", "pytam o cenę"])
def test_who_asks_us_is_not(text: str) -> None:
    assert not holds_on(text, asked=True)


@pytest.mark.parametrize(
    "text",
    [
        "hang on im reading it off the gas meter i think",
        "Moment, ich les grad noch ab",
        "chwila, zaraz sprawdzę licznik",
    ],
)
def test_who_goes_to_look_asks_for_a_moment(text: str) -> None:
    assert holds_on(text)


@pytest.mark.parametrize("text", ["hang on, it reads 8120", "Moment, wo steht das?", "Moment, ich muss kündigen"])
def test_what_is_said_beside_it_is_heard(text: str) -> None:
    assert not holds_on(text)
