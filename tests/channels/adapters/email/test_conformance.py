"""Mail in the suite that every channel runs."""

import re

import pytest

from channels.adapters.email.intake import stable_id
from channels.contract import Button, DeliveryStatus, InboundKind, OutboundMessage, StatusReport
from channels.errors import AddressError, FinalError, TemporaryError, ThrottledError
from channels.mail.content import ACTIONS
from channels.mail.envelope import Envelope
from tests.channels.adapters.conformance import Answer, Case, Kind, case_id, check_complete, run
from tests.channels.adapters.email.bench import (
    ANNA,
    BOUNCES,
    CORPUS,
    NOW,
    OURS,
    Posted,
    mail_bench,
    report,
    written,
)

MESSAGE = OutboundMessage("o-1", ANNA, "Abschlag", "Guten Tag,\n\nIhr Abschlag beträgt 85 EUR.")
CHOICES = OutboundMessage("o-2", ANNA, "Termin", "Passt der 3. Dezember?", (Button("Ja", "t1"), Button("Nein", "t2")))
LONG = OutboundMessage("o-3", ANNA, "Alles", "Das ist ein Satz von vielen, die folgen. " * 1_200)


def reads(content: bytes, address: str, **more: object) -> dict[str, object]:
    wire = re.sub(rb"\r?\n", b"\r\n", content)
    wire += b"" if wire.endswith(b"\r\n") else b"\r\n"
    identity = stable_id(Envelope("", "", "", (OURS,), wire, encrypted=False, received_at=NOW))
    known = {"id": identity, "kind": InboundKind.MESSAGE, "account": OURS, "proves_address": True}
    return known | {"address": address} | more


def fixture(name: str) -> bytes:
    return (CORPUS / f"{name}.eml").read_bytes()


def told(status: DeliveryStatus, code: str | None = None) -> StatusReport:
    return StatusReport("email", "out-77@wattline.example", status, code)


