"""What a mail says besides its words, as the journal and the outbox keep it: names and values, no objects."""

from channels.contract import JsonObject
from channels.mail.content import Invitation, MailContent


def facts_of(content: MailContent) -> JsonObject:
    """The facts for `Received.data`; what a mail does not say is not among them."""
    thread = content.thread
    facts: JsonObject = {
        "kind": content.kind.value,
        "reason": content.reason.value,
        "subject": content.subject,
        "message_id": thread.message_id,
        "in_reply_to": list(thread.in_reply_to),
        "references": list(thread.references),
        "case_tokens": list(thread.case_tokens),
        "sender_name": content.sender and content.sender.name,
        "reply_to": content.reply_to and content.reply_to.address,
        "paragraphs": list(content.paragraphs),
        "forwarded": list(content.forwarded),
        "quoted": content.quoted,
        "left_out": [{"name": part.name, "reason": part.reason.value} for part in content.left_out],
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
