"""All devices at one place: what is done on one of them reaches the gateway as the channel's provider brings it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wattline.demo.devices.drafts import AGAIN, KINDS, Draft, DraftError
from wattline.demo.devices.owners import CHANNELS, channel_of

if TYPE_CHECKING:
    from wattline.demo.devices.gateway import Door
    from wattline.demo.devices.mailbox import Mailboxes
    from wattline.demo.devices.owners import Channel
    from wattline.demo.devices.phone import Phones
    from wattline.demo.devices.telegram import TelegramChats
    from wattline.demo.inbox import Inbox, InboxMessage


class Desk:
    """Lets somebody use every device."""

    def __init__(self, inbox: Inbox, phones: Phones, mailboxes: Mailboxes, chats: TelegramChats, door: Door) -> None:
        """Take the devices, and the way to the gateway."""
        self._inbox = inbox
        self._phones = phones
        self._mailboxes = mailboxes
        self._chats = chats
        self._door = door
        self._keepers: dict[Channel, Phones | Mailboxes | TelegramChats] = {
            "sms": phones,
            "email": mailboxes,
            "telegram": chats,
        }

    async def act(self, draft: Draft) -> InboxMessage:
        """Do something on a device.

        Returns:
            What was done, with the gateway's answer: of HTTP, or of SMTP for a mail.

        Raises:
            DraftError: It cannot be done there.
        """
        if draft.kind == AGAIN:
            return await self._bring(_written(draft))
        if draft.kind not in KINDS[draft.channel]:
            raise DraftError("kind_unknown", f"On this device there are: {', '.join(KINDS[draft.channel])}.")
        done = None
        for part in _parts(draft):
            done = await self._bring(await self._keepers[draft.channel].keep(part))
        assert done is not None
        return done

    async def referred(self, message_id: str | None) -> InboxMessage | None:
        """The message of an id.

        Raises:
            DraftError: There is none.
        """
        if not message_id:
            return None
        found = await self._inbox.with_id(message_id)
        if found is None:
            raise DraftError("message_unknown", "There is no message with this id.")
        return found

    async def _bring(self, message: InboxMessage) -> InboxMessage:
        request = await self._inbox.request_of(message)
        match message.channel:
            case "sms":
                status = await self._phones.bring(request, self._door)
            case "email":
                status = await self._mailboxes.bring(request)
            case _:
                status = await self._chats.bring(request, self._door)
        return await self._inbox.keep_status(message, status)


def channel_for(channel: str | None, address: str) -> Channel:
    """The channel that was named, or that the address is of.

    Raises:
        DraftError: There is no such channel.
    """
    if not channel:
        return channel_of(address)
    known = next((name for name in CHANNELS if name == channel), None)
    if known is None:
        raise DraftError("channel_unknown", f"There are these channels: {', '.join(CHANNELS)}.")
    return known


def _written(draft: Draft) -> InboxMessage:
    message = draft.refers_to
    if message is None or not message.written:
        raise DraftError("nothing_to_repeat", "Only what a customer wrote can be brought again.")
    return message


def _parts(draft: Draft) -> list[Draft]:
    """Telegram carries one file a message, and its client knows pictures from papers."""
    if draft.channel != "telegram" or draft.kind != "text" or not draft.files:
        return [draft]
    parts = [
        replace(draft, kind="photo" if file.is_picture else "document", files=(file,), text="") for file in draft.files
    ]
    parts[0] = replace(parts[0], text=draft.text)
    return parts
