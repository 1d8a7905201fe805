"""Statements on addresses and on the links to them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import Connection, Row, Table, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from channels.addresses.kinds import KINDS
from channels.addresses.models import AddressState, ChannelAddress, LinkToken
from channels.keys import Keys, new_token, token_hash

_COLUMNS = (
    ChannelAddress.id,
    ChannelAddress.channel,
    ChannelAddress.sealed,
    ChannelAddress.state,
    ChannelAddress.customer_id,
    ChannelAddress.representative_id,
    ChannelAddress.proven,
    ChannelAddress.linked_at,
    ChannelAddress.conversation_id,
)

_TABLE = cast("Table", ChannelAddress.__table__)
# Built once, because every message runs it: building costs several times what running it does.
_SEEN = (
    update(_TABLE)
    .where(_TABLE.c.channel == bindparam("its_channel"), _TABLE.c.address_key == bindparam("its_key"))
    .values(active_at=bindparam("now"))
    .returning(*(_TABLE.c[column.key] for column in _COLUMNS))
)


def _insert(connection: Connection) -> sqlite.Insert | postgresql.Insert:
    """Both databases can leave a row alone that is there, each in its own dialect."""
    into = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return into(ChannelAddress)


@dataclass(frozen=True, slots=True)
class AddressRow:
    """An address as the gateway works with it."""

    id: str
    channel: str
    value: str = field(repr=False)
    """As the channel writes it: E.164, chat id, mailbox; empty when its seal does not open any more."""
    state: AddressState
    customer_id: str | None
    representative_id: str | None
    proven: bool
    linked_at: datetime | None
    conversation_id: str | None


@dataclass(frozen=True, slots=True)
class Linked:
    """What a one-time link says."""

    customer_id: str | None
    conversation_id: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody at an address wants of what they did not ask for."""

    notices: bool
    """Whether it may be sent."""
    stopped: bool
    """Whether they said STOP, which a START alone takes back."""
    conversation_id: str | None


def key_of(keys: Keys, channel: str, value: str, *, proven: bool = True) -> str:
    """Under what an address is found; a claimed sender is somebody else than the proven one of the same name."""
    return keys.hashed("channel address" if proven else "claimed address", channel, value.casefold())


def _row(keys: Keys, row: Row[*tuple[Any, ...]]) -> AddressRow:
    return AddressRow(
        id=row.id,
        channel=row.channel,
        value=keys.unseal(row.sealed) or "",
        state=AddressState(row.state),
        customer_id=row.customer_id,
        representative_id=row.representative_id,
        proven=row.proven,
        linked_at=row.linked_at,
        conversation_id=row.conversation_id,
    )


def found_or_made(
    connection: Connection, keys: Keys, channel: str, value: str, now: datetime, *, proven: bool = True
) -> AddressRow:
    """The row of an address, locked for the rest of the transaction; made when there is none yet."""
    key = key_of(keys, channel, value, proven=proven)
    seen = {"its_channel": channel, "its_key": key, "now": now}
    row = connection.execute(_SEEN, seen).one_or_none()
    if row is None:
        new = _insert(connection).values(
            id=str(uuid4()),
            channel=channel,
            address_key=key,
            sealed=keys.seal(value),
            state=AddressState.OPEN.value,
            proven=proven,
            created_at=now,
            active_at=now,
        )
        connection.execute(new.on_conflict_do_nothing(index_elements=["channel", "address_key"]))
        row = connection.execute(_SEEN, seen).one()
    return _row(keys, row)


def get(connection: Connection, keys: Keys, address_id: str) -> AddressRow | None:
    """An address by id; None once it was deleted."""
    row = connection.execute(select(*_COLUMNS).where(ChannelAddress.id == address_id)).one_or_none()
    return None if row is None else _row(keys, row)


def find(connection: Connection, keys: Keys, channel: str, value: str) -> AddressRow | None:
    """The row of an address whose senders are proven, if it ever wrote or was written to."""
    key = key_of(keys, channel, value)
    statement = select(*_COLUMNS).where(ChannelAddress.channel == channel, ChannelAddress.address_key == key)
    row = connection.execute(statement).one_or_none()
    return None if row is None else _row(keys, row)


