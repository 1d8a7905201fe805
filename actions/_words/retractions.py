"""Words that take something back: "forget it", a plain no, "not yet", a wish to cancel, and the anger behind. Pure."""

import re

from actions._words.choices import asks_about
from actions._words.spelling import fold
from actions._words.vocabulary import BILLS, FILLERS

_FORGETS = re.compile(
    r"(?<!n't )(?<!not )(?<!dont )\b(?:forget|scrap|drop|leave) (?:about )?"
    r"(?:it|that|this|all (?:of )?(?:it|that|this))(?: all)?\b(?! (?:at|with|on|in|to|there|as|like|open|the same))"
    r"|(?<!n't )(?<!not )(?<!dont )\bforget (?:about )?(?:the|my|those|these) \w+"
    r"|\bnever ?mind\b|\bnvm\b|\b(?:stop|cancel) (?:all|everything)(?: (?:of )?(?:that|this|it))?\b"
    r"|\bstop (?:that|this|it)(?=\s*(?:$|[.,;!?–-]|(?:please|pls|(?:right )?now|and|i|we)\b))"
    r"|\bvergiss(?:(?: (?:es|das|die|den) \w*(?:rat|bestell|ternehm|umz)\w*| es| das)\b(?! (?:\w+ )?nicht\b)"
    r"|\b(?! (?:\w+ ){0,3}nicht\b))"
    r"|\bvergessen (?:sie|wir) (?:es|das)\b"
    r"|\blass(?:t|en sie|en wir)?(?:(?: es| das)? (?:mal |jetzt |bitte |lieber )*(?:gut|bleiben|stecken)(?: sein)?\b"
    r"|(?:'s| es| das)(?: mal| jetzt| bitte| lieber| dann| einfach)*(?=\s*(?:$|[.,;!?]))|(?=\s*[.!]*$))"
    r"|\b(?:hat sich|ist) (?:schon |wieder )?erledigt\b|\bschwamm dr[uü]e?ber\b"
    r"|(?:^|(?<=[.,;!?])|\b(?:ach|och|ok|okay|na|naja|ja|nein|nee|gut|dann|also|oh|hm+))\s*\begal\b"
    r"(?!\s+(?:wann|wie|welch\w*|wo|was|wer|ob|ist|is|mir))"
    r"|\bnie ?wa[zż]ne\b|(?<!nie )\bzapomnij(?:cie|my)?\b(?: o (?:tym|tej|tych) ?\w*| to)?|\bprosz[eę] zapomnie[cć]\b"
    r"|\bdaj(?:my|cie)? (?:temu |sobie |z tym )*spok[oó]j\b|\bzostaw(?:my|cie)? (?:to|temat)\b"
    r"(?! (?:pod|na|u|w|przy|jak|tak)\b)"
    r"|\bmniejsza (?:o to|z tym)\b|\bodpu[sś][cć](?:my|cie)?(?: to)?\b|\bkoniec z tym\b",
    re.IGNORECASE,
)
"""Words that give up what is open, wherever they stand: "ok forget it, I'll pay it all"."""

_REFUSING = """
no nope nah all everything cancel stop oh hm ah actually sorry thanks thank you i think lets let's can we
nein nee ne noe ach och alles aeh eh doch nicht lieber danke sie eben wieder
nie jednak wszystko dzieki dziekuje z tym a i oj ech
"""
_BESIDE = FILLERS | frozenset(_REFUSING.split())
"""Words beside them that ask for nothing else."""

_CHANGES_MIND = re.compile(
    r"(?:(?:i(?:'ve| have)? |'ve )?changed my mind|on second thoughts?,? (?:no|not|rather not)"
    r"|(?:actually|better|rather|maybe|then) (?:no|not|rather not)|(?:no|nah),? (?:actually|rather) not"
    r"|(?:i |we )?(?:do not|don'?t) (?:want|need) (?:to|it|that|this)(?: any ?more| after all)?|not after all"
    r"|(?:ich |wir )?(?:will|moechte|mag|wollen|brauch\w*)?(?: es| das)? ?(?:doch|lieber|eher|dann|halt|eben)"
    r"(?: lieber| besser| eher| gar| doch| halt| eben)* (?:nicht|nich|nit|net|ned|nix)(?: mehr)?"
    r"|(?:ich )?hab\w*\W?s?(?: es)? mir (?:es )?anders ueberlegt"
    r"|(?:jednak|lepiej|raczej)(?: juz| to| tego| jednak)* nie(?: chce| trzeba| potrzebuje)?(?: juz)?"
    r"|(?:jednak )?(?:zmienilam|zmienilem|zmienilismy) zdanie|rozmyslil\w* sie|(?:juz )?nie trzeba(?: juz)?)"
)
"""Words, folded, of somebody who thinks better of what was begun: "doch nicht", "jednak nie"."""

