"""Words about how and what is paid: ways to pay, the regular payment, what a year came to, a bill put right. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.spelling import fold
from actions._words.vocabulary import GOODS, WHY

_OUR_ACCOUNT = re.compile(
    r"\b(?:which|what|to which|into which) (?:bank )?account (?:(?:do|should|shall|must|can|am) (?:i|we)|number)\b"
    r"|\b(?:your|the) (?:iban|bank (?:details|account)|account (?:number|details))\b|\bwhere (?:do|should"
    r"|shall) i (?:pay|transfer)"
    r"|\b(?:auf|an) (?:welches|was fuer ein|welche) (?:konto|iban)\b|\b(?:eure|ihre|euer) (?:iban|kontonummer"
    r"|bankverbindung|konto)\b"
    r"|\bwohin (?:\w+ ){0,3}(?:ueberweis\w*|zahl\w*)|\b(?:iban|kontonummer) (?:\w+ ){0,3}(?:zum|fuer"
    r"|fuers) \w*(?:ueberweis\w*|zahl\w*)"
    r"|\bna (?:ktore|jakie) konto\b|\b(?:podajcie|podac|jaki|poprosze|prosze o) (?:\w+ ){0,2}(?:numer\w* (?:konta"
    r"|rachunku)|iban)\b"
    r"|\b(?:numer\w* (?:konta|rachunku)|konto) (?:\w+ )?do (?:przelew\w*|wplat\w*|zaplaty)\b"
    r"|\bgdzie (?:mam )?(?:przela\w*|placic|wplac\w*)"
)
_WAY = (
    r"(?:pay ?pal|(?:credit|debit)? ?cards?|cash|apple ?pay|google ?pay|klarna|giropay|sofort\w*|standing order"
    r"|cheques?"
    r"|kreditkarte\w*|ec-?karte\w*|karte|bar|barzahl\w*|dauerauftrag\w*|blik\w*|kart[aeąy]\w*|gotowk\w*|przelewy ?24"
    r"|poczt\w*)"
)
_WAYS = re.compile(
    rf"\b(?:pay|paying|zahl\w*|bezahl\w*|plac\w*|zaplac\w*|oplac\w*)(?: \w+){{0,4}} (?:by|with|via|in|per|mit"
    rf"|na)? ?{_WAY}\b"
    rf"|\b(?:by|with|via|per|mit|in) {_WAY}(?: \w+){{0,3}} (?:pay|zahlen|bezahlen)\b"
    rf"|\b(?:take|accept|akzeptier\w*|nehmt|przyjmuje\w*|macie)(?: \w+){{0,2}} {_WAY}\b"
    r"|\b(?:which|what) (?:ways|methods)\b.*\bpay|\bpayment methods\b|\bzahlungs(?:art|weg|method)\w*"
    r"|\b(?:formy|sposoby|metody) platnosci\b"
)


def asks_for_our_account(text: str) -> bool:
    """Tell whether somebody asks where to pay to: "auf welches Konto soll ich überweisen"."""
    return _OUR_ACCOUNT.search(fold(text)) is not None


def asks_ways_to_pay(text: str) -> bool:
    """Tell whether somebody asks how one can pay with us, or names a way: "mogę płacić BLIKIEM?"."""
    folded = fold(text)
    return _WAYS.search(folded) is not None and GOODS.search(folded) is None


_INSTALLMENT = (
    r"(?:regular (?:payment|instal+ment)|monthly (?:payment|instal+ment|advance|direct debit)|advance payment"
    r"|(?:my|the) (?:next |first |last )?instal+ments?"
    r"|\w*abschla(?:g\w*|ch)|abschlaege|\w*vorauszahlung\w*|zaliczk\w*)"
)
_HOW_MUCH = re.compile(
    rf"\b(?:how (?:much|high|big)|what(?:'?s| is| are)?|when(?:'?s| is)?)(?: \w+){{0,4}} {_INSTALLMENT}\b(?! (?:plan"
    rf"|for))"
    r"|\bhow many instal+ments (?:do|have|are|did) (?:i|we|left|there)\b"
    rf"|\bhow much {_INSTALLMENT}|\b(?:wie (?:hoch|viel|gross)|wieviel|was|welche\w*"
    rf"|wann)(?: \w+){{0,4}} {_INSTALLMENT}\b"
    rf"|\b{_INSTALLMENT} (?:\w+ ){{0,2}}(?:wie (?:hoch|viel)|wieviel|zahl\w* (?:ich|wir))\b"
    rf"|\b(?:ile|jaka|jakie|jakiej|kiedy)(?: \w+){{0,3}} {_INSTALLMENT}\b|\b{_INSTALLMENT} (?:\w+ ){{0,2}}(?:ile|jaka"
    rf"|wynosi)\b"
    rf"|\bwysokosc (?:\w+ )?{_INSTALLMENT}\b"
)
_NEW_AMOUNT = re.compile(
    r"\b(?:chang\w*|rais\w*|lower\w*|reduc\w*|increas\w*|decreas\w*|adjust\w*|set|make|should|would|could|can|may"
    r"|up to|down to"
    r"|aender\w*|erhoeh\w*|senk\w*|anpass\w*|runter\w*|rauf\w*|hoeher|niedriger|kann|koennt\w*|sollte?|soll|darf"
    r"|zmien\w*|zmian\w*|obniz\w*|podnies\w*|podwyz\w*|zmniejsz\w*|zwieksz\w*|ustaw\w*|moge|mozna|powinn\w*|maksymaln\w*)\b|\d"
)


def asks_installment(text: str) -> bool:
    """Tell whether somebody asks what his regular payment is, or when; not for another one, or why it is so high."""
    folded = fold(text)
    asks = _HOW_MUCH.search(folded) is not None
    return asks and not any(one.search(folded) for one in (_NEW_AMOUNT, WHY))


_COST_THEN = re.compile(
    r"\b(?:what|how much) (?:did|has|have) (?:\w+ ){0,4}(?:cost|come to|add up to|spen[dt])\b"
    r"|\bhow much was (?:it|that|everything|the (?:gas|electricity|power))\b|\bin total\b|\baltogether\b"
    r"|\btotal (?:for|of|in)\b"
    r"|\bwas (?:hat|haben) (?:\w+ ){0,6}gekostet\b|\bwie ?viel war (?:das|es|alles)\b|\b(?:insgesamt|zusammen"
    r"|in summe|gesamtkosten)\b"
    r"|\bile (?:\w+ ){0,4}(?:kosztowal\w*|wynios\w*|wyszlo|bylo)\b|\b(?:w sumie|lacznie|razem|ogolem)\b"
)


def asks_what_it_cost(text: str) -> bool:
    """Tell whether somebody asks what a longer time came to: "what did it cost me in total in 2025"."""
    folded = fold(text)
    return _COST_THEN.search(folded) is not None and WHY.search(folded) is None


_BILL = r"(?:bills?|invoices?|\w*rechnung\w*|faktur\w*|rachun\w*)"
_PUT_RIGHT = (
    r"(?:correct\w*|fixed|changed|amended|recalculat\w*|redone|put right|korrigiert|berichtigt|geaendert|angepasst"
    r"|neu berechnet"
    r"|skorygow\w*|poprawi\w*|przelicz\w*|zmieniona|zmieniony)"
)
_WHETHER_CORRECTED = re.compile(
    rf"\b(?:has|have|is|was|did|wurde|wird|ist|hat|habt|haben"
    rf"|czy)\b(?: \w+){{0,4}} {_BILL}(?: \w+){{0,4}} {_PUT_RIGHT}\b"
    rf"|\b(?:have|did|habt|haben|czy)\b(?: \w+){{0,3}} {_PUT_RIGHT}(?: \w+){{0,3}} {_BILL}\b"
    rf"|\b{_BILL} (?:\w+ ){{0,2}}{_PUT_RIGHT}\W*\?"
    rf"|\bskorygowa(?:liscie|no) (?:\w+ ){{0,2}}{_BILL}\b|\b(?:was ist mit|co z|what about|any news on) (?:\w+ ){{0,2}}"
    r"(?:correction|korrektur\w*|korekt\w*)\b"
)


def asks_whether_corrected(text: str) -> bool:
    """Tell whether somebody asks if a bill was put right: "wurde meine Rechnung jetzt korrigiert"."""
    return _WHETHER_CORRECTED.search(fold(text)) is not None


_WAS_CREDIT = re.compile(
    r"\bhow (?:much|high|big) (?:\w+ )?(?:credit )?(?:was|were)\b|\bwhat was (?:\w+ ){0,2}credit\b"
    r"|\bhow much credit (?:was|did)\b"
    r"|\bwie ?(?:hoch|viel) (?:\w+ )?war\b|\bwie ?viel guthaben (?:\w+ )?(?:war|hatte)\b"
    r"|\b(?:ile|jaka) (?:\w+ )?(?:wynosila|byla|wyniosla|mialem|mialam)\b"
)


def asks_of_past_credit(text: str) -> bool:
    """Tell whether it is asked how much a credit was, not when it is paid out."""
    return _WAS_CREDIT.search(fold(text)) is not None
