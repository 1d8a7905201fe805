"""What a customer is written about, and where: advertising by consent, messages of the contract by address."""

import re
from collections.abc import Iterable
from typing import Any

from actions._backend import consents
from actions._words.spelling import fold

ADVERTISING = {
    "newsletter": r"newsletter|biuletyn|infomail|infobrief|mailing|rundmail",
    "energy_tips": r"\btips?\b|\btipps?\b|spartip|porad|wskazow",
    "surveys": r"survey|umfrag|ankiet|befragung|bewertung|feedback|questionnaire",
    "partner_offers": r"\bpartner|third part|dritt|osob trzeci|podmiot",
    "offers": r"offer|promo|advert|\bads?\b|marketing|werb|angebot|reklam|ofert|tariff|\btarif|taryf|aktion|rabat"
    r"|\bdeals?\b|discount|zgod[ay] (na )?(kontakt|handl)|sales|spam",
}
"""Needs a yes, which can be taken back at any time."""

SERVICE = {
    "bills": r"\bbill|invoice|rechnung|faktur|rachun|mahn|zahlungs|payment|platno|\bpay|abbuch|money is|due\b|zaplac",
    "meter": r"meter|reading|zaehler|ables|licznik|odczyt|consumption|usage|verbrauch|zuzyci|data is|datenvol|pakiet",
    "outages": r"outage|power cut|stoerung|ausfall|abschalt|awari|wylaczen|przerw\w* w|interruption",
    "contract": r"contract|vertrag|kuendigungsfrist|umow|price (change|lock)|preisbindung|cennik|contract end|wygas",
    "orders": r"\border|bestell|zamowien|deliver|liefer|przesylk|dostaw|ticket|complaint|reklamacj|zgloszen|w sprawie",
    "reminders": r"remind|erinner|przypom|alert|hinweis|monit",
}
"""Belongs to the supply: it cannot be stopped, but it goes to the address the customer picks."""

EVENTS = {
    "bills": ("invoice_issued", "invoice_overdue", "payment_received", "instalment_changed", "payment_plan_agreed"),
    "meter": ("reading_due", "reading_taken", "reading_estimated", "unusual_use", "meter_changed"),
    "outages": ("outage_planned", "outage_started", "outage_over"),
    "contract": (
        "contract_expiring",
        "contract_renewed",
        "contract_withdrawn",
        "price_changed",
        "notice_received",
        "switch_stage_changed",
    ),
    "orders": (
        "order_placed",
        "order_changed",
        "order_state_changed",
        "ticket_opened",
        "ticket_state_changed",
        "return_opened",
        "return_state_changed",
    ),
}
"""Events of the backend by what the messages are about."""

CHANNELS = {
    "email": r"mail",
    "sms": r"\bsms|\btexts?\b|texting|esemes|simes|handy|mobile|komork|na telefon|aufs telefon|my phone",
    "telegram": r"telegram",
    "phone": r"\bcall|\bring|anruf|anzuruf|\bruf|dzwon|telefon",
    "post": r"(?<!news)letter|\bbrief|per post|\bpost\b|listow|\blist[aey]?\b|papier",
}
KIND_OF_CHANNEL = {"email": "email", "sms": "phone"}
WRITTEN_TO = ("email", "sms", "phone", "post", "telegram", "web_chat")
"""The channels that advertising needs a consent for."""

_MORE = re.compile(r"\b(and|also|too|as well|plus|und|auch|sowie|ausserdem|i|oraz|tez|takze|rowniez|dodatkowo)\b")

EDITION = "2026-11"
"""Of the words a consent is given in."""


_ANY_ADVERTISING = re.compile(r"werb|advert|\bads?\b|marketing|reklam(?!acj)|spam|promo")
_OFFERS = re.compile(r"offer|angebot|ofert|tarif|taryf|aktion|rabat|\bdeals?\b|discount")


def means_all_advertising(text: str) -> bool:
    """Tell whether advertising is named as such, of whatever kind: "no more adverts"."""
    folded = fold(text)
    return _ANY_ADVERTISING.search(folded) is not None and _OFFERS.search(folded) is None


_NEITHER = re.compile(
    r"\b(?:no|not|either|neither|nor|also|too|auch|kein\w*|nicht|nix|nie|ani|tez|rowniez|takze|bez)\b"
)
BRIEF = 6
"""Words of a message that stops one thing more."""


