"""What the demo utility is told from outside; the same variables as the gateway's, which it plays the customers of."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class DemoSettings(BaseSettings):
    """Settings of the demo; each is read from `WATTLINE_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix="WATTLINE_", extra="ignore")

    backend_url: str = "http://127.0.0.1:8010"
    gateway_secret: SecretStr
    """Shown to the backend."""
    identity_key_file: Path = Path("var/keys/identity.json")
    """Private Ed25519 JWK that signs identity facts."""
    site_key_file: Path = Path("var/keys/site.json")
    """Private Ed25519 JWK of the supplier's site, which signs its customers in."""