_ENDS_IN_NO = re.compile(
    r"\W*(?:(?:no|nah|nein|nee|ne|nie|oh|ach|oj|halt|stop|wait|hang on|warte|moment|czekaj|sorry|but|aber|ale)\W+)*"
    r"(?:don'?t|do not|better not|not|nicht|nich|lieber nicht|nie|nie rob\w*|nie zamawia\w*|jednak nie)\W*"
)

_STAYS = re.compile(
    r"(?:actually,? )?(?:i|we)? ?(?:'?m|'?re|am|are) (?:actually |now )?(?:staying|not (?:moving|leaving))"
    r"(?: put| here| where (?:i am|we are)| with you| after all| then| now| any ?more)*"
    r"|(?:actually,? )?(?:i|we)? ?(?:'?ll |will )?(?:just )?stay"
    r"(?: put| here| where (?:i am|we are)| with you| after all| then| now)*"
    r"|(?:(?:ich|wir|i|ma) )?bleib(?:e|en)?(?: (?:ich|wir|i|ma))?"
    r"(?: doch| jetzt| nun| lieber| hier| da| drin| wohnen| bei (?:euch|ihnen))*"
    r"|(?:ich|wir) ziehe?n? (?:jetzt |nun )?(?:doch |also )?nicht (?:mehr )?(?:um|aus|weg)"
    r"|(?:nie[,.;!] )?(?:ja |my )?(?:jednak |to |juz )*zosta(?:je|jemy|ne|niemy)"
    r"(?: jednak| juz| tu| tutaj| u was| z wami| tam| gdzie jest\w+)*"
    r"|(?:jednak )?nie (?:wy|prze)prowadzam(?:y)? sie(?: jednak| juz| nigdzie)*"
)
"""Words, folded, of somebody who thinks better of leaving: "nie, jednak zostaję"."""

_STAYS_AFTER_ALL = re.compile(
    rf"(?:(?:{_CHANGES_MIND.pattern})[\s,.;!]+)?(?:{_STAYS.pattern})(?:[\s,.;!]+(?:{_STAYS.pattern}))*"
)
"""The same, who says before that he thinks better of it, or says it twice."""

_AROUND = re.compile(
    r"^(?:\W*\b(?:no|nah|nope|oh|ah|hm+|ok|okay|well|sorry|wait|ach|och|ne|nee|nein|na|naja|aeh|eh|quatsch|halt|ups|also"
    r"|screw it|whatever|pfeif drauf|scheiss drauf|olac to|trudno|you know what|wissen sie was|weisst du was|wiesz co"
    r"|shit|fuck|damn|crap|scheisse|mist|verdammt|kurde|cholera|warte|moment|czekaj|poczekaj|zaczekaj"
    r"|nie(?=\W+(?:jednak|juz|lepiej|raczej|nie|no|zmienil|rozmysl))|oj|ojej|a|e|hej|kurcze|przepraszam|dobra|ja|i)\b)*\W*"
    r"|\W*(?:\b(?:sorry|please|thanks?|thank you|bitte|danke|entschuldigung|dziekuje|dzieki|prosze|przepraszam"
    r"|kurde|cholera|mist)\b\W*)*$"
)

_STOPS = (
    r"(?:wait|hold on|stop|not yet|hang on|moment|halt|stopp|warte|warten sie|noch nicht|czekaj|zaczekaj|chwila"
    r"|chwileczk[eę]|prosz[eę] (?:za|po)czeka[cć]|jeszcze nie)"
)
_WAITS = re.compile(
    rf"\W*(?:(?:no|nope|nein|nee|nie|oh|ach|oj|ok|ja|tak|yes)\W+)*{_STOPS}"
    rf"(?:\W+(?:please|a (?:minute|moment|second|sec)|bitte|mal|prosz[eę]|no|nein|nie|{_STOPS}))*\W*",
    re.IGNORECASE,
)

