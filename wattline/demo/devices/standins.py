"""The demo in the providers' place: the clients the gateway sends by, and everybody's devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattline.demo import plan
from wattline.demo.devices.bot_api import BotApi
from wattline.demo.devices.desk import Desk
from wattline.demo.devices.mailbox import Mailboxes
from wattline.demo.devices.phone import Phones
from wattline.demo.devices.telegram import TelegramChats

if TYPE_CHECKING:
    from wattline.demo.devices.accounts import Accounts
    from wattline.demo.devices.gateway import Door
    from wattline.demo.inbox import Inbox


class StandIns:
    """All providers of one running demo."""

    def __init__(self, inbox: Inbox, accounts: Accounts) -> None:
        """Wire them; nothing is opened."""
        self.accounts = accounts
        self.inbox = inbox
        self.bot_api = BotApi(inbox, accounts.bot.token, accounts.bot.name, plan.supplier().name)
        self.phones = Phones(inbox, accounts.phone)
        self.mailboxes = Mailboxes(inbox, accounts.mail)

    def desk(self, door: Door) -> Desk:
        """Everybody's devices, once the gateway is there to be written to."""
        self.phones.reports_to = door
        chats = TelegramChats(self.inbox, self.bot_api)
        return Desk(self.inbox, self.phones, self.mailboxes, chats, door)
