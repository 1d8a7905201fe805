"""One template for all mails: readable by everybody, in every light, and without loading anything."""

import re
from html.parser import HTMLParser

import pytest
import yaml

from channels.mail.layout import FOLDER, Block, Layout, Letter, Link, Look, Picture, blocks_of, contrast, linked

LETTER = Letter(
    language="de",
    title="Ihr Vertrag",
    text="Guten Tag,\n\nIhr Vertrag endet am 31.12.2026.\n\n- verlängern\n- wechseln\n\nMehr: https://supplier.example/v?a=1&b=2.",
    pictures=(Picture("p1@supplier.example", "Verbrauch 2026"),),
    links=(Link("Angebot ansehen", "https://supplier.example/a"),),
    choices=(Link("1. Ja", "mailto:service@supplier.example?body=1"),),
    footer=("reply", "automatic"),
    unsubscribe_url="https://supplier.example/u",
)


class Outline(HTMLParser):
    """What a screen reader finds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def html() -> str:
    return Layout(Look("Zorza", imprint="Zorza GmbH\nHafenstraße 1")).html(LETTER)


def test_it_loads_nothing(html: str) -> None:
    outline = Outline(html)
    assert not outline.of("link")
    assert not outline.of("script")
    assert [picture["src"] for picture in outline.of("img")] == ["cid:p1@supplier.example"]
    assert "url(" not in html
    assert "@import" not in html
    pages = set(re.findall(r"https?://[^\s\"<>]+", html)) - {"http://www.w3.org/1999/xhtml"}
    assert all(page.startswith("https://supplier.example/") for page in pages)


def test_it_can_be_read_aloud(html: str) -> None:
    outline = Outline(html)
    assert outline.of("html")[0]["lang"] == "de"
    assert len(outline.of("h1")) == 1
    assert all(picture["alt"] for picture in outline.of("img"))
    assert {table.get("role") for table in outline.of("table")} == {"presentation"}
    assert len(outline.of("li")) == 2
    assert "<title>Ihr Vertrag</title>" in html


def test_it_can_be_read_in_the_dark(html: str) -> None:
    outline = Outline(html)
    assert {"name": "color-scheme", "content": "light dark"} in outline.of("meta")
    assert "prefers-color-scheme: dark" in html
    for ink, ground in (("#e6f0ee", "#122124"), ("#7fd6cb", "#122124"), ("#9db6b4", "#0c1719"), ("#7fd6cb", "#0c1719")):
        assert ink in html
        assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(
    ("ink", "ground"), [("#10292b", "#ffffff"), ("#0b5f5c", "#ffffff"), ("#52686a", "#f3f6f5"), ("#0b5f5c", "#f3f6f5")]
)
def test_it_can_be_read_in_the_light(html: str, ink: str, ground: str) -> None:
    assert ink in html
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("colour", ["#0b5351", "#ffcc00", "#000000", "#ffffff", "#777777", "#e2001a", "#808000"])
def test_the_suppliers_colour_can_be_read_on(colour: str) -> None:
    look = Look("Zorza", colour)
    assert contrast(look.ink, colour) >= 3.9
    assert colour in Layout(look).html(LETTER)


@pytest.mark.parametrize("colour", ["red", "#fff", '#fff"><script>', "#gggggg", ""])
def test_what_is_no_colour(colour: str) -> None:
    with pytest.raises(ValueError, match="colour"):
        Look("Zorza", colour)


def test_the_text_twin_says_the_same() -> None:
    text = Layout(Look("Zorza", imprint="Zorza GmbH")).text(LETTER)
    for words in ("endet am 31.12.2026", "Angebot ansehen: https://supplier.example/a", "1. Ja", "/u", "Zorza GmbH"):
        assert words in text
    assert "\n\n-- \n" in text
    assert "<" not in text


@pytest.mark.parametrize(
    ("language", "word"), [("en", "person"), ("de", "Mensch"), ("pl", "konsultant"), ("fr", "person")]
)
def test_languages(language: str, word: str) -> None:
    layout = Layout(Look("Zorza"))
    assert word in layout.text(Letter(language, "x", "y", footer=("automatic",)))
    assert f'lang="{language if language != "fr" else "en"}"' in layout.html(Letter(language, "x", "y"))


def test_every_language_has_every_sentence() -> None:
    words = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (FOLDER / "words").glob("*.yml")]
    assert len(words) == 3
    assert len({frozenset(found) for found in words}) == 1
    assert all(text.strip() for found in words for text in found.values())


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("one", [Block(("one",))]),
        ("one\ntwo\n\n\nthree", [Block(("one", "two")), Block(("three",))]),
        ("You can:\n- a\n• b", [Block(("You can:",)), Block(items=("a", "b"))]),
        ("- a\nnot a list", [Block(("- a", "not a list"))]),
        ("1. a\n2. b", [Block(("1. a", "2. b"))]),
        ("one\r\n\r\ntwo", [Block(("one",)), Block(("two",))]),
    ],
)
def test_blocks(text: str, blocks: list[Block]) -> None:
    assert blocks_of(text) == blocks


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("see https://a.example/x.", 'see <a href="https://a.example/x">https://a.example/x</a>.'),
        ("https://a.example/?x=1&y=2", '<a href="https://a.example/?x=1&amp;y=2">https://a.example/?x=1&amp;y=2</a>'),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ('https://a.example/"onclick="x', '<a href="https://a.example/">https://a.example/</a>&#34;onclick=&#34;x'),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_links(text: str, html: str) -> None:
    assert str(linked(text)) == html
