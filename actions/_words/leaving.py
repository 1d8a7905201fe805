"""What messages of people who leave a contract mean: out of it, out of an application, not after all, and then? Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.spelling import fold

FEW = 8
"""Words of a question that names nothing else."""

_OUT = re.compile(
    r"\b(?:want|wanna|need|like|gotta|trying) (?:to )?(?:get )?out\b|\bback me out\b|\bget (?:me )?out of (?:my|the"
    r"|your) (?:contract|tariff|deal)\b|\b(?:can|could|may|do|would|should) (?:i|we) (?:get out|leave"
    r"|quit)\b(?! (?:it|the|an?|my|your|our|this|that|them|us)\b)|\b(?:want|wanna|like|gotta|going"
    r"|gonna) (?:to )?(?:leave|quit|(?:back|pull) out)(?: you)?\b(?! (?:it|an?|the|that|this|my|us)\b)|\b(?:i'?m|i am"
    r"|we'?re|we are) (?:leaving|quitting)(?: you| now| then)?\W*$|\b(?:mag|mog|mecha?t|moecht\w*|will"
    r"|wui|wollen|wuerd\w*|muss) (?:\w+ ){0,3}(?:raus|aussi|ausse|aussteigen|weg (?:von|bei) (?:euch"
    r"|ihnen|eich))\b|\bwie komm\w* (?:\w+ ){0,3}(?:raus|weg)\b"
    r"|\bkomm\w* (?:ich|i|ma|man|wir) (?:\w+ ){0,3}raus\b|\b(?:chc[ea]\w*|chcial\w*|musze|wole|zamierzam"
    r"|jak|moge|mozna) (?:\w+ ){0,3}(?:odejsc|zrezygnowac|uciec|sie (?:wypisac|zwolnic|uwolnic"
    r"|wymiksowac)|wypisac sie|wyjsc z (?:tego|tej|umowy))\b|\b(?:odchodze|uciekam|spadam) (?:od was"
    r"|stad)\b"
    r"|\bback (?:me|us) out\b|\bhol\w* (?:mich|uns) (?:\w+ ){0,2}raus\b|\b(?:wycofuje|wycofujemy|wypisuje) sie\b"
    r"|\b(?:wycofaj|wypisz)\w* mnie\b"
)
_NOT_OUT = re.compile(
    r"\b(?:newsletter\w*|mailing\w*|verteiler\w*|werbung|chat\w*|list\w*|e?mails?|sms\w*|messages?"
    r"|nachricht\w*|app|menu|wohnung\w*|haus|hauses|wg|flat|apartment|house|mieszkani\w*|domu"
    r"|wiadomosc\w*|reklam\w*|powiadomi\w*|order\w*|bestell\w*|zamowi\w*|complain\w*|beschwerde\w*"
    r"|reklamac\w*|call|rueckruf\w*|rozmow\w*|plan\w*|raten\w*|rat|message|review|feedback|note|hier"
    r"|formular\w*|fragen?|questions?|loop|tips|porad\w*|info\w*|tu|here|strom|power|prad\w*)\b"
)
"""Words beside them of something else that one leaves."""

_APPLICATION = re.compile(
    r"\b(?:application|antrag\w{0,2}|wnios\w*|sign-?up|registration|anmeldung)\b(?!.*\b(?:rat|zwrot))"
)
_GIVES_UP = re.compile(
    r"\b(?:withdraw\w*|cancel\w*|give (?:\w+ )?up|drop\w*|pull\w*|back(?:ing)? out|scrap\w*|stop\w*"
    r"|take (?:\w+ ){0,2}back"
    r"|(?:zieh|nehm)\w* (?:\w+ ){0,5}zurueck|zurueck(?:zieh|nehm)\w*|widerruf\w*|stornier\w*|aufgeb\w*"
    r"|geb\w* (?:\w+ ){0,4}auf|rueckgaengig|abbrech\w*|z?rezygn\w*|wycof\w*|cof\w*|anul\w*|odst[ea]p\w*|uniewazn\w*)\b"
)
_NEGATED = re.compile(
    r"\b(?:not|don'?t|won'?t|never|nicht|kein\w*|nie) (?:\w+ ){0,2}(?:withdraw|cancel|give|drop|zurueck"
    r"|widerruf|aufgeb"
    r"|z?rezygn|wycof|cof|anul|odst)"
)

_STAYS_IN = re.compile(
    r"\b(?:don'?t|dont|do not|not) (?:(?:want|wanna|going|gonna|wish)(?: to)? )?(?:cancel|leav|quit)\w*"
    r"|\b(?:will|moecht\w*|wollte|mag) (?:\w+ ){0,4}nicht (?:mehr )?(?:kuendig\w*|weg|wechsel\w*|gehen|raus)"
    r"|\bkuendig\w* (?:\w+ ){0,2}(?:doch|lieber) nicht\b|\b(?:doch|lieber) nicht kuendigen\b"
    r"|\b(?:cancel|end) nothing\b|\b(?:nichts|nix) (?:\w+ )?kuendig\w*"
    r"|\bniczego (?:\w+ )?nie (?:chce )?(?:wypowiad|wypowiedz|rezygn|zrywa)\w*"
    r"|\bnie chce(?:my)? (?:juz |jednak |nic |niczego |zadnej |tej |umowy )*"
    r"(?:wypowiad|wypowiedz|odchodz|odejsc|rezygn|zrezygn|konczyc|zakonczyc|zrywac)\w*"
    r"|\b(?:juz |jednak )?nie (?:wypowiadam|rezygnuje|odchodze)\b|\brezygnuje z (?:rezygnacji"
    r"|wypowiedzenia|odejscia)\b"
)

_UNDOABLE = re.compile(
    r"\b(?:can|could|may|how do|how can) (?:i|we|that|it|this) (?:\w+ ){0,2}(?:undo|undone|take (?:that"
    r"|it|this) back|be taken back"
    r"|reverse|change (?:that|it) back|go back|come back)"
    r"|\b(?:kann|koennt\w*|darf|laesst|geht) (?:\w+ ){0,5}(?:zurueck(?:nehm|zieh)\w*|rueckgaengig"
    r"|widerruf\w*|umkehr\w*)"
    r"|\b(?:moge|mozna|da sie|mogla?bym|czy) (?:\w+ ){0,4}(?:cofnac|odkrecic|wycofac|odwolac|zmienic zdanie)\b"
)

_EARLIER = re.compile(
    r"\b(?:earlier|sooner|before (?:that|then|it ends))\b|\b(?:frueher|eher|vorher|vorzeitig)\b"
    r"|\b(?:wczesniej|szybciej|przed (?:tym|czasem|terminem))\b"
)
_MAY = re.compile(
    r"\b(?:can|could|may|possible|any way|is there)\b|\b(?:kann|koennt\w*|geht|moeglich|darf|komm\w*)\b"
    r"|\b(?:moge|mozna|da sie|czy|dasie)\b|\?"
)

_GOES = re.compile(
    r"\b(?:(?:get|come|walk|go|be) out|out of (?:it|this|that|the|my)|leave|quit|cancel|raus\w*|weg|kuendig\w*"
    r"|aussteig\w*"
    r"|wyjsc|wyjde|odejsc|odejde|zrezygn\w*|rozwiaz\w*|wypowie\w*|uwolnic|zerwac)\b"
)
_WITHOUT_WAITING = re.compile(
    r"\bwithout (?:\w+ )?wait\w*|\b(?:before|until|till?) (?:the end of )?20\d\d\b|\bohne (?:\w+ ){0,4}(?:zu )?wart\w*"
    r"|\b(?:vor|bis) (?:\w+ )?20\d\d\b|\bbez czekania\b|\bnie (?:czekajac|czekac)\b|\b(?:przed|do) (?:konca )?20\d\d\b"
)
"""Words, folded, of a day to come that somebody would not wait for."""

_DOES_NOTHING = re.compile(
    r"\b(?:if|when) (?:i|we) (?:just |simply )?(?:do(?:n'?t| not) do (?:anything|nothing|a thing)|do nothing|ignore)"
    r"|\b(?:if|when) i don'?t (?:cancel|react|reply|answer|renew|give notice)"
    r"|\bwenn (?:ich|wir|i|ma) (?:\w+ ){0,2}(?:nichts|nix|gar nichts|nicht(?:s)? (?:kuendig|reagier|antwort)\w*)"
    r"|\b(?:jak|jesli|jezeli|gdy|kiedy) (?:\w+ ){0,2}(?:nic (?:\w+ )?nie (?:z?rob|podejm)\w*"
    r"|nie (?:wypowie|zareaguj|zrobie nic|odpowie|przedluz)\w*)"
)

_POWER = (
    r"(?:power|electricity|gas|heating|supply|supplied|strom|gas|heizung|saft|beliefert|versorg\w*"
    r"|prad\w*|gaz\w*|swiatlo)"
)
_WITHOUT = re.compile(
    rf"\b(?:still|then|we|i) (?:still )?(?:have|get|got) (?:\w+ ){{0,2}}{_POWER}\b(?! (?:rate|contract"
    rf"|tariff|hanging))|\bwithout {_POWER}\b"
    rf"|\bno {_POWER}\b"
    rf"|\b(?:cut off|in the dark)\b|\b(?:hab|habe|haben|krieg\w*|bekomm\w*|hob) (?:\w+ ){{0,4}}(?:noch"
    rf"|kein\w*) (?:\w+ )?{_POWER}\b"
    rf"|\b(?:ohne|kein\w*) {_POWER}\b|\bim dunkeln\b|\bsitz\w* (?:\w+ ){{0,3}}ohne {_POWER}\b"
    rf"|\b(?:bede|bedziemy|bedzie|zostane|zostaniemy) (?:\w+ ){{0,3}}{_POWER}\b|\bbez {_POWER}\b"
    rf"|\bodetn\w* (?:\w+ )?{_POWER}\b"
)
_AFTER = re.compile(
    r"\b(?:then|after|afterwards|when|once|still|january|february|next (?:year|month)|if i)\b"
    r"|\b(?:dann|danach|nachher|wenn|noch|jaenner|januar|februar|ab dem|naechst\w*)\b"
    r"|\b(?:wtedy|potem|pozniej|po|jak|w styczniu|od stycznia|dalej|jeszcze|nadal|w lutym)\b"
)

_WITHDRAWS = re.compile(
    r"\b(?:withdraw|revoke|back out|pull out|widerruf\w*|zuruecktret\w*|odstapi\w*|odstepuj\w*"
    r"|wycofac|rozmysl\w*)\b"
)
_ASKS_WHETHER = re.compile(
    r"\b(?:can|could|may|am i able)(?: \w+)? (?:i|we)\b|\bcan i\b|\b(?:kann|koennt\w*|darf) (?:ich|i|ma|man|wir)\b"
    r"|\b(?:ich|i|wir) (?:kann|koennte|darf)\b|\b(?:moge|mozna|mogla?bym|da sie|mam prawo)\b"
)


def asks_to_withdraw(text: str) -> bool:
    """Tell whether somebody asks if a contract can still be withdrawn from, and demands nothing yet."""
    folded = fold(text)
    return _WITHDRAWS.search(folded) is not None and _ASKS_WHETHER.search(folded) is not None


_ONCE_SUPPLIED = re.compile(
    r"\b(?:what if|and if|once|when|was (?:ist )?wenn|und wenn|wenn|co jak|co jesli|a jak|jak|jesli)\b(?: \w+){0,4}"
    r" (?:connect\w*|hook\w*|suppl(?:y|ies|ied)|started|angeschloss\w*|anschliess\w*|beliefer\w*|liefert"
    r"|podlacz\w*|zaczni\w*|zaczel\w*|ruszy\w*)\b"
)


def asks_once_supplied(text: str) -> bool:
    """Tell whether somebody asks what holds when supply has begun: "a co jak już mi prąd podłączycie"."""
    return _ONCE_SUPPLIED.search(fold(text)) is not None


_UNTIL_WHEN = re.compile(
    r"\b(?:until|till|til|by) when\b|\bile (?:mam )?czasu\b|\bhow much time\b|\bwhen (?:does|do|is"
    r"|will) (?:\w+ ){0,4}(?:end|over|expire|run out|finish)\w*"
    r"|\bhow long (?:am i|is|does|do i|have i)\b|\bbis wann\b|\bwie lang\w* (?:\w+ ){0,4}(?:lauf|laeuft"
    r"|geht|gebunden|noch|hab)"
    r"|\bwann (?:\w+ ){0,4}(?:end|laeuft|ausl|aus|vorbei|frei|raus)\w*|\bdo kiedy\b"
    r"|\bkiedy (?:\w+ ){0,4}(?:koncz|konczy|wygas|mija|skoncz)\w*"
    r"|\bjak dlugo\b|\bile (?:jeszcze )?(?:trwa|mi zostalo)"
)

_BECAUSE = re.compile(
    r"\b(?:because|due to|over|cos|cuz|coz|since|as) (?:of )?(?:that|this|it|the|your|\w+ ?(?:rise|hike|increase))"
    r"|\b(?:deswegen|deshalb|darum|daher|wegen (?:dem|der|des|so|so was|sowas|dieser|eurer)|aus diesem grund)\b"
    r"|\b(?:z tego powodu|przez to|dlatego|z powodu|w zwiazku z (?:tym|podwyzk\w*)|przez (?:ta|te|wasza) podwyzk\w*)\b"
)
_LEAVE = re.compile(
    r"\b(?:leave|get out|quit|cancel|terminat\w*|end (?:it|the contract)|walk|kuendig\w*|raus|weg|gehen"
    r"|wechseln|sonderkuendig\w*"
    r"|odejsc|wypowie\w*|zrezygn\w*|zerwac|rozwiaz\w*|odstapic)\b"
)


def wishes_out(text: str) -> bool:
    """Tell whether somebody would leave us without naming a contract: "i mag da raus", "how do I leave"."""
    folded = fold(text)
    return _OUT.search(folded) is not None and _NOT_OUT.search(folded) is None and not refuses_to_leave(text)


def gives_up_application(text: str) -> bool:
    """Tell whether an application shall not go on: "rezygnuję z tego wniosku"."""
    folded = fold(text)
    gives_up = _APPLICATION.search(folded) is not None and _GIVES_UP.search(folded) is not None
    return gives_up and _NEGATED.search(folded) is None


def refuses_to_leave(text: str) -> bool:
    """Tell whether somebody would not leave after all: "nie chcę wypowiadać", "I don't want to cancel"."""
    return _STAYS_IN.search(fold(text)) is not None


def means_none(text: str) -> bool:
    """Tell whether who would not leave means every contract: "gar nichts"."""
    return re.search(r"\b(?:nothing|anything|nichts|nix|kein\w*|nic|niczego|zadn\w+)\b", fold(text)) is not None


def asks_to_undo(text: str) -> bool:
    """Tell whether somebody asks whether a notice could be taken back later."""
    return _UNDOABLE.search(fold(text)) is not None


_COST = re.compile(
    r"\b(?:cost|costs|charged?|fees?|free|catch|kostet|kost|kosten\w*|gebuehr\w*|umsonst|gratis|haken|kosztuje"
    r"|kosztowac|koszt\w*|oplat\w*|haczyk\w*"
    r"|zaplace|placic|darmo)\b"
)
_OPENS_QUESTION = re.compile(
    r"(?:\W*\b(?:and|so|but|ok|und|aber|also|ja|a|ale|no|i|to)\b)*\W*"
    r"(?:does|do|is|are|will|would|what|how|any|whats|kostet|kost|was|wie|faell\w*|muss|gibt|ist|wird|wo|czy|ile|co"
    r"|if|wenn|jak|jesli|can|could|kann|moge|mozna|jaki\w*|gdzie|musze|bede|beda)\b"
)
"""The begin, folded, of a question without its mark."""
_BUYS_OUT = re.compile(
    r"\b(?:pay(?:ing)?|buy(?:ing)?) (?:\w+ ){0,3}(?:the rest|rest of|remainder|remaining|out|off)\b"
    r"|\b(?:rest|restliche\w*|restbetrag\w*|restrate\w*) (?:\w+ ){0,4}(?:\w*zahl\w*|abloes\w*)"
    r"|\b(?:heraus|frei|raus)kauf\w*|\bauszahl\w* (?:\w+ )?rest\w*"
    r"|\b(?:s?placic|splace|zaplace|wykup\w*) (?:\w+ ){0,3}(?:reszt\w*|pozostal\w*)|\bwykupic sie\b"
)


def asks_of_cost(text: str) -> bool:
    """Tell whether few words ask what it costs, or whether money helps out sooner, where it is clear of what."""
    folded = fold(text)
    asks = text.rstrip().endswith("?") or _OPENS_QUESTION.match(folded) is not None
    is_of_money = _COST.search(folded) is not None or _BUYS_OUT.search(folded) is not None
    return asks and len(folded.split()) <= FEW and is_of_money


_BACK_TO_OLD = re.compile(
    r"\b(?:back|return) (?:\w+ )?(?:to|with) (?:\w+ )?(?:old|previous|former|last)\b"
    r"|\b(?:old|previous|former) (?:supplier|company|provider) (?:\w+ ){0,3}(?:again|back|take me)\b"
    r"|\b(?:wieder|zurueck)\b(?: \w+){0,3} (?:zum|beim|zu|bei)(?: \w+)? (?:alt|frueher|vorig|bisherig)\w*"
    r"|\b(?:alt|frueher|vorig|bisherig)\w* (?:anbieter|versorger|lieferant)\w*(?: \w+){0,3} (?:wieder|zurueck)\b"
    r"|\b(?:wroc\w*|wracam|wraca|powrot\w*)(?: \w+){0,3} (?:do )?(?:star|poprzedni|dawn|dotychczasow)\w*"
    r"|\b(?:star|poprzedni|dawn|dotychczasow)\w* (?:sprzedawc|dostawc|firm)\w*(?: \w+){0,3} (?:z powrotem|znowu|wraca)"
)


def asks_of_return(text: str) -> bool:
    """Tell whether somebody who leaves asks if the supplier before us supplies him again."""
    return _BACK_TO_OLD.search(fold(text)) is not None


def asks_for_sooner(text: str) -> bool:
    """Tell whether somebody asks to leave before the end that was told."""
    folded = fold(text)
    return _EARLIER.search(folded) is not None and _MAY.search(folded) is not None


def asks_to_leave_early(text: str) -> bool:
    """Tell whether somebody asks if he must wait for the end of his contract: "can I get out without waiting?"."""
    folded = fold(text)
    leaves = _GOES.search(folded) is not None and _MAY.search(folded) is not None and _NOT_OUT.search(folded) is None
    return leaves and _WITHOUT_WAITING.search(folded) is not None


def asks_of_doing_nothing(text: str) -> bool:
    """Tell whether somebody asks what becomes of a contract that nobody ends."""
    return _DOES_NOTHING.search(fold(text)) is not None


def asks_of_supply(text: str) -> bool:
    """Tell whether somebody who leaves asks whether there is power then."""
    folded = fold(text)
    return _WITHOUT.search(folded) is not None and _AFTER.search(folded) is not None


_WITHDRAWAL = r"(?:withdraw\w*|revok\w*|revocation|widerruf\w*|zuruecktret\w*|odstap\w*|odstep\w*)"
_ENDING = r"(?:cancel\w*|terminat\w*|notice|kuendig\w*|wypowie\w*|wypowiad\w*|rezygn\w*)"
_BOTH = re.compile(rf"\b{_WITHDRAWAL}\b.*\b{_ENDING}\b|\b{_ENDING}\b.*\b{_WITHDRAWAL}\b")
_DIFFERS = re.compile(
    r"\b(?:diff\w*|same|unterschied\w*|anders|dasselbe|das gleiche|roznic\w*|rozni\w*|to samo|what|was|czym)\b"
)


def asks_difference(text: str) -> bool:
    """Tell whether somebody asks what tells withdrawing from giving notice."""
    folded = fold(text)
    return _BOTH.search(folded) is not None and _DIFFERS.search(folded) is not None


def asks_until_when(text: str) -> bool:
    """Tell whether the day is asked for with which something ends."""
    return _UNTIL_WHEN.search(fold(text)) is not None


_WHETHER_ENDED = re.compile(
    r"\b(?:did|have) i (?:\w+ )?(?:cancel\w*|given? notice)\b"
    r"|\b(?:is|was) (?:my|the) (?:\w+ )?contract (?:\w+ )?cancel+ed\b"
    r"|\bhab\w* ich (?:\w+ ){0,3}gekuendigt\b|\b(?:ist|wurde) (?:mein|der) (?:\w+ ?)?vertrag (?:\w+ ){0,2}gekuendigt\b"
    r"|\bwas ist (?:\w+ ){0,2}gekuendigt\b"
    r"|\bczy (?:\w+ ){0,2}(?:wypowiedzial[ae]?m|umowa (?:\w+ ){0,2}wypowiedziana)\b"
    r"|\bumowa jest (?:\w+ )?wypowiedziana\W*$"
)


def asks_whether_ended(text: str) -> bool:
    """Tell whether somebody asks if notice was given of a contract: "hab ich jetzt gekündigt oder nicht"."""
    return _WHETHER_ENDED.search(fold(text)) is not None


def asks_to_leave_for_that(text: str) -> bool:
    """Tell whether somebody asks to leave because of what was just told: "can I leave because of that"."""
    folded = fold(text)
    return _BECAUSE.search(folded) is not None and _LEAVE.search(folded) is not None and _MAY.search(folded) is not None
