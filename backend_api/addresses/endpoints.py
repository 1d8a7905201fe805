"""The address check over HTTP."""

from fastapi import APIRouter

from backend_api.addresses import service
from backend_api.addresses.schemas import AddressCheckOut, AddressIn
from backend_api.dependencies import ReadingSession

router = APIRouter(tags=["checks"])


@router.post("/addresses/check")
async def check_address(session: ReadingSession, address: AddressIn) -> AddressCheckOut:
    """Check an address while it is typed; anybody may ask, nothing is stored."""
    return await service.check(session, address)
