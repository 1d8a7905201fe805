"""The gateway as `wattline up` runs it: with the demo utility mounted when demo mode is on."""

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

import channels.app
from channels.settings import Settings
from wattline.demo.app import create_demo_app
from wattline.demo.devices.gateway import GatewayDoor, MailDoor
from wattline.demo.devices.phone import PhoneAccount
from wattline.demo.devices.standins import SENDER, Accounts, StandIns
from wattline.demo.inbox import Inbox
from wattline.demo.pages import home_page

if TYPE_CHECKING:
    from channels.contract import ProviderClient

MAIL_PORT_DISTANCE = 25
"""Of the mail server's port from the gateway's."""


def create_app() -> FastAPI:
    """The gateway's application; in demo mode with `/demo` and with the demo's stand-ins in the providers' place."""
    settings = Settings.model_validate({})
    if not settings.demo:
        return channels.app.create_app(settings)
    inbox = Inbox(Path(os.environ.get("WATTLINE_VAR", "var")) / "demo-inbox.db")
    stand_ins = StandIns(inbox, _accounts(settings))
    providers: dict[str, ProviderClient] = {"sms": stand_ins.phones, "email": stand_ins.mailboxes}
    app = channels.app.create_app(settings, providers=providers)
    app.add_api_route("/demo", home_page, response_class=HTMLResponse, include_in_schema=False)
    app.mount("/demo", create_demo_app(stand_ins, GatewayDoor(app)))
    return app


def _accounts(settings: Settings) -> Accounts:
    """Accounts with the stand-ins, whose secrets are made anew for each process."""
    url = f"http://{settings.host}:{settings.port}"
    mail = MailDoor(settings.host, settings.port + MAIL_PORT_DISTANCE, "service@zorza.example", _front())
    return Accounts(PhoneAccount(url, SENDER), mail)


def _front() -> str:
    """Nobody outside can guess the name, so nobody can write it into a mail."""
    return f"front-{secrets.token_hex(12)}.zorza.example"
