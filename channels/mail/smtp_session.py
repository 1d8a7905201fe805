"""One connection to our SMTP server: aiosmtpd with the gaps of its version 1.4.6 closed.

What it does itself: data ends at CR LF . CR LF only, lines and messages have limits, what was sent in clear before the
handshake of STARTTLS is thrown away. What is added here: commands end with CR LF only and come one by one (we do not
offer PIPELINING, so whoever does not wait for an answer is not a mail server); no STARTTLS inside TLS; no AUTH, HELP,
EXPN; limits of command lines per connection, not for all connections together; a failure while data comes in ends the
connection, because the rest would be read as commands; a failure afterwards is 451 and leaves no half transaction;
addresses without quotes and comments are read by one expression, because the library takes longest over these.
"""

import asyncio
import collections
import functools
import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import structlog
from aiosmtpd.smtp import SMTP, TLSSetupException

COMMAND_BYTES = 1000
"""Longest command line; RFC 5321 section 4.5.3.1.4 gives 512 and more for each extension in use."""
COMMANDS = frozenset({"HELO", "EHLO", "MAIL", "RCPT", "DATA", "RSET", "NOOP", "QUIT", "STARTTLS", "VRFY"})
IDLE_COMMANDS = 100
"""How often a command that carries no mail may come in one connection; our own limit."""

# A line feed without carriage return before it, a carriage return without line feed behind it, a zero byte.
_BARE = re.compile(rb"(?<!\r)\n|\r(?!\n)|\x00")

# An address without quotes and comments, and parameters that cannot be mistaken for a part of it.
_ATOM = r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+"
_PLAIN_ADDRESS = re.compile(rf"<({_ATOM}(?:\.{_ATOM})*@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*)> *([a-zA-Z0-9= -]*)")

type Command = Callable[[str | None], Awaitable[None]]

log = structlog.get_logger("channels.mail")


class Watcher(Protocol):
    """Who keeps account of the connections."""

    def admit(self, session: "Session", peer: str) -> bool:
        """Whether one more connection of this peer is welcome; counts it."""
        ...

    def forget(self, session: "Session", peer: str) -> None:
        """The connection is over; called once for each that was admitted."""
        ...


def has_bare_line_ends(content: bytes) -> bool:
    """Whether line ends are anything but CR LF, or a zero byte is in it; as fast as counting."""
    ends = content.count(b"\r\n")
    return content.count(b"\n") != ends or content.count(b"\r") != ends or b"\x00" in content


def model_session(handler: object, mails: int, **options: Any) -> SMTP:
    """What all connections of a server have in common.

    Args:
        handler: Answers MAIL, RCPT and DATA.
        mails: How many may come in one connection.
        options: For aiosmtpd.
    """
    calls = {"*": IDLE_COMMANDS, "MAIL": mails, "DATA": mails, "RSET": mails, "RCPT": 10 * mails}
    model = SMTP(handler, command_call_limit=calls, auth_exclude_mechanism=["LOGIN", "PLAIN"], **options)
    model.command_size_limit = COMMAND_BYTES
    return model


