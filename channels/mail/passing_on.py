"""Mails to postmaster and abuse, as an attachment of a mail to whoever reads those."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from channels.mail.composing import Mail, Mailbox, Purpose
from channels.mail.envelope import Envelope
from channels.mail.header_fields import without_claims

_POLICY = SMTP.clone(cte_type="7bit")


def passed_on(envelope: Envelope, mailbox: Mailbox, reader: str) -> Mail:
    """A mail that carries another.

    As an attachment it is sent in our own name, so that it needs nobody's signature, and nothing in it is believed.

    Args:
        envelope: What came.
        mailbox: Ours.
        reader: Whom it goes to.
    """
    mail = EmailMessage(policy=_POLICY)
    message_id = make_msgid(domain=mailbox.domain)
    mail["From"] = mailbox.bounces
    mail["To"] = reader
    mail["Subject"] = "Mail to postmaster or abuse"
    mail["Date"] = format_datetime(envelope.received_at)
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(f"The attached mail was sent to postmaster or abuse at {mailbox.domain}.\n")
    mail.add_attachment(without_claims(envelope.content), "application", "octet-stream", filename="mail.eml")
    return Mail(message_id.strip("<>"), mailbox.bounces, reader, mail.as_bytes(), Purpose.LETTER)
