"""Tables of merged customer records, kept so that a merge can be undone exactly."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_api.database import Base, new_id, one_of

MergeState = Literal["done", "undone"]
ProvenBy = Literal["personal_id", "tax_id"]


class CustomerMerge(Base):
    """Two records of one person made one: what belonged to the merged record belongs to the survivor."""

    __tablename__ = "customer_merges"
    __table_args__ = (
        Index(None, "survivor_id"),
        Index(None, "merged_id"),
        one_of("state", ("done", "undone")),
        one_of("proven_by", ("personal_id", "tax_id")),
        CheckConstraint("survivor_id <> merged_id", name="two_records"),
        CheckConstraint("(state = 'undone') = (undone_at IS NOT NULL)", name="undone"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    survivor_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """The record that goes on."""
    merged_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    """The record that now answers as the survivor."""
    proven_by: Mapped[ProvenBy] = mapped_column(String(12))
    """Which proven id both records have."""
    reason: Mapped[str] = mapped_column(String(200))
    """Why, in the words of the person who did it."""
    state: Mapped[MergeState] = mapped_column(String(10), default="done")
    """``done`` or ``undone``."""
    done_by: Mapped[UUID]
    """The staff member."""
    done_at: Mapped[datetime]
    """When."""
    undone_by: Mapped[UUID | None]
    """The staff member who took it back."""
    undone_at: Mapped[datetime | None]
    """When."""

    moves: Mapped[list[MergeMove]] = relationship(lazy="raise", order_by="MergeMove.table_name", cascade="all")


class MergeMove(Base):
    """Which rows of one table got the survivor as their owner."""

    __tablename__ = "customer_merge_moves"
    __table_args__ = (UniqueConstraint("merge_id", "table_name", "column_name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    merge_id: Mapped[UUID] = mapped_column(ForeignKey("customer_merges.id", ondelete="CASCADE"))
    """Of which merge."""
    table_name: Mapped[str] = mapped_column(String(60))
    """The table."""
    column_name: Mapped[str] = mapped_column(String(60))
    """The column that names the owner."""
    row_ids: Mapped[list[Any]] = mapped_column(JSON)
    """Ids of the rows that were moved."""
    kept_ids: Mapped[list[Any]] = mapped_column(JSON)
    """Ids of rows that stay with the merged record, because the survivor has the same already."""
