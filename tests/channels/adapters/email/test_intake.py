"""What a mail is to the gateway, and whom it is from (D12, D14, D15, D17, D19)."""

import threading
from collections.abc import AsyncIterator

import pytest

from channels.adapters.email import intake
from channels.adapters.email.intake import Intake, stable_id
from channels.contract import InboundKind, Received
from channels.mail.addresses import case_address, new_case_token
from channels.mail.authentication import SenderCheck, SenderChecks
from channels.mail.envelope import Envelope
from tests.channels.adapters.email.bench import (
    ANNA,
    BOUNCES,
    CORPUS,
    FRONT,
    NOW,
    OURS,
    RECORDS,
    TRUSTING,
    MailBench,
    Posted,
    account,
    mail_bench,
    written,
)


@pytest.fixture
async def bench() -> AsyncIterator[MailBench]:
    async with mail_bench() as opened:
        yield opened


async def only(bench: MailBench, mail: Posted) -> Received:
    """What the gateway is given for one mail."""
    assert await bench.post(mail) == 250, bench.replies
    (received,) = bench.gateway.received.values()
    return received


def fixture(name: str) -> Posted:
    return Posted((CORPUS / f"{name}.eml").read_bytes())


FORGED = {
    # D12: what a mail claims, and what comes of it: the address that is answered, and whether it is proven.
    "from here": (written(), ANNA, True),
    "another Reply-To": (written(Reply_To="eve@evil.example"), ANNA, True),
    "a name that looks like an address": (written(author='"boss@strict.example" <anna@post.example>'), ANNA, True),
    "p=none": (written(author="a@loose.example"), "a@loose.example", False),
    "no policy": (written(author="a@quiet.example"), "a@quiet.example", False),
    "DNS does not answer": (written(author="a@slow.example"), "a@slow.example", False),
    "a forged result": (
        written(author="a@loose.example", Authentication_Results=f"{FRONT}; dmarc=pass header.from=loose.example"),
        "a@loose.example",
        False,
    ),
    "an ARC claim": (
        written(author="a@loose.example", ARC_Authentication_Results=f"i=1; {FRONT}; dmarc=pass"),
        "a@loose.example",
        False,
    ),
}


@pytest.mark.parametrize("name", FORGED)
async def test_who_is_answered(bench: MailBench, name: str) -> None:
    content, address, proven = FORGED[name]
    received = await only(bench, Posted(content, sender=address))
    assert (received.address, received.proves_address) == (address, proven)
    assert "evil" not in str(received.data)
    assert ("unproven" in received.data) is not proven
    assert ("unproven" in received.data["reply_context"]) is not proven


@pytest.mark.parametrize(
    "author",
    ["a@strict.example", "a@suspicious.example", "a@b.example, c@d.example", "nobody", "", "a@[127.0.0.1]"],
)
async def test_who_is_refused(bench: MailBench, author: str) -> None:
    assert await bench.post(Posted(written(author=author), sender="a@strict.example")) == 550
    assert not bench.gateway.received
    assert "example" not in bench.replies[-1]


CLAIMS = {
    "pass": (f"{FRONT}; dmarc=pass header.from=strict.example", True),
    "fail": (f"{FRONT}; dmarc=fail header.from=strict.example", False),
    "pass for another": (f"{FRONT}; dmarc=pass header.from=evil.example", False),
    "of another server": ("mx.evil.example; dmarc=pass header.from=strict.example", False),
    "nothing": ("", False),
}


@pytest.mark.parametrize("name", CLAIMS)
async def test_the_word_of_a_server_in_front(name: str) -> None:
    claim, proven = CLAIMS[name]
    async with mail_bench(**TRUSTING) as bench:
        received = await only(bench, Posted(written(author="a@strict.example", Authentication_Results=claim)))
        assert received.proves_address is proven


async def test_the_front_servers_name_in_another_servers_mouth_is_nothing() -> None:
    async with mail_bench(authserv_id=FRONT) as bench:
        mail = written(author="a@strict.example", Authentication_Results=CLAIMS["pass"][0])
        assert await bench.post(Posted(mail, sender="a@strict.example")) == 550


async def test_what_a_mail_says(bench: MailBench) -> None:
    token = new_case_token()
    mail = written(
        "Hallo,\n\nwie hoch ist mein Abschlag?\n\nUnd wann wird abgelesen?\n\nViele Grüße\nAnna",
        Subject="AW: Ihr Anliegen",
        In_Reply_To="<o-9@wattline.example>",
        References="<o-7@wattline.example> <x@post.example> <o-9@wattline.example>",
        Cc="paul@post.example, service@wattline.example",
        Content_Language="de-DE",
    )
    received = await only(bench, Posted(mail, recipients=(case_address(OURS, token),)))
    assert received.text is not None
    assert received.text.startswith("Hallo")
    assert received.language == "de"
    assert received.data == {
        "subject": "AW: Ihr Anliegen",
        "paragraphs": ["wie hoch ist mein Abschlag?", "Und wann wird abgelesen?"],
        "message_id": "m1@post.example",
        "in_reply_to": ["o-9@wattline.example"],
        "references": ["o-7@wattline.example", "x@post.example", "o-9@wattline.example"],
        "case_tokens": [token],
        "cc": ["paul@post.example"],
        "answers": ["o-9", "o-7"],
        "reply_context": {
            "subject": "Re: Ihr Anliegen",
            "in_reply_to": "m1@post.example",
            "references": ["o-7@wattline.example", "x@post.example", "o-9@wattline.example", "m1@post.example"],
        },
    }
    assert "Grüße" not in received.text


