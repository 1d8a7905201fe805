"""Tables of conversations: who talks where, what was said, and what hangs on it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from channels.database import Base

CONVERSATION = "conversations.id"


class Conversation(Base):
    """The messages with one customer on one channel account, with the dialogue's state and the proven identity."""

    __tablename__ = "conversations"
    __table_args__ = (
        CheckConstraint(
            "owner IN ('with_bot', 'waiting_for_agent', 'with_agent', 'closed')",
            name="owner",
        ),
        Index(None, "active_at"),
        Index(None, "claim_worker"),
        Index(None, "customer_id"),
        Index(None, "case_token", unique=True),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    channel: Mapped[str] = mapped_column(String(32))
    owner: Mapped[str] = mapped_column(String(20), default="with_bot")
    language: Mapped[str] = mapped_column(String(2))
    context: Mapped[str | None] = mapped_column(Text)
    """JSON the page gave when the chat was opened: a basket or an order."""
    state: Mapped[str | None] = mapped_column(Text)
    """JSON of the engine, opaque here."""
    last_seq: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    active_at: Mapped[datetime]
    claim_worker: Mapped[str | None] = mapped_column(String(64))
    """The gateway process that answers this conversation now."""
    claim_number: Mapped[int] = mapped_column(default=0)
    """Made up anew with every claim: who holds another number has lost the conversation."""
    lease_until: Mapped[datetime | None]
    customer_id: Mapped[str | None] = mapped_column(String(64))
    roles: Mapped[str] = mapped_column(Text, default="[]")
    proven_at: Mapped[datetime | None]
    verified_until: Mapped[datetime | None]
    """Moves on with every message of the customer; past it the level is gone."""
    bound_to: Mapped[str | None] = mapped_column(String(200))
    address_id: Mapped[str | None] = mapped_column(String(36))
    """The channel address its answers go to; null where the customer's side fetches them."""
    continues: Mapped[str | None] = mapped_column(String(36))
    """The conversation on another channel that this one carries on."""
    case_token: Mapped[str | None] = mapped_column(String(26))
    """Nobody can guess it: whoever writes to an address with it writes about this conversation."""
    reply_context: Mapped[str | None] = mapped_column(Text)
    """JSON: what the channel needs of the last message to answer it, such as a mail's subject and ids."""


class Session(Base):
    """A token that opens one conversation; only its hash is stored."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey(CONVERSATION, ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Message(Base):
    """One entry in a conversation."""

    __tablename__ = "messages"
    __table_args__ = (Index(None, "conversation_id", "reply_to"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey(CONVERSATION, ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(100))
    reply_to: Mapped[str | None] = mapped_column(String(100))
    sender: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    buttons: Mapped[str] = mapped_column(Text)
    """JSON list of title and payload."""
    attachments: Mapped[str] = mapped_column(Text)
    """JSON list of id, kind, url and title."""
    at: Mapped[datetime]


class ButtonToken(Base):
    """What a button we sent means; the customer's side sees only the token."""

    __tablename__ = "buttons"

    token: Mapped[str] = mapped_column(String(43), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey(CONVERSATION, ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(Text)
    intent: Mapped[str] = mapped_column(String(100))
    entities: Mapped[str] = mapped_column(Text)
    """JSON object."""
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Attachment(Base):
    """A file of a conversation; its name on our side is random and its content is never served as a page."""

    __tablename__ = "attachments"

    id: Mapped[str] = mapped_column(String(43), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey(CONVERSATION, ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    media_type: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(index=True)
