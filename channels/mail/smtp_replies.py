"""What a mail server's refusal means: one table, for replies to our mails and for the bounces that come later."""

import re
from dataclasses import dataclass

from channels.errors import AddressError, ChannelError, FinalError, TemporaryError, ThrottledError

GREYLIST_SECONDS = 300.0
"""Pause that greylisting usually asks for (RFC 6647 section 5: between a minute and a day)."""
FULL_SECONDS = 3600.0
"""Until we try a full mailbox again; our own choice."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What to make of a refusal; codes of what marks the address begin with `address_`, and no others do."""

    error: type[ChannelError]
    code: str
    pause_seconds: float | None = None

    def build(self) -> ChannelError:
        """The error to raise."""
        if self.pause_seconds is not None:
            return ThrottledError(self.code, self.pause_seconds)
        return self.error(self.code)


MEANINGS = {
    # Classes (RFC 5321 section 4.2.1, RFC 3463 section 3.1): what no line below knows better.
    "4": Meaning(TemporaryError, "refused_for_now"),
    "5": Meaning(FinalError, "refused"),
    # Replies about our own account at the relay (RFC 4954 section 6, RFC 3207): the operator has to mend that, and the
    # mails wait meanwhile.
    "530": Meaning(TemporaryError, "relay_login_needed"),
    "534": Meaning(TemporaryError, "relay_login_refused"),
    "535": Meaning(TemporaryError, "relay_login_refused"),
    "538": Meaning(TemporaryError, "relay_login_refused"),
    # Replies without an enhanced status (RFC 5321 section 4.2.3). 550 may be a policy, so it marks nothing.
    "421": Meaning(TemporaryError, "server_closing"),
    "450": Meaning(TemporaryError, "greylisted", GREYLIST_SECONDS),
    "451": Meaning(TemporaryError, "server_trouble"),
    "452": Meaning(TemporaryError, "server_full"),
    "550": Meaning(FinalError, "mailbox_unavailable"),
    "551": Meaning(AddressError, "address_moved"),
    "552": Meaning(FinalError, "too_large"),
    "553": Meaning(AddressError, "address_invalid"),
    "554": Meaning(FinalError, "refused"),
    # Enhanced status codes (RFC 3463, the registry of RFC 5248, read 2026-11). X.1: addresses.
    "5.1": Meaning(AddressError, "address_unknown"),
    "5.1.2": Meaning(AddressError, "address_domain_unknown"),
    "5.1.3": Meaning(AddressError, "address_invalid"),
    "5.1.6": Meaning(AddressError, "address_moved"),
    "5.1.7": Meaning(FinalError, "sender_refused"),
    "5.1.8": Meaning(FinalError, "sender_refused"),
    "5.1.10": Meaning(AddressError, "address_takes_no_mail"),
    # X.2: the mailbox.
    "4.2.2": Meaning(TemporaryError, "mailbox_full", FULL_SECONDS),
    "5.2": Meaning(FinalError, "mailbox_refused"),
    "5.2.1": Meaning(AddressError, "address_disabled"),
    "5.2.2": Meaning(FinalError, "mailbox_full"),
    "5.2.3": Meaning(FinalError, "too_large"),
    # X.3: the server.
    "4.3": Meaning(TemporaryError, "server_trouble"),
    "4.3.1": Meaning(TemporaryError, "server_full"),
    "4.3.2": Meaning(TemporaryError, "server_closing"),
    "5.3.4": Meaning(FinalError, "too_large"),
    # X.4: the way there. Exchange Online says 5.4.1 of recipients it does not know, others of hosts that do not answer.
    "4.4": Meaning(TemporaryError, "not_reached"),
    "5.4": Meaning(FinalError, "not_reached"),
    "5.4.1": Meaning(AddressError, "address_unknown"),
    "5.4.4": Meaning(AddressError, "address_domain_unknown"),
    "5.4.6": Meaning(FinalError, "loop"),
    # X.5: the protocol.
    "5.5": Meaning(FinalError, "protocol"),
    # X.6: the content.
    "5.6": Meaning(FinalError, "content_refused"),
    "5.6.7": Meaning(FinalError, "utf8_needed"),
    # X.7: policy and security.
    "4.7": Meaning(TemporaryError, "throttled", GREYLIST_SECONDS),
    "5.7": Meaning(FinalError, "policy_refused"),
    "5.7.8": Meaning(TemporaryError, "relay_login_refused"),
    "5.7.9": Meaning(TemporaryError, "relay_login_refused"),
    "5.7.11": Meaning(TemporaryError, "relay_login_refused"),
    "5.7.26": Meaning(FinalError, "not_authenticated"),
}
UNKNOWN = Meaning(TemporaryError, "unexpected_reply")
"""A reply that is no refusal where one stands: neither sent nor failed, so it is tried again."""

_STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")


def error_for_reply(code: int, text: str) -> ChannelError:
    """The error a server's reply stands for.

    Args:
        code: Three digits.
        text: Behind them; may begin with an enhanced status code.
    """
    found = _STATUS.match(text)
    # A status of another class than the reply contradicts it; the reply decides (RFC 2034 section 4).
    status = _prefixes(found) if found and found[1] == str(code)[:1] else []
    keys = [*status, str(code), str(code)[:1]]
    if 530 <= code < 540:
        keys.insert(0, str(code))
    return _first(keys)


def error_for_status(status: str) -> ChannelError:
    """The error an enhanced status code of a bounce stands for (`Status:` in RFC 3464).

    Args:
        status: As in the bounce: `5.1.1`.
    """
    found = _STATUS.match(status)
    return _first([*_prefixes(found), found[1]] if found else [])


def _prefixes(found: re.Match[str]) -> list[str]:
    numbers = [str(int(number)) for number in found.groups()]
    return [".".join(numbers), ".".join(numbers[:2])]


def _first(keys: list[str]) -> ChannelError:
    return next((MEANINGS[key] for key in keys if key in MEANINGS), UNKNOWN).build()