_NO_CONSENT = re.compile(
    r"\b(?:(?:don'?t|do not|never|not) (?:\w+ )?(?:agree|consent|approve|allow)\w*|no consent|object to"
    r"|withdraw (?:my )?consent"
    r"|nicht einverstanden|(?:keine?|nicht) (?:\w+ )?(?:einwillig\w*|zustimm\w*|erlaub\w*)"
    r"|stimm\w* (?:\w+ ){0,4}nicht zu"
    r"|(?:widersprech\w*|widerspruch|widerruf\w*)"
    r"|(?:nie|ani) (?:\w+ )?(?:zgadza\w*|zgod\w*|wyraza\w*|pozwala\w*|zezwala\w*"
    r"|zycz\w*)|sprzeciw\w*|cofam zgod\w*|brak zgody)\b"
)
_OF_ADVERTISING = re.compile(
    r"werb|advert|\bads?\b|marketing|reklam(?!acj)|spam|promo|newsletter|biuletyn"
    r"|(?=.*(?:offer|angebot|ofert)).*(?:\bsms|mail|\btexts?\b|\bcall|anruf|telefon|\bpost\b|listow)"
)
_INSTEAD = re.compile(r"\b(?:only|instead|rather|but|nur|sondern|lieber|aber|tylko|raczej|ale)\b")


def refuses_advertising(text: str) -> bool:
    """Tell whether somebody objects to advertising: "nie zgadzam się na telefony marketingowe"."""
    folded = fold(text)
    refuses = _NO_CONSENT.search(folded) is not None and _INSTEAD.search(folded) is None
    return refuses and _OF_ADVERTISING.search(folded) is not None


_OF_SUPPLY = re.compile(
    r"\b(?:power|electricity|leccy|gas|lights?|internet|strom|licht|netz|prad\w*|gaz\w*|swiatl\w*|siec\w*)\b"
)
_OF_MESSAGES = re.compile(
    r"\b(?:messages?|notif\w*|unsubscri\w*|opt|nachricht\w*|benachrichtig\w*|mitteilung\w*|wiadomosc\w*|powiadom\w*)\b"
)


def is_about_supply(text: str) -> bool:
    """Tell whether power or gas is named and no message at all: what is to be on or off is the supply."""
    folded = fold(text)
    named = (*ADVERTISING.values(), *CHANNELS.values())
    is_message = _OF_MESSAGES.search(folded) is not None or any(re.search(words, folded) for words in named)
    return _OF_SUPPLY.search(folded) is not None and not is_message


_STOPS = re.compile(
    r"\bstop|\bend\b|\bquit|\bcancel|\bno more\b|\bany ?more\b|\bleave me|\bwrit|\bsen[dt]|\bcontact|\bbother|\bspam"
    r"|\bunsub|\bsubscri|\bopt\b|\bconsent|\blist\b|\bdata\b|\bturn (?:\w+ )?off|\bswitch (?:\w+ )?off|\bmute|\bpester"
    r"|\bannoy|\bhassl|\bpeace\b|\bpush|\balerts?\b|\bremind|\bstuff\b|\bsick of|\bfed up|\benough of"
    r"|\bkeep (?:getting|telling|asking)"
    r"|aufhoer|hoert? (?:\w+ )?auf|stell\w* .*\b(?:ein|ab)\b|abbestell|abmeld|abschalt|ausschalt|austrag|ruhe\b"
    r"|nerv|belaestig|bombardier|mueller?n|schreib|schick|send|einwillig|zustimm|widerruf|widersprech"
    r"|kontaktier|verschon|abstell"
    r"|loesch|verteiler|abo\b|erinner|genug (?:von|davon)|satt\b|kein\w*\b.*\bmehr|nicht(?:s)? mehr"
    r"|wypis|przesta|dosc\b|rezygn|zgod|pisz|pisan|wysyl|przysyl|przesyl|wylacz|usun|zasypu|nekaj|meczy|drecz|spokoj"
    r"|kontakt|bombard|skoncz|odczep|przypom|powiadam|wiecej nie|juz nie|nie chce"
)
"""Folded words of somebody who wants fewer messages."""


