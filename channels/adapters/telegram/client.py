"""The Bot API's client, set up so that neither its token nor what customers write gets into a log."""

import json
import logging
import os
from typing import Any

import httpx
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from channels.adapters.telegram.files import bound_answer

API_URL = "https://api.telegram.org"
READ_SECONDS = 10.0
"""Below what the outbox gives a whole message."""
CONNECTIONS = 32


class QuietRequest(HTTPXRequest):
    """The library's HTTP client; its own way with an answer that is no JSON writes the answer into the log."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer.

        Raises:
            TelegramError: It is no JSON object.
        """
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError) as error:
            raise TelegramError("Invalid server response") from error
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer


def telegram_bot(token: str, api_url: str = API_URL, transport: httpx.AsyncBaseTransport | None = None) -> Bot:
    """A client; nothing is sent before it is used.

    Args:
        token: As BotFather gave it.
        api_url: Of another server that speaks the Bot API: a local one, a stand-in.
        transport: Another way than the network, for tests.
    """
    # The library's own switch for pauses as timedelta; without it every 429 warns.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    for name in ("httpx", "httpcore", "telegram"):
        # Their messages hold addresses with the token (info) and whole updates (debug).
        logging.getLogger(name).setLevel(logging.WARNING)
    request = QuietRequest(
        connection_pool_size=CONNECTIONS,
        read_timeout=READ_SECONDS,
        httpx_kwargs={
            "event_hooks": {"response": [bound_answer]},
            "headers": {"Accept-Encoding": "identity"},
            "transport": transport,
        },
    )
    return Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=request,
        get_updates_request=request,
    )
