"""Words of somebody who says that he handed a reading in already. Pure."""

import re

from actions._words import fold

_HANDED_IN = re.compile(
    r"\b(gave|given|sent|submitted|reported|handed) (\w+ ){0,4}(meter )?(reading|meter)s?\b"
    r"|\breadings? (\w+ ){0,3}(was|were|already) (\w+ )?sent\b"
    r"|\b(zaehler)?(stand|staende|ablesung)\b (\w+ ){0,4}"
    r"(durchgegeben|durchgesagt|gemeldet|geschickt|abgegeben|mitgeteilt|eingereicht)\b"
    r"|\b(podal\w*|przesl\w*|wysl\w*|zglosil\w*|przekaza\w*) (\w+ ){0,4}(odczyt\w*|stan\b|stan licznik\w*)"
    r"|\b(odczyt|stan licznika) (\w+ ){0,3}(podal\w*|przesl\w*|wysl\w*|zglosil\w*|przekaza\w*)"
)
_WOULD = re.compile(
    r"\b(can|could|want|how|where|should|will|would|kann|koennte|moechte|wie|wo|soll|muss|moge|chce|chcial\w*|jak|gdzie|mam)\b"
)


def tells_reading_handed_in(text: str) -> bool:
    """Tell whether somebody says, without a figure, that his reading is here: "ich hab euch den Stand gemeldet"."""
    folded = fold(text)
    return _HANDED_IN.search(folded) is not None and not (_WOULD.search(folded) or re.search(r"\d", folded))
