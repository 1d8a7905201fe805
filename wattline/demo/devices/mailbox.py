"""Mailboxes: they keep what the gateway sends and hand customers' mails to its mail server, over SMTP."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiosmtplib import SMTP
from aiosmtplib.errors import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from wattline.demo.devices import arrived_mail, written_mail
from wattline.demo.devices.drafts import DraftError
from wattline.demo.devices.owners import owner_of
from wattline.demo.inbox import Inbox, InboxMessage

if TYPE_CHECKING:
    from channels.mail.composing import Mail
    from wattline.demo.devices.drafts import Draft
    from wattline.demo.devices.gateway import MailDoor
    from wattline.demo.devices.written_mail import Posted, Writer

STORED, NOT_REACHED = 250, 421
"""What a mail server says of a mail it keeps, and what we say when there is none (RFC 5321 section 4.2.3)."""
TIMEOUT_SECONDS = 40.0
"""Above what the gateway may take to store a mail."""
LARGEST_MAIL = 25_000_000
"""Bytes of all attachments; the gateway's own limit of a mail is the same."""
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class Mailboxes:
    """All customers' mailboxes."""

    def __init__(self, inbox: Inbox, door: MailDoor) -> None:
        """Take the place where mails are kept, and where the gateway takes mails."""
        self._inbox = inbox
        self._door = door

    async def carry(self, mail: Mail) -> None:
        """Bring a mail of the gateway's into a mailbox, in the relay's place."""
        await self._inbox.add(arrived_mail.read(mail.recipient, mail.sender, mail.content))

    async def keep(self, draft: Draft) -> InboxMessage:
        """Keep what a customer wrote.

        Raises:
            DraftError: The mail program would not send it.
        """
        _check(draft)
        writer = written_mail.Writer(
            draft.address, owner_of("email", draft.address), self._door.address, self._door.front
        )
        mail = _posted(draft, writer)
        kept = await self._inbox.add(
            InboxMessage(
                draft.address,
                "email",
                mail.subject,
                mail.text,
                datetime.now(UTC),
                written=True,
                kind=draft.kind,
                files=draft.files,
                headers=mail.headers,
                refers_to=draft.refers_to.id if draft.refers_to else None,
            )
        )
        envelope = {
            "sender": mail.sender,
            "recipients": mail.recipients,
            "content": base64.b64encode(mail.content).decode(),
        }
        await self._inbox.keep_request(kept, json.dumps(envelope).encode())
        for copied in mail.copies:
            await self._inbox.add(arrived_mail.read(copied, "", mail.written))
        return kept

    async def bring(self, request: bytes) -> int:
        """Hand a mail to the gateway's mail server."""
        envelope = json.loads(request)
        server = SMTP(
            hostname=self._door.host,
            port=self._door.port,
            local_hostname=self._door.front,
            timeout=TIMEOUT_SECONDS,
            start_tls=False,
        )
        try:
            async with server:
                content = base64.b64decode(envelope["content"])
                await server.sendmail(envelope["sender"], envelope["recipients"], content)
        except SMTPRecipientsRefused as error:
            return error.recipients[0].code
        except SMTPResponseException as error:
            return error.code
        except (SMTPException, OSError):
            return NOT_REACHED
        return STORED


def _posted(draft: Draft, writer: Writer) -> Posted:
    before = draft.refers_to
    if draft.kind == "away" and before is not None:
        return written_mail.posted(
            writer, written_mail.away_note(writer, before), writer.words["away"], (), passed=True
        )
    if draft.kind == "bounce" and before is not None:
        mail = written_mail.bounce(writer, before)
        return written_mail.posted(writer, mail, str(mail["Subject"]), (), passed=True)
    text = draft.button or draft.text
    mail = written_mail.letter(writer, before, draft.subject, text, draft.copies)
    return written_mail.posted(writer, mail, text, draft.files, passed=draft.kind != "forged")


def _check(draft: Draft) -> None:
    if not _ADDRESS.fullmatch(draft.address):
        raise DraftError("address_invalid", "This is no mail address.")
    if not all(map(_ADDRESS.fullmatch, draft.copies)):
        raise DraftError("copy_invalid", "One of those in copy is no mail address.")
    if not (draft.subject or "").isprintable():
        raise DraftError("subject_invalid", "A subject is one line.")
    if draft.kind in ("away", "bounce", "button"):
        _check_answer(draft, draft.refers_to)
    elif not draft.text.strip() and not draft.files:
        raise DraftError("empty", "Please write something.")
    if sum(len(file.content) for file in draft.files) > LARGEST_MAIL:
        raise DraftError("too_large", "A mail takes 25 MB.")


def _check_answer(draft: Draft, answered: InboxMessage | None) -> None:
    if answered is None or answered.written:
        raise DraftError("nothing_to_answer", "This answers a mail of ours; none was named.")
    if draft.kind == "bounce" and not answered.headers.get("return_path"):
        raise DraftError("no_return_path", "That mail named nobody to tell that it did not arrive.")
    if draft.kind == "button" and draft.button not in {button.payload for button in answered.buttons}:
        raise DraftError("no_such_button", "There is no such choice in that mail.")
