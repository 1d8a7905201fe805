"""Words of somebody who is no customer yet, and of other firms: what is ours there and what is not. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.choices import asks_about
from actions._words.spelling import fold

_NEWCOMER = re.compile(
    r"\b(?:not|\w+n'?t|never)(?: (?:a|an|one|of|your|yet|been|really|even|actually|with you))*"
    r" (?:customers?|clients?)\b(?! ?(?:number|no\b|id\b|service))"
    r"|\b(?:be|become|becoming|am|im|i'm|as) (?:an? |your )?(?:new )?(?:customer|client)\b(?! ?(?:number|no\b|id\b))"
    r"|\b(?:customer|client) (?:with you )?i'?(?: a)?m not\b"
    r"|\bnew customers?\b(?! ?(?:number|offer|bonus))|\bsign (?:me )?up (?:with|to|for) (?:you|u|zorza)\b"
    r"|\b(?:join|switch (?:over )?to|move (?:over )?to|come (?:over )?to) (?:you|u|zorza)\b"
    r"|\b(?:no|not|\w+n'?t)(?: have)?(?: any| a)? contracts? (?:with|at) (?:you|u)\b"
    r"|\b(?:noch |gar |bisher )*(?:kein\w*|koi|koan?|nicht|nit|net|ned)(?: (?:ihr\w*|eu(?:er|re)\w*|euch|bei|ihnen))*"
    r" kund(?:e|in|en)\b"
    r"|\bkund(?:e|in|en)(?: \w+){0,4} (?:noch |gar |ueberhaupt )?(?:nicht|nit|net|ned)\b(?! (?:zufrieden|gefund))"
    r"|\bkund(?:e|in|en) (?:bei \w+ )?(?:werden|werd|zu werden)\b|\bneukund\w+"
    r"|\b(?:zu|nach) (?:euch|ihnen|zorza) (?:rueber)?(?:wechseln?|kommen|gehen)\b"
    r"|\b(?:bin|sind)(?: \w+){0,2} nicht bei (?:euch|ihnen|zorza)\b|\bnot with (?:you|u) yet\b"
    r"|\bkein\w* vertr\w+ (?:bei|mit) (?:euch|ihnen|zorza)\b"
    r"|\bnie (?:jestem|jestesmy|bylem|bylam)(?: \w+){0,3} klient\w*"
    r"|\bklient\w* (?:jeszcze )?nie (?:jestem|jestesmy)\b"
    r"|\b(?:zostac|zostane|bede|stac sie)(?: \w+){0,2} klient\w*"
    r"|\bnow(?:y|ym|a|i) klient\w*(?! ?(?:numer|promoc|ofert))"
    r"|\b(?:przejsc|przeniesc sie|przepisac sie|przyjsc) do (?:was|panstwa|zorzy)\b"
    r"|\bnie mam(?: \w+){0,2} (?:u was|z wami|u panstwa)(?: \w+){0,2} umow\w*"
    r"|\bnie mam(?: \w+){0,2} umow\w* (?:u was|z wami|u panstwa)\b"
    r"|\b(?:podpisac|zawrzec) (?:\w+ ){0,2}(?:umow\w*|kontrakt)\b(?!.*\b(?:aneks|przedluz))"
    r"|\b(?:sign|take out|get|make) (?:up |a |an |your |new )*contract with (?:you|u|yous)\b"
    r"|\b(?:how|where) (?:do|can|could|would) (?:i|we|you) (?:\w+ )?(?:sign up|register|join"
    r"|become a customer)\b(?! (?:the|a|my|an|for)\b)"
    r"|\b(?:wie|wo) (?:kann |koennen |muss )?(?:melde?|ich|i|man|wir)\b(?: \w+)? (?:mich|mi|uns|sich)"
    r"(?: \w+){0,2} (?:an|anmelden|registrieren)\b"
    r"|\b(?:jak|gdzie) (?:\w+ )?(?:sie (?:zapisac|zarejestrowac|przylaczyc)|(?:zapisac|zarejestrowac) sie)\b"
    r"|\bvertrag (?:mit|bei) (?:euch|ihnen) (?:ab)?(?:schliess|mach|unterschreib)\w*"
    r"|\b(?:noch|bisher) (?:nicht|nit|net|ned) (?:bei|mit) (?:euch|eich|ihnen|zorza)\b"
    r"|\b(?:jak|gdzie) (?:\w+ ){0,3}(?:zapisac|zglosic) sie do (?:was|panstwa|zorzy)\b"
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


_HOW_LONG = re.compile(
    r"\b(?:how (?:long|fast|quick\w*|soon)|wie (?:lang\w*|schnell)|ile (?:trwa|czasu|potrwa)|jak (?:dlugo|szybko))\b"
)
_CHANGE_TO_US = re.compile(
    r"\b(?:switch\w*|chang\w*|transfer) (?:over )?to (?:you|u|zorza)\b|\ba (?:switch|change of supplier)\b"
    r"|\b(?:ein|so n|n|der) (?:anbieter)?wechsel\b|\bzmiana (?:sprzedawcy|dostawcy)\b"
    r"|\bwechsel\w* (?:\w+ )?zu (?:euch|eich|ihnen|zorza)\b|\b(?:zu|nach) (?:euch|eich|ihnen) (?:\w+ )?wechsel\w*"
    r"|\b(?:zmian\w*|przejsci\w*) (?:\w+ )?(?:na|do) (?:was|panstwa|zorz\w+)\b"
)
_OWN = re.compile(r"\b(?:my|our|mein\w*|unser\w*|moj\w*|nasz\w*)\b")


def asks_duration(text: str) -> bool:
    """Tell whether somebody asks how long something takes."""
    return _HOW_LONG.search(fold(text)) is not None


def asks_of_changing(text: str) -> bool:
    """Tell whether somebody asks how long a change to us takes, and has none under way."""
    folded = fold(text)
    return asks_duration(text) and _CHANGE_TO_US.search(folded) is not None and _OWN.search(folded) is None


def says_new(text: str) -> bool:
    """Tell the same of an answer to the question for a number: "I'm new"."""
    return is_newcomer(text) or _SAYS_NEW.fullmatch(fold(text)) is not None


_FIRM = (
    r"(?:e[. ]?on|vattenfall|enbw|rwe|octopus(?: energy)?|\w*stadtwerken?(?: \w+)?|swm|ewe|yello|eprimo|lichtblick"
    r"|check ?24|verivox|british gas|ovo|edf|tauron\w{0,3}|pge|ene[ai]\w{0,2}|innogy|fortum\w{0,3}|polkomtel|orange"
    r"|plus(?:a|ie|em)?|play(?:a|u|em)?|t-?mobile|vodafone|telekom\w?|o2|1&1|congstar|netia|upc|amazon\w?|allegro"
    r"|netflix\w?)"
)
_OLD = (
    r"(?:(?:old|previous|other|current|present) (?:supplier|provider|company|energy contract)"
    r"|(?:alt\w+|bisherig\w+|ander\w+|jetzig\w+|vorig\w+) (?:versorger\w*|anbieter\w*|stromanbieter\w*|lieferant\w*)"
    r"|(?:star\w+|poprzedni\w*|dotychczasow\w+|obecn\w+|inn\w+) (?:sprzedawc\w*|dostawc\w*|operator\w*|firm\w*)"
    rf"|(?:with|at|from|bei|beim|von|vom|z|ze|w|u|od) (?:der |den |dem )?{_FIRM})"
)
_WHOSE = re.compile(
    r"\b(?:is|was|are|were)(?: that| this| it)? (?:you|u|yous|ya)\b|\b(?:you|u) (?:lot|guys|people)\b"
    r"|\bpart of (?:you|u)\b|\b(?:is|was) (?:that|this|it) (?:really )?(?:from|one of)? ?(?:you|u|yours)\b"
    r"|\b(?:wart|seid|sind|waren) (?:ihr|sie) das\b|\bgehoer\w* (?:\w+ )?zu (?:euch|ihnen)\b"
    r"|\b(?:war|ist|is) das (?:von )?(?:ihr|euch|ihnen|eurer|ihrer)\b"
    r"|\b(?:ist|is|war) das (?:ein\w* )?von (?:euch|ihnen)\b"
    r"|\b(?:czy )?to (?:bylo |byla |byl |jest )?(?:od |u )?(?:wy|was|panstwo|panstwa|wasz\w*)\b"
)
_RANG = re.compile(
    r"\b(?:rang|ringing|called|calling|phoned|phone call|knocked|at (?:the|my) door|doorstep|texted|wrote|written"
    r"|emailed|contacted|angerufen|anruf\w*|angerufn|geklingelt|an der tuer|vor der tuer|gemeldet|geschrieben"
    r"|dzwonil\w*|dzwoni\w*|zadzwonil\w*|telefonowal\w*|pukal\w*|przyszedl|przyszli|napisal\w*|pisal\w*)\b"
)
_RIVAL = re.compile(rf"\b{_FIRM}(?![\w-])")
_ENDS = re.compile(
    r"\b(?:(?:can|could|will|would|do|you|u)(?: you| u|'ll)? (?:\w+ )?(?:cancel|end|terminate|give notice)"
    r"|(?:must|should|have to|need to|do i|shall i) (?:\w+ )?(?:cancel|end|terminate|give notice)"
    r"|kuendig\w*|kuendigung|wypowi\w+|rozwiaz\w+)\b"
)
_FOR_ME = re.compile(r"\b(?:wypowie(?:cie|dza|dzicie)|kuendigt ihr|kuendigen sie)\b.*\b(?:za mnie|fuer mich)\b")
_OLD_CONTRACT = re.compile(rf"\b{_OLD}(?![\w-])")
_WRONGED = re.compile(
    rf"\b{_FIRM} (?:\w+ )?(?:haben?|hat|has|have|did|ripped|charged|overcharged|scammed|owes?|wants?"
    r"|mich|mnie|oszukal\w*)\b"
    rf"|\b(?:with|at|from|bei|beim|von|vom|z|ze|w|we|u|od) (?:der |den |dem )?{_FIRM}(?:,? \w+){{0,5}}"
    r" (?:bills?|invoices?|parcel|order|\w*rechnung\w*|paket\w*|bestell\w*|rachun\w*|faktur\w*|paczk\w*|przesylk\w*)\b"
    rf"|\b(?:bills?|invoices?|\w*rechnung\w*|rachun\w*|faktur\w*)"
    rf" (?:from|of|by|at|von|vom|der|bei|z|ze|od|w) {_FIRM}(?![\w-])"
    rf"|\b{_FIRM}(?:'s)?[ -](?:bills?|invoices?|\w*rechnung\w*)\b"
    rf"|\b{_FIRM} sent (?:me|us) (?:\w+ )?(?:bills?|invoices?)\b"
)
_BETWEEN = re.compile(
    r"\b(?:old|former|final|switch\w*|cheaper|offers?|alt\w*|bisherig\w*|schluss\w*|wechs\w*|billiger|guenstiger"
    r"|angebot\w*|star[yeaą]\w*|koncow\w*|zmian\w*|zmieni\w*|taniej|ofert\w*|poprzedni\w*|dotychczas\w*)\b"
)


_PAYS_TWICE = re.compile(
    r"\bpay\b(?: \w+){0,3} (?:two|2|both) (?:\w+ )?(?:compan\w*|suppliers?|providers?|firms?|of (?:you|them))\b"
    r"|\bpay (?:you|them) (?:and|as well as) (?:you|them|the old)\b"
    r"|\bzahl\w*(?: \w+){0,4} (?:zwei|beiden?|2) (?:\w+ )?(?:firm\w*|anbieter\w*|versorger\w*)\b"
    r"|\b(?:zwei|beiden?|2) (?:firm\w*|anbieter\w*|versorger\w*)(?: \w+){0,2} zahl\w*\b"
    r"|\bplac\w*(?: \w+){0,3} (?:dwom|dwum|obu|dwoch) (?:\w+ )?(?:firm\w*|sprzedawc\w*|dostawc\w*)\b"
    r"|\b(?:dwom|dwum|obu) (?:firm\w*|sprzedawc\w*|dostawc\w*)(?: \w+){0,2} plac\w*\b"
)
_BILL = re.compile(
    r"\b(?:bills?|invoices?|letter|demand|reminder|\w*rechnung\w*|mahnung\w*|brief|schreiben|rachun\w*|faktur\w*"
    r"|list\w*|pismo|wezwani\w*)\b"
)
_WHOM = re.compile(
    r"\b(?:who|whom|you or them|them or you|do i (?:have to |need to )?pay|should i pay|pay you|must i pay|wem|an wen"
    r"|zahl\w* (?:ich|i)|muss ich (?:\w+ ){0,3}(?:be)?zahlen|komu|czy (?:\w+ ){0,3}zaplacic|czy im)\b"
)


def asks_to_pay_twice(text: str) -> bool:
    """Tell whether somebody asks if he pays the supplier before us and us."""
    return _PAYS_TWICE.search(fold(text)) is not None


def asks_of_old_bill(text: str) -> bool:
    """Tell whether somebody asks whom a bill of the supplier before us is paid to."""
    folded = fold(text)
    return all(words.search(folded) for words in (_BILL, _OLD_CONTRACT, _WHOM))


_TO_OTHER = re.compile(
    r"\b(?:switch\w*|chang\w*|mov(?:e|ing)|go(?:ing)?|transfer\w*|leav(?:e|ing)|wechs\w*|geh\w*|will|moecht\w*"
    r"|zmien\w*|zmiana|zmiane|przej\w*|przechodz\w*|przenos\w*|przenies\w*|odchodz\w*|odej\w*|ucieka\w*)\b"
    r"(?: \w+){0,4}? (?:to|over to|for|zu|zum|zur|nach|do|na|with)(?: [\w']+){0,2}?"
    rf" (?:{_FIRM}|(?:other|another|different|new) (?:\w+ )?(?:supplier|provider|company|firm)"
    r"|(?:ander\w*|neu\w*) (?:\w*anbieter\w*|\w*versorger\w*|lieferant\w*|firma)"
    r"|(?:inn\w+|now\w+|drug\w+) (?:sprzedawc\w*|dostawc\w*|firm\w*|operator\w*))(?![\w-])"
    r"|\b(?:chang\w*|switch\w*) (?:my |the |our )?(?:energy |electricity |gas |power )?(?:supplier|provider)s?\b"
    r"(?! to (?:you|u|zorza)\b)"
    r"|\b(?:anbieter|versorger|stromanbieter|gasanbieter|lieferanten) (?:zu )?wechseln\b"
    r"|\bzmienic (?:sprzedawce|dostawce)(?: (?:pradu|gazu|energii))?\b(?! na (?:was|zorz))"
)
_FROM_OTHER = re.compile(
    rf"\b(?:from|away from|von|vom|weg von|z|ze|od) (?:der |den |the )?(?:{_FIRM}|{_OLD})(?![\w-])"
    r"|\b(?:to|zu|do) (?:you|u|yous|euch|eich|ihnen|was|panstwa|zorz\w+)\b"
)


def leaves_for_rival(text: str) -> bool:
    """Tell whether somebody would change from us to another supplier: "ich will zu Vattenfall wechseln"."""
    folded = fold(text)
    return _TO_OTHER.search(folded) is not None and _FROM_OTHER.search(folded) is None


_WHO_SETTLES = re.compile(
    r"\bwho (?:\w+ )?(?:cancels?|ends?|gives? notice|does|tells?|settles?|arranges?|handles?)\b"
    r"|\bwer (?:\w+ )?(?:kuendigt|macht|regelt|meldet|erledigt)\b|\b(?:kuendigt ihr|kuendigen die)\b"
    r"|\bkto (?:\w+ )?(?:wypowiada|wypowie|zalatwi\w*|zglasza|robi|rozwiaz\w*)\b"
)


def asks_who_settles(text: str) -> bool:
    """Tell whether somebody asks who gives the notice."""
    return _WHO_SETTLES.search(fold(text)) is not None


_OVER_THERE = (
    r"(?:there|with (?:them|the old \w+)|at (?:the|my) old \w+|da|dort|bei denen|bei dem|beim alten|tam|u nich)"
)
_NO_OLD_CONTRACT = re.compile(
    rf"\b(?:no|not|never|don'?t|dont|haven'?t)\b(?: \w+){{0,4}} contract\b(?: \w+){{0,2}} {_OVER_THERE}\b"
    rf"|\b{_OVER_THERE}\b(?: \w+){{0,4}} kein\w* (?:\w+)?vertr\w*"
    rf"|\bkein\w* (?:\w+)?vertr\w*(?: \w+){{0,2}} {_OVER_THERE}\b"
    rf"|\b{_OVER_THERE}\b(?: \w+){{0,4}} nie mam(?: \w+){{0,3}} umow\w*"
    rf"|\bnie mam(?: \w+){{0,3}} umow\w*(?: \w+){{0,2}} {_OVER_THERE}\b"
    rf"|\b(?:cancel+ed|ended|terminated|gekuendigt|wypowiedzial[ae]?m|wypowiedzian\w*|rozwiazal[ae]?m)"
    rf"(?: \w+){{0,6}} {_OVER_THERE}\b"
    rf"|\b{_OVER_THERE}\b(?: \w+){{0,6}} (?:cancel+ed|ended|terminated|gekuendigt|wypowiedzial[ae]?m"
    r"|wypowiedzian\w*|rozwiazal[ae]?m)\b"
    r"|\b(?:no|don'?t|do not|never) (?:have |had )?(?:\w+ ){0,2}(?:old|previous) (?:\w+ )?contract\b"
    r"|\bkein\w* (?:alt|vorig|bisherig)\w* (?:\w+)?vertr\w*"
    r"|\bnie ma(?:m|my)? (?:\w+ ){0,2}(?:star|poprzedni|dawn|dotychczasow)\w* (?:\w+ )?umow\w*"
)
_ENDED_OLD = re.compile(
    r"\b(?:already |have |has |i )(?:\w+ )?(?:cancel+ed|ended|terminated)\b|\b(?:gekuendigt|wypowiedzial[ae]?m"
    r"|wypowiedzian\w*|rozwiazal[ae]?m|rozwiazan\w*)\b"
)


def has_ended_old(text: str) -> bool:
    """Tell whether somebody says that he has no contract any more with the supplier before us: "tam już nie mam"."""
    folded = fold(text)
    ended = _ENDED_OLD.search(folded) is not None and _OLD_CONTRACT.search(folded) is not None
    return not text.rstrip().endswith("?") and (ended or _NO_OLD_CONTRACT.search(folded) is not None)


_PENALTY = re.compile(
    r"\b(?:penalt\w*|exit fees?|strafe|strafzahlung\w*|vertragsstrafe\w*|kar(?:a|y|e|ach|nie)?|skasuj\w*)\b"
)


def asks_of_old_penalty(text: str) -> bool:
    """Tell whether somebody asks if the supplier before us charges him for leaving."""
    folded = fold(text)
    return _PENALTY.search(folded) is not None and _OLD_CONTRACT.search(folded) is not None


_WISHES = re.compile(
    r"\b(?:i|we|i.?ll|i.?d|ich|wir|i.?m|rather|instead|lieber|przejde|przechodze|zmienie|zmieniam|chce|wole|odchodze)\b"
)


def wishes_to_change(text: str) -> bool:
    """Tell whether somebody would change, and does not ask how far a change is."""
    return _WISHES.search(fold(text)) is not None and not (asks_about(text) or text.rstrip().endswith("?"))


def names_rival(text: str) -> bool:
    """Tell whether another firm is named."""
    return _RIVAL.search(fold(text)) is not None


def asks_whether_ours(text: str) -> bool:
    """Tell whether somebody asks if another firm that turned up is one with us: "is that you lot?"."""
    folded = fold(text)
    return _RIVAL.search(folded) is not None and (
        _WHOSE.search(folded) is not None or (_RANG.search(folded) is not None and _BETWEEN.search(folded) is None)
    )


def asks_who_ends_old(text: str) -> bool:
    """Tell whether somebody asks who gives notice to the supplier before us."""
    folded = fold(text)
    return _FOR_ME.search(folded) is not None or (
        _ENDS.search(folded) is not None and _OLD_CONTRACT.search(folded) is not None
    )


def is_business_of_others(text: str) -> bool:
    """Tell whether a bill, a parcel or a wrong is another firm's, and no change between it and us is spoken of."""
    folded = fold(text)
    return _WRONGED.search(folded) is not None and _BETWEEN.search(folded) is None
