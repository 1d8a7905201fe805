"""Mail as a channel: what our SMTP server takes comes in, what a carrier takes goes out."""

import asyncio
import ssl

import structlog

from channels.adapters.email.account import MailAccount
from channels.adapters.email.intake import CHANNEL, Intake
from channels.adapters.email.keeping import as_raw, from_raw
from channels.adapters.email.reply_budget import ReplyBudget
from channels.contract import Abilities, Arrival, Clock, Keep, OutboundMessage, RawMessage, SendResult, SetAside
from channels.errors import FinalError, as_channel_errors
from channels.limits import Limits
from channels.mail.addresses import case_token
from channels.mail.authentication import SenderChecks
from channels.mail.certificates import RenewedCertificate, self_signed_context
from channels.mail.composing import Composer, Purpose
from channels.mail.envelope import Envelope
from channels.mail.layout import Layout
from channels.mail.lookups import Lookup, system_lookup
from channels.mail.mechanisms import organizations
from channels.mail.passing_on import passed_on
from channels.mail.sending import Carrier
from channels.mail.smtp_server import CONNECTION_LIMIT, MAIL_LIMIT, Bounds, House, SmtpServer

LONGEST_TEXT = 50_000
"""Characters; our own limit, mail has none that matters here."""
CONNECTION_RATE, MAIL_RATE = "60/minute", "120/minute;1200/hour"
"""Per peer, as the limits library writes it; our own limits, generous for the servers of a large provider."""
SWEEP_SECONDS = 60.0
FIRST_PAUSE_SECONDS = 1.0
ROLES = frozenset({"postmaster", "abuse"})
"""Every domain that takes mail has these (RFC 5321 section 4.5.1, RFC 2142 section 4)."""
COUNTED = frozenset({Purpose.ANSWER, Purpose.LETTER})
"""What a machine writes because somebody wrote: notices and people's answers are bounded elsewhere."""

log = structlog.get_logger("channels.mail")


