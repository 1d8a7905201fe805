"""Phones, with Twilio between them and the gateway: it takes our messages and brings those of customers, signed.

What the gateway gets are Twilio's own forms (Twilio, "Receive and reply to messages", "Media resource"; read 2026-11).
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

import phonenumbers
from twilio.request_validator import SIGNATURE_HEADER, RequestValidator

from wattline.demo.devices.drafts import DraftError
from wattline.demo.inbox import Inbox, InboxMessage

if TYPE_CHECKING:
    from wattline.demo.devices.drafts import Draft
    from wattline.demo.devices.gateway import Door

INBOUND_PATH, STATUS_PATH = "/sms/messages", "/sms/statuses"
"""As the first is typed in at Twilio, and the second goes with each message (`docs/channels/sms.md`)."""
DELIVERY_SECONDS = 1.0
"""How long a message takes to a phone; sooner the gateway might not have noted its id yet."""
MOST_FILES = 10
LARGEST_MESSAGE = 5_000_000
"""Bytes of all files (Twilio, Media resource; read 2026-11)."""
API_VERSION = "2010-04-01"


@dataclass(frozen=True, slots=True)
class PhoneAccount:
    """The supplier's account at the demo's Twilio."""

    public_url: str
    """Where Twilio reaches the gateway."""
    sender: str
    """The supplier's number."""
    api_url: str = ""
    """Where the gateway finds the demo's Twilio."""
    sid: str = field(default_factory=lambda: "AC" + secrets.token_hex(16))
    auth_token: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)

    def media_url(self, message_sid: str, file_id: str) -> str:
        """Where Twilio keeps a file; the gateway looks for it at the stand-in."""
        return f"https://api.twilio.com/{API_VERSION}/Accounts/{self.sid}/Messages/{message_sid}/Media/{file_id}"


class Phones:
    """All customers' phones."""

    def __init__(self, inbox: Inbox, account: PhoneAccount) -> None:
        """Take the place where messages are kept."""
        self._inbox = inbox
        self._account = account
        self._signer = RequestValidator(account.auth_token)
        self.delivery_seconds = DELIVERY_SECONDS
        self.reports_to: Door | None = None
        """Who is told that a message is on the phone; set when the gateway is there."""
        self._on_the_way: set[asyncio.Task[None]] = set()

    async def send(self, to: str, *, subject: str | None, text: str) -> str:
        """Bring a message of the gateway's to a phone, as its provider's client; the message's id."""
        sid = f"SM{uuid4().hex}"
        await self._inbox.add(InboxMessage(to, "sms", subject, text, datetime.now(UTC), id=sid))
        if self.reports_to is not None:
            task = asyncio.create_task(self._report(self.reports_to, sid, to))
            self._on_the_way.add(task)
            task.add_done_callback(self._on_the_way.discard)
        return sid

    async def _report(self, door: Door, sid: str, to: str) -> None:
        """Tell that a message is on the phone (Twilio, "Track the message status"; read 2026-11)."""
        await asyncio.sleep(self.delivery_seconds)
        state = {"MessageSid": sid, "SmsSid": sid, "MessageStatus": "delivered", "SmsStatus": "delivered"}
        ends = {"AccountSid": self._account.sid, "From": self._account.sender, "To": to, "ApiVersion": API_VERSION}
        await self._call(door, STATUS_PATH, state | ends)

    async def keep(self, draft: Draft) -> InboxMessage:
        """Keep what a customer wrote.

        Raises:
            DraftError: The phone would not send it.
        """
        _check(draft)
        files = tuple(replace(file, id=f"ME{uuid4().hex}") for file in draft.files)
        sid = f"{'MM' if files else 'SM'}{uuid4().hex}"
        kept = await self._inbox.add(
            InboxMessage(
                draft.address,
                "sms",
                None,
                draft.text,
                datetime.now(UTC),
                written=True,
                kind="text",
                files=files,
                id=sid,
            )
        )
        await self._inbox.keep_request(kept, urlencode(self._form(kept)).encode())
        return kept

    async def bring(self, request: bytes, door: Door) -> int:
        """Bring a form to the gateway, signed for this moment's token."""
        fields = dict(parse_qsl(request.decode(), keep_blank_values=True))
        # An earlier process had another account.
        kept_for = fields["AccountSid"]
        fields = {name: value.replace(kept_for, self._account.sid) for name, value in fields.items()}
        return await self._call(door, INBOUND_PATH, fields)

    async def _call(self, door: Door, path: str, fields: dict[str, str]) -> int:
        url = self._account.public_url.rstrip("/") + path
        headers = {
            SIGNATURE_HEADER: self._signer.compute_signature(url, fields),
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "TwilioProxy/1.1",
        }
        return (await door.post(url, urlencode(fields).encode(), headers)).status

    def _form(self, message: InboxMessage) -> dict[str, str]:
        form = {
            "ToCountry": "DE",
            "SmsMessageSid": message.id,
            "NumMedia": str(len(message.files)),
            "SmsSid": message.id,
            "SmsStatus": "received",
            "Body": message.text,
            "FromCountry": phonenumbers.region_code_for_number(phonenumbers.parse(message.address)) or "",
            "To": self._account.sender,
            "NumSegments": "1",
            "MessageSid": message.id,
            "AccountSid": self._account.sid,
            "From": message.address,
            "ApiVersion": API_VERSION,
        }
        for place, file in enumerate(message.files):
            form[f"MediaUrl{place}"] = self._account.media_url(message.id, file.id)
            form[f"MediaContentType{place}"] = file.media_type
        return form


def _check(draft: Draft) -> None:
    try:
        number = phonenumbers.parse(draft.address)
    except phonenumbers.NumberParseException as error:
        raise DraftError("address_invalid", "A phone number begins with + and its country.") from error
    if not phonenumbers.is_possible_number(number):
        raise DraftError("address_invalid", "This cannot be a phone number.")
    if not draft.text.strip() and not draft.files:
        raise DraftError("empty", "Please write something.")
    if len(draft.files) > MOST_FILES or sum(len(file.content) for file in draft.files) > LARGEST_MESSAGE:
        raise DraftError("too_large", "A message takes 10 pictures and 5 MB.")
