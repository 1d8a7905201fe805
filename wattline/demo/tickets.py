"""Tickets of the demo, with their deadlines and waits worked out by the backend's own rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import yaml

from backend_api.calendars import next_working_day
from backend_api.tickets import deadlines, machine
from backend_api.tickets.models import (
    Branch,
    ComplaintType,
    Outcome,
    Party,
    Ticket,
    TicketEntry,
    TicketKind,
    TicketMessage,
    TicketWait,
)
from wattline.demo.ids import row_id
from wattline.demo.plan import DATA, Plan

if TYPE_CHECKING:
    from backend_api.customers.models import Customer
    from wattline.demo.points import PointRows

_FIRST = 90_001
"""Below the first number that the backend gives out."""
Step = tuple[Literal["wait", "resume", "answer", "close", "reopen"], int, Party | None, str | None]


class NextPlan(Plan):
    """What was agreed."""

    text: str
    in_days: int


class TicketPlan(Plan):
    """One ticket."""

    of: str | None = None
    """The customer's key, or `partner` the partner's."""
    partner: str | None = None
    kind: TicketKind
    type: ComplaintType | None = None
    branch: Branch | None = None
    bill: bool = False
    """Whether it is about the latest bill."""
    days: int
    """Opened so many days ago."""
    text: str | None
    note: str | None = None
    """For staff only."""
    staff: str | None = None
    """Who works on it."""
    steps: list[Step]
    """Event, days after the opening, who is waited for, what was said."""
    outcome: Outcome | None = None
    next: NextPlan | None = None


@dataclass
class Story:
    """A ticket that is being told."""

    ticket: Ticket
    key: str

    def entry(self, event: str, kind: str, at: datetime) -> None:
        """Something that happened."""
        entry = TicketEntry(
            position=len(self.ticket.entries) + 1,
            event=event,
            state=self.ticket.state,
            waiting_for=self.ticket.waiting_for,
            actor_kind=kind,
            at=at,
        )
        self.ticket.entries.append(entry)

    def say(self, text: str | None, kind: str, at: datetime, visibility: str = "visible") -> None:
        """Something that was said."""
        if text is None:
            return
        place = len(self.ticket.messages)
        self.ticket.messages.append(
            TicketMessage(
                id=row_id(self.key, "message", place), author_kind=kind, visibility=visibility, text=text, at=at
            )
        )

    def charge(self, party: Party | None, at: datetime) -> None:
        """Time from now on is this party's; our own clock moves by what stopped it."""
        for wait in self.ticket.waits:
            if wait.until_at is None:
                wait.until_at = at
                if wait.stops_clock and self.ticket.answer_due_on is not None:
                    self.ticket.answer_due_on += deadlines.moved_by([(wait.from_at, at)])
        self.ticket.waiting_for = party
        if party is not None:
            stops = self.ticket.state == "waiting" and deadlines.stops(self.ticket.deadline_basis, party)
            place = len(self.ticket.waits)
            self.ticket.waits.append(
                TicketWait(id=row_id(self.key, "wait", place), party=party, from_at=at, stops_clock=stops)
            )


def tickets(customers: dict[str, Customer], points: list[PointRows], today: date) -> list[Ticket]:
    """All of them as of a day."""
    return [_ticket(plan, place, customers, points, today) for place, plan in enumerate(_plans())]


@lru_cache(maxsize=1)
def _plans() -> tuple[TicketPlan, ...]:
    written = yaml.safe_load((DATA / "tickets.yml").read_text(encoding="utf-8"))
    for entry in written:
        if "next" in entry:
            entry["next"] = {"text": entry["next"]["text"], "in_days": entry["next"]["in"]}
    return tuple(TicketPlan.model_validate(entry) for entry in written)


def _ticket(
    plan: TicketPlan, place: int, customers: dict[str, Customer], points: list[PointRows], today: date
) -> Ticket:
    customer = None if plan.of is None else customers[plan.of]
    country = "PL" if (customer and customer.country == "PL") or plan.partner == "salon-praga" else "DE"
    opened_on = today - timedelta(days=plan.days)
    opened = _at(opened_on, 17)
    key = f"ticket/{place}"
    due = _due(plan, country, opened_on)
    who = "partner" if customer is None else "customer"
    ticket = Ticket(
        id=row_id(key),
        number=f"T-{_FIRST + 7 * place:06d}",
        customer_id=None if customer is None else customer.id,
        partner_id=None if plan.partner is None else row_id("partner", plan.partner),
        kind=plan.kind,
        complaint_type=plan.type,
        branch=plan.branch,
        state="open",
        deadline_basis=None if due is None else due.basis,
        answer_due_on=None if due is None else due.due_on,
        assigned_to=None if plan.staff is None else row_id("staff", plan.staff),
        promised_from=opened,
        promised_until=opened,
        created_at=opened,
        entries=[],
        messages=[],
        waits=[],
        third_parties=[],
    )
    if plan.bill and customer is not None:
        ticket.reference_kind, ticket.reference = "invoice", _latest_bill(points, customer)
    if plan.next is not None:
        ticket.next_step, ticket.next_on = plan.next.text, today + timedelta(days=plan.next.in_days)
    _tell(Story(ticket, key), plan, who, opened)
    _promise(ticket, opened_on, country)
    return ticket


def _tell(story: Story, plan: TicketPlan, who: str, opened: datetime) -> None:
    ticket = story.ticket
    story.charge("supplier", opened)
    story.entry("opened", who, opened)
    story.say(plan.text, who, opened)
    story.say(plan.note, "staff", opened + timedelta(minutes=20), "internal")
    for event, after, party, text in plan.steps:
        at = opened + timedelta(days=after, hours=-7)
        ticket.state = machine.apply(ticket.state, event)
        by = who if event in ("resume", "reopen") and text is not None else "staff"
        story.charge(machine.waited_for(ticket.state, party), at)
        if event == "close":
            ticket.closed_at, ticket.outcome = at, plan.outcome or "settled"
        story.entry(event, by, at)
        story.say(text, by, at)


def _due(plan: TicketPlan, country: str, opened_on: date) -> deadlines.Deadline | None:
    if plan.type is None:
        return deadlines.goal(plan.kind, country, opened_on)
    return deadlines.complaint_deadline(deadlines.complaint_rule(country, plan.branch, plan.type, {}), opened_on)


def _promise(ticket: Ticket, opened_on: date, country: str) -> None:
    """The hour of a call back on the next working day, else the end of the day by which it has to be answered."""
    if ticket.answer_due_on is None:
        day = next_working_day(opened_on + timedelta(days=1), country)
        ticket.promised_from, ticket.promised_until = _at(day, 9), _at(day, 10)
    else:
        ticket.promised_until = _at(ticket.answer_due_on, 23)


def _latest_bill(points: list[PointRows], customer: Customer) -> str:
    bills = [bill.invoice for rows in points if rows.point.customer_id == customer.id for bill in rows.bills]
    return max(bills, key=lambda invoice: (invoice.issued_on, invoice.number)).number


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)