async def test_the_question_in_the_subject(bench: MailBench) -> None:
    received = await only(bench, Posted(written("", Subject="Re: Zählerstand 4711")))
    assert (received.text, received.data["paragraphs"]) == ("Zählerstand 4711", ["Zählerstand 4711"])


async def test_a_mail_passed_on_without_a_word(bench: MailBench) -> None:
    received = await only(bench, fixture("de/outlook_forward"))
    assert received.data["forwarded"]
    assert received.text


async def test_files_come_along_and_what_did_not_is_named(bench: MailBench) -> None:
    received = await only(bench, fixture("de/winmail"))
    assert received.data["left_out"] == [{"name": "winmail.dat", "reason": "tnef_unreadable"}]
    bench.gateway.received.clear()
    received = await only(bench, fixture("en/ten_attachments"))
    assert len(received.files) == 10


async def test_logos_are_not_told_about(bench: MailBench) -> None:
    received = await only(bench, fixture("de/outlook_signature_logo"))
    assert "left_out" not in received.data


@pytest.mark.parametrize("text", ["START", "Start!", "bitte start", "Mitteilungen wieder an", "włącz powiadomienia"])
async def test_start_as_the_only_words(bench: MailBench, text: str) -> None:
    received = await only(bench, Posted(written(text)))
    assert (received.kind, received.text) == (InboundKind.START, text)


async def test_start_in_the_subject_alone(bench: MailBench) -> None:
    received = await only(bench, Posted(written("", Subject="Re: START")))
    assert received.kind is InboundKind.START


@pytest.mark.parametrize("text", ["When does it start?", "STOP", "Start der Lieferung am 1.3.", "HELP"])
async def test_whatever_else_is_a_message(bench: MailBench, text: str) -> None:
    assert (await only(bench, Posted(written(text)))).kind is InboundKind.MESSAGE


async def test_nobody_starts_anything_in_anothers_name(bench: MailBench) -> None:
    received = await only(bench, Posted(written("START", author="a@loose.example"), sender="a@loose.example"))
    assert received.kind is InboundKind.MESSAGE


def envelope(content: bytes, recipients: tuple[str, ...] = (OURS,)) -> Envelope:
    return Envelope("127.0.0.1", "mx.post.example", ANNA, recipients, content, encrypted=True, received_at=NOW)


MAIL = written(Date="Mon, 16 Nov 2026 11:05:41 +0100")
AGAIN = {
    "the same": envelope(MAIL),
    "by another way": envelope(b"Received: from a by b; Mon, 16 Nov 2026\r\n" + MAIL),
    "with other findings": envelope(b"Authentication-Results: x; spf=pass\r\nX-Spam: no\r\n" + MAIL),
    "for another recipient": envelope(MAIL, (BOUNCES,)),
}
OTHERS = {
    "other words": MAIL.replace(b"Abschlag?", b"Zaehler?"),
    "another author with the same message id": MAIL.replace(b"anna@", b"eve@"),
    "another message id": MAIL.replace(b"<m1@", b"<m2@"),
    "no message id, another day": MAIL.replace(b"Message-ID: <m1@post.example>\r\n", b"").replace(b"16 Nov", b"17 Nov"),
}


def test_the_same_mail_has_the_same_id() -> None:
    assert {stable_id(again) for again in AGAIN.values()} == {stable_id(envelope(MAIL))}
    assert len(stable_id(envelope(MAIL))) == 40


def test_other_mails_have_other_ids() -> None:
    ids = {stable_id(envelope(content)) for content in OTHERS.values()}
    assert len(ids | {stable_id(envelope(MAIL))}) == len(OTHERS) + 1


async def test_who_waits_too_long_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    held = threading.Event()

    class Slow(SenderChecks):
        def check_now(self, envelope: Envelope) -> SenderCheck:
            held.wait(5)
            return super().check_now(envelope)

    monkeypatch.setattr(intake, "CHECK_SECONDS", 0.05)
    slow = Intake(account(), lambda: Slow(lambda name, kind: RECORDS.get((name, kind), []), lambda domain: domain))
    with pytest.raises(TimeoutError):
        await slow.author(envelope(MAIL))
    held.set()
    slow.close()
