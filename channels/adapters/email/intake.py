"""A mail as it was handed to our server, as what the gateway is given: something received, a report, or neither."""

import asyncio
import hashlib
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from channels.adapters.email.account import MailAccount
from channels.contract import DeliveryStatus, InboundKind, JsonObject, Received, StatusReport
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
REJECTED_AS_UNREADABLE = "554 5.6.0 This mail is too large or too nested to be read; please send us its words alone"
UNANSWERED = frozenset({MailKind.AUTO_REPLY, MailKind.LIST})
"""Kinds of mail that nobody is to be bothered with; bounces and our own mails coming back are not kept."""
_UNCLEAR = ("from_", "header_repeated")
_IDENTIFYING = frozenset({"from", "message-id", "date", "subject", "in-reply-to"})
_CHOICE = re.compile(r"\s*(?:([1-9][0-9]?)[.?]?|\(([1-9][0-9]?)\))\s*")
"""`1`, `1?`, `1.`, `(1)` and nothing else; what is said in words is the engine's."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A mail that is nobody's question: taken, and never answered."""

    reason: str
    """Stable; `KindReason` of the reader, or one of ours."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """Whom a mail is from."""

    account: str
    id: str
    """Of the mail."""
    address: str = field(repr=False)
    doubt: str | None
    """Why nobody knows whether it really is from there; None when it is proven."""


type Arrival = Received | StatusReport | SetAside


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

    async def arrival(self, envelope: Envelope) -> Arrival:
        """Make of a mail what it is.

        Raises:
            MailRejectedError: It is refused, so that the sender's own server tells the sender.
            TimeoutError: Too many wait for their check.
        """
        try:
            content = await self._read(envelope)
        except MailRefusedError as error:
            return await self._beyond_caps(envelope, error.reason)
        if content.kind is MailKind.BOUNCE:
            return self._report(content.bounce)
        if content.kind in UNANSWERED:
            return await self._unanswered(envelope, content)
        if content.kind is not MailKind.ORDINARY:
            return SetAside(content.reason.value)
        if set(map(str.lower, envelope.recipients)) == {self._account.mailbox.bounces}:
            return SetAside("to_bounce_address")
        return _received(await self._checked(envelope), content)

    async def _unanswered(self, envelope: Envelope, content: MailContent) -> Arrival:
        """What looks like a machine's mail: kept with its case, in case a person wrote it, and never answered."""
        try:
            received = _received(await self._checked(envelope), content)
        except MailRejectedError:
            return SetAside(content.reason.value)
        return replace(received, data=received.data | {"unanswered": content.reason.value})

    async def _read(self, envelope: Envelope) -> MailContent:
        def read() -> MailContent:
            ours = (self._account.address, self._account.mailbox.bounces)
            return read_mail(envelope.content, ours=ours, sender=envelope.sender, recipients=envelope.recipients)

        return await asyncio.get_running_loop().run_in_executor(self._readers, read)

    async def _checked(self, envelope: Envelope) -> _Checked:
        """Check who a mail is from; refuse one that says it unclearly, or whose domain wants it refused."""

        def check() -> tuple[SenderCheck, str]:
            if self._checks is None:
                self._checks = self._make_checks()
            return self._checks.check_now(envelope), stable_id(envelope)

        async with asyncio.timeout(CHECK_SECONDS):
            found, mail_id = await asyncio.get_running_loop().run_in_executor(self._checkers, check)
        if found.address is None or found.why.startswith(_UNCLEAR):
            raise MailRejectedError(REJECTED_AS_UNCLEAR, found.why)
        if found.verdict is Verdict.FAILED and found.action != "none":
            raise MailRejectedError(REJECTED_AS_ASKED, found.why)
        return _Checked(self._account.address, mail_id, found.address, None if found.proves_address else found.why)

    async def _beyond_caps(self, envelope: Envelope, reason: RefusalReason) -> Received:
        """A mail that is not taken apart: known to its proven sender, who gets a polite answer (`D17`)."""
        checked = await self._checked(envelope)
        if checked.doubt is not None:
            raise MailRejectedError(REJECTED_AS_UNREADABLE, reason.value)
        fields = fields_of(envelope.content)
        facts: JsonObject = {
            "refused": reason.value,
            "subject": text_of(_first(fields, "subject"))[:LONGEST_SUBJECT],
            "message_id": next(iter(message_ids(_first(fields, "message-id"))), None),
            "references": list(message_ids(_first(fields, "references"))),
        }
        said = {name: value for name, value in facts.items() if value}
        return _arrived(checked, said)

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


def choice_of(text: str) -> str | None:
    """The number that a mail consists of, without its dressing."""
    found = _CHOICE.fullmatch(text)
    return None if found is None else found[1] or found[2]


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


def _received(checked: _Checked, content: MailContent) -> Received:
    facts = facts_of(content)
    # Many write the question into the subject and nothing below it.
    text = content.text or "\n\n".join(content.paragraphs) or bare_subject(content.subject)
    if text:
        facts.setdefault("paragraphs", [text])
    return replace(
        _arrived(checked, facts),
        text=text or None,
        choice=choice_of(text),
        files=content.files,
        language=content.language,
    )


def _arrived(checked: _Checked, facts: JsonObject) -> Received:
    if checked.doubt is not None:
        facts = facts | {"unproven": checked.doubt}
    data = facts | {"reply_context": answer_to(facts), "answers": _answered(checked.account, facts)}
    return Received(
        channel=CHANNEL,
        account=checked.account,
        id=checked.id,
        kind=InboundKind.MESSAGE,
        address=checked.address,
        proves_address=checked.doubt is None,
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
