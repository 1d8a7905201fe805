"""Forms are read or refused, whatever is in them; nothing else happens."""

import contextlib
from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels.adapters.sms.reading import (
    SetAsideError,
    form,
    media_of,
    read_message,
    read_status,
)
from channels.contract import InboundKind
from channels.errors import UnreadableError
from tests.channels.adapters.sms.bench import ACCOUNT, ANNA, FORMS, OURS, SID, sid

NAMES = ("MessageSid", "AccountSid", "From", "To", "Body", "NumMedia", "OptOutType", "MessageStatus", "ErrorCode")
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [sid(1), SID, ANNA, OURS, "STOP", "delivered", "30005", "0", "1", "10", "²", "-1", "whatsapp:+49", ""]
    ),
)


@given(st.binary(max_size=400))
def test_any_bytes(body: bytes) -> None:
    with contextlib.suppress(UnreadableError):
        form(body)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_any_fields(fields: dict[str, str]) -> None:
    for read in (read_message, read_status):
        with contextlib.suppress(UnreadableError, SetAsideError):
            read(fields, ACCOUNT)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=1_600))
def test_any_text_arrives_as_it_was_written(text: str) -> None:
    fields = form(FORMS["message"].encode()) | {"Body": text}
    body = urlencode(fields).encode()
    assert form(body) == fields
    shown = text.replace("\x00", "").strip()
    if shown:
        assert read_message(form(body), ACCOUNT).text == shown
    else:
        with pytest.raises(SetAsideError, match="empty"):
            read_message(form(body), ACCOUNT)


@pytest.mark.parametrize("body", [b"a=1&a=2", b"a=1&a=1", b"a=1&%61=2", b"a", b"a=%ff", "a=ż".encode(), b"&&"])
def test_no_forms(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        form(body)


@pytest.mark.parametrize("count", ["x", "-1", "11", "1.5", "²", "1"])
def test_numbers_of_files(count: str) -> None:
    with pytest.raises(UnreadableError):
        media_of({"NumMedia": count})


@pytest.mark.parametrize("to", ["", "Zorza", "whatsapp:+49", "+49 171", OURS + "\n"])
def test_ours_is_a_number(to: str) -> None:
    fields = form(FORMS["message"].encode()) | {"To": to}
    with pytest.raises(UnreadableError, match="to"):
        read_message(fields, ACCOUNT)


@pytest.mark.parametrize("sender", ["+49 171 3920010", "+491713920010"])
def test_senders_are_written_one_way(sender: str) -> None:
    fields = form(FORMS["message"].encode()) | {"From": sender}
    assert read_message(fields, ACCOUNT).address == ANNA


@pytest.mark.parametrize(
    ("told", "text", "kind"),
    [
        *(("STOP", "arrêt", InboundKind.STOP), ("stop", "x", InboundKind.STOP), ("START", "start", InboundKind.START)),
        *(
            ("START", "Ja!", InboundKind.MESSAGE),
            ("START", "tak", InboundKind.MESSAGE),
            ("HELP", "?", InboundKind.HELP),
        ),
        *(("", "STOP", InboundKind.STOP), ("NEW", "STOP", InboundKind.STOP), ("BLOCKED", "x", InboundKind.MESSAGE)),
    ],
)
def test_twilios_word_goes_first(told: str, text: str, kind: InboundKind) -> None:
    fields = form(FORMS["message"].encode()) | {"OptOutType": told, "Body": text}
    assert read_message(fields, ACCOUNT).kind is kind


def test_choices_only_in_messages() -> None:
    fields = form(FORMS["choice"].encode())
    assert read_message(fields, ACCOUNT).choice == "1"
    assert read_message(fields | {"OptOutType": "HELP"}, ACCOUNT).choice is None


def test_a_plus_that_was_not_written_as_one() -> None:
    """`+` in a form is a space; Twilio writes `%2B`."""
    body = FORMS["message"].replace(quote_plus(ANNA), ANNA)
    with pytest.raises(SetAsideError, match="sender_unanswerable"):
        read_message(form(body.encode()), ACCOUNT)
