"""Checks of typed values over HTTP."""

from fastapi import APIRouter

from backend_api.checks import service
from backend_api.checks.schemas import CheckIn, CheckOut

router = APIRouter(tags=["checks"])


@router.post("/checks")
async def check_value(value: CheckIn) -> CheckOut:
    """Check a meter, line, tax or other number while it is typed; anybody may ask, nothing is stored."""
    return service.check(value)
