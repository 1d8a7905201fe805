"""The words that stop messages, allow them again or ask for help, and numbers that choose: whole messages only."""

import re
import unicodedata

from channels.contract import InboundKind

STOP = {
    # What Twilio itself acts on (Twilio, "Advanced Opt-Out"; read 2026-11), and what counts by the FCC's rule of
    # 2025-04-11 (47 CFR 64.1200(a)(10)): stop, quit, end, revoke, opt out, cancel, unsubscribe.
    "en": (
        "stop", "stopall", "stop all", "unsubscribe", "end", "quit", "cancel", "revoke", "optout", "opt out",
        "remove me", "stop texting me", "stop messages", "no more messages", "no more texts",
    ),
    "de": (
        "stopp", "abmelden", "abbestellen", "austragen", "keine sms mehr", "keine nachrichten mehr",
        "keine sms", "sms abbestellen", "sms abmelden", "nicht mehr schreiben",
    ),
    "pl": (
        "wypisz", "wypisz mnie", "wyrejestruj", "wyrejestruj mnie", "wypisuję się", "koniec sms", "rezygnuję z sms",
        "nie wysyłaj", "nie wysyłajcie", "nie pisz", "nie piszcie", "żadnych sms", "przestań", "przestańcie",
    ),
}  # fmt: skip
START = {
    # Twilio starts again on YES, too; here it is an answer to a question, see `reading`.
    # What continues a form ("fortsetzen", "wznów") or signs in ("anmelden") is left to the engine.
    "en": ("start", "unstop", "subscribe", "opt in", "optin", "start again", "notices on", "messages on"),
    "de": (
        "wieder anmelden",
        "sms wieder an",
        "sms wieder anmelden",
        "mitteilungen wieder an",
        "nachrichten wieder an",
        "mails wieder an",
        "wieder mitteilungen",
    ),
    "pl": (
        "zapisz mnie",
        "włącz sms",
        "zapisz mnie ponownie",
        "włącz powiadomienia",
        "włącz wiadomości",
        "znów powiadomienia",
    ),
}
HELP = {"en": ("help", "info"), "de": ("hilfe",), "pl": ("pomoc", "pomocy")}

_POLITE = frozenset({"please", "bitte", "proszę", "prosze", "pls", "sms"})
"""May stand before or after a word without changing it."""
_CHOICE = re.compile(r"\s*(?:([1-9][0-9]?)[.?]?|\(([1-9][0-9]?)\))\s*")
"""`1`, `1?`, `1.`, `(1)` and nothing else; what is said in words is the engine's."""


def bare(text: str) -> str:
    """A text without accents, case and anything that is neither letter nor digit: `  S.T.O.P!` is `stop`."""
    folded = text.casefold().replace("ł", "l").replace("'", "").replace("’", "")
    parts = unicodedata.normalize("NFKD", folded)
    letters = "".join(mark for mark in parts if not unicodedata.combining(mark))
    kept = " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())
    spelled = kept.replace(" ", "")
    return spelled if all(len(word) == 1 for word in kept.split()) else kept


_KINDS = {
    bare(word): kind
    for kind, languages in ((InboundKind.STOP, STOP), (InboundKind.START, START), (InboundKind.HELP, HELP))
    for words in languages.values()
    for word in words
}


def kind_of(text: str) -> InboundKind:
    """What a whole message asks for; an ordinary message where it asks for none of these things."""
    said = bare(text)
    found = _KINDS.get(said)
    if found is None:
        words = said.split()
        found = _KINDS.get(" ".join(word for word in words if word not in _POLITE))
    return found or InboundKind.MESSAGE


def choice_of(text: str) -> str | None:
    """The number that a message consists of, without its dressing."""
    found = _CHOICE.fullmatch(text)
    return None if found is None else found.group(1) or found.group(2)
