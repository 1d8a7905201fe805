"""What happens when an address takes nothing: it is marked, its owner's record too, and the next one is told."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection

from channels.addresses import repository as addresses
from channels.addresses.kinds import CHANNELS, KINDS
from channels.addresses.models import AddressState
from channels.addresses.repository import AddressRow
from channels.backend_client import BackendClient, ContactAddress, KnownCustomer
from channels.contract import Adapter, Clock, DeliveryStatus, StatusReport
from channels.conversations import repository as conversations
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

        Raises:
            BackendUnavailableError: Nobody can say where else; nothing is marked yet.
        """
        address, customer = await self._reached(reported)
        if address is None or address.state is state:
            return
        log.warning("address_takes_nothing", message=reported.id, state=state.value)
        own = address.value.casefold()
        others = [] if customer is None else [one for one in customer.addresses if one.value.casefold() != own]
        known = None if customer is None else next((one for one in customer.addresses if one not in others), None)
        if known is not None and known.id is not None and state is AddressState.DEAD:
            await self.backend.bounced(known.id, "not_deliverable", key=f"{reported.id}/bounce")
        other = next(filter(self._takes, others), None)
        if other is None:
            log.warning("no_other_address", message=reported.id)
        await self.database.write(
            functools.partial(self._go_round, reported=reported, address=address, state=state, other=other)
        )

    def _go_round(
        self,
        connection: Connection,
        reported: Reported,
        address: AddressRow,
        state: AddressState,
        other: ContactAddress | None,
    ) -> None:
        """Both in one transaction, so that whoever dies between them has done neither."""
        if addresses.mark(connection, address.id, state, self.clock()) and other is not None:
            self._tell(connection, reported, other, address.channel)

    async def _reached(self, reported: Reported) -> tuple[AddressRow | None, KnownCustomer | None]:
        def read(connection: Connection) -> tuple[AddressRow | None, str | None]:
            found = addresses.get(connection, self.keys, reported.address_id or "")
            return found, conversations.get(connection, reported.conversation_id).customer_id

        address, proven = await self.database.read(read)
        if address is None:
            return None, None
        customer_id = proven or address.customer_id
        if customer_id is not None:
            return address, await self.backend.customer(customer_id)
        kind = KINDS.get(address.channel)
        return address, None if kind is None else await self.backend.at_address(kind, address.value)

    def _takes(self, address: ContactAddress) -> bool:
        adapter = self.adapters.get(CHANNELS[address.kind])
        return address.reaches and adapter is not None and adapter.ready

    def _tell(self, connection: Connection, reported: Reported, other: ContactAddress, channel: str) -> None:
        """That there is an answer, without what it says: nobody asked to have it here."""
        language = conversations.get(connection, reported.conversation_id).language
        says = functools.partial(self.wording.say, language, supplier=self.supplier_name)
        text = says("not_delivered_text", channel=says(f"channel_{channel}"))
        letter = Letter(CHANNELS[other.kind], other.value, says("not_delivered_subject"), text, None)
        repository.add_letter(connection, self.keys, reported.conversation_id, letter, self.clock())
