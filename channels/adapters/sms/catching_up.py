"""Asks Twilio for what it could not deliver: it tries for 15 seconds, but keeps every message."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import httpx2
import structlog

from channels.adapters.sms.account import TwilioAccount
from channels.adapters.sms.arrivals import as_raw
from channels.adapters.sms.sender import client_of, twilio_errors
from channels.adapters.sms.twilio_http import TwilioHttp
from channels.contract import Keep
from channels.errors import UnreadableError

INBOUND = "inbound"
PAGE_SIZE = 200

log = structlog.get_logger("channels.adapters.sms")


class CatchingUp:
    """Hands over, once more, what came and what became of ours; known things are dropped by whoever stores them."""

    def __init__(
        self,
        account: TwilioAccount,
        keep: Keep,
        *,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """Prepare.

        Args:
            account: Who is asked.
            keep: Keeps what came, and what became of messages of ours.
            transport: Replaces the network in tests.
        """
        self._account = account
        self._keep = keep
        self._http = TwilioHttp(account.api_url, transport)
        self._client = client_of(account, self._http)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.close()

    async def since(self, moment: datetime) -> int:
        """Hand over everything from a moment on, the oldest first.

        Returns:
            How many things were handed over.

        Raises:
            ChannelError: Twilio did not say.
            Exception: Something could not be stored; what is newer was not handed over.
        """
        with twilio_errors():
            found = await self._client.messages.list_async(date_sent_after=moment, page_size=PAGE_SIZE)
        # Twilio looks at the day only, or at messages it has not sent yet.
        recent = [message for message in found if message.date_created is None or message.date_created >= moment]
        handed_over = 0
        for message in reversed(recent):
            try:
                await self._hand_over(message)
            except UnreadableError as error:
                log.warning("malformed", code=error.code)
            else:
                handed_over += 1
        return handed_over

    async def _hand_over(self, message: Any) -> None:
        fields = {
            "MessageSid": message.sid or "",
            "AccountSid": message.account_sid or "",
            "From": message.from_ or "",
            "To": message.to or "",
            "Body": message.body or "",
            "MessageStatus": message.status or "",
            "ErrorCode": str(message.error_code or ""),
        }
        is_status = message.direction != INBOUND
        if not is_status:
            fields |= await self._files_of(message)
        await self._keep(as_raw(fields, urlencode(fields).encode(), self._account, is_status=is_status))

    async def _files_of(self, message: Any) -> dict[str, str]:
        """The fields that a form would name the files with."""
        if not int(message.num_media or 0):
            return {}
        with twilio_errors():
            files = await self._client.messages(message.sid).media.list_async()
        fields = {"NumMedia": str(len(files))}
        for place, file in enumerate(files):
            fields[f"MediaUrl{place}"] = f"https://api.twilio.com{str(file.uri).removesuffix('.json')}"
            fields[f"MediaContentType{place}"] = str(file.content_type)
        return fields
