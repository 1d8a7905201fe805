"""What Telegram's refusals mean: every row of the table, from answers as they come."""

import httpx
import pytest

from channels.contract import OutboundMessage
from channels.errors import (
    AddressError,
    BlockedError,
    ChannelError,
    FinalError,
    TemporaryError,
    ThrottledError,
)
from tests.channels.adapters.telegram.standin import CUSTOMER, Chat

MESSAGE = OutboundMessage("o-1", CUSTOMER, None, "text")


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        ("blocked", BlockedError, "blocked"),
        ("deactivated", AddressError, "address_gone"),
        ("kicked", AddressError, "address_gone"),
        ("migrated", AddressError, "address_gone"),
        ("never_wrote", AddressError, "address_never_wrote"),
        ("is_bot", AddressError, "address_is_bot"),
        ("forbidden", FinalError, "forbidden"),
        ("chat_not_found", AddressError, "address_unknown"),
        ("user_not_found", AddressError, "address_unknown"),
        ("peer_invalid", AddressError, "address_unknown"),
        ("too_long", FinalError, "content_refused"),
        ("upload_too_large", FinalError, "too_large"),
        ("unauthorized", TemporaryError, "credentials_refused"),
        ("token_unknown", TemporaryError, "credentials_refused"),
        ("conflict", TemporaryError, "fetched_elsewhere"),
        ("internal", TemporaryError, "provider_unreachable"),
        ("bad_gateway", TemporaryError, "provider_unreachable"),
        (httpx.ConnectError("refused"), TemporaryError, "provider_unreachable"),
        (httpx.ReadTimeout("slow"), TemporaryError, "provider_unreachable"),
        (b"<html>", TemporaryError, "provider_unclear"),
        (b"[]", TemporaryError, "provider_unclear"),
        (b"[" * 50_000, TemporaryError, "provider_unclear"),
    ],
)
async def test_a_place_for_everything(chat: Chat, answer: object, kind: type[ChannelError], code: str) -> None:
    chat.telegram.answers["sendMessage"] = [answer]
    with pytest.raises(ChannelError) as failure:
        await chat.adapter.send(MESSAGE)
    assert (type(failure.value), failure.value.code) == (kind, code)
    assert failure.value.retryable == (kind is TemporaryError)


async def test_a_pause_holds_for_the_whole_bot(chat: Chat) -> None:
    chat.telegram.answers["sendMessage"] = ["throttled"]
    other = OutboundMessage("o-2", "7000000009", None, "text")
    for message, now, left in ((MESSAGE, 1000.0, 35.0), (other, 1010.0, 25.0), (MESSAGE, 1034.0, 1.0)):
        chat.seconds = now
        with pytest.raises(ThrottledError) as failure:
            await chat.adapter.send(message)
        assert (failure.value.code, failure.value.retryable) == ("throttled", True)
        assert failure.value.retry_after_seconds == left
    await chat.adapter.show_typing(CUSTOMER)
    assert len(chat.telegram.calls) == 1
    chat.seconds = 1035.0
    await chat.adapter.send(MESSAGE)
    assert len(chat.telegram.calls) == 2


@pytest.mark.parametrize("address", ["", "anna@example.org", "+", "@somebody"])
async def test_addresses_that_are_none(chat: Chat, address: str) -> None:
    with pytest.raises(AddressError):
        await chat.adapter.send(OutboundMessage("o-1", address, None, "text"))
    assert chat.telegram.calls == []
