"""How the gateway can fail: a closed tree for sending, and refusals with a stable code for HTTP.

ChannelError                 sending did not work
├── TemporaryError           later it may: throttled, provider down
│   └── ThrottledError       not before `retry_after_seconds`
└── FinalError               it never will: content refused, sender not allowed
    ├── BlockedError         the customer blocked us: the address is marked
    ├── OptedOutError        the customer said STOP: the address is marked
    └── AddressError         no such address, bounced: the address is marked
UnreadableError              what a provider handed over is not what it promises to send
GatewayError                 a refusal a caller sees as `{code, message}`
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass


class ChannelError(Exception):
    """A message was not taken by the provider."""

    retryable = False
    retry_after_seconds: float | None = None

    def __init__(self, code: str) -> None:
        """Keep the reason.

        Args:
            code: Stable reason, safe to log.
        """
        super().__init__(code)
        self.code = code


class TemporaryError(ChannelError):
    """The provider could not take it now."""

    retryable = True


class ThrottledError(TemporaryError):
    """The provider asks to wait."""

    def __init__(self, code: str, retry_after_seconds: float) -> None:
        """Keep the reason and the pause in seconds."""
        super().__init__(code)
        self.retry_after_seconds = retry_after_seconds


class FinalError(ChannelError):
    """The provider will never take it."""


class BlockedError(FinalError):
    """The customer blocked us."""


class OptedOutError(FinalError):
    """The customer wants no messages from us on this channel."""


class AddressError(FinalError):
    """Nothing can be sent to this address."""


class UnreadableError(Exception):
    """What was handed over has not the shape it must have, and never will."""

    def __init__(self, code: str) -> None:
        """Keep the reason.

        Args:
            code: Stable, safe to log.
        """
        super().__init__(code)
        self.code = code


@contextlib.contextmanager
def as_channel_errors() -> Iterator[None]:
    """Give the failures of a provider's client a place in the tree; those that have one pass."""
    try:
        yield
    except (OSError, TimeoutError) as error:
        raise TemporaryError("provider_unreachable") from error


@dataclass(frozen=True, slots=True)
class Refusal:
    """A kind of refusal: its HTTP status, its stable code, its words."""

    status: int
    code: str
    message: str


REQUEST_INVALID = Refusal(422, "request_invalid", "The request does not have the expected form.")
SESSION_INVALID = Refusal(401, "session_invalid", "There is no such chat session, or it has ended.")
PROOF_INVALID = Refusal(401, "proof_invalid", "The sign-in proof is not valid, too old or was used before.")
SIGNATURE_INVALID = Refusal(403, "signature_invalid", "This does not come from the channel's provider.")
STAFF_ONLY = Refusal(403, "staff_only", "Only the supplier's own people may see this; please sign in.")
NOT_FOUND = Refusal(404, "not_found", "There is no such thing here.")
METHOD_NOT_ALLOWED = Refusal(405, "method_not_allowed", "This address does not take that method.")
ORIGIN_REFUSED = Refusal(403, "origin_refused", "Pages of this origin may not do that.")
MESSAGE_ID_REUSED = Refusal(409, "message_id_reused", "Another message was sent with this id before.")
ATTACHMENT_UNKNOWN = Refusal(422, "attachment_unknown", "An attachment named here was not uploaded in this chat.")
TOO_LARGE = Refusal(413, "too_large", "This is larger than what is taken here.")
TYPE_REFUSED = Refusal(415, "type_refused", "This type is not taken: PNG, JPEG, WebP, GIF, HEIC and PDF are.")
FILE_UNREADABLE = Refusal(415, "file_unreadable", "This file is damaged, cut off or locked with a password.")
FILE_ACTIVE = Refusal(415, "file_active_content", "This PDF holds a script or another file; print it as PDF.")
FILE_INFECTED = Refusal(415, "file_infected", "The virus scanner objects to this file.")
FILE_NOT_CHECKED = Refusal(503, "file_not_checked", "The file cannot be checked now; please send it again later.")
TOO_MANY = Refusal(429, "too_many_requests", "Too many requests; please wait a little.")
IDENTITY_UNAVAILABLE = Refusal(503, "identity_unavailable", "Nobody can be signed in at the moment; please try again.")
NOT_STORED = Refusal(503, "not_stored", "The message could not be stored; please send it again.")
INTERNAL_ERROR = Refusal(500, "internal_error", "Something went wrong here.")


class GatewayError(Exception):
    """A request is refused; rendered in one place."""

    def __init__(self, refusal: Refusal, *, retry_after_seconds: int | None = None) -> None:
        """Refuse.

        Args:
            refusal: Which kind.
            retry_after_seconds: Told to the caller, where waiting helps.
        """
        super().__init__(refusal.code)
        self.refusal = refusal
        self.retry_after_seconds = retry_after_seconds
