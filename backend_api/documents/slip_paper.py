"""A return slip as a paper: what the template reads, worded in the customer's language; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backend_api.documents.codes import written
from backend_api.documents.letters import letter
from backend_api.documents.rendering import qr_svg

if TYPE_CHECKING:
    from datetime import date

    from backend_api.documents.letters import Fact, Recipient, Sender
    from backend_api.documents.wording import Wording
    from backend_api.returns.models import Return


def slip_paper(words: Wording, sender: Sender, to: Recipient, row: Return, *, entered_on: date) -> dict[str, Any]:
    """Everything that ``templates/return_slip.typ`` reads."""
    code = written(row.code)
    facts: list[Fact] = [
        (words.say("return_slip.entered_on"), words.day(entered_on)),
        (words.say("return_slip.order"), row.returned_order.number),
    ]
    if row.until_on is not None:
        facts.append((words.say("return_slip.until"), words.day(row.until_on)))
    title = words.say("return_slip.title", number=row.number)
    paper = letter(words, sender, to, title=title, on=entered_on, facts=facts, code=code)
    return paper | {
        "words": {
            "code": words.say("return_slip.code"),
            "lines": words.say("return_slip.lines"),
            "product": words.say("return_slip.product"),
            "serial": words.say("return_slip.serial"),
            "reason": words.say("return_slip.reason_heading"),
            "send_to": words.say("return_slip.send_to"),
            "steps": words.say("return_slip.steps"),
            "notes": words.say("return_slip.notes"),
        },
        "code_hint": words.say("return_slip.code_hint"),
        "code_svg": qr_svg(row.code),
        "code_alt": words.say("letter.code_alt", code=code),
        "lines": [
            {
                "position": f"{line.position}.",
                "product": line.description,
                "condition": words.say(f"return_slip.condition.{line.condition_told}"),
                "serial_number": line.serial_number or words.say("return_slip.no_serial"),
                "reason": words.say(f"return_slip.reason.{line.reason}"),
            }
            for line in row.lines
        ],
        "send_to": list(sender.returns),
        "steps": _steps(words, row),
        "notes": [
            words.say(f"return_slip.note_right.{row.kind}"),
            words.say("return_slip.note_contact", email=sender.email, phone=sender.phone, number=row.number),
        ],
    }


def _steps(words: Wording, row: Return) -> list[str]:
    if row.until_on is None:
        send = words.say("return_slip.step_send_open")
    else:
        send = words.say("return_slip.step_send", day=words.day(row.until_on))
    return [
        words.say("return_slip.step_delete"),
        words.say("return_slip.step_pack"),
        send,
        words.say(f"return_slip.step_{row.wanted}"),
    ]