def may_stop_messages(text: str) -> bool:
    """Tell whether messages, or an end of something, are spoken of at all: "too much" is said of a bill, too."""
    folded = fold(text)
    named = (*ADVERTISING.values(), *SERVICE.values(), *CHANNELS.values())
    is_named = _OF_MESSAGES.search(folded) is not None or any(re.search(words, folded) for words in named)
    return is_named or _STOPS.search(folded) is not None


_ALL_OF_IT = re.compile(
    r"\W*(?:(?:no|and|und|i|just|please|bitte|prosze|einfach|po prostu|absolutely)\W+)*(?:all(?: of (?:it|them|that))?"
    r"|everything|the lot|alles|alle|wszystko|wszystkie|wszystkiego|calosc)(?:\W+(?:please|bitte|prosze|weg|off))*\W*"
)
"""The whole of a message, folded, that leaves nothing out."""

_PICKS = re.compile(
    r"\W*(?:(?:please|bitte|prosze|poprosze|ok|okay|all|my|alle|meine|wszystkie|moje|lieber|rather|from now on|ab jetzt"
    r"|kuenftig|od teraz|the|die|i|and|und|want|like|moechte|chce)\W+)*"
    r"(?:bills|invoices|rechnungen|faktury|rachunki|messages|reminders|nachrichten|erinnerungen|wiadomosci"
    r"|przypomnienia)"
    r"(?:\W+(?:only|just|rather|please|nur|lieber|bitte|kuenftig|tylko|raczej|prosze|by|via|per|over|through"
    r"|als|an|auf|ueber"
    r"|przez|na|my|meine|moj|from now on|ab jetzt|od teraz|moga byc|niech przychodza))*"
    r"\W+(?:e-?mail(?:em|e|a)?|mail(?:em|a)?|sms(?:em|-em|a)?|text)"
    r"(?:\W+(?:please|instead|only|from now on|bitte|kuenftig|ab jetzt|statt post|prosze|od teraz))*\W*"
)
"""The whole of a message that says where messages of the contract shall go, folded: "bills by email"."""


def picks_channel(text: str) -> bool:
    """Tell whether somebody writes what we suggested: "faktury mailem"; one bill by mail is a file that is wanted."""
    return _PICKS.fullmatch(fold(text)) is not None


def stops_more(text: str) -> bool:
    """Tell whether few words name advertising that is not wanted either: "Energiespartipps auch nicht", "SMS też"."""
    folded = fold(text)
    if _ALL_OF_IT.fullmatch(folded):
        return True
    named = any(re.search(words, folded) for words in (*ADVERTISING.values(), *CHANNELS.values()))
    return named and _NEITHER.search(folded) is not None and len(folded.split()) <= BRIEF


def counts(address: dict[str, Any]) -> bool:
    """Tell whether something may be sent there."""
    return bool(address["confirmed"] and not address["bounced"])


def reachable(addresses: Iterable[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """The first address that counts, by channel: its id and what may be shown of it."""
    found: dict[str, dict[str, str]] = {}
    for channel, kind in KIND_OF_CHANNEL.items():
        for address in addresses:
            if address["kind"] == kind and counts(address) and channel not in found:
                found[channel] = {"id": address["id"], "masked": address["masked"]}
    return found


def events_of(service: str) -> list[str]:
    """The events behind what the customer named; reminders are of every kind."""
    return [name for about, events in EVENTS.items() if service in (about, "reminders") for name in events]


def decision(purpose: str, channel: str, *, given: bool, language: str) -> dict[str, Any]:
    """A yes or a no, with the words that were shown."""
    version = f"{purpose}-{EDITION}-{language}"
    return {"purpose": purpose, "channel": channel, "given": given, "text_version": version}


def services_in(text: str) -> list[str]:
    """What messages are about that a text names; "remind me" names only a kind of message."""
    folded = fold(text)
    return [about for about, words in SERVICE.items() if about != "reminders" and re.search(words, folded)]


def names_more(text: str) -> bool:
    """Tell whether a text adds something to what was said, or joins two things: "also before my contract ends"."""
    return bool(_MORE.search(fold(text)))


async def send_to(services: Iterable[str], address_id: str, *, key: str) -> None:
    """Let these messages go to an address; what was picked for other events stays."""
    picked = {one["event"]: one["address_id"] for one in await consents.preferences() if one["counts"]}
    events = [event for service in services for event in events_of(service)]
    await consents.prefer({**picked, **dict.fromkeys(events, address_id)}, key=key)
