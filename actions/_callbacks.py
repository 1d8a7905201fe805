"""A promised call: moved to another time, given up, or given a wish beside it."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from actions import _backend
from actions._backend import tickets
from actions._callback_times import wished_time, wishes_time
from actions._records import Ticket
from actions._turn import TIME_ZONE, Turn
from actions._words.choices import asks_about
from actions._words.spelling import fold

_REFUSES = re.compile(
    r"\bno (?:more )?(?:call ?-?backs?|phone calls?|calls?)\b(?! (?:came|yet|so far|has|was))"
    r"|\b(?:don'?t|do not) (?:you )?(?:(?:even )?(?:call|ring|phone)\b"
    r"|(?:want|need|like) (?:a|any|the|your|that|to be)? ?(?:call|phone|ring))"
    r"|\b(?:cancel|drop|skip|stop|without|undo) (?:a |the |my |that |your |this )?(?:call ?-?back|phone call|call)\b"
    r"|\bcall(?: ?-?back)?\b.{0,20}\b(?:cancel|drop|undo) (?:it|that)\b"
    r"|\bkein\w* (?:rueckruf|anruf|telefonat)\w*\b(?! (?:bekomm|erhalt|gekriegt|gekommen|gehabt))"
    r"|\bnicht (?:mehr )?(?:angerufen|zurueckgerufen) werden\b|\b(?:rufen sie|ruft|ruf) (?:mich )?(?:bitte )?nicht\b"
    r"|\b(?:rueckruf|anruf) (?:bitte |doch |wieder )*(?:absag|stornier|streich|loesch|abbestell)"
    r"|\b(?:rufen sie|ruft|ruf) mich (?:\w+ ){0,2}(?:keiner|niemand|nich|net|ned)\b"
    r"|\b(?:keiner|niemand) (?:soll|braucht|muss) (?:mich )?(?:an|zurueck)\w*ruf"
    r"|\blass\w* (?:sie )?(?:den|das mit dem) (?:rueckruf|anruf)\b"
    r"|\b(?:rueckruf|anruf) (?:\w+ ){0,3}nicht(?: mehr)?\b(?!.*(?:bekomm|erhalt|gekommen|gehoert|verpass|schaff))"
    r"|\bno ?(?:body|one) (?:should |needs to |has to )?call\b"
    r"|\b(?:nie|niech nikt nie) (?:(?:juz|prosze|wiecej) )*(?:od|za)?dzwon(?:c+ie|ic|i|ia)?\b|\bnie oddzwaniaj"
    r"|\b(?:nie (?:chce|potrzebuje|trzeba|musicie|zycze sobie)|bez) (?:juz )?(?:zadnego |tego |tej |do mnie )?"
    r"(?:telefonu|rozmowy|oddzwaniania|oddzwaniac|oddzwonic|dzwonic|polaczenia)\b"
    r"|\bnie chc\w+ (?:juz |wcale )?(?:zeby|aby|by) (?:\w+ ){0,3}(?:za|od)?dzwoni\w*"
    r"|\b(?:don'?t|do not) want (?:anyone|anybody|someone|somebody|you|them) (?:to )?(?:call|ring|phone)\w*"
    r"|\b(?:will|moechte|brauch\w*) nicht\W+dass (?:\w+ ){0,4}(?:anruf|zurueckruf)\w*"
    r"|\b(?:odwol|anuluj|rezygnuj)\w* (?:prosze )?(?:z )?(?:te |ta |ten |tej |tego )?(?:rozmow|telefon|oddzwonieni)"
)
"""Words, without accents, of somebody who does not want to be called."""
_NEVER_ASKED = re.compile(
    r"\b(?:never|did ?n.?t|did not|have ?n.?t) (?:\w+ )?ask(?:ed)?\b"
    r"(?! (?:you )?(?:about|how|what|when|why|whether|if)\b)"
    r"|\b(?:nie|nicht) (?:darum |danach |nach (?:einem|dem) (?:rueckruf|anruf) )?(?:gebeten|verlangt|gewollt|gefragt)\b"
    r"|\bnie (?:prosil\w*|zamawial\w*|chcial\w*)\b"
)
"""Words of somebody who has not asked for what was done."""


@dataclass(frozen=True)
class Change:
    """What became of a promised call."""

    ticket: Ticket
    is_moved: bool = False
    is_noted: bool = False


def refuses_call(text: str) -> bool:
    """Tell whether somebody does not want to be called; who asks why nobody called wants it all the more."""
    return not asks_about(text) and _REFUSES.search(fold(text)) is not None


_DIALLED = re.compile(
    r"(?<![\w.,-])(?:\+|0)\d[\d ()/-]{6,16}\d(?![\w.,]\d)|(?<![\w.,-])[1-9]\d{2}[ -]?\d{3}[ -]?\d{3}(?![\d.,-]*\d)"
)
"""As it is dialled at home: with a nought in front, or the nine digits of a Polish number."""


def phone_named(turn: Turn) -> str | None:
    """The number to be called at, also one that is written as it is dialled at home: "07700 900123"."""
    found = turn.first("phone")
    digits = _DIALLED.search(turn.text) if found is None else None
    return str(found) if found is not None else digits.group().strip() if digits else None


def promised_at(ticket: Ticket) -> datetime:
    """When the call comes, by the supplier's clock."""
    return datetime.fromisoformat(ticket["promised_from"].replace("Z", "+00:00")).astimezone(TIME_ZONE)


def never_asked(turn: Turn) -> bool:
    """Tell whether somebody says of a call that was just promised that he has not asked for it."""
    promised = turn.slots.get("last_matter") == "human_handoff"
    return promised and _NEVER_ASKED.search(fold(turn.text)) is not None


async def withdraw(turn: Turn, earlier: Ticket) -> None:
    """Close the promised call.

    Raises:
        BackendError: It cannot be closed.
    """
    await tickets.withdraw_callback(earlier["number"], turn.request_text.strip(), key=_backend.key_of("callback-off"))


async def change(turn: Turn, earlier: Ticket) -> Change:
    """Move a promised call to a time that was named; what cannot be a time is noted for who calls."""
    if not wishes_time(turn) and phone_named(turn) is None:
        return Change(earlier)
    words, number = turn.request_text.strip(), earlier["number"]
    wished = wished_time(turn, promised_at(earlier))
    if wished is not None:
        try:
            moved = await tickets.move_callback(
                number, words, wished.isoformat(), key=_backend.key_of("callback-moved")
            )
            return Change(cast("Ticket", moved), is_moved=True, is_noted=True)
        except _backend.RuleBroken:
            pass  # too far ahead: whoever calls reads the wish
        except _backend.BackendError:
            return Change(earlier)
    try:
        await tickets.add(number, words, key=_backend.key_of("callback-wish"))
    except _backend.BackendError:
        return Change(earlier)
    return Change(earlier, is_noted=True)
