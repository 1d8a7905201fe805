"""Words of somebody who was called, written to or visited in our name, and asked for what nobody should tell. Pure."""

import re

from actions._words.spelling import fold

_REACHED = re.compile(
    r"\b(?:call(?:s|ed|er|ing)?|rang|ringing|phoned?|e-?mails?|texts?|texted|sms\w*|letter|messages?"
    r"|at (?:my|the|our) door"
    r"|knocked|whatsapp"
    r"|\w*anruf\w*|angerufen|ruft|rief|mails?|e-?mails?|nachricht\w*|brief|an der (?:haus)?tuer|geklingelt|vertreter"
    r"|(?:za)?dzwoni\w*|telefon\w*|e?-?mail\w*|wiadomosc\w*|list|przyszed\w*|byl u (?:mnie|nas)|pod drzwi\w*)\b"
)
_IN_OUR_NAME = re.compile(
    r"\b(?:from (?:you|your|zorza)|(?:says?|said|saying|claim\w*|pretend\w*) (?:\w+ ){0,3}(?:is|are|was|were|be|from)"
    r"|(?:is|was) (?:that|this|it|he|she) (?:really )?(?:you|from you|one of you|yours?)|(?:was|is) that genuine"
    r"|von (?:euch|ihnen|zorza|eurer)|angeblich\w*|gibt sich|gab sich|ausgegeben|ausgibt|behauptet\w*"
    r"|seid ihr das|sind sie das|wart ihr das|waren sie das|ist das echt|in (?:eurem|ihrem) namen"
    r"|od (?:was|panstwa|zorzy)|z (?:zorzy|waszej firmy)|podaj\w* sie|podawal\w* sie|twierdzi\w*|rzekomo|niby"
    r"|(?:czy )?to (?:wy|panstwo|od was|na pewno wy)|w waszym imieniu)\b"
)
_IS_IT_YOU = re.compile(
    r"\b(?:is|was) (?:that|this|it) (?:really )?(?:you|from you|yours?)\b"
    r"|\b(?:seid ihr|sind sie|wart ihr|waren sie) das\b"
    r"|\bist das echt\b|\bczy to (?:na pewno )?(?:wy|panstwo|od was)\b|\bto wy\b"
)
_WANTS = re.compile(
    r"\b(?:ask\w*|want\w*|demand\w*|need\w*|request\w*|gave|give|told|wollt?e?n?|will|verlang\w*|frag\w*|gefragt|forder\w*"
    r"|gegeben|geben|chcial\w*|chce|chca|prosi\w*|poprosi\w*|zada\w*|pyta\w*|wypyt\w*|podac|podal\w*|dal[ae]m)\b"
)
_SECRET = re.compile(
    r"\b(?:pin|pins|pin-?code|password\w*|passwor[td]\w*|kennwort\w*|hasl\w*|pesel\w*"
    r"|card(?: \w+)? (?:number|pin|details)"
    r"|(?:my|the) card|bank (?:details|data|account|login)|iban|tans?|codes?|kod\w*|kreditkart\w*"
    r"|kartennummer|kontodaten"
    r"|kontonummer|bankdaten|(?:meine|persoenliche\w*) daten|ausweis\w*|zaehlernummer|meter number|account number"
    r"|personal (?:data|details)|(?:numer\w*|nr) (?:karty|konta|dowodu|licznika|rachunku)|dowod\w*|kart[aey]"
    r"|dan(?:e|ych)(?: osobow\w*)?|login\w*|anydesk|teamviewer)\b"
)
_FRAUD = re.compile(
    r"\b(?:scam\w*|fraud\w*|phish\w*|spoof\w*|fake (?:calls?|mails?|e-?mails?|sms|texts?|letters?|bills?|invoices?)"
    r"|betrugs\w+|betrug|betrueger\w*|gefaelscht\w*|abzock\w*|oszus[tc]\w*|wyludz\w*|falszyw\w*|podszyw\w*)\b"
)
_FROM_BOT = re.compile(
    r"\b(?:here|in (?:the|this) chat|code (?:you|that you) sent|hier|im chat"
    r"|tutaj|na czacie|sign ?in|anmeld\w*|logowan\w*)\b"
)
"""A code that was asked for here is no fraud."""


def tells_of_fraud(text: str) -> bool:
    """Tell whether somebody may have been approached by a fraud in our name."""
    folded = fold(text)
    if _REACHED.search(folded) is None or _FROM_BOT.search(folded):
        return False
    if _FRAUD.search(folded) or _IS_IT_YOU.search(folded):
        return True
    return all(words.search(folded) for words in (_IN_OUR_NAME, _WANTS, _SECRET))
