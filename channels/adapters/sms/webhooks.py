"""What Twilio calls: messages of customers, and what became of ours."""

import contextlib

import structlog
from fastapi import APIRouter, Request, Response
from twilio.request_validator import (
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    compare,
    get_signature_algorithm,
)

from channels.adapters.sms import reading
from channels.adapters.sms.account import CONNECTION, INBOUND_PATH, STATUS_PATH, TwilioAccount
from channels.adapters.sms.arrivals import as_raw
from channels.contract import Keep
from channels.errors import NOT_STORED, REQUEST_INVALID, SIGNATURE_INVALID, GatewayError, UnreadableError

EMPTY_TWIML = b'<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
"""Takes a message without answering it; answers go out by the outbox."""

log = structlog.get_logger("channels.adapters.sms")


class _Fields(dict[str, str]):
    """A form as Twilio's library reads it fastest: it asks for all values of a name first."""

    def getall(self, name: str) -> list[str]:
        """The one value of a field; a form that names it twice was refused."""
        return [self[name]]


class Gate:
    """Lets in what Twilio signed, for the URL we gave it."""

    def __init__(self, account: TwilioAccount) -> None:
        """Prepare a validator for each token."""
        self._account = account
        self._validators = tuple(RequestValidator(token) for token in account.auth_tokens)

    async def fields(self, request: Request, path: str) -> dict[str, str]:
        """The fields of a form, which is verified before anything is made of it.

        Raises:
            GatewayError: It is not signed, or not by Twilio, or not for this URL, or names a field twice.
        """
        signature = request.headers.get(SIGNATURE_HEADER)
        if not signature:
            raise GatewayError(SIGNATURE_INVALID)
        try:
            fields = _Fields(reading.form(await request.body()))
        except UnreadableError as error:
            raise GatewayError(SIGNATURE_INVALID) from error
        query = request.scope["query_string"].decode("latin-1")
        # Our own words for where this arrived; the Host header and what a proxy made of it say nothing.
        url = self._account.url(path) + (f"?{query}" if query else "")
        algorithm = get_signature_algorithm(request.headers.get(SIGNATURE_SETTINGS_HEADER))
        # Twilio signs what it requests; a stand-in signs what it was given, with our wishes for the connection.
        # Which of our URLs and tokens it was is no secret, so the first that fits is enough.
        if not any(
            _is_signed(check, at, fields, signature, algorithm)
            for at in (url, url + CONNECTION)
            for check in self._validators
        ):
            log.warning("signature_invalid", path=path)
            raise GatewayError(SIGNATURE_INVALID)
        return fields


def _is_signed(
    check: RequestValidator, url: str, fields: dict[str, str], signature: str, algorithm: str | None
) -> bool:
    """Whether a signature fits: for the URL as it is, which is nearly always so, else with or without its port."""
    with contextlib.suppress(ValueError):  # an algorithm that the library does not know, which it then refuses
        if compare(check.compute_signature(url, fields, algorithm), signature):
            return True
    return bool(check.validate(url, fields, signature, algorithm))


def router(account: TwilioAccount, keep: Keep) -> APIRouter:
    """The routes.

    Args:
        account: Who is called.
        keep: Keeps what came; Twilio is answered after it returned.
    """
    routes = APIRouter()
    gate = Gate(account)

    async def kept(request: Request, path: str) -> None:
        fields = await gate.fields(request, path)
        try:
            raw = as_raw(fields, await request.body(), account, is_status=path == STATUS_PATH)
        except UnreadableError as error:
            log.warning("malformed", code=error.code)
            raise GatewayError(REQUEST_INVALID) from error
        try:
            await keep(raw)
        except Exception as error:
            log.exception("not_stored", code=type(error).__name__)
            raise GatewayError(NOT_STORED) from error

    async def message(request: Request) -> Response:
        await kept(request, INBOUND_PATH)
        return Response(EMPTY_TWIML, media_type="text/xml")

    async def status(request: Request) -> Response:
        await kept(request, STATUS_PATH)
        return Response(status_code=204)

    # Plain routes: there is nothing to be read off the signature of these functions.
    routes.add_route(INBOUND_PATH, message, methods=["POST"])
    routes.add_route(STATUS_PATH, status, methods=["POST"])
    return routes
