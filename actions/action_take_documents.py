"""Papers from the customer: put where they belong, by the code on them or by what is waited for."""

import base64
import re
from typing import Any

from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import documents
from actions._matter_action import MatterAction
from actions._matters import ACTIONS, Details
from actions._names import names
from actions._papers import RECEIVED, WAITED_FOR, asks_of_papers, still_waited_for, wants_papers
from actions._photos import may_show_meter
from actions._switches import number_of_point
from actions._turn import Turn

_CODE = re.compile(r"\b[0-9A-Z]{4}[- ]?[0-9A-Z]{4}[- ]?[0-9A-Z]{3}\b", re.IGNORECASE)
"""The code printed on papers that come back, such as ``4H7K-9M2Q-XT5``."""


class ActionTakeDocuments(MatterAction):
    """Takes files in at once: handing them over is the customer's own act; without a file it says how to send one."""

    matter = "submit_documents"
    level = "channel"

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Who wants to be sent papers hands none in; a picture without a word most often shows a meter."""
        if not turn.attachments and wants_papers(turn.text):
            return [FollowupAction(ACTIONS["request_documents"])]
        if await _puts_switch_right(turn):
            return [FollowupAction(ACTIONS["decide_switch"])]
        if not may_show_meter(turn) or await _waited_for(turn):
            return []
        return [FollowupAction(ACTIONS["submit_meter_reading"])]

    async def answer(self, dispatcher: CollectingDispatcher, turn: Turn, details: Details) -> list[EventType]:
        """Put each file to its paper, and say what is still missing; a mere address hears of no other paper."""
        is_verified = _backend.reaches(turn.level, "verified")
        asked = asks_of_papers(turn.request_text)
        if asked and not (turn.attachments or is_verified):
            raise _backend.Refused("verified")
        own = await documents.own() if is_verified else []
        called = names("papers", turn.language)
        if not turn.attachments:
            dispatcher.utter_message(
                response="utter_papers_how",
                asked=asked,
                waiting=still_waited_for(own, await _backend.contracts()) if is_verified else [],
                received=[paper for paper in own if paper["state"] in RECEIVED and paper["direction"] == "incoming"],
                papers=called,
            )
            return []
        waiting = [paper for paper in own if paper["state"] in WAITED_FOR]
        code = _CODE.search(turn.text)
        try:
            received = await self._take(turn, code.group() if code else None, waiting)
        except _backend.RuleBroken as rule:
            dispatcher.utter_message(response="utter_papers_refused", code=rule.code)
            return []
        dispatcher.utter_message(
            response="utter_papers_taken", count=len(turn.attachments), papers=called, received=received
        )
        return []

    async def _take(self, turn: Turn, code: str | None, waiting: list[dict[str, Any]]) -> dict[str, Any]:
        """Store the files one after the other; the answer tells what is missing after the last."""
        received: dict[str, Any] = {}
        expected = None if code else _meant(turn.text, waiting)
        needed = list((expected or {}).get("pages_needed") or [])
        for place, file in enumerate(turn.attachments, start=1):
            key = _backend.key_of(self.matter, place)
            if "data" not in file:
                raise _backend.RuleBroken("file_too_large", {})
            content = base64.b64decode(file["data"])
            whole = file["media_type"] == "application/pdf"
            page = "all" if whole or not needed else str(needed.pop(0))
            if code:
                received = await documents.by_code(code, page, content, file["media_type"], key=key)
            elif expected:
                received = await documents.put(expected["id"], page, content, file["media_type"], key=key)
                received = {**received, "kind": expected["kind"]}
            else:
                paper_id = await documents.keep(file, "other", key=key)
                received = {"kind": "other", "document_id": paper_id}
        return {"kind": None, "matter_number": None, "pages_needed": [], **received}


async def _puts_switch_right(turn: Turn) -> bool:
    """Tell whether a rejected change of supplier waits for just this: another authority, or the meter's number."""
    if not turn.attachments or _CODE.search(turn.text) or not _backend.reaches(turn.level, "verified"):
        return False
    try:
        steps = {switch["next_step_code"] for switch in await _backend.switches() if switch["stage"] == "rejected"}
    except _backend.BackendError:
        return False
    has_number = number_of_point(turn) is not None
    return "correct_meter_number" in steps if has_number else "send_authority" in steps and not await _waited_for(turn)


async def _waited_for(turn: Turn) -> bool:
    """Tell whether a paper has to come yet, as far as this person may know."""
    if not _backend.reaches(turn.level, "verified"):
        return False
    try:
        return any(paper["state"] in WAITED_FOR for paper in await documents.own())
    except _backend.BackendError:
        return True


def _meant(text: str, waiting: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The paper that is waited for: the one whose matter is named, else the newest."""
    named = [paper for paper in waiting if paper["matter_number"] and paper["matter_number"] in text]
    return next(iter([*named, *waiting]), None)
