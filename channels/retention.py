"""Deletes what was kept long enough: journal, state, outbox, codes, files, and at last the conversation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Delete, Update, delete, update
from sqlalchemy.orm import InstrumentedAttribute

from channels.addresses.models import AddressState, ChannelAddress, LinkToken
from channels.conversations.models import Attachment, ButtonToken, Conversation, Session
from channels.identity.models import Challenge, CodeSent, UsedProof
from channels.journal.models import OPEN, JournalEntry
from channels.outbox.models import OutboxMessage
from channels.spool.models import SpooledMessage
from channels.understanding.models import Lesson, StaffSession, Understanding


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept."""

    journal: timedelta
    state: timedelta
    outbox: timedelta
    codes: timedelta
    attachments: timedelta
    conversations: timedelta


def sweep(connection: Connection, retention: Retention, now: datetime) -> dict[str, int]:
    """Delete what is old, in one transaction.

    A journal entry loses its content first; its row goes with the conversation, so that a repeat of an old message is
    still known for one.

    Returns:
        How many rows each step touched.
    """
    steps: dict[str, Update | Delete] = {
        "journal": update(JournalEntry)
        .where(
            JournalEntry.status != OPEN,
            JournalEntry.body.is_not(None),
            _older(JournalEntry.done_at, now, retention.journal),
        )
        .values(body=None),
        "unreadable": delete(SpooledMessage).where(
            SpooledMessage.due_at.is_(None), _older(SpooledMessage.received_at, now, retention.journal)
        ),
        "understandings": delete(Understanding).where(_older(Understanding.at, now, retention.journal)),
        "lessons": delete(Lesson).where(
            Lesson.exported_at.is_not(None), _older(Lesson.exported_at, now, retention.journal)
        ),
        "staff_sessions": delete(StaffSession).where(_older(StaffSession.used_at, now, retention.codes)),
        "state": update(Conversation)
        .where(Conversation.state.is_not(None), _older(Conversation.active_at, now, retention.state))
        .values(state=None),
        "outbox": delete(OutboxMessage).where(_older(OutboxMessage.created_at, now, retention.outbox)),
        "challenges": delete(Challenge).where(_older(Challenge.created_at, now, retention.codes)),
        "codes_sent": delete(CodeSent).where(_older(CodeSent.sent_at, now, retention.codes)),
        "proofs": delete(UsedProof).where(UsedProof.expires_at < now),
        "buttons": delete(ButtonToken).where(ButtonToken.expires_at < now),
        "link_tokens": delete(LinkToken).where(LinkToken.expires_at < now),
        "attachments": delete(Attachment).where(_older(Attachment.created_at, now, retention.attachments)),
        "sessions": delete(Session).where(_older(Session.used_at, now, retention.state)),
        "conversations": delete(Conversation).where(_older(Conversation.active_at, now, retention.conversations)),
        "channel_addresses": delete(ChannelAddress).where(
            _older(ChannelAddress.active_at, now, retention.conversations),
            # Whoever wanted no more of our messages still wants none.
            ChannelAddress.notices_off_at.is_(None),
            ChannelAddress.state != AddressState.OPTED_OUT.value,
        ),
    }
    return {name: connection.execute(step).rowcount for name, step in steps.items()}


type _Moment = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


def _older(column: _Moment, now: datetime, kept: timedelta) -> ColumnElement[bool]:
    return column < now - kept
