"""A fifth channel costs at most four files, and is held to what all others are held to."""

import functools
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from channels import error_responses
from channels.addresses.models import AddressState
from channels.contract import DeliveryStatus, InboundKind, OutboundMessage, StatusReport
from channels.conversations import repository as conversations
from channels.conversations.repository import NewConversation
from channels.database import Database
from channels.errors import OptedOutError, TemporaryError, ThrottledError
from channels.keys import Keys
from channels.outbox import repository
from channels.outbox.delivery import Delivery
from channels.outbox.repository import Letter, Reported
from tests.channels.adapters.conformance import Answer, Case, Gateway, Kind, answer_of, case_id, check_complete, run
from tests.channels.adapters.made_up.pager import LONGEST_TEXT, STATES, PagerAdapter, read, router
from tests.channels.fakes import FakeClock

PAYLOADS = json.loads((Path(__file__).parent / "pager.json").read_text())
MESSAGE = OutboundMessage("o-1", "4711", None, "Der Strom ist wieder da.")
LONG = OutboundMessage("o-1", "4711", None, "Der Strom ist wieder da. " * 9)


class PagerBench:
    """The adapter, its route and a made-up provider."""

    def __init__(self) -> None:
        self.gateway, self._sent = Gateway(), list[str]()
        self._answer: Any = (200, {})
        self.adapter = PagerAdapter(httpx2.MockTransport(self._play))
        app = FastAPI()
        error_responses.install(app)
        self.gateway.read = read
        app.include_router(router(b"secret", self.gateway.keep))
        self._http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://gateway")

    async def hand_over(self, case: Case) -> Answer:
        body = json.dumps(PAYLOADS[case.payload]).encode()
        key = b"other" if case.kind is Kind.BAD_SIGNATURE else b"secret"
        headers = {"X-Pager-Signature": hmac.new(key, body, hashlib.sha256).hexdigest()}
        return answer_of((await self._http.post("/pager", content=body, headers=headers)).status_code)

    def provider_answers(self, case: Case) -> None:
        self._answer = case.provider or (200, {})

    def sent(self) -> Sequence[str]:
        return self._sent

    async def _play(self, request: httpx2.Request) -> httpx2.Response:
        if isinstance(self._answer, Exception):
            raise self._answer
        status, headers = self._answer
        self._sent.append(json.loads(request.content)["text"])
        return httpx2.Response(status, headers=headers, json={"id": "a-1"})


def told(number: str, status: DeliveryStatus, code: str | None = None) -> StatusReport:
    return StatusReport("pager", number, status, code)


TEXT = {"id": "b-1", "kind": InboundKind.MESSAGE, "address": "4711", "text": "Strom ist weg"}
CASES = (
    Case(Kind.GOOD, "text", "text", received=TEXT),
    Case(Kind.DUPLICATE, "20 times", "text", received=TEXT),
    Case(Kind.BAD_SIGNATURE, "other key", "text", Answer.REFUSED),
    Case(Kind.MALFORMED, "from nobody", "nobody"),
    Case(Kind.UNKNOWN_KIND, "song", "song"),
    Case(Kind.NOT_STORED, "text", "text"),
    Case(Kind.STATUS, "beeped", "beeped", report=told("a-1", DeliveryStatus.DELIVERED), state="beeped"),
    Case(
        Kind.STATUS,
        "battery",
        "battery_empty",
        report=told("a-2", DeliveryStatus.FAILED, "battery_empty"),
        state="battery_empty",
    ),
    Case(Kind.STATUS_UNKNOWN, "melted", "melted"),
    Case(Kind.SENT, "text", message=MESSAGE, sent=lambda text: text == MESSAGE.text),
    Case(Kind.TOO_LONG, "cut", message=LONG, sent=lambda text: len(text) == LONGEST_TEXT, notes=("text_shortened",)),
    Case(
        Kind.THROTTLED,
        "429",
        message=MESSAGE,
        provider=(429, {"Retry-After": "5"}),
        error=ThrottledError,
        code="throttled",
        retry_after_seconds=5,
    ),
    Case(Kind.OPTED_OUT, "410", message=MESSAGE, provider=(410, {}), error=OptedOutError, code="opted_out"),
    Case(
        Kind.PROVIDER_DOWN,
        "no connection",
        message=MESSAGE,
        provider=httpx2.ConnectError("down"),
        error=TemporaryError,
        code="provider_unreachable",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=case_id)
async def test_conformance(case: Case) -> None:
    await run(PagerBench(), case)


def test_cases_are_complete() -> None:
    check_complete(CASES, STATES, without={})


@pytest.mark.parametrize("left_out", range(len(CASES)))
def test_a_case_left_out_is_noticed(left_out: int) -> None:
    with pytest.raises(AssertionError):
        check_complete(CASES[:left_out] + CASES[left_out + 1 :], STATES, without={})


def test_it_costs_at_most_four_files() -> None:
    """Three here, and the registry's line."""
    files = [path.name for path in Path(__file__).parent.iterdir() if path.is_file()]
    assert sorted(files) == ["pager.json", "pager.py", "test_pager.py"]
    assert len(files) + 1 <= 4


async def nothing_told(reported: Reported, state: AddressState) -> None:
    raise AssertionError((reported, state))


@pytest.fixture
async def database(database_url: str, clock: FakeClock) -> AsyncIterator[Database]:
    opened = Database(database_url)
    new = NewConversation("c", "pager", "de", None, None)
    await opened.write(functools.partial(conversations.create, new=new, now=clock()))
    yield opened
    opened.close()


async def test_the_outbox_knows_it_by_its_line_alone(database: Database, clock: FakeClock) -> None:
    bench, keys = PagerBench(), Keys("k" * 40)
    delivery = Delivery(database, {"pager": bench.adapter}, keys, "gateway", clock, nothing_told)
    letter = Letter("pager", "4711", None, "Der Strom ist wieder da.", clock() + timedelta(minutes=10))
    add = functools.partial(repository.add_letter, keys=keys, conversation_id="c", letter=letter, now=clock())
    await database.write(add)
    assert await delivery.send_due() == 1
    assert bench.sent() == ["Der Strom ist wieder da."]
