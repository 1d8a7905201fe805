"""Hands our messages to Telegram, each part of each once, and keeps quiet when told to."""

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from telegram import Bot, LinkPreviewOptions
from telegram.constants import ChatAction, FloodLimit
from telegram.error import BadRequest

from channels.adapters.telegram.failures import telegram_errors
from channels.adapters.telegram.shaping import PICTURE_AS_DOCUMENT, Part, parts_of
from channels.contract import OutboundFile, OutboundMessage, SendResult
from channels.errors import AddressError, ChannelError, ThrottledError

SECONDS_PER_CALL = 1 / FloodLimit.MESSAGES_PER_SECOND
"""Thirty messages a second to all chats together (Bots FAQ, "My bot is hitting limits"; read 2026-11).

The limit of one a second to a single chat allows short bursts; the parts of one answer are such a burst.
"""
MOST_BEGUN = 1_000
"""Messages of which some parts were sent; the oldest are forgotten first."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
"""Telegram must not open our links to draw a preview: they are meant for the customer alone."""

log = structlog.get_logger("channels.telegram")


@dataclass(frozen=True, slots=True)
class _Sent:
    """A part that Telegram took."""

    id: int
    note: str | None = None


class Sender:
    """Sends.

    A message of several parts that broke off goes on where it stopped when the same process tries it again. Telegram
    takes no idempotency key: a part whose answer got lost, or a try by another process, may come twice.
    """

    def __init__(self, bot: Bot, monotonic: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> None:
        """Keep what sending needs.

        Args:
            bot: Sends.
            monotonic: Seconds of a clock that never jumps.
            sleep: Waits so many seconds.
        """
        self._bot = bot
        self._monotonic = monotonic
        self._sleep = sleep
        self._next_call_at = 0.0
        self._quiet_until = 0.0
        self._begun: dict[str, list[_Sent]] = {}

    async def send(self, message: OutboundMessage) -> SendResult:
        """Send all parts of a message.

        Returns:
            The id of the last part in its chat; buttons are under that one.

        Raises:
            ChannelError: Telegram did not take a part.
        """
        chat = _chat(message.address)
        parts = parts_of(message)
        sent = self._begun.pop(message.id, [])
        try:
            for part in parts[len(sent) :]:
                sent.append(await self._careful(chat, part))
        finally:
            if 0 < len(sent) < len(parts):
                self._remember(message.id, sent)
        shown_otherwise = [part.note for part in parts if part.note] + [made.note for made in sent if made.note]
        return SendResult(str(sent[-1].id), notes=tuple(dict.fromkeys(shown_otherwise)))

    async def show_typing(self, address: str) -> None:
        """Show for some seconds that an answer is being written; a sign that does not get through is no loss."""
        with contextlib.suppress(ChannelError):
            self._keep_quiet()
            with telegram_errors():
                await self._bot.send_chat_action(_chat(address), ChatAction.TYPING)

    async def answer_button(self, callback_id: str) -> None:
        """Take the waiting sign off a pressed button; after some minutes Telegram has done so itself."""
        try:
            with telegram_errors():
                await self._bot.answer_callback_query(callback_id)
        except ChannelError as error:
            log.info("button_not_answered", code=error.code)

    def _remember(self, message_id: str, sent: list[_Sent]) -> None:
        self._begun[message_id] = sent
        if len(self._begun) > MOST_BEGUN:
            del self._begun[next(iter(self._begun))]

    def _keep_quiet(self) -> None:
        """Telegram's pause holds for the whole bot; asking again before its end makes it longer."""
        left = self._quiet_until - self._monotonic()
        if left > 0:
            raise ThrottledError("throttled", left)

    async def _wait_for_turn(self) -> None:
        now = self._monotonic()
        at = max(now, self._next_call_at)
        self._next_call_at = at + SECONDS_PER_CALL
        if at > now:
            await self._sleep(at - now)

    async def _careful(self, chat: int, part: Part) -> _Sent:
        self._keep_quiet()
        await self._wait_for_turn()
        self._keep_quiet()
        try:
            with telegram_errors():
                return await self._part(chat, part)
        except ThrottledError as error:
            self._quiet_until = self._monotonic() + (error.retry_after_seconds or 0.0)
            raise

    async def _part(self, chat: int, part: Part) -> _Sent:
        if part.file is None:
            message = await self._bot.send_message(
                chat, part.text, reply_markup=part.keyboard, link_preview_options=_NO_PREVIEW
            )
            return _Sent(message.message_id)
        if not part.as_picture:
            return _Sent(await self._document(chat, part, part.file))
        try:
            return _Sent(await self._picture(chat, part, part.file))
        except BadRequest as error:
            if not error.message.lower().startswith(("photo_", "image_")):
                raise
        return _Sent(await self._document(chat, part, part.file), PICTURE_AS_DOCUMENT)

    async def _picture(self, chat: int, part: Part, file: OutboundFile) -> int:
        message = await self._bot.send_photo(
            chat, file.content, caption=part.text or None, filename=file.name, reply_markup=part.keyboard
        )
        return message.message_id

    async def _document(self, chat: int, part: Part, file: OutboundFile) -> int:
        message = await self._bot.send_document(
            chat,
            file.content,
            caption=part.text or None,
            filename=file.name,
            reply_markup=part.keyboard,
            disable_content_type_detection=True,
        )
        return message.message_id


def _chat(address: str) -> int:
    try:
        return int(address)
    except ValueError as error:
        raise AddressError("address_unknown") from error
