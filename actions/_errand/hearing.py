"""What a message says to an errand that is open: answers, corrections, or another matter. Pure."""

import re
from dataclasses import dataclass, replace

from actions._errand.drafts import CONFIRMATION, REFUSED, Draft
from actions._errand.steps import ChoiceStep, EntityStep, FilesStep, Problem, Step, Values, YesNoStep
from actions._forms import ANSWERS, URGENT
from actions._turn import Turn
from actions._words.addresses import is_address
from actions._words.assent import says_yes
from actions._words.choices import asks_about, resolve
from actions._words.retractions import (
    begins_correction,
    changes_mind,
    declines,
    ends_correction,
    gives_up,
    is_angry,
    only_gives_up,
    only_waits,
    refuses,
    wants_it_again,
)
from actions._words.spelling import fold
from actions._words.vocabulary import FILLERS

YES_BUT = re.compile(
    r"\s*(yes|yeah|yep|ok|okay|sure|fine|ja|jo|gut|passt|tak|dobrze|dobra|zgoda)\W+(please\W+|bitte\W+|prosz[eę]\W+)?"
    r"(but|only|except|aber|allerdings|nur|ale|tylko|lecz)\b",
    re.IGNORECASE,
)
"""Somebody who agrees with something else than what was summed up."""

_LATER = re.compile(
    r"\W*(?:(?:maybe|erst|dann|moze|to) )?(?:later|spaeter|nachher|pozniej|potem)(?: on| maybe| mal)?\W*"
)

_OF_ALL = re.compile(r"\W*(?:all (?:of )?(?:it|that|this)|the lot|everything|alles(?: davon)?|wszystko(?: to)?)\W*")
"""What names nothing, and sounds like a wish for all one's data."""
_OFFER = re.compile(r"\b(?:angebot|offer|ofert)")

TAKES = re.compile(
    r"\b((i'?ll |let me |gimme )?(take|get|have)|nimm|nehm(e|en)?|bior[eęą]|wezm[eęą]|poprosz[eęą]|wybieram)\b",
    re.IGNORECASE,
)
"""Words of somebody who takes one of several; some of them sound like "let it be"."""

SURE_OF_OTHER = 0.5
"""Confidence from which a message that holds no answer is another matter."""

PERPLEXED = frozenset({"ask_help", "bot_challenge", "greet"})
FEW_WORDS = 3
"""A message of few words that sounds like one of these says no more than "I don't know" when something was asked."""

MOST_BESIDE = 12
"""Words of a message that gives up telling something; a longer one tells it."""

SURE_OVER_WORDS = 0.8
"""The same when free words were asked for, which any message could be."""

_COMMANDS = """
do go ahead send submit confirm proceed book place
mach machen machs macht schick schicken los losschicken abschicken absenden senden bestaetige bestaetigen ausfuehren
beauftragen veranlassen
wyslij wysylaj wyslijcie zlec zlecaj zlecam zleccie rob zrob zrobcie robcie dawaj dawajcie potwierdzam zatwierdzam
dzialaj dzialajcie zglos zglaszaj lec
"""
_OWN_COMMANDS = {
    "cancel_contract": """withdraw cancel end terminate quit kuendige kuendigen kuendig widerrufe widerrufen widerruf
        wypowiedz wypowiadam wypowiedzcie odstap odstepuje odstapic zrezygnuj rezygnuje""",
    "cancel_order": "cancel storniere stornieren storno anuluj anulujcie anuluje",
    "place_order": "order buy bestell bestelle bestellen kaufen kaufe zamow zamawiam zamawiaj kupuje kup",
    "report_move": "order",
    "report_outage": "report meld melde melden meldet it",
}
_AMBIGUOUS = frozenset(["cancel", "quit", "end", "rezygnuj", "rezygnuje", "zrezygnuj", "anuluj", "anuluje"])
"""Alone they may as well mean that the errand itself shall end."""
_ASSENTING = """
yep sure right fine good all of for me as is
jo na passt ab raus alles mir sie wir den vertrag
jasne je teraz mi
"""
_BESIDE = FILLERS | frozenset(_ASSENTING.split())
"""Words around a command that change nothing; the Polish "no" is added where it means "well"."""


