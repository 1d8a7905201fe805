"""How a request can be refused; every refusal has a status and a stable code.

BackendError
├── NotFoundError               404 not_found (also: not allowed to know)
├── SecretInvalidError          401 secret_invalid
├── IdentityInvalidError        401 identity_invalid
├── IdentityLevelTooLowError    403 identity_level_too_low, with ``needed``
├── ScopeMissingError           403 scope_missing
├── RoleMissingError            403 role_missing, with ``details.roles``
├── BusyError                   503 busy
├── PeriodInvalidError          422 period_invalid
├── IdempotencyKeyMissingError  400 idempotency_key_missing
└── IdempotencyKeyReusedError   409 idempotency_key_reused

A resource's own refusals lie in its ``errors.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import structlog
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import FastAPI, Request

_log = structlog.get_logger(__name__)
_UNREADABLE = 400


class BackendError(Exception):
    """An expected refusal; subclasses fix status, code and words."""

    status: ClassVar[int]
    code: ClassVar[str]
    message: ClassVar[str]

    def details(self) -> dict[str, Any]:
        """What is said besides code and message: ``{"details": {...}}`` in a resource's own refusals."""
        return {}


class NotFoundError(BackendError):
    """There is no such thing, or it is not this customer's: outside they look the same."""

    status, code, message = 404, "not_found", "There is nothing here."


class SecretInvalidError(BackendError):
    """The service secret is missing or wrong."""

    status, code, message = 401, "secret_invalid", "The service secret is missing or wrong."


class IdentityInvalidError(BackendError):
    """The identity fact is damaged, expired, or not meant for us."""

    status, code, message = 401, "identity_invalid", "The identity fact is not valid."


class IdentityLevelTooLowError(BackendError):
    """More proof of identity is needed; ``needed`` says how much."""

    status, code, message = 403, "identity_level_too_low", "More proof of identity is needed."

    def __init__(self, needed: str, thing: str | None = None) -> None:
        super().__init__(needed)
        self.needed = needed
        self.thing = thing

    def details(self) -> dict[str, Any]:
        """The level that is needed, and what sort of thing a fresh code has to be bound to (never which one)."""
        if self.thing is None:
            return {"needed": self.needed}
        sort, colon, _ = self.thing.rpartition(":")
        return {"needed": self.needed, "details": {"bound_to": f"{sort}:..." if colon else self.thing}}


class ScopeMissingError(BackendError):
    """The secret is right, but it does not open this."""

    status, code, message = 403, "scope_missing", "This service may not do that."


class RoleMissingError(BackendError):
    """The person who acts has none of the roles that may do this."""

    status, code, message = 403, "role_missing", "The person who acts may not do that."

    def __init__(self, roles: Sequence[str]) -> None:
        super().__init__("role_missing")
        self.roles = roles

    def details(self) -> dict[str, Any]:
        """The roles that may."""
        return {"details": {"roles": list(self.roles)}}


class RequestInvalidError(BackendError):
    """The request is not as the API describes it."""

    status, code, message = 422, "request_invalid", "The request is not as the API describes it."

    def __init__(self, fields: list[dict[str, str]]) -> None:
        super().__init__("request_invalid")
        self.fields = fields

    def details(self) -> dict[str, Any]:
        """The fields that are wrong, never their values."""
        return {"fields": self.fields}


class PeriodInvalidError(BackendError):
    """A period that ends before it begins, or is longer than three years."""

    status, code, message = 422, "period_invalid", "The period must begin before it ends and last at most three years."


class IdempotencyKeyMissingError(BackendError):
    """A write without a key cannot be repeated safely."""

    status, code, message = 400, "idempotency_key_missing", "A write needs the header Idempotency-Key."


class IdempotencyKeyReusedError(BackendError):
    """The same key came with another request."""

    status, code, message = 409, "idempotency_key_reused", "This key was used for another request."


class BusyError(BackendError):
    """The database is not there or too busy; nothing was written, and the same again may work."""

    status, code, message = 503, "busy", "Nothing was written; try again in a moment."


class FieldProblem(BaseModel):
    """What is wrong with one field; never its value."""

    field: str = Field(description="Where it is: path, query, header or body, and the name.")
    problem: str = Field(description="A stable word for the problem, such as `missing`.")
    expected: str | None = Field(default=None, description="The words that are possible, or the rule that was broken.")


class ErrorBody(BaseModel):
    """How every refusal looks."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=False)

    code: str = Field(description="Stable, for programs.")
    message: str = Field(description="English, for developers; customers never see it.")
    needed: str | None = Field(default=None, description="With `identity_level_too_low`: the level that is needed.")
    fields: list[FieldProblem] | None = Field(
        default=None, description="With `request_invalid`: the fields that are wrong."
    )
    details: dict[str, Any] | None = Field(
        default=None, description="What a program needs to go on, such as limits or the roles that may do it."
    )


def listed(*errors: type[BackendError]) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI entries of an endpoint's refusals, one per status."""
    entries: dict[int | str, dict[str, Any]] = {}
    for error in errors:
        text = f"`{error.code}`: {error.message}"
        entry = entries.setdefault(error.status, {"model": ErrorBody, "description": text})
        if text not in entry["description"]:
            entry["description"] += f" {text}"
    return entries


def refusals(*errors: type[BackendError]) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI entries of a route that wants an identity, with its own refusals."""
    return listed(IdentityInvalidError, IdentityLevelTooLowError, RequestInvalidError, *errors)


def install(app: FastAPI) -> None:
    """Render every refusal of this app in one shape."""

    @app.exception_handler(BackendError)
    async def refused(request: Request, error: BackendError) -> JSONResponse:
        del request
        return _body(error.status, error.code, error.message, error.details())

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return await refused(request, RequestInvalidError([_field_problem(found) for found in error.errors()]))

    @app.exception_handler(OperationalError)
    async def busy(request: Request, error: OperationalError) -> JSONResponse:
        _log.error(
            "database_failed", route=getattr(request.scope.get("route"), "path", None), error=type(error.orig).__name__
        )
        return _body(BusyError.status, BusyError.code, BusyError.message, {})

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == NotFoundError.status:
            return _body(404, NotFoundError.code, NotFoundError.message, {})
        if error.status_code == _UNREADABLE:  # the framework's word for a body that is no text at all
            return await refused(request, RequestInvalidError([{"field": "body", "problem": "unreadable"}]))
        codes = {405: "method_not_allowed"}
        answer = _body(error.status_code, codes.get(error.status_code, "refused"), "The request was refused.", {})
        answer.headers.update(error.headers or {})  # 405 names the methods that are there (RFC 9110, 15.5.6)
        return answer


def _field_problem(found: dict[str, Any]) -> dict[str, str]:
    """Where and what, without the value; of a closed list what is in it, of a rule of ours its sentence."""
    context = found.get("ctx") or {}
    told = {"field": ".".join(str(part) for part in found["loc"]), "problem": found["type"]}
    expected = context.get("expected", context.get("error"))
    if expected is not None and found["type"] in ("literal_error", "enum", "value_error"):
        told["expected"] = str(expected)
    return told


def _body(status: int, code: str, message: str, details: dict[str, Any]) -> JSONResponse:
    return JSONResponse({"code": code, "message": message, **details}, status_code=status)
