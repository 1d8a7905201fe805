"""What was not asked for, ended and begun again: the address is marked at once, the records hear of it later."""

from datetime import datetime

from sqlalchemy import Connection

from channels.addresses import repository as addresses
from channels.journal import parked
from channels.journal.parked import WITHDRAWAL
from channels.keys import Keys
from channels.turns import moving


def end(connection: Connection, keys: Keys, address_id: str, language: str, now: datetime) -> None:
    """Send nothing to an address any more that was not asked for, and have the consents there withdrawn.

    Once more changes nothing, and tells nobody again.

    Args:
        connection: The transaction.
        keys: Open the address.
        address_id: Which.
        language: Of the conversation that has to be begun when there is none any more.
        now: The moment.
    """
    address = addresses.get(connection, keys, address_id)
    if address is None or not addresses.notices_off(connection, address_id, now):
        return
    conversation_id = address.conversation_id or moving.begun(connection, address, language, now, of=None)
    parked.park(connection, conversation_id, WITHDRAWAL, now, tries=0)


def begin_again(connection: Connection, address_id: str) -> None:
    """Send notices to an address again.

    What the records have not heard yet they need not hear any more; a consent that is withdrawn there already takes
    more than a click to give again, and stays so.
    """
    addresses.notices_on(connection, address_id)
    wishes = addresses.wishes(connection, address_id)
    if wishes is not None and wishes.notices and wishes.conversation_id is not None:
        parked.drop(connection, wishes.conversation_id, WITHDRAWAL)
