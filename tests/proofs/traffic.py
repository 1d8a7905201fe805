"""Messages as their providers hand them over: Twilio's signed form, Telegram's update with the secret, a mail."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pydantic import SecretStr
from twilio.request_validator import SIGNATURE_HEADER, RequestValidator

CHANNELS = ("sms", "telegram", "email")
PUBLIC_URL = "https://chat.zorza.example"
TWILIO_SID = "AC" + "0" * 32
TWILIO_TOKEN = "proof-auth-token"
TWILIO_SENDER = "+4930901820"
BOT_NAME = "ZorzaEnergyBot"
BOT_TOKEN = "8000000002:proof"
BOT_SECRET = "proof_proof_proof_proof_proof_proof"
MAILBOX = "service@zorza.example"
FRONT = "mx.zorza.example"
"""Our server in front, whose word about senders is believed."""
_SENT_AT = 1795345200

_signer = RequestValidator(TWILIO_TOKEN)


@dataclass(frozen=True)
class Message:
    """What a customer wrote; its number is its identity at the provider."""

    channel: str
    number: int
    sender: int
    """Number of the customer."""
    text: str

    @property
    def address(self) -> str:
        """Whom the answer goes to, as the channel writes it."""
        return address_of(self.channel, self.sender)


@dataclass(frozen=True)
class Call:
    """A provider's request to one of our webhooks."""

    path: str
    headers: Mapping[str, str]
    body: bytes


def address_of(channel: str, sender: int) -> str:
    """Where a customer is reached."""
    named = {"sms": f"+4915100{sender:06d}", "telegram": str(7_000_000_000 + sender)}
    return named.get(channel, f"customer{sender}@post.example")


def settings(mail_port: int, url: str = PUBLIC_URL) -> dict[str, Any]:
    """The gateway's settings for all three, by name."""
    return {
        "public_url": url,
        "twilio_account_sid": TWILIO_SID,
        "twilio_auth_token": SecretStr(TWILIO_TOKEN),
        "twilio_sender": TWILIO_SENDER,
        "telegram_token": SecretStr(BOT_TOKEN),
        "telegram_bot_name": BOT_NAME,
        "telegram_webhook_secrets": (BOT_SECRET,),
        "mail_address": MAILBOX,
        "mail_port": mail_port,
        "mail_trusted_networks": ("127.0.0.0/8",),
        "mail_trusted_authserv_id": FRONT,
    }


@functools.cache
def call(message: Message, url: str = PUBLIC_URL) -> Call:
    """The webhook's request; the same for the same message."""
    return _form(message, url) if message.channel == "sms" else _update(message)


def _form(message: Message, url: str) -> Call:
    sid = f"SM{message.number:032x}"
    fields = {
        "ToCountry": "DE",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "SmsSid": sid,
        "SmsStatus": "received",
        "Body": message.text,
        "FromCountry": "DE",
        "To": TWILIO_SENDER,
        "NumSegments": "1",
        "MessageSid": sid,
        "AccountSid": TWILIO_SID,
        "From": message.address,
        "ApiVersion": "2010-04-01",
    }
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        SIGNATURE_HEADER: _signer.compute_signature(f"{url}/sms/messages", fields),
    }
    return Call("/sms/messages", headers, urlencode(fields).encode())


def _update(message: Message) -> Call:
    person = {"id": int(message.address), "is_bot": False, "first_name": "Anna", "language_code": "en"}
    update = {
        "update_id": message.number,
        "message": {
            "message_id": message.number,
            "from": person,
            "chat": {"id": person["id"], "first_name": "Anna", "type": "private"},
            "date": _SENT_AT,
            "text": message.text,
        },
    }
    headers = {"content-type": "application/json", "x-telegram-bot-api-secret-token": BOT_SECRET}
    return Call("/telegram/updates", headers, json.dumps(update).encode())


@functools.cache
def mail(message: Message) -> bytes:
    """The mail, as our server in front hands it on; the same for the same message."""
    lines = (
        f"Authentication-Results: {FRONT}; dmarc=pass header.from=post.example",
        f"From: Anna <{message.address}>",
        f"To: {MAILBOX}",
        "Subject: A question",
        "Date: Sun, 22 Nov 2026 09:30:00 +0000",
        f"Message-ID: <{message.number}@post.example>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
        message.text,
        "",
    )
    return "\r\n".join(lines).encode()
