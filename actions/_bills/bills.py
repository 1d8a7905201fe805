"""Which invoices a question is about, and what made one differ from the one before: pure."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from actions._matters import Details
from actions._records import Account, Comparison, Invoice, Money
from actions._turn import Turn
from actions._words.choices import ALL, Option, overlaps, same_word, tokens
from actions._words.counts import NUMBER_WORD, counts_in
from actions._words.spelling import fold
from actions._words.vocabulary import WHY

STATE_WORDS = {"overdue": ("overdue", "late", "ueberfaellig", "terminie", "przeterminowana", "zalegla")}
"""How customers call an invoice that should have been paid: "the overdue one", "ta po terminie"."""

UNPAID = ("open", "partly_paid", "overdue")

UNPAID_WORDS = ("offen", "unbezahlt", "open", "unpaid", "outstanding", "niezaplacone", "nieoplacone", "zalegle")
"""Words that ask for the unpaid invoices only."""

_LINES = re.compile(
    r"\b(line by line|lines?|item(s|ised|ized)?|fees?|surcharges?|charges|break ?down|base price|standing charge|tax"
    r"|posten|positionen|position|zeile(n|nweise)?|gebuehr(en)?|\w*gebuehr(en)?|aufschluessel\w*|grundpreis|grundgebuehr"
    r"|einzeln\w*|zusammensetz\w*|setzt sich|steuer|mehrwertsteuer|aufgelistet|auflistung"
    r"|pozycj\w*|oplat\w*|wyszczegoln\w*|rozbi\w*|linijk\w*|podatek|podatk\w*|vat|abonament\w*|sklada sie"
    r"|skladnik\w*)\b"
)
"""Words that ask what a bill is made of, not why it differs from the one before."""

_FILE = re.compile(
    r"\b(pdf\w{0,2}|file|copy|document|print(out)?|download|send|forward|attach\w*"
    r"|datei|kopie|ausdruck\w*|schick\w*|senden?|zusend\w*|zuschick\w*|dokument|beleg|herunterlad\w*|runterlad\w*"
    r"|plik\w*|kopi\w*|wysl\w*|przesl\w*|przysl\w*|podesl\w*|pobra\w*|wydruk\w*|dokument\w*|duplikat\w*)\b"
)
_SEVERAL = re.compile(
    r"\b(all|invoices|bills|alle[rn]?|rechnungen|wszystk\w*|faktury|faktur|rachunki|rachunkow|list\w*|lista|liste)\b"
)
_LAST_ONES = re.compile(
    rf"\b(?:last|latest|newest|recent|letzte[rn]?|neueste[rn]?|ostatni\w*) (\d{{1,2}}|{NUMBER_WORD})"
    r" (?:\w+ ){0,2}(?:bills|invoices|\w*rechnungen|faktur\w*|rachun\w*)\b"
)
_ONE = re.compile(r"\b(te|ta|ostatni\w*|biezac\w*|najnowsz\w*|kopi\w*) (faktur|rachun)\w*")

_OTHER_PAPERS = re.compile(
    r"\b(\w*contract\w*|\w*vertrag\w*|\w*vertraeg\w*|umow\w*|authority|vollmacht\w*|pelnomocn\w*|papers)\b"
)

BILL_MATTERS = ("check_bill", "get_invoice", "payment_status", "make_payment")
"""Matters after which an invoice is what is talked about."""

BILL_NAMES = frozenset({"invoice_number", "period", "place", "commodity", "ordinal"})
"""Entities that say which bill is meant."""

_YARDSTICK = re.compile(r"\b(than|als|niz)(\W+\w+){1,4}\W*$")

ROUNDING = Decimal("0.02")
"""Up to this amount a cause without any change behind it is what rounding left over."""

LINES = "lines"
"""How a bill is wanted: line by line, not beside the one before."""

LISTED = 8
"""Lines of invoices in one message; more is no answer, it is a file."""


def unpaid(invoices: Sequence[Invoice]) -> list[Invoice]:
    """Keep the invoices with something still to be paid."""
    return [invoice for invoice in invoices if invoice["state"] in UNPAID]


def meant_invoices(invoices: Sequence[Invoice], turn: Turn, details: Details) -> list[Invoice] | None:
    """Return the invoices that were named by number, period or age; None when none was named."""
    numbers = details["invoice_number"]
    if numbers and numbers != ALL:
        wanted = {number.upper() for number in str(numbers).split(",")}
        return [invoice for invoice in invoices if invoice["number"] in wanted]
    if numbers == ALL:
        return list(invoices)[:LISTED]
    if details["period"]:
        return _in_period(invoices, details["period"]) or _issued_now(invoices, details["period"], turn)
    ordinal = str(turn.first("ordinal") or "")
    if ordinal in ("latest", "-1") and invoices and turn.intent == "check_bill":
        return list(invoices)[:1]
    return None


def of_amount(invoices: Sequence[Invoice], turn: Turn) -> list[Invoice] | None:
    """Return the newest invoice of a sum that is named, be it without its cents; None when none is."""
    for said in turn.entities.get("amount", ()):
        value = Decimal(str(said["amount"] if isinstance(said, dict) else said))
        for one in invoices:
            sums = [_value(one["total"]), _value(one["open"])]
            if value in sums or value in [Decimal(int(each)) for each in sums]:
                return [one]
    return None


def measures_by_period(text: str) -> bool:
    """Tell whether a text ends with what a bill is held against: "more than last year" asks for no bill of then."""
    return bool(_YARDSTICK.search(fold(text)))


def names_state(text: str) -> bool:
    """Tell whether a text calls an invoice by its state: "the overdue one"."""
    known = [word for words in STATE_WORDS.values() for word in words]
    return any(same_word(said, word) for said in tokens(text) for word in known)


def asks_for_unpaid(text: str) -> bool:
    """Tell whether only the unpaid invoices are asked for: "which ones are still open?"."""
    return any(same_word(said, known) for said in tokens(text) for known in UNPAID_WORDS)


def asks_for_lines(text: str) -> bool:
    """Tell whether somebody wants to know what a bill is made of: "what is this fee?"."""
    return bool(_LINES.search(fold(text)))


def asks_why_bill(text: str) -> bool:
    """Tell whether the reason for one bill is wanted: "why is my bill so high?"."""
    return bool(WHY.search(fold(text))) and not asks_for_several(text)


def asks_for_file(text: str) -> bool:
    """Tell whether the paper itself is wanted: "send me a copy"."""
    return bool(_FILE.search(fold(text)))


def asks_for_newest(text: str) -> bool:
    """Tell whether the file of one bill is wanted that is not named, which is the newest one."""
    return asks_for_file(text) and not asks_for_several(text)


def last_ones(text: str, language: str) -> int | None:
    """How many of the newest bills are wanted: "die letzten drei Rechnungen"."""
    found = _LAST_ONES.search(fold(text))
    counts = counts_in(found[1], language) if found else []
    return int(counts[0]) if counts else None


def asks_for_several(text: str) -> bool:
    """Tell whether more than one bill is spoken of; "faktury" may also be the genitive of one."""
    folded = fold(text)
    return bool(_SEVERAL.search(folded)) and not _ONE.search(folded)


def talked_about(turn: Turn) -> str | None:
    """Return the invoices of the last answer when the message names no other: "send me that as a PDF"."""
    if turn.entities.keys() & BILL_NAMES or turn.slots.get("last_matter") not in BILL_MATTERS:
        return None
    kept = turn.slots.get("invoice_number")
    return str(kept) if kept and kept != ALL else None


def both_meant(turn: Turn, invoices: Sequence[Invoice]) -> str | None:
    """Return the numbers of the two bills that "both" means: the two that were listed, else the two that are open."""
    if turn.first("ordinal") != "both":
        return None
    listed = [option["value"] for option in turn.slots.get("options") or [] if option["slot"] == "invoice_number"]
    numbers = listed if len(listed) == 2 else [invoice["number"] for invoice in unpaid(invoices)]
    return ",".join(numbers) if len(numbers) == 2 else None


def asks_for_bill(turn: Turn) -> str | None:
    """Return the number of the bill whose paper is wanted in words that fit any paper."""
    if number := turn.first("invoice_number"):
        return str(number)
    is_other_paper = _OTHER_PAPERS.search(fold(turn.text)) is not None
    return talked_about(turn) if asks_for_file(turn.text) and not is_other_paper else None


def worth_explaining(invoices: Sequence[Invoice]) -> list[Invoice]:
    """Return the unpaid invoices and the newest one of each point that has no unpaid one; newest first."""
    open_ones = unpaid(invoices)
    covered = {invoice["service_point_id"] for invoice in open_ones}
    chosen = {invoice["number"] for invoice in open_ones}
    for invoice in invoices:
        if invoice["service_point_id"] not in covered:
            covered.add(invoice["service_point_id"])
            chosen.add(invoice["number"])
    return [invoice for invoice in invoices if invoice["number"] in chosen]


def invoice_options(invoices: Sequence[Invoice]) -> list[Option]:
    """Make an option of each invoice, found by number, point, commodity, amount, month."""
    return [
        Option(
            value=invoice["number"],
            slot="invoice_number",
            label=f"{invoice['number']} · {invoice['service_point_name']}",
            words=[invoice["commodity"], invoice["number"], *STATE_WORDS.get(invoice["state"], ())],
            amount=invoice["total"]["amount"],
            on=invoice["issued_on"],
            from_on=invoice["from_on"],
            to_on=invoice["to_on"],
        )
        for invoice in invoices
    ]


def as_lines(options: Sequence[Option]) -> list[Option]:
    """Mark options as wanted line by line."""
    marked = [option.copy() for option in options]
    for option in marked:
        option["view"] = LINES
    return marked


def paid_by_plan(account: Account) -> list[str]:
    """Numbers of the invoices that a running payment plan pays."""
    plan = account["payment_plan"]
    return plan["invoice_numbers"] if plan else []


def explained(comparison: Comparison) -> dict[str, Any]:
    """Split a comparison into values for the words: amounts without sign, and whether they add or take away."""
    difference = comparison["difference"] if comparison["previous"] else None
    parts = [
        {"cause": cause, "amount": _without_sign(amount), "more": _value(amount) > 0}
        for cause, amount in _causes(comparison)
    ]
    return {
        "invoice": comparison["invoice"],
        "previous": comparison["previous"],
        "difference": _without_sign(difference) if difference else None,
        "more": bool(difference) and _value(difference) > 0,
        "same": bool(difference) and _value(difference) == 0,
        "parts": sorted(parts, key=lambda part: -_value(part["amount"])),
        "days": comparison["days"],
        "unit_price": comparison["unit_price"],
        "consumption": comparison["consumption"],
        "estimated": comparison["estimated"],
        "corrects": comparison.get("corrects"),
        "adjustments": comparison.get("adjustments", []),
    }


def _causes(comparison: Comparison) -> list[tuple[str, Money]]:
    """Name the causes with their amounts; cents that only rounding makes go to the greatest, so the sum stays exact."""
    causes = [(part["cause"], part["amount"]) for part in comparison["parts"] if _value(part["amount"]) != 0]
    prices = comparison["unit_price"]
    same_price = prices is not None and prices["now"] == prices["before"]
    rounding = [
        (cause, amount)
        for cause, amount in causes
        if abs(_value(amount)) <= ROUNDING and (cause == "other" or (cause == "price" and same_price))
    ]
    real = [entry for entry in causes if entry not in rounding]
    if not real or not rounding:
        return causes
    greatest = max(real, key=lambda entry: abs(_value(entry[1])))
    total = _value(greatest[1]) + sum(_value(amount) for _cause, amount in rounding)
    amended = (greatest[0], Money(amount=str(total), currency=greatest[1]["currency"]))
    return [amended if entry is greatest else entry for entry in real]


def is_positive(money: Money | None) -> bool:
    """Tell whether an amount is over zero."""
    return _value(money) > 0


def _in_period(invoices: Sequence[Invoice], period: dict[str, Any]) -> list[Invoice]:
    """Take the invoices that lie in the period with at least half of their days; else the one that shares the most."""
    shared = [(overlaps(invoice, period), invoice) for invoice in invoices]
    inside = [invoice for days, invoice in shared if days * 2 >= invoice["days"]]
    if inside:
        return inside
    best = max(shared, key=lambda pair: pair[0], default=None)
    return [best[1]] if best and best[0] > 0 else []


def is_of_now(period: dict[str, Any], turn: Turn) -> bool:
    """Tell whether a period goes on: of "this month" there is no bill yet, so that the newest one is meant."""
    today = turn.today.isoformat()
    return bool(period["from_on"] < today <= period["to_on"])


def _issued_now(invoices: Sequence[Invoice], period: dict[str, Any], turn: Turn) -> list[Invoice]:
    """The invoices that came in a period that goes on, whatever they are for."""
    came = [invoice for invoice in invoices if period["from_on"] <= invoice["issued_on"] <= period["to_on"]]
    return came if is_of_now(period, turn) else []


def _value(money: Money | None) -> Decimal:
    return Decimal(money["amount"]) if money else Decimal(0)


def _without_sign(money: Money) -> Money:
    return Money(amount=money["amount"].lstrip("-"), currency=money["currency"])
