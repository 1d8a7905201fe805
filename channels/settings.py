"""Everything the gateway can be told from outside, read once by `create_app`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_LISTS = (
    "engine_urls",
    "allowed_origins",
    "twilio_other_auth_tokens",
    "telegram_webhook_secrets",
    "mail_trusted_networks",
)


class Settings(BaseSettings):
    """The gateway's settings; each is read from `WATTLINE_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="WATTLINE_", extra="ignore", env_ignore_empty=True)

    host: str = "127.0.0.1"
    port: int = 8000
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    """Origins that may embed the chat, comma separated: `https://www.supplier.example`.

    Our own on `host` and `port` is known; behind a proxy our public one has to be named, too.
    """
    backend_url: str = "http://127.0.0.1:8010"
    engine_urls: Annotated[tuple[str, ...], NoDecode] = ("http://127.0.0.1:8021", "http://127.0.0.1:8022")
    """The first that answers takes the turns; the others stand by. Comma separated."""
    gateway_database_url: str = "sqlite+aiosqlite:///var/gateway.db"

    gateway_secret: SecretStr
    """Shown to the backend."""
    engine_secret: SecretStr
    """Shown to the engine."""
    token_key: SecretStr = Field(min_length=32)
    """Keys the hashes of codes and message bodies, and seals what waits in the outbox."""
    identity_key_file: Path = Path("var/keys/identity.json")
    """Private Ed25519 JWK that signs identity facts."""
    site_public_key_file: Path = Path("var/keys/site.pub.json")
    """Public Ed25519 JWK of the supplier's site, whose sign-in proofs are believed."""

    public_url: str = ""
    """Scheme and host under which customers and providers reach us: `https://chat.supplier.example`."""

    twilio_account_sid: str = ""
    """Empty: no text messages."""
    twilio_auth_token: SecretStr = SecretStr("")
    """Checks what Twilio signs."""
    twilio_other_auth_tokens: Annotated[tuple[str, ...], NoDecode] = Field(default=(), repr=False)
    """Believed, too, while a token is being replaced. Comma separated."""
    twilio_api_key_sid: str = ""
    twilio_api_key_secret: SecretStr = SecretStr("")
    """Calls Twilio; without a key the auth token does."""
    twilio_sender: str = ""
    """A number, a short code, a messaging service (`MG…`), or a name, which cannot be answered."""
    twilio_api_url: str | None = None
    """A stand-in instead of Twilio."""
    phone_region: str = "DE"
    """Country of phone numbers that are written without one."""

    telegram_token: SecretStr = SecretStr("")
    """From BotFather; empty: no Telegram."""
    telegram_bot_name: str = ""
    """Without the at sign."""
    telegram_webhook_secrets: Annotated[tuple[str, ...], NoDecode] = Field(default=(), repr=False)
    """The first is told to Telegram, the others are still believed. Comma separated."""
    telegram_api_url: str = "https://api.telegram.org"
    telegram_link: str = "https://t.me/{bot}?start={token}"
    """Opens the chat with the bot; the demo has one of its own."""

    mail_address: str = ""
    """The mailbox customers write to; empty: no mail."""
    mail_host: str = "127.0.0.1"
    mail_port: int = 8025
    """Where our mail server listens."""
    mail_hostname: str = "localhost"
    """What it calls itself to other servers."""
    mail_tls_certificate: Path | None = None
    """PEM; without one, one is made for this process, which other servers accept for mail."""
    mail_tls_key: Path | None = None
    mail_relay_host: str = ""
    """Carries our mails; empty: none can be sent."""
    mail_relay_port: int = 587
    mail_relay_encryption: Literal["none", "starttls", "implicit"] = "starttls"
    mail_relay_account: str | None = None
    mail_relay_password: SecretStr | None = None
    mail_dkim_selector: str = ""
    """Empty: our mails are not signed."""
    mail_dkim_key_file: Path | None = None
    mail_trusted_networks: Annotated[tuple[str, ...], NoDecode] = ()
    """Networks of our own mail servers in front. Comma separated."""
    mail_trusted_authserv_id: str | None = None
    """Whose `Authentication-Results` are believed, when they come from one of those."""
    mail_imprint: str = ""
    """What the law wants at the foot of a business mail; `|` begins a new line."""
    mail_postmaster: str = ""
    """Who gets what is written to postmaster and abuse; empty: such mails are refused."""

    clamav_address: str | None = None
    """`host:port` or the path of a socket; without one files are not scanned for viruses."""
    address_trusted_days: int = 365
    """After so long a phone number, a chat or a mailbox has to be proven again: numbers change hands."""

    worker_id: str = "gateway"
    """Fixed per gateway process, so that a restarted one takes its own claims back at once."""
    demo: bool = False
    supplier_name: str = "Zorza"
    """Named in the text messages and mails that carry a code."""
    default_language: str = "en"

    engine_timeout_seconds: float = 10.0
    engine_late_seconds: float = 4.0
    """After so long without an answer the customer is told, once, that it takes longer."""
    turn_tries: int = 5
    """How often a turn may fail by its own fault before its message is parked."""
    lease_seconds: float = 60.0
    greeting_wait_seconds: float = 2.0
    """How long opening a chat waits for the greeting, so that the greeting is the first message."""
    longest_wait_seconds: float = 30.0

    session_idle_hours: float = 12.0
    session_hours: float = 7 * 24.0
    verified_minutes: float = 30.0
    button_hours: float = 24.0

    longest_text: int = 10_000
    """Characters; longer messages are refused."""
    attachment_bytes: int = 5_000_000
    session_rate: str = "60/minute"
    """New chats per network address, as the limits library writes it."""
    message_rate: str = "20/second;120/minute"
    """Messages per chat."""
    address_rate: str = "100/second;1200/minute"
    """Requests that change something, per network address."""
    attachment_rate: str = "30/hour"

    journal_days: int = 30
    state_days: int = 30
    outbox_days: int = 30
    code_days: int = 2
    attachment_days: int = 90
    conversation_days: int = 365
    """After so many idle days the whole conversation is deleted with everything that hangs on it."""
    sweep_hours: float = 6.0

    @field_validator(*_LISTS, mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
        return value

    @model_validator(mode="after")
    def _whole_and_no_demo_beside_providers(self) -> "Settings":
        real = {
            "WATTLINE_TWILIO_ACCOUNT_SID": self.twilio_account_sid,
            "WATTLINE_TELEGRAM_TOKEN": self.telegram_token.get_secret_value(),
            "WATTLINE_MAIL_RELAY_HOST": self.mail_relay_host,
        }
        named = ", ".join(name for name, value in real.items() if value)
        if self.twilio_account_sid and not (self.twilio_auth_token.get_secret_value() and self.public_url):
            # With an empty token anybody could sign.
            raise ValueError("text messages need WATTLINE_TWILIO_AUTH_TOKEN and WATTLINE_PUBLIC_URL")
        if self.demo and named:
            raise ValueError(f"demo mode cannot run beside a real provider: unset {named}, or WATTLINE_DEMO")
        return self

    @property
    def origins(self) -> frozenset[str]:
        """Every origin whose pages may change something here."""
        own = {f"http://{host}:{self.port}" for host in (self.host, "127.0.0.1", "localhost")}
        public = {self.public_url.rstrip("/")} if self.public_url else set()
        return frozenset(own | public | set(self.allowed_origins))

    def for_demo(self) -> "Settings":
        """The same settings with rates that let one machine play many customers at once."""
        if not self.demo:
            return self
        loose = {"session_rate": "100/second", "message_rate": "100/second", "address_rate": "1000/second"}
        return self.model_copy(update={name: rate for name, rate in loose.items() if name not in self.model_fields_set})
