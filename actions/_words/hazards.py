"""Which danger a customer describes, so that the advice fits it."""

import re

from actions._words.spelling import fold

_KINDS: tuple[tuple[str, str], ...] = (
    (
        "monoxide",
        r"kohlenmonoxid|monoxid|monoxide|\bco[- ]?(?:melder|warner|alarm|detector|detektor|czujnik)|\bczujnik\w* co\b"
        r"|czad\w*|tlenk\w* węgla|tlenek węgla",
    ),
    (
        "gas",
        r"\bgas(?!t)|\w*gasgeruch|erdgas|\bgaz|(?:smell|stink|riech|śmierdz)\w* (?:of |nach )?(?:gas|gaz)"
        r"|\b(?:eggs?|eggy|eiern?|jaj\w*)\b",
    ),
    (
        "line",
        r"freileitung|strommast|\bmast(?!er)|oberleitung|stromleitung|hochspannung|strom(?:kabel|draht)"
        r"|power (?:line|cable)|overhead|pylon|\bpole\b"
        r"|(?:cable|wire|line)s?\b.{0,40}\b(?:street|road|garden|ground|down|fallen|hang)"
        r"|(?:fallen|hanging|downed|broken|live) (?:\w+ )?(?:line|cable|wire)"
        r"|(?:kabel|leitung|draht).{0,40}(?:straße|strasse|garten|boden|gerissen|gefallen|hängt)"
        r"|linia|linię|linii|słup|zerwan\w* (?:\w+ )?(?:kabel|przew)"
        r"|(?:kabel|przew[oó]d)\w*.{0,40}(?:ulic|ziemi|ogrod|zwisa|drog)",
    ),
    (
        "house",
        r"funken|funkt\b|steckdose|sicherungskasten|stromschlag|\beine gewischt|schmor|kabelbrand|verschmort"
        r"|zählerschrank|spark|socket|outlet|fuse|electric shock|electrocut|\bgot a shock|burning|burnt"
        r"|iskr|gniazdk|porazi|kopn[ąe]ł|kopie (?:mnie )?prąd|bezpiecznik|rozdzieln|skrzynk|spaleniz|przypal",
    ),
)
_WIRE = r"(?:wires?|cables?|lines?|kabel\w*|drae?ht\w*|leitung\w*|drut\w*|kabl\w*|przewod\w*)"
_OUTDOORS = (
    r"(?:street|road|garden|yard|pavement|sidewalk|footpath|outside|outdoors|on the ground|on the grass|lamp ?post"
    r"|street ?lamp|strasse|gehweg|gehsteig|buergersteig|trottoir|wiese|garten|hof|draussen|feld|am boden|auf dem boden"
    r"|laterne\w*|ulic\w*|chodnik\w*|jezdni\w*|drodz\w*|drog\w*|trawnik\w*|trawie|podworz\w*|podworku|ogrod\w*"
    r"|na ziemi|na dworze|na zewnatrz|przed (?:blokiem|domem)|latarni\w*)"
)
_SPARKS = r"(?:spark\w*|funk(?:en|t|elt)|iskr\w*)"
_FALLEN = re.compile(
    rf"\b{_WIRE}\b.*\b{_OUTDOORS}\b|\b{_OUTDOORS}\b.*\b{_WIRE}\b"
    rf"|\b{_SPARKS}\b.*\b{_OUTDOORS}\b|\b{_OUTDOORS}\b.*\b{_SPARKS}\b"
)
"""Words, folded, of a line that came down or sparks out of doors, in whatever order they stand."""
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


def hazard(text: str, commodity: object) -> str:
    """Name the danger by the customer's words, most deadly first.

    Args:
        text: The customer's words.
        commodity: What the understanding found to be named; it counts where the words tell nothing.

    Returns:
        "monoxide", "gas", "line" (a fallen or damaged one, outdoors), "house" (sparks, burning, a shock indoors),
        "electricity" (whatever it is) or "unknown".
    """
    found = next((kind for kind, pattern in _COMPILED if pattern.search(text)), None)
    found = "line" if found in ("house", None) and _FALLEN.search(fold(text)) else found
    return found or (str(commodity) if commodity in ("gas", "electricity") else "unknown")


