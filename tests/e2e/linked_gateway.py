"""A whole gateway with a fake engine, on a free port, whose text messages carry links that a browser opens."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import io
import re
import socket
import threading
from typing import TYPE_CHECKING, Any

import uvicorn
from PIL import Image, ImageDraw

from channels.database import upgrade
from tests.channels.conftest import opened_house, settings_for, with_keys
from tests.channels.fakes import FakeClock, House, says
from tests.channels.receiving.conftest import Correspondent

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator
    from pathlib import Path

ANSWERS = {
    "en": (
        "Your bill of 14 March is higher than last year's by 212.40 euros. It has three parts.\n\n"
        "• You used 4,180 kWh instead of 3,420 kWh; most of it in January and February.\n"
        "• The price per kWh rose from 31.2 to 33.9 cents on 1 July.\n"
        "• The base price is the same: 11.90 euros a month.\n\n"
        "Your instalments covered 1,008.00 euros, so 431.62 euros are left to pay by 2 April. Paid in three parts, "
        "that is 143.88 euros a month. The picture shows what you used month by month; the bill itself is below it.",
        ("Pay at once", "Pay in three parts", "Talk to a person"),
        "What you used by month: the most in January, the least in July",
        "Bill 2026-03-14",
    ),
    "de": (
        "Ihre Rechnung vom 14. März ist um 212,40 Euro höher als die des Vorjahres. Das hat drei Gründe.\n\n"
        "• Sie haben 4.180 kWh statt 3.420 kWh verbraucht, das meiste im Januar und Februar.\n"
        "• Der Arbeitspreis stieg am 1. Juli von 31,2 auf 33,9 Cent je kWh.\n"
        "• Der Grundpreis ist gleich geblieben: 11,90 Euro im Monat.\n\n"
        "Ihre Abschläge haben 1.008,00 Euro gedeckt; bis zum 2. April bleiben 431,62 Euro zu zahlen. In drei Raten "
        "sind das 143,88 Euro im Monat. Das Bild zeigt Ihren Verbrauch Monat für Monat; darunter steht die Rechnung.",
        ("Sofort bezahlen", "In drei Raten bezahlen", "Mit einem Menschen sprechen"),
        "Ihr Verbrauch nach Monaten: am höchsten im Januar, am niedrigsten im Juli",
        "Rechnung 2026-03-14",
    ),
    "pl": (
        "Państwa rachunek z 14 marca jest o 212,40 euro wyższy niż rok temu. Są trzy powody.\n\n"
        "• Zużycie wyniosło 4180 kWh zamiast 3420 kWh, najwięcej w styczniu i lutym.\n"
        "• Cena za kWh wzrosła 1 lipca z 31,2 do 33,9 centa.\n"
        "• Opłata stała nie zmieniła się: 11,90 euro miesięcznie.\n\n"
        "Zaliczki pokryły 1008,00 euro, do zapłaty do 2 kwietnia pozostaje więc 431,62 euro. W trzech ratach to "
        "143,88 euro miesięcznie. Obraz pokazuje zużycie w kolejnych miesiącach, a rachunek znajduje się pod nim.",
        ("Zapłać od razu", "Zapłać w trzech ratach", "Rozmowa z konsultantem"),
        "Zużycie w kolejnych miesiącach: najwyższe w styczniu, najniższe w lipcu",
        "Rachunek 2026-03-14",
    ),
}
"""By language: text, choices, what the picture shows, name of the file."""
PHONES = {"en": "+4915112345671", "de": "+4915112345672", "pl": "+4915112345673"}
_BARS = (410, 395, 350, 300, 240, 190, 180, 200, 260, 320, 370, 400)


def columns() -> bytes:
    """A picture of columns."""
    picture = Image.new("RGB", (960, 480), "white")
    draw = ImageDraw.Draw(picture)
    for number, height in enumerate(_BARS):
        left = 40 + number * 75
        draw.rectangle((left, 460 - height, left + 50, 460), "#0b5351")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


class LinkedGateway:
    """A running server; what customers write comes in by `run`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._started = threading.Event()
        self.house: House
        self._server: uvicorn.Server

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._live())

    async def _live(self) -> None:
        url = f"sqlite+aiosqlite:///{self._folder / 'gateway.db'}"
        upgrade(url)
        settings = settings_for(url, with_keys(self._folder)).model_copy(update={"public_url": self.url})
        async with opened_house(settings, FakeClock()) as house:
            house.engine.script = _answer
            config = uvicorn.Config(house.app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
            self.house, self._server = house, uvicorn.Server(config)
            self._started.set()
            await self._server.serve([self._socket])

    @contextlib.contextmanager
    def serving(self) -> Iterator[LinkedGateway]:
        """Serve until the block ends."""
        self._thread.start()
        assert self._started.wait(20), "the gateway does not start"
        try:
            yield self
        finally:
            self._server.should_exit = True
            self._thread.join(10)
            self._loop.close()

    def run[T](self, work: Coroutine[Any, Any, T]) -> T:
        """Do something where the server runs."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def link_to_message(self, language: str) -> str:
        """Have a long answer go out by text message; the link in it."""
        self.run(Correspondent(self.house, "sms", PHONES[language]).write("explain", language=language))
        found = re.search(rf"{self.url}/m/\S+", self.house.sms.sent[-1][2])
        assert found is not None
        return found[0]

    def link_to_notices(self, language: str) -> str:
        """Somebody has written to us; the link that ends notices to them."""
        self.run(Correspondent(self.house, "sms", PHONES[language]).write("explain", language=language))
        rows = self.run(
            self.house.rows(
                "SELECT a.id FROM channel_addresses a JOIN conversations c ON c.id = a.conversation_id"
                " WHERE c.language = :language",
                language=language,
            )
        )
        assert self.house.gateway.notice_links is not None
        return self.house.gateway.notice_links.make(rows[0]["id"])


async def _answer(turn: dict[str, Any]) -> dict[str, Any]:
    text, choices, alt, name = ANSWERS[turn["language"]]
    picture = {"kind": "image", "media_type": "image/png", "title": alt, "alt": alt, "data": _base64(columns())}
    paper = {"kind": "file", "media_type": "application/pdf", "title": name, "alt": "", "data": _base64(b"%PDF-1.7")}
    buttons = [{"title": title, "intent": "inform", "entities": {}} for title in choices]
    return says(replies=[{"text": text, "buttons": buttons, "attachments": [picture, paper]}])


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
