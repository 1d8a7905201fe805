"""What the ticket routes ask for: a ticket's number, the settings of deadlines, the staff who work on tickets."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Path

from backend_api.dependencies import Wired, staff
from backend_api.security import Identity


async def ticket_number(
    number: Annotated[str, Path(max_length=40, description="The ticket's number, such as `T-100234`.")],
) -> str:
    """The number in the path; one that cannot be stored is replaced by one that nothing has."""
    return number if number.isascii() and number.isprintable() else "-"


async def complaint_days(wired: Wired) -> Mapping[str, int]:
    """Days of deadlines that the settings change, by the name of a rule."""
    return wired.settings.complaint_days


TicketNumber = Annotated[str, Depends(ticket_number)]
ComplaintDays = Annotated[Mapping[str, int], Depends(complaint_days)]
CareStaff = Annotated[Identity, Depends(staff("agent", "team_lead", "back_office"))]
