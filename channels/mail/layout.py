"""How a mail looks: one base template for all, with the supplier's name and colour, and its text twin."""

import re
from dataclasses import dataclass
from pathlib import Path

import mjml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from channels.wording import words_in

FOLDER = Path(__file__).parent
DARK, LIGHT = "#10292b", "#ffffff"
"""Inks on the supplier's colour; the one with the better contrast is taken."""
PREVIEW = 120
"""Characters that mailboxes show beside the subject; more is cut by most."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_LINK = re.compile(r"https?://[^\s<>\"'(){}|\\^`\[\]]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BULLET = re.compile(r"\s*[-•*–]\s+(.*)\Z")


def luminance(colour: str) -> float:
    """Relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2); text wants 4.5."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True, slots=True)
class Look:
    """What makes a mail the supplier's."""

    supplier: str
    colour: str = "#0b5351"
    """Six hexadecimal digits."""
    imprint: str = ""
    """What the law wants at the foot of a business mail (in Germany § 35a GmbHG): one or more lines."""

    def __post_init__(self) -> None:
        """Refuse what is no colour: it stands in style attributes."""
        if not _COLOUR.match(self.colour):
            raise ValueError("the supplier's colour has to be written as #rrggbb")

    @property
    def ink(self) -> str:
        """The colour of text on the supplier's colour."""
        return max((LIGHT, DARK), key=lambda ink: contrast(ink, self.colour))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list."""

    lines: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A button: a page of ours, or an answer that is written already."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside the mail."""

    cid: str
    alt: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, apart from who it is from."""

    language: str
    title: str
    text: str
    pictures: tuple[Picture, ...] = ()
    links: tuple[Link, ...] = ()
    choices: tuple[Link, ...] = ()
    """Numbered; the customer may answer with the number instead."""
    footer: tuple[str, ...] = ()
    """Names of sentences in `words/`."""
    unsubscribe_url: str | None = None


def blocks_of(text: str) -> list[Block]:
    """A plain text as paragraphs and lists; a blank line ends either."""
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        bullets = [_BULLET.match(line) for line in lines]
        first = next((place for place, bullet in enumerate(bullets) if bullet), len(lines))
        items = [bullet[1] for bullet in bullets[first:] if bullet]
        if first + len(items) != len(lines):
            first, items = len(lines), []
        if lines[:first]:
            blocks.append(Block(lines=tuple(lines[:first])))
        if items:
            blocks.append(Block(items=tuple(items)))
    return blocks


def clean(text: str) -> str:
    """Without control signs, and without the halves of signs that some programs leave in a text."""
    return _CONTROLS.sub("", text).encode("utf-8", "replace").decode()


def linked(text: str) -> Markup:
    """A text as HTML, with its web addresses as links."""
    pieces, end = Markup(), 0
    for found in _LINK.finditer(text):
        url = found[0].rstrip(".,;:!?…")
        pieces += escape(text[end : found.start()]) + Markup('<a href="{0}">{0}</a>').format(url)
        end = found.start() + len(url)
    return pieces + escape(text[end:])


class Layout:
    """Renders mails."""

    def __init__(self, look: Look) -> None:
        """Read template and words once."""
        self.look = look
        environment = Environment(
            loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined
        )
        environment.filters["linked"] = linked
        self._template = environment.get_template("base.mjml")
        self._words = words_in(FOLDER / "words")

    def say(self, language: str, key: str, **values: object) -> str:
        """A sentence of the mail's own; English when there are no words in a language."""
        return self._words.get(language, self._words["en"])[key].format(supplier=self.look.supplier, **values)

    def html(self, letter: Letter) -> str:
        """The mail as HTML; loads nothing from anywhere."""
        markup = self._template.render(
            language=letter.language if letter.language in self._words else "en",
            title=letter.title,
            preview=" ".join(letter.text.split())[:PREVIEW],
            look=self.look,
            blocks=blocks_of(letter.text),
            pictures=letter.pictures,
            links=letter.links,
            choices=letter.choices,
            footer=self._footer(letter),
            unsubscribe_url=letter.unsubscribe_url,
            words={key: self.say(letter.language, key) for key in ("choose", "unsubscribe")},
        )
        # Without fonts: it would load those it knows from another host.
        return mjml.mjml2html(clean(markup), fonts={})

    def text(self, letter: Letter) -> str:
        """The same words without any layout."""
        parts = [letter.text.strip(), *(f"{link.title}: {link.url}" for link in letter.links)]
        if letter.choices:
            choices = "\n".join(choice.title for choice in letter.choices)
            parts.append(f"{self.say(letter.language, 'choose')}\n{choices}")
        footer = self._footer(letter)
        if letter.unsubscribe_url:
            footer = (*footer, f"{self.say(letter.language, 'unsubscribe')}: {letter.unsubscribe_url}")
        # The sign before a signature (RFC 3676 section 4.3): mail programs leave the rest out of quotes.
        return clean("\n\n".join(parts) + "\n\n-- \n" + "\n".join(footer) + "\n")

    def _footer(self, letter: Letter) -> tuple[str, ...]:
        own = tuple(self.say(letter.language, key) for key in letter.footer)
        imprint = tuple(self.look.imprint.splitlines())
        is_named = any(self.look.supplier in line for line in imprint)
        return (*own, *imprint) if is_named else (*own, self.look.supplier, *imprint)
