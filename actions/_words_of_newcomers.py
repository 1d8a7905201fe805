"""Words of somebody who is no customer yet, and of other firms: what is ours there and what is not. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words import fold

_NEWCOMER = re.compile(
    r"\b(?:not|\w+n'?t|never)(?: (?:a|an|one|of|your|yet|been|really|even|actually|with you))*"
    r" (?:customers?|clients?)\b(?! ?(?:number|no\b|id\b|service))"
    r"|\b(?:be|become|becoming|am|im|i'm|as) (?:an? |your )?(?:new )?(?:customer|client)\b(?! ?(?:number|no\b|id\b))"
    r"|\b(?:customer|client) (?:with you )?i'?(?: a)?m not\b"
    r"|\bnew customers?\b(?! ?(?:number|offer|bonus))|\bsign (?:me )?up (?:with|to|for) (?:you|u|zorza)\b"
    r"|\b(?:join|switch (?:over )?to|move (?:over )?to|come (?:over )?to) (?:you|u|zorza)\b"
    r"|\b(?:no|not|\w+n'?t)(?: have)?(?: any| a)? contracts? (?:with|at) (?:you|u)\b"
    r"|\b(?:noch |gar |bisher )*(?:kein\w*|nicht|nit|net|ned)(?: (?:ihr\w*|eu(?:er|re)\w*|euch|bei|ihnen))* kund(?:e|in|en)\b"
    r"|\bkund(?:e|in|en)(?: \w+){0,4} (?:noch |gar |ueberhaupt )?(?:nicht|nit|net|ned)\b(?! (?:zufrieden|gefund))"
    r"|\bkund(?:e|in|en) (?:bei \w+ )?(?:werden|werd|zu werden)\b|\bneukund\w+"
    r"|\b(?:zu|nach) (?:euch|ihnen|zorza) (?:rueber)?(?:wechseln?|kommen|gehen)\b"
    r"|\b(?:bin|sind)(?: \w+){0,2} nicht bei (?:euch|ihnen|zorza)\b|\bnot with (?:you|u) yet\b"
    r"|\bkein\w* vertr\w+ (?:bei|mit) (?:euch|ihnen|zorza)\b"
    r"|\bnie (?:jestem|jestesmy|bylem|bylam)(?: \w+){0,3} klient\w*"
    r"|\bklient\w* (?:jeszcze )?nie (?:jestem|jestesmy)\b"
    r"|\b(?:zostac|zostane|bede|stac sie)(?: \w+){0,2} klient\w*|\bnow(?:y|ym|a|i) klient\w*(?! ?(?:numer|promoc|ofert))"
    r"|\b(?:przejsc|przeniesc sie|przepisac sie|przyjsc) do (?:was|panstwa|zorzy)\b"
    r"|\bnie mam(?: \w+){0,2} (?:u was|z wami|u panstwa)(?: \w+){0,2} umow\w*"
    r"|\bnie mam(?: \w+){0,2} umow\w* (?:u was|z wami|u panstwa)\b"
)
_SAYS_NEW = re.compile(
    r"(?:\W*(?:no|nope|nah|well|sorry|yes|ok|nein|nee|ja|doch|nie|tak|no|a|and|und)\b)*\W*"
    r"(?:(?:i'?m|im|i am|we'?re|we are)(?: (?:totally|completely|brand|quite))? (?:new(?: here| to (?:you|this))?|not)"
    r"|new(?: here)?|(?:ich )?bin(?: ich)?(?: ganz| voellig)? neu(?: hier| bei (?:euch|ihnen))?|neu(?: hier)?"
    r"|(?:das )?bin ich(?: noch)? nicht|(?:ja )?(?:jestem )?(?:tu )?now[aey](?: tu| tutaj| u was)?"
    r"|(?:jeszcze )?nie (?:jestem|mam(?: \w+){0,2} umowy))(?: yet| jeszcze| noch)?\W*"
)
"""The same as the whole answer to whoever asks for a customer's number."""
_SATISFIED = re.compile(r"\b(?:happy|satisfied|zufrieden\w*|zadowolon\w*)\b")


def is_newcomer(text: str) -> bool:
    """Tell whether somebody says that he is no customer of ours, or would become one."""
    folded = fold(text)
    return _NEWCOMER.search(folded) is not None and _SATISFIED.search(folded) is None


def says_new(text: str) -> bool:
    """Tell the same of an answer to the question for a number: "I'm new"."""
    return is_newcomer(text) or _SAYS_NEW.fullmatch(fold(text)) is not None
