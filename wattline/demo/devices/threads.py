"""Mails of one mailbox as mail programs show them: an answer with what it answers. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattline.demo.inbox import InboxMessage

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass
class MailThread:
    """Mails that belong together, the oldest first."""

    mails: list[InboxMessage]

    @property
    def key(self) -> str:
        """Names the thread in an address."""
        return str(self.mails[0].number)

    @property
    def subject(self) -> str | None:
        """Of the first mail."""
        return self.mails[0].subject

    @property
    def newest(self) -> InboxMessage:
        """The latest mail."""
        return self.mails[-1]

    @property
    def answerable(self) -> InboxMessage:
        """What a reply answers: the latest mail that arrived; where none did, the latest."""
        return next((mail for mail in reversed(self.mails) if not mail.written), self.newest)


def threads_of(mails: Sequence[InboxMessage]) -> list[MailThread]:
    """The threads of a mailbox, the one with the newest mail first.

    Args:
        mails: The oldest first.
    """
    threads: list[MailThread] = []
    by_id: dict[str, MailThread] = {}
    for mail in mails:
        headers = mail.headers
        named = " ".join((headers.get("in_reply_to", ""), headers.get("references", ""))).split()
        known = [by_id[name] for name in named if name in by_id]
        thread = known[0] if known else MailThread([])
        if not known:
            threads.append(thread)
        thread.mails.append(mail)
        by_id |= dict.fromkeys([*named, *filter(None, [headers.get("message_id")])], thread)
    return sorted(threads, key=lambda thread: thread.newest.number, reverse=True)