class EmailAdapter:
    """Translates between mails and the contract."""

    name = CHANNEL
    abilities = Abilities(
        buttons=False, images=True, files=True, max_chars=LONGEST_TEXT, joined=True, introduces=True, late_notice=False
    )

    def __init__(
        self,
        account: MailAccount,
        carrier: Carrier | None,
        clock: Clock,
        lookup: Lookup | None = None,
        budget: ReplyBudget | None = None,
    ) -> None:
        """Prepare; nothing is opened before `serve` or the first mail.

        Args:
            account: Who we are.
            carrier: Takes mails away; None when there is none, then nothing can be sent.
            clock: Tells the time.
            lookup: Asks DNS; this machine's resolver when not given.
            budget: How often we answer by ourselves; the usual one when not given.

        Raises:
            OSError: The certificate cannot be read.
            ssl.SSLError: It is none, or the key is another's.
        """
        self._account = account
        self._carrier = carrier
        self._clock = clock
        self._lookup = lookup
        self._budget = budget or ReplyBudget(clock)
        self._composer = Composer(account.mailbox, Layout(account.look), account.signer, clock)
        self._intake = Intake(account, self._checks)
        file = account.certificate_file
        self._certificate = None if file is None else RenewedCertificate(file, account.key_file)
        self._limits = Limits(**{CONNECTION_LIMIT: CONNECTION_RATE, MAIL_LIMIT: MAIL_RATE})

    @property
    def ready(self) -> bool:
        """Whether somebody takes our mails away."""
        return self._carrier is not None

    async def send(self, message: OutboundMessage) -> SendResult:
        """Make a mail and hand it to the carrier.

        Returns:
            With the message id, by which a bounce names the mail.

        Raises:
            ChannelError: It was not taken.
        """
        if self._carrier is None:
            raise FinalError("no_provider")
        # On a thread: files of some megabytes take their time to encode and to sign.
        mail = await asyncio.to_thread(self._composer.compose, message)
        if mail.purpose in COUNTED:
            self._budget.spend(mail.recipient, message.id, proven="unproven" not in message.data)
        with as_channel_errors():
            await self._carrier.carry(mail)
        return SendResult(mail.message_id)

    async def take(self, envelope: Envelope, keep: Keep) -> None:
        """Take one mail; it is kept when this returns.

        A bounce has no author who could be told, and mails to who looks after the domain are taken from anybody.

        Args:
            envelope: As SMTP handed it over.
            keep: Keeps it.

        Raises:
            MailRejectedError: It is refused.
        """
        is_for_roles = any(self._is_role(address) for address in envelope.recipients)
        author = None if envelope.is_bounce or is_for_roles else await self._intake.author(envelope)
        await keep(as_raw(envelope, author))

    async def read(self, raw: RawMessage) -> Arrival:
        """What a mail is.

        Raises:
            ChannelError: It is for who looks after the domain, and could not be passed on now.
            TimeoutError: It could not be checked now.
        """
        envelope, author = from_raw(raw)
        if any(self._is_role(address) for address in envelope.recipients):
            await self._pass_on(envelope)
        if all(self._is_role(address) for address in envelope.recipients):
            return SetAside("passed_on")
        return await self._intake.arrival(envelope, author)

    async def accepts(self, address: str) -> bool:
        """Whether an address receives mail here: our mailbox, its cases, its bounces, and who looks after it."""
        if address.lower() in (self._account.address, self._account.mailbox.bounces):
            return True
        if case_token(address, (self._account.address,)) is not None:
            return True
        return self._account.postmaster is not None and self.ready and self._is_role(address)

    def server(self, keep: Keep, bounds: Bounds = Bounds()) -> SmtpServer:  # noqa: B008 (frozen)
        """The server, not yet listening.

        Args:
            keep: Keeps what comes in.
            bounds: How much is taken.
        """

        async def store(envelope: Envelope) -> None:
            await self.take(envelope, keep)

        house = House(self._account.hostname, self._tls(), self._account.trusted)
        return SmtpServer(self.accepts, store, house, bounds, self._limits, self._clock)

    async def serve(self, keep: Keep) -> None:
        """Take mails until cancelled, then finish those in hand."""
        server = self.server(keep)
        await self._listen(server)
        try:
            while True:
                await asyncio.sleep(SWEEP_SECONDS)
                await self._limits.forget_old()
                self._budget.forget_old()
                if self._certificate is not None:
                    self._certificate.refresh()
        finally:
            await server.stop()
            self._intake.close()

    async def _listen(self, server: SmtpServer) -> None:
        """Open the port; while somebody else has it, as an older process that is ending, wait for it."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                await server.start(self._account.host, self._account.port)
            except OSError as error:
                log.error("mail_port_not_opened", port=self._account.port, error=error.strerror)  # noqa: TRY400
                await asyncio.sleep(pause)
                pause = min(pause * 2, SWEEP_SECONDS)
            else:
                log.info("mail_server_listens", port=server.port)
                return

    def _tls(self) -> ssl.SSLContext:
        if self._certificate is not None:
            return self._certificate.context
        return self_signed_context(self._account.hostname, self._clock())

    def _checks(self) -> SenderChecks:
        return SenderChecks(self._lookup or system_lookup(), organizations(), self._account.front)

    def _is_role(self, address: str) -> bool:
        local_part, _at, domain = address.lower().rpartition("@")
        if not _at:
            return domain == "postmaster"
        return local_part in ROLES and domain == self._account.mailbox.domain

    async def _pass_on(self, envelope: Envelope) -> None:
        """Hand a mail to whoever looks after the domain; what cannot be passed on now comes again."""
        if self._carrier is None or self._account.postmaster is None:
            raise FinalError("no_provider")
        mail = passed_on(envelope, self._account.mailbox, self._account.postmaster)
        await self._carrier.carry(mail)
        log.info("mail_passed_on")
