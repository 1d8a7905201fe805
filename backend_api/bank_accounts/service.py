"""Checks IBANs, stores the account a customer pays from, and shows it masked."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast

from backend_api.bank_accounts import repository
from backend_api.bank_accounts.errors import IbanInvalidError
from backend_api.bank_accounts.iban import Account, mask, parse
from backend_api.bank_accounts.models import BankAccount
from backend_api.bank_accounts.schemas import BankAccountList, BankAccountOut, IbanCheckOut
from backend_api.customers.rights import rights_of
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.numbers.service import next_number
from backend_api.supplier import repository as supplier
from backend_api.values import MalformedValueError

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Literal

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.bank_accounts.schemas import BankAccountIn, IbanIn
    from backend_api.security import Identity

    Problem = Literal[
        "characters", "country", "length", "check_digit", "account_check_digit", "bank", "account", "ours"
    ]

_PREFIX = 16


async def check(session: AsyncSession, wanted: IbanIn) -> IbanCheckOut:
    """Whether an IBAN can be right, and which bank it is at; nothing is stored."""
    try:
        account = await _of_a_customer(session, wanted.iban)
    except MalformedValueError as error:
        return IbanCheckOut(
            is_valid=False,
            iban=None,
            bic=None,
            bank_name=None,
            country=None,
            problem=cast("Problem", error.problem),
            confirm_as=None,
        )
    return IbanCheckOut(
        is_valid=True,
        iban=account.iban,
        bic=account.bic,
        bank_name=account.bank_name,
        country=account.country,
        problem=None,
        confirm_as=bound_to(account.iban),
    )


def bound_to(iban: str) -> str:
    """What a fresh code for this account is bound to: the number itself stays out of facts and logs."""
    return f"bank_account:{hashlib.sha256(iban.encode()).hexdigest()[:_PREFIX]}"


async def store(
    session: AsyncSession, identity: Identity, wanted: BankAccountIn, *, now: datetime, today: date
) -> BankAccountOut:
    """Store the account a customer pays from; the one before is kept as replaced.

    Raises:
        IbanInvalidError: The IBAN cannot be right.
        IdentityLevelTooLowError: A fresh code bound to this very account is needed.
        RightMissingError: The person may not change bank details.
        NotFoundError: The customer is gone.
    """
    account = await _parsed(session, wanted.iban)
    customer_id = identity.require_fresh(bound_to(account.iban))
    (await rights_of(session, identity)).require("bank_details")
    name = await repository.lock_customer(session, customer_id)
    if name is None:
        raise NotFoundError
    former = await repository.lock_active_of(session, customer_id)
    if former is not None and former.iban == account.iban:
        return _out(former)
    if former is not None:
        former.state, former.active_guard, former.replaced_at = "replaced", None, now
        await repository.store(session, former)
    stored = BankAccount(
        customer_id=customer_id,
        iban=account.iban,
        bic=account.bic,
        bank_name=account.bank_name,
        holder_name=wanted.holder_name or name,
        mandate_reference=await next_number(session, "mandate"),
        mandate_signed_on=today,
        state="active",
        active_guard=1,
        created_at=now,
        replaced_at=None,
    )
    await repository.store(session, stored)
    await emit(session, "customer_changed", customer_id=customer_id, about={"changed": ["bank_account"]}, at=now)
    return _out(stored)


async def list_own(session: AsyncSession, identity: Identity) -> BankAccountList:
    """The customer's accounts, masked.

    Raises:
        RightMissingError: The person may not see bank details.
    """
    if identity.person_id is not None:
        (await rights_of(session, identity)).require("bank_details")
    items = [_out(account) for account in await repository.list_own(session, identity)]
    return BankAccountList(items=items, total=len(items))


async def _parsed(session: AsyncSession, text: str) -> Account:
    try:
        return await _of_a_customer(session, text)
    except MalformedValueError as error:
        raise IbanInvalidError(error.problem) from error


async def _of_a_customer(session: AsyncSession, text: str) -> Account:
    """Read an account that a customer can pay from: one that we are paid to is none."""
    account = parse(text)
    if await supplier.is_paid_to(session, account.iban):
        raise MalformedValueError("ours")
    return account


def _out(account: BankAccount) -> BankAccountOut:
    return BankAccountOut(
        id=account.id,
        iban=mask(account.iban),
        bic=account.bic,
        bank_name=account.bank_name,
        holder_name=account.holder_name,
        mandate_reference=account.mandate_reference,
        mandate_signed_on=account.mandate_signed_on,
        state=account.state,
    )
