"""Offers over HTTP."""

from functools import partial

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from backend_api.activations.errors import NotActivatedError
from backend_api.contracts.schemas import ExpiringIn, ExpiringOut
from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import CurrentClock, Once, ReadingSession, Verified, scoped, staff
from backend_api.errors import (
    IdempotencyKeyMissingError,
    IdempotencyKeyReusedError,
    NotFoundError,
    RequestInvalidError,
    RoleMissingError,
    ScopeMissingError,
    listed,
    refusals,
)
from backend_api.offers import acceptance, expiring, service, withdrawing
from backend_api.offers.asking import AskedNow
from backend_api.offers.errors import (
    ApplicationInvalidError,
    OfferNotOpenError,
    OfferTextChangedError,
    OfferTextExistsError,
    OfferTextMissingError,
    RenewalNotPossibleError,
    WithdrawalNotPossibleError,
)
from backend_api.offers.schemas import (
    AcceptanceIn,
    AcceptanceOut,
    ApplicationIn,
    DeclineIn,
    OfferList,
    OfferOut,
    OfferWithText,
    RenewalOut,
    TextIn,
    TextList,
    TextOut,
    WithdrawalOut,
)
from backend_api.orders.errors import OrderInvalidError, OrderMoveRefusedError
from backend_api.parameters import ContractFilter, PathId
from backend_api.security import Scope

router = APIRouter(tags=["offers"])

_WRITES = (NotFoundError, IdempotencyKeyMissingError, IdempotencyKeyReusedError, RightMissingError)


@router.get("/offers", responses=refusals())
async def list_offers(
    session: ReadingSession, identity: Verified, clock: CurrentClock, contract_id: ContractFilter
) -> OfferList:
    """The customer's offers, also those that were accepted or are over; needs `verified`."""
    return await service.list_own(session, identity, contract_id, today=clock.today())


@router.get("/offers/{item_id}", responses=refusals(NotFoundError))
async def get_offer(
    session: ReadingSession, identity: Verified, clock: CurrentClock, offer_id: PathId
) -> OfferWithText:
    """One offer with the words that are agreed to; needs `verified`."""
    return await service.describe(session, identity, offer_id, today=clock.today())


@router.post(
    "/offers/{item_id}/acceptance",
    status_code=201,
    response_model=AcceptanceOut,
    responses=refusals(
        *_WRITES, OfferNotOpenError, OfferTextChangedError, RenewalNotPossibleError, OrderInvalidError,
        OrderMoveRefusedError,
        NotActivatedError,
    ),
)  # fmt: skip
async def accept_offer(
    identity: Verified, once: Once, asked: AskedNow, offer_id: PathId, wanted: AcceptanceIn
) -> JSONResponse:
    """Accept an offer or confirm an application; needs a `fresh` code bound to `offer:<id>`."""
    return await once(partial(acceptance.accept, once.session, identity, offer_id, wanted, asked))


@router.post("/offers/{item_id}/decline", response_model=OfferOut, responses=refusals(*_WRITES, OfferNotOpenError))
async def decline_offer(
    identity: Verified, once: Once, clock: CurrentClock, offer_id: PathId, wanted: DeclineIn
) -> JSONResponse:
    """Say no to an offer; needs `verified`."""
    del wanted
    return await once(partial(service.decline, once.session, identity, offer_id, now=once.now, clock=clock), status=200)


@router.post(
    "/offers/applications",
    status_code=201,
    response_model=OfferWithText,
    responses=refusals(*_WRITES, ApplicationInvalidError, OfferTextMissingError),
)
async def prepare_application(
    identity: Verified, once: Once, clock: CurrentClock, application: ApplicationIn
) -> JSONResponse:
    """Fill an application for new supply or a change of supplier in, for the customer to confirm; needs `verified`."""
    work = partial(service.prepare_application, once.session, identity, application, now=once.now, clock=clock)
    return await once(work)


@router.get("/contracts/{item_id}/renewal", responses=refusals(NotFoundError))
async def get_renewal(
    session: ReadingSession, identity: Verified, clock: CurrentClock, contract_id: PathId
) -> RenewalOut:
    """Whether a contract can be renewed now, and with which offers; needs `verified`."""
    return await service.describe_renewal(session, identity, contract_id, today=clock.today())


@router.post(
    "/contracts/{item_id}/offers",
    status_code=201,
    response_model=RenewalOut,
    responses=refusals(*_WRITES, RenewalNotPossibleError, OfferTextMissingError),
)
async def prepare_renewal(identity: Verified, once: Once, clock: CurrentClock, contract_id: PathId) -> JSONResponse:
    """Work renewal offers out from the real use of a contract; open ones stay while they are right."""
    work = partial(service.prepare_renewal, once.session, identity, contract_id, now=once.now, clock=clock)
    return await once(work)


@router.post(
    "/contracts/{item_id}/withdrawal",
    response_model=WithdrawalOut,
    responses=refusals(*_WRITES, WithdrawalNotPossibleError, OrderMoveRefusedError),
)
async def withdraw_contract(identity: Verified, once: Once, clock: CurrentClock, contract_id: PathId) -> JSONResponse:
    """Withdraw from a contract or renewal within 14 days; needs a `fresh` code bound to `contract:<id>`."""
    work = partial(withdrawing.withdraw, once.session, identity, contract_id, now=once.now, clock=clock)
    return await once(work, status=200)


@router.post(
    "/operations/contracts/expiring",
    response_model=ExpiringOut,
    responses=listed(IdempotencyKeyMissingError, IdempotencyKeyReusedError, RequestInvalidError, ScopeMissingError),
    dependencies=[Depends(scoped(Scope.OPERATIONS))],
)
async def find_expiring(once: Once, clock: CurrentClock, wanted: ExpiringIn) -> JSONResponse:
    """For a scheduler: find contracts that end in 60, 30, 14 or 3 days, prepare offers, and tell the customers once."""
    return await once(partial(expiring.find, once.session, wanted, now=once.now, clock=clock), status=200)


@router.get("/staff/offer-texts", responses=refusals(RoleMissingError), dependencies=[Depends(staff())])
async def list_texts(session: ReadingSession) -> TextList:
    """Every version of the words of offers; for staff."""
    return await service.list_texts(session)


@router.post(
    "/staff/offer-texts",
    status_code=201,
    response_model=TextOut,
    responses=refusals(*_WRITES, RoleMissingError, OfferTextExistsError),
    dependencies=[Depends(staff("back_office"))],
)
async def add_text(once: Once, text: TextIn) -> JSONResponse:
    """Store a new version of words; for the back office. Versions are never changed."""
    return await once(partial(service.add_text, once.session, text))
