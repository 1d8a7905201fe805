"""A message of ours as the bytes of a mail: header, text and HTML, pictures and files, signature."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from enum import StrEnum
from urllib.parse import quote, urlsplit

from channels.contract import Clock, JsonObject, OutboundFile, OutboundMessage
from channels.errors import FinalError
from channels.mail import addresses
from channels.mail.header_fields import OUR_MARK
from channels.mail.layout import Layout, Letter, Link, Picture
from channels.mail.message_ids import is_message_id
from channels.mail.signing import Signer

MOST_REFERENCES = 20
"""Message ids in `References`: the first and the newest (RFC 5537 section 3.4.4 allows to leave out those between)."""
_OWN_ID = re.compile(r"[A-Za-z0-9._-]{1,100}\Z")
_MEDIA_TYPE = re.compile(r"[a-z0-9]+/[a-z0-9][a-z0-9.+-]*\Z")
# Without eight-bit parts a server on the way has nothing to recode, which would break the signature.
_POLICY, _POLICY_UTF8 = SMTP.clone(cte_type="7bit"), SMTPUTF8.clone(cte_type="7bit")


class Purpose(StrEnum):
    """Why we write; `data["purpose"]` of a message."""

    ANSWER = "answer"
    """The bot answers a mail."""
    NOTICE = "notice"
    """We write on our own account; can be unsubscribed from."""
    LETTER = "letter"
    """A mail of its own, which belongs to no thread: a code that was just asked for, a thank-you."""
    PERSON = "person"
    """An agent answers."""


_AUTO_SUBMITTED = {
    # RFC 3834 section 5: an answer to somebody's mail, or made by a machine of its own accord.
    Purpose.ANSWER: "auto-replied",
    Purpose.NOTICE: "auto-generated",
    Purpose.LETTER: "auto-generated",
}
_FOOTERS = {Purpose.ANSWER: ("reply", "automatic"), Purpose.NOTICE: ("notice",), Purpose.PERSON: ("reply",)}


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Whom our mails are from."""

    address: str
    """Where customers write to: `service@supplier.example`."""

    @property
    def domain(self) -> str:
        """Of the address, and of our message ids."""
        return self.address.rpartition("@")[2]

    @property
    def bounces(self) -> str:
        """Where bounces go; nothing that arrives there is ever answered (RFC 3834 section 3.3)."""
        return f"{self.address.rpartition('@')[0]}+bounces@{self.domain}"


@dataclass(frozen=True, slots=True)
class Mail:
    """Ready to hand over."""

    message_id: str
    """Without angle brackets; a bounce names the mail by it."""
    sender: str
    """Of the envelope: where bounces go."""
    recipient: str
    content: bytes
    purpose: Purpose
    needs_utf8: bool = False
    """The recipient's name has letters that old servers do not know (RFC 6531)."""


@dataclass(frozen=True, slots=True)
class Context:
    """What `data` of a message says about a mail."""

    purpose: Purpose = Purpose.ANSWER
    """When `data` does not say it, a mail that belongs to a thread is an answer, any other a letter."""
    language: str = "en"
    case_token: str | None = None
    """Ties the answer to the case: goes into `Reply-To`."""
    subject: str | None = None
    """When the message has none itself."""
    in_reply_to: str | None = None
    """Message id of the mail that is answered."""
    references: tuple[str, ...] = ()
    """Message ids of the thread, the oldest first."""
    unsubscribe_url: str | None = None
    """HTTPS; a POST to it ends the notices at once (RFC 8058)."""

    @classmethod
    def of(cls, data: JsonObject) -> "Context":
        """Read it.

        Raises:
            FinalError: There is no such purpose.
        """
        in_thread = data.get("in_reply_to") or data.get("case_token")
        purpose = data.get("purpose") or (Purpose.ANSWER if in_thread else Purpose.LETTER)
        if purpose not in tuple(Purpose):
            raise FinalError("purpose_unknown")
        return cls(
            purpose=Purpose(purpose),
            language=str(data.get("language") or "en"),
            case_token=data.get("case_token"),
            subject=data.get("subject"),
            in_reply_to=data.get("in_reply_to"),
            references=tuple(data.get("references") or ()),
            unsubscribe_url=data.get("unsubscribe_url"),
        )


