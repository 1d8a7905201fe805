"""Questions that a supplier is asked and no record answers: other people's bills, roaming, a forgotten password. Pure.

Each pattern reads folded words of the three languages.
"""

import re

from actions._words.hardship import IN_NEED, RELIEF_FUND
from actions._words.spelling import fold

_MINE = r"(?:my|our|mein\w*|unser\w*|moj\w*|moi\w*|nasz\w*)"
_HELD = (
    rf"(?:{_MINE} )?(?:\w+ )?(?:(?:phone |mobile |telefon|handy)?num(?:ber|mer|er\w*)|(?:e-?)?mail\w*|address\w*"
    r"|adress\w*|adres\w*|data|details|daten|dane|danych|telefon\w*|contact\w*|kontakt\w*)"
)
_LAND = (
    r"(?:abroad|overseas|foreign|ausland\w*|auslaendisch\w*|zagranic\w*|eu|poland|germany|turkey|austria|france|spain"
    r"|italy|ukraine|england|uk|usa|switzerland|czech\w*|polen|deutschland|tuerkei|oesterreich|frankreich|spanien"
    r"|italien|schweiz|tschechien|polsce|polski|niemczech|niemiec|turcji|austrii|francji|hiszpanii|wloszech|wloch"
    r"|ukrainie|ukrainy|anglii|czechach|czech|chorwacji|kroatien|croatia|grecji|griechenland|greece)"
)
_COSTS = r"(?:costs?|how much|price|charged?|expensive|kost\w*|wie ?viel|teuer|preis\w*|koszt\w*|ile|drogo|cen[aey])"
_CALLS = (
    r"(?:calls?|calling|ring\w*|phon\w+|texts?|sms|data|internet|surf\w*|anruf\w*|telefonier\w*|polaczeni\w*"
    r"|dzwoni\w*|rozmow\w*|zadzwoni\w*|neta)"
)
_PEOPLE = (
    r"(?:friend|mate|colleague|brother|sister|son|daughter|wife|husband|partner|tenant|flat ?mate|neighbou?r|mum|dad"
    r"|mother|father|some(?:one|body)(?: else)?|another person|\w+ name|kolleg\w+|freund\w*|bruder|schwester|sohn"
    r"|tochter|frau|mann|partner\w*|(?:nach)?mieter\w*|mitbewohner\w*|mutter|vater|jemand\w*|namen"
    r"|koleg\w+|kolezank\w+|brat\w*|siostr\w+|syna|cork\w+|zon[eay]|meza|partner\w*|najemc\w+|lokator\w+"
    r"|wspollokator\w+|sasiad\w*|kogos|mame|tate|matke|ojca|osobe)"
)
_SOLD_ELSEWHERE = (
    r"(?:solar\w*|photovoltai\w*|photovoltaik\w*|pv|heat pumps?|e-?sims?|tv|iptv|television|landlines?"
    r"|balkonkraftwerk\w*|waermepump\w*|fernseh(?:en|anschluss|paket|vertrag)|festnetz\w*|fotowoltai\w*"
    r"|panel\w* sloneczn\w*|pomp\w* ciepla"
    r"|telewizj\w*|telefon\w* stacjonarn\w*|stacjonarn[ya])"
)
_OFFER = (
    r"(?:do (?:you|u|yous|ye) (?:also )?(?:have|sell|do|offer)|have (?:you|u) got|you got|can i get|is there"
    r"|habt ihr|haben sie|hat ihr|gibt es|gibts|verkauft|bietet|kann ich (?:bei \w+ )?(?:\w+ )?(?:bekommen|kriegen)"
    r"|macie|maja panstwo|czy jest|sprzedajecie|oferujecie|mozna u was)"
)

