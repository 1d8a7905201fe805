"""The page behind the short link of a text message."""

import base64
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from channels.app import create_app
from channels.links import PATH, MessageLinks
from channels.settings import Settings
from tests.channels.fakes import PNG, House, says
from tests.channels.pages.conftest import PUBLIC_URL
from tests.channels.receiving.conftest import Correspondent

PDF = b"%PDF-1.7 a bill"
LONG = "Your bill has three parts.\n" + "Each of them is explained here at some length. " * 20 + "\n<b>That is all.</b>"


def file(kind: str, media_type: str, content: bytes, title: str, alt: str) -> dict[str, str]:
    data = base64.b64encode(content).decode()
    return {"kind": kind, "media_type": media_type, "data": data, "title": title, "alt": alt}


FILES = [
    file("image", "image/png", PNG, "Consumption", "Consumption by month, the highest in January"),
    file("file", "application/pdf", PDF, "Bill March", ""),
]
CHOICES: list[dict[str, Any]] = [
    {"title": title, "intent": "inform", "entities": {}} for title in ("Pay now", "Pay <later>")
]


def answer_with(house: House, *replies: dict[str, Any]) -> None:
    async def script(_turn: dict[str, Any]) -> dict[str, Any]:
        return says(replies=[{"text": "", "buttons": [], "attachments": []} | reply for reply in replies])

    house.engine.script = script


async def link_to(house: House, phone: Correspondent, **reply: Any) -> str:
    """Have something long answered; the path of the link in the text message."""
    answer_with(house, {"text": LONG} | reply)
    await phone.write("explain my bill")
    found = re.search(rf"{PUBLIC_URL}({PATH}\S+)", house.sms.sent[-1][2])
    assert found is not None
    return found.group(1)


async def test_the_whole_message_with_pictures_and_files(reached: House, phone: Correspondent) -> None:
    path = await link_to(reached, phone, attachments=FILES, buttons=CHOICES)
    answer = await reached.http.get(path)
    assert answer.status_code == 200
    page = answer.text
    assert '<html lang="en">' in page
    assert LONG.replace("<b>", "&lt;b&gt;").replace("</b>", "&lt;/b&gt;") in page
    assert 'alt="Consumption by month, the highest in January"' in page
    assert re.findall("<li>(.*)</li>", page) == ["Pay now", "Pay &lt;later&gt;"]
    assert "just reply to the text message" in page
    assert "<script" not in page


async def test_the_page_is_told_to_nobody_else(reached: House, phone: Correspondent) -> None:
    path = await link_to(reached, phone, attachments=FILES)
    page = await reached.http.get(path)
    paths = [path, *re.findall(r'href="(/m/[^"]+)"', page.text), PATH + "forged"]
    assert len(paths) == 4
    for one in paths:
        headers = (await reached.http.get(one)).headers
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert headers["x-robots-tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex">' in page.text


async def test_files_are_downloads_that_run_nothing(reached: House, phone: Correspondent) -> None:
    path = await link_to(reached, phone, attachments=FILES)
    picture, paper = re.findall(r'href="(/m/[^"]+)"', (await reached.http.get(path)).text)
    for link, content, name in ((picture, PNG, "Consumption"), (paper, PDF, "Bill%20March")):
        answer = await reached.http.get(link)
        assert (answer.status_code, answer.content) == (200, content)
        assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_link_opens_its_own_message_and_no_other(reached: House, phone: Correspondent) -> None:
    first = await link_to(reached, phone, attachments=FILES)
    other = await link_to(reached, phone, text="Other words. " + LONG, attachments=FILES)
    page = (await reached.http.get(other)).text
    assert "Other words." in page
    assert "Other words." not in (await reached.http.get(first)).text
    foreign = re.findall(r'href="/m/[^"]+/files/([^"]+)"', page)[0]
    assert (await reached.http.get(f"{first}/files/{foreign}")).status_code == 404
    assert (await reached.http.get(f"{other}/files/{foreign}")).status_code == 200


async def test_files_that_the_customer_sent_are_not_behind_it(reached: House, phone: Correspondent) -> None:
    answer_with(reached, {"text": LONG})
    await phone.write("here is a photo", files=[("meter.png", PNG)])
    path = re.findall(rf"{PUBLIC_URL}(\S+)", reached.sms.sent[-1][2])[-1]
    (row,) = await reached.rows("SELECT id FROM attachments")
    assert (await reached.http.get(path)).status_code == 200
    assert (await reached.http.get(f"{path}/files/{row['id']}")).status_code == 404


async def test_links_that_open_nothing_all_look_the_same(reached: House, phone: Correspondent) -> None:
    path = await link_to(reached, phone, attachments=FILES)
    unknown = MessageLinks("k" * 40, "", timedelta(days=1), reached.clock).make(str(uuid4()))
    wrong = [unknown, path[:-1], path + "A", PATH + "x", PATH + "a.b.c", PATH + "%C5%BC" * 40]
    wrong += [f"{unknown}/files/x", f"{path}/files/x", f"{path[:-1]}/files/x"]
    answers = [await reached.http.get(one) for one in wrong]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "write to us again" in answers[0].text
    assert '<a class="strong" href="/chat?language=en">' in answers[0].text


async def test_a_link_that_is_too_old(reached: House, phone: Correspondent) -> None:
    path = await link_to(reached, phone)
    reached.clock.advance(days=29)
    assert (await reached.http.get(path)).status_code == 200
    reached.clock.advance(days=2)
    assert (await reached.http.get(path)).status_code == 404


async def test_a_code_is_behind_no_link(reached: House) -> None:
    visitor = await reached.open()
    await visitor.say("number 12345674")
    await reached.codes_sent(1)
    (row,) = await reached.rows("SELECT id FROM outbox WHERE seq IS NULL")
    assert reached.gateway.links is not None
    path = reached.gateway.links.make(row["id"]).removeprefix(PUBLIC_URL)
    assert (await reached.http.get(path)).status_code == 404


@pytest.mark.parametrize(
    ("language", "words", "gone"),
    [
        ("de", "Ihre Nachricht von Zorza", "schreiben Sie uns einfach erneut"),
        ("pl", "Wiadomość od Zorza", "napisać do nas ponownie"),
    ],
)
async def test_in_the_language_of_the_conversation(
    reached: House, phone: Correspondent, language: str, words: str, gone: str
) -> None:
    path = await link_to(reached, phone)
    await phone.write("again", language=language)
    await reached.gateway.database.write(
        lambda c: c.exec_driver_sql(f"UPDATE conversations SET language = '{language}'")
    )
    answer = await reached.http.get(path, headers={"Accept-Language": "en"})
    assert words in answer.text
    assert f'<html lang="{language}">' in answer.text
    # Nobody's message: the browser's own language is all that is known.
    answer = await reached.http.get(PATH + "forged", headers={"Accept-Language": language})
    assert gone in answer.text


async def test_too_many_are_told_to_wait(settings: Settings, clock: Any, house_with: Any) -> None:
    slow = settings.model_copy(update={"public_url": PUBLIC_URL, "address_rate": "2/minute"})
    async with house_with(slow, clock) as house:
        answers = [await house.http.get(PATH + "forged") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert "Please wait a minute" in answers[-1].text
    assert int(answers[-1].headers["retry-after"]) > 0


def test_without_a_public_address_there_are_no_links(settings: Settings) -> None:
    app = create_app(settings)
    assert not any(getattr(route, "path", "").startswith(PATH) for route in app.routes)
