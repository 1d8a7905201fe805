"""Takes market messages in: each moves its switch once, and an old or unexpected one is kept in the log only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backend_api.contracts import endings
from backend_api.errors import NotFoundError
from backend_api.orders import service as orders
from backend_api.orders.service import NewOrder, Step
from backend_api.security import Actor, Identity
from backend_api.switches import repository, steps
from backend_api.switches.errors import SwitchMessageReusedError, SwitchMessageUnknownError
from backend_api.switches.mapping import Message
from backend_api.switches.models import RejectionCode, SwitchMessage, SwitchStage
from backend_api.switches.national import mapping_of
from backend_api.switches.schemas import MessageOut

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.clock import Clock
    from backend_api.switches.models import SupplierSwitch
    from backend_api.switches.schemas import MessageIn, OutgoingIn

_MARKET = Actor("service", None)


@dataclass(frozen=True)
class Understood:
    """A message in neutral words."""

    message: Message
    reason: RejectionCode | None
    stage: SwitchStage | None
    happened_on: date


async def take(session: AsyncSession, switch_id: UUID, wanted: MessageIn, *, now: datetime, clock: Clock) -> MessageOut:
    """Log a message and move the switch, when it leads on from the stage it is in.

    Raises:
        NotFoundError: There is no such switch.
        SwitchMessageUnknownError: The country has no such message or reason.
        SwitchMessageReusedError: The reference belongs to another message.
    """
    switch = await repository.find(session, switch_id)
    if switch is None:
        raise NotFoundError
    understood = _understand(switch, wanted, clock.day_of(now))
    entry = SwitchMessage(
        switch_id=switch.id,
        reference=wanted.reference,
        code=wanted.code,
        reason=wanted.reason,
        happened_on=understood.happened_on,
        received_at=now,
    )
    known = await repository.note(session, entry)
    if known is not None:
        if (known.code, known.reason) != (wanted.code, wanted.reason):
            raise SwitchMessageReusedError
        return _out(switch, moved=known.stage is not None)
    if understood.stage is None or not steps.may_move(switch.order.state, understood.stage, "erp"):
        if understood.message.waiting_for is not None and switch.order.outcome == "open":
            switch.order.waiting_for = understood.message.waiting_for
        return _out(switch, moved=False)
    entry.stage = understood.stage
    await _move(session, switch, wanted, understood, now)
    return _out(switch, moved=True)


async def register_outgoing(session: AsyncSession, wanted: OutgoingIn, *, now: datetime, clock: Clock) -> MessageOut:
    """A customer leaves us at a metering point: open the switch when there is none, and take the message.

    Raises:
        NotFoundError: We supply no such point.
        SwitchMessageUnknownError: The country has no such message.
    """
    point = await repository.active_point(session, wanted.scheme, wanted.identifier)
    if point is None:
        raise NotFoundError
    mapping = mapping_of(point.country)
    message = mapping.message(wanted.code)
    if message is None or message.outgoing is None:
        raise SwitchMessageUnknownError("code", point.country)
    switch = await repository.open_outgoing(session, point.id)
    if switch is None:
        details = {"direction": "outgoing", "counterpart": wanted.counterpart}
        new = NewOrder(
            kind="supplier_switch",
            customer_id=point.customer_id,
            service_point_id=point.id,
            details={name: value for name, value in details.items() if value is not None},
            channel="market",
        )
        await orders.place(session, Identity(), new, now=now)
        switch = await repository.open_outgoing(session, point.id)
        assert switch is not None
    switch.counterpart = wanted.counterpart or switch.counterpart
    return await take(session, switch.id, wanted, now=now, clock=clock)


def _understand(switch: SupplierSwitch, wanted: MessageIn, today: date) -> Understood:
    country = switch.service_point.country
    mapping = mapping_of(country)
    message = mapping.message(wanted.code)
    if message is None:
        raise SwitchMessageUnknownError("code", country)
    reason = None if wanted.reason is None else mapping.reason(wanted.reason)
    if wanted.reason is not None and reason is None:
        raise SwitchMessageUnknownError("reason", country)
    stage = message.incoming if switch.direction == "incoming" else message.outgoing
    neutral = None if reason is None else reason.neutral
    return Understood(message, neutral, stage, wanted.happened_on or today)


async def _move(
    session: AsyncSession, switch: SupplierSwitch, wanted: MessageIn, understood: Understood, now: datetime
) -> None:
    """Note the facts that the message brings along, then let the order move; its details follow."""
    switch.start_on = wanted.start_on or switch.start_on
    switch.other_contract_ends_on = wanted.other_contract_ends_on or switch.other_contract_ends_on
    switch.national_reason = wanted.reason
    if understood.stage == "accepted" and switch.meter_number is not None:
        switch.service_point.meter_number = switch.meter_number
    await session.flush()
    rejected = understood.stage == "rejected"
    step = Step(
        to=understood.stage,
        reason=understood.reason or "other" if rejected else wanted.code,
        key=f"message:{wanted.reference}",
        promised_on=wanted.start_on,
    )
    await orders.advance(session, switch.order, step, actor=_MARKET, now=now)
    if switch.direction == "outgoing" and switch.start_on is not None and not rejected:
        last_on = switch.start_on - timedelta(days=1)
        await endings.leave(session, switch.service_point_id, given_on=understood.happened_on, ends_on=last_on)


def _out(switch: SupplierSwitch, *, moved: bool) -> MessageOut:
    return MessageOut(
        switch_id=switch.id,
        order_number=switch.order.number,
        moved=moved,
        stage=switch.order.state,
        waiting_for=switch.order.waiting_for,
        expected_on=switch.expected_on,
        reason_code=switch.reason_code,
        next_step_code=switch.next_step_code,
    )
