"""The web chat keeps the contract that all channels keep; what only it does stands in its own tests."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy.exc import OperationalError

from channels.adapters.web_chat import WebChatAdapter
from channels.contract import Button, InboundKind, OutboundMessage, Received
from channels.settings import Settings
from tests.channels.adapters.conformance import Answer, Case, Gateway, Kind, answer_of, case_id, check_complete, run
from tests.channels.fakes import FakeClock, House, Visitor

RATE = 3
MESSAGE = OutboundMessage("o-1", "conversation", None, "Passt der 3. Dezember?", (Button("Ja", "t1"),))


@dataclass
class WebChatBench:
    """A page in front of a whole gateway."""

    visitor: Visitor
    gateway: Gateway = field(default_factory=Gateway)
    adapter: WebChatAdapter = field(default_factory=WebChatAdapter)

    async def hand_over(self, case: Case) -> Answer:
        if case.kind is Kind.THROTTLED:
            for _ in range(RATE):
                await self.visitor.say("before")
        if case.kind is Kind.BAD_SIGNATURE:
            self.visitor.token = self.visitor.token[::-1]
        with self._broken_database():
            answer = answer_of((await self.visitor.post(**case.payload)).status_code)
        if answer is Answer.TAKEN:
            await self._deliver(case.payload["id"])
        return answer

    @contextlib.contextmanager
    def _broken_database(self) -> Iterator[None]:
        async def fails(_work: object) -> None:
            raise OperationalError("INSERT", {}, OSError("disk full"))

        database = self.visitor.house.gateway.database
        with patch.object(database, "write", fails) if self.gateway.broken else contextlib.nullcontext():
            yield

    async def _deliver(self, message_id: str) -> None:
        """The page's own message is stored; tell it as the other channels' adapters do."""
        for message in await self.visitor.all():
            if message["sender"] == "customer" and message["id"] == message_id:
                address = self.visitor.conversation_id
                text = message["text"]
                self.gateway.take(Received("web_chat", "web_chat", message_id, InboundKind.MESSAGE, address, text))

    def provider_answers(self, case: Case) -> None:
        """There is none."""

    def sent(self) -> Sequence[str]:
        return ()


def body(**more: Any) -> dict[str, Any]:
    return {"id": "m-1", "text": "Wie hoch ist mein Abschlag?"} | more


CASES = (
    Case(Kind.DUPLICATE, "20 times", body(), received={"id": "m-1", "kind": InboundKind.MESSAGE, "address": "?"}),
    Case(
        Kind.GOOD,
        "text",
        body(),
        received={"id": "m-1", "kind": InboundKind.MESSAGE, "address": "?", "text": "Wie hoch ist mein Abschlag?"},
    ),
    Case(Kind.BAD_SIGNATURE, "other token", body(), Answer.REFUSED),
    Case(Kind.MALFORMED, "nothing in it", {"id": "m-1"}, Answer.REFUSED),
    Case(Kind.MALFORMED, "id of spaces", body(id=" "), Answer.REFUSED),
    Case(Kind.UNKNOWN_KIND, "sticker", {"id": "m-1", "sticker": "cat"}, Answer.REFUSED),
    Case(Kind.NOT_STORED, "disk full", body()),
    Case(Kind.THROTTLED, "a fourth within a minute", body(), Answer.AGAIN),
    Case(Kind.TOO_LONG, "10,001 characters", body(text="x" * 10_001), Answer.REFUSED),
    Case(Kind.SENT, "stored is sent", message=MESSAGE),
)
WITHOUT = {
    Kind.STATUS: "no provider reports; the page says over its socket what it has shown",
    Kind.STATUS_UNKNOWN: "no provider reports",
    Kind.OPTED_OUT: "nobody is written to who has no page open",
    Kind.PROVIDER_DOWN: "there is no provider",
}


@pytest.mark.parametrize("case", CASES, ids=case_id)
async def test_conformance(
    case: Case,
    settings: Settings,
    clock: FakeClock,
    house_with: Callable[[Settings, FakeClock], AbstractAsyncContextManager[House]],
) -> None:
    rate = f"{RATE}/minute" if case.kind is Kind.THROTTLED else settings.message_rate
    async with house_with(settings.model_copy(update={"message_rate": rate}), clock) as house:
        bench = WebChatBench(await house.open())
        if case.received is not None:
            known = {**case.received, "address": bench.visitor.conversation_id}
            case = Case(case.kind, case.name, case.payload, received=known)
        await run(bench, case)


def test_cases_are_complete() -> None:
    check_complete(CASES, states={}, without=WITHOUT)
