"""What is asked for and told about dunning."""

from typing import Literal

from pydantic import ConfigDict

from backend_api.schemas import Schema


class NoticesOut(Schema):
    """What was said about invoices in one run."""

    issued: int
    """For how many a new `invoice_issued` was emitted."""
    overdue: int
    """For how many a new `invoice_overdue` was emitted."""
    more: bool
    """Whether there is more to say: ask again."""


class StepsOut(Schema):
    """What was sent in one run."""

    reminded: int
    """Reminders."""
    dunned: int
    """Formal demands."""
    more: bool
    """Whether there is more to send: ask again."""


class StopIn(Schema):
    """Why an invoice is not followed up."""

    model_config = ConfigDict(extra="forbid")

    reason: Literal["complaint", "staff"]
    """`complaint` while one is open, `staff` for any other reason of ours."""
