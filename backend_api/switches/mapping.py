"""What a country's market messages mean in the ten neutral stages; each country is data in ``countries/<cc>.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from backend_api.switches.models import RejectionCode, SwitchStage, WaitingFor

if TYPE_CHECKING:
    from backend_api.switches.models import SwitchDirection

Sender = Literal["we", "grid_operator", "other_supplier", "nobody"]
"""Who sends a message; ``nobody`` for a step of our own."""


@dataclass(frozen=True)
class Message:
    """A national message or step and the stage it leads to; none where it only says that something is going on."""

    code: str
    """As it arrives, such as the check identifier of a German message."""
    name: str
    """What the country's rules call it, in the country's language."""
    sender: Sender
    incoming: SwitchStage | None = None
    """The stage of a switch to us."""
    outgoing: SwitchStage | None = None
    """The stage of a switch away from us."""
    waiting_for: WaitingFor | None = None
    """Who has to act after a message that leads to no stage."""


@dataclass(frozen=True)
class Reason:
    """A national reason for a rejection and the neutral one."""

    code: str
    name: str
    """In the country's language."""
    neutral: RejectionCode


@dataclass(frozen=True)
class Expectation:
    """Who acts in a stage, and for how long it usually lasts."""

    waiting_for: WaitingFor | None
    working_days: int | None = None
    """Until the next stage; none when nobody can say."""
    gas_working_days: int | None = None
    """The same for gas, where that differs."""
    calendar_days: int | None = None
    """Where the law counts calendar days; used instead of working days."""

    def days(self, commodity: str) -> int | None:
        """Working days for what is supplied."""
        return self.gas_working_days if commodity == "gas" and self.gas_working_days else self.working_days


type Stages = Mapping[SwitchStage, Expectation]


@dataclass(frozen=True)
class CountryMapping:
    """Everything that is national about a change of supplier."""

    country: str
    """ISO 3166."""
    messages: tuple[Message, ...]
    reasons: tuple[Reason, ...]
    incoming: Stages
    """Stage by stage for a switch to us."""
    outgoing: Stages
    """Stage by stage for a switch away from us."""
    _messages: dict[str, Message] = field(init=False, repr=False, compare=False, default_factory=dict)
    _reasons: dict[str, Reason] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._messages.update({message.code: message for message in (*OWN_STEPS, *self.messages)})
        self._reasons.update({reason.code: reason for reason in self.reasons})

    def message(self, code: str) -> Message | None:
        """The message with a code, a step of our own included; None for one that this country does not have."""
        return self._messages.get(code)

    def reason(self, code: str) -> Reason | None:
        """The reason with a code; None for one that this country does not have."""
        return self._reasons.get(code)

    def expectation(self, direction: SwitchDirection, stage: SwitchStage) -> Expectation:
        """Who acts in a stage and how long that usually takes; nobody where the country says nothing."""
        stages = self.incoming if direction == "incoming" else self.outgoing
        return stages.get(stage, Expectation(None))


OWN_STEPS = (
    Message("own.cooling_off", "withdrawal period begins", "nobody", incoming="cooling_off"),
    Message("own.authority_checked", "authority checked", "nobody", incoming="authority_checked"),
    Message("own.old_contract_ended", "old contract ended", "nobody", "old_contract_ended", "old_contract_ended"),
    Message("own.date_fixed", "first day of supply fixed", "nobody", "date_fixed", "date_fixed"),
    Message("own.active", "first day of supply reached", "nobody", "active", "active"),
    Message("own.first_reading", "first reading stored", "nobody", "first_reading", "first_reading"),
    Message("own.final_bill", "final bill known", "nobody", "old_supplier_final_bill", "old_supplier_final_bill"),
)
"""Steps for which no country sends a message; the same everywhere."""