class Session(SMTP):  # type: ignore[misc]
    """The protocol of one connection."""

    def __init__(self, model: SMTP, watcher: Watcher) -> None:
        """Prepare; what the library works out for each connection anew, by looking at all its methods, is copied.

        Args:
            model: From `model_session`.
            watcher: Admits the connection and hears of its end.
        """
        self.__dict__.update(model.__dict__)
        reader = asyncio.StreamReader(limit=self.line_length_limit, loop=self.loop)
        asyncio.StreamReaderProtocol.__init__(self, reader, self._cb_client_connected, self.loop)
        # The library's own is shared by all connections and grows with each EHLO.
        self.command_size_limits: dict[str, int] = collections.defaultdict(lambda: COMMAND_BYTES)
        self._smtp_methods: dict[str, Command] = {
            name: functools.partial(self._in_turn, getattr(self, f"smtp_{name}")) for name in COMMANDS
        }
        self._watcher = watcher
        self._peer: str | None = None
        self._hung_up = False
        self._after_cr = False
        self._receiving = False
        self._busy = False
        self._finishing = False
        self.refused_recipients = 0

    @property
    def peer(self) -> str:
        """Network address of the other side."""
        return self._peer or ""

    @property
    def encrypted(self) -> bool:
        """Whether TLS is on."""
        return self._tls_protocol is not None

    @property
    def early(self) -> bool:
        """Whether the peer has sent more without waiting for an answer."""
        return bool(self._reader._buffer)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, or go on inside TLS; too many connections are told to come back."""
        if self._original_transport is None:
            name = transport.get_extra_info("peername")
            peer = name[0] if isinstance(name, tuple) else ""
            if not self._watcher.admit(self, peer):
                self._hung_up = True
                assert isinstance(transport, asyncio.WriteTransport)
                transport.write(b"421 4.7.0 Too many connections, please come back later\r\n")
                transport.close()
                return
            self._peer = peer
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """End; a mail that is being stored still gets stored."""
        if self._peer is None:
            return
        super().connection_lost(error)
        peer, self._peer = self._peer, None
        self._watcher.forget(self, peer)

    def eof_received(self) -> bool | None:
        """Nothing more will come."""
        return None if self._peer is None else super().eof_received()

    def data_received(self, data: bytes) -> None:
        """Take bytes; a command line may end with CR LF only."""
        if self._hung_up:
            return
        if not self._receiving and self._is_bare(data):
            self.hang_up("521 5.5.2 Lines end with CR LF here")
            return
        super().data_received(data)

    def _is_bare(self, data: bytes) -> bool:
        text = b"\r" + data if self._after_cr else data
        self._after_cr = text.endswith(b"\r")
        return _BARE.search(text[:-1] if self._after_cr else text) is not None

    def hang_up(self, reply: str) -> None:
        """Say why, and close; what still comes is not read."""
        self._hung_up = True
        self._reader._buffer.clear()
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(reply.encode() + b"\r\n")
            self.transport.close()

    def cut(self) -> None:
        """Close without a word; TLS would wait for the other side's goodbye."""
        transport = self._original_transport or self.transport
        if transport is not None:
            transport.abort()

    def finish(self) -> None:
        """Close as soon as the command in hand is answered, at once when there is none."""
        self._finishing = True
        if not self._busy:
            self.hang_up("421 4.3.2 The server is closing, please come back later")

    def data_ended(self) -> None:
        """The end of a mail was read; what comes now is commands again."""
        self._receiving = False
        self._after_cr = False

    async def _in_turn(self, method: Command, arg: str | None) -> None:
        if self._hung_up:
            return
        if self.early:
            self.hang_up("554 5.5.0 Commands come one by one here")
            return
        self._busy = True
        try:
            await method(arg)
            self._receiving = False
        finally:
            self._busy = False
            if self._finishing and not self._hung_up:
                self.finish()

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """Address and parameters of MAIL and RCPT; the library builds a class and a tree for each."""
        plain = _PLAIN_ADDRESS.fullmatch(arg)
        if plain is None:
            address, parameters = super()._getaddr(arg)
            return address, parameters
        return plain[1], plain[2]

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - the library looks for this name
        """Take a mail."""
        self._receiving = True
        await super().smtp_DATA(arg)

    async def smtp_STARTTLS(self, arg: str | None) -> None:  # noqa: N802
        """Turn TLS on, once."""
        if self.encrypted:
            await self.push("503 5.5.1 TLS is on already")
            return
        await super().smtp_STARTTLS(arg)

    async def smtp_VRFY(self, arg: str | None) -> None:  # noqa: N802
        """Say nothing about who is here."""
        await self.push("252 2.5.2 Send a mail to find out")

    async def handle_exception(self, error: Exception) -> str:
        """Answer a failure of our own; never for good, so that the mail comes again."""
        if isinstance(error, TLSSetupException):
            log.info("mail_tls_failed")
            return "454 4.7.0 TLS failed"
        if self._receiving:
            log.exception("mail_session_failed")
            asyncio.get_running_loop().call_soon(self.hang_up, "421 4.3.0 Closing the connection")
            return "451 4.3.0 Something went wrong here, please send it again"
        log.exception("mail_not_stored")
        if self.envelope.content is not None:
            self._set_rset_state()
        return "451 4.3.0 The mail could not be stored, please send it again"
