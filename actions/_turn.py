"""One customer turn as the actions see it: intent, entities, slots, level, time."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker

from actions import _backend
from actions._words.vocabulary import without_polish_well

TIME_ZONE = ZoneInfo("Europe/Berlin")
"""Germany and Poland share their clock; "today" is theirs."""

LANGUAGES = ("en", "de", "pl")

GATEWAY_EVENTS = frozenset(
    {"identity_changed", "code_refused", "address_confirmed", "parked_due", "session_started", "conversation_continued"}
)
"""What the gateway tells: intents that nobody says, and no answer to anything."""

_CODE = re.compile(r"\b(codes?|kod(u|em|zie)?|pin|sms\w*)\b", re.IGNORECASE)

_CODE_MISSING = re.compile(
    r"\b(didn.?t|did not|haven.?t|have not|hasn.?t|has not|not|never|don.?t|nothing|no (code|sms|text|mail|e-?mail))"
    r"( \w+){0,2} (get|got|gotten|receive\w*|come|came|arrive\w*|here|there)\b"
    r"|\b(nicht|nichts|nix|nie|kein\w*)( \w+){0,2} (bekommen|gekriegt|angekommen|gekommen|erhalten|da)\b"
    r"|\b(kam|kommt|krieg\w*|bekomm\w*)( \w+){0,2} (nicht|nichts|nix|kein\w*)\b"
    r"|\b(nie|nic)( \w+){0,2} (przysz\w*|dosz\w*|dosta\w*|dotar\w*|otrzym\w*|przychodzi|mam|ma)\b|\bbrak (kodu|sms\w*)",
    re.IGNORECASE,
)
"""Words of somebody to whom a code has not come."""

_NEW_CODE = re.compile(
    r"\b(new|another|fresh|neue[nrs]?|weitere[nr]?|nowy|nowego|inny|drugi) (code|kod|kodu)\b|\bresend\b"
    r"|\b(code|sms|kod|kodu) (again|once more|nochmals?|noch ?mal|noch einmal|erneut|jeszcze raz|ponownie)\b"
    r"|\b(again|once more|nochmals?|noch einmal|erneut|jeszcze raz|ponownie) (a |the |den |einen )?(code|kod)\b",
    re.IGNORECASE,
)
"""Words of somebody who wants another code."""

_FEW_WORDS = 4
_NO_CODE = re.compile(
    r"rechnung|\bbills?\b|invoice|faktur|rachun|strom|power|internet|geld|money|pieni|vertrag|contract|umow|paket|parcel"
    r"|paczk|brief|letter|\blist\b|router|refund|zwrot|pr[aą]d|gaz|\bgas\b|wallbox|zeit|time|czas",
    re.IGNORECASE,
)
"""Words of what has not come either, but is no code."""

_MOST_WORDS_OF_A_WISH = 8
_CODE_ALONE = re.compile(r"\b(codes?|kod(u|em)?)\b", re.IGNORECASE)
_NOT_ASKED_FOR = re.compile(
    r"\d|\b(what|which|why|no|not|never|don.?t|without|was|welche\w*|wieso|warum|kein\w*|nicht|nie|ohne|bez|co|jaki\w*"
    r"|dlaczego)\b|discount|promo|voucher|gutschein|rab+att?|zni[zż]k|aktion|post|zip|bar|kreskow|\bqr\b|error|fehler"
    r"|b[lł][aąeę]d",
    re.IGNORECASE,
)
"""Words of somebody who asks about a code, refuses one, or means one that no sign-in takes."""

DETAIL_ENTITIES = frozenset({"place", "commodity", "period"})


@dataclass(frozen=True)
class Turn:
    """What was said, what is known, and what was asked.

    Attributes:
        entities: Values by entity name, in the order of the text; when an identity is proven also those of the message
            that opened the matter now served.
        confidence: How sure the understanding is of the intent, 0 to 1; a button or an event is certain.
        ranking: Intents with their confidence, best first.
        request_text: The customer's words; for an event those that opened the matter now served, which hold the names
            of places while the customer proves who it is.
        form: The open form, if any.
        attachments: Files that came with the message, each ``{id, kind, title, media_type, ...}``; when an identity is
            proven those that the open errand waits for.
        is_foreign: All of the text seems to be in a language that is not spoken here.
        said_before: The customer's message before this one.
        danger_told: The customer's last message that told of a danger.
    """

    intent: str
    confidence: float
    ranking: list[tuple[str, float]]
    text: str = field(repr=False)
    entities: dict[str, list[Any]] = field(repr=False)
    slots: dict[str, Any] = field(repr=False)
    request_text: str = field(repr=False)
    form: str | None
    level: str
    language: str
    today: date
    event_values: dict[str, Any]
    shows_images: bool
    attachments: list[dict[str, Any]] = field(default_factory=list, repr=False)
    is_foreign: bool = False
    said_before: str = field(default="", repr=False)
    danger_told: str = field(default="", repr=False)
    now: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    @classmethod
    def of(cls, tracker: Tracker) -> "Turn":
        """Read a tracker."""
        message = tracker.latest_message or {}
        metadata = message.get("metadata") or {}
        slots = dict(tracker.slots)
        named = slots.get("language") or metadata.get("language")
        language = named if named in LANGUAGES else LANGUAGES[0]
        text = without_polish_well(message.get("text") or "", language)
        opened_by = _opening(tracker, slots.get("open_matter"))
        said_before = opened_by.get("entities") or [] if _intent(message) == "identity_changed" else []
        return cls(
            intent=_intent(message),
            confidence=float((message.get("intent") or {}).get("confidence") or 0.0),
            ranking=[(rank["name"], float(rank["confidence"])) for rank in message.get("intent_ranking") or []],
            text=text,
            entities=_by_name(said_before) | _by_name(message.get("entities") or []),
            slots=slots,
            request_text=text or opened_by.get("text") or "",
            form=(tracker.active_loop or {}).get("name"),
            level=_backend.identity_level(),
            language=language,
            today=_moment(metadata.get("now")).astimezone(TIME_ZONE).date(),
            now=_moment(metadata.get("now")),
            event_values=metadata.get("data") or {},
            shows_images=bool((metadata.get("abilities") or {}).get("images", True)),
            attachments=_attachments(message, slots.get("draft")),
            is_foreign=(message.get("language") or {}).get("foreign") == "whole",
            said_before=_said_before(tracker),
            danger_told=_danger_told(tracker) if slots.get("last_matter") == "report_emergency" else "",
        )

    @property
    def waits_for_code(self) -> bool:
        """A code was asked for, and nobody has given it yet."""
        pending = bool(self.slots.get("claimed_number")) and self.form is None
        return pending and not _backend.reaches(self.level, "verified")

    @property
    def speaks_of_code(self) -> bool:
        """The code that is waited for is spoken of: "I have not got a code yet"."""
        return self.waits_for_code and self.names_code

    @property
    def misses_code(self) -> bool:
        """Said while a code is waited for: that it has not come."""
        return self.wants_new_code or _CODE_MISSING.search(self.text) is not None

    @property
    def wants_new_code(self) -> bool:
        """Said while a code is waited for: that another one shall come."""
        return _NEW_CODE.search(self.text) is not None

    @property
    def names_code(self) -> bool:
        """A code is named, whether one is waited for or not."""
        return _CODE.search(self.text) is not None

    @property
    def asks_for_code(self) -> bool:
        """A code is asked for without a number: "a code, please"."""
        is_brief = len(self.text.split()) <= _MOST_WORDS_OF_A_WISH
        return is_brief and _CODE_ALONE.search(self.text) is not None and _NOT_ASKED_FOR.search(self.text) is None

    @property
    def lacks_code(self) -> bool:
        """The code for the sign-in has not come; few words say so without naming it."""
        if not self.waits_for_code or not self.misses_code:
            return False
        is_brief = len(self.text.split()) <= _FEW_WORDS and _NO_CODE.search(self.text) is None
        return self.wants_new_code or self.names_code or is_brief

    def first(self, *names: str) -> Any:
        """Return the first value of the first entity that was found, else None."""
        return next((self.entities[name][0] for name in names if self.entities.get(name)), None)

    def event_value(self, name: str) -> Any:
        """Return a value that came with an event, whether as its data or as an entity."""
        return self.event_values.get(name, self.first(name))


def _intent(message: dict[str, Any]) -> str:
    return (message.get("intent") or {}).get("name") or "nlu_fallback"


def _by_name(entities: list[dict[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for entity in entities:
        found.setdefault(entity["entity"], []).append(entity.get("value"))
    return found


def _attachments(message: dict[str, Any], draft: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The files of a message; a proof hands over files sent before, of which only an errand knows whose they are."""
    files = list((message.get("metadata") or {}).get("attachments") or [])
    if _intent(message) != "identity_changed":
        return files
    waiting = ((draft or {}).get("known") or {}).get("files") or []
    return [file for file in files if file.get("id") in waiting]


