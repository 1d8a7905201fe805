"""Bytes become the text that was meant."""

import pytest

from channels.mail.charsets import decoded

GERMAN = "Zähler, Straße, Größe, Überweisung"
POLISH = "Zażółć gęślą jaźń, źródło ciepła"
QUOTES = "„Grundpreis“ – 80 €"

CASES = [
    (GERMAN, "utf-8", "utf-8"),
    (GERMAN, "utf-8", "iso-8859-1"),
    (GERMAN, "utf-8", None),
    (GERMAN, "cp1252", "utf-8"),
    (GERMAN, "iso-8859-1", "iso-8859-1"),
    (GERMAN, "iso-8859-15", "iso-8859-15"),
    (GERMAN, "cp1252", None),
    (GERMAN, "utf-16", "utf-16"),
    (GERMAN, "utf-8-sig", None),
    (QUOTES, "cp1252", "iso-8859-1"),
    (QUOTES, "cp1252", "us-ascii"),
    (POLISH, "utf-8", "iso-8859-2"),
    (POLISH, "iso-8859-2", "iso-8859-2"),
    (POLISH, "cp1250", "windows-1250"),
    (POLISH, "cp1250", "iso-8859-1"),
    (POLISH, "iso-8859-2", "iso-8859-1"),
    (POLISH, "cp1250", None),
    ("Привіт", "cp1251", "windows-1251"),
    ("Привет", "koi8-r", "koi8-r"),
    ("電気", "gb18030", "GB2312"),
    ("電気", "iso2022_jp", "iso-2022-jp"),
    ("plain", "ascii", "no-such-charset"),
    ("plain", "ascii", "zlib"),
    ("plain", "ascii", 'utf-8"; x'),
]


@pytest.mark.parametrize(("text", "written", "named"), CASES)
def test_text_is_read_as_it_was_meant(text: str, written: str, named: str | None) -> None:
    assert decoded(text.encode(written), named) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x00b", "ab"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u202eb", "ab"),
        ("a\u200bb", "ab"),
        ("a\u2028b", "a\nb"),
        ("a\tb", "a\tb"),
    ],
)
def test_what_hides_is_taken_out(text: str, left: str) -> None:
    assert decoded(text.encode(), "utf-8") == left
