"""A company's sites over HTTP."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import Once, ReadingSession, Verified
from backend_api.errors import IdempotencyKeyMissingError, IdempotencyKeyReusedError, NotFoundError, refusals
from backend_api.parameters import PathId
from backend_api.sites import service
from backend_api.sites.errors import SiteInvalidError
from backend_api.sites.schemas import SiteIn, SiteList, SiteOut, SitePointsIn

router = APIRouter(tags=["sites"])

_REFUSALS = refusals(
    NotFoundError, RightMissingError, SiteInvalidError, IdempotencyKeyMissingError, IdempotencyKeyReusedError
)


@router.get("/sites", responses=refusals())
async def list_sites(session: ReadingSession, identity: Verified) -> SiteList:
    """The company's tree of sites with the service points of each; needs `verified`."""
    return await service.list_own(session, identity)


@router.post("/sites", status_code=201, response_model=SiteOut, responses=_REFUSALS)
async def add_site(identity: Verified, once: Once, site: SiteIn) -> JSONResponse:
    """Add a site; for those who name people. At most six levels."""
    return await once(partial(service.add, once.session, identity, site, now=once.now))


@router.put("/sites/{item_id}", response_model=SiteOut, responses=_REFUSALS)
async def change_site(identity: Verified, once: Once, item_id: PathId, site: SiteIn) -> JSONResponse:
    """Rename a site or hang it below another one; for those who name people."""
    return await once(partial(service.change, once.session, identity, item_id, site), status=200)


@router.put("/sites/{item_id}/service-points", response_model=SiteOut, responses=_REFUSALS)
async def put_site_points(identity: Verified, once: Once, item_id: PathId, points: SitePointsIn) -> JSONResponse:
    """Say which service points belong to a site; for those who name people."""
    return await once(partial(service.put_points, once.session, identity, item_id, points), status=200)
