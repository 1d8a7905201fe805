"""Finds a request's resource by the first word of its path; trying two hundred routes in turn costs a millisecond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute, Match, NoMatchFound

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from fastapi import APIRouter, FastAPI
    from starlette.datastructures import URLPath
    from starlette.types import Receive, Scope, Send

_FOUND = "wattline.resource"


class ResourcesByWord(BaseRoute):
    """Stands before the resources, and passes a request to the one whose word its path begins with.

    What it does not know for certain (another method, no such path) it leaves to the routes after it, which refuse as
    ever.
    """

    def __init__(self) -> None:
        self._by_word: dict[str, list[BaseRoute]] = {}

    def include(self, app: FastAPI, resource: APIRouter, **shared: Any) -> None:
        """Take a resource into the app; the arguments are those of ``include_router``."""
        app.include_router(resource, **shared)
        words = {_first_word(getattr(route, "path", "")) for route in resource.routes}
        for word in words:
            self._by_word.setdefault(word, []).append(app.router.routes[-1])

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether one of the resources with this word takes the request."""
        found = next((route for route in self._routes(scope) if route.matches(scope)[0] is Match.FULL), None)
        return (Match.NONE, {}) if found is None else (Match.FULL, {_FOUND: found})

    def url_path_for(self, name: str, /, **path_params: Any) -> URLPath:
        """None: the resources name their own paths."""
        raise NoMatchFound(name, path_params)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass it on."""
        await scope.pop(_FOUND).handle(scope, receive, send)

    def _routes(self, scope: Scope) -> Sequence[BaseRoute]:
        return self._by_word.get(_first_word(scope["path"]), ()) if scope["type"] == "http" else ()


def _first_word(path: str) -> str:
    return path.split("/", 2)[1] if path.startswith("/") else ""
