"""The papers of a contract to print and sign: what the template reads, worded in the customer's language; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from backend_api.contracts.models import Contract
from backend_api.documents.codes import written
from backend_api.documents.letters import facts_of, letter, place_text
from backend_api.documents.rendering import qr_svg

if TYPE_CHECKING:
    from backend_api.documents.letters import Fact, Recipient, Sender
    from backend_api.documents.wording import Wording


@dataclass(frozen=True)
class Sheet:
    """One page of a pack."""

    key: str
    """Its name in the words of papers."""
    comes_back: bool
    signed: bool = False


def sheets_of(*, with_authority: bool) -> list[Sheet]:
    """The pages in their order: those that come back first, so that their numbers run from 1."""
    sheets = [Sheet("cover", comes_back=True), Sheet("contract", comes_back=True, signed=True)]
    if with_authority:
        sheets.append(Sheet("authority", comes_back=True, signed=True))
    return [
        *sheets,
        Sheet("conditions", comes_back=False),
        Sheet("withdrawal_notice", comes_back=False),
        Sheet("withdrawal_form", comes_back=False, signed=True),
    ]


@dataclass(frozen=True)
class Pack:
    """What is printed."""

    contract: Contract
    """With its service point."""
    code: str
    sheets: Sequence[Sheet]
    prepared_on: date
    customer_number: str | None
    customer: str = ""
    """Name and address in one line."""


def pack_paper(words: Wording, sender: Sender, to: Recipient, pack: Pack) -> dict[str, Any]:
    """Everything that ``templates/pack.typ`` reads."""
    code = written(pack.code)
    facts: list[Fact] = [(words.say("pack.prepared_on"), words.day(pack.prepared_on))]
    if pack.customer_number is not None:
        facts.insert(0, (words.say("letter.customer_number"), pack.customer_number))
    title = words.say("pack.title", number=pack.contract.number)
    paper = letter(words, sender, to, title=title, on=pack.prepared_on, facts=facts, code=code)
    named = ("code", "pages", "page", "paper", "to_do", "ways", "place_and_date", "signature")
    return paper | {
        "intro": words.say("pack.intro"),
        "words": {name: words.say(f"pack.{name}") for name in named},
        "code_hint": words.say("pack.code_hint"),
        "code_svg": qr_svg(pack.code),
        "code_alt": words.say("letter.code_alt", code=code),
        "pages": [
            {
                "position": f"{position}.",
                "title": words.say(f"pack.sheet.{sheet.key}"),
                "to_do": words.say(f"pack.{_to_do(sheet)}"),
            }
            for position, sheet in enumerate(pack.sheets, start=1)
        ],
        "ways": [words.say(f"pack.way_{way}") for way in ("photo", "upload", "post")],
        "sheets": [_sheet(words, sender, pack, sheet) for sheet in pack.sheets[1:]],
    }


def _to_do(sheet: Sheet) -> str:
    if not sheet.comes_back:
        return "do_keep"
    return "do_sign" if sheet.signed else "do_send"


def _sheet(words: Wording, sender: Sender, pack: Pack, sheet: Sheet) -> dict[str, Any]:
    """One page after the cover sheet."""
    made = {
        "contract": _contract,
        "conditions": _conditions,
        "authority": _authority,
        "withdrawal_notice": _withdrawal_notice,
        "withdrawal_form": _withdrawal_form,
    }[sheet.key](words, sender, pack)
    empty: dict[str, Any] = {"facts": [], "sections": [], "blanks": []}
    return empty | made | {"title": words.say(f"pack.sheet.{sheet.key}"), "signed": sheet.signed}


def _contract(words: Wording, sender: Sender, pack: Pack) -> dict[str, Any]:
    texts = [words.say("pack.contract_text", supplier=sender.name), _renewal(words, pack.contract)]
    return {
        "facts": facts_of([_customer(words, pack), *_terms(words, pack.contract)]),
        "sections": [_section(None, *texts, words.say("pack.sign_text"))],
    }


def _conditions(words: Wording, sender: Sender, pack: Pack) -> dict[str, Any]:
    contact = {"email": sender.email, "phone": sender.phone}
    return {
        "sections": [
            _section(words.say("pack.conditions_price"), words.say("pack.conditions_price_text")),
            _section(words.say("pack.conditions_term"), _notice(words, pack.contract), _renewal(words, pack.contract)),
            _section(words.say("pack.conditions_bill"), words.say("pack.conditions_bill_text")),
            _section(words.say("pack.conditions_complaint"), words.say("pack.conditions_complaint_text", **contact)),
        ]
    }


def _authority(words: Wording, sender: Sender, pack: Pack) -> dict[str, Any]:
    return {
        "facts": facts_of([_customer(words, pack), (words.say("pack.point"), place_text(pack.contract.service_point))]),
        "sections": [_section(None, words.say("pack.authority_text", supplier=sender.name))],
        "blanks": [words.say("pack.present_supplier"), words.say("pack.present_number")],
    }


def _withdrawal_notice(words: Wording, sender: Sender, pack: Pack) -> dict[str, Any]:
    contact = words.say("pack.withdrawal_contact", email=sender.email)
    return {
        "facts": facts_of([(words.say("letter.contract"), pack.contract.number)]),
        "sections": [_section(None, words.say("pack.withdrawal_text"), contact)],
    }


def _withdrawal_form(words: Wording, sender: Sender, pack: Pack) -> dict[str, Any]:
    del sender
    return {
        "facts": facts_of([_customer(words, pack), (words.say("letter.contract"), pack.contract.number)]),
        "sections": [_section(None, words.say("pack.withdrawal_form_text"))],
        "blanks": [words.say("pack.ordered_on"), words.say("pack.name_and_address")],
    }


def _section(heading: str | None, *paragraphs: str) -> dict[str, Any]:
    return {"heading": heading, "paragraphs": list(paragraphs)}


def _customer(words: Wording, pack: Pack) -> Fact:
    return words.say("pack.customer"), pack.customer


def _notice(words: Wording, contract: Contract) -> str:
    period = words.count(f"pack.notice_{contract.notice_period_unit}", contract.notice_period_value)
    return f"{words.say('pack.notice')}: {period}."


def _renewal(words: Wording, contract: Contract) -> str:
    return words.say(f"pack.renewal.{contract.renewal}", n=contract.renewal_months)


def _terms(words: Wording, contract: Contract) -> list[Fact]:
    """What was agreed."""
    months = _term_months(contract)
    term = words.say("pack.no_term") if months is None else words.count("pack.term_months", months)
    notice = words.count(f"pack.notice_{contract.notice_period_unit}", contract.notice_period_value)
    facts: list[Fact] = [
        (words.say("letter.contract"), contract.number),
        (words.say("pack.product"), contract.product_name),
        (words.say("pack.point"), place_text(contract.service_point)),
        (words.say("pack.starts"), words.day(contract.starts_on)),
        (words.say("pack.term"), term),
        (words.say("pack.notice"), notice),
        (words.say("pack.base_price"), words.money(contract.base_price_amount, contract.currency)),
    ]
    if contract.unit_price_amount is not None:
        facts.append((words.say("pack.unit_price"), words.money(contract.unit_price_amount, contract.currency)))
    if contract.price_guaranteed_until is not None:
        facts.append((words.say("pack.guaranteed"), words.day(contract.price_guaranteed_until)))
    return facts


def _term_months(contract: Contract) -> int | None:
    """Length of the first term in whole months."""
    if contract.term_ends_on is None:
        return None
    years = contract.term_ends_on.year - contract.starts_on.year
    months = years * 12 + contract.term_ends_on.month - contract.starts_on.month
    return months + (contract.term_ends_on.day >= contract.starts_on.day - 1)
