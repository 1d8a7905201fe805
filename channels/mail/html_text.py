"""HTML bodies to text: quotations marked as in plain mails, signatures left out, places of pictures remembered."""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from inscriptis import Inscriptis
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml.etree import LxmlError
from lxml.html import Element, HtmlElement, document_fromstring

from channels.mail.charsets import cleaned
from channels.mail.content import MailRefusedError, RefusalReason

QUOTE = "quote"
SIGNATURE = "signature"
RULES = {
    "blockquote": [QUOTE],
    "#class=gmail_signature": [SIGNATURE],
    "#class=gmail_signature_prefix": [SIGNATURE],
    "#class=moz-signature": [SIGNATURE],
    "#id=Signature": [SIGNATURE],
    "#id=ms-outlook-mobile-signature": [SIGNATURE],
    "#id=AppleMailSignature": [SIGNATURE],
}
"""What the clients say of parts of their HTML: Gmail, Thunderbird, Outlook on the web, on phones, Apple Mail."""
MOST_ELEMENTS = 10_000
"""A thread of thirty long answers has about 5,000; each costs some 10 µs."""
MOST_CELLS = 1_500
DEEPEST_ELEMENT = 200
"""Levels. libxml2 drops what lies deeper than 256, and the rendering recurses."""
WIDEST_CELL = 300
"""Characters. Columns are padded to their widest cell, so a table beyond these is read without its columns."""
LONGEST_TAG = 5_000
"""Characters of one tag without pictures written into it; libxml2 takes quadratic time for its attributes."""
PICTURE_MARK = "\ue000{}\ue001"

_MARKS = re.compile("\ue000([0-9]{1,4})\ue001")
_BLANK_RUN = re.compile(r"\n{3,}")
_PRIVATE = re.compile("[\ue000\ue001]")
_TABLE_TAGS = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"])
_DATA_URI = re.compile(r"data:[\w/+.;=-]{1,80},[\w+/=%\s-]{200,}")
_ENDLESS_TAG = re.compile(rf"<[A-Za-z][^<>]{{{LONGEST_TAG}}}")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|mso-hide\s{0,3}:\s{0,3}all", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")


def html_to_text(html: str, pictures: list[str] | None = None) -> str:
    """Render HTML as a plain-text client would show it.

    Args:
        html: The part's text.
        pictures: Filled with the content ids of the pictures shown; each one's place holds `PICTURE_MARK`.

    Returns:
        Text; lines of quotations begin with `> `.

    Raises:
        MailRefusedError: Too many elements, or nested too deep.
    """
    html = _DATA_URI.sub("data:,", _PRIVATE.sub("", html))
    if _ENDLESS_TAG.search(html):
        raise MailRefusedError(RefusalReason.TEXT_TOO_LONG)
    tree = _tree(html)
    if tree is None:
        return ""
    elements = list(tree.iter())
    _check(elements)
    _simplify(elements, pictures)
    rendering = Inscriptis(tree, ParserConfig(css=CSS_PROFILES["strict"], annotation_rules=RULES))
    spans = [(span.start, span.end, span.metadata) for span in rendering.get_annotations()]
    return _BLANK_RUN.sub("\n\n", cleaned(_marked(rendering.get_text(), spans)))


def picture_numbers(text: str) -> set[int]:
    """Which pictures a text shows, as indexes into the list that `html_to_text` filled."""
    return {int(number) for number in _MARKS.findall(text)}


def without_picture_marks(text: str) -> str:
    """The text as it is shown."""
    return _MARKS.sub("", text).strip()


def _tree(html: str) -> HtmlElement | None:
    html = html.lstrip()
    if declaration := _DECLARATION.match(html):
        html = html[declaration.end() :]
    try:
        return document_fromstring(html) if html.strip() else None
    except (LxmlError, ValueError):  # nothing but comments, or no markup a parser would accept
        return None


def _check(elements: list[HtmlElement]) -> None:
    if len(elements) > MOST_ELEMENTS:
        raise MailRefusedError(RefusalReason.TEXT_TOO_LONG)
    depths: dict[HtmlElement | None, int] = {None: 0}
    for element in elements:
        depths[element] = depths[element.getparent()] + 1
        if depths[element] > DEEPEST_ELEMENT:
            raise MailRefusedError(RefusalReason.TOO_DEEP)


def _simplify(elements: list[HtmlElement], pictures: list[str] | None) -> None:
    """Take away what makes rendering expensive, and write a mark where a picture is."""
    flat = not _small_tables(elements)
    for element in elements:
        if flat and element.tag in _TABLE_TAGS:
            element.tag = "div"
        hidden = _HIDDEN.search(element.attrib.pop("style", ""))
        if hidden and isinstance(element.tag, str):
            element.set("style", "display: none")
        if element.tag in ("div", "p") and element.text == "\u00a0" and not len(element):
            element.text = ""
            element.append(Element("br"))
        source = element.get("src", "") if element.tag == "img" else ""
        if pictures is not None and source.lower().startswith("cid:"):
            pictures.append(source[4:])
            element.tail = PICTURE_MARK.format(len(pictures) - 1) + (element.tail or "")


def _small_tables(elements: list[HtmlElement]) -> bool:
    """Whether keeping the columns of the tables costs little."""
    cells = [element for element in elements if element.tag in ("td", "th")]
    nested = any(element.tag == "table" and _tables_around(element) > 4 for element in elements)
    if len(cells) > MOST_CELLS or nested:
        return False
    return all(len(cell.text_content()) <= WIDEST_CELL for cell in cells if not len(cell.findall(".//table")))


def _tables_around(element: HtmlElement) -> int:
    return sum(1 for _table in element.iterancestors("table"))


def _marked(text: str, spans: list[tuple[int, int, str]]) -> str:
    """Drop signatures and put `> ` before the lines of quotations, as deep as they are nested."""
    changes: dict[int, Counter[str]] = defaultdict(Counter)
    for start, end, label in spans:
        changes[start][label] += 1
        changes[end][label] -= 1
    inside: Counter[str] = Counter()
    pieces = []
    for start, end in pairwise(sorted({0, len(text), *changes})):
        inside.update(changes.get(start, {}))
        if not inside[SIGNATURE]:
            pieces.append(_quoted(text[start:end], inside[QUOTE]))
    return "".join(pieces)


def _quoted(piece: str, depth: int) -> str:
    if not depth or not piece:
        return piece
    mark = "> " * min(depth, 5)
    return f"\n{mark}" + piece.strip("\n").replace("\n", f"\n{mark}") + "\n"
