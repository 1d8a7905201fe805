"""What messages about bills and money mean whatever they sound like: pure.

Each predicate reads folded words of the three languages.
"""

import re

from actions._bills import WHY, asks_for_file, asks_for_lines, talked_about
from actions._choices import asks_about, tokens
from actions._complaints import types_in
from actions._payment_plans import asks_for_plan
from actions._turn import Turn
from actions._words import fold

SURE = 0.6
"""Confidence from which a matter of its own is served as it is."""

SHORT = 5
"""Words of a message that only goes on with the bill just told."""

_SERVED = {
    "check_bill": "action_check_bill",
    "get_invoice": "action_list_invoices",
    "payment_status": "action_check_payment",
    "payment_plan": "action_agree_payment_plan",
    "file_complaint": "action_file_complaint",
}
_UNSURE = frozenset({"nlu_fallback", "out_of_scope", "give_details", "deny", "affirm"})
_OF_MONEY = frozenset({"check_bill", "get_invoice", "payment_status", "make_payment", "change_installment"})
_NEAR_COMPLAINTS = _OF_MONEY | {"complaint_status", "check_consumption", "report_outage", "request_documents"}
"""Intents that a wish to complain is taken for, by what it complains of."""
_NEAR_CUT_OFF = _OF_MONEY | {"contract_expiry", "contract_details", "report_move", "request_documents"}
"""Intents that a question about being cut off is taken for."""

_COMPLAINS = re.compile(
    r"\b(want|wanna|like|need|going|gonna|have|here|must)( to)? (to )?(complain|make a complaint|file a complaint)\b"
    r"|\b(make|file|lodge|open|raise) a complaint\b|^\W*i complain\b"
    r"|\b(will|moechte|muss|wollte|wuerde) (\w+ ){0,3}beschweren\b|\bbeschwere? (ich )?mich\b|\bbeschwer mich\b"
    r"|\b(beschwerde|reklamation) (\w+ )?(einreichen|einlegen|aufgeben|aufnehmen|stellen)\b|\breklamieren\b"
    r"|\b(chce|chcialbym|chcialabym|musze|prosze) (\w+ ){0,2}(sie poskarzyc|reklamowac|(zlozyc|zglosic) (\w+ )?"
    r"(reklamacj\w*|skarg\w*))\b|\b(skladam|zglaszam) (reklamacj\w*|skarg\w*)\b|\b(zlozyc|zglosic) reklamacje\b"
)
_CUTTING_OFF = re.compile(
    r"\b(cut|cutting|switch|switching|turn|turning) (\w+ ){0,3}off\b|\bcut ?-?off\b|\bdisconnect\w*"
    r"|\babgestellt\b|\babstell\w*|\bstell\w* (\w+ ){0,5}ab\b|\w*sperr(e|en|t|ung|androhung)\b"
    r"|\bdreh\w* (\w+ ){0,5}ab\b|\babdreh\w*|\babgedreht\b|\babklemm\w*"
    r"|\bod(et|ci|la)(n|a)\w*|\bodci(ec|ac|ecie|ete)\w*|\bwylaczy(cie|c|sz|li)\w*|\bodlacz\w*"
    r"|\bwstrzyma\w* (\w+ )?dostaw\w*"
)
_TO_COME = re.compile(
    r"\b(when|will|going to|gonna|threat\w*|letter|afraid|stop you|before you|about to"
    r"|wann|wird|werdet|werden|wollt|droh\w*|angedroht|brief|schreiben|angst|dreht ihr|stellt ihr|sperrt ihr"
    r"|\w*androhung|kiedy|pismo|list|groz\w*|chcecie|boje|odetniecie|wylaczycie|odlaczycie)\b"
)
_OF_DEVICES = re.compile(r"\b(router|modem|sim|karte|newsletter|sms\w*|notifications?|reminders?|przypomn\w*)\b")

