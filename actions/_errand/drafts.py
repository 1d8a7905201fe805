"""What a customer is having done: the answers so far, kept in the slot ``draft`` until they are written or dropped."""

import copy
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from rasa_sdk.events import EventType, SlotSet

from actions._turn import Turn
from actions._words.choices import Option

CONFIRMATION = "confirmation"
"""What is asked when every answer is there: the yes to the summary."""

CODE = "code"
"""What is waited for when a yes needs a code of its own."""

SAID = "said"
"""In ``known``: the message that held two matters, until the second one has begun."""

WRITTEN = "written"
"""In ``known``: something is written already, though questions are open: a receipt comes before the reason."""

REFUSED = "refused"
"""In ``known``: it was asked what shall be different; true after a no, false after a mere "wait" or "yes, but"."""

WAITED = "waited"
"""In ``known``: another errand came between, so that the summary lies too far back for a short question."""

FILES = "files"
"""In ``known``: ids of the files that came before it was known who sent them; the proof brings them once more."""

SUMMED = "summed"
"""In ``known``: the digest of the summary that was read last."""


@dataclass
class Draft:
    """One errand on its way.

    Attributes:
        matter: The intent that began it.
        is_prepared: The records were asked for what is known.
        values: Answers by the name of their step, as JSON.
        known: What the records say and the steps need, as JSON; small, for it travels with every turn.
        asking: Name of the step that was asked last, ``CONFIRMATION`` or ``CODE``.
        options: What the open question offers.
        listed: Names of the steps whose options were shown as a list.
        wrong: Answers in a row to the open question that led nowhere.
        key: Idempotency key of what is written, made when the customer said yes; a repetition uses the same one.
    """

    matter: str
    is_prepared: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)
    asking: str | None = None
    options: list[Option] = field(default_factory=list)
    wrong: int = 0
    key: str | None = None
    listed: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, turn: Turn, slot: str = "draft") -> "Draft | None":
        """Read it from its slot, as a copy: the slot changes only by an event."""
        kept = turn.slots.get(slot)
        return cls(**copy.deepcopy(kept)) if isinstance(kept, dict) else None

    @property
    def kept(self) -> EventType:
        """The event that keeps it."""
        return SlotSet("draft", asdict(self))

    @property
    def is_agreed(self) -> bool:
        """The customer has said yes to the summary."""
        return self.key is not None

    @property
    def is_written(self) -> bool:
        """Something is written already; it stands even if the questions after it are given up."""
        return bool(self.known.get(WRITTEN))

    def take(self, values: dict[str, Any]) -> None:
        """Take answers; a yes given before does not hold for other answers."""
        if any(self.values.get(name) != value for name, value in values.items()):
            self.key = None
        self.values.update(values)
        self.wrong = 0


def following_draft(turn: Turn, errands: Collection[str]) -> dict[str, Any] | None:
    """Begin the errand that was asked for in the same message as the open one, with that message."""
    also, draft = turn.slots.get("also_asked"), Draft.of(turn)
    said = draft.known.get(SAID) if draft is not None and draft.matter != also else None
    return asdict(Draft(str(also), known={SAID: said})) if said and also in errands else None
