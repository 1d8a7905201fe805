"""What messages about contracts mean whatever they sound like: a price that rises, a notice taken back. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.spelling import fold
from actions._words.vocabulary import BILLS, GOODS, WHY

_RISE = re.compile(
    r"\bpric\w* (\w+ )?(rise|rises|rising|increas\w*|hike\w*|chang\w*|going up|go(es)? up|went up)\b"
    r"|\b(rais|increas|jack|hik|bump)\w* (up )?(\w+ ){0,3}(pric\w*|tariffs?)\b"
    r"|\b(how much|what) (\w+ ){0,3}(rise|go(es|ing)? up|increas\w*)\b(?! my)"
    r"|\bby how much (\w+ ){0,4}(rise|go|going|increas\w*|dearer|up)\b|\b(up|rises?"
    r"|increas\w*),? by how much\b"
    r"|\bum wie ?viel (\w+ ){0,4}(steig|hoch|rauf|teu[er]+er|mehr)\w*|\bo ile (\w+ ){0,3}(rosn|wzros"
    r"|drozej|podrozej)\w*"
    r"|\bpodn(os|ies|iosl)\w* (\w+ ){0,3}cen\w*|\bcen\w* (\w+ ){0,2}podn(os|ies)\w*"
    r"|\bput\w* (\w+ ){0,3}pric\w* up\b|\bput\w* up (\w+ ){0,3}pric\w*"
    r"|\b(rise|increase|hike) (in|of) (\w+ )?(the )?pric\w*|\bnew pric\w*\b(?! ?list)"
    r"|\b(higher|more expensive|dearer) from\b"
    r"|\bpreis\w*(erhoehung|anpassung|anstieg|steigerung|aenderung)\w*|\bneue\w* preis(?!liste)\w*"
    r"|\bpreise? (\w+ ){0,3}(steig|hoch|rauf|erhoeh)\w*|\berhoeh\w* (\w+ ){0,4}preis\w*"
    r"|\bteu[er]+er (wird|wirds|werden)\b"
    r"|\b(wird|wirds|werden) (\w+ ){0,4}teu[er]+er\b"
    r"|\bpodwyz\w+|\bdrozej(e|a|ac)\b|\bpodroz(eje|eja|al|ala|alo|aly)\b|\bnow[aey]j? cen(?!nik)\w*"
    r"|\bstar\w* i now\w* cen\w*|\bcen\w* (\w+ ){0,2}(wzros|rosn|idzie|ida)\w*"
    r"|\b(?:bedzie|ma byc|zrobi sie|idzie) (?:\w+ ){0,2}drozej\b|\bdrozej (?:\w+ )?(?:bedzie|ma byc|od)\b"
    r"|\bhow much (?:more|extra) (?:\w+ ){0,2}(?:will|am|are|is|gonna|going) (?:\w+ ){0,4}(?:pay\w*|cost)\b"
    r"|\b(?:will|going to|gonna) (?:\w+ ){0,3}(?:cost|pay) (?:\w+ ){0,2}(?:more|extra)\b|\b(?:it'?s"
    r"|pric\w*) (?:\w+ )?going up\b(?! and down)"
    r"|\bwie ?viel mehr (?:\w+ ){0,4}(?:zahl\w*|kost\w*)\b|\bo ile wiecej (?:\w+ ){0,3}(?:plac\w*|zaplac\w*|bedzie)\b"
    r"|\bwzros\w* (\w+ ){0,2}cen\w*|\bwzrost\w* cen\w*|\bzmian\w* cen\w*"
)

_PENALTY = re.compile(
    r"\b(penalt\w*|exit (fee|charge)\w*|(cancel+ation|termination|early) fee\w*|strafe|strafzahlung\w*|abloese\w*"
    r"|vertragsstrafe\w*|kar(a|y|e|ach)|oplat\w* za (zerwanie|wczesniej\w*|rozwiazanie))\b"
)
_COST = re.compile(r"\b(costs?|costing|fee|pay|owe|charge\w*|kost\w*|zahl\w*|gebuehr\w*|ile|koszt\w*|zaplac\w*)\b")
_LEAVE = re.compile(
    r"\b(leave|leaving|cancel\w*|quit|terminat\w*|get out|break (the )?contract|end it early|early"
    r"|abspring\w*|aussteig\w*|rauskomm\w*|kuendig\w*|vorzeitig\w*|frueher raus|aufhoer\w*"
    r"|zerw\w*|zrywa\w*|rozwiaz\w*|wypowie\w*|rezygn\w*|odejsc\w*|odejd\w*|przed (czasem|terminem|koncem))\b"
)

_STAY = re.compile(
    r"\b(i )?((wanna|want to|would like to|d like to|ll|will|rather) stay|keep (my|the) contract|staying after all)\b"
    r"|\b(moechte|will|wuerde) (\w+ ){0,3}bleiben\b|\bbleibe? (\w+ ){0,2}(doch|bei (ihnen|euch))\b|\bdoch bleiben\b"
    r"|\b(chce|chcialby?m|chcialabym|wole|jednak) (\w+ ){0,2}zosta(c|je|jemy|ne)\b|\bzostaje (u|z|przy)\b"
    r"|\b(i'?m|we'?re|i am|we are) (\w+ )?staying\b|\b(ich|wir|i) bleib(e|en)?\b(?! (\w+ ){0,3}nicht\b)"
)
_BACK = (
    r"(?:back|undo\w*|revok\w*|reverse|retract\w*|zurueck\w*|rueckgaengig|stornier\w*"
    r"|cof\w*|wycof\w*|anul\w*|odwol\w*)"
)
_NOTICE = r"(?:notice|cancel+ation|termination|kuendigung|wypowiedzeni\w*|rezygnacj\w*)"
_NOTICE_BACK = re.compile(
    rf"\b{_BACK}(?: \w+){{0,3}} {_NOTICE}\b|\b{_NOTICE}(?: \w+){{0,3}} {_BACK}\b"
    r"|\b(cancel|withdraw) (my|the|that) (notice|cancel+ation|termination)\b"
    r"|\bwiderruf\w* (ich )?(hiermit )?(meine|die) kuendigung\b|\bkuendigung (\w+ )?widerrufen\b"
)
_UNDOING_ALONE = re.compile(
    r"^\W*(undo|cofnij\w*|cofam|odkrec\w*|zuruecknehmen)\W*$|[,.;!?]\s*(please |bitte |prosze )?"
    r"(undo|cofnij\w*|(wy)?cofam|wycofuje|cofnac|zuruecknehmen|nehm\w* (ich )?zurueck)\W*$"
    r"|\bhow (do|can|could) (i|we) (get|go|come) back\b|\b(can|could) (i|we) (still )?(go|get|come) back\b"
    r"|\bwie komm\w* (\w+ ){0,3}(zurueck|wieder rein)\b|\bzurueck zu (euch|ihnen)\b"
    r"|\bjak (\w+ ){0,3}(wrocic|cofnac|odkrecic)\b|\b(moge|mozna|da sie|chce) (\w+ ){0,2}(cofnac|odkrecic|wrocic)\b"
    r"|\b(take|taking) (that|it|this) back\b|\bundo (that|it|this)\b|\breverse (that|it|this)\b|\brueckgaengig\b"
    r"|\b(das|es) (\w+ ){0,2}zurueck(nehm|zieh)\w*\b|\b(cof\w*|odkrec\w*) (to|tego)\b"
    r"|\b(to|tego) (\w+ )?(cof|odkrec)\w*\b|\bnehm(?:t|en sie) (sie|es|das|die) (\w+ )?zurueck\b"
)

_REGRETS = re.compile(
    r"\b(regret\w*|chang(ed|ing) my mind|get (me )?out( of)?|want out|wanna (get )?out"
    r"|don.?t want (it|this|that) any ?more|shouldn.?t have signed"
    r"|bereu\w*|anders ueberlegt|will (das |den |ich )?doch nicht"
    r"|raus aus|komm\w* (\w+ ){0,3}raus|rueckgaengig|zaluje|rozmysl\w*|zmienil[ae]?m zdanie|wycofac|wycofuj\w*"
    r"|nie chce (jej|go|tego) juz|wyplatac sie)\b"
)
_SENT_BACK = re.compile(
    r"\b(giga|mega|gb|order\w*|bestell\w*|zamow\w*|send (it |them )?back|zurueckschick\w*|odesl\w*|zwroc\w*)\b"
)
_SIGNED = re.compile(
    r"\b(signed|sign up|signed up|unterschrieben|unterzeichnet|abgeschlossen|podpisal[ae]?m|podpisan\w*"
    r"|zawarl[ae]?m)\b"
)


def asks_of_rise(text: str) -> bool:
    """Tell whether the price that goes up is meant, not a bill or the price of a product."""
    folded = fold(text)
    return _RISE.search(folded) is not None and not any(one.search(folded) for one in (BILLS, GOODS, _SENT_BACK, WHY))


_LETTER = re.compile(
    r"\b(?:letters?|post|mail|email|wrote|written|notice|brief\w*|schreiben|geschrieben|mitteilung|pism\w*|list\w*|napisaliscie"
    r"|przyszl\w*|dostal\w*)\b"
)


_PAST = re.compile(
    r"\b(?:did|was|were|went|gone|rose|risen|has|have|had|before|used to|previous\w*|old|increased|raised"
    r"|war|waren|wurde\w*|geworden|gestiegen|erhoeht|vorher|davor|frueher|bisher|vorig\w*|alte[nr]?"
    r"|byl[aoy]?|zdroza\w*|podroza\w*|wzros\w*|podniesl\w*|przed|wczesniej|poprzedni\w*|dawniej|stara|starej|placil\w*)\b"
)
_DEARER = re.compile(
    r"\bzdroza\w*|\bteu[er]+er geworden\b|\b(?:gas|strom|electricity|power|internet|it) (?:\w+ ){0,2}(?:gone|went|go"
    r"|going) up\b"
    r"|\b(?:gas|electricity|power) (?:rise|rose|risen|increase\w*)\b|\b(?:before|vor|przed) (?:the |der |die )?"
    r"(?:rise|hike|increase|\w*erhoehung\w*|podwyzk\w*)\b"
)
_OF_USE = re.compile(r"\b(?:us(?:e|ed|age|ing)|consum\w*|\w*verbrauch\w*|zuzy\w*)\b")


def asks_of_past_rise(text: str) -> bool:
    """Tell whether somebody asks about a price that rose already: "o ile zdrożał prąd", "when was the price rise"."""
    folded = fold(text)
    is_of_other = any(one.search(folded) for one in (_OF_USE, BILLS, GOODS, WHY))
    rises = _DEARER.search(folded) is not None or asks_of_rise(text)
    return rises and _PAST.search(folded) is not None and not is_of_other


def tells_of_rise(text: str) -> bool:
    """Tell whether somebody speaks of a letter that announced higher prices: "dostałam pismo, że drożej będzie"."""
    return asks_of_rise(text) and _LETTER.search(fold(text)) is not None


_OBJECTS = re.compile(
    r"\b(?:object|oppose|refuse|disagree|(?:don'?t|do not|won'?t|cannot|can'?t) (?:agree|accept)|not ok with"
    r"|widersprech\w*|widersprich\w*|widerspruch|einspruch|nicht einverstanden"
    r"|(?:akzeptier|nehm)\w*(?: \w+){0,5} nicht|(?:lehne?|weise)(?: \w+){0,5} (?:ab|zurueck)"
    r"|nie zgadza\w*|nie akceptuj\w*|nie zaakceptuj\w*|sprzeciw\w*|protestuj\w*|odrzucam)\b"
)
_OF_RISE = re.compile(
    r"\b(?:price (?:rise|increase|change|hike)|(?:new|higher) prices?|\w*preis(?:erhoeh|anpass|steiger|aender)\w*"
    r"|(?:neue\w*|hoehere\w*) preise?\w*|podwyz\w*|zmian\w* cen\w*|(?:now|wyzsz)\w+ cen\w*)\b"
)


def objects_to_rise(text: str) -> bool:
    """Tell whether somebody does not agree to new prices; the answer names what can be done."""
    folded = fold(text)
    return _OBJECTS.search(folded) is not None and _OF_RISE.search(folded) is not None


_MORE = re.compile(
    r"\bhow much (more|extra|dearer|is that|is it|would that be|does that)\b|\bwhat(.?s| is| does) (that"
    r"|it) (come to|in a|per|a) ?(year|month|yr)?"
    r"|\bwie ?viel (mehr|teu[er]+er|ist das|is(t)? des|macht das|waere das)\b|\bwas (macht|sind|ist"
    r"|kost\w*) (das|des|mich das) (\w+ )?(im|pro|aufs|mehr)\b"
    r"|\bo ile (to )?(wiecej|drozej)\b|\bile to (\w+ )?(rocznie|miesiecznie|na rok|w rok\w*|wiecej"
    r"|drozej)\b|\bile (wiecej|drozej)\b"
)


def asks_how_much_more(text: str) -> bool:
    """Tell whether somebody asks what a change of prices comes to, where one was told."""
    return _MORE.search(fold(text)) is not None


def asks_of_penalty(text: str) -> bool:
    """Tell whether somebody asks what leaving a contract costs."""
    folded = fold(text)
    return _PENALTY.search(folded) is not None or (
        _COST.search(folded) is not None and _LEAVE.search(folded) is not None
    )


def takes_notice_back(text: str) -> bool:
    """Tell whether a notice shall be taken back: by its name."""
    return _NOTICE_BACK.search(fold(text)) is not None


def wishes_to_stay(text: str) -> bool:
    """Tell whether somebody would rather stay a customer."""
    return _STAY.search(fold(text)) is not None


def undoes(text: str) -> bool:
    """Tell whether what was just done shall be undone, without naming it: "can I take that back"."""
    return _UNDOING_ALONE.search(fold(text)) is not None


def speaks_of_signing(text: str) -> bool:
    """Tell whether something was signed."""
    return _SIGNED.search(fold(text)) is not None


def regrets(text: str) -> bool:
    """Tell whether somebody would rather not have agreed; goods are sent back instead."""
    folded = fold(text)
    return _REGRETS.search(folded) is not None and not any(one.search(folded) for one in (GOODS, _SENT_BACK))


_GRID = re.compile(
    r"\b(?:grid|network|distribution) (?:operator|company|system operator)|\bnetzbetreiber\w*|\bverteilnetz\w*"
    r"|\boperator\w* (?:systemu|sieci|dystryb\w*)|\bdystrybutor\w*|\bosd\b"
)
"""Words, folded, for who runs the grid."""
_ASKS_WHO = re.compile(
    r"\b(?:who|which|what|name|wer|welche\w*|wie heisst|name[ns]?|kto|jaki\w*|ktory|ktora|nazw\w*)\b"
)


def asks_who_runs_grid(text: str) -> bool:
    """Tell whether the grid operator's name is wanted, not what it does about something."""
    folded = fold(text)
    return _GRID.search(folded) is not None and _ASKS_WHO.search(folded) is not None


_WHETHER_SUPPLIED = re.compile(
    r"\b(?:do|have) (?:i|we) (?:even |actually |really )?(?:have|got|get)? ?(?:\w+ ){0,4}(?:with|from) (?:you|u)\b"
    r"|\b(?:hab\w*|haetten|krieg\w*|bekomm\w*|bezieh\w*) (?:ich|wir) (?:\w+ ){0,5}(?:bei|von) (?:euch|ihnen)\b"
    r"|\b(?:bei|von) (?:euch|ihnen) (?:\w+ ){0,3}(?:hab\w*|bezieh\w*) (?:ich|wir)\b"
    r"|\b(?:czy |a )?(?:mam|mamy) (?:\w+ )?(?:u was|u panstwa|z wami|od was)\b|\bu was (?:\w+ )?(?:mam|mamy)\b"
)


def asks_whether_supplied(text: str) -> bool:
    """Tell whether somebody asks if he has something with us at all: "do I have a mobile with you?"."""
    return _WHETHER_SUPPLIED.search(fold(text)) is not None
