"""Names and postal addresses in the words of a customer: pure text, no I/O."""

import re

from actions._errand.drafts import CONFIRMATION, REFUSED, Draft
from actions._errand.steps import Problem, TextStep, Values, only_yes_or_no
from actions._turn import Turn
from actions._words.addresses import PARTS, address_in
from actions._words.spelling import fold

_NAME_CUE = re.compile(
    r"(?:name is(?: now)?|(?:am|'m)(?: now)? called|new (?:sur)?name:?|hei(?:ß|ss)e(?: ich)?(?: jetzt| nun)?"
    r"|neuer? (?:nach)?name(?: ist| lautet)?:?|name (?:ist|lautet)(?: jetzt| nun)?:?|nazywam się(?: teraz)?"
    r"|nazwisko(?: to| jest)?:?|nazwa(?: to)?:?)\s+(?=\S)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w'’.&-]*(?: [^\W\d_&][\w'’.&-]*| &){0,5}")
_INTRODUCTION = re.compile(
    r"(?:(?:hi|hello|hallo|guten tag|moin|dzień dobry|cześć)\W+)?"
    r"(?:my name is|my name's|i am called|the name is|ich hei(?:ß|ss)e|mein name (?:ist|lautet)|nazywam się|mam na imię"
    r"|moje nazwisko to)\s+"
    r"(?!(?:now|not|wrong\w*|changed|spel\w+|written|still|jetzt|nun|nicht|noch|falsch|anders|teraz|inaczej)\b)"
    r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}\W*",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:and |but |so |und |aber |a |i )?(?:why|what|whats|when|where|who|which|how|warum|wieso|weshalb|was|wann|wo|wer"
    r"|wie|welche[rs]?|dlaczego|czemu|co|kiedy|gdzie|kto|jak|ile|czy)\b(?! ?[&.])",
    re.IGNORECASE,
)
_SENTENCE = """
i'm im here here's my me you your u ur it it's its is isn't are do does did can could have has want need this that not
please ich mein meine meinen mir mich dir ihr euch es ist sind habe hab hast haben kann können möchte will nicht noch
bitte hier mój moja moje mam mi mnie chcę chce chciałbym chciałabym jest są to nie się proszę może mogę moją mojego tego
"""
_TALK = frozenset(_SENTENCE.split())
"""Words of a sentence; in small letters two of them, or one among three words, make no name."""
_FEW_WORDS = 2
_CAPITAL = re.compile(r"[A-ZÄÖÜŁŚŻŹĆÓ][\w'’.&-]*(?: (?:[A-ZÄÖÜŁŚŻŹĆÓ&][\w'’.&-]*|von|van|de|zu|z o\.o\.)){0,5}")


def name_in(text: str) -> str | None:
    """A name after words that announce one: "my new name is Anna Berg"."""
    cue = _NAME_CUE.search(text)
    found = _CAPITAL.match(text, cue.end()) if cue else None
    return found.group().rstrip(".") if found else None


_AT = re.compile(r"\s*(?:\(\s*(?:at|aet)\s*\)|\[at\]|\b(?:at|aet|malpa|malpka|klammeraffe)\b)\s*")
_DOT = re.compile(r"\s+(?:dot|punkt|kropka)\s+")
_BEFORE_COUNTRY = re.compile(r"(?<=@)([\w-]+) (?=(?:com|de|pl|net|org|eu|info|io|co|at|uk)\b)")
_EMAIL = re.compile(r"[a-z0-9][\w.+-]*@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}\b")


def spoken_email(text: str) -> str | None:
    """A mail address as it is spoken: "lucia99 at gmail dot com", "anna małpa wp kropka pl"."""
    written = _BEFORE_COUNTRY.sub(r"\1.", _DOT.sub(".", _AT.sub("@", fold(text), count=1)))
    found = _EMAIL.search(written)
    return found.group() if found else None


def introduces(text: str) -> bool:
    """Tell whether somebody only says who they are: "my name is Erik Johansson", not "my name is now Berg"."""
    return _INTRODUCTION.fullmatch(text.strip()) is not None


def _is_sentence(text: str) -> bool:
    words = text.split()
    is_written_as_name = len(words) > 1 and all(word[0].isupper() for word in words)
    if text.endswith("?") or (_QUESTION.match(text) and not is_written_as_name):
        return True
    telling = sum(word.strip(",;:") in _TALK for word in words)
    return telling > 1 or (telling == 1 and len(words) > _FEW_WORDS)


_BEFORE_NAME = re.compile(
    r"^(?:(?:it'?s|it is|to|into|now|in|auf|jetzt|nun|na|teraz|to jest|bedzie|będzie|zmie[nń] na"
    r"|(?:ja )?zmieni(?:am|[łl]am|[łl]em|ę)(?: (?:je|si[eę]|nazwisko))? na"
    r"|(?:i'?m |i am )?chang(?:ing|ed)(?: (?:it|my name))? to"
    r"|(?:it |that )?will be|(?:ich )?[äa]e?ndere? (?:es |ihn |sie )?(?:auf|in|zu)"
    r"|(?:ich )?hei(?:ß|ss)e?(?: (?:dann|jetzt|nun|bald|k[uü]e?nftig))?|k[uü]e?nftig|dann)\s+)+(?=[^\W\d_])",
    re.IGNORECASE,
)
"""Words before a name that is asked for: "na Zalewska", "to Berg"."""
_INSTEAD = re.compile(r"\s*(?:no|nein|nee|nie|sorry|actually|doch|wait)\W+", re.IGNORECASE)


def _name_instead(text: str, draft: Draft) -> str | None:
    """A name alone after a no, or in the same message with it: "no, Aoife Byrne"."""
    begin = _INSTEAD.match(text)
    if begin is None and REFUSED not in draft.known:
        return None
    words = _BEFORE_NAME.sub("", text[begin.end() if begin else 0 :].strip().rstrip(".!"))
    return words if _CAPITAL.fullmatch(words) and not only_yes_or_no(words) else None


class NameStep(TextStep):
    """A name as it is to be written; a question or another matter is none."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """The name in the message, or the whole message when it can be one."""
        if found := name_in(turn.text):
            return {self.name: found}
        cue = _NAME_CUE.search(turn.text)
        words = _BEFORE_NAME.sub("", turn.text[cue.end() if cue else 0 :].strip().rstrip(".!"))
        if _is_sentence(words) or only_yes_or_no(words):
            return None
        return {self.name: words} if _NAME.fullmatch(words) else Problem("name_unclear")

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A name that is announced; beside the summary also one that is put in the place of another."""
        found = name_in(turn.request_text)
        if found is None and draft.asking == CONFIRMATION and draft.values.get(self.name):
            found = _name_instead(turn.text, draft)
        return None if found is None else {self.name: found}


class PlaceStep(TextStep):
    """A postal address."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """The address in the message."""
        return self.volunteered(turn, draft) or Problem("place_unclear")

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """Likewise."""
        found = address_in(turn.request_text)
        return None if found is None else {self.name: {part: found[part] for part in PARTS}}
