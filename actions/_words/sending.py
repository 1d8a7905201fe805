"""Words of somebody who would have the conversation, or what was said in it, sent elsewhere. Pure."""

import re

from actions._words.spelling import fold

_MAIL = r"(?:e-?)?mail"
_WISH = re.compile(
    rf"\bsend\b|\bforward\b|\b(?:{_MAIL}|text|message) (?:me|it|that|this|them|the)\b|\binstead\b"
    r"|\b(?:continue|carry on|go on|pick up|switch|move|change to)\b"
    rf"|\b(?:by|via|per|over|into) (?:an? |my )?(?:{_MAIL}|sms|text)|\bto my \w*"
    rf"|\b(?:as|in|on) (?:an? |my )?(?:{_MAIL}|sms|text|inbox|phone)"
    r"|\bschick\w*|\bsend\w*|\bsims\w*|\bmails?t\b|\bmail mir\b|\b(?:zu)?mailen\b|\bweiter\w*|\bwechsel\w*|\bleit\w*"
    rf"|\b(?:als|in|auf|lieber) (?:an? |eine? |ne |mein\w* )?(?:{_MAIL}|sms)|\bschreib\w*"
    r"|\bins? (?:mein\w* )?(?:privates )?\w*postfach|\bans? (?:mein|die|das)\b|\b(?:ans|aufs) (?:handy|telefon|smartph)"
    r"|\bwysl(?:ij|ac|ijcie|esz|ecie)\b|\bwysylaj\w*|\bprzesl(?:ij|ac|ijcie|esz|ecie)\b|\bprzesylaj\w*"
    rf"|(?<!\bz )\b(?:{_MAIL}em|smsem|sms-em|esemesem)\b|\bprzez (?:{_MAIL}|sms)"
    rf"|\bna (?:moj\w* )?(?:{_MAIL}a?|poczte|skrzynke|sms\w*)\b"
    r"|\bkontynu\w*|\bdokoncz\w*|\bprzen(?:ies|osi)\w*|\bprzejd\w*|\bprzelacz\w*|\bnapisz\w*"
)
_OF_THE_PAST = re.compile(
    r"\b(?:sent|received|got|arrived|geschickt|gesendet|bekommen|gekriegt|angekommen|gekommen|wysl\w+li\w*|wyslano"
    r"|dosta\w+|przysz\w+|doszl\w*|dotar\w*)\b"
)
"""Words, folded, of somebody who asks after a message that should have come."""

_CHANNEL = r"(?:telegram\w*|whats ?app\w*|signal|messenger|facebook\w*|viber\w*|(?:e-?)?mail\w*|sms\w*)"
_NOT = r"(?:no|not|without|(?:do not|don'?t|dont)|kein\w*|nicht|nich|ned|net|ohne|nie|bez|zadn\w*|ani)"
_AND_NEITHER = r"(?: (?:and|or|nor|und|oder|noch|i|ani|albo|czy))*"
_REFUSED = re.compile(
    rf"\b{_NOT}(?: (?:want|use|have|need|any|on|by|via|to|the|like"
    r"|ueber|per|auf|mit|zu|so|chce|mam|uzywam|na|przez))* "
    rf"{_CHANNEL}(?:{_AND_NEITHER}(?: {_NOT})? {_CHANNEL})*"
    rf"|\b{_CHANNEL}(?: \w+){{0,3}} (?:nicht|nich|ned|net|nix|nie (?:mam|chce|uzywam))\b"
)


def without_refused_channels(text: str) -> str:
    """The words without the channels that are not wanted: "kein Telegram, lieber per Mail" leaves the mail."""
    return _REFUSED.sub(" ", fold(text))


def refuses_channel(text: str) -> bool:
    """Tell whether a channel is refused, and no other one is named: "ich will kein Telegram"."""
    folded, left = fold(text), without_refused_channels(text)
    return left != folded and re.search(_CHANNEL, left) is None and _OF_THE_PAST.search(folded) is None


def wishes_elsewhere(text: str) -> bool:
    """Tell whether somebody says that the conversation shall go elsewhere; "and the mail?" only asks about a mail."""
    folded = fold(text)
    return _WISH.search(folded) is not None and _OF_THE_PAST.search(folded) is None