_REFUSES = re.compile(
    r"(?:^|[.,;:!?])\s*(?:no|nope|nah|nein|nee|n[oö]e?|nie)(?:\s*(?:[.,;:!?]|$)|\s+(?:i|we|ich|wir|ja)\b)",
    re.IGNORECASE,
)

_DECLINES = re.compile(
    r"\W*(?:(?:oh|ach|ok|okay|na|naja|hm+)\W+)?(?:no|nope|nah|nein|nee|ne|nie)\W+"
    r"(?:thanks?(?: you)?|thx|ty|danke\w*|vielen dank|dzieki|dziekuje|dziekujemy)"
    r"(?: (?:very much|schoen|sehr|bardzo))?\W*"
)

_BEGIN_OF_CORRECTION = re.compile(
    r"\s*(?:(?:a|ale|oj|oh|ah|ach|och|hm+|und|aber|and|but)\W+)?(no|nope|sorry|actually|rather|wait|nein|nee|doch|halt|lieber|ach|moment|nie|jednak|raczej|wol[eę]|przepraszam)\b",
    re.IGNORECASE,
)

_END_OF_CORRECTION = re.compile(
    r"\b(?:rather|instead|lieber|stattdessen|eher|raczej|jednak)\W*(?:please|bitte|prosz[eę])?\W*$", re.IGNORECASE
)

_NEGATED = re.compile(r"^(?:ja )?nie \w+|\bnicht\b|\bkein\w*\b|\bnot\b|n't\b|\b(?:dont|wont|cant)\b", re.IGNORECASE)

_ALL = re.compile(r"\b(all|everything|the (?:whole )?lot|alles|das ganze|wszystko)\b", re.IGNORECASE)

_MISTYPED = re.compile(
    r"\b(?:typo|mis-?typed|mistake|(?:was|is|were|typed it|wrote it) wrong|wrong (?:number|figure|reading|one)"
    r"|falsch (?:getippt|eingegeben|geschrieben|abgelesen)|(?:war|ist) falsch|vertippt|verschrieben|zahlendreher"
    r"|zle (?:wpisal|podal|spisal|przepisal)\w*|pomylil[ae]?m|pomylka|bled\w*)\b"
)
"""Words, folded, of somebody who takes a figure back."""

_ANGRY = re.compile(
    r"\b(useless|stupid|idiot\w*|dumb|shit\w*|bullshit|crap|wtf|ffs|fuck\w*|ridiculous|rubbish|hopeless|pathetic"
    r"|nutzlos\w*|bloed\w*|doof\w*|dumm\w*|scheis+\w*|verarsch\w*|unfaehig\w*|verdammt\w*|laecherlich\w*|saftladen|drecks\w*|mistladen"
    r"|bezuzyteczn\w*|glupi\w*|kurw\w*|do d(?:upy)?|z dupy|beznadziejn\w*|cholern\w*|debil\w*|zenada|tepi"
    r"|th(?:anks|x) for nothing|na (?:toll|super|prima|klasse|bravo)|danke fuer nichts|dzieki za nic)\b"
)

_MOCKS = re.compile(
    r"\b(?:are you (?:\w+ )?(?:k+id+ing|joking)|(?:is|must be) (?:this|that|some kind of|a) ?(?:a )?joke)\b"
    r"|\bverarsch\w*|\b(?:soll|ist) das (?:hier )?(?:ein witz|n witz|witzig)|\bwollt ihr mich (?:fuer dumm )?verkaufen"
    r"|\bkpi(?:cie|sz|na|ny)\b|\b(?:zartujecie|zarty|jaja) sobie\b|\bsobie (?:zartujecie|jaja)\b|\bjakis zart\b"
)
"""Words, folded, by which somebody only says how angry he is: "are you kidding me?"."""

_PUTS_OFF = re.compile(
    r"\blater\b|think (about )?it|sleep on it|not (yet|now|today)|tomorrow|next week"
    r"|\bspae?ter\b|ue?berleg|(noch|jetzt|heute) nicht|bedenkzeit|drue?ber schlafen|\bmorgen\b"
    r"|pozniej|zastanowi|przemysl|jeszcze nie|nie teraz|nie dzis|\bjutro\b"
)
"""Words, folded, of somebody who says neither yes nor no."""

