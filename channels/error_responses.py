"""Renders every refusal as `{code, message}`, in this one place."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from channels.errors import (
    INTERNAL_ERROR,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    REQUEST_INVALID,
    SESSION_INVALID,
    TOO_LARGE,
    GatewayError,
    Refusal,
)

_BY_STATUS = {refusal.status: refusal for refusal in (SESSION_INVALID, NOT_FOUND, METHOD_NOT_ALLOWED, TOO_LARGE)}


class ErrorBody(BaseModel):
    """A refusal."""

    code: str = Field(description="Stable reason, for programs.")
    message: str = Field(description="What went wrong, in English, for people.")


def rendered(refusal: Refusal, retry_after_seconds: int | None = None) -> JSONResponse:
    """A refusal as an answer."""
    headers = {} if retry_after_seconds is None else {"Retry-After": str(retry_after_seconds)}
    return JSONResponse({"code": refusal.code, "message": refusal.message}, refusal.status, headers=headers)


def install(app: FastAPI) -> None:
    """Make the application answer like this."""

    async def gateway_error(_request: Request, error: Exception) -> Response:
        assert isinstance(error, GatewayError)
        return rendered(error.refusal, error.retry_after_seconds)

    async def invalid(_request: Request, _error: Exception) -> Response:
        return rendered(REQUEST_INVALID)

    async def http_error(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if isinstance(error.__cause__, GatewayError):
            # The framework wraps what goes wrong while a body is read, such as our refusal of its length.
            return rendered(error.__cause__.refusal)
        return rendered(_BY_STATUS.get(error.status_code, REQUEST_INVALID))

    async def unexpected(_request: Request, _error: Exception) -> Response:
        return rendered(INTERNAL_ERROR)

    app.add_exception_handler(GatewayError, gateway_error)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(Exception, unexpected)
