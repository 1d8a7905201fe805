"""Leads through an errand: a matter that ends with something written, after every question and a yes.

A subclass says what the errand is (``errand.py``); everything that real people do on the way is here: side questions,
corrections, a change of mind, answers that lead nowhere, a proof that is missing, a backend that is down.
"""

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import _backend
from actions._bills.payment_plans import goes_on_with_plan
from actions._errand import asking_again, fresh_codes, progress, refusals, set_aside
from actions._errand.asking_again import BACK
from actions._errand.drafts import CODE, CONFIRMATION, FILES, REFUSED, SAID, WAITED, WRITTEN, Draft, following_draft
from actions._errand.errand import Errand
from actions._errand.hearing import PERPLEXED, Hearing
from actions._errand.hindrances import AskAgain, Instead, NeedsCode, Stop
from actions._errand.steps import Problem, TextStep, Values
from actions._files import keep_files
from actions._forms import ANSWERS, FILL, ask_who, leave_form, open_form
from actions._matter_action import park
from actions._matters import ACTIONS, DETAILS, WRITING, also_asked, go_on, refines, waits_its_turn
from actions._rerouting.rerouted import before_answers
from actions._turn import GATEWAY_EVENTS, Turn
from actions._words.assent import holds_on

RESUMED = "resumed"
"""Intent of a turn whose message was about something else; the errand takes nothing of it."""

ERRANDS: dict[str, type["ErrandAction"]] = {}
"""Every errand by its matter."""