_NONE_OF_IT = re.compile(
    r"\b(?:don'?t|do not|no longer) (?:want|need) (?:it|this|that|them|the \w+)(?: at all| any ?more)?\W*$"
    r"|(?<!\bdon't )(?<!\bdont )(?<!\bnot )(?<!\bnot to )(?<!\bdon't want to )(?<!\bdont want to )"
    r"(?<!\bnoise )(?<!\bnoise-)\b(?:cancel(?:l?ing)?|scrap(?= (?:it|that|this|the (?:order|whole))\b))\b"
    r"|\b(?:will|brauch\w*|moecht\w*) (?:ich |wir )?(?:es|das|die|den|sie|ihn|die bestellung)? ?"
    r"(?:doch |gar |ueberhaupt )?nicht(?: mehr)?(?: haben)?\W*$"
    r"|(?<!\bnicht )(?<!\bnicht zu )\b(?:ab)?stornier(?!\w*(?: \w+){0,3} nicht\b)|\bstorno\b"
    r"|\bnie chce (?:go|jej|tego|ich|juz|zamowienia)\b|\b(?:juz|jednak) (?:go|jej|tego|ich) nie chce\b"
    r"|\b(?:go|jej|tego|ich) (?:juz|jednak) nie chce\b"
    r"|(?<!\bnie )(?<!\bnie chce )\b(?:anul(?:uj|owac)|odwolaj|z?rezygn(?:uj|owac))"
)
"""Words, folded, of somebody who would be rid of the whole of something."""
_OF_CONTRACTS = re.compile(r"\b(contract\w*|\w*vertr[ae]\w*|umow\w*|meeting|appointment|termin\w*)\b")
_OF_MESSAGES = re.compile(
    r"\b(newsletter\w*|mailing\w*|e-?mails?|mails?|sms\w*|texts?|messages?|advert\w*|ads?|offers?|calls?|call ?backs?"
    r"|nachricht\w*|werbung\w*|\w*mail|angebot\w*|rueckruf\w*|anruf\w*|benachrichtig\w*"
    r"|biuletyn\w*|wiadomosc\w*|reklam\w*|powiadomi\w*|ofert\w*|rozmow\w*|maile?|mailowan\w*)\b"
)
_FEW_WORDS = 8

_SHOW_AGAIN = re.compile(
    r"(?:please |can you |could you |what was |wait )*(?:show|say|read|tell|see|repeat)?(?: me)?"
    r"(?: it| that| this| all)?(?: once)? ?(?:again|more)(?: please| pls)?"
    r"|(?:bitte |k[oö]e?nnen sie |zeig\w* |sag\w* )*(?:mir |es |das |sie )*(?:noch ?(?:ein)?mal|nochmals)"
    r"(?: zeigen| sagen| anzeigen| bitte)*"
    r"|(?:prosz[eę] |poka[zż]\w* |powt[oó]rz\w* )*(?:mi |to )*jeszcze raz(?: pokaza[cć]| prosz[eę])*",
    re.IGNORECASE,
)

_PUZZLED = re.compile(
    r"\b(no (clue|idea)|unsure|keine ahnung|unsicher|nicht (ganz |so )?sicher|nie mam pojecia"
    r"|(not|\w+n't|dont) (really |quite |so )?(understand|get (it|that|this)|follow|sure|know)"
    r"|(verstehe?|kapiere?|weiss) (\w+ ){0,4}nicht"
    r"|nie (do konca |bardzo )?(rozumiem|wiem|lapie|czaje|jestem (\w+ )?(pew\w+|przekonan\w+|zdecydowan\w+)))\b"
)
"""Words, folded, of somebody who does not know or understand; the no in them refuses nothing."""


def only_waits(text: str) -> bool:
    """Tell whether somebody stops before a yes and says nothing else: "no wait", "nein, moment bitte"."""
    return _WAITS.fullmatch(text) is not None


def is_puzzled(text: str) -> bool:
    """Tell whether somebody does not know or understand what was asked: "no idea", "keine Ahnung", "nie wiem"."""
    return _PUZZLED.search(fold(text)) is not None


def gives_up(text: str) -> bool:
    """Tell whether what is open is given up, whatever else is said."""
    return _FORGETS.search(text) is not None


def other_half(text: str) -> str:
    """What is said beside giving up: "I'll pay it all. how" of "forget it I'll pay it all. how"; empty if nothing."""
    parts = [part.strip(" ,;:-–").lstrip(".!? ") for part in _FORGETS.split(text)]
    said = " ".join(part for part in parts if part and re.search(r"\w", part))
    return said if any(word not in _BESIDE for word in re.findall(r"[a-z0-9']+", fold(said))) else ""


