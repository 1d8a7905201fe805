"""What is asked for and told about tickets."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, model_validator

from backend_api.schemas import Schema
from backend_api.tickets.models import (
    AuthorKind,
    Branch,
    ComplaintType,
    EntryEvent,
    Outcome,
    Party,
    ReferenceKind,
    TicketKind,
    TicketState,
    Visibility,
)

PartnerComplaintType = Literal[
    "order", "delivery", "commission", "customer_case", "device", "service", "contract", "data_protection", "other"
]
Text = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
_Number = Annotated[str, Field(min_length=1, max_length=40, pattern="^[!-~]+$")]
_PRINTED = r"^[^\x00-\x1f\x7f]+$"


class Reference(Schema):
    """The record that a ticket is about."""

    model_config = ConfigDict(extra="forbid")

    kind: ReferenceKind
    """What sort of record."""
    number: _Number
    """Its number, such as `R-2026-004711`."""


class TicketIn(Schema):
    """A matter that somebody shall settle."""

    model_config = ConfigDict(extra="forbid")

    kind: TicketKind
    """A complaint, a call back by a person, the correction of a fact, or a question."""
    about: Annotated[str | None, Field(pattern="^[a-z][a-z_]{0,63}$")] = None
    """Name of the intent the customer had; null when none was understood."""
    complaint_type: ComplaintType | None = None
    """What a complaint is about; needed for a complaint, and only for one."""
    text: Text | None = None
    """The matter in the customer's words, the ticket's first message."""
    reference: Reference | None = None
    """The record it is about, which must be the customer's."""
    service_point_id: UUID | None = None
    """The point it is about, which must be the customer's; it tells energy from telecom."""
    callback_after: AwareDatetime | None = None
    """The earliest time for a call back; the next opening hour from then on is promised."""

    @model_validator(mode="after")
    def _fit(self) -> Self:
        if (self.kind == "complaint") != (self.complaint_type is not None):
            raise ValueError("a complaint has a type, and nothing else has one")
        if self.callback_after is not None and self.kind != "callback":
            raise ValueError("only a call back has a time")
        return self


class PartnerTicketIn(Schema):
    """A partner's complaint or question."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["complaint", "question"] = "complaint"
    """A complaint or a question."""
    complaint_type: PartnerComplaintType | None = None
    """What a complaint is about; needed for a complaint, and only for one."""
    text: Text
    """The matter in the partner's words."""
    reference: Reference | None = None
    """The order or return it is about, which must be the partner's."""

    @model_validator(mode="after")
    def _fit(self) -> Self:
        if (self.kind == "complaint") != (self.complaint_type is not None):
            raise ValueError("a complaint has a type, and nothing else has one")
        return self


class MessageIn(Schema):
    """Something to say in a ticket."""

    model_config = ConfigDict(extra="forbid")

    text: Text
    """At most 4,000 characters."""


class OwnMessageIn(MessageIn):
    """Something that a customer says in a ticket; of a call back also another time for it, or that none is wanted."""

    callback_after: AwareDatetime | None = None
    """The earliest time that suits instead; the next opening hour from then on is promised."""
    withdraws_callback: bool = False
    """No call is wanted any more: the ticket is closed."""

    @model_validator(mode="after")
    def _fit(self) -> Self:
        if self.withdraws_callback and self.callback_after is not None:
            raise ValueError("a call back that is withdrawn has no time")
        return self


class StaffMessageIn(MessageIn):
    """Something that staff say in a ticket, or note for themselves."""

    visibility: Visibility
    """`internal` never leaves the staff routes."""


class MoveIn(Schema):
    """What staff do with a ticket."""

    model_config = ConfigDict(extra="forbid")

    event: Literal["wait", "resume", "answer", "close", "reopen"]
    """`wait` for somebody, `resume` work, `answer`, `close`, `reopen`."""
    waiting_for: Party | None = None
    """With `wait`, and only then: for whom."""
    text: Text | None = None
    """The answer, or why; shown to the parties."""
    outcome: Outcome | None = None
    """With `close`: how it ended; `settled` when left out."""
    next_step: Annotated[str | None, Field(min_length=1, max_length=500, pattern=_PRINTED)] = None
    """What was agreed to happen next; what was agreed before stays when left out."""
    next_on: date | None = None
    """By when."""

    @model_validator(mode="after")
    def _fit(self) -> Self:
        if (self.event == "wait") != (self.waiting_for is not None):
            raise ValueError("waiting needs somebody to wait for, and nothing else does")
        if self.outcome is not None and self.event != "close":
            raise ValueError("only closing has an outcome")
        return self


