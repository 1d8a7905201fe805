"""What is said of ClamAV's protocol holds for ClamAV itself."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from channels.contract import InboundFile
from channels.conversations.file_reasons import FileReason
from channels.conversations.inspection import LARGEST_ARRIVAL, Inspection
from channels.conversations.virus_scan import ClamAv, ScannerUnavailableError
from tests.channels.conversations import made_files as made
from tests.channels.conversations.made_files import EICAR
from tests.channels.conversations.real_clamd import FOUND, STREAM_BYTES, RealClamd, real_clamd

PNG = made.saved(made.picture(), "PNG")


@pytest.fixture
async def scanner() -> AsyncIterator[RealClamd]:
    async with real_clamd() as running:
        yield running


async def test_clean_and_infected(scanner: RealClamd) -> None:
    for address in (scanner.socket, f"unix:{scanner.socket}", scanner.address):
        client = ClamAv(address)
        assert not (await client.scan(b"x" * 300_000)).infected
        assert not (await client.scan(EICAR[:-1])).infected
        found = await client.scan(EICAR)
        assert (found.infected, found.signature) == (True, FOUND)


async def test_wherever_it_stands(scanner: RealClamd) -> None:
    client = ClamAv(scanner.socket)
    inside = [b"x" * 200_000 + EICAR + b"x" * 200_000, made.zipped("a.txt", EICAR), PNG + EICAR]
    for content in inside:
        assert (await client.scan(content)).infected


async def test_many_at_once(scanner: RealClamd) -> None:
    """More than it has threads for; nobody gets another's answer."""
    client = ClamAv(scanner.address)
    contents = [EICAR if number % 3 == 0 else b"%d" % number * 50_000 for number in range(24)]
    verdicts = await asyncio.gather(*map(client.scan, contents))
    assert [verdict.infected for verdict in verdicts] == [content == EICAR for content in contents]


async def test_its_limit_takes_what_we_take_and_no_clear_answer_comes_beyond(scanner: RealClamd) -> None:
    client = ClamAv(scanner.socket)
    assert LARGEST_ARRIVAL <= STREAM_BYTES
    assert not (await client.scan(b"\0" * LARGEST_ARRIVAL)).infected
    with pytest.raises(ScannerUnavailableError):
        await client.scan(b"\0" * (STREAM_BYTES + 2_000_000))


async def test_files_of_a_message(scanner: RealClamd) -> None:
    inspection = Inspection.of(5_000_000, scanner.socket)
    files = [InboundFile("meter.png", PNG), InboundFile("bad.png", PNG + EICAR), InboundFile("bill.pdf", made.pdf())]
    found = await inspection.inspect(files)
    assert [file.title for file in found.taken] == ["meter.png", "bill.pdf"]
    assert [(file.name, file.reason) for file in found.refused] == [("bad.png", FileReason.INFECTED)]


async def test_once_it_is_gone_nothing_is_taken(scanner: RealClamd) -> None:
    inspection = Inspection.of(5_000_000, scanner.socket)
    await scanner.end()
    found = await inspection.inspect([InboundFile("meter.png", PNG)])
    assert [file.reason for file in found.refused] == [FileReason.NOT_CHECKED]
