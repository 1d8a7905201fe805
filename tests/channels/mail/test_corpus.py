"""Every mail of the corpus says what its expectations say, on the wire's line ends and on a file's."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from channels.mail.content import Bounce, Invitation, MailContent
from channels.mail.reading import read_mail

CORPUS = Path(__file__).parent / "corpus"
OURS = ("service@wattline.example",)


def expectations() -> dict[str, dict[str, Any]]:
    return {
        f"{file.parent.name}/{name}": expected
        for file in sorted(CORPUS.glob("*/expectations.yml"))
        for name, expected in yaml.safe_load(file.read_text("utf-8")).items()
    }


def as_expected(content: MailContent) -> dict[str, Any]:
    return {
        "kind": content.kind.value,
        "reason": content.reason.value,
        "sender": content.sender and content.sender.address,
        "reply_to": content.reply_to and content.reply_to.address,
        "subject": content.subject,
        "text": content.text,
        "paragraphs": list(content.paragraphs),
        "files": [file.name for file in content.files],
        "left_out": {part.name: part.reason.value for part in content.left_out},
        "invitation": invitation(content.invitation),
        "bounce": bounce(content.bounce),
        "case_tokens": list(content.thread.case_tokens),
        "in_reply_to": list(content.thread.in_reply_to),
        "references": list(content.thread.references),
        "language": content.language,
    }


def invitation(found: Invitation | None) -> dict[str, Any] | None:
    if found is None:
        return None
    moments = {"starts_at": found.starts_at, "ends_at": found.ends_at}
    texts = {"method": found.method, "summary": found.summary, "location": found.location}
    return texts | {name: at and at.isoformat() for name, at in moments.items()}


def bounce(found: Bounce | None) -> dict[str, Any] | None:
    if found is None:
        return None
    recipients = [[one.address, one.action, one.status] for one in found.recipients]
    return {"original_message_id": found.original_message_id, "recipients": recipients}


DEFAULTS: dict[str, Any] = {
    "kind": "ordinary",
    "reason": "person",
    "invitation": None,
    "bounce": None,
    "case_tokens": [],
    "left_out": {},
}
"""What a mail is unless its expectations say otherwise."""


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n"], ids=["crlf", "lf"])
@pytest.mark.parametrize("name", expectations())
def test_mail_says_what_is_expected(name: str, line_end: bytes) -> None:
    expected = DEFAULTS | expectations()[name]
    raw = (CORPUS / f"{name}.eml").read_bytes().replace(b"\r\n", b"\n").replace(b"\n", line_end)
    content = read_mail(raw, ours=OURS)
    found = as_expected(content)
    partly = {
        "text_contains": content.text,
        "quoted": content.quoted,
        "forwarded": "\n".join(content.forwarded),
        "paragraphs_contain": "\n".join(content.paragraphs),
    }
    for key, value in expected.items():
        if key in partly:
            assert [piece for piece in value if piece not in partly[key]] == []
            assert value or not partly[key]
        elif key == "absent":
            assert [piece for piece in value if piece in content.text] == []
        else:
            assert found[key] == value, key
    if "forwarded" not in expected:
        assert content.forwarded == ()


def test_every_mail_has_expectations_and_the_corpus_is_large_enough() -> None:
    mails = {f"{file.parent.name}/{file.stem}" for file in CORPUS.glob("*/*.eml")}
    assert mails == set(expectations())
    assert len(mails) >= 60
