"""Which language somebody was spoken with last, in whichever conversation that was."""

from collections.abc import Collection

from sqlalchemy import Connection, or_, select

from channels.conversations.models import Conversation, Message


def last_spoken(connection: Connection, conversation_ids: Collection[str], customer_id: str | None) -> str | None:
    """The language of the latest of somebody's conversations that has one of its own.

    It has none before its first answer, unless it goes on from another one: what it began in was a guess.

    Args:
        connection: The transaction.
        conversation_ids: At their addresses.
        customer_id: Who is proven in further ones, such as chats on the site; None when nobody knows.
    """
    at_addresses = Conversation.id.in_(conversation_ids)
    theirs = at_addresses if customer_id is None else or_(at_addresses, Conversation.customer_id == customer_id)
    answered = select(Message.seq).where(Message.conversation_id == Conversation.id, Message.sender == "bot").exists()
    statement = (
        select(Conversation.language)
        .where(theirs, or_(Conversation.continues.is_not(None), answered))
        .order_by(Conversation.active_at.desc())
        .limit(1)
    )
    return connection.execute(statement).scalar_one_or_none()