class Composer:
    """Makes mails."""

    def __init__(self, mailbox: Mailbox, layout: Layout, signer: Signer | None, clock: Clock) -> None:
        """Prepare.

        Args:
            mailbox: Whom they are from.
            layout: How they look.
            signer: Signs them; without one there is no one-click unsubscribing.
            clock: Tells the time.
        """
        self._mailbox = mailbox
        self._layout = layout
        self._signer = signer
        self._clock = clock

    def compose(self, message: OutboundMessage) -> Mail:
        """Make a mail; the same message again has the same message id.

        Raises:
            FinalError: Something would break out of its header field.
            AddressError: The recipient's address cannot be one.
        """
        context = Context.of(message.data)
        if not _OWN_ID.match(message.id):
            raise FinalError("header_refused")
        message_id = f"{message.id}@{self._mailbox.domain}"
        to = addresses.recipient(message.address)
        mail = EmailMessage(policy=_POLICY if to.isascii() else _POLICY_UTF8)
        self._address(mail, message, context, to)
        mail["Message-ID"] = f"<{message_id}>"
        mail[OUR_MARK] = message.id
        self._fill(mail, message, context)
        content = _threading(context) + self._list(context) + mail.as_bytes()
        if self._signer is not None:
            content = self._signer.signed(content)
        return Mail(message_id, self._mailbox.bounces, to, content, context.purpose, not to.isascii())

    def _address(self, mail: EmailMessage, message: OutboundMessage, context: Context, to: str) -> None:
        supplier = addresses.one_line(self._layout.look.supplier)
        mail["From"] = Address(supplier, addr_spec=self._mailbox.address)
        local_part, _at, domain = to.rpartition("@")
        mail["To"] = Address(username=local_part, domain=domain)
        mail["Reply-To"] = Address(supplier, addr_spec=self._answer_to(context))
        mail["Subject"] = addresses.one_line(self._subject(message, context))
        mail["Date"] = format_datetime(self._clock())
        if context.purpose in _AUTO_SUBMITTED:
            mail["Auto-Submitted"] = _AUTO_SUBMITTED[context.purpose]
            # What Exchange and Outlook look at instead (MS-OXCMAIL section 2.1.3.2.20).
            mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"

    def _fill(self, mail: EmailMessage, message: OutboundMessage, context: Context) -> None:
        pictures = [file for file in message.files if file.media_type.startswith("image/")]
        letter = self._letter(message, context, pictures)
        mail.set_content(self._layout.text(letter))
        mail.add_alternative(self._layout.html(letter), subtype="html")
        html = mail.get_payload(1)
        assert isinstance(html, EmailMessage)
        for picture, file in zip(letter.pictures, pictures, strict=True):
            main, sub = _media_type(file)
            html.add_related(file.content, main, sub, cid=f"<{picture.cid}>", filename=_file_name(file))
        for file in message.files:
            if file not in pictures:
                main, sub = _media_type(file)
                mail.add_attachment(file.content, main, sub, filename=_file_name(file))

    def _letter(self, message: OutboundMessage, context: Context, pictures: list[OutboundFile]) -> Letter:
        subject = self._subject(message, context)
        links = [Link(button.title, button.payload) for button in message.buttons if _is_page(button.payload)]
        titles = [button.title for button in message.buttons if not _is_page(button.payload)]
        return Letter(
            language=context.language,
            title=subject,
            text=message.text,
            pictures=tuple(
                Picture(f"{message.id}.{number}@{self._mailbox.domain}", file.alt or file.name)
                for number, file in enumerate(pictures)
            ),
            links=tuple(links),
            choices=tuple(
                Link(f"{number}. {title}", self._answer_link(context, subject, str(number)))
                for number, title in enumerate(titles, start=1)
            ),
            footer=_FOOTERS.get(context.purpose, ()),
            unsubscribe_url=self._unsubscribing(context),
        )

    def _subject(self, message: OutboundMessage, context: Context) -> str:
        return message.subject or context.subject or self._layout.look.supplier

    def _answer_to(self, context: Context) -> str:
        if context.case_token is None:
            return self._mailbox.address
        return addresses.case_address(self._mailbox.address, context.case_token)

    def _answer_link(self, context: Context, subject: str, body: str) -> str:
        return (
            f"mailto:{quote(self._answer_to(context), safe='@')}?subject={quote(f'Re: {subject}')}&body={quote(body)}"
        )

    def _unsubscribing(self, context: Context) -> str | None:
        url = context.unsubscribe_url
        if context.purpose is not Purpose.NOTICE or url is None:
            return None
        if not _is_page(url):
            raise FinalError("header_refused")
        return url

    def _list(self, context: Context) -> bytes:
        url = self._unsubscribing(context)
        if url is None:
            return b""
        lines = [f"List-Unsubscribe: <{url}>"]
        if self._signer is not None and url.startswith("https://"):
            # Counts only when a signature covers it (RFC 8058 section 4).
            lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        return _raw(lines)


def _threading(context: Context) -> bytes:
    """What mail programs sort by; written by hand, because the email package would encode long ids as words."""
    answered = [context.in_reply_to] if context.in_reply_to and is_message_id(context.in_reply_to) else []
    known = dict.fromkeys(filter(is_message_id, context.references))
    for last in answered:
        known.pop(last, None)
    chain = [*known, *answered]
    if len(chain) > MOST_REFERENCES:
        chain = [chain[0], *chain[1 - MOST_REFERENCES :]]
    lines = [f"In-Reply-To: <{name}>" for name in answered]
    return _raw([*lines, "References: " + "\r\n ".join(f"<{name}>" for name in chain)] if chain else lines)


def _raw(lines: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _is_page(url: str) -> bool:
    """An address of a page without anything that could leave a header or an attribute."""
    if not url.isascii() or not url.isprintable() or set(url) & set(" <>\"'\\"):
        return False
    parts = urlsplit(url)
    return parts.scheme in ("https", "http") and bool(parts.hostname)


def _media_type(file: OutboundFile) -> tuple[str, str]:
    if not _MEDIA_TYPE.match(file.media_type) or file.media_type.startswith(("message/", "multipart/")):
        return "application", "octet-stream"
    main, _slash, sub = file.media_type.partition("/")
    return main, sub


def _file_name(file: OutboundFile) -> str:
    return addresses.one_line(file.name).replace("/", "_").replace("\\", "_")
