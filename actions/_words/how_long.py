"""Words that ask how long something takes without naming it: "wie lang dauert das?", "kiedy ktoś przyjedzie". Pure."""

import re

from actions._words.spelling import fold

MOST_WORDS = 12
"""Of a message that asks no more than that; a longer one tells what happened."""

_BEGINS = (
    r"^\W*(?:(?:and|so|ok|okay|well|but|yes|yeah|roughly|about|sorry|und|also|ja|aber|ca|etwa|a|i|no|to|ale|tak)\W+)*"
)

_HOW_LONG = re.compile(
    _BEGINS + r"(?:"
    r"how long(?: (?:will|does|would|is|s|ll|do|gonna|it|that|this|all|u|you|they|be|going|to|usually|normally))*"
    r" (?:takes?|last)"
    r"(?: (?:it|that|this|now|then|usually|roughly|u|you|them|to (?:fix|sort|repair|do) (?:it|that|this)))*"
    r"|how long (?:till|til|until|before) (?:it|that|this|they|you|u|some(?:one|body)|anyone)(?: \w+){0,3}"
    r"|how much longer(?: (?:will|does|is|s)(?: it| that| this)(?: take| be| last)?)?"
    r"|when (?:will|is|s|are|do|does|can) (?:some(?:one|body)|any(?:one|body)|they|an? \w+|the \w+"
    r"|my (?:technician|engineer))"
    r" (?:gonna |going to |able to )?(?:come|coming|be here|be there|turn up|look at it|fix it|here|get here)"
    r"|when (?:will|is|does|s) (?:it|that|this)(?: all)?(?: going to| gonna)?(?: be)?"
    r" (?:fixed|done|back(?: on| up)?|over|finished|ready|sorted|repaired|work(?:ing)? again)"
    r"|when(?: (?:is|will|s))?(?: (?:it|power|the power|the lights|electric\w*|gas|internet))?(?: (?:be|come))? back"
    r"(?: (?:on|up|again))*(?=\W*$)"
    r"|how (?:much longer|long (?:still|now|more))(?: (?:still|now|then))*(?=\W*$)"
    r"|(?:bis )?wie lang(?:e)?(?: (?:noch|no|denn|jetzt?|ungefaehr|so))+(?=\W*$)"
    r"|(?:jak )?dlugo(?: (?:jeszcze|to|teraz|tak))+(?=\W*$)"
    r"|(?:bis )?wann (?:gehts|laeufts|kommts|gibts|ists|hab(?:en)? (?:ich|wir)|kommt|ist|geht) (?:\w+ )?(?:wieder"
    r"|zurueck)"
    r"(?: (?:strom|licht|gas|internet|netz|da|an))?(?=\W*$)"
    r"|(?:a |i |to )?kiedy (?:to )?(?:wroci|bedzie|wlacza|wlaczycie)(?: (?:prad|swiatlo|gaz|internet|siec|zasieg"
    r"|z powrotem))?"
    r"(?=\W*$)|(?:a |to )?kiedy (?:prad|swiatlo|gaz|internet|zasieg) (?:wroci|bedzie)(?=\W*$)"
    r"|(?:und )?wie lang(?:e)? (?:wird |soll |kann )?(?:das|es|des|dat)"
    r"(?: (?:jetzt|denn|noch|so|alles|ca|etwa))* dauern"
    r"|wie lang(?:e)? (?:dauerts?|brauchts?|geht|braucht ihr|brauchen sie)"
    r"(?: (?:das|es|des|dat|jetzt?|denn|noch|no|so|alles|sowas|ca|etwa|ungefaehr|normalerweise|eigentlich|dafuer))*"
    r"|(?:bis )?wann (?:kommt|kommen|ist|is|schaut|repariert)(?: (?:denn|da|dann|mal))*"
    r" (?:jemand|einer|wer|(?:der|ein|mein|euer|ihr|d) \w*(?:techniker|monteur)|ein\w* kolleg\w+)(?: \w+){0,3}"
    r"|wo (?:bleibt|ist|is) (?:der|mein|euer|ihr|d) \w*(?:techniker|monteur)(?: (?:denn|jetzt|nun|eigentlich|termin))*"
    r"|(?:bis )?wann (?:ist|is|wird|geht|laeuft|funktioniert) (?:das|es|des|dat)(?: (?:denn|alles|dann|jetzt|endlich))*"
    r" (?:wieder|behoben|repariert|fertig|erledigt|durch|gemacht)(?: \w+)?"
    r"|(?:(?:ile|jak dlugo|dlugo)(?: (?:to|jeszcze|teraz|tak|mniej wiecej|wam|panstwu|zwykle|bedzie))*"
    r" (?:(?:po|za)?trwa\w*|zajmie|zajmuje|(?:sie )?czeka\w*)(?: (?:to|jeszcze|teraz))*)"
    r"|(?:to )?(?:na )?kiedy (?:to )?(?:do mnie |do nas |tu )?(?:ktos|technik|ekipa|monter|fachowiec|serwis\w*)"
    r"(?: (?:do mnie|do nas|tu|wreszcie|w koncu))*"
    r" (?:przyjedzie|przyjdzie|bedzie|przyjezdza|sie zjawi|zajrzy|podjedzie)"
    r"|(?:to )?(?:na )?(?:kiedy|gdzie)(?: (?:to|do mnie|do nas|wreszcie|w koncu))*"
    r" (?:przyjedzie|przyjdzie|bedzie|przyjezdza|sie zjawi|zajrzy|podjedzie|jest)"
    r"(?: (?:do mnie|do nas|tu|ten|moj|wasz|jakis|w koncu))* (?:ktos|technik|ekipa|monter|fachowiec|serwis\w*)"
    r"|(?:to )?(?:na )?kiedy (?:to )?(?:wreszcie )?(?:bedzie (?:gotowe|zrobione|dzialac|dzialalo|naprawione|zalatwione)"
    r"|naprawi\w+|zacznie dzialac|znowu zadziala)"
    r")(?=\W*$|\W*[,.;!?]|\s+(?:i|ich|wir|we|my|cos|cause|because|weil|bo|and|und|oraz|z|please|pls|bitte|prosze)\b)"
)
"""Folded; what stands behind names nothing that could take its time."""


