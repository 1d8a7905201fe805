"""Tells which of our three languages a message is in, and which language a customer names."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from actions._words.spelling import fold
from bot.mentions import Mention
from bot.normalisation import MASK_SIGN, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LANGUAGES = ("en", "de", "pl")


def _words(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


# Small words that only one of the three languages has, folded. Chosen by hand; words shared by two are left out.
_CUES: dict[str, frozenset[str]] = {
    "en": _words(
        "the my is are you your please how much when what why where i'm i've it's don't can't does did have has "
        "this that of to and for with from not yes hello hi hey thanks thank bill bills invoice meter power "
        "electricity contract any been want would could should there know need help paid pay owe long still switch "
        "number customer which one last month year week today yesterday our we they he she me us it be on at by or "
        "if but u ur pls thx can cant dont till until off out get got wanna gonna just some before after going"
    ),
    "de": _words(
        "ich gibt gibts is kaputt gut nix doch aber jetzt dann raus auch ne nee lass ma "
        "mein meine meinen meiner meinem der das dem den des ein eine einen einer ist sind hab habe haben wie "
        "wieviel wann warum wieso wo nicht kein keine bitte danke und mit von fuer bei auf zum zur noch schon "
        "mal hallo moin rechnung rechnungen zaehler strom vertrag kunde kundennummer brauche kann koennen moechte "
        "wird wurde bin sie ihr wir uns mir mich dich euch es ja nein guten tag abend morgen servus gruezi letzten "
        "letztes letzte jahr monat woche heute gestern nummer verbrauch verbraucht abschlag kosten kostet bezahlt "
        "zahlen ueberwiesen geht weiter hilfe anbieter lange laeuft kuendigung kuendigen nich wohnung deutsch"
    ),
    "pl": _words(
        "ja moj moja moje mojego mojej moim jest sa nie tak czy jak ile kiedy dlaczego czemu gdzie co prosze "
        "dziekuje dzieki na za od po przy dla ze sie to ta tej tego mam mnie mi ma juz jeszcze czesc hej witam "
        "dzien dobry rachunek rachunku rachunki faktura fakture faktury faktur licznik licznika prad pradu gaz "
        "gazu umowa umowy umowe numer klienta klient potrzebuje chce chcialbym chcialabym moge mozna zaplacic "
        "zaplacilem zaplacilam zaplata zuzycie zuzylem zuzylam zl zlotych rok roku miesiac miesiacu miesiecy "
        "tydzien dzis dzisiaj wczoraj pomoc sprzedawcy zmiana zmiany konczy koniec jaki jaka jakie ktory ktora "
        "u nadal halo panstwo pan pani mieszkanie polsku tylko tez oraz albo wiec jednak teraz "
        "zgadza dobra jasne spoko pewnie dawaj poprosze wystarczy dziala pomylilem pomylilam sciagnij"
    ),
}
_SHARED = frozenset.intersection(*_CUES.values()) | (
    (_CUES["en"] & _CUES["de"]) | (_CUES["en"] & _CUES["pl"]) | (_CUES["de"] & _CUES["pl"])
)
_OWN_CUES = {word: language for language, words in _CUES.items() for word in words - _SHARED}

# Words that customers of all three languages write alike: on their own they say nothing about the language.
_INTERNATIONAL = _words(
    "ok okay stop start hallo halo internet router pin sim mail email e-mail pdf app bot chat status info sms "
    "super help no ja to was gas telefon login konto plan online service hi hey hm hmm oh aha"
)

_LETTERS = {"pl": frozenset("ąęłńśźż"), "de": frozenset("äöüß")}
_LETTER_BONUS = 2.5
_CUE_BONUS = 2.3
# Added to every share the model gives, so that it alone can never rule a language out.
_FLOOR = 0.02
# A message of international words only, of one word beside numbers, or of a mere name stays below what any caller
# should act on.
_UNDECIDED = 0.4
_FEWEST_WORDS = 2
# Few words without a single one that only one language has are the model's guess: "zgadza sie" looks German to it, and
# "licht is rot" English.
_FEW_WORDS = 3
_SURE_OF_FEW = 0.95
# An address is written alike in every language.
_POSTCODE = re.compile(r"\b(?:\d{2}-\d{3}|\d{5})\b")
# Share of a language that is none of ours, and the cues of one of ours that outweigh it: the model takes short Polish
# without diacritics for its neighbours.
_FOREIGN = 0.7
_SURE_CUES = 2

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")

SURE = 0.9
"""A detected language counts from here on."""

_DIALECTS = _words("nds als bar ksh pfl lb stq fy nl af sco szl csb hsb dsb")
"""Of ours, and neighbours that the model takes dialects for (codes of ISO 639-3)."""

_OURS_OR_NEAR = _DIALECTS.union(LANGUAGES)

_SENTENCE_END = re.compile(r"(?<=[^\W\d][.!?…])\s+|(?<=[!?])\s+|\s*\n\s*")
_FULL_SENTENCE = 3
"""Words of a sentence that shows its language; a greeting or a name does not."""
_MOST_SENTENCES = 8
"""Looked at, from the end."""

_NAMES = {
    "en": "english inglisch englisch englische englischen angielski angielsku angielskiego angielskim inglis",
    "de": "german deutsch deutsche deutschen deutscher niemiecki niemiecku niemieckiego niemieckim tedesco",
    "pl": "polish polnisch polnische polnischen polski polsku polskiego polskim polnischer",
    "uk": "ukrainian ukrainisch ukrainski ukrainsku ukrainskiego",
    "ru": "russian russisch rosyjski rosyjsku rosyjskiego ruski rusku",
    "tr": "turkish tuerkisch turkisch turecki turecku tureckiego",
    "fr": "french franzoesisch franzosisch francuski francusku francuskiego",
    "es": "spanish spanisch hiszpanski hiszpansku hiszpanskiego",
    "ar": "arabic arabisch arabski arabsku arabskiego",
    "it": "italian italienisch wloski wlosku wloskiego",
}
_CODE_BY_NAME = {name: code for code, names in _NAMES.items() for name in names.split()}


@dataclass(frozen=True)
class LanguageGuess:
    """The likeliest of our languages and how sure that is, from 0 to 1."""

    code: str
    confidence: float


def decide(text: str, shares: Mapping[str, float]) -> LanguageGuess:
    """Weigh a language model's shares against small words and letters that only one language has.

    Args:
        text: One message.
        shares: Share per language code as the language model gives it.

    Returns:
        The best guess; its confidence is at most 0.4 when there is at most one word beside numbers and such that all
        three languages share ("ok", "internet"), when it is a mere name or an address, where another language has more
        of its own small words, and in a language that is none of ours.
    """
    lowered = text.lower()
    words = [word for word in tokens(text) if word[0] != MASK_SIGN and word[0].isalpha()]
    points = {code: math.log(shares.get(code, 0.0) + _FLOOR) for code in LANGUAGES}
    cues = _cues(text)
    for code, number in cues.items():
        points[code] += _CUE_BONUS * number
    for code, letters in _LETTERS.items():
        if letters.intersection(lowered):
            points[code] += _LETTER_BONUS
    code = max(LANGUAGES, key=lambda language: points[language])
    total = sum(math.exp(value - points[code]) for value in points.values())
    confidence = 1.0 / total
    foreign = max((share for code, share in shares.items() if code not in LANGUAGES), default=0.0)
    own = cues[code]
    outdone = any(number > own for number in cues.values())
    telling = [word for word in words if word not in _INTERNATIONAL]
    says_little = len(telling) + own < _FEWEST_WORDS or (not own and text.istitle())
    is_guess = not own and len(telling) <= _FEW_WORDS and confidence < _SURE_OF_FEW
    is_place = not own and _POSTCODE.search(text) is not None
    if says_little or is_guess or is_place or outdone or (foreign >= _FOREIGN and own < _SURE_CUES):
        confidence = min(confidence, _UNDECIDED)
    return LanguageGuess(code, round(confidence, 4))


@dataclass(frozen=True)
class Mixture:
    """A message of several sentences that are not all in one language."""

    last: LanguageGuess
    """Of the last full sentence in one of ours: that is the one to answer in."""
    has_foreign: bool
    """Another sentence is in a language that is none of ours."""


def mixture(text: str, detect: Callable[[str], Mapping[str, float]]) -> Mixture | None:
    """Tell the languages of a message's sentences apart; None when one language, or none of ours, speaks through all.

    Args:
        text: One message.
        detect: Gives the share per language code of a text, as the language model does.
    """
    sentences = _SENTENCE_END.split(text)
    parts = [part for part in sentences if len(_letters(part)) >= _FULL_SENTENCE] if len(sentences) > 1 else []
    if len(parts) < 2:
        return None
    ours: list[LanguageGuess] = []
    has_foreign = False
    for part in parts[-_MOST_SENTENCES:]:
        shares = detect(part)
        guess = decide(part, shares)
        if is_foreign(part, shares):
            has_foreign = True
        elif guess.confidence >= SURE and _cues(part)[guess.code] >= _SURE_CUES:
            ours.append(guess)
    if not ours or not (has_foreign or len({guess.code for guess in ours}) > 1):
        return None
    return Mixture(ours[-1], has_foreign)


@lru_cache(maxsize=64)
def _letters(text: str) -> tuple[str, ...]:
    return tuple(word for word in _WORD.findall(text) if word[0].isalpha())


def is_other_script(text: str) -> bool:
    """Tell whether most letters of a text are none of the Latin script."""
    if text.isascii():
        return False
    letters = [char for char in text if char.isalpha()]
    return 2 * sum("LATIN" not in unicodedata.name(char, "") for char in letters) > len(letters) > 0


def is_foreign(sentence: str, shares: Mapping[str, float]) -> bool:
    """Tell whether a sentence is in a language that is none of ours: by its script, or by most of its words."""
    if is_other_script(sentence):
        return True
    foreign = max((share for code, share in shares.items() if code not in _OURS_OR_NEAR), default=0.0)
    if foreign < _FOREIGN:
        return False
    words = len(_letters(sentence))
    return words > _FULL_SENTENCE and max(_cues(sentence).values(), default=0) * _FULL_SENTENCE < words


def tells_itself(text: str) -> bool:
    """Tell whether small words alone say the language: of one of ours, in every third word at least, and no other."""
    cues = _cues(text)
    return len(cues) == 1 and cues.total() >= max(_SURE_CUES, len(_letters(text)) / _FULL_SENTENCE)


@lru_cache(maxsize=64)
def _cues(text: str) -> Counter[str]:
    """How many words of a text only one language has, by language."""
    return Counter(language for word in tokens(text) if (language := _OWN_CUES.get(word)))


def language_names(text: str) -> list[Mention]:
    """Languages the customer names ("auf Deutsch", "po polsku", "English please"), as codes."""
    return [
        Mention("language", match.start(), match.end(), _CODE_BY_NAME[folded])
        for match in _WORD.finditer(text)
        if (folded := fold(match.group())) in _CODE_BY_NAME
    ]
