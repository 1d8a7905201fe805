"""What Telegram's refusals mean for a message: one table."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from channels.errors import AddressError, BlockedError, ChannelError, FinalError, TemporaryError, ThrottledError


@dataclass(frozen=True, slots=True)
class _Meaning:
    """A refusal of this kind, with these words in its description, is that error."""

    kind: type[TelegramError]
    says: str
    error: type[ChannelError]
    code: str


_MEANINGS = (
    _Meaning(Forbidden, "bot was blocked", BlockedError, "blocked"),
    _Meaning(Forbidden, "user is deactivated", AddressError, "address_gone"),
    _Meaning(Forbidden, "bot was kicked", AddressError, "address_gone"),
    _Meaning(Forbidden, "initiate conversation", AddressError, "address_never_wrote"),
    _Meaning(Forbidden, "messages to bots", AddressError, "address_is_bot"),
    _Meaning(Forbidden, "", FinalError, "forbidden"),
    _Meaning(BadRequest, "chat not found", AddressError, "address_unknown"),
    _Meaning(BadRequest, "user not found", AddressError, "address_unknown"),
    _Meaning(BadRequest, "peer_id_invalid", AddressError, "address_unknown"),
    _Meaning(ChatMigrated, "", AddressError, "address_gone"),
    _Meaning(BadRequest, "file is too big", FinalError, "too_large"),
    _Meaning(BadRequest, "temporarily unavailable", TemporaryError, "file_unavailable"),
    _Meaning(BadRequest, "", FinalError, "content_refused"),
    # HTTP 413 has no class of its own.
    _Meaning(NetworkError, "too large", FinalError, "too_large"),
    _Meaning(InvalidToken, "", TemporaryError, "credentials_refused"),
    _Meaning(Conflict, "", TemporaryError, "fetched_elsewhere"),
    _Meaning(NetworkError, "", TemporaryError, "provider_unreachable"),
    _Meaning(TelegramError, "", TemporaryError, "provider_unclear"),
)
"""The first that fits counts; in the library a bad request is a network error, so order matters.

The descriptions are Telegram's, collected at github.com/TelegramBotAPI/errors (read 2026-11). A wrong token is the
operator's to mend, and what waits is to be sent then. An unknown "forbidden" is final, but marks no address: "can't
send messages to the user" has been seen to pass.
"""


def meaning_of(error: TelegramError) -> ChannelError:
    """The place of a refusal in our tree."""
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return ThrottledError("throttled", wait.total_seconds() if isinstance(wait, timedelta) else wait)
    text = error.message.lower()
    meaning = next(row for row in _MEANINGS if isinstance(error, row.kind) and row.says in text)
    return meaning.error(meaning.code)


@contextlib.contextmanager
def telegram_errors() -> Iterator[None]:
    """Give every failure of the library a place in our tree."""
    try:
        yield
    except TelegramError as error:
        raise meaning_of(error) from error
