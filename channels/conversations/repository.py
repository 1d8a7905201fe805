"""Statements on conversations: who holds one, what its dialogue knows, who is proven in it."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Row, Table, bindparam, case, insert, or_, select, update

from channels.conversations.models import Conversation
from channels.database import Instant

RENEWED_AT_ONCE = 500
"""Claims in one statement; SQLite takes 32,766 values (sqlite.org/limits.html, read 2026-11), older ones 999."""
_TABLE = cast("Table", Conversation.__table__)
_COLUMNS = (
    _TABLE.c.id,
    _TABLE.c.channel,
    _TABLE.c.owner,
    _TABLE.c.language,
    _TABLE.c.context,
    _TABLE.c.state,
    _TABLE.c.last_seq,
    _TABLE.c.claim_worker,
    _TABLE.c.claim_number,
    _TABLE.c.customer_id,
    _TABLE.c.roles,
    _TABLE.c.proven_at,
    _TABLE.c.verified_until,
    _TABLE.c.bound_to,
    _TABLE.c.address_id,
    _TABLE.c.case_token,
    _TABLE.c.reply_context,
)


# The statements of every turn are built once: building costs several times what running them does.
_ID: BindParameter[str] = bindparam("conversation")
_FREE = or_(_TABLE.c.claim_worker.is_(None), _TABLE.c.lease_until < bindparam("now", type_=Instant()))
_LEASE = bindparam("lease", type_=Instant())
_ADVANCE = (
    update(_TABLE)
    .where(_TABLE.c.id == _ID)
    .values(
        last_seq=_TABLE.c.last_seq + bindparam("messages"),
        active_at=bindparam("now", type_=Instant()),
        verified_until=case(
            (
                _TABLE.c.verified_until >= bindparam("now", type_=Instant()),
                bindparam("verified", type_=Instant()),
            ),
            else_=_TABLE.c.verified_until,
        ),
        claim_worker=case((_FREE, bindparam("worker")), else_=_TABLE.c.claim_worker),
        claim_number=case((_FREE, bindparam("number")), else_=_TABLE.c.claim_number),
        lease_until=case((_FREE, _LEASE), else_=_TABLE.c.lease_until),
    )
    .returning(*_COLUMNS)
)
_CLAIM = (
    update(_TABLE)
    .where(_TABLE.c.id == _ID, _FREE)
    .values(claim_worker=bindparam("worker"), claim_number=bindparam("number"), lease_until=_LEASE)
    .returning(*_COLUMNS)
)
_GET = select(*_COLUMNS).where(_TABLE.c.id == _ID)
_REMEMBER = update(_TABLE).where(_TABLE.c.id == _ID).values(reply_context=bindparam("remembered"))
_FINISH = (
    update(_TABLE)
    .where(
        _TABLE.c.id == _ID,
        _TABLE.c.claim_worker == bindparam("worker"),
        _TABLE.c.claim_number == bindparam("number"),
    )
    .values(
        last_seq=_TABLE.c.last_seq + bindparam("messages"),
        state=bindparam("new_state"),
        language=bindparam("new_language"),
    )
    .returning(_TABLE.c.last_seq)
)
_RELEASE = (
    update(_TABLE)
    .where(_TABLE.c.id == _ID, _TABLE.c.claim_number == bindparam("number"))
    .values(claim_worker=None, lease_until=None)
)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to answer a conversation, until the lease ends."""

    worker: str
    number: int
    lease_until: datetime

    @classmethod
    def fresh(cls, worker: str, lease_until: datetime) -> "Claim":
        """A claim with a number of its own."""
        return cls(worker, secrets.randbits(31), lease_until)


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation as a turn needs it."""

    id: str
    channel: str
    owner: str
    language: str
    context: str | None
    state: str | None
    last_seq: int
    claim_worker: str | None
    claim_number: int
    customer_id: str | None
    roles: tuple[str, ...]
    proven_at: datetime | None
    verified_until: datetime | None
    bound_to: str | None
    address_id: str | None
    case_token: str | None
    reply_context: str | None

    def held_by(self, claim: Claim) -> bool:
        """Whether this very claim holds the conversation."""
        return (self.claim_worker, self.claim_number) == (claim.worker, claim.number)


@dataclass(frozen=True, slots=True)
class ProvenIdentity:
    """Who was proven in a conversation, when, and for how long."""

    customer_id: str
    roles: tuple[str, ...]
    proven_at: datetime
    verified_until: datetime
    bound_to: str | None = None
    """The one thing that was confirmed with a code of its own."""


@dataclass(frozen=True, slots=True)
class NewConversation:
    """What a conversation begins with."""

    id: str
    channel: str
    language: str
    context: str | None
    """JSON."""
    identity: ProvenIdentity | None = None
    address_id: str | None = None
    case_token: str | None = None
    continues: str | None = None
    state: str | None = None
    """JSON of the engine, when the conversation goes on from another one."""


def _row(row: Row[*tuple[Any, ...]]) -> ConversationRow:
    return ConversationRow(**{**row._mapping, "roles": tuple(json.loads(row.roles))})


def create(connection: Connection, new: NewConversation, now: datetime) -> None:
    """Begin a conversation; nobody holds it yet."""
    proven = {"roles": "[]"} if new.identity is None else _proven_columns(new.identity)
    connection.execute(
        insert(Conversation).values(
            id=new.id,
            channel=new.channel,
            owner="with_bot",
            language=new.language,
            context=new.context,
            state=new.state,
            address_id=new.address_id,
            case_token=new.case_token,
            continues=new.continues,
            last_seq=0,
            created_at=now,
            active_at=now,
            claim_number=0,
            **proven,
        )
    )


def _proven_columns(identity: ProvenIdentity) -> dict[str, Any]:
    return {
        "customer_id": identity.customer_id,
        "roles": json.dumps(identity.roles),
        "proven_at": identity.proven_at,
        "verified_until": identity.verified_until,
        "bound_to": identity.bound_to,
    }


def advance(
    connection: Connection, conversation_id: str, *, messages: int, now: datetime, claim: Claim, verified: timedelta
) -> ConversationRow:
    """Make room for messages of the customer, keep his proof alive, and claim the conversation if nobody holds it.

    Locks the row: whatever else happens to this conversation happens before or after.

    Returns:
        The conversation after the change; `held_by(claim)` tells whether the claim was won.
    """
    values = {
        "conversation": conversation_id,
        "messages": messages,
        "now": now,
        "verified": now + verified,
        **_claim_values(claim),
    }
    return _row(connection.execute(_ADVANCE, values).one())


def _claim_values(claim: Claim) -> dict[str, Any]:
    return {"worker": claim.worker, "number": claim.number, "lease": claim.lease_until}


def get(connection: Connection, conversation_id: str) -> ConversationRow:
    """Read a conversation."""
    return _row(connection.execute(_GET, {"conversation": conversation_id}).one())


def lock(connection: Connection, conversation_id: str) -> None:
    """Let nobody else change a conversation until the transaction ends; SQLite has one writer anyway."""
    connection.execute(select(_TABLE.c.id).where(_TABLE.c.id == conversation_id).with_for_update())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn changes in its conversation."""

    state: str | None
    language: str


