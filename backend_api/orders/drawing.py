"""Draws every order kind's machine for the documentation: ``python -m backend_api.orders.drawing > docs/orders.md``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from backend_api.orders.machine import GATES, Machine
from backend_api.orders.registry import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_api.orders.kind import Kind
    from backend_api.orders.machine import Transition

_HEAD = """# Order kinds and their states

This page is made by `python -m backend_api.orders.drawing > docs/orders.md`; a test fails when it is out of date.

An order owns its state; switches, returns and offers keep details beside it. Every kind may begin at a gate:
`awaiting_customer` (somebody else entered it, and the customer confirms by a fresh code) or `awaiting_approval` (it is
above the limit of who ordered); from a gate it goes on to the kind's start, is `declined`, or is cancelled (a kind with
another word for that, such as `withdrawn`, has its own). The gates are drawn once:

```mermaid
stateDiagram-v2
    [*] --> start
    [*] --> awaiting_customer
    [*] --> awaiting_approval
{gates}
```

An arrow names who may take it, and the working days it usually takes; the first arrow that leaves a state is its usual
way on, and the promised day is the sum along it. `erp` is any connected system, `clock` a scheduled run.
"""


def page() -> str:
    """The whole page."""
    head = _HEAD.format(gates="\n".join(_gates()))
    return "\n".join([head, *(_section(kind) for kind in KINDS.values())])


def _section(kind: Kind) -> str:
    machine = kind.machine
    facts = [
        f"- entered by: {_listed(kind.entry) or 'no one over the order routes; another resource opens it'}",
        f"- usually takes: {machine.usual_days(machine.start)} working days",
        f"- can be changed in: {_listed(machine.changeable) or 'no state'}",
    ]
    if kind.needs_fresh:
        facts.append("- a customer confirms it by a fresh code")
    drawing = "\n".join(["```mermaid", "stateDiagram-v2", *_arrows(machine), "```"])
    return f"## `{kind.word}`\n\n{kind.text}\n\n" + "\n".join(facts) + f"\n\n{drawing}\n"


def _arrows(machine: Machine) -> Iterator[str]:
    yield f"    [*] --> {machine.start}"
    for arrow in machine.all_transitions:
        if arrow.source in GATES:
            continue
        yield _arrow(arrow)
    for state in machine.terminal:
        if state in (*machine.done, *machine.ended, machine.cancelled_as):
            yield f"    {state} --> [*]"


def _gates() -> Iterator[str]:
    """What is the same for every kind: the arrows of a machine that has none of its own."""
    bare = Machine(kind="any", start="start", transitions=(), done=())
    yield from (_arrow(arrow) for arrow in bare.all_transitions)
    yield from (f"    {state} --> [*]" for state in bare.terminal if state != bare.start)


def _arrow(arrow: Transition) -> str:
    days = f", {arrow.working_days} d" if arrow.working_days else ""
    return f"    {arrow.source} --> {arrow.to}: {', '.join(arrow.by)}{days}"


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    sys.stdout.write(page())
