"""Reads a mail: bytes in, what it says out; no network, no clock but the CPU's, no state."""

import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from email.errors import MessageError

from channels.contract import InboundFile
from channels.mail.addresses import case_token
from channels.mail.bounces import read_plain_bounce, read_report
from channels.mail.classification import Kind, kind_of
from channels.mail.content import (
    Bounce,
    Invitation,
    KindReason,
    LeftOut,
    LeftOutReason,
    MailContent,
    MailKind,
    MailRefusedError,
    RefusalReason,
    Thread,
)
from channels.mail.file_names import without_doubles
from channels.mail.headers import (
    language_of,
    named_addresses,
    only_address,
    raw_field,
    sent_at,
    subject_of,
    text_of,
)
from channels.mail.html_text import html_to_text, picture_numbers, without_picture_marks
from channels.mail.invitations import read_invitation
from channels.mail.limits import Budget, MailLimits
from channels.mail.message_ids import message_ids
from channels.mail.paragraphs import paragraphs_of
from channels.mail.parsing import PARSER_FAILURES, Part, parse_mail
from channels.mail.parts import Body, FilePart, PartSorter, SortedParts
from channels.mail.patterns import pattern_pack
from channels.mail.pictures import ShownPictures, is_decoration
from channels.mail.replies import Cut, cut, patterns_loaded
from channels.mail.threads import thread_of

MOST_COPIES = 50
"""Addresses of others that are kept."""

_PLACEHOLDER = re.compile(r"\[(?:cid|image):[^\]\n]{1,200}\]")


def read_mail(
    raw: bytes,
    *,
    ours: Collection[str],
    sender: str | None = None,
    recipients: Sequence[str] = (),
    limits: MailLimits = MailLimits(),  # noqa: B008 (frozen)
    cpu_clock: Callable[[], float] = time.thread_time,
) -> MailContent:
    """Read a mail.

    Args:
        raw: The mail as received.
        ours: Our mailboxes, the addresses that customers write to.
        sender: As SMTP said, empty for none; None when unknown, then Return-Path counts.
        recipients: As SMTP said.
        limits: The caps.
        cpu_clock: CPU time spent by this thread, in seconds.

    Raises:
        MailRefusedError: The mail is beyond a cap, or nothing can read it.
    """
    patterns_loaded()
    budget = Budget(limits.cpu_seconds(len(raw)), cpu_clock)
    try:
        tree = parse_mail(raw, limits, budget)
        kind = kind_of(tree, sender, ours)
        reader = _Reader(limits, budget, passes_on=_passes_on(tree))
        reader.read(tree, kind.kind)
        thread = thread_of(tree, recipients=recipients, ours=ours)
        return _content(tree, kind, reader.found, thread, ours)
    except (MessageError, *PARSER_FAILURES) as error:
        raise MailRefusedError(RefusalReason.UNREADABLE) from error


@dataclass(slots=True)
class _Found:
    """What is collected while reading."""

    words: Cut = field(default_factory=lambda: Cut("", "", ""))
    forwarded: list[str] = field(default_factory=list)
    files: list[InboundFile] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    invitation: Invitation | None = None
    returned: list[Part] = field(default_factory=list)


