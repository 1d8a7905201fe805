"""Whatever comes: either it is read within the caps, or refused for one of the known reasons."""

import contextlib
import traceback
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels.mail.charsets import decoded
from channels.mail.content import MailContent, MailRefusedError, RefusalReason
from channels.mail.file_names import LONGEST_NAME, clean_name
from channels.mail.html_text import html_to_text
from channels.mail.invitations import read_invitation
from channels.mail.limits import MailLimits
from channels.mail.paragraphs import MOST_PARAGRAPHS, paragraphs_of
from channels.mail.reading import read_mail
from channels.mail.replies import cut
from tests.channels.mail.mails import OURS, mail

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*/*.eml"))
LIMITS = replace(MailLimits(), max_text_chars=5_000, max_text_lines=500, max_files=4, max_parts=12, max_depth=5)
STANDARD_LIBRARY = "email"

unhurried = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

FIELDS = [
    "From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Content-Type", "Reply-To",
    "Content-Disposition", "Content-Transfer-Encoding", "Content-ID", "Auto-Submitted", "List-Id", "Precedence",
    "Content-Language", "Return-Path", "MIME-Version", "Action", "Final-Recipient", "Status", "",
]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        [
            "multipart/mixed; boundary=b", "multipart/alternative; boundary=b", "multipart/report; boundary=b",
            "message/rfc822", "message/delivery-status", "message/external-body; boundary=b", "text/html",
            "text/plain; charset=utf-16", "text/plain; charset*=x'y'%ff", "text/calendar", "application/ms-tnef",
            "base64", "quoted-printable", "x-uuencode", "7bit", "attachment; filename*0*=utf-8''%ff; filename*1=b",
            'inline; filename="=?utf-8?b?w6Q=?="', "=?utf-8?b?////?=", "=?iso-2022-jp?b?GyRC?=", "<a@b>", "<>",
            "a@b.example, (c (d) <e@f>", "Mon, 99 Foo 2026 99:99:99 +9999", "Sun, 31 Dec 9999 23:59:59 -2359",
            "text/plain; format=flowed; charset=",
            "MAILER-DAEMON@x.example", 'image/png; name="a', "text/x; charset=a\x00b",
        ]
    ),
    st.text(max_size=40),
)  # fmt: skip
BODIES = st.one_of(
    st.sampled_from([b"--b\r\n", b"--b--\r\n", b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n", b"\r\n", b"> a\r\n"]),
    st.binary(max_size=60),
)


@st.composite
def wild_mails(draw: st.DrawFn) -> bytes:
    fields = draw(st.lists(st.tuples(st.sampled_from(FIELDS), VALUES), max_size=8))
    lines = [f"{name}: {value}\r\n".encode("utf-8", "surrogatepass") for name, value in fields]
    inner = draw(st.lists(st.tuples(st.sampled_from(FIELDS), VALUES), max_size=3))
    part = b"".join(f"{name}: {value}\r\n".encode("utf-8", "surrogatepass") for name, value in inner)
    bodies = draw(st.lists(BODIES, max_size=6))
    return b"".join(lines) + b"\r\n--b\r\n" + part + b"\r\n" + b"".join(bodies)


def read(raw: bytes, limits: MailLimits = LIMITS) -> MailContent | None:
    """Read; None when refused. A mail found unreadable must be so for the standard library's parser, not for us."""
    try:
        return read_mail(raw, ours=OURS, limits=limits, cpu_clock=lambda: 0.0)
    except MailRefusedError as refused:
        if refused.reason is RefusalReason.UNREADABLE:
            blame(refused.__cause__)
        return None


def blame(cause: BaseException | None) -> None:
    assert cause is not None
    frames = traceback.extract_tb(cause.__traceback__)
    assert Path(frames[-1].filename).parent.name == STANDARD_LIBRARY, frames[-1]


def holds_the_caps(content: MailContent, limits: MailLimits = LIMITS) -> None:
    texts = (content.text, content.quoted, *content.forwarded)
    assert sum(map(len, texts)) <= 2 * limits.max_text_chars
    assert len(content.files) <= limits.max_files
    assert len(content.paragraphs) <= MOST_PARAGRAPHS * max(1, len(content.forwarded))
    assert len(content.subject) <= 300
    assert all(file.name and len(file.name) <= LONGEST_NAME + 8 for file in content.files)
    assert "\x00" not in "".join((content.subject, *texts))
    for text in (content.subject, *texts):
        text.encode("utf-8")


@unhurried
@given(wild_mails())
def test_wild_mails(raw: bytes) -> None:
    content = read(raw)
    if content is not None:
        holds_the_caps(content)


@unhurried
@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    content = read(raw)
    if content is not None:
        holds_the_caps(content)


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_damaged_mails_of_the_corpus(file: Path) -> None:
    raw, chance = file.read_bytes()[:6_000], Random(file.stem)
    for _try in range(6):
        damaged = bytearray(raw)
        for _place in range(chance.randint(1, 12)):
            place = chance.randrange(len(damaged))
            damaged[place : place + chance.randint(0, 4)] = chance.randbytes(chance.randint(0, 3))
        content = read(bytes(damaged), MailLimits())
        if content is not None:
            holds_the_caps(content, MailLimits())
    for end in range(1, len(raw), max(1, len(raw) // 12)):
        read(raw[:end], MailLimits())


@unhurried
@given(st.text(max_size=300), st.booleans())
def test_cutting_adds_no_words(text: str, passes_on: bool) -> None:
    pieces = cut(decoded(text.encode("utf-8", "surrogatepass"), "utf-8"), passes_on=passes_on)
    for piece in (pieces.own, pieces.forwarded, pieces.quoted):
        assert len(piece) <= len(text) + 400
    assert all(len(matter) <= len(pieces.own) for matter in paragraphs_of(pieces.own))


@unhurried
@given(st.text(alphabet="<>/abpdivtrlqoue=\"'& ;#\n\x00ä", max_size=200))
def test_any_html(html: str) -> None:
    with contextlib.suppress(MailRefusedError):
        html_to_text(decoded(html.encode(), "utf-8"), [])


@unhurried
@given(
    st.binary(max_size=80),
    st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["utf-8", "cp1250", "zlib", "idna"])),
)
def test_any_charset(content: bytes, named: str | None) -> None:
    text = decoded(content, named)
    assert "\r" not in text
    assert "\x00" not in text
    text.encode("utf-8")


@unhurried
@given(st.text(max_size=200))
def test_any_name_of_a_file(claimed: str) -> None:
    name = clean_name(claimed)
    assert len(name) <= LONGEST_NAME
    assert not set(name) & set('/\\<>:"|?*\x00\r\n')
    assert not name.startswith(".")
    assert name.isprintable()


@unhurried
@given(st.text(alphabet="BEGIN:VEVENT\nDTSARUMY;TZID=20261Z", max_size=200))
def test_any_calendar(text: str) -> None:
    read_invitation(f"BEGIN:VEVENT\n{text}")


WORDS = st.text(alphabet="abcdefg äöüßąęłżź.,?", min_size=1, max_size=60).filter(lambda words: bool(words.strip()))


@unhurried
@given(
    st.sampled_from(
        [
            "On 16 Nov 2026, at 09:12, Wattline <service@wattline.example> wrote:",
            "Am 16.11.26 um 09:12 schrieb Wattline:",
            "W dniu 16.11.2026 o 09:12, Wattline pisze:",
            "pon., 16 lis 2026 o 09:12 Wattline <service@wattline.example> napisał(a):",
        ]
    ),
    WORDS,
    st.lists(WORDS, min_size=1, max_size=5),
)
def test_own_words_stay_and_quoted_ones_go(attribution: str, own: str, quoted: list[str]) -> None:
    below = "\n".join(f"> {line}" for line in quoted)
    written = " ".join(own.split())
    assert cut(f"{own}\n\n{attribution}\n{below}\n", passes_on=False).own == written
    assert cut(f"{attribution}\n{below}\n\n{own}\n", passes_on=False).own == written


@unhurried
@given(WORDS, st.lists(st.binary(max_size=50), max_size=4))
def test_well_formed_mails_are_read_whole(words: str, contents: list[bytes]) -> None:
    written = EmailMessage()
    written["From"] = "julia.meier@post.example"
    written["Subject"] = words.strip()
    written.set_content(words)
    for attachment in contents:
        written.add_attachment(attachment, maintype="application", subtype="pdf", filename="a.pdf")
    content = read(written.as_bytes(), MailLimits())
    assert content is not None
    assert content.text == " ".join(words.split())
    assert [file.content for file in content.files] == contents
    assert len({file.name for file in content.files}) == len(contents)


def test_the_clock_is_the_threads() -> None:
    assert read_mail(mail("text/plain", b"hello"), ours=OURS).text == "hello"
