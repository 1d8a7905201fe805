"""Who writes from an address: worked out when a turn starts, worth level `channel` at most."""

import functools
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from channels.addresses import repository as addresses
from channels.addresses.kinds import KINDS
from channels.addresses.repository import AddressRow
from channels.backend_client import BackendClient, BackendUnavailableError, KnownCustomer
from channels.database import Database
from channels.identity.levels import ANONYMOUS, IdentityLevel, Standing
from channels.keys import Keys

log = structlog.get_logger("channels.identity")


@dataclass(frozen=True, slots=True)
class Senders:
    """Resolves addresses to customers."""

    database: Database
    backend: BackendClient
    keys: Keys
    trusted: timedelta
    """So long after it was confirmed a phone number counts as its owner's: numbers are given to other people."""

    async def standing(self, address_id: str, now: datetime) -> Standing:
        """What a message from an address, proven to come from there, is worth; nothing while nobody can say."""
        get = functools.partial(addresses.get, keys=self.keys, address_id=address_id)
        address = await self.database.read(get)
        if address is None or not address.proven:
            return ANONYMOUS
        try:
            known = await self._owner(address, now)
        except BackendUnavailableError:
            log.warning("sender_not_looked_up", address=address_id)
            return ANONYMOUS
        if known is None:
            return ANONYMOUS
        return Standing(IdentityLevel.CHANNEL, known.customer_id, known.roles, person_id=known.representative_id)

    async def _owner(self, address: AddressRow, now: datetime) -> KnownCustomer | None:
        """Whose record an address is confirmed on, else whom it is linked to: a number may have a new owner since."""
        kind = KINDS.get(address.channel)
        known = None if kind is None else await self.backend.at_address(kind, address.value)
        if known is not None and (kind != "phone" or self._is_confirmed_lately(known, address.value, now)):
            return known
        if address.customer_id is None or not self._counts(address.linked_at, now):
            return None
        if address.representative_id is not None:
            return await self.backend.representative(address.representative_id)
        return await self.backend.customer(address.customer_id)

    def _is_confirmed_lately(self, known: KnownCustomer, phone: str, now: datetime) -> bool:
        return any(one.value == phone and self._counts(one.confirmed_at, now) for one in known.addresses)

    def _counts(self, proven_at: datetime | None, now: datetime) -> bool:
        return proven_at is not None and now - proven_at <= self.trusted
