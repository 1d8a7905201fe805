"""The supplier over HTTP."""

from fastapi import APIRouter

from backend_api.dependencies import ReadingSession
from backend_api.errors import NotFoundError, listed
from backend_api.supplier import service
from backend_api.supplier.schemas import SupplierOut

router = APIRouter(tags=["supplier"])


@router.get("/supplier", responses=listed(NotFoundError))
async def get_supplier(session: ReadingSession) -> SupplierOut:
    """Name, ways to reach people, opening hours and emergency numbers; nobody has to be known."""
    return await service.describe(session)
