"""Whether a message may be sent: the newest decision counts, and a yes ends when it expires. No database here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from backend_api.consents.models import Decision

Because = Literal["given", "withdrawn", "expired", "never_asked"]


class Decided(Protocol):
    """A decision as it was written down."""

    @property
    def decision(self) -> Decision:
        """``given`` or ``withdrawn``."""

    @property
    def decided_at(self) -> datetime:
        """When."""

    @property
    def expires_at(self) -> datetime | None:
        """From when a yes no longer counts."""


@dataclass(frozen=True)
class Standing:
    """What holds now for one purpose on one channel."""

    allowed: bool
    because: Because


def standing(decisions: Iterable[Decided], *, now: datetime) -> Standing:
    """What the decisions on one purpose and channel come to.

    Args:
        decisions: In the order in which they were written down; of two of the same moment the later one counts.
        now: A yes that expires now has expired.
    """
    newest: Decided | None = None
    for one in decisions:
        if one.decided_at <= now and (newest is None or one.decided_at >= newest.decided_at):
            newest = one
    if newest is None:
        return Standing(allowed=False, because="never_asked")
    if newest.decision == "withdrawn":
        return Standing(allowed=False, because="withdrawn")
    if newest.expires_at is not None and newest.expires_at <= now:
        return Standing(allowed=False, because="expired")
    return Standing(allowed=True, because="given")
