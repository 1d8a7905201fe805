"""Which action serves a message about papers that are sent or handed in, whatever it was taken for."""

from actions._forms import ANSWERS
from actions._matters import ACTIONS
from actions._papers import asks_whether_to_send, is_of_old_supplier, names_paper, wishes_paper
from actions._turn import Turn

_NEAR_SENDING = frozenset(
    {
        *ANSWERS,
        "continue_elsewhere",
        "request_documents",
        "get_invoice",
        "submit_documents",
        "return_goods",
        "order_status",
    }
)
"""Intents that "do I have to send anything by post?" is taken for."""

_BESIDE_PAPERS = frozenset(
    {*ANSWERS, "switch_status", "contract_expiry", "contract_details", "request_documents", "get_invoice", "check_bill"}
    | {"payment_status", "show_my_data", "complaint_status", "goodbye", "greet"}
)
"""Intents that the words beside a paper which is handed in are taken for."""


def of_sending(turn: Turn) -> str | None:
    """Whether a paper must be sent is asked, not of goods that were just spoken of; or one shall come by post."""
    near_paper = (_NEAR_SENDING | {"stop_notifications", "start_notifications"}) - {"get_invoice"}
    if turn.intent in near_paper and not turn.attachments and wishes_paper(turn.text):
        return None if turn.intent == "request_documents" else ACTIONS["get_invoice"]
    is_of_goods = turn.slots.get("last_matter") in ("return_goods", "order_status")
    near = turn.intent in _NEAR_SENDING and turn.intent != "submit_documents" and not is_of_goods
    return ACTIONS["submit_documents"] if near and not turn.attachments and asks_whether_to_send(turn.text) else None


def hands_in_paper(turn: Turn) -> bool:
    """Tell whether a paper comes with words that sound like a question, or like the end of a contract of ours."""
    told_switch = turn.slots.get("last_matter") == "switch_status"
    ends_old = turn.intent == "cancel_contract" and (told_switch or is_of_old_supplier(turn.text))
    is_paper = names_paper(turn.text) or any(file.get("media_type") == "application/pdf" for file in turn.attachments)
    return bool(turn.attachments) and is_paper and (turn.intent in _BESIDE_PAPERS or ends_old)
