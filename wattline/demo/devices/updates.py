"""What a customer does in a Telegram chat as the Bot API tells it (Bot API 10.0, `Update`; read 2026-11): pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wattline.demo.devices.owners import Owner

if TYPE_CHECKING:
    from collections.abc import Callable

    from wattline.demo.inbox import InboxMessage

Json = dict[str, Any]
SOMEBODY_ELSE = "+491713920099"
"""Whose contact a customer passes on with `other_contact`: a number nobody has (see `identifiers`)."""
_PICTURE_WIDTH, _PICTURE_HEIGHT = 960, 1280
"""Telegram makes pictures smaller and tells their size; here they stay as they are and all claim this one."""


@dataclass(frozen=True)
class Chat:
    """A private chat between a customer and the bot."""

    account: str
    """Number of the customer's account, which is the chat's, too."""
    owner: Owner | None
    bot: Json

    @property
    def customer(self) -> Json:
        """As `User`."""
        owner = self.owner
        named = {"first_name": (owner.name if owner else None) or "Somebody"}
        language = {"language_code": owner.language if owner else "en"}
        return {"id": int(self.account), "is_bot": False} | named | language

    @property
    def chat(self) -> Json:
        """As `Chat`."""
        return {"id": int(self.account), "type": "private", "first_name": self.customer["first_name"]}


def update_of(message: InboxMessage, before: InboxMessage | None, chat: Chat) -> Json:
    """The update for something a customer did.

    Args:
        message: What; its number becomes the number of the update and of the message.
        before: The message that was changed, or whose button was pressed, or that is answered.
        chat: Where.
    """
    if message.kind in ("block", "unblock"):
        return {"update_id": message.number, "my_chat_member": _membership(message, chat)}
    if message.kind == "button" and before is not None:
        return {"update_id": message.number, "callback_query": _pressed(message, before, chat)}
    if message.kind == "edit" and before is not None:
        changed = _message(before, chat, sender=chat.customer) | {"edit_date": _seconds(message)}
        changed["caption" if before.files else "text"] = message.text
        return {"update_id": message.number, "edited_message": changed}
    answered = {} if before is None else {"reply_to_message": shown(before, chat)}
    return {"update_id": message.number, "message": _message(message, chat, sender=chat.customer) | answered}


def shown(message: InboxMessage, chat: Chat) -> Json:
    """A message of either side, as `Message`."""
    return _message(message, chat, sender=chat.customer if message.written else chat.bot)


def _message(message: InboxMessage, chat: Chat, *, sender: Json) -> Json:
    written: Json = {"message_id": message.number, "from": sender, "chat": chat.chat, "date": _seconds(message)}
    content = _CONTENTS.get(message.kind)
    if content is not None and message.written:
        return written | content(message, chat)
    if message.files:
        return written | _file(message)
    return written | _text(message.text)


def _text(text: str) -> Json:
    if not text.startswith("/"):
        return {"text": text}
    command = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
    return {"text": text, "entities": [command]}


def _file(message: InboxMessage) -> Json:
    file = message.files[0]
    facts: Json = {"file_id": file.id, "file_unique_id": file.id[:16], "file_size": file.size}
    caption = {"caption": message.text} if message.text else {}
    if message.kind == "photo":
        return {"photo": [facts | {"width": _PICTURE_WIDTH, "height": _PICTURE_HEIGHT}]} | caption
    return {"document": facts | {"file_name": file.name, "mime_type": file.media_type}} | caption


def _own_contact(message: InboxMessage, chat: Chat) -> Json:
    # Clients leave the plus out.
    own = {"first_name": chat.customer["first_name"], "user_id": int(chat.account)}
    return {"contact": {"phone_number": message.text.lstrip("+")} | own}


def _other_contact(_message: InboxMessage, _chat: Chat) -> Json:
    return {"contact": {"phone_number": SOMEBODY_ELSE, "first_name": "Somebody else", "user_id": 7_999_999_999}}


def _voice(message: InboxMessage, _chat: Chat) -> Json:
    name = f"voice-{message.number}"
    return {"voice": {"file_id": name, "file_unique_id": name, "duration": 4, "mime_type": "audio/ogg"}}


def _sticker(message: InboxMessage, _chat: Chat) -> Json:
    name = f"sticker-{message.number}"
    kind = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "\N{THUMBS UP SIGN}"}
    return {"sticker": {"file_id": name, "file_unique_id": name, "width": 512, "height": 512} | kind}


def _location(_message: InboxMessage, _chat: Chat) -> Json:
    return {"location": {"latitude": 50.9413, "longitude": 6.9583}}


def _membership(message: InboxMessage, chat: Chat) -> Json:
    before, after = ("member", "kicked") if message.kind == "block" else ("kicked", "member")
    states = {"old_chat_member": before, "new_chat_member": after}
    until = {"until_date": 0}
    members = {
        name: {"user": chat.bot, "status": status} | (until if status == "kicked" else {})
        for name, status in states.items()
    }
    return {"chat": chat.chat, "from": chat.customer, "date": _seconds(message)} | members


def _pressed(message: InboxMessage, before: InboxMessage, chat: Chat) -> Json:
    return {
        "id": str(message.number),
        "from": chat.customer,
        "chat_instance": chat.account,
        "data": message.headers["payload"],
        "message": shown(before, chat),
    }


def _seconds(message: InboxMessage) -> int:
    return int(message.sent_at.timestamp())


_CONTENTS: dict[str, Callable[[InboxMessage, Chat], Json]] = {
    "contact": _own_contact,
    "other_contact": _other_contact,
    "voice": _voice,
    "sticker": _sticker,
    "location": _location,
}
