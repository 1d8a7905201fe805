"""The webhook, long polling and what is set up at Telegram."""

import json
import logging

import httpx
import pytest
from structlog.testing import capture_logs

from channels.adapters.telegram.adapter import LARGEST_UPDATE, WEBHOOK_PATH, BotAccount, TelegramAdapter
from channels.contract import InboundKind, OutboundMessage, ProviderClient
from channels.errors import FinalError, TemporaryError
from tests.channels.adapters import conformance
from tests.channels.adapters.telegram.standin import (
    API,
    CUSTOMER,
    OLD_SECRET,
    SECRET,
    SENT_AT,
    TOKEN,
    UPDATES,
    Chat,
    Stop,
    update,
)


def without_bot(_client: ProviderClient | None = None) -> TelegramAdapter:
    return TelegramAdapter(None, BotAccount("ZorzaEnergyBot"), lambda: SENT_AT)


async def test_conformance() -> None:
    await conformance.says_that_it_cannot(without_bot)
    conformance.hides_addresses()


async def test_stored_then_acknowledged(chat: Chat) -> None:
    received = await chat.comes("text")
    assert received.text == "Wie hoch ist mein Abschlag?"
    assert chat.telegram.calls == []


async def test_a_repeat_is_the_same_thing(chat: Chat) -> None:
    for _ in range(2):
        assert (await chat.post(update("text"))).status_code == 200
    first, again = chat.received
    assert first == again


@pytest.mark.parametrize("failure", [RuntimeError("disk full"), TemporaryError("busy")])
async def test_what_could_not_be_stored_is_sent_again(chat: Chat, failure: Exception) -> None:
    chat.failures = [failure]
    response = await chat.post(update("button"))
    assert (response.status_code, response.json()["code"]) == (503, "not_stored")
    assert chat.telegram.calls == []
    assert (await chat.comes("button")).choice


async def test_both_secrets_are_believed_while_they_change(chat: Chat) -> None:
    for secret in (SECRET, OLD_SECRET):
        assert (await chat.post(update("text"), secret)).status_code == 200


@pytest.mark.parametrize(
    "secret", [None, "", " ", SECRET[:-1], SECRET + "x", SECRET.upper(), f" {SECRET}x", "s\xe9cret", OLD_SECRET[::-1]]
)
async def test_who_does_not_know_the_secret_is_not_read(chat: Chat, secret: str | None) -> None:
    headers = [] if secret is None else [(b"x-telegram-bot-api-secret-token", secret.encode("latin-1"))]
    with capture_logs() as logs:
        for body in (json.dumps(update("text")).encode(), b"no json", b"x" * (LARGEST_UPDATE + 1)):
            response = await chat.http.post(WEBHOOK_PATH, content=body, headers=headers)
            assert (response.status_code, response.json()["code"]) == (403, "signature_invalid")
    assert chat.received == []
    assert [entry["event"] for entry in logs] == ["webhook_refused"] * 3
    assert SECRET not in str(logs)


async def test_the_secret_counts_in_the_header_alone_and_once(chat: Chat) -> None:
    address = f"{WEBHOOK_PATH}?secret_token={SECRET}"
    assert (await chat.http.post(address, json=update("text"))).status_code == 403
    twice = [("x-telegram-bot-api-secret-token", SECRET), ("x-telegram-bot-api-secret-token", SECRET)]
    assert (await chat.http.post(WEBHOOK_PATH, json=update("text"), headers=twice)).status_code == 403
    assert chat.received == []


async def test_without_a_secret_nobody_gets_in() -> None:
    chat = Chat(account=BotAccount("ZorzaEnergyBot"))
    for secret in (None, "", SECRET):
        assert (await chat.post(update("text"), secret)).status_code == 403


@pytest.mark.parametrize("secret", ["", "short", "x" * 257, "x" * 31 + "!", "ł" * 32])
def test_secrets_that_telegram_or_we_do_not_take(secret: str) -> None:
    with pytest.raises(ValueError, match="32 to 256"):
        BotAccount("ZorzaEnergyBot", (secret,))
    assert SECRET not in repr(BotAccount("ZorzaEnergyBot", (SECRET,)))


@pytest.mark.parametrize(
    "body", [b"", b"no json", b"[]", b"null", b"{}", b'{"update_id": "1"}', b'{"update_id": 1', b"\xff", b"[" * 5_000]
)
async def test_malformed(chat: Chat, body: bytes) -> None:
    response = await chat.post(body)
    assert (response.status_code, response.json()["code"]) == (422, "request_invalid")
    assert chat.received == []


async def test_too_long(chat: Chat) -> None:
    response = await chat.post(b" " * (LARGEST_UPDATE + 1))
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


async def test_unknown_kinds_are_acknowledged_and_said(chat: Chat) -> None:
    for name in ("unknown_kind", "unreadable", "service_message"):
        assert (await chat.post(update(name))).status_code == 200
    assert chat.received == []
    assert (chat.set_aside, chat.not_read) == (["unknown_kind", "service_message"], ["unreadable"])


async def test_every_update_is_acknowledged_and_none_is_logged(chat: Chat) -> None:
    with capture_logs() as logs:
        for name in UPDATES:
            assert (await chat.post(update(name))).status_code == 200, name
    assert {entry["event"] for entry in logs} == {"file_not_fetched"}
    assert {key for entry in logs for key in entry} == {"event", "log_level", "update", "code"}


