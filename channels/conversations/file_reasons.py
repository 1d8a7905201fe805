"""Why a customer's file is not taken; imports nothing, so that the process that opens files starts quickly."""

from enum import StrEnum


class FileReason(StrEnum):
    """Closed; each has its sentence `file_refused_<reason>` in the gateway's words."""

    TYPE = "type"
    SIZE = "size"
    """In bytes, or in pixels."""
    COUNT = "count"
    UNREADABLE = "unreadable"
    """Damaged, cut off, locked with a password, or not what it says it is."""
    ACTIVE_CONTENT = "active_content"
    """A script, a hidden file or an action in a document."""
    INFECTED = "infected"
    NOT_CHECKED = "not_checked"
    """The scanner or this machine could not do it now: the only reason that goes away by itself."""


class UnfitFileError(Exception):
    """A file is not taken."""

    def __init__(self, reason: FileReason) -> None:
        """Keep the reason."""
        super().__init__(reason.value)
        self.reason = reason