class ErrandAction(Errand):
    """One errand, from its first word to what was written. Subclasses set ``matter`` and ``steps``."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        ERRANDS[cls.matter] = cls
        WRITING.add(cls.matter)

    def hearing(self, turn: Turn, draft: Draft) -> Hearing:
        """The message beside the errand."""
        return Hearing(self.matter, self.steps, turn, draft)

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Begin the errand, or go on with it after a code, an identity or an outage."""
        turn = Turn.of(tracker)
        if turn.intent == self.matter and goes_on_with_plan(turn):
            return [FollowupAction(ACTIONS["payment_plan"])]
        if served := await self.rerouted(dispatcher, turn):
            return served
        draft = Draft.of(turn)
        events: list[EventType] = []
        if draft is None or draft.matter != self.matter:
            draft, changed = set_aside.change_over(dispatcher, turn, self.matter)
            events += [SlotSet("settled", None), *changed]
        if turn.intent == self.matter and draft.asking is None and refines(turn):
            return [FollowupAction("action_take_details")]
        if turn.intent == self.matter and not waits_its_turn(turn, self.matter):
            also = also_asked(dispatcher, turn, self.matter, self.covers)
            if also:
                draft.known[SAID] = turn.text
            events += also
        elif SAID in draft.known and not draft.is_prepared and turn.intent not in GATEWAY_EVENTS:
            said = draft.known[SAID]
            turn = replace(turn, intent=self.matter, text=said, request_text=said, entities={})
        return [*events, *await self._guarded(dispatcher, turn, draft)]

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Take a message while the errand is open.

        Returns:
            What happens; nothing when the message is another matter, which is served first.
        """
        if ahead := await self._ahead(dispatcher, turn, draft):
            return ahead
        turn = self.hearing(turn, draft).as_assent()
        hearing = self.hearing(turn, draft)
        misses_code = draft.asking == CODE and turn.misses_code and turn.intent != "report_emergency"
        if (hearing.is_urgent() and not misses_code) or turn.intent in GATEWAY_EVENTS:
            return []
        answer = hearing.answer()
        if hearing.gives_up(answer):
            return [FollowupAction("action_drop_matter")]
        if draft.asking == CODE:
            return await self._while_waiting(dispatcher, turn, draft)
        if hearing.is_other_matter(answer):
            return []
        return await self._guarded(dispatcher, turn, draft, answer)

    async def _ahead(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """What goes before every question: what is urgent or of another kind, and how far the errand is."""
        if draft.asking not in (None, CODE) and holds_on(turn.text, asked=draft.asking == CONFIRMATION):
            dispatcher.utter_message(response="utter_errand_waits")
            return self._wait(draft)
        action = None if isinstance(self.hearing(turn, draft).asked, TextStep) else before_answers(turn, self.matter)
        if action:
            return [*leave_form(), FollowupAction(action)]
        if called := set_aside.called_back(turn):
            return await set_aside.take_up(dispatcher, turn, draft, ERRANDS[called]())
        if not progress.tell(dispatcher, turn, draft):
            return []
        return await self.resume(dispatcher, replace(turn, text=""), draft)

    async def resume(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Return to the open question after something else; what the customer has turned from is named and left."""
        if set_aside.is_left(turn, draft):
            set_aside.say_left(dispatcher, turn, [draft.kept["value"]])
            return await self._go_back_further(dispatcher, turn)
        waited = draft.known.pop(WAITED, False) and draft.asking == CONFIRMATION
        if waited or draft.asking in (None, CODE):
            asking_again.say_back(dispatcher, turn, self.matter)
        if draft.asking == CODE:
            # A new one would make the one that is on its way worthless.
            dispatcher.utter_message(response="utter_errand_code_is_waiting")
            return self._wait(draft)
        if draft.asking is not None:
            draft.wrong = 0
            intent = WAITED if waited else RESUMED
            turn = replace(turn, intent=intent, text="", request_text="", entities={}, attachments=[])
        return await self._guarded(dispatcher, turn, draft)

    async def _go_back_further(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """End what was left, and return to the errand that waited for it."""
        kept, turn = set_aside.waiting(turn), replace(turn, slots={**turn.slots, "also_asked": None})
        if not kept:
            return [*self.close(turn), FollowupAction("action_listen")]
        slots = {**turn.slots, "draft": kept[-1], "set_aside": kept[:-1] or None}
        errand = ERRANDS[kept[-1]["matter"]]()
        # without the words, which have left this errand and would leave that one, too
        before = replace(turn, text="", slots=slots)
        return [*self.close(turn), *await errand.resume(dispatcher, before, Draft(**kept[-1]))]

    async def _guarded(
        self,
        dispatcher: CollectingDispatcher,
        turn: Turn,
        draft: Draft,
        answer: Values | Problem | None = None,
    ) -> list[EventType]:
        """Go on, whatever the backend says."""
        try:
            if not _backend.reaches(turn.level, self.level):
                return await self._ask_who(dispatcher, turn, draft)
            if self.must_prepare(turn, draft):
                await self.prepare(dispatcher, turn, draft)
                draft.is_prepared = True
            return await self._heard(dispatcher, turn, draft, answer)
        except (AskAgain, Instead, NeedsCode, Stop, _backend.BackendError) as hindrance:
            return await self._hindered(dispatcher, turn, draft, hindrance)

    async def _hindered(
        self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, hindrance: Exception
    ) -> list[EventType]:
        """Ask again, ask who it is, wait for the backend, or end the errand with the reason."""
        if isinstance(hindrance, AskAgain):
            return self._ask_again(dispatcher, draft, hindrance)
        if isinstance(hindrance, Instead):
            return [*leave_form(), *hindrance.events]
        if isinstance(hindrance, NeedsCode):
            return await self._ask_code(dispatcher, turn, draft, hindrance.thing)
        if isinstance(hindrance, _backend.Refused):
            return await self._ask_who(dispatcher, turn, draft)
        if isinstance(hindrance, _backend.BackendUnavailable):
            return self._park(dispatcher, turn, draft)
        if isinstance(hindrance, _backend.RuleBroken):
            self.broken(dispatcher, draft, hindrance)
        elif isinstance(hindrance, _backend.NotFound):
            dispatcher.utter_message(response="utter_record_not_found")
        return [*self.end(turn), *(hindrance.remember if isinstance(hindrance, Stop) else ())]

    async def _ask_who(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        hearing = self.hearing(turn, draft)
        draft.take(hearing.volunteered())
        if hearing.brings_files():
            draft.known[FILES] = [file["id"] for file in turn.attachments if file.get("id")]
            dispatcher.utter_message(response="utter_errand_files_later", again=False, count=len(turn.attachments))
        return [draft.kept, *await ask_who(dispatcher, turn, self.matter, {})]

    async def _heard(
        self,
        dispatcher: CollectingDispatcher,
        turn: Turn,
        draft: Draft,
        answer: Values | Problem | None,
    ) -> list[EventType]:
        problem = answer if isinstance(answer, Problem) else None
        hearing = self.hearing(turn, draft)
        said = hearing.said(answer, await keep_files(dispatcher, turn, draft, self.steps))
        draft.known.pop(FILES, None)
        asked, opening = draft.asking, BACK if turn.intent == RESUMED else None
        if said and (not draft.known.get(REFUSED) or hearing.changes(said)):
            draft.known.pop(REFUSED, None)
        elif asked == CONFIRMATION and hearing.agrees():
            if refusals.takes_yes(hearing):
                draft.key = _backend.key_of(self.matter)
            else:
                opening = asking_again.ONLY_QUESTION
        elif hearing.hesitates(answer) or (asked == CONFIRMATION and hearing.refuses()):
            return self._after_no(dispatcher, turn, draft)
        elif draft.known.get(REFUSED) and not hearing.wants_summary():
            return self._after_no(dispatcher, turn, draft, again=True)
        elif asked is not None and answer is None and asking_again.is_outside(turn):
            dispatcher.utter_message(response="utter_outside_here")
            opening = BACK
        elif asked is not None and (turn.intent in ANSWERS or turn.intent in PERPLEXED or self._is_named_again(turn)):
            await asking_again.count_wrong(dispatcher, turn, draft, problem)
            opening = asking_again.opening_after_wrong(turn, draft, problem)
        await self._take_answers(dispatcher, turn, draft, said)
        opening = asking_again.opening_beside(dispatcher, hearing.asked, said) if said else opening
        return await self._advance(dispatcher, turn, draft, problem, opening)

    def _is_named_again(self, turn: Turn) -> bool:
        """Tell whether words name the errand that is open and say no more; a button has none."""
        return turn.intent == self.matter and bool(turn.text)

    async def _take_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, said: Values) -> None:
        """Take answers, and those that follow because there is no other."""
        said = said or self._alone(draft)
        if not said and turn.intent == "parked_due":
            await self.check_answers(dispatcher, turn, draft)
        while said:
            draft.take(said)
            await self.check_answers(dispatcher, turn, draft)
            said = self._alone(draft)

    def _alone(self, draft: Draft) -> Values:
        return next((found for step in self.steps if (found := step.alone(draft))), {})

    async def _advance(
        self,
        dispatcher: CollectingDispatcher,
        turn: Turn,
        draft: Draft,
        problem: Problem | None = None,
        opening: str | None = None,
    ) -> list[EventType]:
        """Ask what is missing; with every answer sum up; with a yes write. What was said before is asked shortly."""
        for step in self.steps:
            if step.is_open(draft):
                if draft.asking != step.name:
                    draft.wrong, opening = 0, BACK if opening == BACK else None
                draft.asking = step.name
                if not (opening and asking_again.ask_step_again(dispatcher, turn, draft, step, opening)):
                    step.ask(dispatcher, draft, self.answers(draft), problem)
                return self._wait(draft)
        if not draft.is_agreed:
            opening = opening if draft.asking == CONFIRMATION else None
            draft.asking, draft.options = CONFIRMATION, []
            await asking_again.sum_up(self.summarise, dispatcher, turn, draft, opening)
            return self._wait(draft)
        thing = self.proof(draft)
        if thing is not None and not _backend.is_fresh_for(thing):
            return await self._ask_code(dispatcher, turn, draft, thing)
        assert draft.key is not None
        events = [progress.remember_end(self.matter), *await self.write(dispatcher, turn, draft, draft.key)]
        if any(step.is_open(draft) for step in self.steps):
            # what was written opened further questions: a receipt comes before the reason
            draft.key, draft.asking, draft.wrong = None, None, 0
            draft.known[WRITTEN] = True
            return [*events, *await self._advance(dispatcher, turn, draft)]
        return [*events, *self.end(turn)]

    @staticmethod
    def _wait(draft: Draft) -> list[EventType]:
        return [
            draft.kept,
            SlotSet("open_matter", None),
            SlotSet("misunderstandings", 0.0),
            *open_form(FILL, "answer"),
            FollowupAction("action_listen"),
        ]

    def _ask_again(self, dispatcher: CollectingDispatcher, draft: Draft, again: AskAgain) -> list[EventType]:
        draft.values.pop(again.step, None)
        draft.key = None
        draft.wrong = 0 if again.is_first else draft.wrong + 1 if draft.asking == again.step else 1
        draft.asking = again.step
        step = next(step for step in self.steps if step.name == again.step)
        step.ask(dispatcher, draft, self.answers(draft), again.problem)
        return self._wait(draft)

    def _after_no(
        self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, *, again: bool = False
    ) -> list[EventType]:
        """Ask what shall be different, never for the yes; another no, or another wish, ends the errand."""
        if action := refusals.instead(turn, draft, {self.matter, *self.covers}, again=again):
            set_aside.say_left(dispatcher, turn, [draft.kept["value"]])
            return [*self.close(turn), FollowupAction(action)]
        if not again and refusals.is_final(turn, draft):
            return self._drop(dispatcher, turn)
        refusals.ask_what_instead(dispatcher, turn, draft, again=again)
        return self._wait(draft)

    def _drop(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        dropped = set_aside.called(turn, [self.matter])
        dispatcher.utter_message(response="utter_matter_dropped", kind="errand", contact=None, matter_names=dropped)
        return self.end(turn)

    async def _ask_code(
        self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, thing: str
    ) -> list[EventType]:
        return self._wait(draft) if await fresh_codes.ask(dispatcher, draft, thing) else self.end(turn)

    async def _while_waiting(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """A message while the code is waited for; the code itself never comes here."""
        if self.hearing(turn, draft).is_beside_code():
            return []
        thing = self.proof(draft)
        if turn.intent == "deny" and not turn.misses_code:
            return self._drop(dispatcher, turn)
        if thing is not None and (turn.intent == "affirm" or turn.wants_new_code or turn.names_code):
            return await self._ask_code(dispatcher, turn, draft, thing)
        dispatcher.utter_message(response="utter_errand_code_is_waiting")
        return self._wait(draft)

    def _park(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """Keep the draft until the backend is back; what was agreed is written then without being asked again."""
        events = park(dispatcher, turn, self.matter, {name: turn.slots.get(name) for name in DETAILS}, draft.is_agreed)
        return [draft.kept, *events]

    def end(self, turn: Turn) -> list[EventType]:
        """Close the errand, and go on with a matter of the same message, or with what was set aside."""
        return [*self.close(turn), *go_on(turn, self.matter, bool(set_aside.waiting(turn)))]

    def close(self, turn: Turn) -> list[EventType]:
        """Close the errand; one that the same message began, or that was set aside, is the open one then."""
        kept, following = set_aside.waiting(turn), following_draft(turn, ERRANDS)
        aside = kept[-1] if kept else None
        return [
            SlotSet("draft", following or aside),
            SlotSet("set_aside", (kept if following else kept[:-1]) or None),
            SlotSet("open_matter", None),
            SlotSet("also_asked", None),
            SlotSet("last_matter", None),
            SlotSet("misunderstandings", 0.0),
            *leave_form(),
        ]
