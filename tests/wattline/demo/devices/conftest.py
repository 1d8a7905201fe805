"""The stand-ins with the gateway's real adapters and its real mail server, behind which a test looks."""

import functools
import ipaddress
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from channels import error_responses
from channels.adapters.sms import Media, SmsAdapter, TwilioAccount
from channels.adapters.sms import read as sms_read
from channels.adapters.sms import router as sms_router
from channels.adapters.telegram import BotAccount, TelegramAdapter, telegram_bot
from channels.contract import Arrival, RawMessage, Read, Received
from channels.limits import Limits
from channels.mail.authentication import FrontServer, SenderCheck, SenderChecks
from channels.mail.envelope import Envelope
from channels.mail.smtp_server import Bounds, House, SmtpServer
from tests.channels.adapters.conformance import Gateway
from wattline.demo.devices import api, twilio_api
from wattline.demo.devices.accounts import SENDER, Accounts
from wattline.demo.devices.gateway import GatewayDoor, MailDoor
from wattline.demo.devices.phone import PhoneAccount
from wattline.demo.devices.standins import StandIns
from wattline.demo.devices.telegram import API_URL
from wattline.demo.inbox import Inbox

URL = "http://127.0.0.1:8000"
OURS = "service@zorza.example"
FRONT = "front-1.zorza.example"


@dataclass
class Post:
    """What the gateway's mail server took."""

    gateway: Gateway
    mails: list[Envelope] = field(default_factory=list)

    async def accepts(self, address: str) -> bool:
        return address.endswith("@zorza.example")

    async def store(self, mail: Envelope) -> None:
        if self.gateway.broken:
            raise OSError("disk full")
        self.mails.append(mail)


@dataclass
class World:
    """Customers' devices on one side, what the gateway was brought on the other."""

    gateway: Gateway
    stand_ins: StandIns
    sms: SmsAdapter
    telegram: TelegramAdapter
    client: httpx2.AsyncClient
    """Of the demo, mounted in the gateway's application."""
    post: Post

    @property
    def inbox(self) -> Inbox:
        return self.stand_ins.inbox

    @property
    def received(self) -> list[Received]:
        return list(self.gateway.received.values())

    async def write(self, **fields: Any) -> dict[str, Any]:
        """Do something on a device; what the demo says of it."""
        answer = await self.client.post("/demo/inbox/messages", json=fields)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def check(self, mail: Envelope) -> SenderCheck:
        """What the gateway believes of a mail's sender."""
        front = FrontServer((ipaddress.ip_network("127.0.0.0/8"),), FRONT)

        def no_dns(*_asked: object) -> Any:
            raise AssertionError("the server in front has said it")

        return SenderChecks(no_dns, lambda domain: domain, front).check_now(mail)


def _serve_text_messages(app: FastAPI, accounts: Accounts, gateway: Gateway, stack: AsyncExitStack) -> Read:
    """The routes of text messages, whose Twilio is the demo in the same application; gives what reads them."""
    phone = accounts.phone
    twilio = TwilioAccount(phone.sid, phone.auth_token, phone.sender, phone.public_url, api_url=f"{URL}/demo/twilio")
    media = Media(twilio, transport=httpx2.ASGITransport(app=app))
    stack.push_async_callback(media.close)
    app.include_router(sms_router(twilio, gateway.keep))
    return functools.partial(sms_read, account=twilio, media=media)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    gateway, app = Gateway(), FastAPI()
    error_responses.install(app)
    async with AsyncExitStack() as stack:
        post = Post(gateway)
        mail = MailDoor("127.0.0.1", await _mail_server(post, stack), OURS, FRONT)
        accounts = Accounts(PhoneAccount(URL, SENDER), mail)
        stand_ins = StandIns(Inbox(tmp_path / "inbox.db"), accounts)
        readers = {"sms": _serve_text_messages(app, accounts, gateway, stack)}
        bot = telegram_bot(accounts.bot.token, API_URL, stand_ins.bot_api.transport())
        account = BotAccount(accounts.bot.name, (accounts.bot.webhook_secret,))
        telegram = TelegramAdapter(bot, account, lambda: datetime.now(UTC))
        stack.push_async_callback(telegram.close)
        readers["telegram"] = telegram.read

        async def read(raw: RawMessage) -> Arrival:
            return await readers[raw.channel](raw)

        gateway.read = read
        app.include_router(telegram.routes(gateway.keep))
        client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=URL)
        await stack.enter_async_context(client)
        demo = FastAPI()
        demo.include_router(api.create_router(stand_ins.desk(GatewayDoor(app)), stand_ins.inbox))
        demo.include_router(twilio_api.create_router(stand_ins.inbox, accounts.phone))
        app.mount("/demo", demo)
        yield World(gateway, stand_ins, SmsAdapter(stand_ins.phones), telegram, client, post)


async def _mail_server(post: Post, stack: AsyncExitStack) -> int:
    server = SmtpServer(
        post.accepts,
        post.store,
        House("mx.zorza.example", None, trusted=(ipaddress.ip_network("127.0.0.0/8"),)),
        Bounds(),
        Limits(mail_connection="1000/second", mail_message="1000/second"),
        lambda: datetime.now(UTC),
    )
    await server.start("127.0.0.1", 0)
    stack.push_async_callback(server.stop, 0.2)
    return server.port
