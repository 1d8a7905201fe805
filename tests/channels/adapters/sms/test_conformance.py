"""Text messages keep the contract."""

import httpx2
import pytest

from channels.adapters.sms import SmsAdapter
from channels.adapters.sms.shaping import segments
from channels.adapters.sms.tables import STATES
from channels.contract import Button, DeliveryStatus, InboundKind, OutboundFile, OutboundMessage, StatusReport
from channels.errors import AddressError, FinalError, OptedOutError, TemporaryError, ThrottledError
from tests.channels.adapters import conformance
from tests.channels.adapters.conformance import Answer, Case, Kind, case_id, check_complete, run
from tests.channels.adapters.sms.bench import ANNA, OURS, PIOTR, sid, sms_bench

LETTER = OutboundMessage("o-1", "0171 3920010", None, "Ihr Abschlag beträgt 85 EUR.")
CHOICES = OutboundMessage(
    "o-2", ANNA, None, "Passt der 3. Dezember?", (Button("Ja", "t1"), Button("Nein,  lieber\nanders", "t2"))
)
LONG = OutboundMessage("o-3", ANNA, None, "Das ist ein Satz von vielen, die folgen. " * 40, CHOICES.buttons)
BILL = OutboundMessage(
    "o-4", ANNA, None, "Ihre Rechnung:", files=(OutboundFile("r.pdf", "application/pdf", b"%PDF", "Rechnung"),)
)


def reads(number: int, kind: InboundKind = InboundKind.MESSAGE, **more: object) -> dict[str, object]:
    return {"id": sid(number), "kind": kind, "address": ANNA, "account": OURS, "proves_address": True} | more


def report(number: int, status: DeliveryStatus, code: str | None = None) -> StatusReport:
    return StatusReport("sms", sid(number), status, code)


