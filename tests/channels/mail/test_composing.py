"""What we send: right headers, readable parts, and nothing that breaks out of its place (D16, D28)."""

import base64
import email
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from channels.contract import Button, JsonObject, OutboundFile, OutboundMessage
from channels.errors import FinalError
from channels.mail.authentication import SenderChecks
from channels.mail.composing import Composer, Mail, Mailbox, Purpose
from channels.mail.envelope import Envelope
from channels.mail.header_fields import OUR_MARK, fields_of
from channels.mail.layout import Layout, Look
from channels.mail.mechanisms import organizations
from channels.mail.signing import Signer
from tests.channels.mail.doubles import NOW

TOKEN = "abcdefghijklmnopqrstuvwxyz"
ANSWER: JsonObject = {
    "purpose": "answer",
    "language": "de",
    "case_token": TOKEN,
    "in_reply_to": "q2@customer.example",
    "references": ["q1@customer.example", "a1@supplier.example"],
}
NOTICE: JsonObject = {"purpose": "notice", "language": "pl", "unsubscribe_url": "https://supplier.example/u/4711?x=1"}
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

type Compose = Callable[..., Mail]


@pytest.fixture
def signer(signing_pem: bytes) -> Signer:
    return Signer("supplier.example", "s1", signing_pem)


@pytest.fixture
def compose() -> Compose:
    def make(
        text: str = "Guten Tag,\n\nIhr Zählerstand ist da.",
        subject: str | None = "Re: Zählerstand",
        data: JsonObject | None = None,
        signer: Signer | None = None,
        supplier: str = "Zorza",
        **fields: Any,
    ) -> Mail:
        mailbox = Mailbox("service@supplier.example")
        composer = Composer(mailbox, Layout(Look(supplier)), signer, lambda: NOW)
        address = fields.pop("address", "ada@customer.example")
        return composer.compose(
            OutboundMessage(fields.pop("id", "o-1"), address, subject, text, data=data or {}, **fields)
        )

    return make


