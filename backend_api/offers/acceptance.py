"""Takes a clear yes to an offer, once: with time, words and proof, the order that carries it out, and the contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from backend_api.activations import service as activations
from backend_api.contracts import endings
from backend_api.contracts import repository as contracts
from backend_api.contracts.endings import Ending
from backend_api.contracts.models import Contract
from backend_api.contracts.withdrawal import withdrawal_until
from backend_api.errors import NotFoundError
from backend_api.events.service import emit
from backend_api.offers import applications, repository
from backend_api.offers.contracting import contract_of, line_of
from backend_api.offers.errors import OfferNotOpenError, OfferTextChangedError, RenewalNotPossibleError
from backend_api.offers.models import OfferAcceptance
from backend_api.offers.permission import require_may_accept
from backend_api.offers.preparing import judge
from backend_api.offers.schemas import AcceptanceOut
from backend_api.offers.state import offer_state
from backend_api.orders import service as orders
from backend_api.orders.models import Order
from backend_api.orders.service import NewOrder
from backend_api.win_back import taking_back

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.offers.asked import Asked
    from backend_api.offers.models import Offer
    from backend_api.offers.schemas import AcceptanceIn
    from backend_api.security import Identity

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Agreed:
    """What came of a yes."""

    order: Order
    contract: Contract
    former: Ending
    """How the contract before had been ended until then."""


async def accept(
    session: AsyncSession, identity: Identity, offer_id: UUID, wanted: AcceptanceIn, asked: Asked
) -> AcceptanceOut:
    """Accept an offer.

    The contract it continues is locked before the offer, as everywhere, so that of two offers for one contract only one
    can be accepted.

    Raises:
        IdentityLevelTooLowError: It needs a fresh code bound to ``offer:<id>``.
        NotFoundError: The customer has no such offer.
        OfferNotOpenError: It was accepted or declined before, replaced, or its time is over.
        OfferTextChangedError: The customer read other words.
        RenewalNotPossibleError: The contract has been ended or renewed since.
        RightMissingError: Whoever acts may not order, or not for so much.
        NotActivatedError: Such orders are switched off for whoever acts on this channel.
    """
    identity.require_fresh(f"offer:{offer_id}")
    found = await repository.find_own(session, identity, offer_id)
    if found is None:
        raise NotFoundError
    contract = None if found.contract_id is None else await contracts.locked(session, found.contract_id)
    offer = await repository.locked_own(session, identity, offer_id)
    assert offer is not None
    state = offer_state(offer, asked.today)
    if state != "open":
        raise OfferNotOpenError(state)
    if wanted.text_version != offer.text.version:
        raise OfferTextChangedError
    await require_may_accept(session, identity, offer)
    await activations.require_for(session, identity, asked.channel, f"order_{_order_kind(offer)}", asked.today)
    if contract is None:
        order, begun = await applications.begin(session, identity, offer, asked)
        agreed = Agreed(order, begun, Ending())
    else:
        agreed = await _continue(session, identity, offer, contract, asked)
    acceptance = _acceptance(identity, offer, agreed, asked.now)
    await repository.store(session, acceptance)
    about = {"offer_number": offer.number, "order_number": agreed.order.number}
    await emit(session, "offer_accepted", customer_id=offer.customer_id, about=about, at=asked.now)
    kind = await contracts.kind_of_customer(session, offer.customer_id)
    return _out(offer, agreed, acceptance, withdrawable=kind == "private")


async def _continue(
    session: AsyncSession, identity: Identity, offer: Offer, contract: Contract, asked: Asked
) -> Agreed:
    """The contract ends with the day before, and another follows it."""
    now, today = asked.now, asked.today
    judged = await judge(session, contract, today=today)
    hinders = [problem for problem in judged.problems if (offer.kind, problem) != ("counter_offer", "notice_given")]
    if hinders:
        raise RenewalNotPossibleError(hinders)
    new = NewOrder(
        kind="renewal",
        customer_id=offer.customer_id,
        lines=(line_of(offer),),
        service_point_id=offer.service_point_id,
        contract_id=contract.id,
        channel=asked.channel,
        currency=offer.currency,
        promised_on=offer.starts_on,
    )
    order = await orders.place(session, identity, new, now=now)
    former = endings.ending_of(contract)
    if offer.kind == "counter_offer":
        await taking_back.take_back(session, identity, offer.id, now=now)
    endings.end(contract, given_on=today, ends_on=offer.starts_on - _DAY, by="renewal")
    follow_up = await contract_of(session, offer, contract.service_point_id, today=today)
    follow_up.follows_id = follow_up.succeeds_id = contract.id
    await contracts.store(session, follow_up)
    return Agreed(order, follow_up, former)


def _order_kind(offer: Offer) -> str:
    """The kind of order that a yes places."""
    return "renewal" if offer.form is None else applications.order_kind(offer.form)


def _acceptance(identity: Identity, offer: Offer, agreed: Agreed, now: datetime) -> OfferAcceptance:
    return OfferAcceptance(
        offer_id=offer.id,
        accepted_at=now,
        text_version=offer.text.version,
        level=identity.level.word,
        proven_at=identity.proven_at,
        conversation=identity.conversation,
        actor_kind=identity.actor.kind,
        actor_id=identity.actor.id,
        order_id=agreed.order.id,
        contract_id=agreed.contract.id,
        notice_given_on=agreed.former.given_on,
        notice_ends_on=agreed.former.ends_on,
        ended_by=agreed.former.ended_by,
    )


def _out(offer: Offer, agreed: Agreed, acceptance: OfferAcceptance, *, withdrawable: bool) -> AcceptanceOut:
    contract = agreed.contract
    return AcceptanceOut(
        offer_number=offer.number,
        order_number=agreed.order.number,
        order_state=agreed.order.state,
        contract_id=contract.id,
        contract_number=contract.number,
        starts_on=contract.starts_on,
        term_ends_on=contract.term_ends_on,
        price_guaranteed_until=contract.price_guaranteed_until,
        accepted_at=acceptance.accepted_at,
        text_version=acceptance.text_version,
        level=acceptance.level,
        withdrawal_until_on=withdrawal_until(contract.signed_on, agreed.order.country)
        if withdrawable and contract.signed_on is not None
        else None,
    )
