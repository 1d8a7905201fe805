"""What is supplied and where, as customers say it: commodities and kinds of places in three languages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from actions._words.spelling import fold
from bot.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

# Beginnings of folded words; "=" in front: the whole word. Polish and German endings and German compounds follow by
# themselves ("stromrechnung", "pradu"). The first match counts.
_COMMODITIES = {
    "electricity": "electric power strom =okostrom =oekostrom =autostrom =nachtstrom =prad =pradu =pradem"
    " =pradzie =prund"
    " =swiatlo =swiatla =energia =energie =energii =energia elektryczn elektr =juice"
    " =leccy =lecky =lekky",
    "gas": "=gas =gases erdgas gasrech gasver gasvertr gaszae gastar gasanb gaspreis gaskost gasabr gasheiz"
    " gasans gasabs"
    " =gaz =gazu =gazem =gazie =gazowy =gazowa =gazowe =gazowego =gazowej =gazownia",
    "fibre": "fibre fiber glasfaser =internet internetv internetr internetan internetem internetu internecie =dsl wlan"
    " =wifi =wi-fi broadband breitband swiatlowod =lacze =lacza =festnetz =netz",
    "mobile": "=mobile =mobiles mobilfunk mobilver =mobil =handy =handys handyv handyr handyt handynummer =cell"
    " =cellphone"
    " =smartphone =sim =simka simkart =smartfon komork =komorka =komorke =esim abonamentkomork",
}
_PLACES = {
    "cottage": "cottage ferienhaus ferienhaeus ferienwohn gartenhaus wochenendhaus datscha =laube schrebergart"
    " dzialk dzialc dzialec"
    " =domek =domku =domki letniskow =holiday cabin =chalupa",
    "flat": "=flat =flats apartment appart =studio =condo wohnung mietwohnung zweitwohnung =whg mieszkani =mieszkan"
    " apartament kawalerk =lokum =m2",
    "garage": "garage =carport stellplatz tiefgarag garaz",
    "office": "office buero =buro =bueros =kanzlei =praxis biur kancelari gabinet",
    "shop": "=shop =shops =store =boutique laden =geschaeft =geschaefte geschaeftslokal filial =kiosk sklep"
    " lokal butik",
    "workshop": "workshop werkstatt werkstaett warsztat =atelier =ateliers pracowni",
    "bakery": "bakery baeckerei piekarni",
    "restaurant": "restaurant =cafe gaststaette kneipe restauracj kawiarni =bar =baru",
    "warehouse": "warehouse =depot =lager lagerhall lagerhaus magazyn hurtowni",
    "cellar": "cellar basement keller piwnic",
    "farm": "=farm =farms bauernhof =hof =stall gospodarstw =barn scheune stodol",
    "plant": "factory =werk =fabrik produktionshall =halle zaklad fabryk =hala =hali",
    "house": "=house =houses =haus =haeuser einfamilienhaus reihenhaus elternhaus =dom =domu =domem =domow =domy",
    "parents": "=parents =mum =mom =mother =eltern =mutter =mama =mamy =rodzicow =rodzice =matki",
}
# Folded words after which the word before is no commodity ("mobile number", "power of attorney").
_NOT_BEFORE = {"mobile": ("number", "no", "nr"), "power": ("of",), "handy": ("nummer",), "cell": ("number",)}

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


def find_supplies(text: str) -> list[Mention]:
    """Commodities (by code) and places (code and the customer's word), in order of appearance."""
    found: list[Mention] = []
    matches = list(_WORD.finditer(text))
    words = [fold(match.group()) for match in matches]
    for number, (match, word) in enumerate(zip(matches, words, strict=True)):
        following = words[number + 1] if number + 1 < len(words) else ""
        commodity = _COMMODITY_TABLE.find(word)
        if commodity and following not in _NOT_BEFORE.get(word, ()):
            found.append(Mention("commodity", match.start(), match.end(), commodity))
        place = _PLACE_TABLE.find(word)
        if place:
            found.append(Mention("place", match.start(), match.end(), {"code": place, "text": match.group()}))
    return found


class _Table:
    """Looks a folded word up by its whole or its beginning."""

    def __init__(self, entries: dict[str, str]) -> None:
        self._whole: dict[str, str] = {}
        self._beginnings: dict[str, str] = {}
        for code, words in entries.items():
            for word in words.split():
                (self._whole if word[0] == "=" else self._beginnings).setdefault(word.lstrip("="), code)
        self._lengths = _lengths(self._beginnings)
        self.find = lru_cache(maxsize=20_000)(self._find)

    def _find(self, word: str) -> str | None:
        """The code of a word; the longest beginning counts."""
        if word in self._whole:
            return self._whole[word]
        for length in self._lengths:
            code = self._beginnings.get(word[:length])
            if code and length <= len(word):
                return code
        return None


def _lengths(words: Iterable[str]) -> list[int]:
    return sorted({len(word) for word in words}, reverse=True)


_COMMODITY_TABLE = _Table(_COMMODITIES)
_PLACE_TABLE = _Table(_PLACES)
