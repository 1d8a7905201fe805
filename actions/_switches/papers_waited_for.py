"""Whether a file is what a change of supplier or a paper waits for, as the records say."""

from actions import _backend
from actions._backend import documents
from actions._papers import WAITED_FOR, names_authority
from actions._switches.switches import number_of_point
from actions._turn import Turn


async def puts_switch_right(turn: Turn) -> bool:
    """Tell whether a rejected change of supplier waits for just this: another authority, or the meter's number."""
    if not turn.attachments or not _backend.reaches(turn.level, "verified"):
        return False
    try:
        steps = {switch["next_step_code"] for switch in await _backend.switches() if switch["stage"] == "rejected"}
    except _backend.BackendError:
        return False
    if number_of_point(turn) is not None:
        return "correct_meter_number" in steps
    kind = "authority" if names_authority(turn.text) else None
    return "send_authority" in steps and not await is_waited_for(turn, kind)


async def is_waited_for(turn: Turn, kind: str | None = None) -> bool:
    """Tell whether a paper, of the kind if one is given, has to come yet, as far as this person may know."""
    if not _backend.reaches(turn.level, "verified"):
        return False
    try:
        own = await documents.own()
    except _backend.BackendError:
        return True
    return any(paper["state"] in WAITED_FOR and kind in (None, paper["kind"]) for paper in own)
