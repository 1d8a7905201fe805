"""A copy of all data, or their erasure."""

import re
from typing import Any, ClassVar

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import privacy
from actions._buttons import PERSON, YES_NO
from actions._errand import fresh_codes
from actions._errand.drafts import Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import Stop
from actions._errand.steps import Step
from actions._errand.topics import TopicStep
from actions._files import json_file
from actions._matters import ACTIONS
from actions._turn import Turn
from actions._words.spelling import fold

WORDS = {
    "take_back": r"take (it |that |the \w+ )?back|withdraw|changed my mind|keep my (data|account)|doch (nicht|behalten)"
    r"|zurueckzieh|zuruecknehm|zurueckgenommen|wycof\w+ (wniosek|zadanie|usun)|jednak nie usuw|rozmysl",
    "erase": r"delet|erase|erasure|remov|forget|destroy|clear all|wipe|loesch|vergess|entfern|beseitig|vernicht|tilg"
    r"|usun|skasow|kasuj|wymaz|zapomn|likwidac|znikn|sprzeciw|article 17|artikel 17|art\.? ?17|zniszcz|wykresl",
    "copy": r"copy|copies|access|export|download|takeout|disclos|everything|file|portab|auskunft|kopie|aushaendig|akte"
    r"|uebertragbar|kopi|dostep|paczk|wydruk|plik|article (15|20)|artikel (15|20)|art\.? ?(15|20)|all (the |my )?data"
    r"|alle (meine )?daten|wszystk\w+|udostepn|send me|schick|przesl",
}
_WHAT_IS_KNOWN = re.compile(
    r"\b(what|which|was|welche\w*|co|jakie) (\w+ ){0,4}(know|hold|store|kept|got|have|wisst|wissen|habt|haben|speichert"
    r"|gespeichert|wiecie|macie|posiadacie|trzymacie)\b"
)
"""Words of somebody who wants to see what is on record, not to have it as a file."""

EXPORT_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)


def _offered(draft: Draft) -> list[str]:
    return ["copy", "take_back" if draft.known.get("waiting") else "erase"]


class ActionRequestData(ErrandAction):
    """Asks for a code of its own, hands the copy over in the chat, or notes the wish to be erased."""

    matter = "request_my_data"
    steps: ClassVar[tuple[Step, ...]] = (TopicStep("data", "utter_ask_data_wish", WORDS, offered=_offered),)

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """What is on record is shown at once, with a copy to ask for below."""
        names_wish = self.steps[0].volunteered(turn, Draft(self.matter)) is not None
        asks = not names_wish and _WHAT_IS_KNOWN.search(fold(turn.text)) is not None
        return [FollowupAction(ACTIONS["show_my_data"])] if asks else []

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """See whether an erasure waits already; a copy that was asked for is fetched by its number."""
        if number := EXPORT_ID.search(turn.request_text):
            await self._fetch(dispatcher, number.group().lower())
            raise Stop
        if turn.first("step") == "data":
            draft.values["data"] = turn.first("answer")
        waiting = next((one for one in await privacy.erasures() if one["state"] == "waiting"), None)
        draft.known["waiting"] = waiting and {"id": waiting["id"], "due_at": waiting["due_at"]}

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Say what will happen; an erasure that something stands in the way of needs no code to be refused."""
        wish, waiting = draft.values["data"], draft.known["waiting"]
        if wish == "erase" and waiting:
            dispatcher.utter_message(
                response="utter_erasure_waits", waiting=waiting, buttons=[_button("take_back", "button_data_take_back")]
            )
            raise Stop
        if wish == "take_back" and not waiting:
            dispatcher.utter_message(response="utter_no_erasure_waits")
            raise Stop
        if wish == "erase" and (reasons := await _reasons_against()):
            self._say_blocked(dispatcher, reasons)
            raise Stop
        if wish != "take_back" and not await fresh_codes.has_phone():
            # said before the yes, which could do nothing
            dispatcher.utter_message(response="utter_errand_no_phone", buttons=[PERSON])
            raise Stop
        dispatcher.utter_message(response="utter_data_summary", wish=wish, waiting=waiting, buttons=list(YES_NO))

    def close(self, turn: Turn) -> list[EventType]:
        """What was refused names the copy, which may be asked for in the next words."""
        return [*super().close(turn), SlotSet("last_matter", self.matter)]

    def proof(self, draft: Draft) -> str | None:
        """A copy and an erasure need a code; to take the wish back is free."""
        return None if draft.values["data"] == "take_back" else privacy.BOUND_TO

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Do it, and tell the number and the dates of the receipt."""
        wish = draft.values["data"]
        if wish == "copy":
            export = await privacy.ask_copy(key=key)
            await self._hand_over(dispatcher, export)
        elif wish == "erase":
            dispatcher.utter_message(response="utter_erasure_noted", receipt=await privacy.ask_erasure(key=key))
        else:
            receipt = await privacy.take_back(draft.known["waiting"]["id"], key=key)
            dispatcher.utter_message(response="utter_erasure_taken_back", receipt=receipt)
        return []

    def broken(self, dispatcher: CollectingDispatcher, draft: Draft, rule: _backend.RuleBroken) -> None:
        """Say what stands in the way of an erasure, and that only the person may ask."""
        if rule.code == "erasure_blocked":
            self._say_blocked(dispatcher, rule.details.get("reasons") or [])
        elif rule.code == "own_data_only":
            dispatcher.utter_message(response="utter_data_own_only")
        else:
            super().broken(dispatcher, draft, rule)

    async def _hand_over(self, dispatcher: CollectingDispatcher, export: dict[str, Any]) -> None:
        try:
            copy = await privacy.fetch_copy(export["id"])
        except _backend.RuleBroken as rule:
            if rule.code != "export_not_ready":
                raise
            dispatcher.utter_message(response="utter_copy_later", export=export)
            return
        _say_copy(dispatcher, copy)

    async def _fetch(self, dispatcher: CollectingDispatcher, number: str) -> None:
        try:
            copy = await privacy.fetch_copy(number)
        except _backend.RuleBroken as rule:
            dispatcher.utter_message(
                response="utter_copy_not_fetched", code=rule.code, ready_at=rule.details.get("ready_at")
            )
            return
        _say_copy(dispatcher, copy)

    @staticmethod
    def _say_blocked(dispatcher: CollectingDispatcher, reasons: list[str]) -> None:
        dispatcher.utter_message(
            response="utter_erasure_blocked", reasons=reasons, buttons=[_button("copy", "button_data_copy")]
        )


def _button(wish: str, title_key: str) -> dict[str, Any]:
    entities = {"step": "data", "answer": wish, "matter": "request_my_data"}
    return {"title_key": title_key, "intent": "request_my_data", "entities": entities}


async def _reasons_against() -> list[str]:
    """What the backend would refuse an erasure for, as far as it can be seen before."""
    contracts, account = await _backend.contracts(), await _backend.account()
    reasons = ["contract_running"] if any(one["state"] != "ended" for one in contracts) else []
    owes = any(float(account[name]["amount"]) for name in ("balance", "credit"))
    return [*reasons, "balance_open"] if owes else reasons


def _say_copy(dispatcher: CollectingDispatcher, copy: dict[str, Any]) -> None:
    rows = sum(len(table) for table in copy["tables"].values())
    dispatcher.utter_message(response="utter_copy_here", copy=copy, rows=rows)
    attachment = json_file(copy, f"my-data-{copy['made_at'][:10]}.json")
    dispatcher.utter_message(json_message={"attachment": attachment})