_PAID = re.compile(
    r"\b(i|we|ive|i've|already|have|has) (have |had |already |just )*(paid|transferred|wired"
    r"|sent (you )?(the )?money)\b"
    r"|^\W*(paid|transferred)\b|\b(ueberwiesen|gezahlt|bezahlt|eingezahlt|beglichen)\b"
    r"|\b(zaplaci|przela|wplaci|oplaci|uregulowa)(lem|lam|lismy|lysmy)\b"
)
_LATER = re.compile(
    r"\b(pay|paying) (\w+ ){0,3}(later|after|next (week|month)|in (january|february|the new year)|a bit late)\b"
    r"|\bmore time\b|\bdefer\w*|\bpostpone\w*|\bextension\b|\b(extend|push back|move) (\w+ ){0,3}(due|deadline|payment)"
    r"|\bspaeter\b.*\bzahl\w*|\bzahl\w*\b.*\b(spaeter|naechste\w? (woche|monat|jahr))\b|\bstund(en|ung)\b"
    r"|\bnaechste\w? (woche|monat|jahr)\b.*\bzahl\w*|\bzahl\w*\b.*\bnach (den |dem )?(feiertag\w*|weihnachten|urlaub)\b"
    r"|\bnach (den |dem )?(feiertag\w*|weihnachten|urlaub|ersten|gehalt\w*)\b.*\bzahl\w*|\baufschub\b|\bmehr zeit\b"
    r"|\bzahlungsaufschub\b|\bfrist verlaenger\w*"
    r"|\b(zaplac\w*|placic|oplac\w*|przela\w*) (\w+ ){0,3}(pozniej|po (swietach|wyplacie|urlopie|nowym)"
    r"|w (przyszlym|nastepnym)|za tydzien|za miesiac)\b"
    r"|\b(pozniej|po (swietach|wyplacie|urlopie|nowym roku|\d+)|w (przyszlym|nastepnym) \w+|za tydzien"
    r"|za miesiac) (\w+ ){0,2}(zaplac\w*|placic|oplac\w*)"
    r"|\bodrocz\w*|\bprzesun\w* (\w+ ){0,3}(termin\w*|platnosc\w*)|\bwiecej czasu\b|\bprolong\w*"
)
_MONEY = r"(?:money|cash|it|that|this|credit|refund|balance|deposit|difference|rest|overpa\w+)"
_GIVES = r"(?:pay|paying|transfer|transferring|give|giving|send|sending|get|getting|refund)"
_PAY_OUT = re.compile(
    rf"\b{_GIVES} (?:\w+ ){{0,3}}{_MONEY} (?:\w+ ){{0,2}}(?:back|out)\b"
    r"(?! (?:of|again|then|when|last|in (?:\d{4}|the|jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec)\w*)\b)"
    rf"|\b{_GIVES} (?:\w+ )?(?:back|out) (?:(?!to\b)\w+ ){{1,2}}{_MONEY}\b"
    rf"|\b(?:be|get|gets|being|{_MONEY}) (?:(?:back )?paid|refunded|transferred|sent) (?:back|out)\b"
    r"|\bmoney back\b|\brefund\b|\bmy credit\b"
    r"|\bauszahl\w*|\bausgezahlt\b|\bzurueckzahl\w*|\bzurueck ?gezahlt\b|\bzurueckueberw\w*|\berstatt\w*|\bguthaben\b"
    r"|\b(krieg\w*|bekomm\w*) (\w+ ){0,4}(geld|guthaben) (\w+ )?(zurueck|raus|ausgezahlt)?"
    r"|\b(oddac|oddacie|oddajcie|zwroc\w*|zwrot\w*|wyplac\w*|odda|przelejecie|przelejcie)\b|\bnadplat\w*"
)
_GAVE_BACK = re.compile(
    r"\b(i|we) (have |ve |already )*(paid|transferred|sent) (it|that|this|all|(the|your) (\w+ )?money) (\w+ )?back\b"
    r"|\b(hab\w* (ich|wir)|(ich|wir) hab\w*) ((?!will|woll|moecht)\w+ ){0,6}zurueck ?(gezahlt|ueberwiesen)\b"
    r"|\bzwroci(lem|lam|lismy|lysmy)\b|\bzwroc\w* (\w+ )?uwag\w*"
)
"""Words, folded, of somebody who gave money back, or asks to look at something."""
_ADVICE = re.compile(r"\b(was|wozu|wuerden sie|koennen sie mir|dazu) (raten|ratet)\b|\braten sie (mir|uns)\b")
_GOODS = re.compile(r"\b(router\w*|phone|handy|telefon\w*|smartphone\w*|device|geraet\w*|urzadzen\w*|laptop\w*)\b")


def wishes_to_complain(text: str) -> bool:
    """Tell whether somebody says that he complains, whatever about."""
    return bool(_COMPLAINS.search(fold(text)))


def asks_of_cut_off(text: str) -> bool:
    """Tell whether somebody fears to lose the supply for an unpaid bill: "when will you cut me off?"."""
    folded = fold(text)
    fears = _TO_COME.search(folded) is not None
    return bool(_CUTTING_OFF.search(folded)) and fears and not _OF_DEVICES.search(folded)


def says_paid(text: str) -> bool:
    """Tell whether somebody says that the money was sent."""
    return bool(_PAID.search(fold(text)))


def asks_to_pay_later(text: str) -> bool:
    """Tell whether somebody asks to pay after the due day: "can I pay after Christmas?"."""
    return bool(_LATER.search(fold(text)))


def asks_for_pay_out(text: str) -> bool:
    """Tell whether somebody wants a credit as money: "when do I get it back?", not why there is one."""
    folded = fold(text)
    return bool(_PAY_OUT.search(folded)) and not (WHY.search(folded) or _GAVE_BACK.search(folded))


def action_for(turn: Turn) -> str | None:
    """Return the action of the matter that a message about bills and money means, if it was taken for another one."""
    meant = _plainly(turn) or (_beside_bill(turn) if len(tokens(turn.text)) <= SHORT else None)
    return None if meant in (None, turn.intent) else _SERVED[meant]


def _plainly(turn: Turn) -> str | None:
    """By words that leave no doubt, where the understanding is not sure or near."""
    unsure = turn.intent in _UNSURE or turn.confidence < SURE
    if (unsure or turn.intent in _NEAR_COMPLAINTS) and (wishes_to_complain(turn.text) or _tells_what_happened(turn)):
        return "file_complaint"
    if asks_of_cut_off(turn.text) and (unsure or turn.intent in _NEAR_CUT_OFF):
        return "payment_status"
    folded = fold(turn.text)
    wants_plan = asks_for_plan(turn.text) and not _ADVICE.search(folded) and not _GOODS.search(folded)
    return "payment_plan" if wants_plan and (unsure or turn.intent == "report_move") else None


def _tells_what_happened(turn: Turn) -> bool:
    """Tell whether a complaint follows the answer that there is none yet: "then I'll make one, the bill is wrong"."""
    asked = turn.slots.get("last_matter") == "complaint_status" and turn.intent != "complaint_status"
    return asked and len(tokens(turn.text)) > SHORT and bool(types_in(turn.text)) and not asks_about(turn.text)


def _beside_bill(turn: Turn) -> str | None:
    """By the name of what can be done with the bill just told, as it stands on a button."""
    sure = turn.intent not in _UNSURE and turn.confidence >= SURE
    if sure or talked_about(turn) is None:
        return None
    if asks_for_lines(turn.text):
        return "check_bill"
    return "get_invoice" if asks_for_file(turn.text) else None
