"""Bank accounts over HTTP."""

from functools import partial

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from backend_api.bank_accounts import service
from backend_api.bank_accounts.errors import IbanInvalidError
from backend_api.bank_accounts.schemas import BankAccountIn, BankAccountList, BankAccountOut, IbanCheckOut, IbanIn
from backend_api.customers.errors import RightMissingError
from backend_api.dependencies import CurrentClock, Once, ReadingSession, Verified
from backend_api.errors import IdempotencyKeyMissingError, IdempotencyKeyReusedError, NotFoundError, refusals

router = APIRouter()


@router.post("/bank-accounts/check", tags=["checks"])
async def check_iban(session: ReadingSession, iban: IbanIn) -> IbanCheckOut:
    """Check an IBAN while it is typed and name its bank; anybody may ask, nothing is stored."""
    return await service.check(session, iban)


@router.get("/bank-accounts", tags=["bank accounts"], responses=refusals(RightMissingError))
async def list_bank_accounts(session: ReadingSession, identity: Verified) -> BankAccountList:
    """The accounts the customer pays and paid from, masked; needs `verified`."""
    return await service.list_own(session, identity)


@router.post(
    "/bank-accounts",
    tags=["bank accounts"],
    status_code=201,
    response_model=BankAccountOut,
    responses=refusals(
        NotFoundError, RightMissingError, IbanInvalidError, IdempotencyKeyMissingError, IdempotencyKeyReusedError
    ),
)
async def store_bank_account(
    identity: Verified, once: Once, clock: CurrentClock, account: BankAccountIn
) -> JSONResponse:
    """Store the account to pay from with a mandate; needs `fresh`, bound to what `POST /bank-accounts/check` names."""
    work = partial(service.store, once.session, identity, account, now=once.now, today=clock.today())
    return await once(work)
