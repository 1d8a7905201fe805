"""HTML reads like the plain mail a client would have written."""

import pytest

from channels.mail.html_text import html_to_text, picture_numbers, without_picture_marks

CASES = {
    "paragraphs": ("<p>one</p><p>two</p>", "one\n\ntwo"),
    "lines": ("one<br>two", "one\ntwo"),
    "blank line of a div": ("<div>one</div><div>&nbsp;</div><div>two</div>", "one\n\ntwo"),
    "entities": ("<p>Gr&uuml;&szlig;e &amp; &#380;&oacute;&#322;&#263;</p>", "Grüße & żółć"),
    "list": ("<ul><li>one</li><li>two</li></ul>", "* one\n* two"),
    "table": ("<table><tr><td>Meter</td><td>123</td></tr></table>", "Meter  123"),
    "quotation": ("<p>mine</p><blockquote>yours</blockquote>", "mine\n\n> yours"),
    "two quotations deep": ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n\n> > b"),
    "hidden": ('<p>shown</p><p style="mso-hide:all;DISPLAY : none">hidden</p>', "shown"),
    "script and style": ("<style>p{}</style><script>x</script><p>shown</p>", "shown"),
    "comment": ("<!-- x --><p>shown</p>", "shown"),
    "signature": ('<p>mine</p><div class="gmail_signature">name</div><p>more</p>', "mine\n\nmore"),
    "class of several words": ('<p>mine</p><div class="x moz-signature">name</div>', "mine"),
    "declaration": ('<?xml version="1.0" encoding="utf-8"?><p>shown</p>', "shown"),
    "no markup": ("just text", "just text"),
    "nothing": ("", ""),
    "only a comment": ("<!-- x -->", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_html_reads_as_text(name: str) -> None:
    html, text = CASES[name]
    assert "\n".join(line.strip() for line in html_to_text(html).strip().split("\n")) == text


def test_the_place_of_a_picture_is_remembered() -> None:
    pictures: list[str] = []
    text = html_to_text('<p>before<img src="CID:a@b">after</p><img src="https://tracker.example/x.gif">', pictures)
    assert pictures == ["a@b"]
    assert picture_numbers(text) == {0}
    assert without_picture_marks(text) == "beforeafter"


def test_marks_cannot_be_forged() -> None:
    pictures: list[str] = []
    assert picture_numbers(html_to_text("<p>\ue0000\ue001</p>", pictures)) == set()


def test_a_picture_written_into_the_html_is_no_text() -> None:
    assert html_to_text(f'<p>a<img src="data:image/png;base64,{"A" * 100_000}">b</p>').strip() == "ab"