_TOPICS = {
    "others": re.compile(
        r"\b(?:has|have|did|does|is|how much|what)\b.*\b(?:mrs?|ms|miss|neighbou?rs?|next door|the (?:lady|man"
        r"|people))\b"
        r".*\b(?:paid|pays?|owes?|bills?|invoices?)\b"
        r"|\b(?:each other'?s?|(?:the |my )?neighbou?r'?s|other people'?s?|some(?:one|body) else'?s?) (?:post|mail"
        r"|letters?|bills?|invoices?)\b"
        r"|\b(?:letters?|post|bills?|invoices?)\b(?: \w+){0,4} (?:for|of|to) (?:(?:my|the|our) neighbou?rs?"
        r"|some(?:one|body)"
        r" else|strangers?|another customer)\b"
        r"|\b(?:hat|haben|zahlt|wie ?viel|was)\b.*\b(?:frau|herrn?|nachbar\w*)\b.*"
        r"\b(?:bezahlt|gezahlt|zahlt|schuldet|ihre rechnung|seine rechnung)\b"
        r"|\b(?:post|briefe?|rechnung\w*)\b(?: \w+){0,3} (?:vo[nm]|fuer|an|der|des) (?:(?:den|die|dem|der|de[sn]"
        r"|unser\w*"
        r"|mein\w*|ein\w*) )?(?:nachbar\w*|jemand anders?\w*|fremd\w*)\b"
        r"|\b(?:fremde|falsche) (?:post|briefe?)\b"
        r"|\bpani? \w+(?: \w+){0,3} zaplacil[ao]?\b"
        r"|\b(?:czy|ile|co) (?:\w+ ){0,2}sasiad\w*\b(?: \w+){0,4} (?:zaplacil\w*|zalega\w*|rachun\w*|faktur\w*)"
        r"|\b(?:poczt\w*|list\w*|rachun\w*|faktur\w*)\b(?: \w+){0,3} (?:do|dla|od|naszych|moich)?\W?(?:sasiad\w*"
        r"|kogos innego|obc\w+ osob\w*)\b|\bcudz\w+ (?:poczt\w*|list\w*|rachun\w*|faktur\w*)\b"
        r"|\bnawzajem (?:\w+ )?(?:poczt\w*|list\w*)\b"
    ),
    "officer": re.compile(
        r"\bdata protection (?:officer|contact|person|department|team)\b|\bdpo\b|\bdatenschutz-?beauftragt\w*"
        r"|\binspektor\w*(?: do spraw| ds\.?)? (?:ochrony|danych|rodo)\b|\biodo?\b(?=.*\bdan)"
    ),
    "source": re.compile(
        rf"\b(?:where|how) (?:did|do|have|come) (?:you|u|yous|ye) (?:get|got|have|had|know"
        rf"|find)\b(?: \w+){{0,2}} {_MINE}"
        r" (?:\w+ )?(?:number|e?-?mail|address|data|details|name)\b"
        rf"|\b(?:sell|sold|pass(?:ed)? on|share[ds]?|hand(?:ed)? over)\b(?: \w+){{0,2}} {_MINE} (?:data|details"
        rf"|number|address)\b"
        rf"|\b(?:who|whom|which compan\w+)\b.*\b(?:gets?|give|sell|share|pass)\b.*\b{_MINE} (?:data|details|number)\b"
        rf"|\b(?:woher|wo) (?:habt|haben|hast|kennt|kennen|kommt)\b(?: \w+){{0,3}} {_MINE} (?:\w*nummer|adresse"
        rf"|daten|\w*mail\w*"
        r"|namen)\b"
        rf"|\b(?:an wen|wem|wer|welche\w* firm\w*)\b.*\b{_MINE} (?:daten|\w*nummer|adresse)\b"
        rf"|\b(?:verkauft|verkaufen|verkauf|gebt|geben|reicht|teilt)\b(?: \w+){{0,2}} {_MINE} (?:daten|\w*nummer"
        rf"|adresse)\b"
        rf"|\bskad (?:\w+ )?(?:macie|maja|mieliscie|wzieliscie|znacie|znaja)\b(?: \w+){{0,2}} {_HELD}\b"
        rf"|\b(?:komu|kto|jakim firmom)\b(?: \w+){{0,3}} (?:sprzedaj\w*|sprzedal\w*|przekaz\w*|udostepni\w*|dajecie"
        rf"|dostaje)"
        rf"\b.*\b{_HELD}|\b(?:sprzedajecie|przekazujecie|udostepniacie) (?:komus )?{_HELD}"
    ),
    "password": re.compile(
        r"\b(?:forgot\w*|forget|lost|reset|change|don'?t know|dont know|wrong|remember|new)\b(?: \w+){0,4} (?:password"
        r"|passcode|login|log-?in)\b|\b(?:password|login|log-?in)\b(?: \w+){0,5} (?:forgot\w*|lost|reset|wrong"
        r"|expired|not"
        r" work\w*|doesn'?t work|gone)\b"
        r"|\b(?:passwort|kennwort|login|zugangsdaten)\b(?: \w+){0,5} (?:vergessen|vergess\w*|verloren|weg"
        r"|zuruecksetz\w*"
        r"|falsch|geht nicht|nicht mehr|neu\w*)\b"
        r"|\b(?:vergessen|verloren|zuruecksetz\w*|neues?|setz\w*)\b(?: \w+){0,4} (?:passwort|kennwort|zugangsdaten)\b"
        r"|\b(?:zapomni\w*|zgubi\w*|zmieni\w*|z?resetuj\w*|z?resetow\w*|nie (?:pamietam|znam|mam)|nowe|odzyska\w*)\b"
        r"(?: \w+){0,3} (?:hasl[oae]\w*|login\w*)\b|\bhasl[oae]\w*\b(?: \w+){0,4} (?:zapomni\w*|nie dziala|zle|bledne"
        r"|z?reset\w*|zmieni\w*|odzyska\w*)"
    ),
    "transfer": re.compile(
        r"\b(?:transfer|sign over|hand over|pass|put|rewrite|change)\b(?: \w+){0,2} (?:contract|account|supply)"
        rf"(?: \w+){{0,3}} (?:to|into|in|onto|over to) (?:\w+ )?{_PEOPLE}\b"
        rf"|\b\w*(?:vertrag|anschluss|konto)\w*\b(?: \w+){{0,3}} auf (?:\w+ )?{_PEOPLE}(?: \w+){{0,2}} "
        r"(?:um\w*schreib\w*|umgeschrieben|uebertrag\w*|ueberschreib\w*|umstell\w*|umzuschreiben|laufen)"
        rf"|\b(?:um|ueber)?schreib\w*\b.*\b\w*(?:vertrag|anschluss|konto)\w*\b.*\bauf (?:\w+ )?{_PEOPLE}\b"
        r"|\b(?:przepis\w*|przenies\w*|przenosz\w*|scedow\w*|cesj\w*|przekaz\w*)\b(?: \w+){0,3} (?:umow\w*|kontrakt\w*"
        rf"|konto|licznik\w*|prad\w*|gaz\w*)(?: \w+){{0,3}} na (?:\w+ )?{_PEOPLE}\b|\bcesj\w* umowy\b"
    ),
    "abroad": re.compile(
        rf"\b{_COSTS}\b.*\broaming\w*|\broaming\w*\b.*\b{_COSTS}\b"
        rf"|\b{_COSTS}\b.*\b{_CALLS}\b.*\b{_LAND}\b|\b{_CALLS}\b.*\b{_LAND}\b.*\b{_COSTS}\b"
    ),
    "thief": re.compile(
        r"\b(?:who|do i|will i|must i|have to|liable)\b.*\b(?:pay|pays|liable|charged)\b.*\b(?:thief|thieves|stole\w*"
        r"|robber|finder|finds it|found it)\b"
        r"|\b(?:wer|muss ich|zahl\w* i(?:ch)?|haft\w*)\b.*\b(?:dieb\w*|einbrecher\w*|ge?klaut\w*|gestohlen\w*"
        r"|finder\w*)\b"
        r".*\b(?:telefonier\w*|anruf\w*|anruft|surf\w*|benutz\w*|verbrauch\w*|zahl\w*)"
        r"|\bzahl\w*\b.*\b(?:dieb\w*|einbrecher\w*)\b"
        r"|\b(?:kto|czy (?:ja )?(?:musze|mam|bede)|ja)\b.*\bplaci\w*\b.*\b(?:zlodziej\w*|ukrad\w*|skradzi\w*"
        r"|znalaz\w*)\b"
    ),
    "hardship": re.compile(f"{IN_NEED}|{RELIEF_FUND}"),
    "coverage": re.compile(
        rf"\b(?:{_OFFER}|is|ist|czy|reicht|kommt|do i get|available|verfuegbar\w*|dostepn\w*)\b.*\b(?:coverage|signal"
        r"|reception|fib(?:re|er)|glasfaser\w*|empfang|mobilfunk|netz|zasieg\w*|swiatlowod\w*)\b.*"
        r"\b(?:(?:at|in|for|on|near) (?:my|our) (?:\w+ )?(?:place|address|street|road|house|flat|area|village|town"
        r"|home)"
        r"|where i live|(?:bei|zu) (?:mir|uns)\b(?! (?:weg|aus|gestoert))|(?:an|in|unter) (?:mein\w*"
        r"|unser\w*) (?:\w+ )?"
        r"(?:adresse|strasse|ort|dorf|haus|wohnung|gegend)|u (?:mnie|nas)|pod moim adresem|na moj\w+ (?:ulicy|wsi"
        r"|osiedlu)"
        r"|w moj\w+ (?:domu|bloku|miejscowosci|okolicy))\b"
        rf"|\b(?:czy|gibt|is there|habt|macie)\b(?: \w+){{0,3}} (?:bei mir|bei uns|u mnie|u nas"
        rf"|at my place)(?: \w+){{0,3}} "
        r"(?:coverage|signal|fib(?:re|er)|glasfaser\w*|empfang|netz|zasieg\w*|swiatlowod\w*)\b"
    ),
    "detail": re.compile(
        r"\b(?:delete|remove|erase|scrap|loesch\w*|entfern\w*|streich\w*|usun\w*|skasuj\w*|wykasuj\w*|wykresl\w*)\b"
        r"(?: \w+){0,3} (?:(?:phone |mobile )?number|phone|(?:telefon|handy|mobil|ruf)?nummer|e-?mail\w*|mail\w*"
        r"|telefon\w*"
        r"|numer\w*(?: telefonu)?|adres\w*)\b"
        r"|\b(?:(?:telefon|handy|mobil)?nummer|e-?mail\w*|telefonnummer)\b(?: \w+){0,3} (?:loesch\w*|entfern\w*"
        r"|streich\w*)\b"
    ),
    "not_sold": re.compile(rf"\b{_OFFER}\b(?: \w+){{0,3}} {_SOLD_ELSEWHERE}\b"),
}
"""By topic; the first that fits is meant."""

