"""One table says what a refusal means."""

import pytest

from channels.errors import AddressError, ChannelError, FinalError, TemporaryError, ThrottledError
from channels.mail.smtp_replies import MEANINGS, error_for_reply, error_for_status


@pytest.mark.parametrize(
    ("code", "text", "error", "name", "pause"),
    [
        (550, "5.1.1 <ada@customer.example>: unknown", AddressError, "address_unknown", None),
        (550, "5.1.10 null MX", AddressError, "address_takes_no_mail", None),
        (550, "5.1.99 something new", AddressError, "address_unknown", None),
        (550, "5.01.001 odd zeros", AddressError, "address_unknown", None),
        (553, "5.1.7 sender", FinalError, "sender_refused", None),
        (550, "5.2.1 disabled", AddressError, "address_disabled", None),
        (552, "5.2.2 full", FinalError, "mailbox_full", None),
        (452, "4.2.2 full", ThrottledError, "mailbox_full", 3600),
        (550, "5.4.1 Recipient address rejected: Access denied", AddressError, "address_unknown", None),
        (554, "5.4.6 loop", FinalError, "loop", None),
        (550, "5.7.1 blocked", FinalError, "policy_refused", None),
        (550, "5.7.26 unauthenticated", FinalError, "not_authenticated", None),
        (450, "4.7.1 greylisted", ThrottledError, "throttled", 300),
        (450, "come back later", ThrottledError, "greylisted", 300),
        (421, "4.3.2 shutting down", TemporaryError, "server_closing", None),
        (421, "bye", TemporaryError, "server_closing", None),
        (530, "5.7.0 Must issue a STARTTLS command first", TemporaryError, "relay_login_needed", None),
        (535, "5.7.8 wrong", TemporaryError, "relay_login_refused", None),
        (550, "no words", FinalError, "mailbox_unavailable", None),
        (551, "moved", AddressError, "address_moved", None),
        (599, "new", FinalError, "refused", None),
        (499, "new", TemporaryError, "refused_for_now", None),
        # The reply's class decides when the status contradicts it.
        (450, "5.1.1 unknown", ThrottledError, "greylisted", 300),
        (550, "2.0.0 fine", FinalError, "mailbox_unavailable", None),
        (250, "OK", TemporaryError, "unexpected_reply", None),
        (-1, "", TemporaryError, "unexpected_reply", None),
    ],
)
def test_replies(code: int, text: str, error: type[ChannelError], name: str, pause: float | None) -> None:
    found = error_for_reply(code, text)
    assert (type(found), found.code, found.retry_after_seconds) == (error, name, pause)


@pytest.mark.parametrize(
    ("status", "error", "name"),
    [
        ("5.1.1", AddressError, "address_unknown"),
        (" 5.2.2 (mailbox full)", FinalError, "mailbox_full"),
        ("4.4.7", TemporaryError, "not_reached"),
        ("5.0.0", FinalError, "refused"),
        ("2.0.0", TemporaryError, "unexpected_reply"),
        ("nonsense", TemporaryError, "unexpected_reply"),
        ("", TemporaryError, "unexpected_reply"),
    ],
)
def test_statuses_of_bounces(status: str, error: type[ChannelError], name: str) -> None:
    found = error_for_status(status)
    assert (type(found), found.code) == (error, name)


def test_four_is_for_now_and_five_for_good_but_for_our_own_account() -> None:
    ours = {"530", "534", "535", "538", "5.7.8", "5.7.9", "5.7.11"}
    for key, meaning in MEANINGS.items():
        assert meaning.build().retryable is (key.startswith("4") or key in ours), key


def test_codes_say_whether_the_address_is_marked() -> None:
    for meaning in MEANINGS.values():
        assert meaning.code.startswith("address_") is (meaning.error is AddressError), meaning
