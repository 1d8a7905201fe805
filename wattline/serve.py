"""The gateway as `wattline up` runs it: with the demo utility mounted when demo mode is on."""

import os
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

import channels.app
from channels.settings import Settings
from wattline.demo.app import create_demo_app
from wattline.demo.inbox import Inbox
from wattline.demo.pages import home_page


def create_app() -> FastAPI:
    """The gateway's application; in demo mode with `/demo` and with the demo inbox in the providers' place."""
    settings = Settings.model_validate({})
    if not settings.demo:
        return channels.app.create_app(settings)
    inbox = Inbox(Path(os.environ.get("WATTLINE_VAR", "var")) / "demo-inbox.db")
    app = channels.app.create_app(settings, providers=inbox.providers())
    app.add_api_route("/demo", home_page, response_class=HTMLResponse, include_in_schema=False)
    app.mount("/demo", create_demo_app(inbox))
    return app
