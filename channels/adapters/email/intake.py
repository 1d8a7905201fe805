"""A mail as it was handed to our server, as what the gateway is given: something received, a report, or neither."""

import asyncio
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from channels.adapters.email.account import MailAccount
from channels.contract import Arrival, DeliveryStatus, InboundKind, JsonObject, Received, SetAside, StatusReport
from channels.keywords import choice_of, kind_of
from channels.mail.authentication import SenderCheck, SenderChecks, Verdict
from channels.mail.content import Bounce, MailContent, MailKind, MailRefusedError, RefusalReason
from channels.mail.envelope import Envelope, MailRejectedError
from channels.mail.facts import facts_of
from channels.mail.header_fields import Field, fields_of
from channels.mail.headers import LONGEST_SUBJECT, text_of
from channels.mail.message_ids import message_ids
from channels.mail.reading import read_mail
from channels.mail.smtp_replies import error_for_status
from channels.mail.threads import answer_to, bare_subject

CHANNEL = "email"
CHECKERS, READERS = 32, 2
"""Threads: checking waits for DNS, reading works."""
CHECK_SECONDS = 20.0
"""Until a check has to be through. DNS is asked for `lookups.LONGEST_SECONDS` at most, so this is over only when too
many mails wait for their check; the sender's server then comes again, and nobody is taken for unproven by our fault."""
REJECTED_AS_ASKED = "550 5.7.26 This mail does not come from where it says, and the domain it names wants it refused"
REJECTED_AS_UNCLEAR = "550 5.6.0 This mail does not say clearly who it is from"
UNANSWERED = frozenset({MailKind.AUTO_REPLY, MailKind.LIST})
"""Kinds of mail that nobody is to be bothered with; bounces and our own mails coming back are not kept."""
_UNCLEAR = ("from_", "header_repeated")
_IDENTIFYING = frozenset({"from", "message-id", "date", "subject", "in-reply-to"})


@dataclass(frozen=True, slots=True)
class Author:
    """Whom a mail is from."""

    address: str = field(repr=False)
    doubt: str | None
    """Why nobody knows whether it really is from there; None when it is proven."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a mail besides its content."""

    account: str
    id: str
    author: Author


class Intake:
    """Reads mails and checks who they are from, on threads of its own."""

    def __init__(self, account: MailAccount, checks: Callable[[], SenderChecks]) -> None:
        """Prepare; threads start with the first mail.

        Args:
            account: Who we are.
            checks: Makes what checks senders; called on a thread, because it takes a third of a second.
        """
        self._account = account
        self._make_checks = checks
        self._checks: SenderChecks | None = None
        self._checkers = ThreadPoolExecutor(CHECKERS, "mail-check")
        self._readers = ThreadPoolExecutor(READERS, "mail-read")

    def close(self) -> None:
        """Let the threads end."""
        self._checkers.shutdown(wait=False)
        self._readers.shutdown(wait=False)

    async def author(self, envelope: Envelope) -> Author:
        """Check who a mail is from.

        Raises:
            MailRejectedError: It says it unclearly, or the domain it names wants such a mail refused.
            TimeoutError: Too many wait for their check.
        """
        if self._checks is not None and self._checks.is_told(envelope):
            return _author(self._checks.check_now(envelope))

        def check() -> SenderCheck:
            if self._checks is None:
                self._checks = self._make_checks()
            return self._checks.check_now(envelope)

        async with asyncio.timeout(CHECK_SECONDS):
            found = await asyncio.get_running_loop().run_in_executor(self._checkers, check)
        return _author(found)

    async def arrival(self, envelope: Envelope, author: Author | None) -> Arrival:
        """Make of a mail what it is.

        Args:
            envelope: The mail.
            author: Whom it is from; None where that was not asked yet.

        Raises:
            TimeoutError: Too many wait for their check.
        """
        content: MailContent | RefusalReason
        try:
            content = await self._read(envelope)
        except MailRefusedError as error:
            content = error.reason
        aside = self._aside(envelope, content) if isinstance(content, MailContent) else None
        if aside is not None:
            return aside
        try:
            told = await self._told(envelope, author)
        except MailRejectedError as error:
            return SetAside(error.why)
        if not isinstance(content, MailContent):
            return _beyond_caps(told, envelope, content)
        received = _received(told, content)
        if content.kind in UNANSWERED:
            return replace(received, data=received.data | {"unanswered": content.reason.value})
        return received

    async def _told(self, envelope: Envelope, author: Author | None) -> _Told:
        mail_id = await asyncio.get_running_loop().run_in_executor(self._readers, stable_id, envelope)
        return _Told(self._account.address, mail_id, author or await self.author(envelope))

    def _aside(self, envelope: Envelope, content: MailContent) -> StatusReport | SetAside | None:
        """What a mail is that no person wrote to us; None when it may be somebody's."""
        if content.kind is MailKind.BOUNCE:
            return self._report(content.bounce)
        if content.kind in UNANSWERED:
            return None
        if content.kind is not MailKind.ORDINARY:
            return SetAside(content.reason.value)
        if set(map(str.lower, envelope.recipients)) == {self._account.mailbox.bounces}:
            return SetAside("to_bounce_address")
        return None

    async def _read(self, envelope: Envelope) -> MailContent:
        def read() -> MailContent:
            ours = (self._account.address, self._account.mailbox.bounces)
            return read_mail(envelope.content, ours=ours, sender=envelope.sender, recipients=envelope.recipients)

        return await asyncio.get_running_loop().run_in_executor(self._readers, read)

    def _report(self, bounce: Bounce | None) -> StatusReport | SetAside:
        """What became of a mail of ours; its message id, which only its recipient knows, says that it was ours."""
        original = None if bounce is None else bounce.original_message_id
        if bounce is None or original is None or original.rpartition("@")[2] != self._account.mailbox.domain:
            return SetAside("bounce_of_others")
        told = next((one for one in bounce.recipients if one.delivery_status is not None), None)
        if told is None or told.delivery_status is None:
            return SetAside("bounce_unclear")
        failed = told.delivery_status is DeliveryStatus.FAILED
        code = error_for_status(told.status or "5.0.0").code if failed else None
        return StatusReport(CHANNEL, original, told.delivery_status, code)