def linked_to(connection: Connection, keys: Keys, customer_id: str, representative_id: str | None) -> list[AddressRow]:
    """Chats that are linked to somebody, the latest link first; phones and mailboxes are on the customer's record."""
    return [row for row in proven_by(connection, keys, customer_id, representative_id) if row.channel not in KINDS]


def proven_by(connection: Connection, keys: Keys, customer_id: str, representative_id: str | None) -> list[AddressRow]:
    """Every address whose sender proved to be somebody, the latest first, also a mailbox that is on no record."""
    statement = (
        select(*_COLUMNS)
        .where(
            ChannelAddress.customer_id == customer_id,
            ChannelAddress.representative_id.is_not_distinct_from(representative_id),
            ChannelAddress.proven,
        )
        .order_by(ChannelAddress.linked_at.desc())
    )
    return [_row(keys, row) for row in connection.execute(statement)]


def converse(connection: Connection, address_id: str, conversation_id: str) -> None:
    """Go on in a conversation with whoever is at an address."""
    connection.execute(
        update(ChannelAddress).where(ChannelAddress.id == address_id).values(conversation_id=conversation_id)
    )


def link(
    connection: Connection, address_id: str, customer_id: str, representative_id: str | None, now: datetime
) -> None:
    """Note whose an address is, and who acts there for the customer if somebody does."""
    connection.execute(
        update(ChannelAddress)
        .where(ChannelAddress.id == address_id)
        .values(customer_id=customer_id, representative_id=representative_id, linked_at=now)
    )


def mark(connection: Connection, address_id: str, state: AddressState, now: datetime) -> bool:
    """Note whether something can be sent to an address.

    Returns:
        Whether that is new.
    """
    statement = (
        update(ChannelAddress)
        .where(ChannelAddress.id == address_id, ChannelAddress.state != state.value)
        .values(state=state.value, state_changed_at=now)
    )
    return connection.execute(statement).rowcount == 1


def wishes(connection: Connection, address_id: str) -> Wishes | None:
    """What is wanted at an address; None once it was deleted."""
    statement = select(ChannelAddress.notices_off_at, ChannelAddress.state, ChannelAddress.conversation_id).where(
        ChannelAddress.id == address_id
    )
    row = connection.execute(statement).one_or_none()
    if row is None:
        return None
    stopped = row.state == AddressState.OPTED_OUT.value
    return Wishes(row.notices_off_at is None and not stopped, stopped, row.conversation_id)


def notices_off(connection: Connection, address_id: str, now: datetime) -> bool:
    """Send nothing to an address any more that was not asked for.

    Returns:
        Whether that is new.
    """
    statement = (
        update(ChannelAddress)
        .where(ChannelAddress.id == address_id, ChannelAddress.notices_off_at.is_(None))
        .values(notices_off_at=now)
    )
    return connection.execute(statement).rowcount == 1


def notices_on(connection: Connection, address_id: str) -> None:
    """Send notices to an address again; a STOP holds all the same until a START."""
    connection.execute(update(ChannelAddress).where(ChannelAddress.id == address_id).values(notices_off_at=None))


def new_link(connection: Connection, linked: Linked, expires_at: datetime) -> str:
    """Store a one-time link.

    Returns:
        Its token: 43 characters of A-Z, a-z, 0-9, - and _.
    """
    token = new_token()
    connection.execute(
        insert(LinkToken).values(
            token_hash=token_hash(token),
            customer_id=linked.customer_id,
            conversation_id=linked.conversation_id,
            language=linked.language,
            expires_at=expires_at,
        )
    )
    return token


def open_link(connection: Connection, token: str, now: datetime) -> Linked | None:
    """Use a one-time link up.

    Returns:
        None when it is unknown, too old or was used before; the three look the same.
    """
    statement = (
        update(LinkToken)
        .where(LinkToken.token_hash == token_hash(token), LinkToken.used_at.is_(None), LinkToken.expires_at > now)
        .values(used_at=now)
        .returning(LinkToken.customer_id, LinkToken.conversation_id, LinkToken.language)
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else Linked(*row)
