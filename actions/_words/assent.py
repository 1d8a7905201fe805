"""Whether a message that sounds like a yes is one that may bind somebody: "ja", not "hm", "na ja" or "ja moment". Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._words.retractions import is_puzzled
from actions._words.spelling import fold

_YES = re.compile(
    r"\b(?:y|ye|yh|yhy+|m+h+m+|ya|yas|yea+h?|yeh|ye[ps]+|yup+|aye|sure|ok+|k+|oka+y|okey|okej|oki|right|correct|agreed?"
    r"|fine|exactly|absolutely|definitely|certainly|indeed|do (?:it|that|so)|go (?:on|ahead|for it)|please|confirm\w*"
    r"|proceed|deal|done|perfect|great|good|that'?s (?:it|me|the one)|i do|we do|it (?:is|does)|of course|by all means"
    r"|happy (?:with|to)|works for me|suits|i'?m in|let'?s|order|buy|take it|accept\w*|approve\w*|book it|send it"
    r"|submit|true|all ?right|cool|spot on|why not"
    r"|ja+|jo+|jau|joa+|je+p+|ju+p+|jap+|jawo\w+|doch|klar|genau|gern\w*|passt|passd|stimm?t|richtig|korrekt|exakt"
    r"|einverstanden|ordnung|mach\w*|los|weiter|bitte|sicher\w*|natuerlich|freilich|logisch|logo|sowieso"
    r"|selbstverstaendlich|abgemacht|bestaetig\w*|so is+t? (?:es|et|s)|isses|gut|super|prima|perfekt|top|fein|recht"
    r"|von mir aus|meinetwegen|unbedingt|gebongt|geritzt|\w*bestell\w*|nehm\w* (?:ich|i|wir)|tun? (?:sie|das|es)"
    r"|auf jeden|dabei|steht so|hau rein|nur zu|(?:kein|nichts|nix)\w* (?:problem|dagegen)"
    r"|tak+|ta|no+|jasne|pewnie|oczywiscie|dobra|dobrze|dobr?e|zgoda|zgadza\w*|potwierdz\w*|dokladnie|owszem|prosze"
    r"|poprosze|moze byc|niech (?:bedzie|tak)|spoko|git\w*|dawaj\w*|dawac|zamawia\w*|biore|akceptuj\w*|rob(?:cie|my)?"
    r"|z?rob\w*|wysylaj\w*|wyslij\w*|racja|prawda|wlasnie|idealnie|pasuje|smialo|jedziemy|lecimy|chetnie|z checia"
    r"|jak najbardziej)\b|[\U0001f44c\U0001f44d\u2705]"
)
_NO_YES = re.compile(
    r"\bna ?ja\b|\b(?:nun?|jetzt?) is+t? (?:\w+ )?gut\b|\bach ja\b\W*$|\boh (?:yeah|right|ok|ja|tak)\b\W*$"
    r"|\bno (?:i|ale)\b"
)
"""What only sounds like a yes."""
_THINKS = re.compile(
    r"\b(?:moment\w*|augenblick\w*|sekund\w*|sek|wart(?:e|et|en|s)?|ueberleg\w*|nachdenk\w*|vielleicht|evtl|eventuell"
    r"|wenn|falls|wuesst\w*|mal (?:sehen|schauen|gucken)"
    r"|wait|hold on|hang on|(?:one|a|1) (?:sec|second|min|minute|moment|mo|tick)|let me (?:think|see|check|ask|look)"
    r"|ask (?:the|my|me)|check with|maybe|perhaps|prob(?:ably)?|dunno|if|unless|as if|like i|thinking|think about"
    r"|tmrw|later|next (?:week|month)"
    r"|chwil\w*|po?czekaj\w*|zaczekaj\w*|zaraz|zastanow\w*|pomysl\w*|moze(?! byc)|jesli|jezeli|jak ?by\w*|gdyby\w*)\b"
)
"""Words of somebody who has not decided yet."""
_DOUBTS = re.compile(
    r"\b(?:(?:are|r) )?(?:you|u|ya|ye) (?:\w+ )?sure\b|^\W*(?:and |but |so )?(?:sure|really|honestly|seriously)\W*\?"
    r"|\bis (?:that|this|it|everything) (?:\w+ )?(?:right|correct|ok|okay|true|free|enough|good|fine|all right)\b"
    r"|\bthat right\W*\?|\bdoes (?:that|this|it) (?:\w+ )?work\b"
    r"|\b(?:why|how come)\b(?! (?:ever )?not\W*(?:$|[,.!])| (?:yes|of course|thank|would i)\b)"
    r"|\b(?:sind (?:sie|se)|seid (?:ihr|s)|bist(?: du)?|bisch)(?: \w+){0,2} sicher\b|\bsicher,? das+ \w"
    r"|^\W*(?:\w+ )?(?:sicher|wirklich|echt|ernsthaft|im ernst)(?: jetzt)?\W*\?"
    r"|\b(?:stimmt|is+t?|geht|reicht|passt) (?:das|des|dat|es)"
    r"(?: (?:so|auch|wirklich|alles|denn|ueberhaupt|jetzt|eh)){0,2}"
    r"(?: (?:richtig|korrekt|sicher|kostenlos|umsonst|ok|okay|gut|wahr|genug))?\W*\?"
    r"|\b(?:stimmt|ist) (?:das|des|dat) (?:denn |ueberhaupt |wirklich )+(?:richtig|so|sicher|genug)?\W*$"
    r"|\b(?:warum|wieso|weshalb)\b(?! (?:auch |eigentlich |denn )?nich?t?\W*(?:$|[,.!]))"
    r"|\bjest(?:es|escie)? (?:\w+ )?(?:pan\w* )?pewn\w*|\bna pewno (?:to )?(?:dobr\w*|ten|ta|za darmo|jest)\b"
    r"|\b(?:na pewno|serio|naprawde|powaznie|prawda|zgadza sie|dobrze)\W*\?|^\W*(?:a |ale )?czy\b"
    r"|\b(?:czemu|dlaczego|po co)\b(?! (?:by )?nie\W*(?:$|[,.!]))"
)
"""Words of somebody who asks whether it is right, or why: "u sure its free", "why not earlier"; "why not" agrees."""
_SOUNDS = re.compile(
    r"\W*(?:(?:h+m+|a+ha+|oha|ohje|puh|ui|ach|ach ja|a+h+|o+h+|na|na ?ja|so so|soso|ach so|well|i see"
    r"|(?:und|un|and|so|a|i|no i) (?:nun?|jetzt?|jez|now|then|dann|teraz|co))\b\W*)+"
)


_HOLDS = re.compile(
    r"\W*(?:(?:ok|okay|oh|ach|hm+|ja|yes|yeah|sure|tak|just)\W+)*"
    r"(?:(?:(?:one|a|1|just a) )?(?:sec|second|moment|minute|min|mo)|hold on|hang on|wait"
    r"|let me (?:think|check|see|look)|(?:einen )?(?:moment(?:chen)?|augenblick|sekunde)|warte?(?: sie)?"
    r"|(?:ich )?(?:muss|schau) (?:kurz |mal )*(?:schauen|nach)"
    r"|(?:jedna )?(?:chwil\w*|momencik|sekund\w*)|po?czekaj\w*|zaczekaj\w*|zaraz)"
    r"(?:\W+(?:please|pls|a (?:sec|second|moment|minute|bit)|first|bitte|mal|ma|kurz|noch|eben|prosze|jeszcze"
    r"|(?:prosze )?(?:po)?czekac))*\W*"
)

_CONSULTS = re.compile(
    r"\b(?:ask|check (?:it |this |that )?with|talk (?:it over |about it )?(?:to|with)|speak (?:to|with)|run it (?:by"
    r"|past))"
    r" (?:the|my|our|her|him"
    r"|me (?:wife|missus|husband|mum|ma|da|dad|fella|bloke|mate|partner|boss|sister|brother))\b"
    r"|\b(?:frag\w*|red\w*|sprech\w*|besprech\w*|klaer\w*|absprech\w*)\b(?: \w+){0,3} (?:mit )?(?:mein\w*|der|dem|den)"
    r" (?:frau|mann|partner\w*|freund\w*|chef\w*|mutter|vater|mama|papa|sohn|tochter|bruder|schwester|familie"
    r"|kolleg\w*)"
    r"|\b(?:mein\w*|der|dem|den) (?:frau|mann|partner\w*|chef\w*|familie) (?:\w+ )?(?:fragen|reden|sprechen|besprechen)"
    r"|\b(?:spytam|zapytam|zapytac|pogadam|pogadac|porozmawiam|porozmawiac|skonsultuje|skonsultowac)\b"
    r"(?: (?:o to|najpierw|jeszcze|sie|z))* (?:moj\w* |swoj\w* )?(?:zon\w*|mez\w*|partner\w*|szef\w*|mam[aeyi]\w*"
    r"|tat\w*"
    r"|rodzin\w*|chlopak\w*|dziewczyn\w*|syn\w*|cork\w*|corce|siostr\w*|brat\w*|koleg\w*|kolezank\w*)"
)
_OF_US = re.compile(r"\b(?:human|person|agent|advis[eo]r|someone|somebody|mitarbeiter\w*|mensch\w*|konsultant\w*)\b")


_HOLD = (
    r"(?:(?:(?:one|a|1|just a) )?(?:sec|second|moment|minute|min|mo)|hold on|hang on|wait|(?:einen )?(?:moment(?:chen)?"
    r"|augenblick|sekunde)|warte?(?: sie)?|(?:jedna )?(?:chwil\w*|momencik|sekund\w*)|po?czekaj\w*|zaczekaj\w*|zaraz)"
)
_GOES_TO_LOOK = re.compile(
    rf"\W*(?:(?:ok|okay|oh|ach|hm+|ja|yes|yeah|tak)\W+)*{_HOLD}\b(?=\D*$)(?=.*\b(?:i'?m|i am|i|im|let me|ich|muss|musze"
    r"|juz|ide|sprawdz\w*|patrz\w*|szukam|odczyt\w*|spisuj\w*)\b)"
    r".*\b(?:reading|checking|looking|getting|fetching|finding|check|look|get|find|fetch|read|les\w*|les|schau\w*|guck\w*|kuck\w*"
    r"|such\w*|hol\w*|geh\w*|seh\w*|sprawdz\w*|sprawdzam|patrz\w*|szukam|odczyt\w*|spisuj\w*|ide|id[ez]\w*|zajrz\w*)\b"
)
"""A moment is asked for by somebody who goes to see: "hang on, I'm reading it off the meter"."""
MOST_WORDS = 14


def says_yes(text: str) -> bool:
    """Tell whether somebody agrees in so many words, and does not stop to think: it may place an order."""
    return _YES.search(_NO_YES.sub(" ", fold(text))) is not None and not is_undecided(text)


def is_undecided(text: str) -> bool:
    """Tell whether somebody has not made up his mind, whatever else he says: "ja moment", "u sure its free"."""
    return _THINKS.search(fold(text)) is not None or is_puzzled(text) or doubts(text)


def doubts(text: str) -> bool:
    """Tell whether somebody asks back whether it is right, in words that hold one for yes: "are you sure"."""
    return _DOUBTS.search(fold(text)) is not None


def consults(text: str) -> bool:
    """Tell whether somebody would ask others first: "let me check with my fella", "da frag ich meine Frau"."""
    folded = fold(text)
    return _CONSULTS.search(folded) is not None and _OF_US.search(folded) is None


def only_sounds(text: str) -> bool:
    """Tell whether a message is nothing but a sound or a "so what?": "hm", "aha", "na ja", "und nu"."""
    return _SOUNDS.fullmatch(fold(text)) is not None


def holds_on(text: str, *, asked: bool = False) -> bool:
    """Tell whether somebody asks for a moment, if only to go and see: "hang on", "ja moment noch"; a no is more.

    Args:
        text: The message.
        asked: A yes was asked for, so that who would ask others first has to be waited for, too.
    """
    folded = fold(text)
    looks = "?" not in text and len(folded.split()) <= MOST_WORDS and _GOES_TO_LOOK.match(folded) is not None
    return looks or _HOLDS.fullmatch(folded) is not None or (asked and consults(text))
