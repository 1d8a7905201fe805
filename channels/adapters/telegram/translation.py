"""What an update of the Bot API says in the words of the contract; pure, nothing is fetched or sent.

Groups and channels get no conversation: what was said there, and by whom, goes no further than this file.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import phonenumbers
from telegram import CallbackQuery, Chat, ChatMemberUpdated, Document, Message, PhotoSize, Update, User
from telegram.constants import ChatMemberStatus, ChatType, MessageAttachmentType, MessageEntityType, MessageLimit

from channels.contract import InboundKind, JsonObject, RawMessage, Received, SetAside
from channels.errors import UnreadableError

CHANNEL = "telegram"
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask Telegram to send (Bot API 10.0, `setWebhook`, `allowed_updates`; read 2026-11)."""

_DEEP_LINK_TOKEN = re.compile(rf"[A-Za-z0-9_-]{{1,{MessageLimit.DEEP_LINK_LENGTH.value}}}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=-|$)")
_UNREADABLE = (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, OSError, RecursionError)
"""What the library raises on updates whose fields are missing or of another type; it checks nothing itself."""


class Refused(StrEnum):
    """Why something cannot be taken; `data["refused"]` of what is handed over, for a polite word to the customer."""

    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    """Somebody else's, a forwarded one, or one without a usable phone number."""
    OTHER = "other"
    FILE_TOO_LARGE = "file_too_large"
    FILE_UNAVAILABLE = "file_unavailable"
    """Telegram does not give it out (any more)."""
    GROUP = "group"
    """Said where others read along; nothing personal may be answered there."""
    CHANNEL = "channel"


