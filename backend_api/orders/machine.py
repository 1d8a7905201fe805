"""The state machine of an order kind: which states there are, who may move an order, and what a move may do; no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from backend_api.orders.errors import OrderMoveRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

Mover = Literal["customer", "partner", "shop", "approver", "agent", "back_office", "erp", "clock"]
"""Who moves an order: ``erp`` is any connected system, ``shop`` the web shop that entered it, ``clock`` a scheduled
run, ``approver`` who may approve it."""
Party = Literal["customer", "approver", "partner", "supplier", "grid_operator", "old_supplier", "carrier", "warehouse"]
"""Whom an order waits for."""
Outcome = Literal["open", "done", "ended"]

AWAITING_CUSTOMER = "awaiting_customer"
AWAITING_APPROVAL = "awaiting_approval"
DECLINED = "declined"
GATES = (AWAITING_CUSTOMER, AWAITING_APPROVAL)
"""Every kind may begin at a gate: a partner's order waits for the customer, a large one for who approves it."""

PEOPLE: tuple[Mover, ...] = ("customer", "partner", "agent", "back_office")
"""Who may cancel where cancelling is possible."""
STAFF: tuple[Mover, ...] = ("agent", "back_office")
SYSTEMS: tuple[Mover, ...] = ("erp", "back_office")
"""A connected system, or the back office in its place."""
_GATE_DAYS = 1
_MAX_NAME = 40


@dataclass(frozen=True)
class Transition:
    """One arrow: from a state to another, who may take it, and how long it usually takes until it is taken."""

    source: str
    to: str
    by: tuple[Mover, ...]
    working_days: int = 0
    """Usual time in ``source`` before this happens, in working days of the customer's country."""


@dataclass(frozen=True)
class Machine:
    """The states of one order kind; the first transition that leaves a state is its usual way on."""

    kind: str
    """The wire word, such as ``device``."""
    start: str
    """Where an order begins that has to pass no gate."""
    transitions: tuple[Transition, ...]
    """The kind's own arrows; gates and cancelling are added to them."""
    done: tuple[str, ...]
    """States in which everything is finished."""
    ended: tuple[str, ...] = ()
    """States in which it is over without having been fulfilled, besides being declined or cancelled."""
    fulfilled: tuple[str, ...] = ()
    """States that keep the promise, when that is sooner than ``done`` (supply runs, the final bill is due)."""
    changeable: tuple[str, ...] = ()
    """The change window: lines and delivery may still change; the price stays."""
    cancellable: tuple[str, ...] = ()
    """States in which it can be cancelled."""
    cancelled_as: str = "cancelled"
    """The state that cancelling leads to."""
    waiting_for: Mapping[str, Party] = field(default_factory=dict)
    """Who has to act in a state; the supplier where nobody is named."""

    @cached_property
    def all_transitions(self) -> tuple[Transition, ...]:
        """The kind's own arrows, those of the gates, and those of cancelling."""
        return (*self._gates(), *self.transitions, *self._cancelling())

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which they are met."""
        named = [self.start, *(state for arrow in self.all_transitions for state in (arrow.source, arrow.to))]
        return tuple(dict.fromkeys(named))

    @cached_property
    def terminal(self) -> tuple[str, ...]:
        """States that nothing leads out of."""
        leaving = {arrow.source for arrow in self.all_transitions}
        return tuple(state for state in self.states if state not in leaving)

    def outcome(self, state: str) -> Outcome:
        """Whether an order in this state is open, done, or ended without being done."""
        if state in self.done:
            return "done"
        return "ended" if state in self.terminal else "open"

    def keeps_promise(self, state: str) -> bool:
        """Whether what was promised has happened in this state."""
        return state in (self.fulfilled or self.done) or state in self.done

    def waits_for(self, state: str) -> Party | None:
        """Who has to act next; nobody when it is over."""
        if state in self.terminal:
            return None
        gates: dict[str, Party] = {AWAITING_CUSTOMER: "customer", AWAITING_APPROVAL: "approver"}
        return gates.get(state) or self.waiting_for.get(state, "supplier")

    def apply(self, state: str, to: str, by: Mover) -> str:
        """The state after the move.

        Raises:
            OrderMoveRefusedError: There is no such arrow from here, or this mover may not take it.
        """
        arrows = [arrow for arrow in self.all_transitions if (arrow.source, arrow.to) == (state, to)]
        if not arrows:
            problem = "unknown_state" if to not in self.states else "not_from_here"
            raise OrderMoveRefusedError(state, to, "over" if state in self.terminal else problem)
        if not any(by in arrow.by for arrow in arrows):
            raise OrderMoveRefusedError(state, to, "not_by_you")
        return to

    def moves_from(self, state: str) -> tuple[Transition, ...]:
        """The arrows that leave a state."""
        return tuple(arrow for arrow in self.all_transitions if arrow.source == state)

    def usual_days(self, state: str) -> int:
        """Working days it usually takes from this state until the promise is kept."""
        return sum(arrow.working_days for arrow in self._usual_way(state))

    def problems(self) -> list[str]:
        """What is wrong with the declaration; empty when nothing is."""
        known = set(self.states)
        named = {*self.done, *self.ended, *self.fulfilled, *self.changeable, *self.cancellable, *self.waiting_for}
        found = [f"{state} is not a state" for state in sorted(named - known)]
        over = {*self.done, *self.ended, DECLINED, self.cancelled_as}
        found += [f"nothing leads out of {state}" for state in self.terminal if state not in over]
        found += [
            f"{state} is over and something leads out of it" for state in sorted(over & known - set(self.terminal))
        ]
        found += [f"nothing leads to {state}" for state in sorted(known - self._reachable())]
        found += [f"{state} is longer than {_MAX_NAME} characters" for state in sorted(known) if len(state) > _MAX_NAME]
        if not self.keeps_promise(self._last_of_usual_way()):
            found.append("the usual way does not keep the promise")
        return found

    def _gates(self) -> Iterator[Transition]:
        yield Transition(AWAITING_CUSTOMER, self.start, ("customer",), _GATE_DAYS)
        yield Transition(AWAITING_CUSTOMER, AWAITING_APPROVAL, ("customer",))
        yield Transition(AWAITING_CUSTOMER, DECLINED, ("customer", "partner", "clock", *STAFF))
        yield Transition(AWAITING_APPROVAL, self.start, ("approver",), _GATE_DAYS)
        yield Transition(AWAITING_APPROVAL, DECLINED, ("approver", "clock"))

    def _cancelling(self) -> Iterator[Transition]:
        own = {(arrow.source, arrow.to) for arrow in self.transitions}
        for state in (*self.cancellable, AWAITING_APPROVAL):
            if (state, self.cancelled_as) not in own:
                yield Transition(state, self.cancelled_as, PEOPLE)

    def _usual_way(self, state: str) -> Iterator[Transition]:
        seen = {state}
        while not self.keeps_promise(state):
            arrow = next(iter(self.moves_from(state)), None)
            if arrow is None or arrow.to in seen:
                return
            yield arrow
            state = arrow.to
            seen.add(state)

    def _last_of_usual_way(self) -> str:
        return next((arrow.to for arrow in reversed(tuple(self._usual_way(self.start)))), self.start)

    def _reachable(self) -> set[str]:
        reached, waiting = set(GATES) | {self.start}, [*GATES, self.start]
        while waiting:
            state = waiting.pop()
            new = {arrow.to for arrow in self.moves_from(state)} - reached
            reached |= new
            waiting += new
        return reached
