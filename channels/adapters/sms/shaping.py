"""Brings an answer into the shape of text messages: few parts, choices as numbered lines, a link for the rest; pure."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import smsutil

MOST_SEGMENTS = 3
"""Parts of one message; ours, because each is paid for and some phones show long ones in pieces."""
LONGEST_GSM = MOST_SEGMENTS * 153
"""Characters of so many parts; each loses 7 of 160 to the header that joins them (3GPP TS 23.040, 9.2.3.24)."""
LONGEST_TITLES = (60, 30, 15)
"""Characters of a choice's line, the later the less room there is."""

_TYPOGRAPHIC = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‹": "'", "›": "'",
    "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "•": "-", "·": "-", "×": "x", "\t": " ", "²": "2", "³": "3",
})  # fmt: skip
"""What can be written in GSM-7 as well; one such character would halve the length of a part (3GPP TS 23.038)."""
_POLISH = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")
"""One such letter leaves room for 201 instead of 459; whoever writes text messages in Polish leaves them bare."""
_BREAK = re.compile(r"[.!?…][\"')\]»“”]*(?=\s)|(?=\n)")
_ABBREVIATION = re.compile(
    r"(?:\d|\b\w|\b(?:nr|no|str|ul|al|tel|ca|bzw|ggf|inkl|usw|etc|np|tzn|tzw|itd|itp|godz|pkt|dr|mr|mrs|st|hr|fr))\.$",
    re.IGNORECASE,
)
"""Ends with a full stop that ends no sentence: `12.`, `z. B.`, `ul.`."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text as it is sent, and what is not in it."""

    text: str = field(repr=False)
    notes: tuple[str, ...] = ()


def segments(text: str) -> int:
    """Parts a text is sent in."""
    return len(smsutil.split(text).parts)


def plain(text: str) -> str:
    """A text without what phones do not show, in GSM-7 where no letter is lost by it."""
    spaced = "".join(" " if unicodedata.category(mark) == "Zs" else mark for mark in text.replace("\r\n", "\n"))
    shown = "".join(mark for mark in spaced if mark in "\n\t" or unicodedata.category(mark) != "Cc").strip()
    simple = shown.translate(_TYPOGRAPHIC)
    return simple if smsutil.is_valid_gsm(simple) else shown


def shape(text: str, titles: Sequence[str], link: Callable[[], str] | None, *, needs_link: bool = False) -> Shaped:
    """Make one message of a reply.

    Args:
        text: What is said.
        titles: Choices, shown as numbered lines.
        link: Makes the address under which the whole reply can be read; None where there is none.
        needs_link: Something, such as a file, can be seen under the link only.

    Returns:
        At most `MOST_SEGMENTS` parts: the whole reply, or as many whole sentences as fit, with the link.
    """
    said = plain(text)
    whole = _joined(said, "" if not needs_link or link is None else link(), _lines(titles, LONGEST_TITLES[0]))
    if segments(whole) <= MOST_SEGMENTS:
        return Shaped(whole)
    bare = whole.translate(_POLISH)
    if smsutil.is_valid_gsm(bare) and segments(bare) <= MOST_SEGMENTS:
        return Shaped(bare, ("accents_dropped",))
    url = "" if link is None else link()
    said, titles = said.translate(_POLISH), [title.translate(_POLISH) for title in titles]
    lines, notes = _fitting_lines(titles, url)

    def fits(start: str) -> bool:
        return segments(_joined(start, url, lines)) <= MOST_SEGMENTS

    start = said if fits(said) else _beginning(said, fits)
    shortened = () if start == said else ("text_shortened",)
    return Shaped(_joined(start, url, lines), (*shortened, *notes))


def _joined(said: str, url: str, lines: Sequence[str]) -> str:
    return plain("\n".join(part for part in (said, url, *lines) if part))


def _lines(titles: Sequence[str], longest: int) -> tuple[str, ...]:
    return tuple(f"{number}. {_cut(title, longest)}" for number, title in enumerate(titles, 1))


def _cut(title: str, longest: int) -> str:
    words = " ".join(title.split())
    return words if len(words) <= longest else words[: longest - 3].rstrip() + "..."


def _fitting_lines(titles: Sequence[str], url: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbered lines in two of three parts: with shorter titles, then fewer of them."""
    room = MOST_SEGMENTS - 1
    for longest in LONGEST_TITLES:
        lines = _lines(titles, longest)
        if segments(_joined("", url, lines)) <= room:
            return lines, () if longest == LONGEST_TITLES[0] else ("choices_shortened",)
    lines = _lines(titles, LONGEST_TITLES[-1])
    while lines and segments(_joined("", url, lines)) > room:
        lines = lines[:-1]
    return lines, ("choices_dropped",)


def _beginning(said: str, fits: Callable[[str], bool]) -> str:
    """As much of a text as fits: whole sentences, or words where the sentences would leave most of the room empty."""
    head = said[:LONGEST_GSM]
    by_words = next(filter(fits, _at_words(head)), "")
    by_sentences = next(filter(fits, _at_sentences(head)), "")
    return by_sentences if 2 * len(by_sentences) >= len(by_words) else by_words


def _at_sentences(said: str) -> Iterator[str]:
    ends = [found.end() for found in _BREAK.finditer(said) if not _ABBREVIATION.search(said[: found.end()])]
    return (said[:end].rstrip() for end in reversed(ends) if end)


def _at_words(said: str) -> Iterator[str]:
    """The longest first; some letters less each time where there are no words."""
    gaps = [found.start() for found in re.finditer(r"\s+", said)]
    letters = range(len(said) - 1, 0, -8) if not gaps else ()
    ends = (*reversed(gaps), *(end for end in letters if not unicodedata.combining(said[end])))
    return (said[:end].rstrip(" ,;:") + "..." for end in ends)
