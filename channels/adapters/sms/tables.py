"""Twilio's message states and error codes, each in one table.

Source of all numbers: Twilio, "Error and Warning Dictionary" (twilio.com/docs/api/errors) and the Message resource;
read 2026-11.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from channels.contract import DeliveryStatus
from channels.errors import (
    AddressError,
    BlockedError,
    ChannelError,
    FinalError,
    OptedOutError,
    TemporaryError,
    ThrottledError,
)

STATES: Final[Mapping[str, DeliveryStatus]] = {
    # Queued at Twilio is sent for us: `queued` is what still waits in our own outbox.
    "accepted": DeliveryStatus.SENT,
    "scheduled": DeliveryStatus.SENT,
    "queued": DeliveryStatus.SENT,
    "sending": DeliveryStatus.SENT,
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    # Some of the phones or parts have it; Twilio says nothing more of it later.
    "partially_delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.READ,
    "undelivered": DeliveryStatus.FAILED,
    "failed": DeliveryStatus.FAILED,
    "canceled": DeliveryStatus.FAILED,
}
"""States of what we sent; `receiving` and `received` are of what came in and never told to us."""

THROTTLE_SECONDS: Final = 30.0
"""How long to wait where Twilio does not say: its own limits count in windows of 30 seconds (error 14107)."""
QUEUE_SECONDS: Final = 600.0
"""How long to wait when a number's queue is full: it holds 10 hours of messages (error 21611)."""
DAY_SECONDS: Final = 3600.0
"""How long to wait when a day's amount is used up: the window slides (error 63038)."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one of Twilio's error codes means here."""

    code: str
    """Ours, stable."""
    error: type[ChannelError]
    pause_seconds: float | None = None

    def raised(self, retry_after_seconds: float | None = None) -> ChannelError:
        """The error for a message that was not taken."""
        if issubclass(self.error, ThrottledError):
            return self.error(self.code, retry_after_seconds or self.pause_seconds or THROTTLE_SECONDS)
        return self.error(self.code)


def _all(code: str, error: type[ChannelError], *numbers: int, pause: float | None = None) -> dict[int, Meaning]:
    return dict.fromkeys(numbers, Meaning(code, error, pause))


CODES: Final[Mapping[int, Meaning]] = (
    # Ours to mend, and mended without touching the message: worth trying again.
    _all("login_refused", TemporaryError, 20003)
    | _all("account_inactive", TemporaryError, 10001, 20005, 30002)
    | _all("provider_failed", TemporaryError, 20500, 20503, 30008, 30410)
    # Too much at once.
    | _all("throttled", ThrottledError, 14107, 20429, 30022, 63017)
    | _all("queue_full", ThrottledError, 21611, 30001, pause=QUEUE_SECONDS)
    | _all("daily_limit", ThrottledError, 30023, 30027, 63038, pause=DAY_SECONDS)
    # On the way.
    | _all("phone_unreachable", TemporaryError, 30003)
    | _all("network_congested", TemporaryError, 30017)
    | _all("expired", FinalError, 30036)
    | _all("filtered", FinalError, 30007, 30038, 30039, 30450, 30453)
    | _all("price_exceeded", FinalError, 30010)
    # The customer.
    | _all("opted_out", OptedOutError, 21610)
    | _all("blocked", BlockedError, 30004)
    | _all("address_unknown", AddressError, 30005)
    | _all("address_invalid", AddressError, 21211, 21214, 21217, 21265, 21266, 21268, 21604)
    | _all("address_not_mobile", AddressError, 21614, 21635, 30006)
    # Ours to mend: sender, rights, contents.
    | _all("country_not_allowed", FinalError, 21408)
    | _all("no_route", FinalError, 21612)
    | _all("trial_account", FinalError, 21267, 21608, 30044)
    | _all("sender_refused", FinalError, 21212, 21601, 21603, 21606, 21659, 21660, 21661, 21703, 21705, 30024)
    | _all("sender_not_registered", FinalError, 30032, 30034, 30035, 30040)
    | _all("callback_refused", FinalError, 21609)
    | _all("account_unknown", FinalError, 20404)
    | _all("text_missing", FinalError, 21602, 21619)
    | _all("too_long", FinalError, 21605, 21617, 30019)
    | _all("pictures_not_possible", FinalError, 30011)
)


def status_of(state: str) -> DeliveryStatus:
    """What a state of Twilio's means.

    Raises:
        LookupError: The state is not known; it is nothing to guess at.
    """
    return STATES[state]


def failure_of(number: int) -> str:
    """Our stable code of one of Twilio's error codes; an unknown one keeps its number."""
    meaning = CODES.get(number)
    return f"twilio_{number}" if meaning is None else meaning.code


def error_of(status: int, number: int | None, retry_after_seconds: float | None = None) -> ChannelError:
    """The error of an answer that is none.

    Args:
        status: Of HTTP.
        number: Twilio's error code, if the answer had one.
        retry_after_seconds: Twilio's own wish, if it had one.
    """
    meaning = CODES.get(number) if number is not None else None
    if meaning is not None:
        return meaning.raised(retry_after_seconds)
    code = f"twilio_{number or status}"
    if status == 429:
        return ThrottledError("throttled", retry_after_seconds or THROTTLE_SECONDS)
    if status >= 500 or status == 408:
        return TemporaryError(code)
    if status in (401, 403):
        return TemporaryError("login_refused")
    return FinalError(code)