def read(mail: Mail) -> EmailMessage:
    found = email.message_from_bytes(mail.content, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def body(mail: Mail, kind: str) -> str:
    part = read(mail).get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


def test_an_answer(compose: Compose) -> None:
    mail = compose(data=ANSWER)
    message = read(mail)
    assert mail.message_id == "o-1@supplier.example"
    assert message["Message-ID"] == "<o-1@supplier.example>"
    assert message[OUR_MARK] == "o-1"
    assert str(message["From"]) == "Zorza <service@supplier.example>"
    assert str(message["To"]) == mail.recipient == "ada@customer.example"
    assert str(message["Reply-To"]) == f"Zorza <service+{TOKEN}@supplier.example>"
    assert mail.sender == "service+bounces@supplier.example"
    assert message["Subject"] == "Re: Zählerstand"
    assert message["Date"].datetime == NOW
    assert message["In-Reply-To"] == "<q2@customer.example>"
    assert message["References"].split() == ["<q1@customer.example>", "<a1@supplier.example>", "<q2@customer.example>"]
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["List-Unsubscribe"] is None
    assert message["DKIM-Signature"] is None
    assert not mail.needs_utf8


def test_a_notice(compose: Compose, signer: Signer) -> None:
    mail = compose(data=NOTICE, signer=signer)
    message = read(mail)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<https://supplier.example/u/4711?x=1>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    signed = message["DKIM-Signature"].replace(" ", "").split("h=")[1].split(";")[0].split(":")
    # Signed once more than they are there.
    for name in ("list-unsubscribe", "list-unsubscribe-post", "from", "subject", "content-type"):
        assert signed.count(name) == 2
    assert signed.count("reply-to") == 2
    assert signed.count("in-reply-to") == 1
    assert 'href="https://supplier.example/u/4711?x=1"' in body(mail, "html")
    assert "https://supplier.example/u/4711?x=1" in body(mail, "plain")


@pytest.mark.parametrize(
    ("data", "post"),
    [
        (NOTICE, False),
        ({**NOTICE, "unsubscribe_url": "http://127.0.0.1:8000/u/4711"}, False),
        ({**ANSWER, "unsubscribe_url": "https://supplier.example/u/1"}, None),
    ],
)
def test_unsubscribing_with_one_click_needs_a_signature(compose: Compose, data: JsonObject, post: bool | None) -> None:
    message = read(compose(data=data))
    assert message["List-Unsubscribe-Post"] is None
    assert (message["List-Unsubscribe"] is None) is (post is None)


@pytest.mark.parametrize(
    ("purpose", "auto_submitted"),
    [("answer", "auto-replied"), ("notice", "auto-generated"), ("letter", "auto-generated"), ("person", None)],
)
def test_what_a_machine_wrote_says_so(compose: Compose, purpose: str, auto_submitted: str | None) -> None:
    mail = compose(data={"purpose": purpose})
    assert (read(mail)["Auto-Submitted"], mail.sender) == (auto_submitted, "service+bounces@supplier.example")


@pytest.mark.parametrize(
    ("data", "purpose"),
    [
        ({}, Purpose.LETTER),
        ({"language": "de"}, Purpose.LETTER),
        ({"in_reply_to": "q@customer.example"}, Purpose.ANSWER),
        ({"case_token": TOKEN}, Purpose.ANSWER),
        ({"case_token": TOKEN, "purpose": "person"}, Purpose.PERSON),
    ],
)
def test_what_belongs_to_a_thread_is_an_answer(compose: Compose, data: JsonObject, purpose: Purpose) -> None:
    assert compose(data=data).purpose is purpose


def test_an_unknown_purpose(compose: Compose) -> None:
    with pytest.raises(FinalError) as failure:
        compose(data={"purpose": "fun"})
    assert failure.value.code == "purpose_unknown"


def test_our_own_check_believes_our_signature(
    compose: Compose, signer: Signer, envelope: Callable[..., Envelope], signing_key: rsa.RSAPrivateKey
) -> None:
    records = {("_dmarc.supplier.example", "TXT"): ["v=DMARC1; p=reject; adkim=s"]}
    name, record = signer.dns_record()
    records[(name, "TXT")] = [record]
    checks = SenderChecks(lambda host, kind: records.get((host, kind), []), organizations())
    for data in (ANSWER, NOTICE):
        content = compose(
            data=data, signer=signer, files=(OutboundFile("a.pdf", "application/pdf", b"%PDF", ""),)
        ).content
        assert checks.check_now(envelope(content, "192.0.2.7", "")).why == "dkim"
        added = b"List-Unsubscribe: <https://evil.example/>\r\n" + content
        assert checks.check_now(envelope(added, "192.0.2.7", "")).why == "signature_invalid"


INJECTION = "x\r\nBcc: eve@evil.example"


@pytest.mark.parametrize(
    "fields",
    [
        {"subject": INJECTION},
        {"subject": "x\nBcc: eve@evil.example"},
        {"subject": "x\r\n\r\nbody"},
        {"subject": "x\x00"},
        {"subject": "x\u2028Bcc: eve"},
        {"supplier": INJECTION},
        {"id": INJECTION},
        {"id": "a b"},
        {"id": "a>b"},
        {"data": {**ANSWER, "case_token": INJECTION}},
        {"data": {**ANSWER, "case_token": "short"}},
        {"data": {**ANSWER, "case_token": "a" * 60}},
        {"data": {**NOTICE, "unsubscribe_url": f"https://supplier.example/{INJECTION}"}},
        {"data": {**NOTICE, "unsubscribe_url": "https://supplier.example/> <mailto:eve@evil.example"}},
        {"data": {**NOTICE, "unsubscribe_url": "javascript:alert(1)"}},
        {"files": (OutboundFile(INJECTION, "application/pdf", b"x", ""),)},
    ],
)
def test_what_would_break_out_is_refused(compose: Compose, fields: dict[str, Any]) -> None:
    with pytest.raises(FinalError) as failure:
        compose(**fields)
    assert failure.value.code == "header_refused"


@pytest.mark.parametrize(
    "name",
    ["x\r\nBcc: eve@evil.example", "x>\r\nBcc: <y", "x y", "<x>", "<x", "ż@customer.example", "x" * 600, ""],
)
def test_odd_message_ids_are_left_out(compose: Compose, name: str) -> None:
    message = read(compose(data={"in_reply_to": name, "references": [name, "a@b"]}))
    assert message["In-Reply-To"] is None
    assert message["References"] == "<a@b>"
    assert message["Bcc"] is None


def test_long_message_ids_stay_whole(compose: Compose) -> None:
    name = f"{'A' * 120}@eurprd05.prod.example"
    content = compose(data={"in_reply_to": name, "references": [name]}).content
    assert f"In-Reply-To: <{name}>\r\nReferences: <{name}>\r\n".encode() in content


def test_long_threads_are_shortened(compose: Compose) -> None:
    known = [f"m{number}@customer.example" for number in range(50)]
    chain = read(compose(data={"in_reply_to": known[49], "references": known}))["References"].split()
    assert chain == [f"<{name}>" for name in (known[0], *known[31:])]


def test_every_line_is_short_and_ascii(compose: Compose, signer: Signer) -> None:
    content = compose(
        "Zażółć " * 1000 + "x" * 3000,
        "Über " * 60,
        NOTICE,
        signer,
        files=(OutboundFile("ż" * 90, "a/b", b"\xff" * 99, ""),),
    ).content
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert len(fields_of(content)) > 8


@pytest.mark.parametrize("subject", ["Zażółć gęślą jaźń – " * 5, "=?utf-8?q?x?=", 'He said "<b>"', "ÄÖÜ", None])
def test_subjects(compose: Compose, subject: str | None) -> None:
    found = read(compose(subject=subject))["Subject"]
    assert found.strip() == ("Zorza" if subject is None else subject.strip()) or subject == "=?utf-8?q?x?="


def test_what_customers_wrote_is_printed_as_it_is(compose: Compose) -> None:
    text = "{{ 7*7 }} {slot} %s <script>alert(1)</script> </mj-text> <!-- --> & \"'"
    mail = compose(text, "{{ 7*7 }} </mj-title><script>")
    assert text in body(mail, "plain")
    html = body(mail, "html")
    assert "{{ 7*7 }} {slot} %s &lt;script&gt;" in html
    assert "<script" not in html
    assert "49" not in html.split("<body")[1].split("{slot}")[0][-40:]


def test_pictures_and_papers(compose: Compose) -> None:
    files = (
        OutboundFile("chart.png", "image/png", PNG, "Your use in 2026"),
        OutboundFile("../bill.pdf", "application/pdf", b"%PDF-1.7", ""),
        OutboundFile("odd.bin", "message/rfc822", b"x", ""),
    )
    mail = compose(files=files)
    message = read(mail)
    html = body(mail, "html")
    assert 'src="cid:o-1.0@supplier.example"' in html
    assert 'alt="Your use in 2026"' in html
    inline = [part for part in message.walk() if part["Content-ID"]]
    assert [(part["Content-ID"], part.get_content()) for part in inline] == [("<o-1.0@supplier.example>", PNG)]
    attached = [(part.get_filename(), part.get_content_type()) for part in message.iter_attachments()]
    assert attached == [(".._bill.pdf", "application/pdf"), ("odd.bin", "application/octet-stream")]


def test_choices_are_numbered_and_answer_with_a_click(compose: Compose) -> None:
    buttons = (
        Button("Yes, move it", "token-1"),
        Button("No", "token-2"),
        Button("My bill", "https://supplier.example/b"),
    )
    mail = compose(data=ANSWER, buttons=buttons)
    text, html = body(mail, "plain"), body(mail, "html")
    assert "1. Yes, move it\n2. No\n" in text
    assert "My bill: https://supplier.example/b" in text
    assert "token-1" not in html
    link = f"mailto:service%2B{TOKEN}@supplier.example?subject=Re%3A%20Re%3A%20Z%C3%A4hlerstand&amp;body=2"
    assert f'href="{link}"' in html
    assert 'href="https://supplier.example/b"' in html


@pytest.mark.parametrize(("text", "shown"), [("a\ud83db", "a?b"), ("a\x00\x08\x0bb", "ab"), ("a\x1b[31mb", "a[31mb")])
def test_odd_signs_do_no_harm(compose: Compose, text: str, shown: str) -> None:
    mail = compose(text, buttons=(Button(text, "token"),))
    assert shown in body(mail, "plain")
    assert shown in body(mail, "html")
