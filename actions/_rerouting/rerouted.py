"""Which action serves a message that says plainly what it is about, instead of the one it was taken for.

Words decide only where the last answer, an open errand or an unsure understanding leaves room for it.
"""

from dataclasses import asdict

from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions._bills.consumption import wants_use_as_table
from actions._bills.last_bill import asks_of_last_bill
from actions._callback_times import only_wishes_time, wishes_time
from actions._callbacks import never_asked, phone_named, refuses_call
from actions._complaints import wants_to_add
from actions._contracts.leaving import speaks_of_withdrawal
from actions._contracts.moving import direction_in
from actions._errand.drafts import Draft
from actions._errand.progress import asks_what_now, asks_whether_done, written_last
from actions._forms import ANSWERS
from actions._matters import ACTIONS, SHORT, SURE
from actions._notifications import stops_more
from actions._orders.orders import NOTICES, order_number
from actions._photos import may_show_meter, shows_meter
from actions._rerouting.beyond_records import of_beyond
from actions._rerouting.complaints import of_complaints
from actions._rerouting.contracts import asked_while_leaving, ends_application, is_about_contracts, of_contracts
from actions._rerouting.dangers import of_danger
from actions._rerouting.messages import of_messages
from actions._rerouting.money import asks_of_terms, meant_of_money, pays_otherwise, terms_in
from actions._rerouting.orders import asks_money_of, of_placed_order
from actions._rerouting.outages import of_outages
from actions._rerouting.papers import hands_in_paper, of_sending
from actions._rerouting.people import of_people
from actions._rerouting.prices import of_prices, of_tariffs
from actions._rerouting.readings import asks_of_readings
from actions._rerouting.strangers import of_strangers
from actions._rerouting.switches import of_switch
from actions._switches.switches import number_of_point, waits_for_old
from actions._taking import take_priced
from actions._turn import GATEWAY_EVENTS, Turn
from actions._words.calls import asks_when_called, calls_at, calls_off
from actions._words.changes_of_plan import asks_of_move, gives_up_move
from actions._words.choices import tokens
from actions._words.contracts import (
    regrets,
    speaks_of_signing,
    takes_notice_back,
    undoes,
    wishes_to_stay,
)
from actions._words.fraud import tells_of_fraud
from actions._words.how_long import asks_for_technician
from actions._words.leaving import refuses_to_leave
from actions._words.lines import asks_to_move_number, needs_person
from actions._words.money import asks_for_compensation, asks_which_account, has_new_account, wishes_to_complain
from actions._words.paying import asks_for_our_account
from actions._words.people import tells_of_death, wishes_data_copy
from actions._words.readings import corrects_reading
from actions._words.retractions import changes_mind

_UNDECIDED = frozenset(
    {"nlu_fallback", "out_of_scope", "cancel_dialogue", "deny", "cancel_order", "decline_offer", "return_goods"}
    | {"request_documents", "submit_documents", "change_order"}
)
"""Intents that the refusal of a contract, or of its end, is taken for."""

_OF_THE_DEAD = frozenset({*ANSWERS, "ask_help", "cancel_dialogue", "cancel_contract", "update_contact"})
"""Intents of a message about somebody's death that nobody but a person can settle: the contract is not the caller's."""

_NEAR_COPIES = frozenset(
    {"get_invoice", "request_documents", "continue_elsewhere", "nlu_fallback", "out_of_scope", "show_my_data"}
    | {"give_details", "submit_documents"}
)
"""Intents that a wish for a copy of one's data is taken for."""

_NEAR_RETURNING = frozenset({"switch_status", "start_notifications", "place_order", "report_move", "contract_expiry"})
"""Intents that the way back to what was given up is taken for."""

_NEAR_ORDERS = frozenset({*ANSWERS, "check_bill", "payment_status", "get_invoice", "complaint_status"})
"""Intents that the bare number of an order is taken for."""

_UNKNOWN = frozenset({"out_of_scope", "nlu_fallback"})
FAINTLY = 0.1
"""Confidence of a move behind no intent at all; words that tell of one decide then."""

_NEAR_TIMES = frozenset({"change_order", "change_installment", "continue_elsewhere", "report_move"})
"""Intents that another time for a call is taken for."""

_NEAR_TABLES = frozenset(
    {"request_my_data", "get_invoice", "request_documents", "show_my_data", "nlu_fallback", "continue_elsewhere"}
)
"""Intents that a wish for a table of the use is taken for."""

_NEAR_REFUSALS = frozenset(
    {*ANSWERS, "cancel_order", "cancel_contract", "cancel_dialogue", "decline_offer", "return_goods", "change_order"}
    | {"order_status", "complaint_status"}
)
"""Intents that the refusal of a call is taken for; advertising by phone is another matter."""

