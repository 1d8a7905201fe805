"""An order as its rules see it: state, lines, and the keys of the steps it took; no I/O."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backend_api.orders.errors import OrderNotChangeableError
from backend_api.orders.machine import Machine
from backend_api.orders.registry import machine_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backend_api.orders.machine import Mover
    from backend_api.orders.models import Order


@dataclass(frozen=True)
class CourseLine:
    """What of a line can change; its price cannot."""

    position: int
    product_number: str
    quantity: int
    removed: bool = False


@dataclass(frozen=True)
class LineWish:
    """What shall become of a line; what is None stays."""

    position: int
    product_number: str | None = None
    quantity: int | None = None
    remove: bool = False


@dataclass(frozen=True)
class Course:
    """Where an order is; every rule about moving and changing it is a method that gives the next one."""

    machine: Machine
    state: str
    lines: tuple[CourseLine, ...] = ()
    keys: frozenset[str] = frozenset()
    """Of the steps that were taken."""
    steps: int = 1
    """How many states it has been in, the first included."""

    @property
    def can_change(self) -> bool:
        """Whether the change window is open."""
        return self.state in self.machine.changeable

    @property
    def can_cancel(self) -> bool:
        """Whether cancelling is possible from here."""
        return any(arrow.to == self.machine.cancelled_as for arrow in self.machine.moves_from(self.state))

    def moved(self, to: str, by: Mover, key: str | None = None) -> Course:
        """After a move; the very same course when a step with this key was taken before.

        Raises:
            OrderMoveRefusedError: There is no such arrow from here, or this mover may not take it.
        """
        if key is not None and key in self.keys:
            return self
        state = self.machine.apply(self.state, to, by)
        keys = self.keys if key is None else self.keys | {key}
        return replace(self, state=state, keys=keys, steps=self.steps + 1)

    def changed(self, wishes: Iterable[LineWish]) -> Course:
        """After a change of lines: no line is ever lost, one that is taken off stays, marked.

        Raises:
            OrderNotChangeableError: The window is over, there is no such line, more is wanted than was ordered, or
                nothing would be left.
        """
        self.require_window()
        lines = {line.position: line for line in self.lines}
        for wish in wishes:
            line = lines.get(wish.position)
            if line is None or line.removed:
                raise OrderNotChangeableError(self.state, "unknown_line")
            lines[wish.position] = self._line_after(line, wish)
        if self.lines and all(line.removed for line in lines.values()):
            raise OrderNotChangeableError(self.state, "no_line_left")
        return replace(self, lines=tuple(lines.values()))

    def require_window(self) -> None:
        """Refuse a change after the window; raises OrderNotChangeableError."""
        if not self.can_change:
            raise OrderNotChangeableError(self.state, "window_over")

    def _line_after(self, line: CourseLine, wish: LineWish) -> CourseLine:
        if wish.quantity is not None and not 0 < wish.quantity <= line.quantity:
            raise OrderNotChangeableError(self.state, "more_than_ordered")
        return replace(
            line,
            product_number=wish.product_number or line.product_number,
            quantity=wish.quantity or line.quantity,
            removed=wish.remove,
        )


def course_of(order: Order) -> Course:
    """A stored order as its rules see it; its lines and history must be loaded."""
    lines = (
        CourseLine(line.position, line.product_number, line.quantity, removed=line.state == "removed")
        for line in order.lines
    )
    keys = frozenset(entry.key for entry in order.history if entry.key is not None)
    return Course(machine_of(order.kind), order.state, tuple(lines), keys, len(order.history))
