"""The BO4E library, imported when somebody asks for it: it is an extra."""

from __future__ import annotations

import warnings
from functools import cache
from importlib import import_module
from typing import Any

from backend_api.bo4e.errors import Bo4eMissingError


@cache
def library() -> Any:
    """The module ``bo4e``; raises Bo4eMissingError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its classes use an older form of pydantic's settings
            return import_module("bo4e")
    except ImportError as error:
        raise Bo4eMissingError from error


def dumped(thing: Any) -> dict[str, Any]:
    """A BO4E object as JSON has it, by its German names, without what is empty."""
    found: dict[str, Any] = thing.model_dump(mode="json", by_alias=True, exclude_none=True)
    return found


def attributes(**values: Any) -> list[Any]:
    """What BO4E has no field for, under our names."""
    make = library().ZusatzAttribut
    return [make(name=name, wert=value) for name, value in values.items() if value is not None]


def attribute(thing: Any, name: str) -> str | None:
    """One of them, as text."""
    for entry in thing.zusatz_attribute or ():
        if entry.name == name and entry.wert is not None:
            return str(entry.wert)
    return None
