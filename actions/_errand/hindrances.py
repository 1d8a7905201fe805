"""What keeps an errand from going on, raised where it is noticed."""

from collections.abc import Sequence

from rasa_sdk.events import EventType

from actions._errand.steps import Problem

MISSING = "missing"
"""Code of the problem that a step must be asked after all."""


class Stop(Exception):
    """Nothing can be done: ``prepare`` or ``write`` has said why; ``remember`` is kept beyond the end."""

    def __init__(self, remember: Sequence[EventType] = ()) -> None:
        super().__init__()
        self.remember = remember


class Instead(Exception):
    """Another errand does what is wished; the draft is its now."""

    def __init__(self, events: Sequence[EventType]) -> None:
        super().__init__("instead")
        self.events = events


class NeedsCode(Exception):
    """What was written is confirmed by a code of its own before the errand goes on; it is then written again."""

    def __init__(self, thing: str) -> None:
        super().__init__(thing)
        self.thing = thing


class AskAgain(Exception):
    """The backend or a rule does not take an answer, or wants one that was never asked for (`MISSING`)."""

    def __init__(self, step: str, problem: Problem) -> None:
        super().__init__(step)
        self.step = step
        self.problem = problem

    @property
    def is_first(self) -> bool:
        """Whether nothing wrong was answered yet."""
        return self.problem.code == MISSING