_NEAR_NO_CALLS = frozenset({"update_contact", "start_notifications", "stop_notifications"})
"""Intents that the same is taken for, which after the promise of a call mean nothing else."""

_OF_NUMBERS = frozenset({"order_status", "cancel_order", "file_complaint"})
"""Intents that a number which is on its way to us is talked about with."""

_NEAR_LAST_BILL = frozenset(
    {"nlu_fallback", "out_of_scope", "get_invoice", "payment_status", "check_bill", "submit_meter_reading"}
    | {"complaint_status", "switch_status", "contract_details", "request_documents", "make_payment", "give_details"}
)
"""Intents that a question about the last bill of a contract that ends is taken for."""

_NEAR_PHOTOS = frozenset(
    {*ANSWERS, "bot_challenge", "submit_documents", "update_contact", "complaint_status", "order_status", "report_move"}
)
"""Intents that the number, or the place, beside the photo of a meter is taken for."""


_NEAR_ACCOUNTS = frozenset(
    {"make_payment", "payment_status", "check_bill", "nlu_fallback", "out_of_scope", "change_installment"}
)
"""Intents that a question which account is debited is taken for."""

_OF_COMPLAINTS = ("file_complaint", "add_to_complaint")

_WITH_STATES = ("complaint_status", "switch_status", "order_status", "report_outage")
"""Matters that have a state, which goes on."""


def tells_of_loss(turn: Turn) -> bool:
    """Tell whether somebody has died and the message is about that, not about a bill or a reading beside it."""
    if turn.attachments or not tells_of_death(turn.text):
        return False
    return turn.intent in _OF_THE_DEAD or turn.confidence < SURE


def elsewhere(turn: Turn) -> list[EventType]:
    """The events that serve the message; nothing when it goes where it was taken to go."""
    if _asks_nothing(turn):
        return [FollowupAction("action_offer_help")]
    if not tokens(turn.text) or turn.intent in GATEWAY_EVENTS or turn.intent == "report_emergency":
        return []
    if (
        action := _first_of_all(turn)
        or of_beyond(turn)
        or of_strangers(turn)
        or of_outages(turn)
        or of_complaints(turn)
        or _of_the_settled(turn)
        or of_prices(turn)
        or of_tariffs(turn)
        or _of_money(turn)
        or _of_use(turn)
        or of_sending(turn)
        or of_messages(turn)
    ):
        return [*_period_said(turn, action), FollowupAction(action)]
    if turn.slots.get("draft"):
        called = None if turn.form else _of_a_call(turn)  # an errand that waits quietly beside a promised call
        return [FollowupAction(called)] if called else []
    return _with_nothing_open(turn)


def _period_said(turn: Turn, action: str) -> list[EventType]:
    """The time that a question about bills or payments names, whatever it was taken for."""
    of_money = action in (ACTIONS["payment_status"], ACTIONS["check_bill"])
    said = turn.first("period") if of_money else None
    return [SlotSet("period", said), SlotSet("invoice_number", None)] if isinstance(said, dict) else []


def before_answers(turn: Turn, matter: str) -> str | None:
    """The action that goes before every question of an errand but one for free words; else None.

    Args:
        turn: The message.
        matter: The errand that is open.
    """
    if turn.intent in _NEAR_REFUSALS and (refuses_call(turn.text) or never_asked(turn)):
        return ACTIONS["human_handoff"]
    if tells_of_loss(turn):
        return "action_help_bereaved"
    if needs_person(turn.text) or asks_to_move_number(turn.text):
        return "action_help_with_line"
    if asks_money_of(turn, matter):
        return "action_tell_order_money"
    if matter in _OF_COMPLAINTS or turn.first("step", "matter") is not None:
        return of_complaints(turn)
    return _before_plain_answers(turn, matter)


def _before_plain_answers(turn: Turn, matter: str) -> str | None:
    """The same where a message is no story that somebody tells, and presses no button."""
    if tells_of_fraud(turn.text):
        return "action_warn_of_fraud"
    has_account = turn.first("iban") is not None
    for other, is_it in (("decide_switch", waits_for_old(turn.text)), ("update_contact", has_account)):
        if is_it and matter != other:
            return ACTIONS[other]
    if terms_in(turn):
        return "action_tell_payment_terms"
    if refuses_call(turn.text):
        return ACTIONS["human_handoff"]
    asked = asked_while_leaving(turn) if matter == "cancel_contract" else None
    paying = pays_otherwise(turn, matter)
    if asked or paying:
        return asked or ACTIONS[str(paying)]
    wants_money = matter == "report_outage" and asks_for_compensation(turn.text)
    complains = ACTIONS["file_complaint"] if wants_money or wishes_to_complain(turn.text) else None
    return of_beyond(turn) or complains