def finish_turn(
    connection: Connection, claim: Claim, conversation_id: str, *, messages: int, outcome: Outcome
) -> int | None:
    """Make room for replies and store what the turn changed.

    Returns:
        The last sequence number after it, or None when the claim was lost to somebody else.
    """
    values = {
        "conversation": conversation_id,
        "worker": claim.worker,
        "number": claim.number,
        "messages": messages,
        "new_state": outcome.state,
        "new_language": outcome.language,
    }
    return connection.execute(_FINISH, values).scalar_one_or_none()


def find(connection: Connection, conversation_id: str) -> ConversationRow | None:
    """A conversation; None once it was deleted."""
    row = connection.execute(_GET, {"conversation": conversation_id}).one_or_none()
    return None if row is None else _row(row)


def find_case(connection: Connection, case_token: str) -> ConversationRow | None:
    """The conversation of a case token."""
    row = connection.execute(select(*_COLUMNS).where(Conversation.case_token == case_token)).one_or_none()
    return None if row is None else _row(row)


def answer_to(connection: Connection, conversation_id: str, address_id: str) -> None:
    """Answer at another address from now on."""
    connection.execute(update(Conversation).where(Conversation.id == conversation_id).values(address_id=address_id))


def remember_reply_context(connection: Connection, conversation_id: str, context: str) -> None:
    """Keep what the channel needs to answer the message that came last."""
    connection.execute(_REMEMBER, {"conversation": conversation_id, "remembered": context})


def speak(connection: Connection, conversation_id: str, language: str) -> None:
    """Speak another language from now on."""
    connection.execute(update(Conversation).where(Conversation.id == conversation_id).values(language=language))


def add_room(connection: Connection, conversation_id: str, messages: int) -> int:
    """Make room for messages of our own.

    Returns:
        The last sequence number after it.
    """
    statement = (
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(last_seq=Conversation.last_seq + messages)
        .returning(Conversation.last_seq)
    )
    return connection.execute(statement).scalar_one()


def prove(connection: Connection, conversation_id: str, identity: ProvenIdentity) -> None:
    """Store who was proven."""
    values = _proven_columns(identity)
    connection.execute(update(Conversation).where(Conversation.id == conversation_id).values(**values))


def forget_identity(connection: Connection, conversation_id: str) -> None:
    """Log out: nothing proven holds any longer."""
    connection.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id)
        .values(customer_id=None, roles="[]", proven_at=None, verified_until=None, bound_to=None)
    )


def claim(connection: Connection, conversation_id: str, claim: Claim, now: datetime) -> ConversationRow | None:
    """Claim a conversation.

    Returns:
        The conversation, or None when somebody else holds it.
    """
    values = {"conversation": conversation_id, "now": now, **_claim_values(claim)}
    row = connection.execute(_CLAIM, values).one_or_none()
    return None if row is None else _row(row)


def release(connection: Connection, claim: Claim, conversation_id: str) -> None:
    """Let others claim the conversation."""
    connection.execute(_RELEASE, {"conversation": conversation_id, "number": claim.number})


def release_all(connection: Connection, worker: str) -> None:
    """Let go of everything a worker held."""
    connection.execute(
        update(Conversation)
        .where(Conversation.claim_worker == worker)
        .values(claim_worker=None, claim_number=0, lease_until=None)
    )


def renew_leases(connection: Connection, worker: str, numbers: Sequence[int], until: datetime) -> None:
    """Keep what this worker holds under the numbers of its claims."""
    for first in range(0, len(numbers), RENEWED_AT_ONCE):
        some = numbers[first : first + RENEWED_AT_ONCE]
        connection.execute(
            update(Conversation)
            .where(Conversation.claim_worker == worker, Conversation.claim_number.in_(some))
            .values(lease_until=until)
        )


def held(connection: Connection, worker: str) -> Sequence[str]:
    """Conversations that this worker held when it last ended."""
    return connection.execute(select(Conversation.id).where(Conversation.claim_worker == worker)).scalars().all()
