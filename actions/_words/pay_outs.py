"""Words that ask for a credit as money. Pure."""

import re

from actions._words.spelling import fold
from actions._words.vocabulary import WHY

_MONEY = r"(?:money|cash|it|that|this|credit|refund|balance|deposit|difference|rest|overpa\w+)"
_GIVES = r"(?:pay|paying|transfer|transferring|give|giving|send|sending|get|getting|refund)"
_OWED = (
    r"(?:\w+ ){0,2}(?:money|cash|quid|bucks|refund|geld|kohle|knete|pieniadze|kase|hajs|euros?|zl\w*|[€$£]?\d[\d.,]*)"
)
_PAY_OUT = re.compile(
    rf"\b(?:you|u|ye|yous|yas) (?:still |do )?owe (?:me|us) {_OWED}"
    rf"|\b(?:schulde[tn] (?:ihr|sie)|(?:ihr|sie) schulde[tn]) (?:mir|uns) {_OWED}"
    rf"|\b(?:jestescie|jest pan\w*) (?:mi|nam) (?:\w+ )?(?:winni|dluzni|winien|winna) {_OWED}"
    rf"|\bwisicie (?:mi|nam) {_OWED}"
    rf"|\b{_GIVES} (?:\w+ ){{0,3}}{_MONEY} (?:\w+ ){{0,2}}(?:back|out)\b"
    r"(?! (?:of|again|then|when|last|in (?:\d{4}|the|jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec)\w*)\b)"
    rf"|\b{_GIVES} (?:\w+ )?(?:back|out) (?:(?!(?:to|of|before|until|when|if)\b)\w+ ){{1,2}}{_MONEY}\b"
    rf"|\b(?:be|get|gets|being|{_MONEY}) (?:(?:back )?paid|refunded|transferred|sent) (?:back|out)\b"
    r"|\b(?:when|where)\b.*\b(?:money|cash)\b(?: \w+){0,2} back\b|\bwann\b.*\bgeld (?:\w+ )?wieder\b"
    r"|\b(?:kiedy|gdzie)\b.*\b(?:kas[aey]|pieniadz\w*|hajs)\b(?: \w+){0,2} (?:wroc\w*|wrac\w*|przyjd\w*)"
    r"|\b(?:kiedy|gdzie)\b(?: \w+){0,2} (?:wroc\w*|wrac\w*|przyjd\w*)(?: \w+){0,2} (?:kas[aey]|pieniadz\w*|hajs)\b"
    r"|\bmoney back\b|\brefund\b|\bmy credit\b|\b(?:transfer|wire) (?:\w+ ){0,2}(?:to )?(?:me|us|my account)\b"
    r"|\bueberweis\w* (?:\w+ ){0,3}(?:mir|uns)\b|\bauf mein konto (?:\w+ )?(?:ueberweis|zahl)\w*"
    r"|\bprzel(?:ej|ejcie|ac|ewac) (?:\w+ ){0,3}(?:mi|nam|na moje)\b|\b(?:mi|nam) (?:\w+ ){0,2}przel(?:ej|ejcie|ac)\b"
    r"|\bauszahl\w*|\brueck(?:zahl|erstatt)\w*|\bausgezahlt\b"
    r"|\bzurueckzahl\w*|\bzurueck ?gezahlt\b|\bzurueckueberw\w*|\berstatt\w*|\bguthaben\b"
    r"|\b(krieg\w*|bekomm\w*) (\w+ ){0,4}(geld|guthaben) (\w+ )?(zurueck|raus|ausgezahlt)?"
    r"|\b(?:geld|kohle|knete) (?:\w+ ){0,2}zurueck\b|\bwann (?:\w+ ){0,4}(?:geld|kohle|knete) (?:\w+ ){0,2}(?:wieder"
    r"|da)\b"
    r"|\b(?:kas[ae]|pieniadze|hajs\w*) (?:\w+ ){0,2}wr[ao]c\w*|\bwr[ao]c\w* (?:\w+ ){0,2}(?:kas[ae]|pieniadze"
    r"|hajs\w*)\b"
    r"|\bkiedy (?:\w+ ){0,2}(?:dostane|odzyskam|oddacie) (?:\w+ ){0,2}(?:kas[eay]|pieniadze|hajs\w*)"
    r"|\bgebt ihr (mir )?(\w+ ){0,2}(zurueck|wieder)\b"
    r"|\b(oddac|oddacie|oddajcie|oddajecie|oddaja|zwracacie|wyplacacie|zwroc\w*|zwrot\w*"
    r"|(?<!po )(?<!do )(?<!przed )(?<!od )(?<!mojej )wyplac\w*|odda|przelejecie|przelejcie)\b"
    r"|\bnadplat\w*"
)
_GAVE_BACK = re.compile(
    r"\b(i|we) (have |ve |already )*(paid|transferred|sent) (it|that|this|all|(the|your) (\w+ )?money) (\w+ )?back\b"
    r"|\b(hab\w* (ich|wir)|(ich|wir) hab\w*) ((?!will|woll|moecht)\w+ ){0,6}zurueck ?(gezahlt|ueberwiesen)\b"
    r"|\bzwroci(lem|lam|lismy|lysmy)\b|\bzwroc\w* (\w+ )?uwag\w*"
)
"""Words, folded, of somebody who gave money back, or asks to look at something."""


def asks_for_pay_out(text: str) -> bool:
    """Tell whether somebody wants a credit as money: "when do I get it back?", not why there is one."""
    folded = fold(text)
    return bool(_PAY_OUT.search(folded)) and not (WHY.search(folded) or _GAVE_BACK.search(folded))


_MONEY_NAMED = re.compile(
    r"\b(?:money|cash|refund|credit|geld|kohle|knete|guthaben|kas[aeyo]|kase|pieniadz\w*|pieniedzy|hajs\w*|nadplat\w*|zwrot\w*)\b"
)


def asks_for_money_back(text: str) -> bool:
    """Tell whether money is named that shall come back: "to kiedy kasa wróci", not "can I get out before that"."""
    return _MONEY_NAMED.search(fold(text)) is not None and asks_for_pay_out(text)