def _asks_nothing(turn: Turn) -> bool:
    """Tell whether a message is but a question mark, which the classifier takes for some question."""
    return turn.text.strip() != "" and not turn.text.strip(" ?!.") and not turn.attachments and turn.intent in ACTIONS


def _with_nothing_open(turn: Turn) -> list[EventType]:
    if taken := take_priced(turn) or (of_contracts(turn) if ends_application(turn) else []):
        return taken
    if action := _of_ordered_move(turn) or _of_files(turn) or _of_what_was_told(turn) or _of_the_last_bill(turn):
        return [FollowupAction(action)]
    if _takes_notice_back(turn):
        draft = Draft("cancel_order", known={"only": NOTICES})
        return [SlotSet("draft", asdict(draft)), FollowupAction(ACTIONS["cancel_order"])]
    if _thinks_better_of_contract(turn):
        return [FollowupAction(ACTIONS["cancel_contract"])]
    moves = turn.intent in _UNKNOWN and dict(turn.ranking).get("report_move", 0.0) >= FAINTLY
    if moves and direction_in(turn.text):
        return [FollowupAction(ACTIONS["report_move"])]
    return of_contracts(turn)


def _of_ordered_move(turn: Turn) -> str | None:
    """The action that calls an ordered move off, or tells how far it is."""
    if turn.intent in _UNDECIDED and gives_up_move(turn.text):
        return ACTIONS["cancel_order"]
    return ACTIONS["order_status"] if turn.intent in _UNKNOWN and asks_of_move(turn.text) else None


def _of_danger_or_call(turn: Turn) -> str | None:
    if danger := of_danger(turn):
        return danger
    told_call = turn.slots.get("last_matter") == "human_handoff"
    may_refuse = turn.intent in _NEAR_REFUSALS or (told_call and turn.intent in _NEAR_NO_CALLS)
    if may_refuse and (refuses_call(turn.text) or never_asked(turn)):
        return ACTIONS["human_handoff"]
    if turn.intent != "human_handoff" and not turn.slots.get("draft") and asks_when_called(turn.text):
        return ACTIONS["human_handoff"]
    near_call = turn.intent == "update_contact" or (told_call and turn.intent in ANSWERS)
    has_phone = near_call and phone_named(turn) is not None and not turn.slots.get("draft")
    if has_phone and calls_at(turn.text, told=told_call):
        return ACTIONS["human_handoff"]
    if tells_of_loss(turn):
        return "action_help_bereaved"
    return "action_help_with_line" if needs_person(turn.text) and not turn.attachments else None


def _first_of_all(turn: Turn) -> str | None:
    """The action for a danger, a death, a phone that is gone, an order, a code, or people who speak for somebody."""
    if urgent := _of_danger_or_call(turn):
        return urgent
    if ordered := of_placed_order(turn):
        return ordered
    if turn.lacks_code:
        return "action_request_identification" if turn.wants_new_code else "action_offer_help"
    if turn.asks_for_code and turn.level == "channel":
        return "action_request_identification"
    return of_people(turn)


def _of_the_settled(turn: Turn) -> str | None:
    """What became of the errand that ended last, or of the case, switch or order that was told."""
    if turn.slots.get("settled") and asks_whether_done(turn.text):
        return "action_tell_settled"
    action = asked_what_now(turn)
    return None if action == ACTIONS.get(turn.intent) else action


def asked_what_now(turn: Turn) -> str | None:
    """The action that says how it stands, for "and now?" after something was written or told; else None."""
    if turn.slots.get("draft") or not asks_what_now(turn.text):
        return None
    told, written = turn.slots.get("last_matter"), written_last(turn)
    if asks_for_technician(turn.text) and "report_outage" not in (told, written):
        return None
    if told in _WITH_STATES:
        return ACTIONS[str(told)]
    return "action_tell_settled" if written else None


def _of_money(turn: Turn) -> str | None:
    """What a message about bills and money means, if it was taken for another matter."""
    if asks_of_terms(turn):
        return "action_tell_payment_terms"
    if turn.intent in _NEAR_ACCOUNTS and asks_which_account(turn.text) and not asks_for_our_account(turn.text):
        return ACTIONS["update_contact" if has_new_account(turn.text) else "show_my_data"]
    meant = meant_of_money(turn)
    return None if meant in (None, turn.intent) else ACTIONS[meant]


def _of_files(turn: Turn) -> str | None:
    """What a picture shows that comes with few words, or where a paper goes."""
    if hands_in_paper(turn) and number_of_point(turn) is None:
        return ACTIONS["submit_documents"]
    if turn.slots.get("last_matter") == "switch_status" and number_of_point(turn) is not None:
        return None
    if asks_of_readings(turn) or (turn.intent in _NEAR_PHOTOS and shows_meter(turn)):
        return ACTIONS["submit_meter_reading"]
    return ACTIONS["submit_documents"] if turn.intent in ANSWERS and may_show_meter(turn) else None


