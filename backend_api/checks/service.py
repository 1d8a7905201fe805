"""Says of one typed value whether it can be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.checks.rules import normalised
from backend_api.checks.schemas import CheckOut
from backend_api.values import MalformedValueError

if TYPE_CHECKING:
    from backend_api.checks.schemas import CheckIn


def check(wanted: CheckIn) -> CheckOut:
    """The value as it would be stored, or what is wrong with it; nothing is looked up or kept."""
    try:
        return CheckOut(is_valid=True, normalised=normalised(wanted.kind, wanted.value, wanted.country), problem=None)
    except MalformedValueError as error:
        return CheckOut(is_valid=False, normalised=None, problem=error.problem)
