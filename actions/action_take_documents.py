"""Papers from the customer: put where they belong, by the code on them or by what is waited for."""

import base64
import re
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import documents
from actions._errand.progress import remember_end
from actions._matter_action import MatterAction
from actions._matters import ACTIONS, Details
from actions._names import names
from actions._papers import (
    AUTHORITY,
    RECEIVED,
    WAITED_FOR,
    asks_of_papers,
    names_authority,
    still_waited_for,
    wants_papers,
)
from actions._photos import may_show_meter
from actions._switches.papers_waited_for import is_waited_for, puts_switch_right
from actions._turn import Turn

_CODE = re.compile(
    r"\b(?:[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}|(?=[A-Z -]{0,12}\d)[0-9A-Z]{4}[- ]?[0-9A-Z]{4}[- ]?[0-9A-Z]{3})\b",
    re.IGNORECASE,
)
"""The code printed on papers that come back, such as ``4H7K-9M2Q-XT5``; "hier noch der" has no figure and is none."""


class ActionTakeDocuments(MatterAction):
    """Takes files in at once: handing them over is the customer's own act; without a file it says how to send one."""

    matter = "submit_documents"
    level = "channel"

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Who wants to be sent papers hands none in; a picture without a word most often shows a meter."""
        if not turn.attachments and wants_papers(turn.text):
            return [FollowupAction(ACTIONS["request_documents"])]
        if not _CODE.search(turn.text) and await puts_switch_right(turn):
            return [FollowupAction(ACTIONS["decide_switch"])]
        if not may_show_meter(turn) or await is_waited_for(turn):
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
        # what is taken is no matter to come back to: "and the house now?" asks for what it was sent for
        told = SlotSet("last_matter", "switch_status" if received["kind"] == AUTHORITY else None)
        return [told, remember_end(self.matter)]

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
                kind = AUTHORITY if names_authority(turn.text) else "other"
                received = {"kind": kind, "document_id": await documents.keep(file, kind, key=key)}
        return {"kind": None, "matter_number": None, "pages_needed": [], **received}


def _meant(text: str, waiting: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The paper that is waited for: the one whose matter is named, else the newest."""
    named = [paper for paper in waiting if paper["matter_number"] and paper["matter_number"] in text]
    return next(iter([*named, *waiting]), None)