_REFUSED_CONTENT = {
    "voice": Refused.VOICE,
    "audio": Refused.VOICE,
    "video": Refused.VIDEO,
    "video_note": Refused.VIDEO,
    # Looked at before documents: a moving picture comes as both.
    "animation": Refused.VIDEO,
    "sticker": Refused.STICKER,
    "location": Refused.LOCATION,
    "venue": Refused.LOCATION,
}
_OTHER_CONTENT = (*(kind.value for kind in MessageAttachmentType), "checklist")
_MEMBER_STATES = {ChatMemberStatus.BANNED: InboundKind.BLOCKED, ChatMemberStatus.MEMBER: InboundKind.UNBLOCKED}
"""In a private chat the customer blocks the bot (`kicked`) or lets it write again (`member`); there is nothing else."""
_COMMANDS = {"start": InboundKind.STARTED, "stop": InboundKind.STOP, "help": InboundKind.HELP}


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file that has to be fetched before its message is complete."""

    file_id: str
    name: str
    size: int | None
    """Bytes, as Telegram declares them."""


@dataclass(frozen=True, slots=True)
class Translation:
    """An update in the words of the contract, with what is left to do about it."""

    received: Received
    wanted: WantedFile | None = None
    sent_at: datetime | None = None


def as_raw(update: object, account: str) -> RawMessage:
    """An update as it is kept.

    Args:
        update: The parsed JSON, as Telegram sent it.
        account: The bot's name without the at sign.

    Raises:
        UnreadableError: It has no `update_id`.
    """
    number = _number_of(update)
    said = [part for part in update.values() if isinstance(part, dict)] if isinstance(update, dict) else []
    senders = [part["from"].get("id") for part in said if isinstance(part.get("from"), dict)]
    return RawMessage(CHANNEL, f"{account}/{number}", str(next(iter(senders), "")), json.dumps(update).encode())


def pressed_in(update: object) -> str | None:
    """The id of a button that was pressed; it shows a waiting sign until that is answered."""
    query = update.get("callback_query") if isinstance(update, dict) else None
    return str(query["id"]) if isinstance(query, dict) and "id" in query else None


def translated(update: object, account: str) -> Translation | SetAside:
    """Translate one update.

    Args:
        update: The parsed JSON, as Telegram sent it.
        account: The bot's name without the at sign.

    Raises:
        UnreadableError: It has no `update_id`, or its fields are missing or of another type.
    """
    translator = _Translator(str(_number_of(update)), account)
    assert isinstance(update, dict)
    try:
        return translator.update(Update.de_json(dict(update), None))
    except _UNREADABLE as error:
        raise UnreadableError("unreadable") from error


def _number_of(update: object) -> int:
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        raise UnreadableError("no_update")
    return number


class _Translator:
    """Translates one update."""

    def __init__(self, update_id: str, account: str) -> None:
        self._id = update_id
        self._account = account

    def update(self, update: Update) -> Translation | SetAside:
        if update.callback_query:
            return self._pressed(update.callback_query)
        if update.my_chat_member:
            return self._membership(update.my_chat_member)
        if update.channel_post:
            return self._refused(update.channel_post.chat, Refused.CHANNEL)
        if update.edited_message:
            return self._private(update.edited_message, self._edited, SetAside("edited_elsewhere"))
        if update.message:
            elsewhere = self._refused(update.message.chat, Refused.GROUP)
            return self._private(update.message, self._message, elsewhere)
        return SetAside("unknown_kind")

    def _private[T](
        self,
        message: Message,
        translate: Callable[[Message, User], Translation | SetAside],
        elsewhere: Translation | SetAside,
    ) -> Translation | SetAside:
        sender = message.from_user
        if message.chat.type != ChatType.PRIVATE:
            return elsewhere
        if sender is None or sender.is_bot or sender.id != message.chat.id:
            return SetAside("sender_unclear")
        return translate(message, sender)

    def _message(self, message: Message, sender: User) -> Translation | SetAside:
        if message.contact:
            return self._contact(message, sender)
        refused = next((why for name, why in _REFUSED_CONTENT.items() if getattr(message, name, None)), None)
        if refused is not None:
            return self._said(message, sender, data={"refused": refused.value})
        wanted = _wanted(message)
        if wanted is not None:
            return self._said(message, sender, text=message.caption, wanted=wanted)
        if message.text:
            return self._command(message, sender) or self._said(message, sender, text=message.text)
        if any(getattr(message, name, None) for name in _OTHER_CONTENT):
            return self._said(message, sender, data={"refused": Refused.OTHER.value})
        return SetAside("service_message")

    def _command(self, message: Message, sender: User) -> Translation | None:
        """A command of this bot that somebody typed, not passed on from elsewhere; anything else is plain text."""
        first = message.entities[0] if message.entities else None
        if first is None or first.type != MessageEntityType.BOT_COMMAND or first.offset != 0 or message.forward_origin:
            return None
        text = message.text or ""
        name, _, bot = text[1 : first.length].partition("@")
        kind = _COMMANDS.get(name)
        if kind is None or (bot and bot.lower() != self._account.lower()):
            return None
        if kind is not InboundKind.STARTED:
            return self._said(message, sender, kind=kind, text=text)
        token = text[first.length :].strip()
        return self._said(
            message, sender, kind=kind, data={"token": token} if _DEEP_LINK_TOKEN.fullmatch(token) else {}
        )

    def _contact(self, message: Message, sender: User) -> Translation:
        """A phone number counts when it is the sender's own and shared now: an old message may hold an old number."""
        contact = message.contact
        own = contact is not None and contact.user_id == sender.id and not message.forward_origin
        phone = _e164(contact.phone_number) if contact is not None and own else None
        if phone is None:
            return self._said(message, sender, data={"refused": Refused.CONTACT.value})
        return self._said(message, sender, kind=InboundKind.CONTACT, data={"phone": phone})

    def _edited(self, message: Message, sender: User) -> Translation | SetAside:
        text = message.text or message.caption
        if not text:
            return SetAside("edited_without_text")
        return self._said(message, sender, kind=InboundKind.EDITED, text=text)

    def _said(
        self,
        message: Message,
        sender: User,
        *,
        kind: InboundKind = InboundKind.MESSAGE,
        text: str | None = None,
        data: JsonObject | None = None,
        wanted: WantedFile | None = None,
    ) -> Translation:
        facts = _facts(message) | (data or {})
        return Translation(self._received(kind, sender, text=text, data=facts), wanted, message.date)

    def _pressed(self, query: CallbackQuery) -> Translation | SetAside:
        if query.message is not None and query.message.chat.type != ChatType.PRIVATE:
            return self._refused(query.message.chat, Refused.GROUP)
        if query.message is None or not query.data or query.message.chat.id != query.from_user.id:
            return SetAside("button_unclear")
        data = {"message_id": _number(query.message.message_id)}
        received = self._received(InboundKind.MESSAGE, query.from_user, choice=_stored(query.data), data=data)
        return Translation(received)

    def _membership(self, change: ChatMemberUpdated) -> Translation | SetAside:
        if change.chat.type != ChatType.PRIVATE:
            return SetAside("membership_elsewhere")
        kind = _MEMBER_STATES.get(ChatMemberStatus(change.new_chat_member.status))
        if kind is None:
            return SetAside("unknown_state")
        return Translation(self._received(kind, change.from_user), sent_at=change.date)

    def _received(
        self,
        kind: InboundKind,
        sender: User,
        *,
        text: str | None = None,
        choice: str | None = None,
        data: JsonObject | None = None,
    ) -> Received:
        return Received(
            channel=CHANNEL,
            account=self._account,
            id=self._id,
            kind=kind,
            address=str(_number(sender.id)),
            text=None if text is None else _stored(text),
            choice=choice,
            language=_language(sender.language_code),
            data=data or {},
        )

    def _refused(self, chat: Chat, why: Refused) -> Translation:
        """Something said where others read along; only where it was said is kept."""
        received = Received(
            channel=CHANNEL,
            account=self._account,
            id=self._id,
            kind=InboundKind.MESSAGE,
            address=str(_number(chat.id)),
            proves_address=False,
            data={"refused": why.value},
        )
        return Translation(received)


def _facts(message: Message) -> JsonObject:
    facts: JsonObject = {"message_id": _number(message.message_id)}
    if message.reply_to_message is not None:
        facts["reply_to"] = _number(message.reply_to_message.message_id)
    if message.forward_origin is not None:
        facts["forwarded"] = True
    if message.media_group_id is not None:
        facts["album"] = _stored(message.media_group_id)
    return facts


def _wanted(message: Message) -> WantedFile | None:
    if message.photo:
        largest = max(message.photo, key=lambda photo: photo.width * photo.height)
        return _file(largest, f"photo-{_number(message.message_id)}.jpg")
    if message.document:
        return _file(message.document, message.document.file_name or "document")
    return None


def _file(file: PhotoSize | Document, name: str) -> WantedFile:
    size = None if file.file_size is None else _number(file.file_size)
    return WantedFile(_stored(file.file_id), _stored(name), size)


def _e164(number: str) -> str | None:
    """A phone number with its plus, which Telegram's clients send or leave out."""
    try:
        parsed = phonenumbers.parse("+" + number.lstrip("+"))
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _language(code: str | None) -> str | None:
    """The language of an IETF tag, without region."""
    found = _LANGUAGE.match(code.lower()) if code else None
    return found[0] if found else None


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no number")
    return value


def _stored(text: object) -> str:
    """A text that any database keeps."""
    if not isinstance(text, str):
        raise TypeError("no text")
    return text.replace("\0", "").encode("utf-8", "replace").decode()
