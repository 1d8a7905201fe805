"""What the return routes ask for: a return's number, and the settings of periods."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Path

from backend_api.dependencies import Wired, staff
from backend_api.security import Identity


async def return_number(
    number: Annotated[str, Path(max_length=40, description="The return's number, such as `RT-600001`.")],
) -> str:
    """The number in the path; one that cannot be stored is replaced by one that nothing has."""
    return number if number.isascii() and number.isprintable() else "-"


async def return_days(wired: Wired) -> Mapping[str, int]:
    """Days of periods that the settings change, by the name of a rule."""
    return wired.settings.return_days


ReturnNumber = Annotated[str, Depends(return_number)]
ReturnDays = Annotated[Mapping[str, int], Depends(return_days)]
CareStaff = Annotated[Identity, Depends(staff("agent", "team_lead", "back_office"))]
WarehouseStaff = Annotated[Identity, Depends(staff("back_office", "team_lead"))]