@dataclass(frozen=True)
class Hearing:
    """One message beside the errand's steps and what is known so far."""

    matter: str
    steps: tuple[Step, ...]
    turn: Turn
    draft: Draft

    @property
    def asked(self) -> Step | None:
        """The step that was asked last, if it was a step."""
        return next((step for step in self.steps if step.name == self.draft.asking), None)

    def answer(self) -> Values | Problem | None:
        """The answer to the open question."""
        return self.asked.answer(self.turn, self.draft) if self.asked else None

    def brings_files(self) -> bool:
        """Tell whether the message has files and the errand wants some: then it belongs here, whatever it says."""
        return bool(self.turn.attachments) and any(isinstance(step, FilesStep) for step in self.steps)

    def is_urgent(self) -> bool:
        """Tell whether it is served whatever is open; an account number or "no, the other one" only sounds so."""
        waits = self.turn.intent == "cancel_dialogue" and only_waits(self.turn.text)
        if self.turn.intent not in URGENT or waits or self._corrects_choice() or self._is_detail():
            return False
        return not self._is_short_answer()

    def is_other_matter(self, answer: Values | Problem | None) -> bool:
        """Tell whether it is about something else, which goes first."""
        turn = self.turn
        if self._belongs_here():
            return False
        if turn.first("matter") not in (None, self.matter) or self._goes_over(answer):
            return True
        if turn.intent in ANSWERS or turn.intent in (self.matter, "cancel_dialogue"):
            return False
        if answer is not None and self.asked is not None and self.asked.certain:
            return False
        if turn.intent in PERPLEXED and self.asked is not None and len(turn.text.split()) <= FEW_WORDS:
            return False
        refused = self.draft.known.get(REFUSED) and not self.changes(self.volunteered())
        least = SURE_OF_OTHER if answer is None else SURE_OVER_WORDS
        return bool(refused) or self._asks_instead(answer) or turn.confidence >= least

    def _asks_instead(self, answer: Values | Problem | None) -> bool:
        """Tell whether a question stands where a choice or a yes was asked for: that is neither, however unsure it is.

        A summary is no answer to it, unless it names what shall be different.
        """
        if answer is not None or not asks_about(self.turn.text):
            return False
        is_beside = self.draft.asking == CONFIRMATION and self.turn.intent not in PERPLEXED and not self.volunteered()
        return isinstance(self.asked, ChoiceStep) or is_beside

    def _belongs_here(self) -> bool:
        """Tell whether it is about this errand, whatever it was taken for."""
        turn = self.turn
        is_place = turn.intent == "submit_meter_reading" and is_address(turn.text)
        takes_place = is_place and (self.asked is not None or bool(self.volunteered()))
        takes_back = (changes_mind(turn.text) or self.hesitates(None)) and turn.first("matter") is None
        return takes_place or takes_back or self.brings_files() or self._corrects_summary() or self._wants_again()

    def is_beside_code(self) -> bool:
        """Tell whether it is about something else than the code that is waited for, which never comes here itself."""
        turn = self.turn
        if turn.misses_code or turn.intent == self.matter:
            return False
        if turn.intent in ("nlu_fallback", "out_of_scope"):
            return len(turn.text.split()) > FEW_WORDS
        return turn.intent not in ANSWERS

    def gives_up(self, answer: Values | Problem | None) -> bool:
        """Tell whether it gives the errand up and says nothing else; "never mind, the second one" answers."""
        if isinstance(answer, dict) or self.asked is None or isinstance(self.asked, YesNoStep):
            return only_gives_up(self.turn.text) and not isinstance(answer, dict)
        return only_gives_up(self.turn.text) or changes_mind(self.turn.text) or declines(self.turn.text)

    def refuses(self) -> bool:
        """Tell whether it says no to the summary, or not yet."""
        text, intent = self.turn.text, self.turn.intent
        if intent == "deny" or only_waits(text) or YES_BUT.match(text) or changes_mind(text):
            return True
        return (intent in ANSWERS or intent == self.matter) and refuses(text)

    def hesitates(self, answer: Values | Problem | None) -> bool:
        """Tell whether somebody says "wait, no" where something was to be chosen."""
        return isinstance(self.asked, ChoiceStep) and not isinstance(answer, dict) and only_waits(self.turn.text)

    def changes(self, said: Values) -> bool:
        """Tell whether an answer is another one than before."""
        return any(self.draft.values.get(name) != value for name, value in said.items())

    def wants_summary(self) -> bool:
        """Tell whether the summary shall be shown once more: by a button, by words, or after an answer beside it."""
        return not self.turn.text or self.turn.first("step") is not None or self._wants_again()

    def _wants_again(self) -> bool:
        return self.draft.asking == CONFIRMATION and wants_it_again(self.turn.text)

    def _goes_over(self, answer: Values | Problem | None) -> bool:
        """Tell whether "forget it" stands beside something else, which is served instead: "forget it, I'll pay it"."""
        if not gives_up(self.turn.text) or self.turn.intent == self.matter:
            return False
        answers = isinstance(answer, dict) and self.asked is not None and self.asked.certain
        tells = self.asked is not None and not self.asked.certain and len(self.turn.text.split()) > MOST_BESIDE
        return not answers and not tells and not self.volunteered()

    def volunteered(self) -> Values:
        """What it says of other steps than the one that was asked; a later word corrects an earlier one."""
        turn, draft = self.turn, self.draft
        begins = draft.asking is None
        if turn.first("step") is not None or not (turn.text or begins):
            return {}
        asks_file = isinstance(self.asked, FilesStep)
        corrects = turn.intent in ("deny", self.matter) or draft.asking == CONFIRMATION or asks_file
        found: Values = {}
        for step in self.steps:
            if step.applies(draft) and step.name != draft.asking and (begins or corrects or step.is_welcome(draft)):
                said = step.volunteered(turn, draft) or {}
                found.update({name: value for name, value in said.items() if value not in found.values()})
        return found or (self._chosen_instead() if corrects else {})

    def said(self, answer: Values | Problem | None, files: Values) -> Values:
        """Everything it settles: the answer, corrections of others, files; one value answers one step only.

        Nothing when a step was asked and it says again what is known of another.
        """
        corrected = self.volunteered()
        said = {**corrected, **files}
        is_taken_back = self.turn.intent == "deny" and corrected.keys() & self.draft.values.keys()
        if isinstance(answer, dict) and not is_taken_back:
            said = {name: value for name, value in said.items() if value not in answer.values()} | answer
        is_known = self.asked is not None and self.asked.name not in said and not self.changes(said)
        return {} if is_known else said

    def _corrects_summary(self) -> bool:
        """Tell whether an answer is changed after the summary: "no, the gas one", which sounds like other matters."""
        text = self.turn.text
        return (
            self.draft.asking == CONFIRMATION
            and self.turn.first("matter") is None
            and (begins_correction(text) or ends_correction(text) or YES_BUT.match(text) is not None)
            and bool(self.volunteered())
        )

    def _corrects_choice(self) -> bool:
        """Tell whether it names another option: "no, the other one" is not "never mind", however alike they sound."""
        is_brief = len(self.turn.text.split()) <= FEW_WORDS and not gives_up(self.turn.text)
        may_name = self.draft.asking == CONFIRMATION or is_brief
        return self.turn.intent == "cancel_dialogue" and may_name and bool(self.volunteered())

    def _is_detail(self) -> bool:
        """Tell whether it is the account number that was asked for, whose country sounds like a language."""
        is_number = self.turn.first("iban", "damaged_number") is not None
        return is_number and self.turn.intent == "change_language" and isinstance(self.asked, EntityStep)

    def _is_short_answer(self) -> bool:
        """Tell whether few words answer what was asked: "later" may put off a detail, "in Berlin" is no language."""
        is_short = len(self.turn.text.split()) <= FEW_WORDS or TAKES.search(self.turn.text) is not None
        if self.asked is None or not is_short:
            return False
        if self.turn.intent == "change_language":
            return self.turn.first("language") is None
        if self.turn.intent == "report_emergency":
            # "lampka czerwona", of a router's light
            is_guess = self.turn.confidence < SURE_OF_OTHER and isinstance(self.asked, ChoiceStep)
            return is_guess and isinstance(self.answer(), dict)
        if self.turn.intent == "human_handoff":
            # "telefon", one of the goods to choose from
            return isinstance(self.asked, ChoiceStep) and self.answer() is not None
        return self.turn.intent == "cancel_dialogue" and self.asked.certain and isinstance(self.answer(), dict)

    def _chosen_instead(self) -> Values:
        """Of a choice that was made before another option: "no, the other one", "rather the cheaper one"."""
        asks = self.turn.intent not in (*ANSWERS, self.matter) and asks_about(self.turn.text)
        if isinstance(self.asked, ChoiceStep) or asks or is_angry(self.turn.text):
            # which one is asked just now; or "when is the first bill?", where the first one is no option
            return {}
        for step in reversed(self.steps):
            is_made = isinstance(step, ChoiceStep) and step.name in self.draft.values
            is_known = step.is_own or step.name in self.draft.listed
            options = step.options(self.draft) if is_made and is_known else []
            if len(options) > 1 and self.turn.first("ordinal"):
                ordinals = {"ordinal": self.turn.entities["ordinal"]}
                found = resolve("", ordinals, options, self.draft.values[step.name])
                return {step.name: found[0]["value"]} if len(found) == 1 else {}
        return {}

    def as_assent(self) -> Turn:
        """The turn, with a command as the yes that it is: "ok, send it" or "withdraw" when a summary asks "shall I?".

        Whatever else it says keeps it what it was taken for. A few words that sound like no to an offer are the no, and
        "later" is no goodbye.
        """
        turn, draft = self.turn, self.draft
        if turn.intent == "goodbye" and draft.asking is not None and _LATER.fullmatch(fold(turn.text)):
            return replace(turn, intent="give_details")
        is_brief = len(turn.text.split()) <= FEW_WORDS
        if draft.asking == CONFIRMATION and turn.intent == "decline_offer" != self.matter:
            is_no = (is_brief or YES_BUT.match(turn.text) is not None) and _OFFER.search(fold(turn.text)) is None
            return replace(turn, intent="deny", confidence=1.0) if is_no else turn
        if draft.asking == CONFIRMATION and is_brief and _OF_ALL.fullmatch(fold(turn.text)):
            return replace(turn, intent="nlu_fallback")
        if draft.asking != CONFIRMATION or turn.intent == "affirm" or not self._commands():
            return turn
        if self.changes(self.volunteered()):
            return turn
        return replace(turn, intent="affirm", confidence=1.0, text="", request_text="", entities={})

    def agrees(self) -> bool:
        """Tell whether it is a yes in so many words, a button or a command: what sounds like one writes nothing."""
        turn = self.turn
        said = turn.text.strip()
        return turn.intent == "affirm" and (not said or (says_yes(said) and not YES_BUT.match(said)))

    def is_bare_yes(self) -> bool:
        """Tell whether it is a typed yes that does not say what shall be done, as a command or a button does."""
        return self.turn.text.strip() != "" and not self._commands()

    def _commands(self) -> bool:
        said = re.findall(r"[^\W\d_]+|\d+", fold(self.turn.text))
        if _AMBIGUOUS.issuperset(said):
            return False
        commands = {*_COMMANDS.split(), *_OWN_COMMANDS.get(self.matter, "").split()}
        beside = _BESIDE | {"no"} if self.turn.language == "pl" else _BESIDE
        return any(word in commands for word in said) and all(word in commands or word in beside for word in said)
