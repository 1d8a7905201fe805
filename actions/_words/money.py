"""What messages about bills and money mean whatever they sound like: pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.spelling import fold
from actions._words.vocabulary import BILLS, GOODS

_COMPLAINS = re.compile(
    r"\b(want|wanna|like|need|going|gonna|have|here|must)( to)? (to )?(complain|make a complaint|file a complaint)\b"
    r"|\b(make|file|lodge|open|raise|put in|making|filing|lodging) (a|an official|another) complaint\b|^\W*i complain\b"
    r"|\b(i'?ll|i will|i shall|we'?ll|am|i'?m) (be )?(complain|complaining|going to complain)\b"
    r"|\b(will|moechte|muss|wollte|wuerde) (\w+ ){0,3}beschweren\b|\bbeschwere? (ich )?mich\b|\bbeschwer mich\b"
    r"|\bwerde? (ich )?(mich )?(\w+ ){0,3}beschweren\b"
    r"|\b(reiche?|lege?|gebe?) (ich )?(\w+ ){0,3}(beschwerde|reklamation)\b"
    r"|\b(beschwerde|reklamation) (\w+ )?(einreichen|einlegen|aufgeben|aufnehmen|stellen)\b|\breklamieren\b"
    r"|\b(chce|chcialbym|chcialabym|musze|prosze) (\w+ ){0,2}(sie poskarzyc|reklamowac|(zlozyc|zglosic) (\w+ )?"
    r"(reklamacj\w*|skarg\w*))\b|\b(zlozyc|zglosic) reklamacje\b"
    r"|\b(prosze o|poprosze(?: o)?|chce|chcialbym|chcialabym) (te |ta |nowa |jedna )?(reklamacj[eai]"
    r"|skarg[eai])\b(?! (wycof|cofn|anul))"
    r"|\b(sklad(am|amy)|zglasz(am|amy)|zloze|zlozymy|zglosze|napisze|wniose|wnosze|pisze|dam) (\w+ ){0,3}"
    r"(reklamacj\w*|skarg\w*)\b|\b(reklamacj\w*|skarg\w*) (\w+ )?(zloze|skladam|zglosze|napisze|wniose|zglaszam)\b"
    r"|\b(po)?skarze sie\b"
    r"|^\W*(complaint|beschwerde|reklamation|reklamacja|skarga|zazalenie)\s*[:!,–-]\s*\w"
    r"|^\W*(complaint|beschwerde|reklamation|reklamacja|skarga|zazalenie)"
    r" (about|against|ueber|wegen|gegen|zu|na|dotycz\w*) [^?]*$|\bpojde ze skarga\b|\b(bede"
    r"|zamierzam) (sie skarzyc|skladac (reklamacj\w*|skarg\w*))\b"
)
_COMPENSATION = re.compile(
    r"\bcompensat\w*|\b(money|cash|refund|credit|discount|something) (back |off )?(for|because of) (\w+ ){0,3}"
    r"(days?|weeks?|hours|outages?|downtime|time (without|offline))\b"
    r"|\bentschaedigung\w*|\bschaden\w*ersatz\b|\b(geld|kohle|erstattung|gutschrift|nachlass|rabatt) (\w+ ){0,3}"
    r"fuer (\w+ ){0,3}(tage?|wochen?|stunden|ausfall\w*|zeit)\b"
    r"|\bfuer (\w+ ){0,2}(tage?|wochen?|ausfall\w*) (\w+ ){0,3}(geld|kohle|gutschrift|was) (\w+ )?(zurueck|wieder)"
    r"|\bodszkodowan\w*|\brekompensat\w*|\bbonifikat\w*|\bzadoscuczyn\w*"
    r"|\b(kas[aeyi]|kaske|pieniadze|hajs\w*|zwrot|odda\w+|rabat\w*|znizk\w*) (\w+ ){0,4}za (\w+ ){0,3}"
    r"(dni|dzien|tydzien|tygodnie|czas|brak|awari\w*|przerw\w*)\b"
    r"|\bza (\w+ ){0,3}(dni|dzien|tydzien|tygodnie|czas|brak|awari\w*|przerw\w*) (\w+ ){0,5}"
    r"(kas[aeyi]|kaske|pieniadze|hajs\w*|zwrot\w*|zwroc\w*|odda\w+|rabat\w*|znizk\w*)\b"
    r"|\b(lodowk|zamraz|rozmroz)\w*.*\b(zaplaci|zwroci|odda|pokryje|ponosi)\w*"
    r"|\b(fridge|freezer|thawed|spoil\w*)\b.*\b(pays?|paying|refund|cover)\b"
    r"|\b(kuehlschrank|gefrier\w*|aufgetaut|abgetaut|verdorben)\b.*\b(zahl\w*|ersetz\w*|erstatt\w*|uebernimmt)\b"
    r"|\bfor (\w+ ){0,3}(days?|weeks?|outages?|downtime) (\w+ ){0,4}(money|cash|refund|credit|discount)\b"
)
"""Words, folded, of somebody who wants money for the days without supply."""
_CUTTING_OFF = re.compile(
    r"\b(cut|cutting|switch|switching|turn|turning) (\w+ ){0,3}off\b|\bcut ?-?off\b|\bdisconnect\w*"
    r"|\babgestellt\b|\babstell\w*|\bstell\w* (\w+ ){0,5}ab\b|\w*sperr(e|en|t|ung|androhung)\b"
    r"|\bdreh\w* (\w+ ){0,5}ab\b|\babdreh\w*|\babgedreht\b|\babklemm\w*|\bklemm\w* (\w+ ){0,5}ab\b"
    r"|\bod(et|ci|la)(n|a)\w*|\bodci(ec|ac|ecie|ete)\w*|\bwylaczy(cie|c|sz|li)\w*|\bodlacz\w*"
    r"|\bwstrzyma\w* (\w+ )?dostaw\w*"
)
_LAST_WARNING = re.compile(
    r"\bred (?:letter|bill|notice)\b|\b(?:final|last) (?:demand|notice|warning|reminder)\b|\bdisconnection notice\b"
    r"|\brot\w* (?:brief|schreiben|zettel|mahnung)\w*|\bletzte\w* (?:mahnung|warnung|aufforderung)\b"
    r"|\bsperrankuendigung\b"
    r"|\bczerwon\w* (?:pism\w*|list\w*|kartk\w*)|\bostateczn\w* (?:wezwani\w*|pism\w*|ostrzezeni\w*)"
    r"|\bprzedsadow\w* wezwani\w*"
)
"""Letters that announce that the supply may end."""
_TO_COME = re.compile(
    r"\b(when|will|going to|gonna|threat\w*|letter|afraid|stop you|before you|about to"
    r"|wann|wird|werdet|werden|wollt|droh\w*|angedroht|brief|schreiben|angst|dreht ihr|stellt ihr|sperrt ihr|klemmt ihr"
    r"|\w*androhung|kiedy|pismo|list|groz\w*|chcecie|boje|odetniecie|wylaczycie|odlaczycie)\b"
)
_OF_DEVICES = re.compile(r"\b(router|modem|sim|karte|newsletter|sms\w*|notifications?|reminders?|przypomn\w*)\b")

_PAID = re.compile(
    r"\b(i|we|ive|i've|already|have|has) (have |had |already |just )*(paid|transferred|wired"
    r"|sent (you )?(the )?money)\b"
    r"|^\W*(paid|transferred)\b|\b(ueberwiesen|gezahlt|bezahlt|eingezahlt|beglichen)\b"
    r"|\b(zaplaci|przela|wplaci|oplaci|uregulowa)(lem|lam|lismy|lysmy)\b"
)
_LATER = re.compile(
    r"\b(can'?t|cannot|can not|couldn'?t|won'?t be able to) pay (\w+ ){0,5}"
    r"(til+|until|before|now|yet|rn|today|on time)\b"
    r"|\bhold off\b|\bbear with me\b|\b(wait|hold on) (\w+ ){0,3}(til+|until)\b"
    r"|\b(skint|broke|no money|short) (\w+ ){0,2}(til+|until)\b|\b(after|til+|until) (my )?pay ?day\b"
    r"|\b(after|til+|until|when|once) (i |my |the )?(get paid|wages?|salary|pay (comes|cheque|check))\b"
    r"|\b(give|gimme|need) (me |us )?(\w+ ){0,2}(days?|weeks?|time|month) (more |longer )?(to|until|til+|for)\b"
    r"|\b(warten|wartet|geduld\w*) (\w+ ){0,4}(bis|mit)\b|\bzeit (geben|lassen|bis)\b"
    r"|\berst (\w+ ){0,4}(zahl\w*|bezahl\w*|ueberweis\w*)|\b(zahl\w*|bezahl\w*|ueberweis\w*) (\w+ ){0,3}erst\b"
    r"|\b(grad\w*|jetzt|momentan|zur ?zeit|heute) (\w+ ){0,2}(nicht|nich|ned|net) (\w+ ){0,2}zahl\w*"
    r"|\b(sobald|wenn) (\w+ ){0,4}(gehalt|lohn|geld) (\w+ ){0,2}(da|kommt|bekomm\w*|krieg\w*)\b"
    r"|\b(poczeka\w*|zaczeka\w*|wstrzyma\w*) (\w+ ){0,4}(do|z|az)\b|\b(do|po|przed) (wyplat\w*|pensj\w*)\b"
    r"|\b(dopiero|nie dam rady|nie mam (jak|z czego|za co)|nie moge (teraz|dzis\w*|jeszcze|na razie)) (\w+ ){0,4}"
    r"(zaplac\w*|placic|oplac\w*|przel\w*)\b"
    r"|\b(nie mam|brak) (\w+ ){0,2}(kasy|pieniedzy|srodkow)\b|\b(zaplace|place|oplace|przeleje) (\w+ ){0,2}dopiero\b"
    r"|\b(pay|paying) (\w+ ){0,3}(later|after|next (week|month)|in (january|february|the new year)|a bit late)\b"
    r"|\b(rest|reszt\w*) (\w+ ){0,4}(after|later|nach|spaeter|po|pozniej)\b"
    r"|\b(can i|may i|kann ich|darf ich|moge|mozna) (\w+ ){0,4}"
    r"(after|til+|until|by|nach|bis|bis zu|po|do|przed) (the |den |dem |zu |zum )?"
    r"(swiat|nowego roku|xmas|new year\w*|christmas|holidays?|neujahr|jahreswechsel|weihnachten|feiertag\w*"
    r"|nowym roku|swietach|urlopie)\b"
    r"|\bmahn(?:sperre|stopp?|aufschub|pause)\w*|\b(?:stop|pause|hold)\w* (?:the |your |all )?(?:reminders|dunning)\b"
    r"|\b(?:wstrzyma\w*|zawies\w*) (?:\w+ ){0,2}(?:wezwa\w*|ponaglen\w*)"
    r"|\bmore time\b|\bdefer\w*|\bpostpone\w*|\bextension\b|\b(extend|push back|move) (\w+ ){0,3}(due|deadline|payment)"
    r"|\bspaeter\b.*\bzahl\w*|\bzahl\w*\b.*\b(spaeter|naechste\w? (woche|monat|jahr))\b|\bstund(en|ung)\b"
    r"|\bnaechste\w? (woche|monat|jahr)\b.*\bzahl\w*|\bzahl\w*\b.*\bnach (den |dem )?(feiertag\w*|weihnachten|urlaub)\b"
    r"|\bnach (den |dem )?(feiertag\w*|weihnachten|urlaub|ersten|gehalt\w*)\b.*\bzahl\w*|\baufschub\b|\bmehr zeit\b"
    r"|\bzahlungsaufschub\b|\bfrist verlaenger\w*"
    r"|\b(zaplac\w*|placic|oplac\w*|przela\w*) (\w+ ){0,3}(pozniej|po (swietach|wyplacie|urlopie|nowym)"
    r"|w (przyszlym|nastepnym)|za tydzien|za miesiac)\b"
    r"|\b(pozniej|po (swietach|wyplacie|urlopie|nowym roku|\d+)|w (przyszlym|nastepnym) \w+|za tydzien"
    r"|za miesiac) (\w+ ){0,2}(zaplac\w*|placic|oplac\w*)"
    r"|\bodrocz\w*|\bprzesun\w* (\w+ ){0,3}(termin\w*|platnosc\w*)|\bwiecej czasu\b|\bprolong\w*"
)
_GIVE_TIME = re.compile(
    r"\b(?:give|gimme|need) (?:me |us )?(?:a|one|another|some|two|2|a few) (?:more )?(?:weeks?|months?|days|time)\b"
    r"|\b(?:gebt|geben sie|gib|brauche?) (?:mir |uns |ich )?(?:bitte )?(?:noch )?(?:eine|ein|einen|zwei|paar|2|etwas)"
    r" (?:paar )?(?:woche\w*|monat\w*|tage|zeit)\b"
    r"|\b(?:dajcie|daj|dac|potrzebuje) (?:mi |nam )?(?:prosze )?(?:jeszcze )?(?:z |ze |kilka |pare |dwa |2 |jeden )?"
    r"(?:tydzien|tygodni\w*|miesiac\w*|dni|czas\w*)\b"
)


def asks_for_time(text: str) -> bool:
    """Tell whether somebody asks for some time, which after a bill is time to pay: "dajcie mi tydzień"."""
    return _GIVE_TIME.search(fold(text)) is not None


_PAYS = re.compile(
    r"\b(pay\w*|settle|zahl\w*|bezahl\w*|ueberweis\w*|begleich\w*|zaplac\w*|place|placic|oplac\w*|przel\w*"
    r"|ureguluj\w*)\b"
)
_ASKS_FOR_DAY = re.compile(
    r"\b(can|could|may|will|want|like|possible|okay|ok|rather|only|later|kann|koennte|darf|will|moechte|wuerde|geht"
    r"|erst|ok"
    r"|spaeter|lieber|moge|mozna|moglbym|moglabym|chce|chcialbym|chcialabym|dam|dopiero|da|pozniej)\b|\?"
)
_SHORT_OF_MONEY = re.compile(
    r"\b(mahn(?:sperre|stopp?|aufschub|pause)\w*|dunning|wezwan\w*|ponaglen\w*"
    r"|hold off|skint|broke|pay ?day|get paid|wages?|salary|money|gehalt|lohn|geld|kas[ae]|kasy"
    r"|pieniedzy|wyplat\w*)\b"
)
_HOW_OR_WHEN = re.compile(r"\b(when|wann|kiedy|how|wie|jak)\b")
_DEBITED = re.compile(
    r"\bwhere (?:do|will|are|would) (?:you|u) (?:\w+ ){0,2}(?:take|taking|collect|collecting|get|debit|debiting|draw)\b"
    r"|\b(?:from |of )?(?:which|what) (?:bank )?account (?:do|will|are|would|is) (?:you|u|it|this|the money)\b"
    r"|\bwoher (?:\w+ ){0,3}(?:buch\w*|zieh\w*|hol\w*|nehm\w*|abgebucht|eingezogen)"
    r"|\b(?:von|auf) (?:welchem|welches|was fuer (?:einem|n)) konto\b|\bwo (?:bucht|zieht|holt) (?:ihr|es)"
    r"|\b(?:skad|z (?:jakiego|ktorego|czego)(?: konta)?) (?:\w+ ){0,3}(?:sciaga|pobiera|bierze|schodz|zabiera)\w*"
)
"""Words, folded, of somebody who asks which account is debited."""

_NEW_ACCOUNT = re.compile(
    r"\b(?:new|another|other|different) (?:bank )?account\b|\b(?:changed|switched|new) banks?\b"
    r"|\b(?:neue\w*|anderes?) (?:konto|bank\w*)\b|\bbank gewechselt\b|\bkonto (?:gewechselt|geaendert)\b"
    r"|\bzmieni\w* (?:\w+ )?(?:konto|bank\w*)|\b(?:nowe|inne) konto\b|\bkonto (?:sie )?zmieni\w*"
)


_DEBIT = (
    r"(?:direct debits?|(?:sepa[ -]?)?mandates?|standing mandate|auto(?:matic)? ?(?:pay|payments?|collection)"
    r"|\w*lastschrift\w*|(?:sepa[ -]?)?mandat\w*|einzugserm\w*|bankeinzug\w*|abbuchung\w*|abbuch\w*|abgebucht"
    r"|polecen\w* zaplaty|zgod\w* na (?:pobieran\w*|polecen\w*)|automatyczn\w* (?:plac\w*|platnosc\w*|pobier\w*)"
    r"|pobieran\w* z konta)"
)
_BEFORE_DEBIT = (
    r"(?:(?:want|like|need|set(?:ting)?|sign|go|switch|start|put|prefer|pay|arrange|activate)(?:ing)?(?: \w+){0,5}"
    r"|(?:will|moechte|wuerde|per|auf|mit|via|erteil\w*|gebe?)(?: \w+){0,4}"
    r"|(?:chce|chcial\w*|prosze|placic|ustaw\w*|zaloz\w*|wlacz\w*|uruchom\w*|przejsc|zlec\w*)(?: \w+){0,4})"
)
_SETS_UP_DEBIT = re.compile(
    rf"\b{_BEFORE_DEBIT} {_DEBIT}\b"
    rf"|\b{_DEBIT}(?: \w+){{0,2}} (?:einrichten|erteilen|zahlen|please|bitte|prosze|ustawic|zalozyc"
    r"|uruchomic|wlaczyc)\b"
    r"|\b(?:ab jetzt|kuenftig|in zukunft|einfach|automatisch) (?:\w+ ){0,3}(?:abbuchen|einziehen)\b"
    r"|\b(?:come|comes|taken|go|goes) (?:straight |automatically )?(?:out of|off|from) my (?:bank|account)\b"
    r"|\b(?:sciaga\w*|pobiera\w*|schodzi\w*) (?:sie )?(?:\w+ )?(?:samo|same|automatycznie|z (?:mojego )?konta)\b"
    r"|\b(?:samo|automatycznie) (?:sie )?(?:sciaga|pobiera|schodzi)\w*"
    r"|\b(?:collect|take) (?:it|the money|what i owe|everything) (?:\w+ )?(?:from|off) my (?:bank )?account\b"
)
_ENDS_DEBIT = re.compile(
    rf"\b(?:revoke|cancel|stop|end|withdraw|no more|terminate)(?:\w+)?(?: \w+){{0,3}} {_DEBIT}\b"
    r"|\bstop (?:collecting|taking|debiting)\b(?: \w+){0,3} (?:account|money|bank)\b"
    rf"|\b(?:widerruf\w*|kuendig\w*|stopp\w*|beend\w*|keine?)(?: \w+){{0,3}} {_DEBIT}"
    rf"|\b{_DEBIT}(?: \w+){{0,3}} (?:widerruf\w*|kuendig\w*|stopp\w*|beend\w*|loesch\w*|entzieh\w*)"
    r"|\bnicht(?:s)? mehr (?:\w+ )?(?:abbuchen|einziehen)\b"
    rf"|\b(?:odwol\w*|cofn\w*|cofam|wycof\w*|anuluj\w*|rezygn\w*|zrezygn\w*|wylacz\w*|usun\w*)(?: \w+){{0,3}} {_DEBIT}"
    r"|\bnie pobierajcie (?:\w+ )?z (?:\w+ )?konta\b"
)
_DEBIT_WAS = re.compile(
    r"\b(?:bounced|failed|returned|went|did|didn'?t|twice|zurueck\w*|geplatzt|fehlgeschlagen|doppelt|zweimal|wrocil\w*"
    r"|odrzuc\w*|nie przeszl\w*|podwojn\w*|dwa razy|lower\w*|reduc\w*|rais\w*|increas\w*|senk\w*|erhoeh\w*"
    r"|obniz\w*|zmniejsz\w*|podni\w*|zwieksz\w*|eur|euro|zl|why|warum|wieso|dlaczego|czemu|when|wann|kiedy)\b"
)
"""Words, folded, of a debit that was, of its amount, or of when one will be."""
_CHANGES_ACCOUNT = re.compile(
    r"\b(?:change|update|switch|new) (?:my |the )?(?:bank (?:account|details)|iban)\b"
    r"|\b(?:bankverbindung|bankkonto|iban|kontonummer)\b(?: \w+){0,3} (?:aendern|wechseln|aktualisieren)\b"
    r"|\b(?:zmieni\w*|zmiana) (?:\w+ )?(?:kont[oa] bankow\w*|numer\w* konta|ibanu?|rachun\w* bankow\w*)\b"
)


def sets_up_debit(text: str) -> bool:
    """Tell whether somebody wants us to collect from an account from now on."""
    folded = fold(text)
    return _SETS_UP_DEBIT.search(folded) is not None and not (ends_debit(text) or _DEBIT_WAS.search(folded))


def ends_debit(text: str) -> bool:
    """Tell whether somebody takes the mandate back by which we collect."""
    folded = fold(text)
    return _ENDS_DEBIT.search(folded) is not None and _DEBIT_WAS.search(folded) is None


def speaks_of_own_account(text: str) -> bool:
    """Tell whether the account that we collect from shall be another, none any more, or one at all."""
    return sets_up_debit(text) or ends_debit(text) or _CHANGES_ACCOUNT.search(fold(text)) is not None


def asks_which_account(text: str) -> bool:
    """Tell whether somebody asks from which account we take the money."""
    return bool(_DEBITED.search(fold(text)))


def has_new_account(text: str) -> bool:
    """Tell whether somebody says that his account is another one now."""
    return bool(_NEW_ACCOUNT.search(fold(text)))


def wishes_to_complain(text: str) -> bool:
    """Tell whether somebody says that he complains, whatever about."""
    return bool(_COMPLAINS.search(fold(text)))


def asks_for_compensation(text: str) -> bool:
    """Tell whether somebody wants money because something did not work: "kasa za dni bez neta"."""
    return bool(_COMPENSATION.search(fold(text)))


_PAID_SO_FAR = re.compile(
    r"\b(?:what|how much)(?: \w+){0,3} (?:i|we) (?:\w+ )?(?:pay|paid|spend|spent)\b"
    r"|\b(?:was|wie ?viel)(?: \w+)? (?:hab\w*|haben) (?:ich|wir)?(?: \w+){0,5}"
    r" (?:ge|be|ueber|aus)\w*(?:zahlt|wiesen|geben)\b"
    r"|\bile (?:\w+ ){0,4}(?:zaplaci|placi|przela|wplaci|wyda)(?:lem|lam|lismy|lysmy)\b"
)


def asks_what_was_paid(text: str) -> bool:
    """Tell whether somebody asks how much he paid over some time: "was hab ich 2025 gezahlt"."""
    return bool(_PAID_SO_FAR.search(fold(text)))


_OFFSETS = re.compile(
    r"\b(?:offset|set (?:it |that )?off|deduct|knock (?:it |that )?off|take (?:it |that )?off)\b"
    r"|\b(?:verrechn|anrechn|abzieh|gegenrechn)\w*|\bzieht (?:\w+ ){0,4}ab\b"
    r"|\bod(?:e)?jmij\w*|\bodlicz\w*|\bpotrac\w*|\b(?:za|roz)licz\w* (?:\w+ ){0,3}(?:nastepn|kolejn|przyszl)\w*"
)
_COLLECTED = re.compile(
    r"\bwhen (?:do|will|are|would) (?:you|u|they) (?:be )?(?:collect|debit|tak|draw)\w*"
    r"|\bwann (?:\w+ ){0,2}(?:bucht|zieht|holt) (?:\w+ ){0,5}(?:ab|ein)\b|\bwann (?:wird|werden) (?:\w+ ){0,5}"
    r"(?:abgebucht|eingezogen)\b|\bkiedy (?:\w+ ){0,2}(?:pobierz|pobier|sciagn|sciaga|zejdz)\w*"
)
_MONTHLY = re.compile(
    r"\b(?:what|how much) (?:do|am) i (?:\w+ )?pay(?:ing)?(?: \w+){0,2} (?:a|per|each|every) month\b"
    r"|\bmonthly (?:payment|instal+ment|advance)\b|\bmy instal+ment\b"
    r"|\b(?:was|wie ?viel) (?:be)?zahl(?:e|en)? (?:ich|wir)(?: \w+){0,3} (?:im|pro|jeden) monat\b"
    r"|\b(?:mein\w*|unser\w*) abschlag\b"
    r"|\bile (?:\w+ ){0,2}(?:place|placimy)(?: \w+){0,2} (?:miesiecznie|na miesiac|co miesiac)\b"
    r"|\b(?:moja|nasza) zaliczka\b"
)


_DOUBTS = re.compile(
    r"\b(?:can'?t|cannot|can not|couldn'?t) (?:\w+ )?(?:be (?:right|true|correct)|be|have used)\b"
    r"|\b(?:never|didn'?t|did not) (?:\w+ )?use(?:d)? (?:that|so|this)\b"
    r"|\bthat'?s (?:impossible|not (?:right|true|possible)|wrong)\b"
    r"|\bkann (?:\w+ ){0,3}(?:nicht|net|nich|ned|nit) (?:\w+ )?(?:sein|stimmen)\b|\bunmoeglich\b"
    r"|\b(?:das|des|dat) (?:stimmt|passt) (?:\w+ )?(?:nicht|net|nich|ned|nie)\b"
    r"|\bhab\w* (?:\w+ ){0,4}nie (?:im leben )?verbraucht\b"
    r"|\bnie moze (?:tak )?byc\b|\b(?:to )?niemozliwe\b|\bto sie nie zgadza\b|\bnie (?:zuzyl|zuzyw)\w*"
)


def doubts_bill(text: str) -> bool:
    """Tell whether somebody says that what was just explained cannot be."""
    return bool(_DOUBTS.search(fold(text)))


def asks_to_offset(text: str) -> bool:
    """Tell whether a credit shall be set off against the next bill."""
    return bool(_OFFSETS.search(fold(text)))


def asks_when_collected(text: str) -> bool:
    """Tell whether somebody asks when money is taken from his account, not when a parcel is fetched."""
    folded = fold(text)
    return bool(_COLLECTED.search(folded)) and not GOODS.search(folded)


def asks_monthly_payment(text: str) -> bool:
    """Tell whether somebody asks what he pays each month: the advance payment, if there is one."""
    return bool(_MONTHLY.search(fold(text)))


_LEFT = re.compile(
    r"\b(?:how much|what)(?:'?s| is| do i| have i)? (?:\w+ ){0,2}(?:left|remains?|remaining|outstanding)\b"
    r"(?! (?:of|on|in) (?:my |the )?(?:data|contract|gb))"
    r"|\bwie ?viel (?:\w+ ){0,3}(?:uebrig|offen|fehlt|bleibt|rest)\b|\bwas (?:\w+ ){0,2}(?:offen|uebrig|fehlt|bleibt)\b"
    r"|\bile (?:\w+ ){0,3}(?:zostal\w*|zostaje|pozostal\w*|pozostaje|brakuje|reszty)\b"
)
"""Words, folded, of somebody who asks what is left, of what was just told."""


def asks_what_is_left(text: str) -> bool:
    """Tell whether somebody asks how much of something is left: "ile jeszcze zostało"."""
    return bool(_LEFT.search(fold(text)))


_BALANCE = re.compile(
    r"\b(?:my|account|the) balance\b|\bwhat(?:'?s| is| do i have| have i got) (?:\w+ )?(?:on|in) (?:my|the) account\b"
    r"|\b(?:was|wie ?viel) (?:\w+ ){0,4}auf (?:dem|meinem|m|mei) (?:kunden)?konto\b|\b(?:kundenkonto|konto)stand\b"
    r"|\bsaldo\b"
    r"|\b(?:ile|co) (?:\w+ ){0,2}(?:mam|jest) (?:\w+ )?na (?:moim |swoim )?koncie\b|\bstan (?:mojego )?konta\b"
)


def asks_balance(text: str) -> bool:
    """Tell whether somebody asks how his account with us stands: "ile mam na koncie"."""
    return _BALANCE.search(fold(text)) is not None


_OWES = re.compile(
    r"\bwhat do i (still )?owe\b|\bhow much (do i (still )?owe|is due|have i got to pay)\b|\bwas (bin|schulde?) ich\b"
    r"|\bwas (muss|soll) ich (\w+ ){0,2}zahlen\b"
    r"|\bile (wam |jeszcze )*(jestem (\w+ )?win\w+|mam (do zaplaty|zaplacic))\b"
    r"|\b(?:overview|list|summary) (?:\w+ ){0,5}(?:open|unpaid|outstanding|owe|pay)\b|\b(?:everything|what'?s"
    r"|all) (?:\w+ )?still open\b"
    r"|\b(?:uebersicht|liste|aufstellung) (?:\w+ ){0,6}(?:offen\w*|unbezahlt\w*|schulde\w*)\b"
    r"|\bwas (?:\w+ ){0,2}noch offen\b|\b(?:zestawieni\w*|list[aey]|wykaz) (?:\w+ ){0,5}(?:do zaplaty|niezaplacon\w*"
    r"|zaleg\w*)\b"
    r"|\bwann (muss|soll) ich (\w+ ){0,2}zahlen\b|\bwann (be)?zahle? ich\b"
    r"|\bwann ist (\w+ ){0,2}(rechnung|zahlung) faellig\b"
    r"|\bwhen (do i|must i|should i) (have to )?pay\b|\bwhen (is|are) (\w+ ){1,2}(payments?|bills?) due\b"
    r"|\bkiedy (mam |musze |trzeba )?(place|zaplacic|placic)\b|\bkiedy (\w+ ){0,2}termin platnosci\b"
)
"""Words, folded, of somebody who asks what or when he must pay."""


def asks_what_is_owed(text: str) -> bool:
    """Tell whether somebody asks what or by when he must pay: "wann zahl ich denn"."""
    return bool(_OWES.search(fold(text)))


def asks_of_cut_off(text: str) -> bool:
    """Tell whether somebody fears to lose the supply for an unpaid bill: "when will you cut me off?"."""
    folded = fold(text)
    fears = _TO_COME.search(folded) is not None
    if _LAST_WARNING.search(folded):
        return True
    return bool(_CUTTING_OFF.search(folded)) and fears and not _OF_DEVICES.search(folded)


def asks_of_bill(text: str) -> bool:
    """Tell whether a bill or what is paid for it is spoken of."""
    folded = fold(text)
    return (BILLS.search(folded) or _PAYS.search(folded)) is not None and GOODS.search(folded) is None


def says_paid(text: str) -> bool:
    """Tell whether somebody says that the money was sent."""
    return bool(_PAID.search(fold(text)))


def asks_to_pay_later(text: str) -> bool:
    """Tell whether somebody asks to pay after the due day: "can I pay after Christmas?"."""
    return bool(_LATER.search(fold(text))) or asks_for_time(text)


def asks_plainly_to_pay_later(text: str) -> bool:
    """Tell the same where nothing but words says so: a parcel that shall come later is no bill."""
    folded = fold(text)
    of_money = _PAYS.search(folded) or _SHORT_OF_MONEY.search(folded)
    return asks_to_pay_later(text) and bool(of_money) and not GOODS.search(folded)


def asks_for_day_to_pay(text: str) -> bool:
    """Tell whether a day that is named is one on which somebody would like to pay: "can I pay on the 10th?"."""
    folded = fold(text)
    would = _PAYS.search(folded) and _ASKS_FOR_DAY.search(folded)
    return bool(would) and not _HOW_OR_WHEN.search(folded) and not says_paid(text)
