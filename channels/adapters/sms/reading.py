"""What Twilio's forms say, as the contract has it; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

import phonenumbers

from channels.adapters.sms.account import TwilioAccount, e164
from channels.adapters.sms.tables import STATES, failure_of, status_of
from channels.contract import DeliveryStatus, InboundKind, Received, StatusReport
from channels.errors import UnreadableError
from channels.keywords import choice_of, kind_of

CHANNEL: Final = "sms"
MOST_FIELDS = 150
"""A form of Twilio's has about 25, and two for each of at most 10 files."""
MOST_FILES = 10
"""Files of one message (Twilio, Media resource; read 2026-11)."""

_LANGUAGES = {"DE": "de", "AT": "de", "PL": "pl"}
"""By country; Switzerland speaks too many."""
_SID = re.compile(r"(?:SM|MM)[0-9a-fA-F]{32}")
_OURS = re.compile(r"\+?[0-9]{3,15}")
_STATE = re.compile(r"[a-z_]{1,32}")
_AGREES = frozenset({"yes", "ja", "tak"})
"""Words by which Twilio starts again, but by which customers mostly answer a question."""


class SetAsideError(Exception):
    """A form is well and signed, but nothing a text conversation can be made of; it is acknowledged and left."""

    def __init__(self, code: str) -> None:
        """Keep the reason, safe to log."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class MediaReference:
    """Where a file lies at Twilio, and what it says it is."""

    url: str
    media_type: str


def form(body: bytes) -> dict[str, str]:
    """The fields of a form.

    Raises:
        UnreadableError: It is no form, too long, or names a field twice: a signature says nothing of which one counts.
    """
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:
        raise UnreadableError("form") from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise UnreadableError("field_twice")
    return fields


def read_message(fields: Mapping[str, str], account: TwilioAccount) -> Received:
    """A customer's text message, without its files.

    Raises:
        UnreadableError: Something that is always there is missing or odd.
        SetAsideError: It is of another kind, or from a sender nobody can answer.
    """
    sid = message_id(fields, account)
    text = fields.get("Body", "").replace("\x00", "").strip()
    address, ours = _address(fields), fields.get("To", "")
    if not _OURS.fullmatch(ours):
        raise UnreadableError("to")
    if address in (e164(ours), e164(account.sender)):
        # Forged, or one of us writes to itself: an answer would come in as the next question.
        raise SetAsideError("sender_is_ours")
    if not text and not media_of(fields):
        raise SetAsideError("empty")
    kind, said = _kind(fields.get("OptOutType", ""), text)
    choice = choice_of(text) if kind is InboundKind.MESSAGE else None
    return Received(CHANNEL, ours, sid, kind, address, text or None, choice, language=_language_of(address), data=said)


def _language_of(number: str) -> str | None:
    """What is spoken where a number is from, as a hint for the first words."""
    return _LANGUAGES.get(phonenumbers.region_code_for_number(phonenumbers.parse(number)) or "")


def _kind(opt_out_type: str, text: str) -> tuple[InboundKind, dict[str, bool]]:
    """What a message is, by Twilio's word first; and whether Twilio has acted on it and answered it.

    Twilio sends `OptOutType` where a messaging service has Advanced Opt-Out. A "yes" that it takes for START stays one.
    """
    by_words = kind_of(text)
    told = opt_out_type.strip().lower()
    if told == "start" and text.casefold().strip(" .!") in _AGREES:
        return InboundKind.MESSAGE, {"started_by_provider": True}
    if told in (InboundKind.STOP, InboundKind.START, InboundKind.HELP):
        return InboundKind(told), {"answered_by_provider": True}
    return by_words, {}


def message_id(fields: Mapping[str, str], account: TwilioAccount) -> str:
    """Twilio's id of the message that a form is about.

    Raises:
        UnreadableError: There is none, or the form is another account's.
    """
    sid = fields.get("MessageSid", "")
    if not _SID.fullmatch(sid):
        raise UnreadableError("message_sid")
    if fields.get("AccountSid") != account.sid:
        raise UnreadableError("account_sid")
    return sid


def _address(fields: Mapping[str, str]) -> str:
    sender = fields.get("From", "")
    if not sender:
        raise UnreadableError("from")
    if ":" in sender:
        # WhatsApp, RCS, Messenger: `whatsapp:+49…`.
        raise SetAsideError("not_a_text_message")
    number = e164(sender)
    if number is None:
        # Another company's name or short code: there is nobody behind it to talk with.
        raise SetAsideError("sender_unanswerable")
    return number


def media_of(fields: Mapping[str, str]) -> tuple[MediaReference, ...]:
    """The files of a message.

    Raises:
        UnreadableError: Their number is none.
    """
    count = fields.get("NumMedia") or "0"
    if not (count.isascii() and count.isdecimal()) or int(count) > MOST_FILES:
        raise UnreadableError("num_media")
    names = [(f"MediaUrl{place}", f"MediaContentType{place}") for place in range(int(count))]
    if any(url not in fields for url, _type in names):
        raise UnreadableError("media_url")
    return tuple(MediaReference(fields[url], fields.get(kind, "")) for url, kind in names)


def state_of(fields: Mapping[str, str]) -> str:
    """Twilio's word for what became of a message; empty when a form has none."""
    return fields.get("MessageStatus") or fields.get("SmsStatus") or ""


def read_status(fields: Mapping[str, str], account: TwilioAccount) -> StatusReport:
    """What became of a message of ours.

    Raises:
        UnreadableError: Something is missing or odd; a state that is not in the table is, too.
    """
    sid, state = message_id(fields, account), state_of(fields)
    if state not in STATES:
        shown = state if _STATE.fullmatch(state) else "odd"
        raise UnreadableError(f"state_{shown}")
    status = status_of(state)
    number = fields.get("ErrorCode") or "0"
    if not (number.isascii() and number.isdecimal()):
        raise UnreadableError("error_code")
    if status is not DeliveryStatus.FAILED:
        return StatusReport(CHANNEL, sid, status)
    code = failure_of(int(number)) if int(number) else state
    return StatusReport(CHANNEL, sid, status, code)
