"""Names of attached files, safe to show and to store under; and a name for those without one."""

import mimetypes
import re
import unicodedata
from email.message import Message
from pathlib import PurePath

from channels.mail.headers import raw_field, text_of
from channels.mail.parsing import Part

LONGEST_NAME = 120
"""Characters, the extension included; as the web chat keeps them."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Windows reads these as devices (learn.microsoft.com, Naming Files, 2026-11)."""


def file_name(part: Part) -> str:
    """The name a part claims, cleaned; made up from its type when it claims none."""
    name = clean_name(text_of(_readable(part).get_filename() or ""))
    if name:
        return name
    return "file" + (mimetypes.guess_extension(part.get_content_type()) or "")


def clean_name(claimed: str) -> str:
    """A name without folders, control or direction characters, leading or trailing dots."""
    last = PurePath(claimed.replace("\\", "/")).name if claimed.strip("./\\ ") else ""
    letters = (letter for letter in unicodedata.normalize("NFC", last) if letter.isprintable())
    name = _FORBIDDEN.sub("_", "".join(letters)).strip(". ")
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    stem, dot, extension = name.rpartition(".")
    if dot and len(extension) <= 10:
        return f"{stem[: LONGEST_NAME - len(extension) - 1]}.{extension}"
    return name[:LONGEST_NAME]


def without_doubles(name: str, taken: set[str]) -> str:
    """A name that is not taken yet; remembers it."""
    stem, dot, extension = name.rpartition(".")
    if not stem:
        stem, dot, extension = name, "", ""
    unique, number = name, 2
    while unique.casefold() in taken:
        unique, number = f"{stem} ({number}){dot}{extension}", number + 1
    taken.add(unique.casefold())
    return unique


def _readable(part: Part) -> Part:
    """The part's fields that hold a name, with names sent as bare 8-bit octets read as text."""
    if all(str(value).isascii() for _name, value in part.raw_items()):
        return part
    readable: Part = Message()
    for name in ("Content-Disposition", "Content-Type"):
        readable[name] = raw_field(part, name)
    return readable