_SUPPLY = r"(?:gas|erdgas|gaz(?:u|em|ie)?|strom|prad(?:u|em)?|power|electricity)"
_TOO = r"(?:too|also|as well|auch|tez|rowniez)"
_ALSO_SUPPLY = re.compile(
    r"\W*(?:(?:and|und|a|i|oraz|plus|what about|how about|(?:und )?(?:was ist|wie ist es) (?:mit|beim)|(?:a |no )?co z)"
    r"(?: (?:the|das|dem|den|beim|fuers?|for|on|with|my|mein|moj|za|na|o|w|tego))*"
    rf" {_SUPPLY}(?: {_TOO})?|{_SUPPLY} {_TOO})\W*"
)
"""The whole of a message that goes on from one supply to another, folded: "and gas?"."""


def only_goes_on(text: str) -> bool:
    """Tell whether a message asks the same of another supply, and tells of no danger."""
    return _ALSO_SUPPLY.fullmatch(fold(text)) is not None


_OVER = re.compile(
    r"\b(?:false alarm|it'?s over|all (?:clear|good|fine|ok|okay|safe)(?: now| again)?|(?:we are|we're|i'?m|i am) safe"
    r"|(?:was|it'?s) (?:only|just) (?:the|my|a|some)|(?:smell|gas)(?: is|'s) gone|(?:was|were) (?:already )?here"
    r"|fehlalarm|falscher alarm|entwarnung|alles (?:wieder )?(?:gut|ok|okay|in ordnung|sicher)|vorbei|war (?:doch )?nur"
    r"|(?:geruch|gas) (?:ist |is )?weg|waren (?:schon )?da|(?:bin|sind) in sicherheit"
    r"|falszywy alarm|juz (?:po wszystkim|dobrze|w porzadku|bezpieczn\w*|nie (?:czuc|smierdzi|iskrzy))"
    r"|wszystko (?:juz )?(?:dobrze|ok|w porzadku|gra)|to byl[ao]? tylko|(?:juz )?(?:byli|sa) (?:juz )?(?:tu|na miejscu)"
    r"|jestesmy bezpieczn\w*)\b"
)
_DANGER = re.compile(
    r"\b(?:windows?|neighbou?rs?|fire ?(?:brigade|dept|department|fighters?)|get out|go out(?:side)?|leave the"
    r"|stay (?:in|inside|here)|scared|afraid|smell\w*|stink\w*|explo\w*|ambulance|dizzy|sparks?|sparking"
    r"|(?:any|some)(?:one|body) (?:\w+ )?coming|(?:you|they|someone|anyone) (?:\w+ ){0,2}come"
    r"|send (?:some|any)(?:one|body)"
    r"|fenster\w*|nachbar\w*|feuerwehr|rausgeh\w*|raus|hinaus|angst|trau\w* mi\w*|riech\w*|stinkt\w*|explo\w*"
    r"|schwindlig"
    r"|(?:kommt?|kommen)(?: \w+){0,2} (?:wer|jemand\w*|einer|ihr|sie|techniker|hilfe)|(?:wer|jemand) kommt|schickt\w*"
    r"|okn\w*|sasi\w*|straz\w*|wychodz\w*|wyjsc|boje|boimy|smierdzi|czuc|wybuch\w*|iskrzy|kreci mi sie"
    r"|przyjad\w*|przyjedzie\w*|przyjezdza\w*|wysl\w* (?:kogos|ekip\w*)|pogotowi\w*)\b"
)
_AND_NOW = re.compile(
    r"\W*(?:(?:un|und|and|so|ok|i|a|no)\W+)*(?:co )?(?:jetzt?|nun?|dann|now|then|teraz|potem|dalej)\W*"
)
_FAREWELL = re.compile(
    r"\b(?:bye\w*|goodbye|see (?:you|ya)|cheers|good ?night|later|tschue?s+\w*|tschau|ciao|servus|pfiat\w*|ade"
    r"|wieder(?:sehen|schauen|hoeren)|schoene\w*|gute nacht|mach\w*s gut|bis (?:dann|bald|spaeter)"
    r"|widzenia|uslyszenia|pa+|nara|czesc|dobranoc|milego|do jutra)\b"
)


def is_farewell(text: str) -> bool:
    """Tell whether a word of farewell is said."""
    return _FAREWELL.search(fold(text)) is not None


def is_over(text: str) -> bool:
    """Tell whether the danger that was spoken of is over: "war nur die Pfanne"."""
    return _OVER.search(fold(text)) is not None and not text.rstrip().endswith("?")


def speaks_of_danger(text: str) -> bool:
    """Tell whether somebody who was just warned goes on about it: the windows, the neighbours, whether help comes."""
    folded = fold(text)
    return _DANGER.search(folded) is not None or _AND_NOW.fullmatch(folded) is not None
