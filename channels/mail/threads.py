"""Which case a mail says it belongs to: by the token in our address, and by the ids of earlier mails.

A case's address is `service+<token>@…`. The token is the only thing that opens the thread for somebody who is not
known as its party, so it cannot be guessed, and mail to it is shown to that customer alone (`threat-model.md` D19).
"""

import re
from collections.abc import Collection, Sequence

from channels.contract import JsonObject
from channels.mail.addresses import case_token
from channels.mail.content import Thread
from channels.mail.headers import named_addresses, raw_field
from channels.mail.message_ids import message_ids
from channels.mail.parsing import Part

MOST_TOKENS = 5

_ANSWERS = re.compile(r"(?:\s{0,3}(?:re|aw|antw|antwort|odp|odpowiedź|sv)(?:\[\d{1,3}\])?\s?:)+\s*", re.IGNORECASE)
"""What programs put before the subject of an answer, in English, German and Polish."""


def thread_of(mail: Part, *, recipients: Sequence[str], ours: Collection[str]) -> Thread:
    """What a mail claims to belong to.

    Args:
        mail: Its tree.
        recipients: Of the envelope.
        ours: Our mailboxes.
    """
    named = [field.address for name in ("To", "Cc", "Delivered-To") for field in named_addresses(mail, name)]
    tokens = (case_token(address, ours) for address in (*recipients, *named))
    return Thread(
        message_id=next(iter(message_ids(raw_field(mail, "Message-ID"))), None),
        in_reply_to=message_ids(raw_field(mail, "In-Reply-To")),
        references=message_ids(raw_field(mail, "References")),
        case_tokens=tuple(dict.fromkeys(filter(None, tokens)))[:MOST_TOKENS],
    )


def answer_to(facts: JsonObject) -> JsonObject:
    """What ties an answer to the mail it answers (RFC 5322 section 3.6.4).

    Args:
        facts: Of the mail, as in `Received.data`.

    Returns:
        For `OutboundMessage.data`: `subject`, `in_reply_to` and `references`, as far as the mail has them; and
        `unproven` when nobody knows whether the mail came from there, which makes answers rare.
    """
    answered = facts.get("message_id")
    parents = facts.get("references") or facts.get("in_reply_to") or []
    found = {
        "subject": answer_subject(facts["subject"]) if facts.get("subject") else None,
        "in_reply_to": answered,
        "references": [*parents, *([answered] if answered else [])],
        "unproven": facts.get("unproven"),
    }
    return {name: value for name, value in found.items() if value}


def answers_same_mail(facts: JsonObject, context: JsonObject) -> bool:
    """Whether a mail answers one that we answer ourselves, or one of its thread.

    Args:
        facts: Of the mail, as in `Received.data`.
        context: What ties our answer to the other one, see `answer_to`.
    """
    named = {*facts.get("in_reply_to", ()), *facts.get("references", ())}
    return not named.isdisjoint(context.get("references", ()))


def answer_subject(subject: str) -> str:
    """The subject of an answer: `Re: ` once, whatever stood there before."""
    return f"Re: {bare_subject(subject)}"


def bare_subject(subject: str) -> str:
    """A subject without what programs put before it in answers."""
    found = _ANSWERS.match(subject)
    return subject[found.end() :] if found else subject
