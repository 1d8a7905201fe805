"""Text messages over Twilio: the adapter, its provider's client, and the routes that Twilio calls."""

from channels.adapters.sms.account import INBOUND_PATH, STATUS_PATH, TwilioAccount, e164
from channels.adapters.sms.adapter import Link, SmsAdapter
from channels.adapters.sms.arrivals import read
from channels.adapters.sms.catching_up import CatchingUp
from channels.adapters.sms.media import Media
from channels.adapters.sms.sender import TwilioSender
from channels.adapters.sms.webhooks import router

__all__ = [
    "INBOUND_PATH",
    "STATUS_PATH",
    "CatchingUp",
    "Link",
    "Media",
    "SmsAdapter",
    "TwilioAccount",
    "TwilioSender",
    "e164",
    "read",
    "router",
]
