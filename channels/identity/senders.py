"""Who writes from an address: worked out when a turn starts, worth level `channel` at most."""

import functools
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from channels.addresses import repository as addresses
from channels.addresses.repository import AddressRow
from channels.backend_client import BackendClient, BackendUnavailableError, KnownCustomer
from channels.database import Database
from channels.identity.levels import ANONYMOUS, IdentityLevel, Standing
from channels.keys import Keys

KINDS = {"sms": "phone", "email": "email"}
"""Which kind of contact address of a customer's record a channel's addresses are."""

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
        if address is None:
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
        """Whom an address is linked to, else whose record it is confirmed on."""
        if address.customer_id is not None and self._counts(address.linked_at, now):
            return await self.backend.customer(address.customer_id)
        kind = KINDS.get(address.channel)
        if kind is None or not address.value:
            return None
        known = await self.backend.at_address(kind, address.value)
        if known is None or kind != "phone":
            return known
        confirmed = [one.confirmed_at for one in known.addresses if one.kind == kind and one.value == address.value]
        return known if any(self._counts(at, now) for at in confirmed) else None

    def _counts(self, proven_at: datetime | None, now: datetime) -> bool:
        return proven_at is not None and now - proven_at <= self.trusted
