"""Mail as a channel: the adapter, what it has to be told, and how often it answers by itself."""

from channels.adapters.email.account import MailAccount
from channels.adapters.email.adapter import EmailAdapter
from channels.adapters.email.intake import CHANNEL
from channels.adapters.email.reply_budget import Rates, ReplyBudget

__all__ = ["CHANNEL", "EmailAdapter", "MailAccount", "Rates", "ReplyBudget"]
