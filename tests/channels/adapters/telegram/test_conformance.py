"""Telegram in the suite that every channel runs."""

from collections.abc import Sequence

import pytest

from channels.contract import InboundKind, OutboundMessage
from channels.errors import BlockedError, TemporaryError, ThrottledError
from tests.channels.adapters.conformance import Answer, Case, Gateway, Kind, answer_of, case_id, check_complete, run
from tests.channels.adapters.telegram.standin import CUSTOMER, SECRET, Chat, update

MESSAGE = OutboundMessage("o-1", CUSTOMER, None, "Ihre Rechnung ist da.")
LONG = OutboundMessage("o-1", CUSTOMER, None, "Das ist ein Satz von mittlerer Länge. " * 200)
TEXT = {"id": "731048501", "kind": InboundKind.MESSAGE, "address": CUSTOMER, "text": "Wie hoch ist mein Abschlag?"}
BLOCKED = {"id": str(update("blocked")["update_id"]), "kind": InboundKind.BLOCKED, "address": CUSTOMER}
STOP = {"id": str(update("stop")["update_id"]), "kind": InboundKind.STOP, "address": CUSTOMER}

CASES = (
    Case(Kind.GOOD, "text", "text", received=TEXT),
    Case(Kind.GOOD, "blocked", "blocked", received=BLOCKED),
    Case(Kind.DUPLICATE, "text", "text", received=TEXT),
    Case(Kind.BAD_SIGNATURE, "wrong secret", "text", Answer.REFUSED),
    Case(Kind.MALFORMED, "no JSON", b"update_id=1", Answer.REFUSED),
    Case(Kind.MALFORMED, "no number", b"{}", Answer.REFUSED),
    Case(Kind.MALFORMED, "unreadable", "unreadable"),
    Case(Kind.UNKNOWN_KIND, "new kind", "unknown_kind"),
    Case(Kind.NOT_STORED, "text", "text"),
    Case(Kind.OPTED_OUT, "stop", "stop", received=STOP),
    Case(Kind.SENT, "text", message=MESSAGE, sent=lambda text: text == "Ihre Rechnung ist da."),
    Case(Kind.TOO_LONG, "two pieces", message=LONG, notes=("text_split",)),
    Case(
        Kind.THROTTLED,
        "retry after",
        message=MESSAGE,
        provider="throttled",
        error=ThrottledError,
        code="throttled",
        retry_after_seconds=35.0,
    ),
    Case(Kind.SENT, "blocked", message=MESSAGE, provider="blocked", error=BlockedError, code="blocked"),
    Case(
        Kind.PROVIDER_DOWN,
        "internal error",
        message=MESSAGE,
        provider="internal",
        error=TemporaryError,
        code="provider_unreachable",
    ),
)
SILENT = "Telegram says nothing of a message once it has taken it"


class TelegramBench:
    """The adapter with a stand-in behind it."""

    def __init__(self) -> None:
        self.gateway = Gateway()
        self._chat = Chat(keeper=self.gateway.keep)
        self.adapter = self._chat.adapter
        self.gateway.read = self.adapter.read

    async def hand_over(self, case: Case) -> Answer:
        body = update(case.payload) if isinstance(case.payload, str) else case.payload
        wrong = case.kind is Kind.BAD_SIGNATURE
        response = await self._chat.post(body, SECRET[::-1] if wrong else SECRET)
        return answer_of(response.status_code)

    def provider_answers(self, case: Case) -> None:
        self._chat.telegram.answers["sendMessage"] = [] if case.provider is None else [case.provider]

    def sent(self) -> Sequence[str]:
        return [call.fields["text"] for call in self._chat.telegram.made("sendMessage")]


@pytest.mark.parametrize("case", CASES, ids=case_id)
async def test_conformance(case: Case) -> None:
    await run(TelegramBench(), case)


def test_cases_are_complete() -> None:
    check_complete(CASES, states={}, without={Kind.STATUS: SILENT, Kind.STATUS_UNKNOWN: SILENT})
