"""Mail in: an SMTP server that takes mails for us and for nobody else, and says 250 once a mail is stored.

It knows nothing of databases and of what is in a mail: who may receive and how a mail is stored it is told.
"""

import asyncio
import contextlib
import logging
import ssl
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from aiosmtpd.smtp import SMTP
from aiosmtpd.smtp import Envelope as Transaction
from aiosmtpd.smtp import Session as Greeting

from channels.contract import Clock
from channels.errors import GatewayError
from channels.limits import Limits
from channels.mail.addresses import LONGEST_ADDRESS
from channels.mail.envelope import Envelope, MailRejectedError
from channels.mail.limits import LARGEST_MAIL
from channels.mail.networks import Networks, is_within, neighbourhood
from channels.mail.smtp_session import Session, has_bare_line_ends, model_session

CONNECTION_LIMIT, MAIL_LIMIT = "mail_connection", "mail_message"
"""Names of the rates per peer in `Limits`."""
MOST_HOPS = 100
"""`Received` lines from which on a mail runs in circles (RFC 5321 section 6.3)."""
NULL_SENDER = "<>"

type Accepts = Callable[[str], Awaitable[bool]]
"""Whether an address receives mail here."""
type Store = Callable[[Envelope], Awaitable[None]]
"""Stores a mail durably; raises when it could not, MailRejectedError when it never will. Runs for many connections at
once, so commits may be grouped."""

