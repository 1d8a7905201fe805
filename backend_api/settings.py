"""Everything that is set from outside, read once per process."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Secret = Annotated[SecretStr, Field(min_length=16)]


class Settings(BaseSettings):
    """Settings of the backend; without the two secrets it refuses to start."""

    model_config = SettingsConfigDict(env_prefix="WATTLINE_", extra="ignore")

    backend_database_url: str = "sqlite+aiosqlite:///var/backend.db"
    """SQLAlchemy URL: SQLite, PostgreSQL or MariaDB."""
    crm_energy_url: str = ""
    """SQLAlchemy URL of the CRM that holds the energy branch's customers; empty means the built-in one."""
    crm_telecom_url: str = ""
    """The same for the telecom branch."""
    billing_meridian_url: str = ""
    """SQLAlchemy URL of the billing system Meridian, which is only read; empty when there is none."""
    billing_kontor_url: str = ""
    """The same of Kontor 4."""
    billing_odczyt_url: str = ""
    """The same of Odczyt."""
    billing_fresh_seconds: Annotated[float, Field(ge=0)] = 300.0
    """So long what a billing system said about a customer is not asked for again."""
    billing_retry_seconds: Annotated[float, Field(ge=0)] = 20.0
    """So long a billing system that was missing is left alone, for the same customer."""
    billing_timeout_seconds: Annotated[float, Field(gt=0, le=1.3)] = 1.0
    """The most one billing system may take; a whole answer takes two seconds at most."""
    gateway_secret: Secret
    """What the gateway shows in ``Wattline-Secret``; opens everything."""
    actions_secret: Secret
    """What the bot's actions show; opens what belongs to the customer of the identity fact."""
    identity_public_key_file: Path = Path("var/keys/identity.pub.json")
    """Public Ed25519 JWK of the gateway, which signs identity facts."""
    time_zone: str = "Europe/Berlin"
    """IANA name of the zone in which dates are meant."""
    backend_key: Secret | None = None
    """Secrets of webhooks and service tokens are worked out from it; the gateway's secret when left out."""
    notifications_url: str = ""
    """Where events are told to our own notifications; empty when there are none."""
    notifications_secret: Secret | None = None
    """What signs events for notifications."""
    relay_poll_seconds: Annotated[float, Field(gt=0)] = 2.0
    """How often events and deliveries are looked for that another process left."""
    relay_lease_seconds: Annotated[float, Field(gt=0)] = 40.0
    """After so long what a process had in hand when it died is told by another."""
    webhooks_to_loopback: bool = False
    """Whether webhooks may lead to this machine, also by http; for the demo and tests only."""
    erasure_cooling_days: Annotated[int, Field(ge=0, le=30)] = 7
    """Days between asking for an erasure and doing it, in which the customer can take it back; the law gives 30."""
    export_cooling_hours: Annotated[int, Field(ge=0, le=720)] = 0
    """Hours between asking for a copy of one's data and fetching it; the customer is told at once on all addresses."""
    export_hours: Annotated[int, Field(ge=1, le=720)] = 24
    """How long a copy of a customer's data can be fetched, once."""
    audit_days: Annotated[int, Field(ge=1)] = 1096
    """How long it is kept who saw and who changed what."""
    event_days: Annotated[int, Field(ge=1)] = 90
    """How long events are kept after they were told."""
    repeat_days: Annotated[int, Field(ge=1)] = 2
    """How long the answers of writes are kept for repeats."""
    complaint_days: dict[str, Annotated[int, Field(ge=1, le=366)]] = {}
    """Days for answering complaints by the name of a rule in ``tickets/deadlines.py``, where a lawyer wants others."""
    return_days: dict[str, Annotated[int, Field(ge=1, le=3660)]] = {}
    """Days in which goods can come back by the name of a rule in ``returns/periods.py``, likewise."""
    document_store: str = "var/documents"
    """Where files of documents lie: a folder, or an S3 URL (``s3://bucket?endpoint=https://...&region=...``)."""
    document_bytes: Annotated[int, Field(ge=1000, le=100_000_000)] = 10_000_000
    """The largest file that is taken in."""

    @property
    def deriving_key(self) -> bytes:
        """What secrets of webhooks and service tokens are worked out from."""
        return (self.backend_key or self.gateway_secret).get_secret_value().encode()

    @model_validator(mode="after")
    def _events_are_signed(self) -> Self:
        if self.notifications_url and self.notifications_secret is None:
            raise ValueError("WATTLINE_NOTIFICATIONS_URL needs WATTLINE_NOTIFICATIONS_SECRET")
        return self