class AssignmentIn(Schema):
    """Who works on a ticket."""

    model_config = ConfigDict(extra="forbid")

    staff_id: UUID | None
    """A staff member; null for nobody."""


class PartyIn(Schema):
    """Somebody who joins a ticket."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["partner", "third_party"]
    """A partner becomes a party and reads the ticket; a third party is noted and sees nothing."""
    partner_id: UUID | None = None
    """Which partner."""
    name: Annotated[str | None, Field(min_length=1, max_length=200, pattern=_PRINTED)] = None
    """Who the third party is."""
    relation: Annotated[str | None, Field(min_length=1, max_length=100, pattern=_PRINTED)] = None
    """What the third party is to the matter, such as "landlord"."""

    @model_validator(mode="after")
    def _fit(self) -> Self:
        third = self.name is not None and self.relation is not None and self.partner_id is None
        partner = self.partner_id is not None and self.name is None and self.relation is None
        if not (third if self.kind == "third_party" else partner):
            raise ValueError("a partner has an id, a third party a name and a relation")
        return self


class TicketOut(Schema):
    """A matter that somebody settles."""

    number: str
    """`T-` and six digits, for asking about it."""
    kind: TicketKind
    """What sort of matter."""
    about: str | None
    """The intent the customer had, by name; null when none was understood."""
    complaint_type: ComplaintType | None
    """What a complaint is about; null for the other kinds."""
    promised_from: datetime
    """Beginning of the time in which we promised to act, in UTC: the hour of a call back, else the opening."""
    promised_until: datetime
    """End of it: of the hour, else of the day by which it has to be answered."""
    answer_due_on: date | None
    """By when it has to be answered; null for a call back. It moves while somebody else's time stops the clock."""
    state: TicketState
    """`waiting` for somebody, `answered`, `closed` once it is settled, `reopened` after either."""
    waiting_for: Party | None
    """Who has to act next; nobody when it is closed."""
    created_at: datetime
    """When it was opened."""


class TicketMessageOut(Schema):
    """Something that was said."""

    author_kind: AuthorKind
    """Who said it."""
    visibility: Visibility
    """`internal` for staff only."""
    text: str
    """What was said."""
    at: datetime
    """When, in UTC."""


class TicketEntryOut(Schema):
    """Something that happened."""

    event: EntryEvent
    """What happened."""
    state: TicketState
    """The state after it."""
    waiting_for: Party | None
    """Who was waited for after it."""
    actor_kind: AuthorKind
    """Who did it."""
    at: datetime
    """When, in UTC."""


class Waited(Schema):
    """Time charged to one party."""

    party: Party
    """Who was waited for."""
    hours: float
    """How long until now, in hours to one decimal."""
    stopped_clock: bool
    """Whether the deadline moved by it."""


class TicketDetail(TicketOut):
    """A ticket with everything its parties may know."""

    branch: Branch | None
    """Energy or telecom, when known."""
    reference: Reference | None
    """The record it is about."""
    deadline_basis: str | None
    """The rule that set the deadline."""
    outcome: Outcome | None
    """How it ended."""
    next_step: str | None
    """What was agreed to happen next."""
    next_on: date | None
    """By when."""
    messages: list[TicketMessageOut]
    """What was said, oldest first."""
    history: list[TicketEntryOut]
    """What happened, oldest first."""
    waited: list[Waited]
    """How long who was waited for."""


class ThirdParty(Schema):
    """Somebody who is noted in a ticket and sees nothing of it."""

    name: str
    """Who it is."""
    relation: str
    """What they are to the matter."""


class StaffTicket(TicketDetail):
    """A ticket as staff see it, with internal notes."""

    customer_id: UUID | None
    """The customer who is a party."""
    partner_id: UUID | None
    """The partner who is a party."""
    assigned_to: UUID | None
    """The staff member who works on it."""
    conversation: str | None
    """Where it was opened."""
    third_parties: list[ThirdParty]
    """Who else turned up."""


class StaffTicketSummary(TicketOut):
    """A ticket in the list of staff."""

    customer_id: UUID | None
    """The customer who is a party."""
    partner_id: UUID | None
    """The partner who is a party."""
    assigned_to: UUID | None
    """The staff member who works on it."""
    overdue: bool
    """Whether the day by which it has to be answered is over."""


class TicketList(Schema):
    """Tickets of the one who asks."""

    items: list[TicketOut]
    """Newest first."""
    total: int
    """How many there are."""


class StaffTicketList(Schema):
    """A page of tickets."""

    items: list[StaffTicketSummary]
    """The most urgent first."""
    total: int
    """How many there are on all pages."""
