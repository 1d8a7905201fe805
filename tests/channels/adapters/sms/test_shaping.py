"""Texts in at most three parts, in the three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.adapters.sms import SmsAdapter
from channels.adapters.sms.shaping import MOST_SEGMENTS, plain, segments, shape
from channels.contract import Button, OutboundFile, OutboundMessage
from tests.channels.fakes import FakeProvider

URL = "https://chat.zorza.example/m/" + "x" * 46
GERMAN = "Ihr Zählerstand vom 3. Oktober fehlt noch. Bitte nennen Sie ihn uns bis zum 12. Oktober. "
POLISH = "Brakuje odczytu licznika z ul. Długiej 5. Prosimy o podanie go do 12 października. "


def url() -> str:
    return URL


@pytest.mark.parametrize(
    ("text", "count"),
    [
        *(("x" * 160, 1), ("x" * 161, 2), ("x" * 306, 2), ("x" * 307, 3), ("x" * 459, 3), ("x" * 460, 4)),
        *(("€" * 80, 1), ("€" * 81, 2), ("ł" * 70, 1), ("ł" * 71, 2), ("ł" * 201, 3), ("ł" * 202, 4)),
        *(("😀" * 35, 1), ("😀" * 36, 2), ("äöüßÄÖÜéè@£$¥", 1)),
    ],
)
def test_segments(text: str, count: int) -> None:
    """As 3GPP TS 23.038 counts: 160 or 153 septets, two for €, 70 or 67 units of UCS-2, two for an emoji."""
    assert segments(text) == count


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("„Hallo“ – so geht’s… 5 × 3", '"Hallo" - so geht\'s... 5 x 3'),
        ("1\u202f234,50\u00a0€", "1 234,50 €"),
        ("„Cześć” – tak…", "„Cześć” – tak…"),
        ("a\r\nb\x00\x1b\tc ", "a\nb c"),
        ("m³", "m3"),
        ("Zählerstand: 12.345 kWh", "Zählerstand: 12.345 kWh"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_what_fits_stays_whole() -> None:
    shaped = shape(GERMAN, ["Ja", "Nein"], url)
    assert shaped.text == GERMAN.strip() + "\n1. Ja\n2. Nein"
    assert shaped.notes == ()


@pytest.mark.parametrize(
    ("text", "start"),
    [(GERMAN * 9, GERMAN * 3), (POLISH * 9, "Brakuje odczytu licznika z ul. Dlugiej 5. Prosimy o podanie")],
)
def test_shortened_at_a_sentence(text: str, start: str) -> None:
    shaped = shape(text, ["Ja", "Nein"], url)
    said, *rest = shaped.text.split("\n")
    assert rest == [URL, "1. Ja", "2. Nein"]
    assert said.endswith(("Oktober.", "pazdziernika."))
    assert said.startswith(start)
    assert segments(shaped.text) <= MOST_SEGMENTS
    assert shaped.notes == ("text_shortened",)


def test_polish_letters_are_kept_while_there_is_room() -> None:
    shaped = shape(POLISH * 2, ["Tak", "Nie, później"], url)
    assert shaped.text == (POLISH * 2).strip() + "\n1. Tak\n2. Nie, później"
    assert shaped.notes == ()


def test_a_question_in_polish_is_asked_bare_sooner_than_behind_a_link() -> None:
    shaped = shape(POLISH * 4, ["Tak", "Nie, później"], url)
    assert shaped.text.endswith("Prosimy o podanie go do 12 pazdziernika.\n1. Tak\n2. Nie, pozniej")
    assert shaped.notes == ("accents_dropped",)


def test_dates_and_abbreviations_end_no_sentence() -> None:
    text = "Wir kommen am 12. Dezember, z. B. um 9 Uhr, in die Str. 5 " + "und weiter " * 60
    assert shape(text, (), url).text.split("\n")[0].endswith((" und...", " weiter..."))


def test_one_long_sentence_is_cut_at_a_word() -> None:
    shaped = shape("Ja. " + "immer weiter, " * 60, (), url)
    said = shaped.text.split("\n")[0]
    assert said.endswith(("immer...", "weiter..."))
    assert len(said) > 300


def test_sentences_that_leave_most_of_the_room_empty_are_not_preferred() -> None:
    shaped = shape(
        "Das ist ein Satz, der ein Drittel des Platzes einnimmt und dort endet. " + "immer weiter, " * 60, (), url
    )
    said = shaped.text.split("\n")[0]
    assert said.endswith(("immer...", "weiter..."))
    assert len(said) > 300


def test_without_a_link_it_is_cut_all_the_same() -> None:
    shaped = shape(GERMAN * 9, (), None)
    assert segments(shaped.text) <= MOST_SEGMENTS
    assert shaped.notes == ("text_shortened",)


def test_choices_are_never_cut_in_favour_of_text() -> None:
    titles = [f"Termin am {day}. Dezember zwischen 8 und 12 Uhr" for day in range(1, 7)]
    shaped = shape(POLISH * 9, titles, url)
    assert segments(shaped.text) <= MOST_SEGMENTS
    assert all(f"\n{number}. Termin" in shaped.text for number in range(1, 7))


def test_too_many_choices_are_left_out_from_the_end() -> None:
    shaped = shape(GERMAN, ["ł" * 60] * 30, url)
    assert segments(shaped.text) <= MOST_SEGMENTS
    assert "\n1. " in shaped.text
    assert "choices_dropped" in shaped.notes


@given(st.text(max_size=1_500), st.lists(st.text(max_size=80), max_size=12))
def test_whatever_comes_it_is_at_most_three_parts(text: str, titles: list[str]) -> None:
    assert segments(shape(text, titles, url).text) <= MOST_SEGMENTS
    assert segments(shape(text, titles, None).text) <= MOST_SEGMENTS


async def test_names_that_cannot_receive_ask_for_nothing() -> None:
    provider = FakeProvider()
    adapter = SmsAdapter(provider, lambda message_id: f"https://z.example/m/{message_id}", receives=False)
    assert not adapter.abilities.receives
    assert adapter.abilities.for_engine() == {"buttons": False, "images": False, "files": False, "max_chars": 459}
    result = await adapter.send(OutboundMessage("o-1", "+49", None, "Passt das?", (Button("Ja", "t"),)))
    assert provider.sent == [("+49", None, "Passt das?\nhttps://z.example/m/o-1")]
    assert result.notes == ("choices_dropped",)


async def test_files_without_a_link_are_said_to_be_missing() -> None:
    provider = FakeProvider()
    file = OutboundFile("a.png", "image/png", b"", "Ein Bild")
    result = await SmsAdapter(provider).send(OutboundMessage("o-1", "+49", None, "Bild:", files=(file,)))
    assert (provider.sent[0][2], result.notes) == ("Bild:", ("files_dropped",))
