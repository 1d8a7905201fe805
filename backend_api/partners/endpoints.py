"""Partners over HTTP: their own pages, and the staff's."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import JSONResponse

from backend_api.dependencies import CurrentClock, Once, PartnerUser, ReadingSession, staff
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RoleMissingError,
    refusals,
)
from backend_api.parameters import PathId
from backend_api.partners import news, service
from backend_api.partners.errors import CategoryUnknownError, ChangeInThePastError, ChangeKnownError
from backend_api.partners.schemas import (
    CategoryChangeIn,
    NewsIn,
    NewsKindName,
    NewsList,
    NewsOut,
    PartnerDetail,
    PartnerList,
    PartnerOut,
)
from backend_api.products.endpoints import Language
from backend_api.security import Identity

router = APIRouter(tags=["partners"])

Staff = Annotated[Identity, Depends(staff())]
PartnerDesk = Annotated[Identity, Depends(staff("back_office", "team_lead"))]
_WRITES = (IdempotencyKeyMissingError, IdempotencyKeyReusedError)


async def partner_number(number: Annotated[str, Path(max_length=40, description="`H-` and digits.")]) -> str:
    """The number in the path; one that cannot be stored is replaced by one that nothing has."""
    return number.upper() if number.isascii() and number.isprintable() else "-"


PartnerNumber = Annotated[str, Depends(partner_number)]


@router.get("/partner", responses=refusals(RoleMissingError, NotFoundError))
async def get_own_partner(session: ReadingSession, identity: PartnerUser, clock: CurrentClock) -> PartnerOut:
    """The partner with its category today and the next change; needs a partner's person."""
    return await service.describe_own(session, identity, today=clock.today())


@router.get("/partner/news", responses=refusals(RoleMissingError, NotFoundError))
async def list_partner_news(
    session: ReadingSession,
    identity: PartnerUser,
    clock: CurrentClock,
    kind: Annotated[NewsKindName | None, Query(description="Only this kind.")] = None,
    language: Language = "en",
) -> NewsList:
    """News, rules and documents that the partner's category may see today; needs a partner's person."""
    return await news.list_own(session, identity, kind, language, today=clock.today())


@router.get("/partner/news/{item_id}", responses=refusals(RoleMissingError, NotFoundError))
async def get_partner_news(
    session: ReadingSession, identity: PartnerUser, clock: CurrentClock, news_id: PathId, language: Language = "en"
) -> NewsOut:
    """One of them; one for other categories does not exist. Needs a partner's person."""
    return await news.describe(session, identity, news_id, language, today=clock.today())


@router.get("/staff/partners", responses=refusals(RoleMissingError))
async def list_partners(session: ReadingSession, person: Staff, clock: CurrentClock) -> PartnerList:
    """Every partner; needs a staff member."""
    del person
    return await service.list_all(session, today=clock.today())


@router.get("/staff/partners/{number}", responses=refusals(RoleMissingError, NotFoundError))
async def get_partner(
    session: ReadingSession, person: Staff, clock: CurrentClock, number: PartnerNumber
) -> PartnerDetail:
    """One partner with its history; needs a staff member."""
    del person
    return await service.describe(session, number, today=clock.today())


@router.post(
    "/staff/partners/{number}/category-changes",
    status_code=201,
    response_model=PartnerDetail,
    responses=refusals(
        RoleMissingError, NotFoundError, CategoryUnknownError, ChangeInThePastError, ChangeKnownError, *_WRITES
    ),
)
async def change_category(
    person: PartnerDesk, clock: CurrentClock, once: Once, number: PartnerNumber, change: CategoryChangeIn
) -> JSONResponse:
    """Raise or lower a partner from a coming day on; orders from before keep their price. Needs back office or lead."""
    work = partial(service.change_category, once.session, person, number, change, today=clock.today(), now=once.now)
    return await once(work)


@router.post(
    "/staff/partner-news",
    status_code=201,
    response_model=NewsOut,
    responses=refusals(RoleMissingError, CategoryUnknownError, *_WRITES),
)
async def publish_news(person: PartnerDesk, once: Once, entry: NewsIn) -> JSONResponse:
    """Tell partners of some categories something; needs back office or team lead."""
    del person
    return await once(partial(news.publish, once.session, entry))
