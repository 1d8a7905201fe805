"""The public doors of a running gateway, and what is left once somebody has been at them."""

import asyncio
import itertools
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx2
from pydantic import SecretStr
from twilio.request_validator import RequestValidator

from channels.adapters.sms import INBOUND_PATH
from channels.adapters.sms.shaping import plain
from channels.adapters.telegram import WEBHOOK_PATH
from channels.adapters.telegram.adapter import SECRET_HEADER
from channels.wording import Wording
from tests.channels.adapters.sms.bench import SID
from tests.channels.adapters.telegram.standin import OLD_SECRET, SECRET, update
from tests.channels.fakes import House

PUBLIC_URL = "https://chat.zorza.example"
OURS, AUTH_TOKEN = "+4930901820", "auth-token"
PROVIDERS: dict[str, Any] = {
    "public_url": PUBLIC_URL,
    "twilio_account_sid": SID,
    "twilio_auth_token": SecretStr(AUTH_TOKEN),
    "twilio_sender": OURS,
    "telegram_bot_name": "ZorzaEnergyBot",
    "telegram_webhook_secrets": (SECRET, OLD_SECRET),
}
"""Settings under which Twilio and Telegram call us."""
PHONE, CHAT = "+4915112345678", "7000000001"
"""The phone is on the record of c-1 and confirmed; the chat is nobody's."""
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}

_CODE = re.compile(r"\b\d{6}\b")
_numbers = itertools.count(7001)
_words = Wording()
_OWN = [
    (name, re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(written)), re.DOTALL))
    for language in sorted(_words.languages)
    for name, words in _words._words[language].items()
    for written in {words, plain(words)}
]
"""Names of the gateway's own words, and how they look, also by text message."""


def own_words(text: str) -> str:
    """The name of the gateway's own words; any other text as it is."""
    return next((f"<{name}>" for name, pattern in _OWN if pattern.fullmatch(text)), text)


def form(text: str, **fields: str) -> str:
    """A text message as Twilio tells of it."""
    number = next(_numbers)
    told = {"MessageSid": f"SM{number:032x}", "AccountSid": SID, "From": PHONE, "To": OURS, "Body": text}
    return urlencode(told | {"NumMedia": "0"} | fields)


def signed(body: str, url: str = PUBLIC_URL + INBOUND_PATH, token: str = AUTH_TOKEN) -> str:
    """Twilio's signature, by its own library."""
    return str(RequestValidator(token).compute_signature(url, dict(parse_qsl(body, keep_blank_values=True))))


def told(name: str, *, changed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A new update like a recorded one, with fields of its content changed."""
    number, found = next(_numbers), update(name)
    (kind,) = found.keys() - {"update_id"}
    return {"update_id": number, kind: found[kind] | dict(changed or {})}


@dataclass(frozen=True)
class End:
    """What is left at the end."""

    answers: tuple[int, ...] = ()
    """What the callers were told: codes of HTTP or SMTP."""
    asked: tuple[str, ...] = ()
    """What the engine was asked: the level, whose, and the words, the button or the event."""
    sent: tuple[str, ...] = field(default=(), compare=False)
    """What went out: to whom, and the words, our own by their name."""
    entries: int = 0
    """In the journal."""
    conversations: int = 0
    unread: int = 0
    """Left in the spool as unreadable."""
    sent_in_any_order: tuple[str, ...] = field(init=False)
    """What goes out on several ways at once has no order among them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "sent_in_any_order", tuple(sorted(self.sent)))


@dataclass
class Door:
    """Somebody before the doors."""

    house: House
    answers: list[int] = field(default_factory=list)

    async def texts(self, body: str, path: str = INBOUND_PATH, signature: str | None = None, **headers: str) -> None:
        """Call as Twilio does."""
        if signature is None:
            signature = signed(body, PUBLIC_URL + path)
        shown = FORM_TYPE | {"X-Twilio-Signature": signature} | headers
        await self.noted(self.house.http.post(path, content=body, headers=shown))

    async def says(self, text: str, **fields: str) -> None:
        """A text message that Twilio signed."""
        await self.texts(form(text, **fields))

    async def updates(self, name: str, secret: str = SECRET, **changed: Any) -> None:
        """An update that Telegram sent."""
        await self.posts(told(name, changed=changed), {SECRET_HEADER: secret})

    async def posts(self, body: object, headers: Any, path: str = WEBHOOK_PATH) -> None:
        """A call of the address that is Telegram's."""
        await self.noted(self.house.http.post(path, content=json.dumps(body).encode(), headers=headers))

    async def noted(self, call: Awaitable[httpx2.Response]) -> None:
        self.answers.append((await call).status_code)
        await self.house.rest()

    async def at_once(self, *calls: Awaitable[None]) -> None:
        await asyncio.gather(*calls)

    async def end(self) -> End:
        await self.house.rest()
        return End(
            tuple(self.answers),
            tuple(asked(self.house, number) for number in range(len(self.house.engine.turns))),
            tuple(sent(self.house)),
            await self._count("journal"),
            await self._count("conversations"),
            await self._count("spool"),
        )

    async def _count(self, table: str) -> int:
        (row,) = await self.house.rows(f"SELECT count(*) AS n FROM {table}")
        return int(row["n"])

    async def is_untouched(self) -> bool:
        """Whether nothing at all was stored."""
        tables = ("spool", "journal", "conversations", "messages", "channel_addresses", "outbox")
        return not any([await self._count(table) for table in tables])


def asked(house: House, number: int) -> str:
    """What the engine was asked in one turn, for whom."""
    claims, message = house.engine.claims(number), house.engine.turns[number]["message"]
    whom = " ".join(filter(None, (claims["level"], claims.get("sub"), claims.get("bound_to"))))
    said = message.get("text") or message.get("intent") or f"<{message.get('event')}>"
    return f"{whom}: {_CODE.sub('<code>', said)}"


def sent(house: House) -> list[str]:
    """What went out by text message and on Telegram, then by mail."""
    letters = [(to, text) for to, _subject, text in house.sms.sent]
    letters += [(str(call.fields["chat_id"]), call.fields["text"]) for call in house.telegram.made("sendMessage")]
    letters += [(to, text) for to, _subject, text in house.email.sent]
    shown = [(to, _CODE.sub("<code>", own_words(text))) for to, text in letters]
    return [f"{to} {text}" for to, text in shown if text != "<first_contact>"]


type Act = Callable[[Door], Awaitable[object]]
"""What somebody does."""
