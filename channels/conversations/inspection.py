"""What becomes of the files of a message, on every channel: taken for what they are, or refused with a reason.

Each file is opened by `opener`, and asked about at the virus scanner if there is one; a scanner that does not answer
lets nothing through.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Protocol

import structlog

from channels.contract import InboundFile
from channels.conversations.attachments import KINDS, StoredFile
from channels.conversations.file_reasons import FileReason, UnfitFileError
from channels.conversations.opener import Opener
from channels.conversations.virus_scan import ClamAv, ScannerUnavailableError, Verdict
from channels.errors import (
    FILE_ACTIVE,
    FILE_INFECTED,
    FILE_NOT_CHECKED,
    FILE_UNREADABLE,
    TOO_LARGE,
    TYPE_REFUSED,
    Refusal,
)
from channels.keys import new_token

log = structlog.get_logger("channels.files")

MOST_FILES = 10
"""Of one message; as many as Telegram puts into one album and mail programs rarely exceed."""
LARGEST_ARRIVAL = 20_000_000
"""Bytes. Photos of today's phones are larger than what is stored, and are made smaller; this is what Telegram gives out
(https://core.telegram.org/bots/api#getfile, checked 2026-11) and more than an MMS or most mail servers carry."""
LONGEST_TITLE = 120
_ENDINGS = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
}
"""How files of a stored type may be called; one called otherwise gets the first."""
_LONGEST_ENDING = 6


_REFUSALS = {
    FileReason.TYPE: TYPE_REFUSED,
    FileReason.SIZE: TOO_LARGE,
    FileReason.COUNT: TOO_LARGE,
    FileReason.UNREADABLE: FILE_UNREADABLE,
    FileReason.ACTIVE_CONTENT: FILE_ACTIVE,
    FileReason.INFECTED: FILE_INFECTED,
    FileReason.NOT_CHECKED: FILE_NOT_CHECKED,
}


class Scanner(Protocol):
    """Tells whether a file is infected."""

    async def scan(self, content: bytes) -> Verdict:
        """Look at a file; raises ScannerUnavailableError."""
        ...


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken."""

    name: str
    """As the customer knows it, shortened and on one line."""
    reason: FileReason


@dataclass(frozen=True, slots=True)
class Inspected:
    """The files of one message; both in the order in which they came."""

    taken: tuple[StoredFile, ...] = field(default=(), repr=False)
    refused: tuple[RefusedFile, ...] = ()


def refusal_of(file: RefusedFile) -> Refusal:
    """The same for who sent it over HTTP."""
    return _REFUSALS[file.reason]


class Inspection:
    """Looks at the files of messages."""

    def __init__(self, at_most_bytes: int, scanner: Scanner | None, *, opener: Opener | None = None) -> None:
        """Take the limit of one stored file in bytes, and the scanner if there is one."""
        self._scanner = scanner
        self._opener = opener or Opener(at_most_bytes)

    @classmethod
    def of(cls, at_most_bytes: int, clamav_address: str | None) -> "Inspection":
        """As the settings want it; raises ValueError when the scanner's address is none."""
        return cls(at_most_bytes, ClamAv(clamav_address) if clamav_address else None)

    async def inspect(self, files: Sequence[InboundFile]) -> Inspected:
        """Look at the files of one message; of more than `MOST_FILES` the others are refused unseen."""
        looked_at = await asyncio.gather(*(self._look_at(file) for file in files[:MOST_FILES]))
        beyond = [RefusedFile(_shown(file.name), FileReason.COUNT) for file in files[MOST_FILES:]]
        for refused in (*(found for found in looked_at if isinstance(found, RefusedFile)), *beyond):
            log.info("file_refused", reason=refused.reason.value)
        return Inspected(
            tuple(found for found in looked_at if isinstance(found, StoredFile)),
            (*(found for found in looked_at if isinstance(found, RefusedFile)), *beyond),
        )

    async def _look_at(self, file: InboundFile) -> StoredFile | RefusedFile:
        try:
            return await self._taken(file)
        except UnfitFileError as error:
            return RefusedFile(_shown(file.name), error.reason)

    async def _taken(self, file: InboundFile) -> StoredFile:
        if len(file.content) > LARGEST_ARRIVAL:
            raise UnfitFileError(FileReason.SIZE)
        found = await self._opener.open(file.content)
        await self._scan(file.content)
        title = _titled(file.name, found.media_type)
        return StoredFile(new_token(), KINDS[found.media_type], found.media_type, title, found.content)

    async def _scan(self, content: bytes) -> None:
        """Pass a clean file; what came is scanned, not what we made of it."""
        if self._scanner is None:
            return
        try:
            verdict = await self._scanner.scan(content)
        except ScannerUnavailableError as error:
            log.warning("scanner_unavailable", code=str(error))
            raise UnfitFileError(FileReason.NOT_CHECKED) from error
        if verdict.infected:
            log.warning("file_infected", signature=verdict.signature)
            raise UnfitFileError(FileReason.INFECTED)


def _shown(name: str) -> str:
    """A name without its folders, line breaks and signs that turn the writing round."""
    bare = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in bare if letter.isprintable()).strip()[:LONGEST_TITLE] or "file"


def _titled(name: str, media_type: str) -> str:
    """The name a file is offered under; its ending is that of its content."""
    shown, endings = _shown(name), _ENDINGS[media_type]
    stem, ending = PurePath(shown).stem, PurePath(shown).suffix
    if ending.lower() in endings:
        return shown
    kept = stem if 1 < len(ending) <= _LONGEST_ENDING else shown
    return kept[: LONGEST_TITLE - len(endings[0])] + endings[0]
