"""What the pages of a document say about the whole, and what still has to come; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend_api.documents.models import PageState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_api.documents.models import DocumentState


@dataclass(frozen=True)
class PageCheck:
    """What is known of one page."""

    position: int
    state: PageState
    needs_signature: bool = False
    signature_seen: bool | None = None

    @property
    def is_there(self) -> bool:
        """Whether a file shows it that can be read."""
        return self.state in ("received", "accepted")

    @property
    def lacks_signature(self) -> bool:
        """Whether somebody looked and saw no signature where one has to be."""
        return self.needs_signature and self.signature_seen is False


def state_of(pages: Sequence[PageCheck]) -> DocumentState:
    """The state of the whole: nothing came, something is missing, all came, all is accepted."""
    if all(page.state == "missing" for page in pages):
        return "expected"
    if not all(page.is_there and not page.lacks_signature for page in pages):
        return "incomplete"
    return "accepted" if all(page.state == "accepted" for page in pages) else "complete"


def still_needed(pages: Sequence[PageCheck]) -> list[int]:
    """The page numbers to ask for: missing, unreadable, or without the signature they need."""
    return [page.position for page in pages if not page.is_there or page.lacks_signature]