class _Reader:
    """Reads one mail and the mails inside it."""

    def __init__(self, limits: MailLimits, budget: Budget, *, passes_on: bool) -> None:
        self._limits = limits
        self._budget = budget
        self._sorter = PartSorter(limits, budget)
        self._passes_on = passes_on
        self._names: set[str] = set()
        self._chars_left, self._lines_left = limits.max_text_chars, limits.max_text_lines
        self.found = _Found()

    def read(self, tree: Part, kind: MailKind) -> None:
        """Read the outermost mail; the mail that a bounce returns is our own, not content."""
        parts = self._sorter.sort(tree)
        shown = ShownPictures()
        self.found.words = self._words(parts, shown)
        self.found.invitation = next(filter(None, map(read_invitation, parts.calendars)), None)
        if kind is MailKind.BOUNCE:
            self.found.returned = parts.mails
            return
        if self.found.words.forwarded:
            self.found.forwarded.append(self.found.words.forwarded)
        self._take_files(parts, shown)
        for mail in parts.mails:
            self._read_inner(mail)

    def _read_inner(self, mail: Part) -> None:
        """A mail passed on as an attachment: all of its text, and its files as if they were attached themselves."""
        parts = self._sorter.sort(mail)
        text = "\n".join(self._text(body, []) for body in parts.bodies)
        self.found.forwarded.append(f"{_header_lines(mail)}\n\n{without_picture_marks(text).strip()}".strip())
        self._take_files(parts, ShownPictures())
        for inner in parts.mails:
            self._read_inner(inner)

    def _words(self, parts: SortedParts, shown: ShownPictures) -> Cut:
        """Cut the text that is read; where pictures stand is learned from the HTML, cut in the same way."""
        pictures: list[str] = []
        text = "\n".join(self._text(body, pictures) for body in parts.bodies)
        words = self._cut(text)
        html = "\n".join(body.html for body in parts.bodies)
        if any(body.plain.strip() for body in parts.bodies) and _has_inline_pictures(html, parts.files):
            self._budget.check()
            rendered = html_to_text(html, pictures := [])
            if len(rendered) <= self._limits.max_text_chars:
                self._place(self._cut(rendered), pictures, shown)
        else:
            self._place(words, pictures, shown)
        return Cut(*map(without_picture_marks, (words.own, words.forwarded, words.quoted)))

    def _text(self, body: Body, pictures: list[str]) -> str:
        self._budget.check()
        if body.plain.strip():
            self._spend(body.plain)
            return _PLACEHOLDER.sub("", body.plain)
        text = html_to_text(body.html, pictures)
        self._spend(text)
        return text

    def _spend(self, text: str) -> None:
        """Count what is read against what may be read of one mail."""
        self._chars_left -= len(text)
        self._lines_left -= text.count("\n")
        if self._chars_left < 0 or self._lines_left < 0:
            raise MailRefusedError(RefusalReason.TEXT_TOO_LONG)
        self._budget.check()

    def _cut(self, text: str) -> Cut:
        self._budget.check()
        return cut(text, passes_on=self._passes_on)

    def _place(self, words: Cut, pictures: list[str], shown: ShownPictures) -> None:
        def named(text: str) -> set[str]:
            return {pictures[number] for number in picture_numbers(text) if number < len(pictures)}

        shown.anywhere.update(pictures)
        shown.own.update(named(words.own), named(words.forwarded))
        shown.quoted.update(named(words.quoted))

    def _take_files(self, parts: SortedParts, shown: ShownPictures) -> None:
        self.found.left_out += parts.left_out
        for file in parts.files:
            if is_decoration(file, shown):
                self.found.left_out.append(LeftOut(file.name, LeftOutReason.SIGNATURE_PICTURE))
            else:
                self.found.files.append(InboundFile(without_doubles(file.name, self._names), file.content))
        if len(self.found.files) > self._limits.max_files:
            raise MailRefusedError(RefusalReason.TOO_MANY_FILES)
        self._budget.check()


def _content(tree: Part, kind: Kind, found: _Found, thread: Thread, ours: Collection[str]) -> MailContent:
    own = found.words.own
    matters = paragraphs_of(own) or tuple(paragraph for text in found.forwarded for paragraph in paragraphs_of(text))
    return MailContent(
        kind=kind.kind,
        reason=kind.reason,
        sender=only_address(tree, "From"),
        reply_to=only_address(tree, "Reply-To"),
        subject=subject_of(tree),
        text=own,
        paragraphs=matters,
        forwarded=tuple(found.forwarded),
        quoted=found.words.quoted,
        files=tuple(found.files),
        left_out=tuple(found.left_out),
        cc=_cc(tree, ours),
        invitation=found.invitation,
        bounce=_bounce(tree, kind, found, ours),
        thread=thread,
        sent_at=sent_at(tree),
        language=language_of(tree),
    )


def _cc(tree: Part, ours: Collection[str]) -> tuple[str, ...]:
    named = (named.address for name in ("To", "Cc") for named in named_addresses(tree, name))
    own = {mailbox.lower() for mailbox in ours}
    others = (address for address in named if address.lower() not in own and case_token(address, ours) is None)
    return tuple(dict.fromkeys(others))[:MOST_COPIES]


def _bounce(tree: Part, kind: Kind, found: _Found, ours: Collection[str]) -> Bounce | None:
    if kind.reason is KindReason.DELIVERY_REPORT:
        return read_report(tree)
    if kind.reason is not KindReason.MAIL_SYSTEM:
        return None
    not_it = {
        *(mailbox.lower() for mailbox in ours),
        *(named.address.lower() for name in ("From", "To") for named in named_addresses(tree, name)),
    }
    words = found.words
    returned = (raw_field(mail, "Message-ID") for mail in found.returned)
    original = next((ids[0] for ids in map(message_ids, returned) if ids), None)
    return read_plain_bounce(
        "\n".join(filter(None, (words.own, words.quoted, words.forwarded))),
        own_addresses=tuple(not_it),
        original=original,
    )


def _passes_on(tree: Part) -> bool:
    return pattern_pack().forward_subject.match(subject_of(tree)) is not None


def _has_inline_pictures(html: str, files: list[FilePart]) -> bool:
    return "cid:" in html.lower() and any(file.is_picture and file.content_id for file in files)


def _header_lines(mail: Part) -> str:
    """The header lines one sees of a forwarded mail."""
    sender = next(iter(named_addresses(mail, "From")), None)
    lines = {
        "From": "" if sender is None else f"{sender.name} <{sender.address}>".strip(),
        "Date": text_of(raw_field(mail, "Date")),
        "Subject": subject_of(mail),
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items() if value)
