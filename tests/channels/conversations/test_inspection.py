"""The files of a message are taken or refused one by one, and the customer is told which and why."""

from collections.abc import Sequence

import pytest

from channels.contract import InboundFile
from channels.conversations.file_reasons import FileReason
from channels.conversations.inspection import (
    LARGEST_ARRIVAL,
    MOST_FILES,
    Inspected,
    Inspection,
    RefusedFile,
    refusal_of,
)
from channels.conversations.virus_scan import ScannerUnavailableError, Verdict
from channels.wording import Wording
from tests.channels.conversations import made_files as made
from tests.channels.conversations.clamd import clamd
from tests.ports import free_port

LIMIT = 5_000_000
PNG = made.saved(made.picture(), "PNG")
INFECTED_PNG = PNG + made.EICAR


class Scanner:
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []

    async def scan(self, content: bytes) -> Verdict:
        self.asked.append(content)
        return Verdict(made.EICAR in content, "Eicar-Test-Signature")


def named(*contents: tuple[str, bytes]) -> list[InboundFile]:
    return [InboundFile(name, content) for name, content in contents]


async def inspect(files: Sequence[InboundFile]) -> Inspected:
    return await Inspection(LIMIT, None).inspect(files)


def refused(found: Inspected) -> list[tuple[str, FileReason]]:
    return [(file.name, file.reason) for file in found.refused]


async def test_each_by_itself() -> None:
    found = await inspect(
        named(
            ("meter.png", PNG),
            ("game.exe", b"MZ\x90\x00" + b"\0" * 200),
            ("bill.pdf", made.pdf()),
            ("half.png", PNG[:70]),
            ("huge.pdf", b"%PDF-1.7" + b"\0" * LIMIT),
            ("form.pdf", made.pdf(made.form)),
        )
    )
    assert [(file.title, file.kind, file.media_type) for file in found.taken] == [
        ("meter.png", "image", "image/png"),
        ("bill.pdf", "file", "application/pdf"),
    ]
    assert refused(found) == [
        ("game.exe", FileReason.TYPE),
        ("half.png", FileReason.UNREADABLE),
        ("huge.pdf", FileReason.SIZE),
        ("form.pdf", FileReason.ACTIVE_CONTENT),
    ]


async def test_a_photo_larger_than_what_is_stored_is_made_smaller() -> None:
    photo = made.saved(made.picture(), "JPEG") + b"\0" * LIMIT
    found = await inspect(named(("meter.jpg", photo), ("film.jpg", photo + b"\0" * LARGEST_ARRIVAL)))
    assert [len(file.content) < LIMIT for file in found.taken] == [True]
    assert refused(found) == [("film.jpg", FileReason.SIZE)]


async def test_names_on_our_side_are_random() -> None:
    first, second = (await inspect(named(("a.png", PNG), ("a.png", PNG)))).taken
    assert first.id != second.id
    assert len(first.id) >= 32
    assert "a.png" not in first.id


async def test_eleven_files() -> None:
    found = await inspect(named(*((f"{number}.png", PNG) for number in range(MOST_FILES + 1))))
    assert [file.title for file in found.taken] == [f"{number}.png" for number in range(MOST_FILES)]
    assert refused(found) == [(f"{MOST_FILES}.png", FileReason.COUNT)]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("meter.png", "meter.png"),
        ("METER.PNG", "METER.PNG"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\Anna\\bill.pdf", "bill.png"),
        ("/", "file.png"),
        ("", "file.png"),
        ("..", "...png"),
        ("bill.pdf.exe", "bill.pdf.png"),
        ("Zähler 3. Stock", "Zähler 3. Stock.png"),
        ("photo.heic", "photo.png"),
        ("a\r\nContent-Type: text/html\r\n\r\n.png", "html.png"),
        ("bill\u202egnp.exe", "billgnp.png"),
        ("x" * 300, "x" * 116 + ".png"),
    ],
)
async def test_titles(name: str, title: str) -> None:
    (taken,) = (await inspect(named((name, PNG)))).taken
    assert taken.title == title


async def test_name_of_a_refused_file_is_one_short_line() -> None:
    ((name, _reason),) = refused(await inspect(named(("../a\nb\u202e" + "c" * 300, b"text"))))
    assert name == "ab" + "c" * 118


async def test_scanner_sees_what_came() -> None:
    scanner = Scanner()
    found = await Inspection(LIMIT, scanner).inspect(named(("a.png", INFECTED_PNG), ("b.png", PNG), ("c", b"text")))
    assert refused(found) == [("a.png", FileReason.INFECTED), ("c", FileReason.TYPE)]
    assert [file.title for file in found.taken] == ["b.png"]
    assert sorted(scanner.asked) == sorted([INFECTED_PNG, PNG])


async def test_over_the_wire() -> None:
    async with clamd() as running:
        found = await Inspection.of(LIMIT, running.address).inspect(named(("a.png", INFECTED_PNG), ("b.png", PNG)))
        assert refused(found) == [("a.png", FileReason.INFECTED)]
        assert len(found.taken) == 1


async def test_scanner_down_lets_nothing_through() -> None:
    found = await Inspection.of(LIMIT, f"127.0.0.1:{free_port()}").inspect(named(("a.png", PNG), ("b.txt", b"text")))
    assert not found.taken
    assert refused(found) == [("a.png", FileReason.NOT_CHECKED), ("b.txt", FileReason.TYPE)]


async def test_scanner_that_fails_lets_nothing_through() -> None:
    class Failing:
        async def scan(self, _content: bytes) -> Verdict:
            raise ScannerUnavailableError("down")

    assert not (await Inspection(LIMIT, Failing()).inspect(named(("a.png", PNG)))).taken


async def test_without_files_nothing_happens() -> None:
    assert await inspect([]) == Inspected()


@pytest.mark.parametrize("reason", FileReason)
async def test_customers_are_told_in_every_language(reason: FileReason) -> None:
    words = Wording()
    (file,) = (await inspect(named(("{x} %s.txt", b"text")))).refused
    told = {words.say(language, f"file_refused_{reason.value}", name=file.name) for language in words.languages}
    assert len(told) == 3
    assert all("{x} %s.txt" in sentence for sentence in told)
    if reason is FileReason.COUNT:
        assert all(str(MOST_FILES) in sentence for sentence in told)


@pytest.mark.parametrize(
    ("reason", "status", "code"),
    [
        (FileReason.TYPE, 415, "type_refused"),
        (FileReason.SIZE, 413, "too_large"),
        (FileReason.COUNT, 413, "too_large"),
        (FileReason.UNREADABLE, 415, "file_unreadable"),
        (FileReason.ACTIVE_CONTENT, 415, "file_active_content"),
        (FileReason.INFECTED, 415, "file_infected"),
        (FileReason.NOT_CHECKED, 503, "file_not_checked"),
    ],
)
def test_over_http(reason: FileReason, status: int, code: str) -> None:
    refusal = refusal_of(RefusedFile("a", reason))
    assert (refusal.status, refusal.code) == (status, code)
