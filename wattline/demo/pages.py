"""The pages of the demo: the supplier's home page and the inbox."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse


def inbox_page(request: Request) -> HTMLResponse:
    """Phones and mailboxes."""
    return HTMLResponse("")


def create_page_router(backend: object) -> APIRouter:
    """Home page."""
    return APIRouter()
