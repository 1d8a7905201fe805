"""Which case a mail says it belongs to: by the token in our address, and by the ids of earlier mails.

A case's address is `service+<token>@…`. The token is the only thing that opens the thread for somebody who is not
known as its party, so it cannot be guessed, and mail to it is shown to that customer alone (`threat-model.md` D19).
"""

import re
import secrets
from collections.abc import Collection, Sequence

from channels.mail.content import Thread
from channels.mail.headers import mailboxes, message_ids, raw_field
from channels.mail.parsing import Part

TOKEN_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"  # noqa: S105 (the alphabet, not a token)
"""Base32 in lower case: some mail systems do not keep the case of a local part."""
TOKEN_LENGTH = 26
"""Letters of 5 bits: 130 bits, above the 128 that D24 asks of a session; a local part may have 64 octets."""
MOST_TOKENS = 5

_TOKEN = re.compile(rf"[{TOKEN_LETTERS}]{{{TOKEN_LENGTH}}}")


def new_case_token() -> str:
    """A token for a new case."""
    return "".join(secrets.choice(TOKEN_LETTERS) for _letter in range(TOKEN_LENGTH))


def case_address(mailbox: str, token: str) -> str:
    """The address under which a case receives mail.

    Args:
        mailbox: Ours, as `service@wattline.example`.
        token: Of the case.
    """
    local, _at, domain = mailbox.rpartition("@")
    return f"{local}+{token}@{domain}"


def case_token(address: str, ours: Collection[str]) -> str | None:
    """The token in an address of one of our mailboxes; None for any other address."""
    local, _at, domain = address.strip().lower().rpartition("@")
    name, _plus, token = local.partition("+")
    known = f"{name}@{domain}" in {mailbox.lower() for mailbox in ours}
    return token if known and _TOKEN.fullmatch(token) else None


def thread_of(mail: Part, *, recipients: Sequence[str], ours: Collection[str]) -> Thread:
    """What a mail claims to belong to.

    Args:
        mail: Its tree.
        recipients: Of the envelope.
        ours: Our mailboxes.
    """
    named = [box.address for name in ("To", "Cc", "Delivered-To") for box in mailboxes(mail, name)]
    tokens = (case_token(address, ours) for address in (*recipients, *named))
    return Thread(
        message_id=next(iter(message_ids(raw_field(mail, "Message-ID"))), None),
        in_reply_to=message_ids(raw_field(mail, "In-Reply-To")),
        references=message_ids(raw_field(mail, "References")),
        case_tokens=tuple(dict.fromkeys(filter(None, tokens)))[:MOST_TOKENS],
    )
