"""The MIME tree sorted: bodies, files, mails passed on, calendar entries, and what is left out."""

from dataclasses import dataclass, field
from typing import Any

from channels.mail.charsets import decoded
from channels.mail.content import LeftOut, LeftOutReason, MailRefusedError, RefusalReason
from channels.mail.file_names import file_name
from channels.mail.limits import Budget, MailLimits
from channels.mail.parsing import Part, children, content_bytes

SIGNATURES = frozenset(
    [
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
    ]
)
ENCRYPTED = frozenset(["application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"])
TNEF = frozenset(["application/ms-tnef", "application/vnd.ms-tnef"])
CALENDAR = frozenset(["text/calendar", "application/ics"])
MAILS = frozenset(["message/rfc822", "message/global"])
REPORTS = frozenset(
    ["message/delivery-status", "message/global-delivery-status", "message/disposition-notification",
     "message/feedback-report", "text/rfc822-headers", "message/global-headers"]
)  # fmt: skip
REFERENCES = frozenset(["message/external-body", "message/partial"])


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part that may become a file."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)
    is_picture: bool
    content_id: str | None
    inline: bool
    """Meant to be shown in the text, or at least not as an attachment."""


@dataclass(frozen=True, slots=True)
class Body:
    """One text, in the forms it came in."""

    plain: str = field(repr=False)
    html: str = field(repr=False)


@dataclass(slots=True)
class SortedParts:
    """One mail's parts; those of mails inside it are with these."""

    bodies: list[Body] = field(default_factory=list)
    files: list[FilePart] = field(default_factory=list)
    mails: list[Part] = field(default_factory=list)
    calendars: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


class PartSorter:
    """Walks one mail's tree; stops at mails inside it."""

    def __init__(self, limits: MailLimits, budget: Budget) -> None:
        """Take what bounds the walk."""
        self._limits = limits
        self._budget = budget
        self._chars_left = 2 * limits.max_source_chars  # a text and its HTML form

    def sort(self, mail: Part) -> SortedParts:
        """Sort a mail's parts.

        Raises:
            MailRefusedError: Too much text or too many files.
        """
        found = SortedParts()
        self._walk(mail, found)
        if len(found.files) > self._limits.max_files:
            raise MailRefusedError(RefusalReason.TOO_MANY_FILES)
        return found

    def _walk(self, part: Part, found: SortedParts) -> None:
        self._budget.check()
        inside = children(part)
        kind = part.get_content_type()
        if kind in MAILS and inside:
            found.mails += inside
        elif kind in REPORTS:
            return
        elif kind == "multipart/alternative" and inside:
            self._alternatives(inside, found)
        elif kind == "multipart/encrypted":
            found.left_out.append(LeftOut("encrypted", LeftOutReason.ENCRYPTED))
        elif inside:
            for child in inside:
                self._walk(child, found)
        else:
            self._leaf(part, kind, found)

    def _alternatives(self, inside: list[Part], found: SortedParts) -> None:
        """One text in several forms; files hang on any of them (Apple Mail puts them beside the HTML)."""
        text = SortedParts()
        for child in inside:
            self._walk(child, text)
        plain = "\n".join(body.plain for body in text.bodies if body.plain.strip())
        html = "\n".join(body.html for body in text.bodies if body.html.strip())
        if plain or html:
            found.bodies.append(Body(plain, html))
        found.files += text.files
        found.mails += text.mails
        found.calendars += text.calendars
        found.left_out += text.left_out

    def _leaf(self, part: Part, kind: str, found: SortedParts) -> None:
        name = part.get_filename()
        reason = _left_out_reason(kind, (name or "").lower())
        if reason is not None:
            found.left_out.append(LeftOut(file_name(part), reason))
        elif kind in CALENDAR:
            found.calendars.append(self._text(part))
        elif part.get_content_disposition() != "attachment" and not name and _is_text(kind):
            text = self._text(part)
            found.bodies.append(Body("", text) if kind == "text/html" else Body(_unflowed(part, text), ""))
        elif kind != "text/x-amp-html":
            found.files.append(_file(part, kind))

    def _text(self, part: Part) -> str:
        content = content_bytes(part)
        text = decoded(content, _charset(part)) if len(content) <= 4 * self._limits.max_source_chars else None
        if text is None or len(text) > self._limits.max_source_chars or len(text) > self._chars_left:
            raise MailRefusedError(RefusalReason.TEXT_TOO_LONG)
        self._chars_left -= len(text)
        return text


def _left_out_reason(kind: str, name: str) -> LeftOutReason | None:
    if kind in TNEF or name == "winmail.dat":
        return LeftOutReason.TNEF_UNREADABLE
    if kind in SIGNATURES or name == "smime.p7s":
        return LeftOutReason.CRYPTOGRAPHIC_SIGNATURE
    if kind in ENCRYPTED or name == "smime.p7m":
        return LeftOutReason.ENCRYPTED
    return LeftOutReason.ELSEWHERE if kind in REFERENCES else None


def _is_text(kind: str) -> bool:
    """A body; also a multipart whose parts could not be found, read as the text it then is."""
    return kind in ("text/plain", "text/html") or kind.startswith("multipart/")


def _charset(part: Part) -> str | None:
    charset: Any = part.get_param("charset")
    return str(charset[2] if isinstance(charset, tuple) else charset) if charset else None


def _unflowed(part: Part, text: str) -> str:
    """Join the soft line breaks of RFC 3676, within one depth of quotation."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    joined: list[str] = []
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        before = joined[-1] if joined else ""
        if before.endswith(" ") and before not in ("-- ", "> -- ") and depth == len(before) - len(before.lstrip(">")):
            joined[-1] = before + line[depth:].removeprefix(" ")
        else:
            joined.append(line)
    return "\n".join(joined)


def _file(part: Part, kind: str) -> FilePart:
    content_id = str(part.get("Content-ID") or "").strip().strip("<>") or None
    return FilePart(
        name=file_name(part),
        content=content_bytes(part),
        is_picture=kind.startswith("image/"),
        content_id=content_id,
        inline=part.get_content_disposition() != "attachment",
    )
