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
_LINK = re.compile(r"\b(?:links?\w*|linkiem|linku|click\w*|klick\w*|geklickt|klik\w*|qr)\b")
_PAYS = re.compile(
    r"\b(?:pay|payment|fee|owe|surcharge|top up|zahl\w*|nachzahl\w*|gebuehr\w*|ueberweis\w*"
    r"|doplac\w*|doplat\w*|zaplac\w*"
    r"|przelew\w*|zaleglosc\w*)\b"
)
_DOUBTS = re.compile(
    r"\b(?:strange|weird|odd|funny|dodgy|suspicious|fishy|komisch\w*|seltsam\w*|merkwuerdig\w*|verdaechtig\w*|dubios\w*"
    r"|dziwn\w*|podejrzan\w*|lewy|lewe)\b"
)
_IS_YOURS = re.compile(
    rf"{_IS_IT_YOU.pattern}|\b(?:das|es) (?:wirklich )?von (?:euch|ihnen|zorza)\b"
    r"|\b(?:that|it|this) (?:really )?(?:yours|from you)\b|\bto (?:na pewno )?(?:wasz\w*|wy|od was|od panstwa)\b"
)
_CLICKED = re.compile(
    r"\b(?:clicked|opened (?:the|that|a) link|(?:an)?geklickt|klikn\w*|weszlam w link|wszedlem w link)\b"
)
_GAVE = re.compile(
    r"\b(?:gave|entered|typed|put in|told|angegeben|eingegeben|eingetippt|gegeben|verraten"
    r"|podal\w*|wpisal\w*|dal[ae]m)\b"
)
_DOOR = re.compile(
    r"\b(?:at (?:my|the|our) door|on (?:my|the) doorstep|rang the bell|an der (?:haus)?tuer|vor der tuer"
    r"|geklingelt|klingelt"
    r"|(?:pod|przy|u) drzwi\w*|w drzwiach|puka\w*|stoi u mnie|przyszed\w* (?:jakis|pan|facet|ktos)"
    r"|chodzi po (?:domach|bloku))\b"
)
_FROM_US = re.compile(
    r"\b(?:from (?:zorza|you)|von (?:zorza|euch|ihnen)|z zorzy|od (?:was|zorzy|panstwa)|z waszej firmy)\b"
)
_OUR_VISIT = re.compile(
    r"\b(?:technician|engineer|appointment|parcel|courier|techniker|monteur|termin|paket|bote|technik|monter|kurier|paczk\w*"
    r"|umowion\w*|wizyt\w*)\b"
)


def _fell_for_it(folded: str) -> bool:
    """Tell whether a link was opened and something given away."""
    return all(words.search(folded) for words in (_CLICKED, _GAVE, _SECRET))


def _stands_at_door(folded: str) -> bool:
    """Tell whether somebody stands at the door in our name, whom nobody has asked to come."""
    comes = _DOOR.search(folded) is not None and _FROM_US.search(folded) is not None
    return comes and _OUR_VISIT.search(folded) is None


def tells_of_fraud(text: str) -> bool:
    """Tell whether somebody may have been approached by a fraud in our name."""
    folded = fold(text)
    if _FROM_BOT.search(folded):
        return False
    if _fell_for_it(folded) or _stands_at_door(folded):
        return True
    if _REACHED.search(folded) is None:
        return False
    lured = _LINK.search(folded) or (_DOUBTS.search(folded) and _PAYS.search(folded))
    if lured and (_DOUBTS.search(folded) or _IS_YOURS.search(folded)):
        return True
    if _FRAUD.search(folded) or _IS_IT_YOU.search(folded):
        return True
    return all(words.search(folded) for words in (_IN_OUR_NAME, _WANTS, _SECRET))