INBOUND = (
    Case(
        Kind.GOOD,
        "german",
        "message",
        received=reads(0x101, text="Wie hoch ist mein Abschlag im Dezember? 😀", choice=None),
    ),
    Case(
        Kind.GOOD,
        "polish",
        "message_pl",
        received=reads(0x102, address=PIOTR, text="dzień dobry, nie mam prądu od rana"),
    ),
    Case(Kind.GOOD, "number of a choice", "choice", received=reads(0x103, text="1?", choice="1")),
    Case(
        Kind.GOOD,
        "stop by Twilio",
        "stop",
        received=reads(0x106, InboundKind.STOP, data={"answered_by_provider": True}),
    ),
    Case(
        Kind.GOOD, "stop in Polish", "stop_in_polish", received=reads(0x107, InboundKind.STOP, address=PIOTR, data={})
    ),
    Case(
        Kind.GOOD, "stop in German", "stop_without_advanced_opt_out", received=reads(0x108, InboundKind.STOP, data={})
    ),
    Case(Kind.GOOD, "start", "start", received=reads(0x109, InboundKind.START)),
    Case(
        Kind.GOOD,
        "yes is an answer",
        "yes_that_starts",
        received=reads(0x10A, text="Yes", data={"started_by_provider": True}),
    ),
    Case(Kind.GOOD, "help in Polish", "help", received=reads(0x10B, InboundKind.HELP, address=PIOTR)),
    Case(Kind.GOOD, "help by Twilio", "help_by_provider", received=reads(0x10C, InboundKind.HELP)),
    Case(Kind.DUPLICATE, "20 times", "message", received=reads(0x101)),
    Case(Kind.BAD_SIGNATURE, "message", "message", Answer.REFUSED),
    Case(Kind.BAD_SIGNATURE, "status", "status_delivered", Answer.REFUSED),
    Case(Kind.BAD_SIGNATURE, "sender twice", "from_twice", Answer.REFUSED),
    Case(Kind.MALFORMED, "no id", "without_sid", Answer.REFUSED),
    Case(Kind.MALFORMED, "other account", "other_account", Answer.REFUSED),
    Case(Kind.MALFORMED, "eleven files", "eleven_files"),
    Case(Kind.MALFORMED, "sender twice, signed", "from_twice", Answer.REFUSED),
    Case(Kind.MALFORMED, "no form", "not_a_form", Answer.REFUSED),
    Case(Kind.MALFORMED, "not UTF-8", "not_utf8", Answer.REFUSED),
    Case(Kind.UNKNOWN_KIND, "WhatsApp", "whatsapp"),
    Case(Kind.UNKNOWN_KIND, "a name that wrote", "named_sender"),
    Case(Kind.UNKNOWN_KIND, "a short code that wrote", "short_code"),
    Case(Kind.UNKNOWN_KIND, "nothing", "empty"),
    Case(Kind.NOT_STORED, "message", "message"),
    Case(Kind.NOT_STORED, "status", "status_delivered"),
)
_TOLD = dict.fromkeys(("accepted", "scheduled", "queued", "sending", "sent"), DeliveryStatus.SENT) | {
    "delivered": DeliveryStatus.DELIVERED,
    "partially_delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.READ,
}
STATUSES = (
    *(
        Case(Kind.STATUS, state, f"status_{state}", report=report(0x201 + place, status), state=state)
        for place, (state, status) in enumerate(_TOLD.items())
    ),
    Case(
        Kind.STATUS,
        "canceled",
        "status_canceled",
        report=report(0x209, DeliveryStatus.FAILED, "canceled"),
        state="canceled",
    ),
    Case(
        Kind.STATUS,
        "no such phone",
        "status_undelivered",
        report=report(0x20B, DeliveryStatus.FAILED, "address_unknown"),
        state="undelivered",
    ),
    Case(
        Kind.STATUS,
        "stopped",
        "status_failed",
        report=report(0x20C, DeliveryStatus.FAILED, "opted_out"),
        state="failed",
    ),
    Case(
        Kind.STATUS,
        "blocked",
        "status_blocked",
        report=report(0x20D, DeliveryStatus.FAILED, "blocked"),
        state="undelivered",
    ),
    Case(
        Kind.STATUS,
        "unknown code",
        "status_failed_unknown_code",
        report=report(0x20E, DeliveryStatus.FAILED, "twilio_39999"),
        state="failed",
    ),
    Case(Kind.STATUS_UNKNOWN, "teleported", "status_odd"),
)
SENDING = (
    Case(Kind.SENT, "text", message=LETTER, sent=lambda text: text == LETTER.text),
    Case(
        Kind.SENT,
        "choices",
        message=CHOICES,
        sent=lambda text: text == "Passt der 3. Dezember?\n1. Ja\n2. Nein, lieber anders",
    ),
    Case(
        Kind.SENT,
        "file as link",
        message=BILL,
        sent=lambda text: text == "Ihre Rechnung:\nhttps://chat.zorza.example/m/o-4",
        notes=("files_linked",),
    ),
    Case(
        Kind.TOO_LONG,
        "shortened at a sentence",
        message=LONG,
        sent=lambda text: segments(text) == 3 and "folgen.\nhttps://chat.zorza.example/m/o-3\n1. Ja" in text,
        notes=("text_shortened",),
    ),
    Case(Kind.TOO_LONG, "by Twilio", message=LETTER, provider="too_long", error=FinalError, code="too_long"),
    Case(
        Kind.THROTTLED,
        "with a pause",
        message=LETTER,
        provider=("too_many_requests", {"Retry-After": "7"}),
        error=ThrottledError,
        code="throttled",
        retry_after_seconds=7,
    ),
    Case(
        Kind.THROTTLED,
        "without",
        message=LETTER,
        provider="too_many_requests",
        error=ThrottledError,
        code="throttled",
        retry_after_seconds=30,
    ),
    Case(
        Kind.THROTTLED,
        "queue full",
        message=LETTER,
        provider="queue_full",
        error=ThrottledError,
        code="queue_full",
        retry_after_seconds=600,
    ),
    Case(Kind.OPTED_OUT, "21610", message=LETTER, provider="opted_out", error=OptedOutError, code="opted_out"),
    Case(Kind.PROVIDER_DOWN, "503", message=LETTER, provider="down", error=TemporaryError, code="twilio_503"),
    Case(
        Kind.PROVIDER_DOWN,
        "no connection",
        message=LETTER,
        provider=httpx2.ConnectError("refused"),
        error=TemporaryError,
        code="provider_unreachable",
    ),
    Case(
        Kind.PROVIDER_DOWN,
        "no answer",
        message=LETTER,
        provider=httpx2.ReadTimeout("slow"),
        error=TemporaryError,
        code="outcome_unknown",
    ),
    Case(
        Kind.PROVIDER_DOWN,
        "odd answer",
        message=LETTER,
        provider="odd_success",
        error=TemporaryError,
        code="outcome_unknown",
    ),
    Case(
        Kind.PROVIDER_DOWN,
        "wrong token",
        message=LETTER,
        provider="wrong_token",
        error=TemporaryError,
        code="login_refused",
    ),
    Case(Kind.SENT, "landline", message=LETTER, provider="landline", error=AddressError, code="address_not_mobile"),
    Case(Kind.SENT, "no number", message=LETTER, provider="invalid_number", error=AddressError, code="address_invalid"),
    Case(Kind.SENT, "country", message=LETTER, provider="region", error=FinalError, code="country_not_allowed"),
    Case(Kind.SENT, "new code", message=LETTER, provider="unknown_code", error=FinalError, code="twilio_29999"),
)
CASES = (*INBOUND, *STATUSES, *SENDING)


@pytest.mark.parametrize("case", CASES, ids=case_id)
async def test_conformance(case: Case) -> None:
    async with sms_bench() as bench:
        await run(bench, case)


def test_cases_are_complete() -> None:
    check_complete(CASES, STATES, without={})


async def test_any_client() -> None:
    await conformance.sends(SmsAdapter, subject=None)
    await conformance.says_that_it_cannot(SmsAdapter)
    await conformance.sorts_failures(SmsAdapter)
    conformance.hides_addresses()
