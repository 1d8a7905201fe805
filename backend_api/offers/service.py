"""The customer's offers, and whether a contract can be renewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.contracts import repository as contracts
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.offers import applications, preparing, repository
from backend_api.offers.arithmetic import last_day
from backend_api.offers.errors import OfferNotOpenError, OfferTextExistsError
from backend_api.offers.models import OfferText
from backend_api.offers.permission import require_may_order
from backend_api.offers.schemas import (
    ApplicationForm,
    OfferList,
    OfferOut,
    OfferUse,
    OfferWithText,
    RenewalOut,
    TextList,
    TextOut,
)
from backend_api.offers.state import offer_state
from backend_api.schemas import Money
from backend_api.security import Level

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.clock import Clock
    from backend_api.offers.models import Offer
    from backend_api.offers.schemas import ApplicationIn, TextIn
    from backend_api.security import Identity


async def list_own(session: AsyncSession, identity: Identity, contract_id: UUID | None, *, today: date) -> OfferList:
    """All of them, or those for one contract."""
    offers = await repository.list_own(session, identity, contract_id)
    items = await _outs(session, offers, today)
    return OfferList(items=items, total=len(items))


async def describe(session: AsyncSession, identity: Identity, offer_id: UUID, *, today: date) -> OfferWithText:
    """One of them with its words; raises NotFoundError."""
    offer = await repository.find_own(session, identity, offer_id)
    if offer is None:
        raise NotFoundError
    return await with_text(session, offer, today)


async def describe_renewal(session: AsyncSession, identity: Identity, contract_id: UUID, *, today: date) -> RenewalOut:
    """Whether a contract can be renewed, and the offers that are open; raises NotFoundError."""
    contract = await contracts.find_own(session, identity, contract_id)
    if contract is None:
        raise NotFoundError
    judged = await preparing.judge(session, contract, today=today)
    offers = await repository.open_for_contract(session, contract.id, today)
    return RenewalOut(
        contract_id=contract.id,
        possible=judged.starts_on is not None,
        problems=list(judged.problems),
        starts_on=judged.starts_on,
        offers=await _outs(session, offers, today),
    )


async def prepare_renewal(
    session: AsyncSession, identity: Identity, contract_id: UUID, *, now: datetime, clock: Clock
) -> RenewalOut:
    """Work offers out for a contract of the customer; the open ones stay as long as they are still right.

    Raises:
        NotFoundError: The customer has no such contract.
        RenewalNotPossibleError: It cannot be renewed now, or there is no tariff to offer.
        OfferTextMissingError: There are no words to make an offer with.
    """
    identity.require(Level.VERIFIED)
    contract = await contracts.locked_own(session, identity, contract_id)
    if contract is None:
        raise NotFoundError
    today = clock.day_of(now)
    offers = await preparing.prepare(session, contract, today=today, now=now)
    return RenewalOut(
        contract_id=contract.id,
        possible=True,
        problems=[],
        starts_on=offers[0].starts_on,
        offers=await _outs(session, offers, today),
    )


async def prepare_application(
    session: AsyncSession, identity: Identity, wanted: ApplicationIn, *, now: datetime, clock: Clock
) -> OfferWithText:
    """Fill an application in for the customer to confirm; see ``applications.prepare`` for refusals."""
    today = clock.day_of(now)
    offer = await applications.prepare(session, identity, wanted, now=now, today=today)
    return await with_text(session, offer, today)


async def decline(
    session: AsyncSession, identity: Identity, offer_id: UUID, *, now: datetime, clock: Clock
) -> OfferOut:
    """Say no to an offer.

    Raises:
        NotFoundError: The customer has no such offer.
        OfferNotOpenError: It is not open any more.
        RightMissingError: Whoever acts may not order for the customer.
    """
    identity.require(Level.VERIFIED)
    offer = await repository.locked_own(session, identity, offer_id)
    if offer is None:
        raise NotFoundError
    await require_may_order(session, identity)
    today = clock.day_of(now)
    state = offer_state(offer, today)
    if state != "open":
        raise OfferNotOpenError(state)
    offer.declined_at = now
    await session.flush()
    about = {"offer_number": offer.number}
    await emit(session, "offer_declined", customer_id=offer.customer_id, about=about, at=now)
    return (await _outs(session, [offer], today))[0]


async def add_text(session: AsyncSession, wanted: TextIn) -> TextOut:
    """Store a new version of words; raises OfferTextExistsError."""
    text = OfferText(**wanted.model_dump())
    if not await repository.add_text(session, text):
        raise OfferTextExistsError
    return TextOut.model_validate(text)


async def list_texts(session: AsyncSession) -> TextList:
    """Every version of the words."""
    items = [TextOut.model_validate(text) for text in await repository.list_texts(session)]
    return TextList(items=items, total=len(items))


async def with_text(session: AsyncSession, offer: Offer, today: date) -> OfferWithText:
    """An offer that passed the gate, with its words."""
    out = (await _outs(session, [offer], today))[0]
    return OfferWithText(**dict(out), text=offer.text.body)


async def _outs(session: AsyncSession, offers: Sequence[Offer], today: date) -> list[OfferOut]:
    numbers = await repository.numbers_of_contracts(
        session, [offer.contract_id for offer in offers if offer.contract_id]
    )
    return [_out(offer, numbers.get(offer.contract_id) if offer.contract_id else None, today) for offer in offers]


def _out(offer: Offer, contract_number: str | None, today: date) -> OfferOut:
    same: dict[str, Any] = {
        name: getattr(offer, name)
        for name in (
            "id", "number", "kind", "version", "contract_id", "service_point_id", "product_number", "product_name",
            "starts_on", "term_months", "notice_period_value", "notice_period_unit", "renewal", "renewal_months",
            "valid_until_on", "made_at",
        )
    }  # fmt: skip
    yearly, present = offer.yearly_cost_amount, offer.present_yearly_cost_amount
    return OfferOut(
        **same,
        state=offer_state(offer, today),
        contract_number=contract_number,
        base_price=Money.of(offer.base_amount, offer.currency),
        unit_price=Money.maybe(offer.unit_amount, offer.currency),
        bonus=Money.of(offer.bonus_amount, offer.currency) if offer.bonus_amount else None,
        term_ends_on=last_day(offer.starts_on, offer.term_months),
        price_guaranteed_until=last_day(offer.starts_on, offer.guarantee_months),
        use=_use(offer),
        yearly_cost=Money.maybe(yearly, offer.currency),
        present_yearly_cost=Money.maybe(present, offer.currency),
        saving=None if yearly is None or present is None else Money.of(present - yearly, offer.currency),
        text_version=offer.text.version,
        text_language=offer.text.language,
        form=None if offer.form is None else ApplicationForm.model_validate(offer.form),
    )


def _use(offer: Offer) -> OfferUse | None:
    if offer.yearly_use_kwh is None or offer.use_basis is None:
        return None
    stated = offer.use_basis == "stated"
    return OfferUse(
        kwh=offer.yearly_use_kwh,
        basis=offer.use_basis,
        from_on=None if stated else offer.use_from_on,
        to_on=None if stated else offer.use_to_on,
    )