_TECHNICIAN = re.compile(
    r"\b(?:technicians?|engineers?|repair ?(?:man|men|crew)|service ?techniker\w*|techniker\w*|monteur\w*"
    r"|technik(?:a|iem|owi|u|ow)?|monter(?:a|em|zy|ow)?|serwisant\w*|fachow(?:iec|ca|cy|cow)|ekip[aeyi])\b"
)
_VISIT = re.compile(
    r"\b(?:when|where|what time|which day|appointment|visit|com(?:e|es|ing)|wann|wo|termin\w*|kommt|kommen"
    r"|kiedy|gdzie|o ktorej|przyj(?:dzie|edzie|ezdza)|bedzie|wizyt\w*|umowion\w*)\b"
)


def asks_for_technician(text: str) -> bool:
    """Tell whether somebody asks, in few words, for the day of a technician's visit."""
    folded = fold(text)
    is_brief = len(folded.split()) <= MOST_WORDS
    return is_brief and _TECHNICIAN.search(folded) is not None and _VISIT.search(folded) is not None


_BARELY = re.compile(
    r"\W*(?:(?:and|ok|okay|so|und|ja|also|a|i|no|to|but|aber|ale)\W+)*"
    r"(?:(?:until |till |by |bis |do |od |to )?(?:when|wann|kiedy)|how long|how much longer|wie lang(?:e)?"
    r"|jak dlugo|ile)"
    r"(?:\W+(?:is|s|that|it|will|be|do|i|get|have|to|pay|then|exactly|now|ist|das|denn|dann|genau|jetzt|noch"
    r"|krieg\w*|bekomm\w*|ich|es"
    r"|to|jest|bedzie|mam|je|dostane|zaplacic|dokladnie|jeszcze|still))*\W*"
)


def barely_asks_when(text: str) -> bool:
    """Tell whether nothing but "when?" or "how long?" is asked, of what was spoken of: "und bis wann"."""
    return _BARELY.fullmatch(fold(text)) is not None


def asks_how_long(text: str) -> bool:
    """Tell whether somebody asks how long this takes, or when somebody comes, and names nothing else."""
    return len(text.split()) <= MOST_WORDS and _HOW_LONG.match(fold(text)) is not None
