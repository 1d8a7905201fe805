"""What customers say of a call or of a person: that they want one, which number to ring. Pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._turn import Turn
from actions._words.choices import asks_about, tokens
from actions._words.spelling import fold
from actions._words.vocabulary import only_names_goods

SURE_OF_CALL = 0.85
"""Confidence from which words that name no person wish for one all the same: "somebody with a pulse"."""

_GOES_ON = re.compile(r"\W*(?:and|und|a|i|oraz|what about|was ist mit|(?:a )?co z) (?:\w+ )?[a-z]+\W*\?\W*")
"""The whole of a question that names one thing more, folded: "and the mobile?"."""

_PERSON = re.compile(
    r"\b(?:humans?|persons?|agents?|advis[eo]rs?|operators?|representatives?|somebody|someone|staff|colleagues?"
    r"|employees?|managers?|supervisors?|hotlines?|call ?-?backs?|customer (?:service|care|support)|support team"
    r"|real people|connect me|put me (?:through|on)|transfer me|by phone|on the phone"
    r"|(?:call|ring|phone|telephone) (?:me|us|my|again|back)|give (?:me|us) a (?:call|ring|bell|buzz)"
    r"|a (?:phone )?call|(?:speak|talk|chat)(?:ing)? (?:to|with)"
    r"|\w*mensch\w*|\w*mitarbeit\w*|\w*berater\w*|kundendienst|kundenservice|ansprechpartner\w*|sachbearbeiter\w*"
    r"|kolleg\w+|angestellt\w*|\w*rueckruf\w*|\w*anruf\w*|ruf\w*(?: \w+){0,6} (?:an|zurueck)|zurueckruf\w*"
    r"|telefonier\w*|telefonisch\w*|sprechen|reden|jemand\w*|chefs?|vorgesetzt\w*|durchstell\w*"
    r"|verbind\w* (?:sie )?mich|anlaeuten"
    r"|czlowiek\w*|konsultant\w*|doradc\w*|pracownik\w*|(?:od|za|prze)?dzwon\w*|oddzwa\w*|rozmow\w*|\w*rozmawia\w*"
    r"|pogada\w*|gadac|infolini\w*|ktos|kogos|kims|polacz\w*|przelacz\w*|kierowni\w*|\w*o telefon\b|kontakt\w*)\b"
)
"""Words for a person or a call."""

_CALLS_FOR = re.compile(
    r"\b(?:please (?:call|ring|phone)|(?:call|ring|phone) (?:me|us)"
    r"|(?:want|need|like) (?:\w+ ){0,3}(?:to )?(?:talk|speak)"
    r"|(?:want|need|like) (?:a|an|some) (?:\w+ )?(?:human|person|agent|advis[eo]r|call)"
    r"|let me (?:talk|speak)|(?:can|could|may) i (?:please )?(?:talk|speak)|connect me|put me through"
    r"|have some(?:one|body) (?:call|ring|phone)"
    r"|ruf\w* (?:sie |bitte )*(?:mich|uns)"
    r"|(?:will|moechte|wuerde|muss|kann)(?: \w+){0,5} (?:sprechen|reden|telefonieren)"
    r"|bitte(?: \w+){0,3} (?:rueckruf|anruf|zurueckrufen|anrufen)|verbind\w* (?:sie )?mich"
    r"|(?:prosze|poprosze)(?: \w+){0,2} (?:telefon|kontakt|rozmow\w*|oddzwon\w*|zadzwon\w*|konsultant\w*|polacz\w*)"
    r"|(?:od|za)dzwon(?:cie|ic do mnie)|chc\w+(?: \w+){0,2} (?:po)?rozma\w+"
    r"|(?:moge|moglbym|moglabym) (?:po)?rozma\w+)\b"
)
"""Words that order a call, whatever they ask beside it."""

_OPENS_QUESTION = re.compile(
    r"\W*(?:(?:and|so|ok|okay|but|und|also|aber|a|i|no|to|ale)\W+)*"
    r"(?:who|whom|what|which|when|where|why|how|was|is|are|did|do you|does|has"
    r"|wer|wen|wem|wann|warum|wieso|welche\w*|wo|wohin|wie|hat|haben|gibts?|gibt es|ist"
    r"|kto|kogo|komu|do kogo|kiedy|czemu|dlaczego|gdzie|dokad|jak\w*|pod jaki\w*|na jaki\w*"
    r"|ile|czy (?:jest|macie|byl\w*|ktos))\b"
)

_NUMBER_TO_CALL = re.compile(
    r"\b(?:which|what)(?:'?s| is)? (?:the |your )?(?:phone )?number"
    r"|\bnumber (?:do|should|shall|to) (?:i )?(?:call|ring|dial)"
    r"|\b(?:who|whom|where|what) (?:do|should|shall|must|can|am) (?:i|we)\b.*\b(?:call|ring|phone|dial)"
    r"|\bwelche (?:telefon)?nummer|\bw(?:en|o) (?:ruf|soll|muss|kann|ich)\w*\b.*\b(?:an|anrufen|melden)\b"
    r"|\b(?:is there|have you(?: got)?|do you have|gibt es|gibts|habt ihr|gibt's|jest|macie) (?:an? |any |so |eine? "
    r"|jakis |tu )*"
    r"(?:\w+ )?(?:number|hotline|(?:telefon|notfall|notruf|stoerungs|hotline)?nummer|hotline|numer)\b"
    r"|\b(?:jaki|ktory|pod jaki|na jaki) (?:to |jest )?(?:numer|nr)\b|\bgdzie (?:\w+ ){0,2}(?:za)?dzwon\w*"
    r"|\bdo kogo (?:\w+ ){0,2}(?:za)?dzwon\w*"
    r"|^\W*(?:the |die |a )?(?:telefon|phone )?(?:number|nummer|numer)\W*$"
)


def asks_number_to_call(text: str) -> bool:
    """Tell whether somebody asks which number to ring."""
    return _NUMBER_TO_CALL.search(fold(text)) is not None


_WHEN_CALLED = re.compile(
    r"\b(?:when|what time|at what time)\b.*\b(?:call|calling|ring|ringing|phone|phoning)\b"
    r"|\b(?:wann|um wie ?viel uhr|um welche zeit)\b.*\b(?:ruf\w*\b.*\ban|anruf\w*|zurueckruf\w*|ruf\w*\b.*\bzurueck"
    r"|rueckruf)\b"
    r"|\b(?:kiedy|o ktorej)\b.*\b(?:za|od|prze)?dzwon\w*\b"
)
_BY_ME = re.compile(
    r"\b(?:can|may|should|could|do|shall|when|to) i\b|\b(?:kann|soll|darf|muss) (?:ich|man)\b|\bich\b.*\banruf"
    r"|\b(?:moge|mozna|mam|powinien\w*|powinnam)\b"
)


def asks_when_called(text: str) -> bool:
    """Tell whether somebody asks when we call, not when he may: "wann ruft ihr jetzt an"."""
    folded = fold(text)
    return _WHEN_CALLED.search(folded) is not None and _BY_ME.search(folded) is None


_CALLS_OFF = re.compile(
    r"\W*(?:(?:please|bitte|prosze|ok|no|nein|nie|doch|jednak|just|lieber|dann|i want to|ich will|chce)\W+)*"
    r"(?:cancel|call off|drop|absagen|absage|sag\w*|stornieren|storniere?|abbestellen|odwolaj\w*|odwolac"
    r"|odwoluje|anuluj\w*"
    r"|anulowac)"
    r"(?:\W+(?:it|that|the call|the callback|off|please|das|es|ihn|den|wieder|doch|ab|bitte|to|ja|te rozmowe|prosze"
    r"|jednak))*\W*"
)


def calls_off(text: str) -> bool:
    """Tell whether a message says nothing but that what was just promised is off: "absagen"."""
    return _CALLS_OFF.fullmatch(fold(text)) is not None


_RINGS = re.compile(
    r"\b(?:call|ring|phone) (?:me|us)\b|\bruf\w*\b.*\b(?:an|zurueck)\b|\banrufen\b"
    r"|\b(?:za|od)dzwon\w*\b|\bdzwoncie\b|\bprosze (?:\w+ )?dzwonic\b"
)
_OF_RECORD = re.compile(
    r"\b(?:new|changed|change|update|is now|neu\w*"
    r"|geaendert|aender\w*|lautet|now[yae]\w*|zmien\w*|zmian\w*|aktualiz\w*)\b"
)


def calls_at(text: str, *, told: bool) -> bool:
    """Tell whether a number is only where to ring, and changes no record: "ruft mich unter 0151 ... an".

    Args:
        text: The message, with a number.
        told: A call was promised just now, so that the number is enough.
    """
    folded = fold(text)
    return (told or _RINGS.search(folded) is not None) and _OF_RECORD.search(folded) is None


def may_wish_call(turn: Turn) -> bool:
    """Tell whether a person or a call is spoken of at all; the mere name of a device speaks of neither."""
    if not tokens(turn.text) or turn.intent != "human_handoff" or _PERSON.search(fold(turn.text)):
        return True
    goes_on = _GOES_ON.fullmatch(fold(turn.text)) is not None
    return turn.confidence >= SURE_OF_CALL and not only_names_goods(turn.text) and not goes_on


def wishes_call(turn: Turn) -> bool:
    """Tell whether a call is wished for so plainly that it may be booked: not by a question about calls."""
    return may_wish_call(turn) and not asks_of_calls(turn)


def asks_of_calls(turn: Turn) -> bool:
    """Tell whether a message asks something; "how does that work, please call me" asks for the call as well."""
    folded = fold(turn.text)
    if asks_when_called(turn.text):
        return True
    if turn.intent != "human_handoff":
        return False
    opens = _OPENS_QUESTION.match(folded) is not None
    return opens or (asks_about(turn.text) and _CALLS_FOR.search(folded) is None)
