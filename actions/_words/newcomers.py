"""Words of somebody who is no customer yet, and of other firms: what is ours there and what is not. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.spelling import fold

_NEWCOMER = re.compile(
    r"\b(?:not|\w+n'?t|never)(?: (?:a|an|one|of|your|yet|been|really|even|actually|with you))*"
    r" (?:customers?|clients?)\b(?! ?(?:number|no\b|id\b|service))"
    r"|\b(?:be|become|becoming|am|im|i'm|as) (?:an? |your )?(?:new )?(?:customer|client)\b(?! ?(?:number|no\b|id\b))"
    r"|\b(?:customer|client) (?:with you )?i'?(?: a)?m not\b"
    r"|\bnew customers?\b(?! ?(?:number|offer|bonus))|\bsign (?:me )?up (?:with|to|for) (?:you|u|zorza)\b"
    r"|\b(?:join|switch (?:over )?to|move (?:over )?to|come (?:over )?to) (?:you|u|zorza)\b"
    r"|\b(?:no|not|\w+n'?t)(?: have)?(?: any| a)? contracts? (?:with|at) (?:you|u)\b"
    r"|\b(?:noch |gar |bisher )*(?:kein\w*|nicht|nit|net|ned)(?: (?:ihr\w*|eu(?:er|re)\w*|euch|bei|ihnen))*"
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