def beside_refusal(text: str) -> str:
    """What is wished beside a no that is said twice: "no, I am not cancelling, show me the offer"; empty if nothing."""
    clauses = [clause.strip() for clause in re.split(r"[.,;:!?]+", text) if clause.strip()]
    first = next((place for place, clause in enumerate(clauses) if _REFUSES.fullmatch(clause)), len(clauses))
    behind = clauses[first + 1 :]
    if not any(_NEGATED.search(clause) for clause in behind):
        return ""
    return ", ".join(clause for clause in behind if not (_REFUSES.fullmatch(clause) or _NEGATED.search(clause)))


def only_gives_up(text: str) -> bool:
    """Tell whether nothing else is said."""
    return gives_up(text) and not other_half(text)


def changes_mind(text: str) -> bool:
    """Tell whether somebody thinks better of what was begun and says nothing else: "ach nein, doch nicht".

    As the answer to a summary, an offer or any other yes-or-no question it says no to that only.
    """
    return _CHANGES_MIND.fullmatch(_AROUND.sub("", fold(text))) is not None


def ends_in_no(text: str) -> bool:
    """Tell whether the last words take back what stands before them: "order it, no wait dont", "hm, dann halt nich"."""
    last = re.split(r"[.,;:!?]+", text.strip(" .,;:!?"))[-1]
    return _ENDS_IN_NO.fullmatch(fold(last)) is not None or changes_mind(last)


def stays(text: str) -> bool:
    """Tell whether somebody who was about to leave stays, and says nothing else: "nein, ich bleibe doch"."""
    return _STAYS_AFTER_ALL.fullmatch(_AROUND.sub("", fold(text))) is not None


def gives_up_all(text: str) -> bool:
    """Tell whether everything that is open is meant: "stop all that"."""
    if cancels_it(text) and _ALL.search(text):
        return True
    return gives_up(text) and _ALL.search(" ".join(found[0] for found in _FORGETS.finditer(text))) is not None


def refuses(text: str) -> bool:
    """Tell whether a plain no stands among other words: "no, I am not cancelling, show me the offer"."""
    return _REFUSES.search(text) is not None


def declines(text: str) -> bool:
    """Tell whether somebody says no with thanks and no more: "no thanks", "nein danke", "nie, dziękuję"."""
    return _DECLINES.fullmatch(fold(text)) is not None


def puts_off(text: str) -> bool:
    """Tell whether somebody would decide later."""
    return _PUTS_OFF.search(fold(text)) is not None


def wants_none_of_it(text: str) -> bool:
    """Tell whether the whole of something, such as an order, is not wanted any more."""
    return _NONE_OF_IT.search(fold(text)) is not None


def cancels_it(text: str) -> bool:
    """Tell whether few words say so and name nothing else that could be meant: "can I cancel it?"."""
    folded = fold(text)
    named = any(words.search(folded) for words in (BILLS, _OF_CONTRACTS, _OF_MESSAGES))
    return len(text.split()) <= _FEW_WORDS and not named and wants_none_of_it(text)


def begins_correction(text: str) -> bool:
    """Tell whether a message begins as one that takes an answer back: "no, the other one", "lieber ..."."""
    return _BEGIN_OF_CORRECTION.match(text) is not None


def ends_correction(text: str) -> bool:
    """Tell whether a message ends as one that takes an answer back: "on Telegram rather"."""
    return _END_OF_CORRECTION.search(text) is not None


def mistyped(text: str) -> bool:
    """Tell whether somebody says that what was given before is wrong: "ups, falsch getippt, 8120 stimmt"."""
    return _MISTYPED.search(fold(text)) is not None


def is_angry(text: str) -> bool:
    """Tell whether somebody has had enough of us."""
    return _ANGRY.search(fold(text)) is not None


def mocks(text: str) -> bool:
    """Tell whether a message holds a question that asks nothing: "wollt ihr mich verarschen?"."""
    return _MOCKS.search(fold(text)) is not None


def wants_it_again(text: str) -> bool:
    """Tell whether somebody only wants to see once more what was summed up."""
    return _SHOW_AGAIN.fullmatch(text.strip(" .!?")) is not None


def is_no_question(text: str) -> bool:
    """Tell whether a message neither asks something nor wants to see anything again."""
    return not (asks_about(text) or text.rstrip().endswith("?") or wants_it_again(text))
