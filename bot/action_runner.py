"""Runs the rasa-sdk actions inside the engine's process, by the same classes that ``rasa run actions`` serves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import orjson
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

if TYPE_CHECKING:
    from rasa.shared.core.domain import Domain


_ONLY_JSON = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
"""So that orjson refuses what Python's json refuses, too."""


class BadActionResult(ValueError):
    """An action returned something that is no event; rasa-sdk would drop it with a log line."""


class StrictActionExecutor(ActionExecutor):  # type: ignore[misc]
    """Rasa-sdk's executor, except that an invalid event fails the action instead of getting lost."""

    @staticmethod
    def validate_events(events: list[dict[str, Any]], action_name: str) -> list[dict[str, Any]]:
        """Return the events as they are.

        Raises:
            BadActionResult: One of them is not an event of rasa-sdk.
        """
        for event in events:
            if not isinstance(event, dict) or not event.get("event"):
                raise BadActionResult(f"{action_name} returned something that is not an event.")
        return events


class InProcessActions(EndpointConfig):  # type: ignore[misc]
    """Stands where Rasa expects the address of an action server.

    Requests and answers pass through JSON as they would over HTTP: an action can neither change the tracker behind
    Rasa's back nor return a value that a real action server could not send.
    """

    def __init__(self, executor: ActionExecutor) -> None:
        # with the selective domain Rasa does not serialise the whole domain on each call
        super().__init__(url="in-process", enable_selective_domain=True)
        self._executor = executor
        self._domain: dict[str, Any] = {}

    def use_domain(self, domain: Domain) -> None:
        """Give actions this domain; it is serialised once and shared, actions must not change it."""
        self._domain = domain.as_dict()

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """Run the action that the call names.

        Returns:
            ``{"events": [...], "responses": [...]}``.

        Raises:
            ClientResponseError: The action rejected its execution (status 400), as Rasa expects it from a server.
        """
        call: dict[str, Any] = _as_sent(kwargs["json"])
        call["domain"] = self._domain
        try:
            answer = await self._executor.run(call)
        except ActionExecutionRejection as rejection:
            body = json.dumps({"action_name": rejection.action_name, "error": str(rejection)})
            raise ClientResponseError(400, "rejected", body) from rejection
        result: dict[str, Any] = _as_sent(answer)
        return result


def _as_sent(value: object) -> Any:
    """What arrives of a value at the other end of HTTP.

    Raises:
        TypeError: It could not be sent as JSON.
    """
    return orjson.loads(orjson.dumps(value, option=_ONLY_JSON))