_NOT_THAT = {
    "password": re.compile(r"\b(?:wlan|wi-?fi|router\w*|fritz ?box\w*)\b"),
    "abroad": re.compile(
        r"\b(?:bills?|invoices?|\w*rechnung\w*|faktur\w*|rachun\w*|not work\w*|doesn'?t work|geht nicht|nie dziala"
        r"|parcel|ship\w*|deliver\w*|paket\w*|liefer\w*|paczk\w*|wysyl\w*)\b"
    ),
    "coverage": re.compile(
        r"\b(?:no|not|out|down|gone|outage|weg|aus|kein\w*|nicht|stoerung\w*|ausfall|nie|brak|awari\w*|slow|langsam"
        r"|woln\w*|wieder|again)\b"
    ),
    "hardship": re.compile(
        r"\b(?:instal+ments?|raten?|ratenzahl\w*|raty|ratach|hold off|wait|warten|zaczekac|poczekac|later|spaeter"
        r"|pozniej|defer|aufschieb\w*|stund\w*|odrocz\w*)\b"
    ),
    "detail": re.compile(
        r"\b(?:meter|order|contract|line|sim|list\w*|newsletter|verteiler\w*|zaehler\w*|bestell\w*|vertr\w*|licznik\w*|umow\w*"
        r"|zamowien\w*|conversation|chat|telegram\w*)\b"
    ),
    "others": re.compile(r"\b(?:power|electricity|strom|prad\w*|outage|lights?|licht|swiatl\w*)\b"),
}
"""Words beside which a topic is not the question."""

