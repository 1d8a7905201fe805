"""How a reading can be refused.

BackendError
├── ReadingImplausibleError    422 reading_implausible, with the range that is expected and ``needs: photo``
├── ReadingDuplicateError      409 reading_duplicate
├── ReadingInFutureError       422 reading_in_future
├── ReadingTooOldError         422 reading_too_old
├── RegisterUnknownError       422 register_unknown, with the registers that are
├── MeterNumberDiffersError    422 meter_number_differs
├── NoMeterError               422 no_meter
└── ReviewDecidedError         409 review_decided
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.errors import BackendError

if TYPE_CHECKING:
    from backend_api.readings.plausibility import Verdict
    from backend_api.readings.registers import RegisterCode


class ReadingImplausibleError(BackendError):
    """The value cannot be right as far as the history says; with a photo of the meter a person looks at it."""

    status, code, message = 422, "reading_implausible", "The value is out of the expected range."

    def __init__(self, register_code: RegisterCode, verdict: Verdict, unit: str, *, tell: bool) -> None:
        super().__init__(f"{register_code}: {verdict.problem}")
        self.register_code, self.verdict, self.unit, self.tell = register_code, verdict, unit, tell

    def details(self) -> dict[str, Any]:
        """What is wrong and what is needed; the range only for somebody who may see consumption.

        Problems: ``below_last``, ``too_high``, ``above_next``, ``too_many_digits``.
        """
        known = self.verdict if self.tell else None
        bounds = {"lowest": known.lowest, "highest": known.highest} if known else {"lowest": None, "highest": None}
        expected = {name: None if value is None else float(value) for name, value in bounds.items()}
        return {
            "details": {
                "register_code": self.register_code,
                "problem": self.verdict.problem,
                "needs": "photo",
                "expected": {**expected, "unit": self.unit} if known and known.lowest is not None else None,
            }
        }


class ReadingDuplicateError(BackendError):
    """The register was read on this day already."""

    status, code, message = 409, "reading_duplicate", "There is a reading of this day already."


class ReadingInFutureError(BackendError):
    """The day is not there yet."""

    status, code, message = 422, "reading_in_future", "A reading cannot be of a day to come."


class ReadingTooOldError(BackendError):
    """The day is further back than readings are taken."""

    status, code, message = 422, "reading_too_old", "The day is too far back for a reading."


class RegisterUnknownError(BackendError):
    """The meter has no such register, or one of its registers is missing in what was handed in."""

    status, code, message = 422, "register_unknown", "These are not the registers of this meter."

    def __init__(self, codes: list[RegisterCode]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes

    def details(self) -> dict[str, Any]:
        """The registers that the meter has."""
        return {"details": {"registers": self.codes}}


class MeterNumberDiffersError(BackendError):
    """Another meter hangs there."""

    status, code, message = 422, "meter_number_differs", "This is not the number of the meter at this place."


class NoMeterError(BackendError):
    """A line has no meter."""

    status, code, message = 422, "no_meter", "There is no meter at this service point."


class ReviewDecidedError(BackendError):
    """Somebody has decided already."""

    status, code, message = 409, "review_decided", "Somebody has decided about this reading already."
