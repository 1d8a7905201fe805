"""Every route with who may call it, read off its dependencies, so that the documentation cannot say anything else."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from backend_api import api, dependencies, errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fastapi.dependencies.models import Dependant

_LEVELS: dict[Callable[..., Any], str] = {
    dependencies.verified: "a customer, `verified`",
    dependencies.known_address: "a customer, `channel`",
    dependencies.partner_person: "a person of a partner",
}


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    tag: str
    method: str
    path: str
    described: dict[str, Any]
    """Its part of the OpenAPI."""
    callers: tuple[str, ...]
    """Who may call it, in words."""
    is_write: bool
    """Whether it wants a key and can be repeated."""


def application() -> FastAPI:
    """The backend's routes without anything behind them; enough to describe them."""
    app = FastAPI(title="Wattline backend", version="1", generate_unique_id_function=lambda route: route.name)
    errors.install(app)
    api.include_in(app)
    return app


def operations(app: FastAPI) -> list[Operation]:
    """All of them, in the order in which the routers are included."""
    paths = app.openapi()["paths"]
    found: list[Operation] = []
    for context in iter_route_contexts(app.routes):
        route: Any = context
        if not isinstance(getattr(route, "original_route", None), APIRoute) or route.path_format not in paths:
            continue
        calls = list(_calls(route.dependant))
        for method in sorted(route.methods):
            described = paths[route.path_format][method.lower()]
            tag = described.get("tags", ["other"])[0]
            is_write = dependencies.write_once in calls
            found.append(Operation(tag, method, route.path_format, described, _callers(calls), is_write))
    return found


def _calls(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    for below in dependant.dependencies:
        if below.call is not None:
            yield below.call
        yield from _calls(below)


def _callers(calls: list[Callable[..., Any]]) -> tuple[str, ...]:
    if dependencies.caller not in calls:
        return ("anybody",)
    told = [_LEVELS[call] for call in calls if call in _LEVELS]
    for call in calls:
        if call.__qualname__ in {"staff.<locals>.check", "scoped.<locals>.check", "staff_or.<locals>.check"}:
            told.append(_in_words(call))
    return tuple(dict.fromkeys(told)) or ("any service of ours",)


def _in_words(check: Callable[..., Any]) -> str:
    """Roles and scopes of a check, from what it encloses."""
    enclosed = inspect.getclosurevars(check).nonlocals
    roles = enclosed.get("roles") or ()
    scopes = enclosed.get("scopes") or ((enclosed["scope"],) if "scope" in enclosed else ())
    parts = []
    if roles or not scopes:
        parts.append("staff: " + (", ".join(f"`{role}`" for role in roles) or "any role"))
    if scopes:
        parts.append("a service with the scope " + " or ".join(f"`{scope.value}`" for scope in scopes))
    return "; or ".join(parts)
