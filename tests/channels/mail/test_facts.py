"""What is kept of a mail is plain JSON; and what the caller is told to do about it."""

import json
from pathlib import Path

import pytest

from channels.contract import DeliveryStatus
from channels.mail.content import MailContent, ReportedRecipient
from channels.mail.facts import facts_of
from channels.mail.reading import read_mail
from tests.channels.mail.mails import OURS

CORPUS = Path(__file__).parent / "corpus"


def read(name: str) -> MailContent:
    return read_mail((CORPUS / f"{name}.eml").read_bytes(), ours=OURS)


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*/*.eml")), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_facts_are_json(file: Path) -> None:
    facts = facts_of(read_mail(file.read_bytes(), ours=OURS))
    assert json.loads(json.dumps(facts)) == facts


def test_facts_for_threading() -> None:
    facts = facts_of(read("en/gmail_reply"))
    assert facts["message_id"] == "m1@post.example"
    assert facts["in_reply_to"] == ["01939f4e-7c11@wattline.example"]
    assert facts["sent_at"] == "2026-11-16T10:05:41+00:00"
    assert facts["sender_name"] == "Emily Carter"
    assert "invitation" not in facts


def test_facts_of_an_invitation() -> None:
    assert facts_of(read("de/invitation_outlook"))["invitation"]["starts_at"] == "2026-12-01T09:00:00+00:00"


@pytest.mark.parametrize(
    ("name", "answered"),
    [
        ("en/gmail_reply", True),
        ("de/two_from_addresses", False),
        ("en/auto_outlook", False),
        ("en/bounce_postfix", False),
        ("en/mailing_list", False),
        ("en/own_mail_comes_back", False),
    ],
)
def test_only_a_person_who_is_clearly_named_may_be_answered(name: str, answered: bool) -> None:
    assert read(name).may_be_answered is answered


@pytest.mark.parametrize(
    ("name", "unreadable"),
    [
        ("de/winmail", ["winmail.dat"]),
        ("de/smime_encrypted", ["smime.p7m"]),
        ("de/smime_signed", []),
        ("de/outlook_signature_logo", []),
    ],
)
def test_what_cannot_be_read_is_said(name: str, unreadable: list[str]) -> None:
    assert [part.name for part in read(name).unreadable] == unreadable


def test_a_delayed_mail_has_not_failed() -> None:
    assert ReportedRecipient("a@b.example", "delayed", "4.4.1").delivery_status is DeliveryStatus.SENT
