"""Bytes to a MIME tree, within caps that hold while it is being built."""

from email.feedparser import BytesFeedParser
from email.message import Message
from email.policy import Compat32, Policy

from channels.mail.content import MailRefusedError, RefusalReason
from channels.mail.limits import Budget, MailLimits

CHUNK_BYTES = 64 * 1024
"""Between two looks at the watch."""
LONGEST_CONTENT_FIELD = 8_192
"""Characters of a Content-Type and its like; the library takes quadratic time to split their parameters."""
type Part = Message[str, str]

PARSER_FAILURES = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library's mail package throws at mails made to break it, besides its own `MessageError`. A mail
that makes us throw one of these is parked like any other that cannot be read; the tests tell the two apart."""


class _Counter:
    """What was met so far in one mail."""

    def __init__(self, limits: MailLimits) -> None:
        self._limits = limits
        self._parts = -1  # the parser makes one message to see how its factory is called
        self._fields = self._header_chars = 0

    def part(self) -> None:
        self._parts += 1
        if self._parts > self._limits.max_parts:
            raise MailRefusedError(RefusalReason.TOO_MANY_PARTS)

    def field(self, first_line: str, length: int) -> None:
        self._fields += 1
        if length > LONGEST_CONTENT_FIELD and first_line.lower().startswith("content-"):
            raise MailRefusedError(RefusalReason.HEADER_TOO_LARGE)
        self._header_chars += length
        if self._header_chars > self._limits.max_header_bytes or self._fields > self._limits.max_header_fields:
            raise MailRefusedError(RefusalReason.HEADER_TOO_LARGE)


class _CountingPolicy(Compat32):
    """Parses as the standard library always did, and counts fields."""

    counter: _Counter | None = None

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        if self.counter is not None:
            self.counter.field(sourcelines[0], sum(map(len, sourcelines)))
        return super().header_source_parse(sourcelines)


def parse_mail(raw: bytes, limits: MailLimits, budget: Budget) -> Part:
    """Take a mail apart.

    Args:
        raw: As received, with either kind of line ends.
        limits: The caps.
        budget: Asked between chunks.

    Raises:
        MailRefusedError: Beyond a cap.
    """
    if len(raw) > limits.max_bytes:
        raise MailRefusedError(RefusalReason.TOO_LARGE)
    if raw.count(b"\n") > limits.max_text_lines + len(raw) // limits.min_bytes_per_line:
        raise MailRefusedError(RefusalReason.TEXT_TOO_LONG)
    _check_first_header(raw, limits)
    counter = _Counter(limits)

    def counted_part(policy: "Policy[Part]") -> Part:
        counter.part()
        return Message(policy=policy)

    policy = _CountingPolicy(counter=counter)  # type: ignore[call-arg]  # a policy takes any of its attributes
    parser: BytesFeedParser[Part] = BytesFeedParser(counted_part, policy=policy)  # type: ignore[arg-type]  # typeshed knows less
    for start in range(0, len(raw), CHUNK_BYTES):
        parser.feed(raw[start : start + CHUNK_BYTES])
        budget.check()
    tree = parser.close()
    _check_depth(tree, limits.max_depth)
    return tree


def children(part: Part) -> list[Part]:
    """The parts inside a part; none for a leaf."""
    payload = part.get_payload() if part.is_multipart() else []  # on a leaf it would decode all of it
    return [child for child in payload if isinstance(child, Message)]


def content_bytes(part: Part) -> bytes:
    """What a leaf carries, with its transfer encoding undone as far as it goes."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _check_first_header(raw: bytes, limits: MailLimits) -> None:
    """Refuse one endless header before the parser collects its lines."""
    head = raw[: limits.max_header_bytes + 4]
    if len(head) > limits.max_header_bytes and b"\n\n" not in head and b"\r\n\r\n" not in head:
        raise MailRefusedError(RefusalReason.HEADER_TOO_LARGE)


def _check_depth(part: Part, left: int) -> None:
    if left < 1:
        raise MailRefusedError(RefusalReason.TOO_DEEP)
    for child in children(part):
        _check_depth(child, left - 1)
