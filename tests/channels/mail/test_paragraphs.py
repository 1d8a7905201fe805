"""A text comes apart into its matters, and nothing that says something is taken for a greeting."""

import pytest

from channels.mail.paragraphs import MOST_PARAGRAPHS, paragraphs_of

GREETINGS = [
    "Hello,", "Hi!", "Dear Wattline team,", "Dear Sir or Madam,", "Dear Mr. O'Hara,", "Hi all,", "Good morning Emily",
    "Sehr geehrte Damen und Herren,", "Sehr geehrte Frau Schulz, sehr geehrter Herr Wagner,", "Hallo zusammen,",
    "Guten Tag Herr Dr. Meier,", "Liebes Wattline-Team,", "Moin!", "Hallo,", "Guten Tag",
    "Dzień dobry,", "Szanowni Państwo,", "Szanowna Pani Kowalska,", "Witam!", "Cześć Zofia,", "Drodzy Państwo,",
]  # fmt: skip
SENTENCES = [
    "Hello, my reading is 4567.", "Hi, is anybody there?", "Hi please call me", "Dear me, what a bill!",
    "Hallo, der Stand ist 4567.", "Hallo mein Zähler ist kaputt", "Guten Tag, ich ziehe um.", "Liebe ist schön",
    "Dzień dobry, stan to 4567.", "Witam, proszę o kontakt", "Cześć co słychać",
]  # fmt: skip


@pytest.mark.parametrize("greeting", GREETINGS)
def test_a_greeting_is_no_matter(greeting: str) -> None:
    assert paragraphs_of(f"{greeting}\n\nWhen is my bill due?") == ("When is my bill due?",)
    assert paragraphs_of(f"{greeting}\nWhen is my bill due?") == ("When is my bill due?",)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_begins_like_one_stays(sentence: str) -> None:
    assert paragraphs_of(f"{sentence}\n\nWhen is my bill due?") == (sentence, "When is my bill due?")


def test_a_greeting_alone_is_all_there_is() -> None:
    assert paragraphs_of("Hello,") == ("Hello,",)


def test_nothing_is_no_paragraph() -> None:
    assert paragraphs_of("") == ()
    assert paragraphs_of("\n\n \n\n") == ()


def test_wrapped_lines_are_joined_and_short_ones_kept() -> None:
    wrapped = "I would like to know when my contract for electricity and gas ends and\nwhat I have to do."
    assert paragraphs_of(wrapped) == (wrapped.replace("\n", " "),)
    assert paragraphs_of("12 Harbour Road\nPortsmouth") == ("12 Harbour Road\nPortsmouth",)


@pytest.mark.parametrize("points", [("1. a", "2. b"), ("a) x", "b) y"), ("- one", "- two", "- three"), ("• p", "• q")])
def test_points_of_a_list_are_matters(points: tuple[str, ...]) -> None:
    assert paragraphs_of("My questions:\n" + "\n".join(points)) == ("My questions:", *points)


def test_one_dash_is_no_list() -> None:
    assert paragraphs_of("Stand:\n- 4567") == ("Stand:\n- 4567",)


def test_there_are_not_too_many() -> None:
    matters = paragraphs_of("\n\n".join(f"Question {number}?" for number in range(80)))
    assert len(matters) == MOST_PARAGRAPHS
    assert matters[-1].endswith("Question 79?")