def _opening(tracker: Tracker, matter: str | None) -> dict[str, Any]:
    """Find the message that opened a matter: the latest of its intent, else the latest that names a detail.

    Returns:
        Its ``text`` and ``entities``; nothing when there is none.
    """
    if matter is None:
        return {}
    messages = [event for event in reversed(tracker.events) if event.get("event") == "user" and event.get("text")]
    parsed = [{**(event.get("parse_data") or {}), "text": str(event["text"])} for event in messages]
    asked = [message for message in parsed if _intent(message) == matter]
    detailed = [message for message in parsed if _by_name(message.get("entities") or []).keys() & DETAIL_ENTITIES]
    return next(iter([*asked, *detailed]), {})


def _said_before(tracker: Tracker) -> str:
    said = [str(event["text"]) for event in tracker.events if event.get("event") == "user" and event.get("text")]
    return said[-2] if len(said) > 1 else ""


def _danger_told(tracker: Tracker) -> str:
    messages = (event for event in reversed(tracker.events) if event.get("event") == "user" and event.get("text"))
    told = (str(one["text"]) for one in messages if _intent(one.get("parse_data") or {}) == "report_emergency")
    return next(told, "")


def _moment(now: str | None) -> datetime:
    return datetime.fromisoformat(now.replace("Z", "+00:00")) if now else datetime.now(timezone.utc)