async def test_a_pressed_button_is_answered_once_it_is_stored(chat: Chat) -> None:
    await chat.comes("button")
    (call,) = chat.telegram.calls
    assert (call.method, call.fields) == ("answerCallbackQuery", {"callback_query_id": "300640471200000001"})


async def test_a_button_that_cannot_be_answered_does_no_harm(chat: Chat) -> None:
    chat.telegram.answers["answerCallbackQuery"] = ["button_too_old", "bad_gateway", "throttled"]
    for _ in range(3):
        await chat.comes("button")
    assert chat.telegram.answers["answerCallbackQuery"] == []


async def polled(chat: Chat, answers: list[object], until: int = 1) -> list[float]:
    """Poll until it has rested so many times; the pauses it made."""
    chat.telegram.answers["getUpdates"] = answers
    chat.stop_after = until
    with pytest.raises(Stop):
        await chat.adapter.poll(chat.keep)
    return chat.slept


def brings(*names: str) -> dict[str, object]:
    return {"ok": True, "result": [update(name) for name in names]}


async def test_polling_takes_what_the_webhook_takes(chat: Chat) -> None:
    names = ("text", "unreadable", "button", "voice", "unknown_kind")
    await polled(chat, [brings(*names), brings(), "conflict"])
    over_webhook = Chat()
    for name in names:
        await over_webhook.post(update(name))
    assert chat.received == over_webhook.received
    assert len(chat.telegram.made("answerCallbackQuery")) == 1
    first, second, _ = chat.telegram.made("getUpdates")
    assert first.fields == {
        "offset": "0",
        "timeout": "30",
        "allowed_updates": '["message", "edited_message", "callback_query", "my_chat_member"]',
    }
    assert int(second.fields["offset"]) == max(update(name)["update_id"] for name in names) + 1


async def test_what_polling_could_not_store_is_fetched_again(chat: Chat) -> None:
    chat.failures = [RuntimeError("disk full")]
    pauses = await polled(chat, [brings("text", "help"), brings("text", "help"), "conflict"], until=2)
    assert [received.kind for received in chat.received] == [InboundKind.MESSAGE, InboundKind.HELP]
    assert [call.fields["offset"] for call in chat.telegram.made("getUpdates")][:2] == ["0", "0"]
    assert pauses == [1.0, 1.0]


async def test_a_file_that_cannot_be_fetched_does_not_stop_polling(chat: Chat) -> None:
    chat.telegram.answers["getFile"] = ["internal"]
    await polled(chat, [brings("photo", "help"), "conflict"])
    assert [len(chat.kept), len(chat.received)] == [2, 1]
    assert chat.not_read == ["provider_unreachable"]


async def test_polling_waits_longer_and_as_long_as_told(chat: Chat) -> None:
    failures = [
        "internal",
        "conflict",
        httpx.ReadTimeout("slow"),
        "throttled",
        {"ok": True, "result": None},
        "internal",
    ]
    pauses = await polled(chat, failures, until=5)
    assert pauses == [1.0, 2.0, 4.0, 35.0, 1.0]
    assert chat.telegram.answers["getUpdates"] == []


async def test_webhook_is_set_with_its_secret(chat: Chat) -> None:
    await chat.adapter.prepare("https://chat.zorza.example" + WEBHOOK_PATH)
    (call,) = chat.telegram.made("setWebhook")
    assert call.fields == {
        "url": "https://chat.zorza.example/telegram/updates",
        "secret_token": SECRET,
        "allowed_updates": '["message", "edited_message", "callback_query", "my_chat_member"]',
    }


async def test_for_polling_nothing_is_set(chat: Chat) -> None:
    await chat.adapter.prepare(None)
    assert [call.method for call in chat.telegram.calls] == ["getMe"]


@pytest.mark.parametrize(
    ("account", "code"),
    [
        (BotAccount("AnotherBot", (SECRET,)), "bot_name_wrong"),
        (BotAccount("zorzaenergybot"), "webhook_secret_missing"),
    ],
)
async def test_wrong_settings_are_said(account: BotAccount, code: str) -> None:
    chat = Chat(account=account)
    with pytest.raises(FinalError) as failure:
        await chat.adapter.prepare("https://chat.zorza.example" + WEBHOOK_PATH)
    assert failure.value.code == code
    assert chat.telegram.made("setWebhook") == []


async def test_another_server_by_setting(chat: Chat) -> None:
    await chat.adapter.prepare(None)
    assert chat.telegram.urls == [f"{API}/bot{TOKEN}/getMe"]


async def test_closed_for_good(chat: Chat) -> None:
    await chat.adapter.close()
    await without_bot().close()
    with pytest.raises(TemporaryError):
        await chat.adapter.send(OutboundMessage("o-1", CUSTOMER, None, "x"))


async def test_the_token_stays_out_of_the_log(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        chat.telegram.answers["sendMessage"] = [b"<html>no json</html>", "internal"]
        for _ in range(2):
            with pytest.raises(TemporaryError):
                await chat.adapter.send(OutboundMessage("o-1", CUSTOMER, None, "secret words"))
    assert TOKEN not in caplog.text
    assert "secret words" not in caplog.text
    assert "no json" not in caplog.text


async def test_without_a_bot_nothing_is_taken() -> None:
    adapter = without_bot()
    await adapter.show_typing(CUSTOMER)
    with pytest.raises(FinalError):
        await adapter.poll(Chat().keep)
    with pytest.raises(FinalError):
        await adapter.prepare(None)
