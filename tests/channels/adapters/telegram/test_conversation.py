"""A customer's side of a conversation, through a Telegram that checks what it is sent (tg-auto-test)."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler
from tg_auto_test.test_utils.serverless_telegram_client import ServerlessTelegramClient

from channels import error_responses
from channels.adapters.telegram.adapter import SECRET_HEADER, WEBHOOK_PATH, TelegramAdapter
from channels.contract import Button, InboundKind, OutboundFile, OutboundMessage, RawMessage, Received
from tests.channels.adapters.telegram.standin import ACCOUNT, SECRET, SENT_AT
from tests.channels.fakes import PNG

CUSTOMER_ID = 7000000001
TOKEN = "kV3_x9-Zq2LrT8wYb1NcD4sAhQ7mE5u"


def answer_to(received: Received) -> OutboundMessage:
    """What a gateway might say."""
    buttons: tuple[Button, ...] = ()
    files: tuple[OutboundFile, ...] = ()
    if received.kind is InboundKind.STARTED:
        text = f"linked by {received.data['token']}"
    elif received.choice is not None:
        text = f"pressed {received.choice}"
        files = (OutboundFile("Rechnung.pdf", "application/pdf", b"%PDF-1.7 bill", "Ihre Rechnung"),)
    elif received.files:
        text = f"{received.text}, {len(received.files[0].content)} bytes"
        files = (OutboundFile("chart.png", "image/png", PNG, "Ihr Verbrauch"),)
    else:
        text, buttons = f"echo {received.text}", (Button("Rechnung", TOKEN),)
    return OutboundMessage(f"o-{received.id}", received.address, None, text, buttons, files)


class Gateway:
    """Stores, and answers once Telegram has its acknowledgement."""

    def __init__(self) -> None:
        self.received: list[Received] = []

    def build(
        self, builder: "ApplicationBuilder[Any, Any, Any, Any, Any, Any]"
    ) -> "Application[Any, Any, Any, Any, Any, Any]":
        application = builder.build()
        adapter = TelegramAdapter(application.bot, ACCOUNT, lambda: SENT_AT)
        app = FastAPI()
        error_responses.install(app)

        async def keep(raw: RawMessage) -> None:
            found = await adapter.read(raw)
            assert isinstance(found, Received)
            self.received.append(found)

        app.include_router(adapter.routes(keep))
        http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://gateway")

        async def webhook(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
            answer = await http.post(WEBHOOK_PATH, json=update.to_dict(), headers={SECRET_HEADER: SECRET})
            assert answer.status_code == 200
            await adapter.send(answer_to(self.received[-1]))

        application.add_handler(TypeHandler(Update, webhook))
        return application


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
async def telegram(gateway: Gateway) -> AsyncIterator[ServerlessTelegramClient]:
    client = ServerlessTelegramClient(gateway.build, user_id=CUSTOMER_ID, bot_username=ACCOUNT.name)
    await client.connect()
    yield client
    await client.disconnect()


def methods(client: ServerlessTelegramClient) -> list[str]:
    return [call.api_method for call in client._api_calls if call.api_method != "getMe"]


async def test_asks_presses_and_gets_a_paper(telegram: ServerlessTelegramClient, gateway: Gateway) -> None:
    async with telegram.conversation(ACCOUNT.name) as conversation:
        await conversation.send_message("Wie hoch ist meine Rechnung?")
        reply = await conversation.get_response()
        assert reply.text == "echo Wie hoch ist meine Rechnung?"
        await reply.click(data=TOKEN.encode())
        pressed, paper = await conversation.get_response(), await conversation.get_response()
    assert pressed.text == f"pressed {TOKEN}"
    assert await paper.download_media(file=bytes) == b"%PDF-1.7 bill"
    assert methods(telegram) == ["sendMessage", "answerCallbackQuery", "sendMessage", "sendDocument"]
    assert {received.address for received in gateway.received} == {str(CUSTOMER_ID)}


async def test_sends_a_photo_and_gets_a_picture(telegram: ServerlessTelegramClient) -> None:
    async with telegram.conversation(ACCOUNT.name) as conversation:
        await conversation.send_file(PNG, caption="Zählerstand")
        text, picture = await conversation.get_response(), await conversation.get_response()
    assert text.text == f"Zählerstand, {len(PNG)} bytes"
    assert await picture.download_media(file=bytes) == PNG
    assert "sendPhoto" in methods(telegram)


async def test_follows_a_link(telegram: ServerlessTelegramClient) -> None:
    async with telegram.conversation(ACCOUNT.name) as conversation:
        await conversation.send_message(f"/start {TOKEN}", parse_mode=None)
        assert (await conversation.get_response()).text == f"linked by {TOKEN}"


async def test_long_answers_arrive_whole(telegram: ServerlessTelegramClient) -> None:
    question = ("Was heißt das alles? " * 300).strip()
    async with telegram.conversation(ACCOUNT.name) as conversation:
        await conversation.send_message(question, parse_mode=None)
        one, two = await conversation.get_response(), await conversation.get_response()
    assert f"{one.text} {two.text}" == f"echo {question}"
    assert (one.button_count, two.button_count) == (0, 1)
