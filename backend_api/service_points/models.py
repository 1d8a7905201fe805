"""Tables of the places and lines a customer is served at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from backend_api.database import Base, new_id, one_of
from backend_api.service_points.identifiers import check_identifier
from backend_api.values import MeloId

ServicePointKind = Literal["metering_point", "line"]
Commodity = Literal["electricity", "gas", "fibre", "mobile"]
Scheme = Literal["malo", "ppe", "line"]
ServicePointState = Literal["planned", "active", "ended"]


class ServicePoint(Base):
    """A metering point or a line; the subclasses say which, in one table. Identifiers are checked when they are set."""

    __tablename__ = "service_points"
    __table_args__ = (
        UniqueConstraint("customer_id", "scheme", "identifier"),
        Index(None, "customer_id"),
        one_of("kind", ("metering_point", "line")),
        one_of("commodity", ("electricity", "gas", "fibre", "mobile")),
        one_of("scheme", ("malo", "ppe", "line")),
        one_of("state", ("planned", "active", "ended")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """Who is served here now."""
    kind: Mapped[ServicePointKind] = mapped_column(String(20))
    """``metering_point`` or ``line``; set by the subclass."""
    name: Mapped[str] = mapped_column(String(100))
    """What the customer calls it ("flat", "bakery Nord"); unique enough to choose by."""
    commodity: Mapped[Commodity] = mapped_column(String(20))
    """``electricity`` or ``gas`` for a metering point, ``fibre`` or ``mobile`` for a line."""
    scheme: Mapped[Scheme] = mapped_column(String(10))
    """Which rules the identifier follows: ``malo`` (de), ``ppe`` (pl), ``line``."""
    identifier: Mapped[str] = mapped_column(String(40))
    """MaLo-ID, PPE code, or the line's number in E.164."""
    state: Mapped[ServicePointState] = mapped_column(String(10), default="active")
    """``planned`` before supply begins, ``active``, ``ended``."""
    street: Mapped[str] = mapped_column(String(100))
    """Without the house number."""
    house_number: Mapped[str] = mapped_column(String(20))
    """With letter and flat, as on the letter box ("12a/4")."""
    postcode: Mapped[str] = mapped_column(String(10))
    """As written in its country ("50667", "61-701")."""
    city: Mapped[str] = mapped_column(String(100))
    """Town or village."""
    country: Mapped[str] = mapped_column(String(2))
    """ISO 3166."""
    melo_ids: Mapped[list[str]] = mapped_column(JSON, default=list)
    """German metering locations, 33 characters each; empty elsewhere."""
    meter_number: Mapped[str | None] = mapped_column(String(40))
    """As printed on the meter; null for a line."""
    grid_operator: Mapped[str | None] = mapped_column(String(100))
    """Who runs the grid; null for a line."""
    origin: Mapped[str | None] = mapped_column(String(20))
    """The billing system that told us of it; null when it came into our books by itself."""

    allowance: Mapped[LineAllowance | None] = relationship(lazy="raise", cascade="all, delete-orphan")

    @validates("scheme")
    def _check_first_scheme(self, key: str, value: str) -> str:
        """A scheme that is changed is checked with the identifier that follows."""
        del key
        if self.scheme is None and self.identifier is not None:
            check_identifier(value, self.identifier)
        return value

    @validates("identifier")
    def _check_identifier(self, key: str, value: str) -> str:
        del key
        return value if self.scheme is None else check_identifier(self.scheme, value)

    @validates("melo_ids")
    def _check_melo_ids(self, key: str, value: list[str]) -> list[str]:
        del key
        return [MeloId.parse(text).text for text in value]

    __mapper_args__ = {"polymorphic_on": "kind"}  # noqa: RUF012 (SQLAlchemy's form)


class MeteringPoint(ServicePoint):
    """A place of supply of electricity or gas, as the customer knows it."""

    __mapper_args__ = {"polymorphic_identity": "metering_point"}  # noqa: RUF012


class Line(ServicePoint):
    """A phone line, SIM or internet access."""

    __mapper_args__ = {"polymorphic_identity": "line"}  # noqa: RUF012


class LineAllowance(Base):
    """What is included in a line's running month and how much of it is left."""

    __tablename__ = "line_allowances"

    service_point_id: Mapped[UUID] = mapped_column(
        ForeignKey("service_points.id", ondelete="CASCADE"), primary_key=True
    )
    data_gb_total: Mapped[Decimal | None]
    """Included data in GB; null when unlimited."""
    data_gb_left: Mapped[Decimal | None]
    """Data left in GB; null when unlimited."""
    minutes_total: Mapped[int | None]
    """Included minutes; null when unlimited or none are sold."""
    minutes_left: Mapped[int | None]
    """Minutes left; null likewise."""
    sms_left: Mapped[int | None]
    """Text messages left; null when unlimited or none are sold."""
    renews_on: Mapped[date]
    """First day of the next month of the allowance."""
