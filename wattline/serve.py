"""The gateway as `wattline up` runs it: with the demo utility mounted when demo mode is on."""

import gc
import os
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

import channels.app
from channels.gateway import Transports
from channels.registry import Providers, telegram
from channels.settings import Settings
from wattline.demo.app import create_demo_app
from wattline.demo.devices.accounts import Accounts
from wattline.demo.devices.gateway import GatewayDoor
from wattline.demo.devices.standins import StandIns
from wattline.demo.devices.telegram import API_URL
from wattline.demo.inbox import Inbox
from wattline.demo.pages import home_page


def create_app(transports: Transports | None = None) -> FastAPI:
    """The gateway's application; in demo mode with `/demo` and with the demo's stand-ins in the providers' place.

    Args:
        transports: Replace the network to engine and backend in tests.
    """
    app = _made(transports)
    settle()
    return app


def settle() -> None:
    """Let the garbage collector pass over what is there and stays: a whole round holds up every customer for 0.1 s."""
    gc.collect()
    gc.freeze()


def _made(transports: Transports | None) -> FastAPI:
    settings = Settings.model_validate({})
    if not settings.demo:
        return channels.app.create_app(settings, transports=transports)
    accounts = Accounts.made(settings)
    inbox = Inbox(Path(os.environ.get("WATTLINE_VAR", "var")) / "demo-inbox.db")
    stand_ins = StandIns(inbox, accounts)
    bot = telegram.telegram_bot(accounts.bot.token, API_URL, stand_ins.bot_api.transport())
    providers = Providers(sms=stand_ins.phones, telegram=bot, email=stand_ins.mailboxes)
    told = settings.model_copy(update=accounts.as_settings())
    app = channels.app.create_app(told, providers=providers, transports=transports)
    app.add_api_route("/demo", home_page, response_class=HTMLResponse, include_in_schema=False)
    app.mount("/demo", create_demo_app(stand_ins, GatewayDoor(app)))
    return app
