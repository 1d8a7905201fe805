"""Table of the numbers that were given out last."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from backend_api.database import Base


class NumberSequence(Base):
    """The next number of a kind; taken under a row lock, so numbers have no doubles."""

    __tablename__ = "number_sequences"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    """A kind of ``numbers/formats.py``."""
    next_value: Mapped[int]
    """The number the next one gets."""
