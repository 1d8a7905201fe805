"""What Twilio calls: messages of customers, and what became of ours."""

import structlog
from fastapi import APIRouter, Request, Response
from twilio.request_validator import (
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)

from channels.adapters.sms import reading
from channels.adapters.sms.account import CONNECTION, INBOUND_PATH, STATUS_PATH, TwilioAccount
from channels.adapters.sms.media import Media
from channels.adapters.sms.reading import MalformedError, SetAsideError
from channels.contract import Deliver, Received, Report
from channels.errors import NOT_STORED, REQUEST_INVALID, SIGNATURE_INVALID, GatewayError

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
        except MalformedError as error:
            raise GatewayError(SIGNATURE_INVALID) from error
        query = request.scope["query_string"].decode("latin-1")
        # Our own words for where this arrived; the Host header and what a proxy made of it say nothing.
        url = self._account.url(path) + (f"?{query}" if query else "")
        algorithm = get_signature_algorithm(request.headers.get(SIGNATURE_SETTINGS_HEADER))
        # Twilio signs what it requests; a stand-in signs what it was given, with our wishes for the connection.
        # A list, not a generator: everything is tried, so that the time does not tell which one it was.
        urls = (url, url + CONNECTION)
        matches = [check.validate(at, fields, signature, algorithm) for check in self._validators for at in urls]
        if not any(matches):
            log.warning("signature_invalid", path=path)
            raise GatewayError(SIGNATURE_INVALID)
        return fields


def router(account: TwilioAccount, media: Media, deliver: Deliver, report: Report) -> APIRouter:
    """The routes.

    Args:
        account: Who is called.
        media: Fetches the files of messages.
        deliver: Stores what came; Twilio is answered after it returned.
        report: Notes what became of a message of ours.
    """
    routes = APIRouter(tags=["text messages"], include_in_schema=False)
    gate = Gate(account)

    @routes.post(INBOUND_PATH)
    async def message(request: Request) -> Response:
        fields = await gate.fields(request, INBOUND_PATH)
        try:
            received = reading.read_message(fields, account)
            await _store(deliver, await media.added(received, reading.media_of(fields)))
        except SetAsideError as error:
            log.warning("set_aside", code=error.code)
        except MalformedError as error:
            log.warning("malformed", code=str(error))
            raise GatewayError(REQUEST_INVALID) from error
        return Response(EMPTY_TWIML, media_type="text/xml")

    @routes.post(STATUS_PATH)
    async def status(request: Request) -> Response:
        fields = await gate.fields(request, STATUS_PATH)
        try:
            found = reading.read_status(fields, account)
        except MalformedError as error:
            log.warning("malformed", code=str(error))
            raise GatewayError(REQUEST_INVALID) from error
        try:
            await report(found)
        except Exception as error:
            log.exception("not_noted", code=type(error).__name__)
            raise GatewayError(NOT_STORED) from error
        return Response(status_code=204)

    return routes


async def _store(deliver: Deliver, received: Received) -> None:
    try:
        await deliver(received)
    except Exception as error:
        log.exception("not_stored", code=type(error).__name__)
        raise GatewayError(NOT_STORED) from error
