"""What is written to postmaster reaches a person, whole, and nobody believes what it says of itself."""

import email
from collections.abc import Callable
from email.policy import default

from channels.mail.composing import Mailbox
from channels.mail.envelope import Envelope
from channels.mail.passing_on import passed_on


def test_a_mail_is_passed_on(envelope: Callable[..., Envelope]) -> None:
    content = b"From: a@b.example\r\nAuthentication-Results: mx.supplier.example; dmarc=pass\r\n\r\nYou send spam.\r\n"
    mail = passed_on(envelope(content), Mailbox("service@supplier.example"), "it@supplier.example")
    assert (mail.sender, mail.recipient) == ("service+bounces@supplier.example", "it@supplier.example")
    parsed = email.message_from_bytes(mail.content, policy=default)
    assert parsed["Message-ID"] == f"<{mail.message_id}>"
    assert parsed["Auto-Submitted"] == "auto-generated"
    (attached,) = parsed.iter_attachments()
    assert attached.get_content() == b"From: a@b.example\r\n\r\nYou send spam.\r\n"
    assert mail.content.isascii()
