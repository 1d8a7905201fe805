"""How papers and files can be refused."""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class CodeInvalidError(BackendError):
    """What was typed is no code: too short, a wrong character, or a wrong check character."""

    status, code, message = 422, "code_invalid", "That is not a code as it is printed on papers."

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def details(self) -> dict[str, Any]:
        """``length``, ``characters`` or ``check_digit``."""
        return {"details": {"problem": self.problem}}


class FileTooLargeError(BackendError):
    """The file is larger than what is taken in."""

    status, code, message = 413, "file_too_large", "The file is too large."

    def __init__(self, limit: int) -> None:
        super().__init__(str(limit))
        self.limit = limit

    def details(self) -> dict[str, Any]:
        """The most there may be, in bytes."""
        return {"details": {"limit_bytes": self.limit}}


class LengthMissingError(BackendError):
    """A file has to come with its length, so that one that is too large is refused before it is read."""

    status, code, message = 411, "length_missing", "The file has to come with a Content-Length."


class FileKindRefusedError(BackendError):
    """The bytes are of a kind that is not taken in, whatever name they came under."""

    status, code, message = 415, "file_kind_refused", "Files of this kind are not taken in."

    def __init__(self, taken: tuple[str, ...]) -> None:
        super().__init__("file_kind_refused")
        self.taken = taken

    def details(self) -> dict[str, Any]:
        """The kinds that are."""
        return {"details": {"taken": list(self.taken)}}


class PageUnknownError(BackendError):
    """The document has no such page."""

    status, code, message = 422, "page_unknown", "The document has no such page."


class PageNotThereError(BackendError):
    """A page that has not come cannot be checked."""

    status, code, message = 409, "page_not_there", "The page has not come yet."


class SignatureMissingError(BackendError):
    """A page that needs a signature cannot be accepted without one."""

    status, code, message = 409, "signature_missing", "The page needs a signature."
