"""Changes how a customer is reached, called and billed."""

import re
from dataclasses import asdict, replace
from typing import Any, ClassVar

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import customers
from actions._buttons import PERSON, YES_NO
from actions._contact import contact
from actions._errand.drafts import CONFIRMATION, WAITED, Draft
from actions._errand.errand_action import ErrandAction
from actions._errand.hindrances import AskAgain, NeedsCode, Stop
from actions._errand.names_and_places import NameStep, PlaceStep, spoken_email
from actions._errand.progress import remember_end
from actions._errand.steps import EntityStep, Problem, Step, Values
from actions._errand.topics import TopicStep
from actions._forms import leave_form
from actions._matters import ACTIONS
from actions._switches.ways import is_place_corrected
from actions._turn import Turn
from actions._words.money import asks_which_account, ends_debit
from actions._words.pay_outs import asks_for_pay_out
from actions._words.people import is_about_others
from actions._words.retractions import begins_correction
from actions._words.sending import wishes_elsewhere
from actions._words.spelling import fold

WORDS = {
    "bank": r"iban|\bkont[oa]\b|\bkonto|\bbank|\bkont\b|bankverb|sparkasse|direct debit|\bmandat|lastschrift|abbuch"
    r"|bankeinzug|einzugserm|\baccount (number|no)|(bank|new|nowy|nr|numer)\w* (account|rachun)|polecen",
    "email": r"mail|@|poczt\w+ elektr|skrzynk",
    "phone": r"phone|\btel\b|telefon|handy|mobil|\bcell|rufnummer|komor|\bnr\b|\bnumber|\bnummer|\bnumer|\bsim\b",
    "people": r"contact person|ansprechpartner|in charge|representative|bevollm|vollmacht|pelnomoc"
    r"|osob\w+ (do )?kontakt|helper|zustaendig|vertreter|vertretung"
    r"|(dodaj|dopisz)\w* osob|add (a|another|one) person|person hinzu",
    "name": r"\bsurname|\bnames?\b|\bnamen?s?\b|familienname|nachname|nazwisk|maiden|married|heirat|\bimie\b|firmier"
    r"|\bmarry|hochzeit|\bza maz\b|\bnazyw|\bnazw[aey]\b|scheidung|divorce|rozwod|slub|rechtsform|form\w+ prawn|umfirm",
    "post": r"address|adres|anschrift|postal|street|strass|ulic|\blist\w*\b|brief|letters|postfach|korespond|\bpost\b",
}
ADDRESSES = ("phone", "email")
PLAIN = ("phone", "email", "bank")
"""Topics whose new value an extractor finds; several in one message are changed one after the other."""

BRIEF = 6
"""Words of a message that names what is changed and says nothing else."""

LEFT = "left"
"""In ``known``: topics that wait while another one is changed, with the values they had."""

_METER = re.compile(
    r"\bmeter('?s)? ?(number|no\b|nr|id)|(number|no|id) (of|on) (the|my|our) meter|zaehler\w*[ -]?(nummer|nr\b)"
    r"|nummer (von|vom|des|meines|unseres|auf)( dem| meinem)? ?\w*zaehler|zaehlpunkt|(numer|nr)\w* (mojego )?licznik"
)
_OTHER_NUMBER = re.compile(
    rf"{_METER.pattern}|(customer|contract|invoice|order|tax) ?(number|no\b)"
    r"|(numer|nr)\w* (klient|umow|faktur|zamowien)"
)
_LONG_NUMBER = re.compile(r"\b(?:[A-Z]{2} ?)?(?:\d[ -]?){16,}", re.IGNORECASE)
"""The number of an account, which holds no phone's."""
_ENDING = re.compile(
    r"\W*(?:(?:no|nein|nie|sorry|oops|ups|oh|i meant?|meant|its|it's|should be|mit|es ist|ist|ich meine?|meine"
    r"|natuerlich|sollte|heisst|mialo byc|powinno byc|przepraszam|to|jest|chodzilo o"
    r"|with|the end is|at the end|am ende|na koncu|und|and"
    r"|a|at|bei|na|od|correct|richtig)\W+)*"
    r"(?:(?P<host>[a-z0-9-]+)\s?)?(?:\.|\b(?:dot|punkt|kropka)\s)\s?(?P<top>[a-z]{2,6}(?:\.[a-z]{2})?)"
    r"(?:\W+(?:not|nicht|nie|of course|natuerlich|sorry|please|bitte|prosze|oczywiscie)\b.*)?\W*"
)
"""The whole of a message, folded, that puts the end of a mail address right."""
_END_OF_NUMBER = re.compile(r"(?<![\w.,+])\d(?:[ ()/-]{0,2}\d)*(?![\w.,]*\d)")
LEAST_DIGITS = 3
"""Of a number that takes the place of the end of another."""
_DIALLED = re.compile(r"(?<![\w.,])(?:\+|0)\d[\d ()/-]{5,18}\d(?![\w.,]\d)")


