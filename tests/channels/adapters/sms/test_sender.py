"""What Twilio is asked, and what its answers mean."""

import base64
from dataclasses import replace
from inspect import getmembers

import httpx2
import pytest
from twilio.rest.api.v2010.account.message import MessageInstance

from channels.adapters.sms import TwilioSender, e164
from channels.adapters.sms.tables import CODES, STATES, error_of, failure_of, status_of
from channels.adapters.sms.twilio_http import rewritten
from channels.errors import (
    AddressError,
    BlockedError,
    ChannelError,
    FinalError,
    OptedOutError,
    TemporaryError,
    ThrottledError,
)
from tests.channels.adapters.sms.bench import ACCOUNT, ANNA, OURS, SID, Twilio, sid


async def test_what_is_asked() -> None:
    twilio = Twilio()
    sender = TwilioSender(ACCOUNT, httpx2.MockTransport(twilio))
    assert await sender.send("0171 3920010", subject="never shown", text="Grüße, 5 €") == sid(0x301)
    (request,) = twilio.requests
    assert str(request.url) == f"https://api.twilio.com/2010-04-01/Accounts/{SID}/Messages.json"
    assert base64.b64decode(request.headers["authorization"].removeprefix("Basic ")).decode() == f"{SID}:auth-token"
    assert twilio.forms() == [
        {
            "To": ANNA,
            "From": OURS,
            "Body": "Grüße, 5 €",
            "StatusCallback": "https://chat.zorza.example/sms/statuses#rc=5&rp=5xx,ct,rt",
        }
    ]
    await sender.close()


async def test_service_and_api_key() -> None:
    twilio = Twilio()
    account = replace(ACCOUNT, sender="MG" + "0badcafe" * 4, api_key=("SK1", "secret"))
    sender = TwilioSender(account, httpx2.MockTransport(twilio))
    await sender.send(ANNA, subject=None, text="x")
    (form,) = twilio.forms()
    assert (form["MessagingServiceSid"], "From" in form) == (account.sender, False)
    assert base64.b64decode(twilio.requests[0].headers["authorization"].removeprefix("Basic ")) == b"SK1:secret"
    assert SID in str(twilio.requests[0].url)
    await sender.close()


async def test_stand_in() -> None:
    twilio = Twilio()
    sender = TwilioSender(replace(ACCOUNT, api_url="http://127.0.0.1:4013/"), httpx2.MockTransport(twilio))
    await sender.send(ANNA, subject=None, text="x")
    assert str(twilio.requests[0].url) == f"http://127.0.0.1:4013/2010-04-01/Accounts/{SID}/Messages.json"
    await sender.close()


def test_hosts_become_paths() -> None:
    base = "http://127.0.0.1:4013"
    assert rewritten("https://api.dublin.ie1.twilio.com/a?b=c", base) == base + "/a?b=c"
    assert rewritten("https://verify.twilio.com/v2/Services", base) == base + "/verify/v2/Services"
    assert rewritten("https://messaging.twilio.com/v1", base) == base + "/messaging/v1"
    assert rewritten("https://example.com/a", None) == "https://example.com/a"
    for odd in ("https://example.com/a", "https://api.twilio.com.evil.example/a", "https://lookups.twilio.com/a"):
        with pytest.raises(ValueError, match="interface"):
            rewritten(odd, base)


async def test_numbers_that_are_none_cost_no_request() -> None:
    twilio = Twilio()
    sender = TwilioSender(ACCOUNT, httpx2.MockTransport(twilio))
    for text in ("", "ZORZA", "12", "+49", "anna@example.org", "+0171", "+4917139200100000000"):
        with pytest.raises(AddressError, match="address_invalid"):
            await sender.send(text, subject=None, text="x")
    assert not twilio.requests
    await sender.close()


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        *(("0171 3920010", "DE", ANNA), ("+49 (0) 171-3920010", "DE", ANNA), ("0049 171 3920010", "DE", ANNA)),
        *(
            ("500 100 100", "PL", "+48500100100"),
            ("+48 500-100-100", "DE", "+48500100100"),
            ("0171 3920010", None, None),
        ),
        *(
            ("+15005550006", None, "+15005550006"),
            ("22333", None, None),
            ("110", "DE", None),
            ("Zorza", "DE", None),
        ),
    ],
)
def test_e164(text: str, region: str | None, number: str | None) -> None:
    assert e164(text, region) == number


def test_every_state_of_the_library_is_in_the_table() -> None:
    states = {value for name, value in getmembers(MessageInstance.Status) if name.isupper()}
    assert set(STATES) == states - {"receiving", "received"}


def test_unknown_states_are_errors() -> None:
    for state in ("teleported", "received", "", "Delivered"):
        with pytest.raises(LookupError):
            status_of(state)


@pytest.mark.parametrize(
    ("number", "error", "code"),
    [
        *((20003, TemporaryError, "login_refused"), (20429, ThrottledError, "throttled")),
        *((20500, TemporaryError, "provider_failed"), (20503, TemporaryError, "provider_failed")),
        *((21211, AddressError, "address_invalid"), (21408, FinalError, "country_not_allowed")),
        *((21606, FinalError, "sender_refused"), (21608, FinalError, "trial_account")),
        *((21610, OptedOutError, "opted_out"), (21611, ThrottledError, "queue_full")),
        *((21614, AddressError, "address_not_mobile"), (21617, FinalError, "too_long")),
        *((30001, ThrottledError, "queue_full"), (30003, TemporaryError, "phone_unreachable")),
        *((30004, BlockedError, "blocked"), (30005, AddressError, "address_unknown")),
        *((30006, AddressError, "address_not_mobile"), (30007, FinalError, "filtered")),
        *((30008, TemporaryError, "provider_failed"), (63038, ThrottledError, "daily_limit")),
    ],
)
def test_codes(number: int, error: type[ChannelError], code: str) -> None:
    found = error_of(400, number)
    assert (type(found), found.code) == (error, code)
    assert failure_of(number) == code


def test_one_code_one_meaning() -> None:
    meanings: dict[str, set[type[ChannelError]]] = {}
    for meaning in CODES.values():
        meanings.setdefault(meaning.code, set()).add(meaning.error)
    assert all(len(errors) == 1 for errors in meanings.values())
    for meaning in CODES.values():
        raised = meaning.raised()
        assert (raised.retry_after_seconds is not None) == isinstance(raised, ThrottledError)


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        *((429, ThrottledError, "throttled"), (500, TemporaryError, "twilio_500"), (503, TemporaryError, "twilio_503")),
        *((401, TemporaryError, "login_refused"), (403, TemporaryError, "login_refused")),
        *((404, FinalError, "twilio_404"), (400, FinalError, "twilio_400"), (408, TemporaryError, "twilio_408")),
    ],
)
def test_answers_without_a_code(status: int, error: type[ChannelError], code: str) -> None:
    found = error_of(status, None)
    assert (type(found), found.code) == (error, code)
