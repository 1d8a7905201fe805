"""Mail out: over a relay, one connection for each mail; its refusals become errors of the tree."""

import contextlib
import ssl
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import aiosmtplib

from channels.errors import ChannelError, FinalError, TemporaryError
from channels.mail.composing import Mail
from channels.mail.smtp_replies import error_for_reply

TIMEOUT_SECONDS = 15.0
"""For each step; the outbox gives up on the whole after 20."""


class Encryption(StrEnum):
    """How the way to the relay is kept private."""

    NONE = "none"
    """Only for a relay on this machine, and without credentials."""
    STARTTLS = "starttls"
    """Usually on port 587; refused when the relay does not offer it."""
    IMPLICIT = "implicit"
    """Usually on port 465."""


@dataclass(frozen=True, slots=True)
class Relay:
    """The server that carries our mails."""

    host: str
    port: int
    encryption: Encryption = Encryption.STARTTLS
    account: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    authorities_file: Path | None = None
    """PEM with who signs its certificate; without one, who this machine trusts."""

    def __post_init__(self) -> None:
        """Refuse to show a password to everybody on the way."""
        if self.account is not None and self.encryption is Encryption.NONE:
            raise ValueError("credentials need TLS")


class Carrier(Protocol):
    """Takes mails away; the demo passes one that puts them into its inbox."""

    async def carry(self, mail: Mail) -> None:
        """Take a mail.

        Raises:
            ChannelError: It was not taken; the error says whether trying again makes sense.
        """
        ...


class SmtpRelay:
    """Hands mails to a relay."""

    def __init__(self, relay: Relay, hostname: str) -> None:
        """Prepare; nothing is opened before the first mail.

        Args:
            relay: Where mails go.
            hostname: What we call ourselves.
        """
        self._relay = relay
        self._hostname = hostname
        self._tls = ssl.create_default_context(cafile=relay.authorities_file)

    async def carry(self, mail: Mail) -> None:
        """Hand over a mail.

        Raises:
            ChannelError: It was not taken.
        """
        try:
            await self._hand_over(mail)
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _error_of(error.recipients[0]) from error
        except aiosmtplib.SMTPHeloError as error:
            raise _error_about_us(error) from error
        except aiosmtplib.SMTPResponseException as error:
            raise _error_of(error) from error
        except aiosmtplib.SMTPNotSupported as error:
            raise TemporaryError("relay_without_tls_or_login") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise TemporaryError("provider_unreachable") from error
        except ValueError as error:
            # The library's own check of what goes on a command line; ours stands before it.
            raise FinalError("header_refused") from error

    async def _hand_over(self, mail: Mail) -> None:
        client = self._client()
        try:
            await client.connect()
        except aiosmtplib.SMTPResponseException as error:
            raise _error_about_us(error) from error
        try:
            options = ["SMTPUTF8"] if mail.needs_utf8 else []
            await client.sendmail(mail.sender, [mail.recipient], mail.content, mail_options=options)
        except aiosmtplib.SMTPNotSupported as error:
            raise FinalError("utf8_needed") from error
        finally:
            # What was taken stays taken, however the goodbye goes.
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        relay = self._relay
        return aiosmtplib.SMTP(
            hostname=relay.host,
            port=relay.port,
            username=relay.account,
            password=relay.password,
            use_tls=relay.encryption is Encryption.IMPLICIT,
            start_tls=relay.encryption is Encryption.STARTTLS,
            tls_context=None if relay.encryption is Encryption.NONE else self._tls,
            local_hostname=self._hostname,
            timeout=TIMEOUT_SECONDS,
        )


def _error_of(error: aiosmtplib.SMTPResponseException) -> ChannelError:
    return error_for_reply(error.code, error.message)


def _error_about_us(error: aiosmtplib.SMTPResponseException) -> ChannelError:
    """It is us whom the relay does not want; the mail can do nothing for that and waits."""
    refusal = _error_of(error)
    return refusal if refusal.retryable else TemporaryError("relay_refused_us")
