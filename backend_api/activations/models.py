"""Table of the switches that connect groups, channels and processes one after the other."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base, new_id


class Activation(Base):
    """Whether a group may use a process on a channel from a day on; ``*`` stands for all of them."""

    __tablename__ = "activations"
    __table_args__ = (UniqueConstraint("group_key", "channel", "process", "valid_from_on"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    group_key: Mapped[str] = mapped_column(String(40))
    """``private_customer``, ``company_orders``, ``partner_A``, ``agent``, ``anonymous``, ...; ``*`` for all."""
    channel: Mapped[str] = mapped_column(String(40))
    """The name its adapter declares, ``api`` where none is named; ``*`` for all."""
    process: Mapped[str] = mapped_column(String(40))
    """Such as ``order_device``; ``*`` for all."""
    valid_from_on: Mapped[date]
    """First day on which this is so."""
    is_active: Mapped[bool]
    """On or off."""
    changed_by: Mapped[UUID | None]
    """The staff member; null for what was loaded."""
    changed_at: Mapped[datetime]
    """When it was entered."""
