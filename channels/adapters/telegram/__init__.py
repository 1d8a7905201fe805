"""Telegram as a channel."""

from channels.adapters.telegram.adapter import LARGEST_UPDATE, WEBHOOK_PATH, BotAccount, TelegramAdapter
from channels.adapters.telegram.client import telegram_bot
from channels.adapters.telegram.translation import Refused

__all__ = ["LARGEST_UPDATE", "WEBHOOK_PATH", "BotAccount", "Refused", "TelegramAdapter", "telegram_bot"]