log = structlog.get_logger("channels.mail")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is taken."""

    message_bytes: int = LARGEST_MAIL
    recipients: int = 100
    """Of one mail (RFC 5321 section 4.5.3.1.8: at least 100)."""
    connections: int = 200
    connections_per_peer: int = 20
    idle_seconds: float = 300.0
    """Until the next command, and for the whole of one mail (RFC 5321 section 4.5.3.2.7: at least five minutes)."""
    store_seconds: float = 30.0
    """How long storing may take; a slow 250 makes doubles (RFC 1047)."""
    mails_per_connection: int = 1000
    refused_recipients: int = 10
    """Unknown recipients after which a connection is closed: somebody tries out addresses."""


@dataclass(frozen=True, slots=True)
class House:
    """Who we are to other servers."""

    hostname: str
    tls: ssl.SSLContext | None = None
    """For STARTTLS; without one it is not offered."""
    trusted: Networks = ()
    """Our own mail servers in front: not limited per peer."""


class SmtpServer:
    """Listens; also what aiosmtpd calls a handler."""

    def __init__(
        self, accepts: Accepts, store: Store, house: House, bounds: Bounds, limits: Limits, clock: Clock
    ) -> None:
        """Prepare; `start` listens.

        Args:
            accepts: Asked for each recipient.
            store: Given each mail.
            house: Who we are.
            bounds: How much is taken.
            limits: With the rates `mail_connection` and `mail_message`.
            clock: Tells the time.
        """
        self._accepts = accepts
        self._store = store
        self._house = house
        self._bounds = bounds
        self._limits = limits
        self._clock = clock
        self._sessions: set[Session] = set()
        self._per_peer: Counter[str] = Counter()
        self._storing: set[asyncio.Task[None]] = set()
        self._nobody_there = asyncio.Event()
        self._nobody_there.set()
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """Where it listens; zero while it does not."""
        if self._server is None:
            return 0
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def start(self, host: str, port: int) -> None:
        """Listen.

        Args:
            host: Address to bind to.
            port: Zero for any free one.
        """
        # The library writes addresses and commands into its log.
        logging.getLogger("mail.log").disabled = True
        loop = asyncio.get_running_loop()
        model = self._model()
        self._server = await loop.create_server(lambda: Session(model, self), host, port)

    async def stop(self, grace_seconds: float = 10.0) -> None:
        """Take no more connections, finish the mails in hand, then close.

        Args:
            grace_seconds: After which connections are cut; their mails were not acknowledged and come again.
        """
        if self._server is None:
            return
        self._server.close()
        for session in tuple(self._sessions):
            session.finish()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(grace_seconds):
                await self._nobody_there.wait()
                await asyncio.gather(*self._storing, return_exceptions=True)
        for session in tuple(self._sessions):
            session.cut()
        await self._nobody_there.wait()
        await self._server.wait_closed()
        self._server = None

    def _model(self) -> SMTP:
        return model_session(
            self,
            self._bounds.mails_per_connection,
            data_size_limit=self._bounds.message_bytes,
            enable_SMTPUTF8=True,
            hostname=self._house.hostname,
            ident="ESMTP",
            tls_context=self._house.tls,
            timeout=self._bounds.idle_seconds,
            loop=asyncio.get_running_loop(),
        )

    def admit(self, session: Session, peer: str) -> bool:
        """Whether one more connection of this peer is welcome; counts it."""
        who = neighbourhood(peer)
        if len(self._sessions) >= self._bounds.connections:
            log.warning("mail_connections_full")
            return False
        crowded = self._per_peer[who] >= self._bounds.connections_per_peer
        if (crowded and not is_within(peer, self._house.trusted)) or not self._counts(CONNECTION_LIMIT, peer):
            return False
        self._sessions.add(session)
        self._per_peer[who] += 1
        self._nobody_there.clear()
        return True

    def forget(self, session: Session, peer: str) -> None:
        """A connection is over."""
        who = neighbourhood(peer)
        self._sessions.discard(session)
        self._per_peer[who] -= 1
        if not self._per_peer[who]:
            del self._per_peer[who]
        if not self._sessions:
            self._nobody_there.set()

    def _counts(self, limit: str, peer: str) -> bool:
        if is_within(peer, self._house.trusted):
            return True
        try:
            self._limits.count(limit, neighbourhood(peer))
        except GatewayError:
            return False
        return True

    async def handle_EHLO(  # noqa: N802 - names the library looks for
        self, session: Session, greeting: Greeting, transaction: Transaction, hostname: str, offers: list[str]
    ) -> list[str]:
        """Greet, and say what we can do."""
        greeting.host_name = _printable(hostname)
        offered = [line for line in offers if line[4:].split(" ")[0] not in ("AUTH", "HELP")]
        # As one, because the library sends each item by itself.
        return ["\r\n".join([*offered, "250 ENHANCEDSTATUSCODES"])]

    async def handle_HELO(  # noqa: N802
        self, session: Session, greeting: Greeting, transaction: Transaction, hostname: str
    ) -> str:
        """Greet an old server."""
        greeting.host_name = _printable(hostname)
        return f"250 {self._house.hostname}"

    async def handle_MAIL(  # noqa: N802
        self, session: Session, greeting: Greeting, transaction: Transaction, address: str, options: list[str]
    ) -> str:
        """Begin a mail; a peer that sends too many waits."""
        if address != NULL_SENDER and not _is_sound(address):
            return "553 5.1.7 That is no sender's address"
        if not self._counts(MAIL_LIMIT, session.peer):
            return "451 4.7.1 Too many mails, please come back later"
        transaction.mail_from = address
        transaction.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, session: Session, greeting: Greeting, transaction: Transaction, address: str, options: list[str]
    ) -> str:
        """Take a recipient of ours; anybody else is refused, whoever asks."""
        if len(transaction.rcpt_tos) >= self._bounds.recipients:
            return "452 4.5.3 Too many recipients, please send the rest separately"
        if not _is_sound(address) or not await self._accepts(address):
            session.refused_recipients += 1
            if session.refused_recipients >= self._bounds.refused_recipients:
                session.hang_up("421 4.7.0 Too many unknown recipients")
            return "550 5.1.1 There is no such address here"
        if address not in transaction.rcpt_tos:
            transaction.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802
        self, session: Session, greeting: Greeting, transaction: Transaction
    ) -> str:
        """Store a mail; acknowledged when that is done."""
        session.data_ended()
        content = transaction.original_content or b""
        if session.early:
            session.hang_up("554 5.5.0 Commands come one by one here")
            return "554 5.5.0 Refused"
        if has_bare_line_ends(content):
            return "550 5.6.0 Lines end with CR LF here, and there are no zero bytes"
        if _hops(content) > MOST_HOPS:
            return "554 5.4.6 This mail runs in circles"
        sender = "" if transaction.mail_from == NULL_SENDER else transaction.mail_from or ""
        envelope = Envelope(
            peer=session.peer,
            helo=greeting.host_name or "",
            sender=sender,
            recipients=tuple(transaction.rcpt_tos),
            content=content,
            encrypted=session.encrypted,
            received_at=self._clock(),
        )
        try:
            await self._kept(envelope)
        except MailRejectedError as rejection:
            log.info("mail_rejected", why=rejection.why)
            return rejection.reply
        return "250 2.6.0 Stored"

    async def _kept(self, envelope: Envelope) -> None:
        """Store; goes on when the peer leaves meanwhile, so that no transaction is cut in two."""

        async def store() -> None:
            await self._store(envelope)

        task = asyncio.get_running_loop().create_task(store())
        self._storing.add(task)
        task.add_done_callback(self._stored)
        done, _late = await asyncio.wait((task,), timeout=self._bounds.store_seconds)
        if not done:
            raise TimeoutError
        task.result()

    def _stored(self, task: asyncio.Task[None]) -> None:
        self._storing.discard(task)
        failed = not task.cancelled() and task.exception() is not None
        if failed and not isinstance(task.exception(), MailRejectedError):
            log.warning("mail_store_failed", error=type(task.exception()).__name__)


def _printable(hostname: str) -> str:
    return "".join(sign for sign in hostname if sign.isascii() and sign.isprintable())[:255]


def _is_sound(address: str) -> bool:
    """No control signs, no broken bytes, not too long: safe to keep and to write into a header."""
    return 0 < len(address) <= LONGEST_ADDRESS and address.isprintable() and " " not in address


def _hops(content: bytes) -> int:
    header = content.split(b"\r\n\r\n", 1)[0].lower()
    return header.count(b"\r\nreceived:") + header.startswith(b"received:")
