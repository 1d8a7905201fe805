"""What a customer does about a switch: put a rejected request right, wait for another contract's end, or give it up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from backend_api.customers.rights import rights_of
from backend_api.documents import repository as documents
from backend_api.errors import NotFoundError
from backend_api.orders import service as orders
from backend_api.orders.service import NewLine, NewOrder, Step
from backend_api.security import Level
from backend_api.switches import details, repository, service, steps
from backend_api.switches.errors import SwitchStepRefusedError
from backend_api.switches.progress import waiting_position

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.clock import Clock
    from backend_api.orders.models import Order
    from backend_api.security import Identity
    from backend_api.switches.models import SupplierSwitch
    from backend_api.switches.schemas import CorrectionIn, SwitchRecord


async def correct(
    session: AsyncSession, identity: Identity, switch_id: UUID, wanted: CorrectionIn, *, now: datetime, clock: Clock
) -> SwitchRecord:
    """Send a rejected request again with what was wrong put right; the old and the new one stay linked.

    With another meter number it goes to the grid operator at once; a new authority is looked at by us first.

    Raises:
        NotFoundError: The customer has no such switch, or no such paper.
        SwitchStepRefusedError: It is not rejected, was corrected before, or nothing is put right.
    """
    old = await _own(session, identity, switch_id)
    if not steps.can_correct(old):
        raise SwitchStepRefusedError(old.order.state, "not_rejected")
    if wanted.meter_number is None and wanted.authority_document_id is None:
        raise SwitchStepRefusedError(old.order.state, "nothing_to_correct")
    authority = wanted.authority_document_id
    if authority and await documents.find_own(session, identity, authority) is None:
        raise NotFoundError
    step = Step(to="withdrawn", reason=details.CORRECTED)
    await orders.advance(session, old.order, step, actor=identity.actor, now=now)
    order = await orders.place(session, identity, _again(old, wanted), now=now)
    new = await repository.of_order(session, order.id)
    assert new is not None
    new.corrects_id, new.start_on = old.id, old.start_on
    await session.flush()
    if wanted.authority_document_id is None:
        await orders.advance(
            session, order, Step(to="sent_to_grid_operator", mover="erp"), actor=identity.actor, now=now
        )
    return await _record(session, identity, new.id, clock)


async def wait(
    session: AsyncSession, identity: Identity, switch_id: UUID, *, now: datetime, clock: Clock
) -> SwitchRecord:
    """Wait until the other contract ends; we register the point again then.

    Raises:
        NotFoundError: The customer has no such switch.
        SwitchStepRefusedError: There is nothing to wait for.
    """
    switch = await _own(session, identity, switch_id)
    if not steps.can_wait(switch):
        raise SwitchStepRefusedError(switch.order.state, "no_contract_to_wait_for")
    ends_on = switch.other_contract_ends_on
    if ends_on is not None:
        switch.start_on = ends_on + timedelta(days=1)
        await session.flush()
        await orders.advance(session, switch.order, Step(promised_on=switch.start_on), actor=identity.actor, now=now)
    details.take(switch, switch.order, waiting_position(ends_on))
    await details.tell(session, switch, switch.order, now=now)
    return await _record(session, identity, switch.id, clock)


async def withdraw(
    session: AsyncSession, identity: Identity, switch_id: UUID, *, now: datetime, clock: Clock
) -> SwitchRecord:
    """Give the switch up; the contract that it was for never begins.

    Raises:
        IdentityLevelTooLowError: It needs a fresh code bound to ``switch:<id>``.
        NotFoundError: The customer has no such switch.
        SwitchStepRefusedError: It is too late for that.
    """
    identity.require_fresh(f"switch:{switch_id}")
    switch = await _own(session, identity, switch_id)
    if not await service.may_withdraw(session, switch, clock=clock):
        raise SwitchStepRefusedError(switch.order.state, "too_late")
    await orders.move(session, switch.order, "withdrawn", actor=identity.actor, now=now, reason="given_up")
    return await _record(session, identity, switch.id, clock)


async def _own(session: AsyncSession, identity: Identity, switch_id: UUID) -> SupplierSwitch:
    identity.require(Level.VERIFIED)
    switch = await repository.find_own(session, identity, switch_id)
    if switch is None:
        raise NotFoundError
    (await rights_of(session, identity)).require("orders")
    return switch


async def _record(session: AsyncSession, identity: Identity, switch_id: UUID, clock: Clock) -> SwitchRecord:
    return await service.record(session, await _own(session, identity, switch_id), clock=clock)


def _again(old: SupplierSwitch, wanted: CorrectionIn) -> NewOrder:
    """The same request with another number or authority, about the same contract."""
    said: dict[str, Any] = {
        "direction": old.direction,
        "counterpart": old.counterpart,
        "meter_number": wanted.meter_number or old.meter_number,
        "wished_on": old.order.details.get("wished_on"),
        "authority_document_id": None if wanted.authority_document_id is None else str(wanted.authority_document_id),
    }
    return NewOrder(
        kind="supplier_switch",
        customer_id=old.customer_id,
        lines=_lines(old.order),
        details={name: value for name, value in said.items() if value is not None},
        service_point_id=old.service_point_id,
        contract_id=old.order.contract_id,
        partner_id=old.order.partner_id,
        channel=old.order.channel,
        replaces_id=old.order.id,
    )


def _lines(order: Order) -> tuple[NewLine, ...]:
    """What was ordered, at the price it was ordered for."""
    return tuple(
        NewLine(
            product_number=line.product_number,
            description=line.description,
            quantity=line.quantity,
            one_off_amount=line.one_off_amount,
            base_amount=line.base_amount,
            unit_amount=line.unit_amount,
            price_list=line.price_list,
        )
        for line in order.lines
        if line.state == "ordered"
    )
