"""The pattern pack: how clients quote, forward and sign in three languages, from `pattern_packs/*.yml`.

The packs hold phrases, never expressions, so that every expression built here takes linear time: gaps are bounded, and
once a gap has found its end it is not searched again.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "pattern_packs"
LANGUAGES = ("en", "de", "pl")
LONGEST_GAP = 300
"""Characters of an attribution between two of its words; addresses with names have at most 254 and a few."""
LONGEST_SIGNATURE = 25
"""Lines after a closing; a company's block with register court and board has about 15."""
TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"

_GAP = rf"(?:[^\n]|\n(?!\n)){{0,{LONGEST_GAP}}}?"
_RULE = "[-_]{2,40}"
_UNKNOWN_ATTRIBUTION = rf"(?=[^\n]{{0,200}}(?:@|\b{TIME}))[^>\n][^\n]{{0,300}}:(?=\n{{1,2}}>)"
"""Of a client we do not know: a line with an address or a time that introduces marked lines."""
_NAME = r"(?-i:[^\W\d_a-zäöüßąćęłńóśźż])[\w.'’-]{0,30}"
"""Begins with a capital letter, of whatever alphabet."""


@dataclass(frozen=True, slots=True)
class PatternPack:
    """Everything known of all languages together; mails mix them."""

    attribution: str
    """Expression for "On … wrote:" in all its forms."""
    header_block: str
    """Expression for Outlook's four lines, and for the rule or the marker before them."""
    closing: str
    """Expression for the beginning of a signature."""
    sent_from: str
    """Expression for the beginning of such a line; the library adds that words follow."""
    forward_marker: re.Pattern[str]
    forward_subject: re.Pattern[str]
    auto_subject: re.Pattern[str]
    answers_below: re.Pattern[str]
    greeting: re.Pattern[str]
    header_block_start: re.Pattern[str]


@cache
def pattern_pack() -> PatternPack:
    """Read the packs, once per process."""
    packs = [yaml.safe_load((FOLDER / f"{language}.yml").read_text("utf-8")) for language in LANGUAGES]

    def phrases(name: str) -> list[str]:
        return [phrase for pack in packs for phrase in pack[name]]

    templates = (_attribution(template, pack["weekdays"]) for pack in packs for template in pack["attributions"])
    attribution = _either([*templates, _UNKNOWN_ATTRIBUTION])
    forwards = _forwards(phrases("forwards_ruled"), phrases("forwards_plain"))
    header_block = _either([_header_block(packs), forwards, _ruled(phrases("originals"))])
    ignore = re.IGNORECASE | re.MULTILINE
    return PatternPack(
        attribution=f"^({attribution})$",
        header_block=f"^({header_block})",
        closing=_closing(phrases),
        sent_from=rf"(?={_sent_from(phrases('sent_from'))}[^\n]{{0,80}}$)[^\n]{{0,150}}?",
        forward_marker=re.compile(rf"\A(?:{forwards})", ignore),
        forward_subject=re.compile(rf"\s{{0,3}}(?:{_literally(phrases('forward_subjects'))})\s?:", ignore),
        auto_subject=re.compile(rf"\s{{0,3}}(?:{_literally(phrases('auto_subjects'))})\s?(?::|\Z)", ignore),
        answers_below=re.compile(rf"\b(?:{_literally(phrases('answers_below'))})\b", ignore),
        greeting=re.compile(_greeting(phrases("greetings"), phrases("greeted")), re.IGNORECASE),
        header_block_start=re.compile(rf"\A(?:{header_block})", ignore),
    )


def _literally(phrases: Iterable[str]) -> str:
    """Any of the phrases, longest first; a space in one may be a line break in a mail."""
    escaped = (re.escape(phrase).replace(r"\ ", r"\s{1,2}") for phrase in sorted(set(phrases), key=len, reverse=True))
    return _either(escaped)


def _either(expressions: Iterable[str]) -> str:
    return f"(?:{'|'.join(f'(?:{expression})' for expression in expressions)})"


def _attribution(template: str, weekdays: list[str]) -> str:
    first, *others = template.split("…")
    words = [_words(piece, weekdays) for piece in others]
    words[-1] += "$"
    return _words(first, weekdays) + "".join(f"(?>{_GAP}{word})" for word in words)


def _words(piece: str, weekdays: list[str]) -> str:
    text = _literally([piece.strip(" ")]) if piece.strip(" ") else ""
    text = text.replace(re.escape("{time}"), TIME).replace(re.escape("{weekday}"), _literally(weekdays))
    return (r"\s{1,2}" if piece.startswith(" ") else "") + text + (r"(?=[\s,])" if piece.endswith(" ") else "")


def _sent_from(phrases: list[str]) -> str:
    return _literally(phrases).replace("…", r"[^\n]{0,60}?")


def _ruled(phrases: list[str]) -> str:
    return rf"{_RULE}\s?(?:{_literally(phrases)})\s?{_RULE}$"


def _forwards(ruled: list[str], plain: list[str]) -> str:
    return rf"{_ruled(ruled)}|(?:{_literally(plain)})$"


def _header_block(packs: list[dict[str, Any]]) -> str:
    """At least three header lines, one of which names the writer and one the subject."""
    names = {kind: _literally(name for pack in packs for name in pack["header_names"][kind]) for kind in _KINDS}
    line = {kind: rf"[*\s]{{0,3}}(?:{name})[*\s]{{0,3}}:" for kind, name in names.items()}
    within = r"(?=(?:[^\n]*\n){0,6}?%s)"
    any_line = rf"(?:{_either(line.values())})[^\n]*"
    folded = rf"(?:\n(?!{_either(line.values())})[^\n]+){{0,3}}?"
    rule = r"(?:_{8,80}\n{1,2})?"
    needed = within % line["from"] + within % line["subject"]
    return rf"{rule}{needed}{any_line}(?:{folded}\n{{1,2}}{any_line}){{2,8}}"


_KINDS = ("from", "sent", "to", "subject")


def _greeting(greetings: list[str], greeted: list[str]) -> str:
    """A line that greets and says nothing else: after the greeting only names and what people are called."""
    someone = rf"(?:{_NAME}|(?:{_literally(greeted)})\b)"
    return rf"(?:{_literally(greetings)})(?:,?[ \t]{someone}){{0,8}}[ \t]?[,!.:]{{0,2}}"


def _closing(phrases: Callable[[str], list[str]]) -> str:
    """A closing stands alone in its line, perhaps with a name, and nothing long follows it."""
    closings = _literally(phrases("closings"))
    name = rf"(?:{_NAME}|(?:{_literally(phrases('after_closing'))})\b)"
    ends = rf"(?:[ \t]?/[ \t]?{closings})?[ \t]{{0,2}}[,.!]{{0,3}}(?:[ \t]{name}){{0,6}}[,.!]{{0,3}}$"
    after_closing = rf"(?=(?:\n[^\n]*){{0,{LONGEST_SIGNATURE}}}\Z)"
    after_thanks = r"(?=(?:\n[^\n?:0-9]{0,40}){0,3}\Z)"
    return _either(
        [
            rf"{closings}{ends}{after_closing}",
            rf"(?:{_literally(phrases('thanks'))})[ \t]{{0,2}}[,.!]{{0,3}}(?:[ \t]{_NAME}){{0,2}}[.!]?${after_thanks}",
            rf"{_sent_from(phrases('sent_from'))}[^\n]{{0,80}}$",
            rf"[*_ ]{{0,3}}(?:{_literally(phrases('disclaimers'))})",
            rf"-{{2,5}}${after_thanks}",
        ]
    )
