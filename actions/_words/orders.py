"""Words about an order that was placed: its money, another address for it, a thing of it that is not needed. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.addresses import address_in
from actions._words.choices import asks_about
from actions._words.pay_outs import asks_for_pay_out
from actions._words.retractions import changes_mind
from actions._words.spelling import fold
from actions._words.vocabulary import GOODS

_MONEY_BACK = re.compile(
    r"\b(?:kas[aey]|kase|pieniadz\w*|pieniedzy|hajs\w*|forsa|forse)\b.*\b(?:wroc\w*|wrac\w*|oddac\w*|odda\w*|dostan\w*)\b"
    r"|\b(?:wroc\w*|wraca\w*|dostan\w*|odzyska\w*|odda\w*)\b.*\b(?:kas[aey]|kase|pieniadz\w*|hajs\w*|forsa|forse)\b"
    r"|\bco (?:tam )?(?:z|bedzie z) (?:moj\w* )?(?:kas[aey]|pieniedzmi|hajsem|forsa)\b"
    r"|\bwas (?:ist|is|wird|passiert) (?:mit|aus) (?:dem|meinem) geld\b|\bgeld (?:dann )?(?:zurueck|wieder)\b"
    r"|\bwhat (?:about|happens (?:to|with)) (?:my|the) (?:money|cash)\b|\b(?:money|cash) (?:come|coming|comes) back\b"
)
_RETURN_MONEY = re.compile(
    r"\b(?:wheres?|where is|where'?s|when)\b.*\b(?:refund|money)\b.*\b(?:sent|send|return\w*)\b"
    r"|\b(?:do|will|would) i get\b.*\b(?:money|cash)\b.*\bback\b"
    r"|\b(?:wo|wann)\b.*\b(?:rueck(?:sende|sendungs)?geld|geld|erstattung)\b.*\b(?:bleibt|kommt|fuer|vom|von)?"
    r"|\b(?:krieg\w*|bekomm\w*) (?:ich|i)\b.*\bgeld\b.*\b(?:zurueck|wieder)\b"
    r"|\b(?:gdzie|kiedy)\b.*\b(?:kas[aey]|pieniadz\w*|zwrot\w*)\b.*\b(?:zwroc\w*|odesl\w*|zwrot\w*)"
    r"|\b(?:dostane|oddacie|zwrocicie)\b.*\b(?:kas[aey]|kase|pieniadz\w*)\b"
)
_WHETHER = re.compile(r"\W*(?:(?:and|und|a|i|so|ok)\W+)*(?:do|will|would|krieg\w*|bekomm\w*|czy)\b")
_THING = re.compile(rf"{GOODS.pattern}|\b[a-z]\d{{1,2}}\b|\brueck(?:sende|send)\w*|\bretour\w*|\bpaczk\w*")
_OF_RETURN = re.compile(
    r"\b(?:sent|send|sending) (?:\w+ ){0,3}back\b|\breturn(?:ed|s|ing)?\b|\brueck(?:sende|send|gab)\w*|\bretour\w*"
    r"|\bzurueck(?:geschickt|gesendet|gegeben)\w*|\b(?:odesl|zwroc)\w+|\bza zwrot\b"
)
_COMES_FIRST = re.compile(
    r"\b(?:when|once|if|as soon as)\b.*\b(?:comes|arrives|here|delivered)\b"
    r"|\b(?:wenn|sobald|falls)\b.*\b(?:kommt|da|ankommt|geliefert)\b"
    r"|\b(?:jak|gdy|kiedy|jesli)\b.*\b(?:przyjdzie|dojdzie|dotrze|dostane)\b"
)
_SENDS_BACK = re.compile(
    r"\b(?:return\w*|send\w*(?: \w+){0,2} back|sent back|zurueck ?(?:schick\w*|send\w*|geb\w*)"
    r"|(?:schick\w*|send\w*|geb\w*)(?: \w+){0,3} zurueck|retour\w*|rueck ?send\w*"
    r"|odsyl\w*|odesl\w*|zwrac\w*|zwroce|zwrotu?)\b"
)
_SENDS = re.compile(
    r"\b(?:send|sent|deliver\w*|ship\w*|redirect\w*|schick\w*|liefer\w*|send\w*|verschick\w*|umleit\w*"
    r"|wysl\w*|wysyl\w*|wyslij\w*|dostarcz\w*|dostaw\w*|przysl\w*|przekier\w*)\b"
)
_OTHER_ADDRESS = re.compile(
    r"\b(?:(?:another|different|other|new|my work|office) (?:delivery )?address"
    r"|(?:andere|anderer|neue|neuer) (?:liefer)?(?:adresse|anschrift)|inny adres|nowy adres|inna? adresu?)\b"
)
_ORDERS = re.compile(
    r"\b(?:order(?!ed)|buy|get me|bestell(?!t|ung)\w*|kauf\w*|zamow(?!ien|ion)\w*|kup(?:ic|uje|ie)?)\b"
)
_NOT_NEEDED = re.compile(
    r"\b(?:(?:do not|don'?t|dont|no longer) (?:need|want)|leave out|take out|drop|remove)\b"
    r"|\b(?:brauch\w*|will|moecht\w*)(?: \w+){0,3} (?:nicht|nich|net|nimmer|nit)\b|\b(?:ohne|streich\w*|rausnehm\w*)\b"
    r"|\b(?:nie (?:potrzebuj\w*|chce|trzeba)|bez|usun\w*|wyrzuc\w*|wykresl\w*)\b"
)
_CANCELS = re.compile(r"\b(?:cancel|stornier\w*|storno|anuluj\w*|anulowac|odwolaj\w*)\b")
_RETURN = r"(?:returns?|ruecksendung|retoure|rueckgabe|zwrot(?:u|em)?|odeslani\w*)"
_UNDOES_RETURN = re.compile(
    rf"\b(?:cancel|stop|withdraw|undo|call off|scrap|forget|take back)\b(?: \w+){{0,3}} {_RETURN}\b"
    rf"|\b{_RETURN}\b(?: \w+){{0,4}} (?:stornier\w*|abbrech\w*|zurueck(?:nehm|zieh)\w*|aufheb\w*|loesch\w*|abblas\w*"
    r"|cancel\w*|doch nicht|anulowac|anuluj\w*|cofn\w*|wycof\w*|odwola\w*)\b"
    r"|\b(?:stornier\w*|widerruf\w*|anuluj\w*|anulowac|cofn\w*|cofam|wycof\w*|odwola\w*|odwoluj\w*"
    rf"|rezygn\w* (?:z|ze))\b(?: \w+){{0,3}} {_RETURN}\b"
    r"|\b(?:not|don'?t|won'?t) (?:\w+ ){0,2}(?:send\w*|return\w*)(?: \w+){0,2}(?: back)?(?: after all| now| any ?more)"
    r"|\b(?:doch|jetzt|lieber) (?:\w+ )?nicht (?:\w+ )?zurueck\w*"
    r"|\b(?:jednak|juz) nie (?:bede )?(?:odsyla\w*|zwraca\w*)\b"
)
_KEEPS = re.compile(
    r"\b(?:keep|keeping)(?: (?:it|them|that|this|one)\b| (?:the|my) \w+)|\bbehalt\w*"
    r"|\b(?:zatrzymam|zatrzymuje|zatrzymac|zostawiam|zostawie|zachowam)(?: (?:go|je|ja|to|sobie|\w+ sobie|router\w*"
    r"|telefon\w*|ladowark\w*))+"
)
_KEEPS_AFTER_ALL = re.compile(
    r"\b(?:keep|keeping)\b(?: \w+){0,4} (?:after all|now|instead)\b|\b(?:doch|jetzt doch|nun doch) (?:\w+ )?behalt\w*"
    r"|\bbehalt\w*(?: \w+){0,5} doch\b|\bjednak (?:\w+ ){0,2}(?:zatrzym|zachow|zostaw)\w*"
    r"|\b(?:zatrzymam|zatrzymuje|zachowam|zostawiam|zostawie)(?: \w+){0,4} jednak\b"
)
"""Words, folded, of somebody who keeps what was to go back, whatever was spoken of before."""
_NOT_KEPT = re.compile(
    r"\b(?:not|don'?t|can'?t|cannot|won'?t|nicht|nie)(?: \w+){0,2} (?:keep\w*|behalt\w*|za(?:trzym|chow)\w*)\b"
)
_OTHER_KEPT = re.compile(
    r"\b(?:contract\w*|tariff\w*|number|plan|offer|\w*vertr[ae]g\w*|\w*tarif\w*|\w*nummer|angebot|abschlag|rate\w*"
    r"|umow\w*|taryf\w*|numer\w*|ofert\w*|zaliczk\w*|rat[aey]?)\b"
)
FEW_WORDS = 8
_ARRIVED = re.compile(
    r"\b(?:arrived|came|got|received|delivered|opened|bekommen|angekommen|erhalten|geliefert|ausgepackt|przysz\w*"
    r"|dostal\w*|dotar\w*|otrzym\w*|rozpakow\w*)\b"
)


_ONLY_WITHDRAWS = re.compile(
    r"\W*(?:(?:i|ich|ja|we|wir|want|to|will|moechte|chce|bitte|please|prosze|den|my|the|das|to|it|es|und|and|jetzt)\W+)*"
    r"(?:withdraw(?:al)?|revoke|widerruf\w*|zurueck(?:ziehen|treten)|odstepuj\w*|odstapi\w*|odstap)"
    r"(?:\W+(?:it|das|es|this|that|bitte|please|prosze|from it|davon|od tego|z tego))*\W*"
)


def only_withdraws(text: str) -> bool:
    """Tell whether what was done just now shall not count, and nothing else is said: "Widerruf"."""
    return _ONLY_WITHDRAWS.fullmatch(fold(text)) is not None


def cancels_goods(text: str) -> bool:
    """Tell whether a thing that was ordered shall be cancelled, in few words: "stornier das Ladegerät wieder"."""
    folded = fold(text)
    is_brief = len(folded.split()) <= FEW_WORDS
    return is_brief and bool(_CANCELS.search(folded) and GOODS.search(folded)) and not _SENDS_BACK.search(folded)


def asks_for_order_money(text: str) -> bool:
    """Tell whether somebody asks if what an order cost comes back."""
    folded = fold(text)
    asks = _MONEY_BACK.search(folded) is not None or _RETURN_MONEY.search(folded) is not None
    return asks or asks_for_pay_out(text)


_WHEN_MONEY = re.compile(
    r"\b(?:when|how soon|wann|kiedy)\b.*\b(?:money|refund|cash|geld|kohle|erstattung|pieniadz\w*|kas[aey]|zwrot\w*)\b"
)


def asks_when_money(text: str) -> bool:
    """Tell whether the day is asked for on which money comes, where it is clear what for."""
    return _WHEN_MONEY.search(fold(text)) is not None


def asks_whether_money_back(text: str) -> bool:
    """Tell whether the money is asked after, not wanted: "krieg ich das Geld zurück", not "kaputt, Geld zurück"."""
    asks = asks_about(text) or _WHETHER.match(fold(text)) is not None or text.rstrip().endswith("?")
    return asks and asks_for_order_money(text)


def of_return(text: str) -> bool:
    """Tell whether goods that went back, or go, are named."""
    folded = fold(text)
    return _OF_RETURN.search(folded) is not None and _THING.search(folded) is not None


def asks_money_of_return(text: str) -> bool:
    """Tell whether somebody asks where the money for goods is that he sent back."""
    return _RETURN_MONEY.search(fold(text)) is not None and of_return(text)


def sends_back(text: str) -> bool:
    """Tell whether somebody would send something back."""
    return _SENDS_BACK.search(fold(text)) is not None


def takes_return_back(text: str, *, announced: bool = False) -> bool:
    """Tell whether what was to be sent back is kept after all.

    Args:
        text: The message.
        announced: A return was announced just now, so that "keep it" is enough.
    """
    folded = fold(text)
    if _UNDOES_RETURN.search(folded) or (_KEEPS_AFTER_ALL.search(folded) and not _OTHER_KEPT.search(folded)):
        return True
    keeps = _KEEPS.search(folded) is not None and not (_NOT_KEPT.search(folded) or sends_back(text))
    return announced and (keeps or changes_mind(text))


def will_send_back(text: str) -> bool:
    """Tell whether it shall go back once it has come: it cannot yet."""
    return sends_back(text) and _COMES_FIRST.search(fold(text)) is not None


def sends_elsewhere(text: str, *, told: bool) -> bool:
    """Tell whether an order that was placed shall go to another address.

    Args:
        text: The message.
        told: An order was placed or told just now, so that the bare address is enough.
    """
    folded = fold(text)
    if _SENDS.search(folded) is None or _ORDERS.search(folded) or _SENDS_BACK.search(folded):
        return False
    return _OTHER_ADDRESS.search(folded) is not None or (told and address_in(text) is not None)


def leaves_out(text: str) -> bool:
    """Tell whether something of an order is not needed, and nothing is said of its having come."""
    folded = fold(text)
    return _NOT_NEEDED.search(folded) is not None and not (_SENDS_BACK.search(folded) or _ARRIVED.search(folded))


def left_out(text: str) -> str:
    """The part of a message that names what is not needed: "the charger" of "only the phone, no charger"."""
    clauses = re.split(r"[,;.!?]+|\b(?:and|but|und|aber|ale)\b", text, flags=re.IGNORECASE)
    return " ".join(clause for clause in clauses if _NOT_NEEDED.search(fold(clause)))
