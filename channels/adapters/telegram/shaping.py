"""Our messages as Telegram's: pieces of text, pictures, papers and a keyboard; pure.

Texts go without a parse mode, so nothing in them is formatting and nothing needs an escape: Telegram shows every
character as it is.
"""

import dataclasses
import re
from dataclasses import dataclass, field

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.constants import FileSizeLimit, InlineKeyboardButtonLimit, MessageLimit

from channels.contract import ASK_PHONE, Button, OutboundFile, OutboundMessage
from channels.errors import FinalError

LONGEST_TEXT = MessageLimit.MAX_TEXT_LENGTH.value
LONGEST_CAPTION = MessageLimit.CAPTION_LENGTH.value
"""Characters (Bot API 10.0, `sendMessage`, `sendPhoto`; read 2026-11); counted here as UTF-16 units, the strictest
reading, since Telegram counts its own offsets so."""
LONGEST_TOKEN = InlineKeyboardButtonLimit.MAX_CALLBACK_DATA.value
"""Bytes of `callback_data` (Bot API 10.0, `InlineKeyboardButton`; read 2026-11)."""
LARGEST_PICTURE = FileSizeLimit.PHOTOSIZE_UPLOAD.value
LARGEST_FILE = FileSizeLimit.FILESIZE_UPLOAD.value
"""Bytes a bot may send as a photo and as a document (Bot API 10.0, "Sending files"; read 2026-11)."""
PICTURE_TYPES = frozenset({"image/png", "image/jpeg", "image/webp"})
"""What Telegram shows as a photo; other pictures go as documents."""
ONE_ROW_BUTTONS, ONE_ROW_CHARACTERS = 3, 24
"""So many short buttons stand side by side on a phone; our own choice."""


TEXT_SPLIT, PICTURE_AS_DOCUMENT = "text_split", "picture_as_document"
"""Notes on what had to be shown otherwise."""

type Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup

_BOUNDARIES = (re.compile(r"\n\s*\n"), re.compile(r"[.!?…][\"'»”“)]?\s+|\n"), re.compile(r"\s+"))
"""Where a text may be cut, the best first: between paragraphs, sentences or lines, words."""


@dataclass(frozen=True, slots=True)
class Part:
    """One call of the Bot API: a piece of text, or a file."""

    text: str = field(default="", repr=False)
    """Of the message, or the caption of the file."""
    file: OutboundFile | None = None
    as_picture: bool = False
    keyboard: Keyboard | None = field(default=None, repr=False)
    note: str | None = None
    """What had to be shown otherwise."""


def parts_of(message: OutboundMessage) -> list[Part]:
    """The calls that make up a message; the keyboard stands under the last one.

    Raises:
        FinalError: There is nothing to send, or more than Telegram takes.
    """
    texts = pieces(message.text, LONGEST_TEXT)
    parts = [Part(text, note=TEXT_SPLIT if len(texts) > 1 else None) for text in texts]
    parts += [_file_part(file) for file in message.files]
    if not parts:
        raise FinalError("empty")
    parts[-1] = dataclasses.replace(parts[-1], keyboard=_keyboard(message))
    return parts


def _file_part(file: OutboundFile) -> Part:
    if len(file.content) > LARGEST_FILE:
        raise FinalError("too_large")
    caption = shortened(file.alt, LONGEST_CAPTION)
    if not file.media_type.startswith("image/"):
        return Part(caption, file)
    shown = file.media_type in PICTURE_TYPES and len(file.content) <= LARGEST_PICTURE
    return Part(caption, file, as_picture=shown, note=None if shown else PICTURE_AS_DOCUMENT)


def pieces(text: str, longest: int) -> list[str]:
    """A text in pieces, each cut at the end of a sentence where there is one in its second half.

    Args:
        text: Of any length.
        longest: UTF-16 units of a piece.
    """
    rest, found = text.strip(), []
    while rest:
        start = _start_of(rest, longest)
        end = len(rest) if len(start) == len(rest) else _cut(start)
        found.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return found


def shortened(text: str, longest: int) -> str:
    """A text of at most so many UTF-16 units, with an ellipsis where it was longer."""
    text = text.strip()
    start = _start_of(text, longest)
    return text if start == text else _start_of(text, longest - 1).rstrip() + "…"


def _start_of(text: str, longest: int) -> str:
    return text.encode("utf-16-le", "replace")[: longest * 2].decode("utf-16-le", "ignore")


def _cut(start: str) -> int:
    for boundary in _BOUNDARIES:
        ends = [match.end() for match in boundary.finditer(start)]
        if ends and ends[-1] > len(start) // 2:
            return ends[-1]
    return len(start)


def _keyboard(message: OutboundMessage) -> Keyboard | None:
    title = message.data.get(ASK_PHONE)
    if message.buttons:
        return InlineKeyboardMarkup(_rows(message.buttons))
    if isinstance(title, str) and title:
        share = KeyboardButton(title, request_contact=True)
        return ReplyKeyboardMarkup([[share]], resize_keyboard=True, one_time_keyboard=True)
    return None


def _rows(buttons: tuple[Button, ...]) -> list[list[InlineKeyboardButton]]:
    if any(not 1 <= len(button.payload.encode()) <= LONGEST_TOKEN for button in buttons):
        raise FinalError("button_token_too_long")
    drawn = [InlineKeyboardButton(button.title, callback_data=button.payload) for button in buttons]
    short = sum(len(button.title) for button in buttons) <= ONE_ROW_CHARACTERS
    return [drawn] if short and len(drawn) <= ONE_ROW_BUTTONS else [[button] for button in drawn]
