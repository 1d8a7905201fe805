"""The supplier's accounts with the stand-ins: what the gateway's settings say of its providers in demo mode."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from wattline.demo.devices.gateway import MailDoor
from wattline.demo.devices.phone import PhoneAccount
from wattline.demo.devices.telegram import BotCredentials
from wattline.demo.devices.twilio_api import PATH as TWILIO_PATH

if TYPE_CHECKING:
    from channels.settings import Settings

SENDER = "+4917139200000"
"""The supplier's number for text messages: one nobody has (see `identifiers`)."""
BOT_NAME = "ZorzaDemoBot"
MAILBOX = "service@zorza.example"
_LOOPBACK = ("127.0.0.0/8", "::1/128")
_ANY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - recognised, not bound


@dataclass(frozen=True)
class Accounts:
    """Accounts; their secrets are made anew for each process and known to both sides."""

    phone: PhoneAccount
    mail: MailDoor
    bot: BotCredentials = field(default_factory=lambda: BotCredentials(BOT_NAME))

    @classmethod
    def made(cls, settings: Settings) -> Accounts:
        """Accounts for a gateway with these settings."""
        host = "127.0.0.1" if settings.host in _ANY_ADDRESS else settings.host
        mail_host = "127.0.0.1" if settings.mail_host in _ANY_ADDRESS else settings.mail_host
        here = f"http://{host}:{settings.port}"
        # A mail that claims what only the server in front may say would have to know its name.
        front = f"front-{secrets.token_hex(12)}.zorza.example"
        phone = PhoneAccount(settings.public_url or here, SENDER, api_url=f"{here}/demo{TWILIO_PATH}")
        return cls(phone, MailDoor(mail_host, settings.mail_port, MAILBOX, front))

    def as_settings(self) -> dict[str, Any]:
        """What the gateway is told."""
        return {
            "public_url": self.phone.public_url,
            "twilio_account_sid": self.phone.sid,
            "twilio_auth_token": SecretStr(self.phone.auth_token),
            "twilio_sender": self.phone.sender,
            "twilio_api_url": self.phone.api_url,
            "telegram_token": SecretStr(self.bot.token),
            "telegram_bot_name": self.bot.name,
            "telegram_webhook_secrets": (self.bot.webhook_secret,),
            "telegram_link": f"{self.phone.public_url.rstrip('/')}/demo/telegram?start={{token}}",
            "mail_address": self.mail.address,
            "mail_trusted_networks": _LOOPBACK,
            "mail_trusted_authserv_id": self.mail.front,
        }
