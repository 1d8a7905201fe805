"""What happens when an address takes nothing: it is marked, its owner's record too, and the next one is told."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog
from sqlalchemy import Connection

from channels.addresses import repository as addresses
from channels.addresses.kinds import CHANNELS, KINDS
from channels.addresses.models import AddressState
from channels.addresses.repository import AddressRow
from channels.backend_client import BackendClient, KnownCustomer
from channels.contract import Adapter, Clock, DeliveryStatus, StatusReport
from channels.conversations import messages
from channels.conversations import repository as conversations
from channels.conversations.messages import Draft
from channels.database import Database
from channels.keys import Keys
from channels.outbox import repository
from channels.outbox.repository import Letter, Reported
from channels.wording import Wording

_CODES = {"opted_out": AddressState.OPTED_OUT, "blocked": AddressState.BLOCKED}

log = structlog.get_logger("channels.outbox")


def state_reported(told: StatusReport) -> AddressState | None:
    """What a provider's report says of the address; None when it says nothing."""
    if told.status is not DeliveryStatus.FAILED or told.code is None:
        return None
    return AddressState.DEAD if told.code.startswith("address_") else _CODES.get(told.code)


@dataclass(frozen=True, slots=True)
class _Lost:
    """A message that its address did not take."""

    reported: Reported
    address: AddressRow
    state: AddressState
    """Of the address, from now on."""


@dataclass(frozen=True, slots=True)
class _Way:
    """Another way to a customer."""

    channel: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Goes round addresses that take nothing."""

    database: Database
    backend: BackendClient
    adapters: Mapping[str, Adapter]
    keys: Keys
    wording: Wording
    clock: Clock
    supplier_name: str

    async def __call__(self, reported: Reported, state: AddressState) -> None:
        """Mark the address of a message that did not arrive, and tell the customer elsewhere that there is one.

        An address may have been taking nothing for long while its owner goes on asking there: each question whose
        answer did not arrive is told of once.

        Raises:
            BackendUnavailableError: Nobody can say where else; nothing is marked yet.
        """
        address, proven, missed = await self.database.read(functools.partial(self._known, reported=reported))
        if address is None or (address.state is state and missed is None):
            return
        customer = await self._customer(address, proven)
        log.warning("address_takes_nothing", message=reported.id, state=state.value)
        lost = _Lost(reported, address, state)
        if state is AddressState.DEAD and customer is not None:
            await self._tell_record(lost, customer)
        await self.database.write(functools.partial(self._go_round, lost=lost, customer=customer))

    async def _tell_record(self, lost: _Lost, customer: KnownCustomer) -> None:
        own = next((one for one in customer.addresses if _same(one.value, lost.address)), None)
        if own is not None and own.id is not None:
            await self.backend.bounced(own.id, "not_deliverable", key=f"{lost.reported.id}/bounce")

    def _go_round(self, connection: Connection, lost: _Lost, customer: KnownCustomer | None) -> None:
        """All in one transaction, so that whoever dies in it has done nothing."""
        # What is reported of several messages at once is looked at one after the other.
        conversations.lock(connection, lost.reported.conversation_id)
        addresses.mark(connection, lost.address.id, lost.state, self.clock())
        missed = _missed(connection, lost.reported)
        if missed is None:
            return
        ways = [] if customer is None else self._ways(connection, customer, lost.address)
        language = conversations.get(connection, lost.reported.conversation_id).language
        says = functools.partial(self.wording.say, language)
        told = {"channel": says(f"channel_{lost.address.channel}"), "why": says(f"not_delivered_{lost.state.value}")}
        if ways:
            # That there is an answer, without what it says: nobody asked to have it here.
            text = says("not_delivered_text", supplier=self.supplier_name, **told)
            letter = Letter(ways[0].channel, ways[0].value, says("not_delivered_subject"), text, None)
            repository.add_letter(connection, self.keys, lost.reported.conversation_id, letter, self.clock())
        else:
            log.warning("no_other_address", message=lost.reported.id)
        other = says(f"channel_{ways[0].channel}") if ways else says("not_delivered_nowhere")
        note = Draft(missed, "system", says("not_delivered_note", other=other, **told))
        self._keep(connection, lost.reported.conversation_id, note)

    def _keep(self, connection: Connection, conversation_id: str, note: Draft) -> None:
        """Have the conversation say that its answer did not arrive; the note itself is sent nowhere."""
        seq = conversations.add_room(connection, conversation_id, 1)
        messages.store(connection, conversation_id, [note], last_seq=seq, at=self.clock())

    def _known(self, connection: Connection, reported: Reported) -> tuple[AddressRow | None, str | None, str | None]:
        """The address, who is proven in the conversation, and whether an answer is missed there."""
        address = addresses.get(connection, self.keys, reported.address_id or "")
        proven = conversations.get(connection, reported.conversation_id).customer_id
        return address, proven, _missed(connection, reported)

    async def _customer(self, address: AddressRow, proven: str | None) -> KnownCustomer | None:
        """Who was written to: who is proven in the conversation, else whose address it is."""
        if proven is None and address.representative_id is not None:
            return await self.backend.representative(address.representative_id)
        if customer_id := proven or address.customer_id:
            return await self.backend.customer(customer_id)
        kind = KINDS.get(address.channel)
        return None if kind is None else await self.backend.at_address(kind, address.value)

    def _ways(self, connection: Connection, customer: KnownCustomer, lost: AddressRow) -> list[_Way]:
        """Where else a customer can be reached: confirmed addresses, then linked chats; those that said STOP last."""
        known = [_Way(CHANNELS[one.kind], one.value) for one in customer.addresses if one.reaches]
        rows = [addresses.find(connection, self.keys, way.channel, way.value) for way in known]
        states = {(row.channel, row.value.casefold()): row.state for row in rows if row is not None}
        for row in addresses.linked_to(connection, self.keys, customer.customer_id, customer.representative_id):
            known.append(_Way(row.channel, row.value))
            states[row.channel, row.value.casefold()] = row.state

        def state(way: _Way) -> AddressState:
            return states.get((way.channel, way.value.casefold()), AddressState.OPEN)

        takes = [way for way in known if self._is_ready(way.channel) and not _same(way.value, lost)]
        takes = [way for way in takes if state(way) in (AddressState.OPEN, AddressState.OPTED_OUT)]
        return sorted(takes, key=lambda way: state(way) is AddressState.OPTED_OUT)

    def _is_ready(self, channel: str) -> bool:
        adapter = self.adapters.get(channel)
        return adapter is not None and adapter.ready


def _same(value: str, address: AddressRow) -> bool:
    return value.casefold() == address.value.casefold()


def _missed(connection: Connection, reported: Reported) -> str | None:
    """Id of the note that an answer did not arrive: one for each question, however many messages its answer has.

    Returns:
        None when there is such a note already, and for what was sent to many.
    """
    due = repository.get(connection, reported.id)
    if due is None or due.seq is None or due.priority >= repository.BULK:
        return None
    question = messages.question_of(connection, reported.conversation_id, due.seq)
    note = f"missed-{question or reported.id}"
    return None if messages.is_stored(connection, reported.conversation_id, note) else note