def _changes(topic: str) -> Any:
    """Whether a step is for what is to be changed; before that is known it may be."""
    return lambda draft: draft.values.get("what", topic) == topic


class _PhoneStep(EntityStep):
    """A number that can be called, also where its end looks like a number of ours; the backend checks it."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """What an extractor found, else digits that begin as a phone number does; another person's is none."""
        if is_about_others(turn.request_text):
            return None
        if found := super().volunteered(turn, draft) or self._ends_otherwise(turn, draft):
            return found
        digits = _DIALLED.search(_LONG_NUMBER.sub(" ", turn.text))
        return None if digits is None else {self.name: digits.group().strip()}

    def _ends_otherwise(self, turn: Turn, draft: Draft) -> Values | None:
        """The number that is about to be noted, with its end put right by digits without a prefix: "no, 601202304"."""
        before = re.sub(r"[^\d+]", "", str(draft.values.get(self.name) or ""))
        said = _END_OF_NUMBER.findall(turn.text) if draft.asking == CONFIRMATION else []
        digits = re.sub(r"\D", "", said[0]) if len(said) == 1 else ""
        if not LEAST_DIGITS <= len(digits) < len(before) or digits.startswith("0"):
            return None
        return {self.name: before[: -len(digits)] + digits}


class _EmailStep(EntityStep):
    """A mail address, also as it is spoken: "anna at web punkt de"."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """The one that was recognised, or that is spoken."""
        found = super().volunteered(turn, draft) or spoken_email(turn.text)
        return found if isinstance(found, dict) else {self.name: found} if found else None

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """Likewise, where a mail address is named."""
        spoken = spoken_email(turn.request_text) if "mail" in turn.request_text.casefold() else None
        found = super().volunteered(turn, draft) or ({self.name: spoken} if spoken else None)
        return found or self._ends_otherwise(turn, draft)

    def _ends_otherwise(self, turn: Turn, draft: Draft) -> Values | None:
        """The address that is about to be noted, with the end that is put right: "sorry .com"."""
        ending = _ENDING.fullmatch(fold(turn.text))
        before = str(draft.values.get(self.name) or "")
        if ending is None or "@" not in before:
            return None
        name, _, domain = before.partition("@")
        host = ending["host"] or domain.rpartition(".")[0]
        return {self.name: f"{name}@{host}.{ending['top']}"}


class _IbanStep(EntityStep):
    """An account number, or what is wrong with it; the backend tells where an account may be."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """The first one, or where an extractor found a slip."""
        damaged = turn.first("damaged_number")
        problem = Problem(str(damaged.get("problem"))) if damaged else None
        return self.volunteered(turn, draft) or problem


class _WhatStep(TopicStep):
    """What is to be changed; a detail of the kind that is asked for changes nothing about it."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """A damaged account number is one, too; who speaks for somebody else gives no number of their own."""
        if is_about_others(turn.request_text):
            return {self.name: "people"}
        damaged = turn.first("damaged_number")
        if damaged and damaged.get("kind") == "iban":
            return {self.name: "bank"}
        return super().volunteered(turn, draft)

    def named(self, text: str) -> str | None:
        """By its words; the number of a meter is no phone."""
        return super().named(_OTHER_NUMBER.sub(" ", fold(text)))


class ActionUpdateContact(ErrandAction):
    """Asks what changes and to what; a bank account, a name and a postal address need a code of their own."""

    matter = "update_contact"
    steps: ClassVar[tuple[Step, ...]] = (
        _WhatStep(
            "what",
            "utter_ask_contact_what",
            WORDS,
            entities={"iban": "bank", "email": "email", "phone": "phone"},
        ),
        _PhoneStep("phone", "utter_ask_contact_phone", "phone", when=_changes("phone")),
        _EmailStep("email", "utter_ask_contact_email", "email", when=_changes("email")),
        _IbanStep("bank", "utter_ask_contact_bank", "iban", when=_changes("bank")),
        NameStep("name", "utter_ask_contact_name", when=_changes("name")),
        PlaceStep("post", "utter_ask_contact_post", when=_changes("post")),
    )

    async def instead(self, dispatcher: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """The address of a place whose change was rejected because of it is put right there."""
        return [FollowupAction(ACTIONS["decide_switch"])] if await is_place_corrected(turn) else []

    async def take(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> list[EventType]:
        """As every errand; "and the mail?" is about the address that is changed, and sends nothing to it."""
        if (
            turn.intent == "continue_elsewhere"
            and not wishes_elsewhere(turn.text)
            and self._is_brief_topic(turn, draft)
        ):
            turn = replace(turn, intent=self.matter, confidence=1.0)
        return await super().take(dispatcher, turn, draft)

    def _is_brief_topic(self, turn: Turn, draft: Draft) -> bool:
        """Tell whether few words name what is changed here."""
        what = (self.steps[0].volunteered(turn, draft) or {}).get("what")
        open_topics = {draft.values.get("what"), *draft.known.get(LEFT, {})}
        return len(turn.text.split()) <= BRIEF and what in open_topics

    async def prepare(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Read what is on record, and whether the person may change it."""
        record = await customers.record()
        rights = record["rights"]
        if not rights["names_people"]:
            raise _backend.RuleBroken("right_missing", {"right": "names_people", "who_may": rights["who_may"]})
        accounts = await customers.bank_accounts() if rights["bank_details"] else []
        account = next((one for one in accounts if one["state"] == "active"), None)
        draft.known = {
            "name": " ".join(filter(None, (record["first_name"], record["name"]))),
            "is_company": record["kind"] == "company",
            "phones": [one for one in record["addresses"] if one["kind"] == "phone"],
            "emails": [one for one in record["addresses"] if one["kind"] == "email"],
            "post": record["postal_address"],
            "bank": account,
        }
        damaged = turn.first("damaged_number")
        if damaged and damaged.get("kind") == "iban":
            draft.values["what"], draft.is_prepared = "bank", True
            raise AskAgain("bank", Problem(str(damaged.get("problem"))))
        what = (self.steps[0].volunteered(turn, draft) or draft.values).get("what")
        if what == "bank" and asks_for_pay_out(turn.request_text) and not asks_which_account(turn.request_text):
            dispatcher.utter_message(response="utter_contact_refund_account", buttons=[PERSON])
            raise Stop
        if ends_debit(turn.request_text):
            sees = rights["bank_details"]
            dispatcher.utter_message(
                response="utter_contact_mandate",
                account=account,
                sees=sees,
                buttons=[PERSON] if account or not sees else [],
            )
            raise Stop
        if asks_which_account(turn.request_text):
            dispatcher.utter_message(response="utter_contact_debited", account=account, sees=rights["bank_details"])
        if _METER.search(fold(turn.request_text)) and self.steps[0].volunteered(turn, draft) is None:
            dispatcher.utter_message(response="utter_contact_meter_number", contact=await contact(turn))
            raise Stop

    async def check_answers(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Lay aside what was open when another thing is to be changed first; a no gives it up."""
        what = draft.values.get("what")
        others = [topic for topic in WORDS if topic in draft.values or topic == draft.asking]
        if what is None or not set(others) - {what}:
            return
        waiting = {topic: draft.values.pop(topic, None) for topic in others if topic != what}
        if is_about_others(turn.text):
            waiting.pop("phone", None)
        if draft.asking is None:
            waiting = {topic: value for topic, value in waiting.items() if topic in PLAIN}
        corrects = begins_correction(turn.text) and not any(waiting.values())
        left = {**({} if turn.intent == "deny" or corrects else waiting), **draft.known.get(LEFT, {})}
        before = left.pop(what, None)
        draft.known[LEFT] = left
        turn.slots["draft"] = asdict(draft)
        step = next((step for step in self.steps if step.name == what and step.is_open(draft)), None)
        if step is not None:
            draft.values.update(step.volunteered(turn, draft) or ({what: before} if before else {}))

    def end(self, turn: Turn) -> list[EventType]:
        """Come back to what was laid aside."""
        draft = Draft.of(turn)
        left = draft.known.get(LEFT) if draft is not None and draft.matter == self.matter else None
        if draft is None or not left:
            return super().end(turn)
        (what, value), *rest = left.items()
        known = {name: one for name, one in draft.known.items() if name not in ("noted", "checked")} | {
            LEFT: dict(rest),
            WAITED: True,
        }
        values = {"what": what} | ({what: value} if value else {})
        back = Draft(self.matter, True, values, known, CONFIRMATION if value else what)
        return [back.kept, SlotSet("misunderstandings", 0.0), *leave_form(), FollowupAction("action_resume_errand")]

    async def summarise(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft) -> None:
        """Set the old beside the new; tell first when an account number cannot be right."""
        what = draft.values["what"]
        if what == "people":
            people = [one for one in (await customers.record())["representatives"] if one["state"] == "active"]
            dispatcher.utter_message(
                response="utter_contact_people",
                people=people,
                contact=await contact(turn),
                is_number=is_about_others(turn.request_text) and any(one.isdigit() for one in turn.request_text),
            )
            raise Stop
        if what == "bank":
            checked = await customers.check_iban(draft.values["bank"])
            if not checked["is_valid"]:
                raise AskAgain("bank", Problem(str(checked["problem"])))
            iban = str(checked["iban"])
            draft.known["checked"] = {
                "confirm_as": checked["confirm_as"],
                "bank_name": checked["bank_name"],
                "masked": f"{iban[:4]} … {iban[-4:]}",
            }
        dispatcher.utter_message(
            response="utter_contact_summary",
            buttons=list(YES_NO),
            values=self.answers(draft),
            known={"checked": None, **draft.known},
        )

    def proof(self, draft: Draft) -> str | None:
        """Account and new address are confirmed by themselves, all else as the customer's record."""
        if draft.values["what"] == "bank":
            return str(draft.known["checked"]["confirm_as"])
        if noted := draft.known.get("noted"):
            return f"contact_address:{noted}"
        return "customer" if draft.values["what"] in ("name", "post") else None

    async def write(self, dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, key: str) -> list[EventType]:
        """Write it; a new phone or mailbox counts once the code that is sent there comes back."""
        what = draft.values["what"]
        try:
            if what in ADDRESSES:
                return await self._add(dispatcher, draft, key)
            if what == "bank":
                stored = await customers.store_bank_account(draft.values["bank"], key=key)
                dispatcher.utter_message(response="utter_contact_bank_stored", account=stored)
            else:
                changed = await customers.change(_change(draft), key=key)
                dispatcher.utter_message(response="utter_contact_changed", what=what, record=changed)
        except _backend.RuleBroken as rule:
            if rule.code in ("address_invalid", "iban_invalid"):
                raise AskAgain(what, Problem(rule.code)) from rule
            raise
        return []

    async def _add(self, dispatcher: CollectingDispatcher, draft: Draft, key: str) -> list[EventType]:
        kind = draft.values["what"]
        added = await customers.add_address(kind, draft.values[kind], key=key)
        if added["confirmed"] or not any(phone["confirmed"] for phone in draft.known["phones"]):
            dispatcher.utter_message(response="utter_contact_added", added=added, ticket=await _ticket(added, key))
        elif _backend.is_fresh_for(f"contact_address:{added['id']}"):
            dispatcher.utter_message(response="utter_contact_code_there", added=added)
            request = {"kind": "send_code", "confirms_address": added["id"]}
            dispatcher.utter_message(json_message={"request": request})
            return [remember_end(self.matter, unconfirmed=added["masked"])]
        else:
            draft.known["noted"] = added["id"]
            raise NeedsCode(f"contact_address:{added['id']}")
        return []


async def _ticket(added: dict[str, Any], key: str) -> dict[str, Any] | None:
    """Let a person confirm an address where there is no phone that a code could go to; none when it counts already."""
    if added["confirmed"]:
        return None
    text = f"Confirm the new {added['kind']} {added['masked']} (address {added['id']}) with the customer."
    return await customers.ask_correction(text, about=ActionUpdateContact.matter, key=f"{key}/ticket")


def _change(draft: Draft) -> dict[str, Any]:
    """The fields of the record: a private person's last word is the family name."""
    if draft.values["what"] == "post":
        return {"postal_address": draft.values["post"]}
    name = str(draft.values["name"])
    first, _, family = name.rpartition(" ")
    if draft.known["is_company"] or not first:
        return {"name": name}
    return {"first_name": first, "name": family}