def nested(author: str) -> bytes:
    """Parts in parts, deeper than anybody reads."""
    head, _gap, _body = written(author=author).partition(b"Content-Type")
    levels = (f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'.encode() for n in range(20))
    return head + b"".join(levels)


JULIA, ZOFIA = "julia.meier@post.example", "zofia.kowalska@poczta.example"
GERMAN, POLISH = fixture("de/gmail_reply"), fixture("pl/gmail_reply")
NUMBER = written(" 1? ")
BOMB = nested(ANNA)
REFUSED = {
    "refused": "too_deep",
    "subject": "Abschlag",
    "message_id": "m1@post.example",
    "reply_context": {
        "subject": "Re: Abschlag",
        "in_reply_to": "m1@post.example",
        "references": ["m1@post.example"],
    },
}

INBOUND = (
    Case(
        Kind.GOOD,
        "german",
        "de/gmail_reply",
        received=reads(GERMAN, JULIA, text="Es geht um den Stromzähler.", choice=None),
    ),
    Case(Kind.GOOD, "polish, unproven", "pl/gmail_reply", received=reads(POLISH, ZOFIA, proves_address=False)),
    Case(Kind.GOOD, "number of a choice", NUMBER, received=reads(NUMBER, ANNA, text="1?", choice="1")),
    Case(
        Kind.GOOD,
        "too deep, from a proven sender",
        BOMB,
        received=reads(BOMB, ANNA, text=None, data=REFUSED),
    ),
    Case(Kind.DUPLICATE, "20 times", "de/gmail_reply", received=reads(GERMAN, JULIA)),
    Case(Kind.BAD_SIGNATURE, "forged, to be rejected", written(author="a@strict.example"), Answer.REFUSED),
    Case(Kind.BAD_SIGNATURE, "forged, to be put aside", written(author="a@suspicious.example"), Answer.REFUSED),
    Case(Kind.MALFORMED, "two authors", "de/two_from_addresses", Answer.REFUSED),
    Case(Kind.MALFORMED, "two From fields", "en/two_from_fields", Answer.REFUSED),
    Case(Kind.MALFORMED, "no header", "en/no_header_at_all", Answer.REFUSED),
    Case(Kind.MALFORMED, "a field twice", b"Subject: a\r\n" + written(), Answer.REFUSED),
    Case(
        Kind.GOOD,
        "too deep, unproven",
        nested("a@loose.example"),
        received=reads(nested("a@loose.example"), "a@loose.example", text=None, proves_address=False),
    ),
    Case(Kind.UNKNOWN_KIND, "our own, come back", "en/own_mail_comes_back"),
    Case(Kind.UNKNOWN_KIND, "no sender", Posted(written(), sender="")),
    Case(Kind.UNKNOWN_KIND, "words to where bounces go", Posted(written(), recipients=(BOUNCES,))),
    Case(Kind.NOT_STORED, "message", "de/gmail_reply"),
    Case(Kind.NOT_STORED, "report", Posted(fixture("en/bounce_postfix"), "")),
)
STATUSES = (
    *(
        Case(
            Kind.STATUS,
            action,
            Posted(report(action, "2.0.0" if status is not DeliveryStatus.FAILED else "5.2.1"), ""),
            report=told(status, "address_disabled" if status is DeliveryStatus.FAILED else None),
            state=action,
        )
        for action, status in ACTIONS.items()
    ),
    Case(Kind.STATUS, "Postfix", "en/bounce_postfix", report=told(DeliveryStatus.FAILED, "address_unknown")),
    Case(Kind.STATUS, "Exchange, full", "de/bounce_exchange", report=told(DeliveryStatus.FAILED, "mailbox_full")),
    Case(Kind.STATUS, "in words only", "de/bounce_plain_german", report=told(DeliveryStatus.FAILED, "refused")),
    Case(Kind.STATUS_UNKNOWN, "teleported", Posted(report("teleported", "2.0.0"), "")),
    Case(Kind.STATUS_UNKNOWN, "of somebody else's mail", Posted(report("failed", "5.1.1", "x@elsewhere.example"), "")),
)
SENDING = (
    Case(Kind.SENT, "text", message=MESSAGE, sent=lambda text: text == MESSAGE.text),
    Case(Kind.SENT, "choices", message=CHOICES, sent=lambda text: "1. Ja\n2. Nein" in text),
    Case(Kind.TOO_LONG, "long but fine", message=LONG, sent=lambda text: text == LONG.text.strip()),
    Case(
        Kind.TOO_LONG,
        "for the relay",
        message=LONG,
        provider={"DATA": "552 5.3.4 Too big"},
        error=FinalError,
        code="too_large",
    ),
    Case(
        Kind.THROTTLED,
        "greylisted",
        message=MESSAGE,
        provider={"RCPT": "450 4.7.1 Later"},
        error=ThrottledError,
        code="throttled",
        retry_after_seconds=300.0,
    ),
    Case(
        Kind.THROTTLED,
        "mailbox full",
        message=MESSAGE,
        provider={"RCPT": "452 4.2.2 Full"},
        error=ThrottledError,
        code="mailbox_full",
        retry_after_seconds=3600.0,
    ),
    Case(
        Kind.SENT,
        "nobody there",
        message=MESSAGE,
        provider={"RCPT": "550 5.1.1 Unknown"},
        error=AddressError,
        code="address_unknown",
    ),
    Case(
        Kind.PROVIDER_DOWN,
        "closing",
        message=MESSAGE,
        provider={"DATA": "421 4.3.2 Closing"},
        error=TemporaryError,
        code="server_closing",
    ),
    Case(
        Kind.PROVIDER_DOWN,
        "wants us not",
        message=MESSAGE,
        provider={"EHLO": "550 5.7.1 Go away"},
        error=TemporaryError,
        code="relay_refused_us",
    ),
)
CASES = (*INBOUND, *STATUSES, *SENDING)


@pytest.mark.parametrize("case", CASES, ids=case_id)
async def test_conformance(case: Case) -> None:
    async with mail_bench() as bench:
        await run(bench, case)


def test_cases_are_complete() -> None:
    nothing = "who wants no notices uses the link of the notice; no mail server says so of anybody"
    check_complete(CASES, ACTIONS, without={Kind.OPTED_OUT: nothing})


@pytest.mark.parametrize("name", ["de/auto_outlook", "en/mailing_list", "en/read_receipt"])
async def test_what_looks_like_a_machines_mail_is_kept_and_not_answered(name: str) -> None:
    async with mail_bench() as bench:
        assert await bench.hand_over(Case(Kind.UNKNOWN_KIND, name, name)) is Answer.TAKEN
        (received,) = bench.gateway.received.values()
        assert received.data["unanswered"]
