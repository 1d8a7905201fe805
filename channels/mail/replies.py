"""What the writer of a mail wrote: quotations and signatures cut off, mails passed on kept apart."""

import re
from dataclasses import dataclass, replace
from functools import cache

from mailparser_reply.constants import MAIL_LANGUAGES
from mailparser_reply.parser import EmailMessage

from channels.mail.patterns import pattern_pack

TABLE = "wattline"
"""Name of our entry in the library's table of languages: en, de and pl at once."""
LONGEST_LINE = 2_000
"""Characters; a line beyond is text without breaks, which no client's header is, and is left out of the search."""
NOTHING = "(?!)"

_BLANK_RUN = re.compile(r"\n{3,}")
_SPACES = re.compile("[ \t\u00a0\u2002-\u200a\u202f]+")
_POSTSCRIPT = re.compile(r"^(?:PS|P\.\s?S\.)\s?[:.,]?\s", re.IGNORECASE | re.MULTILINE)
_QUOTE_MARK = re.compile(r">\s?")


@dataclass(frozen=True, slots=True)
class Cut:
    """A text taken apart."""

    own: str
    forwarded: str
    quoted: str


@dataclass(slots=True)
class _Pieces:
    """What is being collected."""

    own: list[str]
    forwarded: list[str]
    quoted: list[str]


def cut(text: str, *, passes_on: bool) -> Cut:
    """Take a mail's text apart.

    Args:
        text: Of one mail, with `\\n` between lines.
        passes_on: Its subject says that it forwards another: the mail below is content, not quotation.
    """
    pieces = _Pieces([], [], [])
    sections = _sections(_tidy(text))
    for number, (header, body) in enumerate(sections):
        if header and _is_forward(header, passes_on=passes_on):
            pieces.forwarded += [_joined(section) for section in sections[number:]]
            break
        if header and not _quotes_by_mark(body) and not _is_block(header) and "@" not in header:
            pieces.own.append(f"{header}\n{body}")  # "On Monday at 9:12 I wrote:" is somebody telling a story
            continue
        if header and not _quotes_by_mark(body):
            rest = "\n\n".join(_joined(section) for section in sections[number:])
            announced = any(pattern_pack().answers_below.search(segment) for segment in pieces.own)
            (pieces.own if announced else pieces.quoted).append(rest)
            break
        _split_by_mark(header, body, pieces)
    return Cut(_signed_off(pieces.own), _unquoted("\n\n".join(pieces.forwarded)), "\n\n".join(pieces.quoted))


def _signed_off(segments: list[str]) -> str:
    """The segments without their signatures; "Thanks, Anna" is one where something stands before it."""
    kept: list[str] = []
    for segment in segments:
        words = without_signature(f".\n{segment}").removeprefix(".").strip() if kept else without_signature(segment)
        kept += [words] if words else []
    return "\n\n".join(kept)


def without_signature(text: str) -> str:
    """Cut off closing, signature, disclaimer and "sent from my phone"; a question or a postscript after them stays."""
    text = text.strip()
    if not text:
        return ""
    signature = _read(text).SIGNATURE_REGEX.search(f"{text}\n")
    if signature is None:
        return text
    kept = [] if _delimited(signature.group()) else _afterthoughts(signature.group().strip("\n"))
    return "\n\n".join([text[: signature.start()].rstrip(), *kept]).strip()


@cache
def patterns_loaded() -> EmailMessage:
    """Enter our patterns into the library's table and compile them, once per process: some 25 ms.

    The library's own patterns for these languages are not used: they are not linear, and cut too much.

    Returns:
        An empty mail, to be copied with a text.
    """
    pack = pattern_pack()
    MAIL_LANGUAGES[TABLE] = {
        "wrote_header": pack.attribution,
        "from_header": pack.header_block,
        "signatures": pack.closing,
        "sent_from": pack.sent_from,
        "disclaimers": NOTHING,
    }
    empty = EmailMessage(
        text="", languages=[TABLE], include_english=False, default_language=TABLE, keep_hyphen_lists=True
    )
    return empty.read()


def _read(text: str) -> EmailMessage:
    """A mail of the library's with our patterns, which a copy takes along compiled."""
    return replace(patterns_loaded(), text=text, replies=[])


def _sections(text: str) -> list[tuple[str, str]]:
    """The text split before each header of a quoted mail: pairs of header and what follows; the first has none."""
    replies = _read(text).read().replies
    return [(reply.headers or "", reply.content[len(reply.headers or "") :].strip("\n")) for reply in replies]


def _tidy(text: str) -> str:
    """One blank line at most between paragraphs, one space between words, no endless lines."""
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    short = (line if len(line) <= LONGEST_LINE else "\n".join(_chunks(line)) for line in lines)
    return _BLANK_RUN.sub("\n\n", "\n".join(short)).strip("\n")


def _chunks(line: str) -> list[str]:
    return [line[start : start + LONGEST_LINE] for start in range(0, len(line), LONGEST_LINE)]


def _joined(section: tuple[str, str]) -> str:
    return "\n\n".join(filter(None, section))


def _is_forward(header: str, *, passes_on: bool) -> bool:
    return passes_on or pattern_pack().forward_marker.match(header) is not None


def _is_block(header: str) -> bool:
    return pattern_pack().header_block_start.match(header) is not None


def _quotes_by_mark(body: str) -> bool:
    """Whether the quotation's lines begin with `>`, so that answers can stand between them."""
    return body.lstrip().startswith(">")


def _split_by_mark(header: str, body: str, pieces: _Pieces) -> None:
    """Sort the lines of a section into quotation and own words."""
    lines = body.split("\n")
    marked = sum(line.startswith(">") for line in lines)
    if not header and marked < 2:  # "> 5000 kWh" is no quotation
        pieces.own.append(body)
        return
    segment: list[str] = []
    quoted = [header] if header else []
    for line in lines:
        if line.startswith(">"):
            quoted.append(line)
            pieces.own.append("\n".join(segment))
            segment = []
        else:
            segment.append(line)
    pieces.own.append("\n".join(segment))
    pieces.quoted.append("\n".join(quoted))


def _unquoted(text: str) -> str:
    """A forwarded mail without the `> ` that iPhones put before its lines."""
    lines = text.split("\n")
    marked = sum(line.startswith(">") for line in lines)
    if marked * 2 < len(lines):
        return text
    return _BLANK_RUN.sub("\n\n", "\n".join(_QUOTE_MARK.sub("", line, count=1) for line in lines)).strip()


def _delimited(signature: str) -> bool:
    """Whether the writer's client marked the signature, so that all after it is one."""
    return signature.lstrip("\n").startswith(("--\n", "__\n"))


def _afterthoughts(signature: str) -> list[str]:
    """What was written below the name: a postscript, or a paragraph that asks."""
    if postscript := _POSTSCRIPT.search(signature):
        return [signature[postscript.start() :].strip()]
    return [part for part in signature.split("\n\n")[1:] if part.rstrip().endswith("?")]
