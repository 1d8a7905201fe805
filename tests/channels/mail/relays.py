"""A relay that answers as a test tells it to."""

# ruff: noqa: N802 - names that aiosmtpd looks for

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class ScriptedRelay:
    """Takes everything, but for the commands it has a reply for."""

    replies: dict[str, str] = field(default_factory=dict)
    account: tuple[str, str] | None = None
    taken: list[Envelope] = field(default_factory=list)
    port: int = 0

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if "MAIL" in self.replies:
            return self.replies["MAIL"]
        envelope.mail_from = address
        envelope.mail_options = options
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if "RCPT" in self.replies:
            return self.replies["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "DATA" in self.replies:
            return self.replies["DATA"]
        self.taken.append(envelope)
        return "250 2.0.0 queued"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return self.replies.get("QUIT", "221 Bye")

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, offers: list[str]
    ) -> list[str]:
        if "EHLO" in self.replies:
            return [self.replies["EHLO"]]
        session.host_name = hostname
        return offers

    async def handle_HELO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str) -> str:
        session.host_name = hostname
        return self.replies.get("EHLO", "250 relay.example")

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == self.account, handled=False)


@contextlib.asynccontextmanager
async def scripted(
    tls: ssl.SSLContext | None = None, *, implicit: bool = False, utf8: bool = True, **relay: Any
) -> AsyncIterator[ScriptedRelay]:
    double = ScriptedRelay(**relay)

    def protocol() -> SMTP:
        return SMTP(
            double,
            hostname="relay.example",
            enable_SMTPUTF8=utf8,
            tls_context=None if implicit else tls,
            authenticator=double.authenticate,
            auth_required=double.account is not None,
            auth_require_tls=not implicit and tls is not None,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=tls if implicit else None)
    double.port = server.sockets[0].getsockname()[1]
    try:
        yield double
    finally:
        server.close()
        server.close_clients()
        await server.wait_closed()
