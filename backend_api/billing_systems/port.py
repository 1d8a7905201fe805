"""What we ask of any billing system, whatever its tables look like: one question about one customer, one answer.

A record checks itself when it is made, so that nothing impossible gets past this file: identifiers have their check
digits, amounts lie in a range, texts are texts. Whose record it is gets compared in ``checking.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal, Protocol

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from backend_api.service_points.identifiers import check_identifier
from backend_api.values import MeloId, parse_personal_id, parse_tax_id

IdScheme = Literal["tax_id", "pesel", "idnr"]
Unit = Literal["kWh", "GB"]
Unavailable = Literal["silent", "refused"]

LARGEST_AMOUNT = Decimal(100_000_000)
"""Of money or of use in one record; more is a slip of units, not a bill."""

Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^<>\x00-\x1f]*$")
]
SourceId = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z/._:-]+$")]
"""A system's own id as text; composite ones are joined with a slash."""


@dataclass(frozen=True)
class OwnerId:
    """A tax id, PESEL or Steuer-IdNr in the form in which we store it; the scheme is part of it.

    A PESEL and a Steuer-IdNr both have eleven digits: the same digits may be two people.
    """

    scheme: IdScheme
    value: str = field(repr=False)

    @classmethod
    def parse(cls, scheme: IdScheme, text: str) -> OwnerId:
        """Read an id as a system writes it; raises MalformedValueError."""
        return cls(scheme, parse_tax_id(text) if scheme == "tax_id" else parse_personal_id(text))


class Record(BaseModel):
    """What all records have in common; a field that is missing, too long or of another kind raises ValueError."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    source_id: SourceId
    """The system's own id of the point."""


class PointRecord(Record):
    """A metering point or a line, as one system has it now."""

    owners: tuple[OwnerId, ...]
    """The ids of its party by the system's books; empty where it has none on record."""
    owner_name: Text
    """The party's name in that system."""
    scheme: Literal["malo", "ppe", "line"]
    """Which rules the identifier follows."""
    identifier: str | None
    """MaLo-ID, PPE code or number in E.164, checked; none where the system knows the meter only."""
    commodity: Literal["electricity", "gas", "fibre", "mobile"]
    """What is supplied."""
    name: Text
    """What the system calls the place."""
    street: Text
    """Without the house number."""
    house_number: Annotated[Text, Field(max_length=20)]
    """With letter and flat."""
    postcode: Annotated[Text, Field(max_length=10)]
    """As written in its country."""
    city: Text
    """Town or village."""
    country: Literal["DE", "PL"]
    """ISO 3166."""
    melo_ids: tuple[Annotated[str, AfterValidator(lambda text: MeloId.parse(text).text)], ...] = ()
    """German metering locations."""
    meter_number: Annotated[Text, Field(max_length=40)] | None
    """As printed on the meter; none for a line."""
    grid_operator: Text | None
    """Who runs the grid; none for a line."""
    tariff: Text
    """The price plan it is billed by."""
    contract_number: Annotated[Text, Field(max_length=40)]
    """The number of the contract in our books or theirs."""

    @model_validator(mode="after")
    def _identified(self) -> PointRecord:
        if self.identifier is None and self.meter_number is None:
            raise ValueError("a point without identifier and meter")
        if (self.scheme == "line") != (self.commodity in ("fibre", "mobile")):
            raise ValueError("a scheme of another commodity")
        if self.identifier is not None and check_identifier(self.scheme, self.identifier) != self.identifier:
            raise ValueError("an identifier that is not in its stored form")
        return self


class BalanceRecord(Record):
    """What is open at a point."""

    open_amount: Annotated[Decimal, Field(ge=-LARGEST_AMOUNT, le=LARGEST_AMOUNT, max_digits=13, decimal_places=4)]
    """Owed by the customer; negative when we owe."""
    currency: Literal["EUR", "PLN"]
    """ISO 4217."""
    open_invoices: Annotated[int, Field(ge=0, le=1000)]
    """How many invoices are not settled."""


class MonthUseRecord(Record):
    """What was used at a point in one calendar month."""

    month_on: date
    """First day of the month."""
    amount: Annotated[Decimal, Field(ge=0, le=LARGEST_AMOUNT, max_digits=13, decimal_places=4)]
    """In ``unit``, to 1/10,000."""
    unit: Unit
    """``kWh`` for energy, ``GB`` for a line."""

    @model_validator(mode="after")
    def _month(self) -> MonthUseRecord:
        if self.month_on.day != 1:
            raise ValueError("not the first of a month")
        return self


@dataclass(frozen=True)
class Question:
    """What is asked about one customer; only the proven customer's own ids are ever in it."""

    owners: tuple[OwnerId, ...]
    """Tax and personal ids of the customer."""
    accepted: tuple[str, ...] = ()
    """Source ids in this system without an owner's id, which staff have accepted as the customer's."""
    name_word: str | None = None
    """The most telling word of the customer's name, to find points that carry no id; none: do not look."""
    since_on: date = date(2000, 1, 1)
    """Use is wanted from this month on."""

    def of(self, scheme: str) -> list[OwnerId]:
        """The ids of one scheme."""
        return [owner for owner in self.owners if owner.scheme == scheme]


@dataclass(frozen=True)
class Answer:
    """What a system said."""

    as_of: datetime
    """Since when its values are true: now, or when its snapshot was made."""
    points: tuple[PointRecord, ...] = ()
    """Points of these owners, and the accepted ones."""
    balances: tuple[BalanceRecord, ...] = ()
    """At most one per point."""
    uses: tuple[MonthUseRecord, ...] = ()
    """One per point and month."""
    alike: tuple[PointRecord, ...] = ()
    """Points without any owner's id whose party has the word in its name."""
    wrong: int = 0
    """Records that were no records: unreadable, out of range, with a damaged identifier."""


class SystemUnavailableError(Exception):
    """The system cannot be asked or gave no whole answer; ``reason`` is ``silent`` or ``refused``."""

    def __init__(self, reason: Unavailable) -> None:
        super().__init__(reason)
        self.reason = reason


class BillingSystem(Protocol):
    """One billing system, read only."""

    @property
    def name(self) -> str:
        """Lower-case letters, at most 20: in tables, settings and logs."""

    @property
    def title(self) -> str:
        """What people call it."""

    async def answer(self, question: Question, *, now: datetime) -> Answer:
        """Everything the system knows about this customer.

        Args:
            question: Whose points; has at least one owner's id or one accepted source id.
            now: What a system without snapshots gives as its ``as_of``.

        Raises:
            SystemUnavailableError: It refused, or what came back is no answer at all.
        """
