"""What a mail says besides its words, as the journal and the outbox keep it: names and values, no objects."""

from channels.contract import JsonObject
from channels.mail.content import Invitation, MailContent


def facts_of(content: MailContent) -> JsonObject:
    """The facts for `Received.data`; what a mail does not say is not among them.

    `left_out` names only what the writer should send again in another form: logos of signatures are not told about.
    `Reply-To` is not among them, because no answer goes there (`threat-model.md` D12).
    """
    thread = content.thread
    facts: JsonObject = {
        "subject": content.subject,
        "paragraphs": list(content.paragraphs),
        "message_id": thread.message_id,
        "in_reply_to": list(thread.in_reply_to),
        "references": list(thread.references),
        "case_tokens": list(thread.case_tokens),
        "sender_name": content.sender and content.sender.name,
        "cc": list(content.cc),
        "forwarded": list(content.forwarded),
        "left_out": [{"name": part.name, "reason": part.reason.value} for part in content.unreadable],
        "invitation": content.invitation and _invitation(content.invitation),
        "sent_at": content.sent_at and content.sent_at.isoformat(),
    }
    return {name: value for name, value in facts.items() if value}


def _invitation(invitation: Invitation) -> JsonObject:
    return {
        "method": invitation.method,
        "summary": invitation.summary,
        "location": invitation.location,
        "starts_at": invitation.starts_at and invitation.starts_at.isoformat(),
        "ends_at": invitation.ends_at and invitation.ends_at.isoformat(),
    }
