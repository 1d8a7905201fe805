"""Our account at Twilio: who we are there, by what we are known to it, and which of our URLs it calls."""

import re
from dataclasses import dataclass, field

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

INBOUND_PATH = "/sms/messages"
STATUS_PATH = "/sms/statuses"

CONNECTION = "#rc=5&rp=5xx,ct,rt"
"""Asks Twilio to deliver again: up to 5 times, on 5xx answers, on connection and read timeouts, within 15 seconds.

By itself it does so once, and only when no connection came about (Twilio, "Webhook connection overrides"; read
2026-11).
"""

_SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")
_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_SHORT_CODE = re.compile(r"[0-9]{3,8}")


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """What the settings say of Twilio."""

    sid: str
    """`AC…`."""
    auth_token: str = field(repr=False)
    """Signs what Twilio sends to us."""
    sender: str
    """A number in E.164, a short code, a messaging service (`MG…`), or a name of at most 11 characters."""
    public_url: str
    """Scheme and host under which Twilio reaches us; signatures are checked against it, not against the Host header."""
    api_key: tuple[str, str] | None = field(default=None, repr=False)
    """`SK…` and its secret, to call Twilio with; without one the auth token does."""
    other_auth_tokens: tuple[str, ...] = field(default=(), repr=False)
    """Believed, too, while a token is being replaced."""
    region: str = "DE"
    """Country of numbers that are written without one."""
    api_url: str | None = None
    """Replaces the hosts of Twilio's interfaces: a stand-in for tests."""

    @property
    def credentials(self) -> tuple[str, str]:
        """Name and password for Twilio's interfaces."""
        return self.api_key or (self.sid, self.auth_token)

    @property
    def auth_tokens(self) -> tuple[str, ...]:
        """Every token a signature may be made with."""
        return (self.auth_token, *self.other_auth_tokens)

    @property
    def is_service(self) -> bool:
        """Whether a messaging service chooses the number."""
        return _SERVICE.fullmatch(self.sender) is not None

    @property
    def receives(self) -> bool:
        """Whether customers can answer; they cannot where the sender is a name."""
        return self.is_service or any(kind.fullmatch(self.sender) for kind in (_NUMBER, _SHORT_CODE))

    def url(self, path: str) -> str:
        """The URL by which Twilio calls one of our paths."""
        return self.public_url.rstrip("/") + path


def e164(text: str, region: str | None = None) -> str | None:
    """A phone number in its international form.

    Args:
        text: As written: with a country's prefix, or without.
        region: Country of a number without prefix; when not given, such a number is none.

    Returns:
        None where the digits cannot be a number of any network.
    """
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    # Possible, not valid: which blocks are in use changes faster than any list of them. Local numbers are none.
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
