"""How much of a mail is taken apart (`threat-model.md` D17), and the watch on the time it takes."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from channels.mail.content import MailRefusedError, RefusalReason

MEBIBYTE = 1024 * 1024
LARGEST_MAIL = 25 * MEBIBYTE
"""Bytes, as they come over the wire: what the large providers send at most (Gmail and Outlook 25 MB, 2026-11)."""


@dataclass(frozen=True, slots=True)
class MailLimits:
    """The caps; each has its reason in `RefusalReason`."""

    max_bytes: int = LARGEST_MAIL
    max_header_bytes: int = 128 * 1024
    """Of all header fields of all parts together; Postfix' `header_size_limit` is 102,400."""
    max_header_fields: int = 1_000
    """Over all parts."""
    max_parts: int = 100
    """Every node of the MIME tree; Postfix' `mime_nesting_limit` of 100 bounds the same thing by depth."""
    max_depth: int = 12
    """Levels of the MIME tree; a mail forwarded three times as an attachment has ten."""
    max_files: int = 30
    max_text_chars: int = 150_000
    """Of all texts together, as they are read, quotations included; longer is refused, not cut."""
    max_text_lines: int = 10_000
    """Of the same; a thread of thirty long answers has about 3,000."""
    max_source_chars: int = 500_000
    """Of one text part as it came: Outlook writes five characters of HTML for one of text."""
    min_bytes_per_line: int = 30
    """On average, beyond `max_text_lines`: base64 has 60 to 76, and short lines are slow to take apart."""
    max_cpu_seconds: float = 0.25
    """D17; of this thread."""
    extra_cpu_seconds_per_mebibyte: float = 0.02
    """A mail of photos is no bomb: splitting and decoding base64 takes 10 to 15 ms for each MiB."""

    def cpu_seconds(self, size: int) -> float:
        """What a mail of so many bytes may take."""
        return self.max_cpu_seconds + self.extra_cpu_seconds_per_mebibyte * size / MEBIBYTE


class Budget:
    """CPU time left for one mail."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.thread_time) -> None:
        """Start the watch.

        Args:
            seconds: What may be spent.
            clock: CPU time of this thread in seconds.
        """
        self._clock = clock
        self._until = clock() + seconds

    def check(self) -> None:
        """Ask whether there is time left; called between steps that are themselves bounded.

        Raises:
            MailRefusedError: There is not.
        """
        if self._clock() > self._until:
            raise MailRefusedError(RefusalReason.TOO_SLOW)
