"""One replaced function of Rasa, which is refused when the original is not the one that was read."""

from __future__ import annotations

import hashlib
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MISSING = "missing"
"""In the place of a source's hash: Rasa has no such method, we add it."""


class RasaChanged(RuntimeError):
    """The function to be overridden is not the one that was read."""


@dataclass(frozen=True)
class Override:
    """One replaced or added function."""

    owner: type
    name: str
    source_hash: str
    """SHA-256 of the original's source, dedented, first 16 hex digits; or `MISSING`."""
    replacement: Callable[..., Any]

    @property
    def original(self) -> Callable[..., Any] | None:
        """The function as Rasa wrote it, also after the override was applied; None if it wrote none."""
        attribute = inspect.getattr_static(self.owner, self.name, None)
        function = attribute.__func__ if isinstance(attribute, staticmethod) else attribute
        original: Callable[..., Any] | None = getattr(function, "overridden", function)
        return original

    def check(self) -> None:
        """Compare the original with what was read.

        Raises:
            RasaChanged: It differs.
        """
        original = self.original
        if (MISSING if original is None else source_hash(original)) != self.source_hash:
            raise RasaChanged(f"{self.owner.__name__}.{self.name} is not the one of Rasa 3.6.21.")

    def apply(self) -> None:
        """Check, then replace; a second time does nothing."""
        self.check()
        original = self.original
        attribute = inspect.getattr_static(self.owner, self.name, None)
        self.replacement.overridden = original  # type: ignore[attr-defined]
        replacement: Any = self.replacement
        setattr(
            self.owner, self.name, staticmethod(replacement) if isinstance(attribute, staticmethod) else replacement
        )


def source_hash(function: Callable[..., Any]) -> str:
    """Hash a function's source so that moving it about in its file does not matter."""
    return hashlib.sha256(textwrap.dedent(inspect.getsource(function)).encode()).hexdigest()[:16]
