"""Everything that is set from outside, read once per process."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Secret = Annotated[SecretStr, Field(min_length=16)]


class Settings(BaseSettings):
    """Settings of the backend; without the two secrets it refuses to start."""

    model_config = SettingsConfigDict(env_prefix="WATTLINE_", extra="ignore")

    backend_database_url: str = "sqlite+aiosqlite:///var/backend.db"
    """SQLAlchemy URL: SQLite or PostgreSQL."""
    gateway_secret: Secret
    """What the gateway shows in ``Wattline-Secret``; opens everything."""
    actions_secret: Secret
    """What the bot's actions show; opens what belongs to the customer of the identity fact."""
    identity_public_key_file: Path = Path("var/keys/identity.pub.json")
    """Public Ed25519 JWK of the gateway, which signs identity facts."""
    time_zone: str = "Europe/Berlin"
    """IANA name of the zone in which dates are meant."""
