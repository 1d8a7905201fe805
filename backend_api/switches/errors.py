"""How a request about a supplier switch can be refused."""

from __future__ import annotations

from typing import Any

from backend_api.errors import BackendError


class SwitchMessageUnknownError(BackendError):
    """The country of the metering point has no such message or reason."""

    status, code, message = 422, "switch_message_unknown", "The country has no such message or reason."

    def __init__(self, field: str, country: str) -> None:
        super().__init__(f"{field} is unknown in {country}")
        self.field, self.country = field, country

    def details(self) -> dict[str, Any]:
        """Which field, and of which country."""
        return {"details": {"field": self.field, "country": self.country}}


class SwitchMessageReusedError(BackendError):
    """The reference came with another message."""

    status, code, message = 409, "switch_message_reused", "This reference was used for another message."


class SwitchStepRefusedError(BackendError):
    """The switch is not in a stage that allows this."""

    status, code, message = 409, "switch_step_refused", "This is not possible in the stage that the switch has reached."

    def __init__(self, stage: str, problem: str) -> None:
        super().__init__(f"{stage}: {problem}")
        self.stage, self.problem = stage, problem

    def details(self) -> dict[str, Any]:
        """The stage and why not.

        Problems: ``not_rejected``, ``corrected_already``, ``nothing_to_correct``, ``no_contract_to_wait_for``,
        ``date_in_the_past``, ``switch_running``.
        """
        return {"details": {"stage": self.stage, "problem": self.problem}}