_OURS = re.compile(
    r"\b(?:your|ur|zorza|online|account|portal|app|here|e-?bok\w*|kundenportal|kundenkonto|kundenbereich|eu(?:er|re|rem)"
    r"|ihr\w*|bei euch|hier|wasz\w*|kont[ao]|panel\w*|was|aplikacj\w*)\b"
)
_BARE = 4
"""Words of a message about a password that names nobody's."""

_NOTICE = re.compile(
    r"\b(?:cancell?ation|notice|cancell?ing|leaving)\b(?: \w+)? (?:terms?|periods?|conditions?|polic\w*|rules)\b"
    r"|\bkuendigungs(?:frist|bedingung|recht|modalitaet)\w*|\b(?:warunk\w*|okres\w*|zasad\w*) (?:wypowiedzeni\w*"
    r"|rezygnacji)\b"
)
_OWN = re.compile(rf"\b{_MINE}\b")


def beyond_records(text: str) -> str | None:
    """Return the topic of a question that no record answers, or None."""
    folded = fold(text)
    for topic, pattern in _TOPICS.items():
        beside = _NOT_THAT.get(topic)
        if pattern.search(folded) and not (beside and beside.search(folded)):
            return None if topic == "password" and not _may_be_ours(folded) else topic
    return None


def _may_be_ours(folded: str) -> bool:
    return len(folded.split()) <= _BARE or _OURS.search(folded) is not None


def asks_notice_terms(text: str) -> bool:
    """Tell whether it is asked how contracts with us are ended, not one's own."""
    folded = fold(text)
    return _NOTICE.search(folded) is not None and _OWN.search(folded) is None