def _of_what_was_told(turn: Turn) -> str | None:
    """A complaint, a reading, a call, an order or a change of supplier just told; or a number that shall move."""
    if turn.intent not in _OF_NUMBERS and asks_to_move_number(turn.text):
        return "action_help_with_line"
    if turn.slots.get("last_matter") == "complaint_status" and wants_to_add(turn.text):
        return ACTIONS["add_to_complaint"]
    corrects = turn.first("number") is not None and corrects_reading(turn.text)
    corrects = corrects and turn.intent != "submit_meter_reading"
    if corrects and written_last(turn) == "submit_meter_reading":
        return ACTIONS["submit_meter_reading"]
    if written_last(turn) == "stop_notifications" and stops_more(turn.text):
        return ACTIONS["stop_notifications"]
    return _of_a_call(turn) or _of_an_order(turn) or of_switch(turn)


def _of_a_call(turn: Turn) -> str | None:
    """A call that was just promised is refused, or another time is named for it."""
    times = turn.intent in _NEAR_TIMES and only_wishes_time(turn)
    is_open = times or turn.intent in (*ANSWERS, "cancel_dialogue") or turn.confidence < SURE
    gives_up = turn.intent == "cancel_dialogue" and not turn.slots.get("draft")
    refuses = gives_up or refuses_call(turn.text) or changes_mind(turn.text) or calls_off(turn.text)
    changes = refuses or (turn.intent != "affirm" and wishes_time(turn))
    told = turn.slots.get("last_matter") == "human_handoff"
    asked_for = turn.level == "anonymous" and turn.slots.get("open_matter") == "human_handoff"
    return ACTIONS["human_handoff"] if (told or asked_for) and is_open and changes else None


def _of_an_order(turn: Turn) -> str | None:
    """An order of which hardly more than its number is said: "and O-1000002?"."""
    near = turn.intent in _NEAR_ORDERS and len(tokens(turn.text)) <= SHORT
    is_named = near and order_number(turn.text)
    return ACTIONS["order_status"] if is_named else None


def _of_use(turn: Turn) -> str | None:
    """The figures of a use, or everything that is known of a customer, as a file; it is named, or was just told."""
    offered = turn.slots.get("last_matter") == "request_my_data"
    may_mean_all = turn.intent in _NEAR_COPIES and not turn.slots.get("draft")
    if may_mean_all and wishes_data_copy(turn.text, offered=offered):
        return ACTIONS["request_my_data"]
    told = turn.slots.get("last_matter") == "check_consumption"
    asks = turn.intent in _NEAR_TABLES and wants_use_as_table(turn.text, told=told)
    return ACTIONS["check_consumption"] if asks else None


def _of_the_last_bill(turn: Turn) -> str | None:
    """What comes when supply ends is told with the contract that ends."""
    near = turn.intent in _NEAR_LAST_BILL and not turn.attachments
    leaves = turn.slots.get("last_matter") == "contract_expiry" or written_last(turn) == "cancel_contract"
    asks = near and asks_of_last_bill(turn.text, leaves=leaves)
    return ACTIONS["contract_expiry"] if asks else None


def _takes_notice_back(turn: Turn) -> bool:
    """Tell whether somebody who gave notice thinks better of it: the order that ends the contract is cancelled."""
    is_given_up = written_last(turn) in ("cancel_contract", "decide_switch")
    if is_given_up and turn.intent in _NEAR_RETURNING and undoes(turn.text):
        return True
    if turn.intent not in _UNDECIDED | {"cancel_contract", "renew_contract"}:
        return False
    is_about = is_about_contracts(turn) or is_given_up
    stays = is_about and turn.intent != "renew_contract" and wishes_to_stay(turn.text)
    undone = is_about and written_last(turn) != "renew_contract" and undoes(turn.text)
    regrets_it = refuses_to_leave(turn.text) or changes_mind(turn.text)
    undone = undone or (written_last(turn) == "cancel_contract" and regrets_it)
    return stays or undone or takes_notice_back(turn.text)


def _thinks_better_of_contract(turn: Turn) -> bool:
    """Tell whether a new contract is not to count after all."""
    if turn.intent == "renew_contract":
        return regrets(turn.text)
    if turn.intent not in _UNDECIDED:
        return False
    leaves = regrets(turn.text) and (is_about_contracts(turn) or speaks_of_signing(turn.text))
    has_renewed = written_last(turn) == "renew_contract"
    return leaves or (has_renewed and (undoes(turn.text) or speaks_of_withdrawal(turn.text)))