def _author(found: SenderCheck) -> Author:
    if found.address is None or found.why.startswith(_UNCLEAR):
        raise MailRejectedError(REJECTED_AS_UNCLEAR, found.why)
    if found.verdict is Verdict.FAILED and found.action != "none":
        raise MailRejectedError(REJECTED_AS_ASKED, found.why)
    return Author(found.address, None if found.proves_address else found.why)


def stable_id(envelope: Envelope) -> str:
    """The same for the same mail handed over again, by whatever way it came.

    Made of more than the message id: whoever knows somebody's next message id could keep the mail out by being first.
    """
    head, _gap, body = envelope.content.partition(b"\r\n\r\n")
    told = sorted((field.name, field.value) for field in fields_of(head + b"\r\n\r\n") if field.name in _IDENTIFYING)
    digest = hashlib.blake2b(body, digest_size=20)
    for name, value in told:
        digest.update(f"\x00{name}:{value}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _received(told: _Told, content: MailContent) -> Received:
    facts = facts_of(content)
    # Many write the question into the subject and nothing below it.
    text = content.text or "\n\n".join(content.paragraphs) or bare_subject(content.subject)
    if text:
        facts.setdefault("paragraphs", [text])
    # A STOP by mail is told from other wishes by the engine; only a START takes back what a click has ended.
    starts = told.author.doubt is None and not content.files and kind_of(text) is InboundKind.START
    return replace(
        _arrived(told, facts),
        kind=InboundKind.START if starts else InboundKind.MESSAGE,
        text=text or None,
        choice=choice_of(text),
        files=content.files,
        language=content.language,
    )


def _beyond_caps(told: _Told, envelope: Envelope, reason: RefusalReason) -> Received:
    """A mail that is not taken apart: its sender gets a polite answer (`D17`)."""
    fields = fields_of(envelope.content)
    facts: JsonObject = {
        "refused": reason.value,
        "subject": text_of(_first(fields, "subject"))[:LONGEST_SUBJECT],
        "message_id": next(iter(message_ids(_first(fields, "message-id"))), None),
        "references": list(message_ids(_first(fields, "references"))),
    }
    return _arrived(told, {name: value for name, value in facts.items() if value})


def _arrived(told: _Told, facts: JsonObject) -> Received:
    if told.author.doubt is not None:
        facts = facts | {"unproven": told.author.doubt}
    data = facts | {"reply_context": answer_to(facts), "answers": _answered(told.account, facts)}
    return Received(
        channel=CHANNEL,
        account=told.account,
        id=told.id,
        kind=InboundKind.MESSAGE,
        address=told.author.address,
        proves_address=told.author.doubt is None,
        data={name: value for name, value in data.items() if value},
    )


def _answered(account: str, facts: JsonObject) -> list[str]:
    """Messages of ours that a mail answers, by our own ids, the latest first."""
    domain = account.rpartition("@")[2]
    named = (*facts.get("in_reply_to", ()), *reversed(facts.get("references", ())))
    ours = (name.rpartition("@") for name in named)
    return list(dict.fromkeys(own_id for own_id, _at, host in ours if host == domain))


def _first(fields: list[Field], name: str) -> str:
    return next((field.value for field in fields if field.name == name), "")
