"""What came in, with what was found out about it, and what the journal is to hold of it; pure."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from channels.addresses.repository import AddressRow
from channels.backend_client import KnownCustomer
from channels.contract import InboundKind, JsonObject, Received
from channels.conversations.inspection import Inspected
from channels.conversations.repository import ConversationRow
from channels.journal.intake import OFFERS_PHONE, OWN_ANSWER, WITHDRAWS

LONGEST_ID = 90
"""Characters of a provider's id that is kept as it is; a longer one is hashed."""
LONGEST_ACCOUNT = 64
OWN_ANSWERS = {
    InboundKind.STOP: "stopped",
    InboundKind.START: "started_again",
    InboundKind.HELP: "channel_help",
    InboundKind.EDITED: "edit_not_taken",
}

TOLD_SELDOM = frozenset({"group", "channel"})
"""Why something is refused where many read along, who need not hear it after each of their messages."""
TOLD_AGAIN_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Arriving:
    """What came in with what had to be found out before its transaction."""

    received: Received
    at: datetime
    files: Inspected
    owner: KnownCustomer | None = field(default=None, repr=False)
    """Whose the phone number is that was shared."""
    is_of_customer: bool = False
    """Whether a mail about a case comes from another confirmed mailbox of the case's customer."""
    note: str | None = None
    """Own answer that goes before all others."""


def account_of(received: Received) -> str:
    """Under which the provider's ids are unique."""
    account = f"{received.channel}:{received.account}"
    return account if len(account) <= LONGEST_ACCOUNT else _hashed(account)


def id_of(received: Received) -> str:
    """The provider's id, short enough to be kept."""
    return received.id if len(received.id) <= LONGEST_ID else _hashed(received.id)


@dataclass(frozen=True, slots=True)
class Place:
    """The conversation that something belongs to."""

    conversation: ConversationRow
    is_party: bool = True
    """Whether the sender may hear anything in it."""
    link_refused: bool = False
    is_linked: bool = False
    """Whether a link has just said whose the chat is."""
    carried_from: str | None = None
    """The channel whose conversation goes on here."""


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:LONGEST_ACCOUNT]


def notes_of(arriving: Arriving, place: Place, introduction: JsonObject | None) -> list[tuple[str, JsonObject]]:
    """What has to be said before the answer: who this is, files that did not come, or were not taken.

    Args:
        arriving: What came.
        place: Where it belongs.
        introduction: What the sentence is told that begins a conversation; None where every message says it.

    Returns:
        Names of own words, each with its values.
    """
    received = arriving.received
    is_first = place.conversation.last_seq == 0 and received.kind is InboundKind.MESSAGE
    notes: list[tuple[str, JsonObject]] = []
    if is_first and introduction is not None:
        notes.append(("first_contact", introduction))
    notes += [(f"file_refused_{file.reason}", {"name": file.name}) for file in arriving.files.refused]
    notes += [(f"file_left_out_{one['reason']}", {"name": one["name"]}) for one in received.data.get("left_out", ())]
    notes += [("file_lost", {}) for _code in received.data.get("files_lost", ())[:1]]
    return notes


def body_of(arriving: Arriving, place: Place, address: AddressRow) -> JsonObject | None:
    """What the journal holds where the text does not say it."""
    own = _own_answer(arriving)
    if own is not None:
        is_answered = bool(arriving.received.data.get("answered_by_provider"))
        return {
            OWN_ANSWER: None if is_answered else own,
            WITHDRAWS: arriving.received.kind is InboundKind.STOP,
        }
    if arriving.owner is not None:
        return {"message": {"event": "identity_changed", "data": {"level": "channel"}}}
    if arriving.received.kind is InboundKind.STARTED:
        return _started(place, is_known=place.is_linked or address.customer_id is not None)
    return None


def _own_answer(arriving: Arriving) -> str | None:
    """Name of the gateway's own words that answer something; None where the engine has to."""
    received = arriving.received
    if arriving.note is not None:
        return arriving.note
    if refused := received.data.get("refused"):
        return f"refused_{refused}"
    if not received.text and arriving.files.refused and not arriving.files.taken:
        return "files_only_refused"
    return OWN_ANSWERS.get(received.kind)


def _started(place: Place, *, is_known: bool) -> JsonObject:
    """A chat that was opened: by a link that is no good, to go on with a conversation, or anew."""
    if place.link_refused:
        return {OWN_ANSWER: "link_expired"}
    if place.carried_from is not None:
        return {"message": {"event": "conversation_continued", "data": {"from": place.carried_from}}}
    return {"message": {"event": "session_started", "data": {}}, OFFERS_PHONE: not is_known}
