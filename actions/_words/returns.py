"""How people say why something comes back, in which condition it is and what they want for it; folded words."""

import re

REASONS = {
    "damaged_in_transit": r"arrived (?:broken|damaged)|damaged (?:in|on|by) (?:transit|delivery|the way|arrival|post)"
    r"|(?:kaputt|beschaedigt|zerbrochen) angekommen|transportschaden|beim transport|unterwegs (?:kaputt|beschaedigt)"
    r"|uszkodzon\w* w (?:transporcie|przesylce|paczce)|rozbit\w*|(?:przyszl|dotarl)\w* uszkodzon",
    "wrong_item": r"wrong (?:item|one|device|colou?r|thing|phone|router)|not what i ordered|nicht (?:das )?bestellt"
    r"|falsch\w* (?:artikel|geraet|farbe|ware)|was anderes bestellt|zl[aye] (?:kolor|towar|produkt|urzadzenie)"
    r"|nie to (?:co )?zamaw|inn\w* niz zamaw|pomylk|przyszlo cos innego",
    "not_as_described": r"not as (?:described|advertised)|nicht wie beschrieben|anders als beschrieben"
    r"|entspricht nicht|niezgodn\w* z opisem|inacz\w* niz w opisie",
    "defective": r"broken|defect|faulty|doesn.?t work|not work|dead\b|stopped|kaput|defekt|spinnt|startet nicht"
    r"|geht nicht|funktioniert nicht|laedt nicht|zepsut|nie dziala|wadliw|popsut|nie laduje|uszkodzon",
    "changed_mind": r"chang\w* my mind|(?:don.?t|do not|no longer) (?:want|need|like)|not needed"
    r"|too (?:small|big|large)|nicht gefaellt|gefaellt (?:mir )?(?:nicht|nich|nit|net|ned)\b|anders ueberlegt"
    r"|brauch\w* .*nicht"
    r"|passt (?:mir )?nicht|will\w* .*nicht (?:mehr|behalten)|zu (?:klein|gross)|widerruf"
    r"|rozmysl|(?:zmieni|zmian)\w* zdani|nie (?:jest )?potrzeb|nie pasuje|nie podoba|nie chce|odstap|za (?:mal|duz)\w*",
    "other": r"\bother\b|another reason|something else|ander\w* grund|etwas anderes|sonstig|inny powod|cos innego",
}
"""By reason; what is wrong with a thing goes before what its owner thinks of it."""

OFFERED = ("changed_mind", "defective", "wrong_item", "damaged_in_transit", "not_as_described", "other")
CONDITIONS = {
    "unopened": r"unopened|not opened|never opened|sealed|still (?:packed|in its box)|ungeoeffnet|originalverpack"
    r"|nicht (?:geoeffnet|ausgepackt)|noch (?:verpackt|zu\b)|nieotw|nie otwi|nierozpakow|zapakowan|oryginalnie",
    "damaged": r"damaged|cracked|scratch|beschaedigt|zerkratz|gesprungen|kaputt|uszkodz|porysow|pekniet",
    "used": r"\bused\b|in use|gebraucht|benutzt|im einsatz|uzywan|uzyte|w uzyciu",
    "opened": r"opened|unpacked|tried (?:it )?once|geoeffnet|ausgepackt|aufgemacht|ausprobiert|otwart|rozpakow",
}
WANTED = {
    "replacement": r"replac|exchange|(?:want|like|need|send me) (?:a |the )?(?:new|another)|another (?:one|device)|swap"
    r"|ersatz|austausch|umtausch|(?:will|moechte|brauche|haette) .*neue|^\W*(?:a )?new|^\W*(?:ein )?neue"
    r"|wymian|wymieni|(?:chce|prosze o) now|^\W*now|inny egzemplarz",
    "refund": r"refund|money|reimburs|geld|erstattung|erstatte|rueckzahl|zwrot (?:pieniedzy|kosztow|srodkow)|pieniadz"
    r"|pieniedzy",
}
SERIAL = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9][\w-]{4,30}(?![\w-])|(?<!\d)\d{6,20}(?!\d)")
NO_SERIAL = re.compile(
    r"\b(?:none|no number|can.?t (?:find|see)|keine|nicht (?:drauf|gefunden|lesbar)|brak|nie (?:ma|widz))",
    re.IGNORECASE,
)
SLIP = re.compile(r"\b(?:label|slip)\b|etikett|schein|aufkleber|etykiet|naklejk", re.IGNORECASE)
