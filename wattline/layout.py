"""Where things lie in a checkout, and the environment each process is given."""

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from joserfc.jwk import OKPKey

ROOT = Path(__file__).resolve().parent.parent
RASA_PYTHON = ROOT / "bot" / ".venv" / "bin" / "python"
HOST = "127.0.0.1"
_SECRETS = ("GATEWAY_SECRET", "ACTIONS_SECRET", "ENGINE_SECRET", "TOKEN_KEY", "BACKEND_KEY")
BILLING_SYSTEMS = ("meridian", "kontor", "odczyt")
"""The demo's, each with a file of its own under `var`."""


@dataclass(frozen=True)
class Layout:
    """Files and ports of one running Wattline.

    Two of them live side by side when they differ in `var` and `port`.
    """

    var: Path = ROOT / "var"
    """Databases, keys, logs and process ids."""
    port: int = 8000
    """The gateway's port, the only one that people see; the inner ones follow from it."""
    models: Path = ROOT / "models"
    extra_environment: dict[str, str] = field(default_factory=dict)
    """Settings that go before everything else, for tests."""

    @property
    def url(self) -> str:
        """The address for the browser."""
        return f"http://{HOST}:{self.port}"

    @property
    def backend_port(self) -> int:
        """Loopback port of the backend."""
        return self.port + 10

    @property
    def engine_ports(self) -> tuple[int, int]:
        """Loopback ports of the engine and of its standby."""
        return self.port + 21, self.port + 22

    @property
    def mail_port(self) -> int:
        """Loopback port of the gateway's mail server."""
        return self.port + 25

    @property
    def keys(self) -> Path:
        """Folder of the keys, readable by the owner only."""
        return self.var / "keys"

    @property
    def backend_database_url(self) -> str:
        """SQLAlchemy URL of the backend's database."""
        return self._setting("BACKEND_DATABASE_URL", f"sqlite+aiosqlite:///{self.var / 'backend.db'}")

    @property
    def gateway_database_url(self) -> str:
        """SQLAlchemy URL of the gateway's database."""
        return self._setting("GATEWAY_DATABASE_URL", f"sqlite+aiosqlite:///{self.var / 'gateway.db'}")

    def _setting(self, name: str, default: str) -> str:
        name = f"WATTLINE_{name}"
        return self.extra_environment.get(name) or os.environ.get(name) or default

    def environment(self) -> dict[str, str]:
        """All settings of this layout, on top of the caller's environment."""
        first, standby = self.engine_ports
        settings = {
            "HOST": HOST,
            "PORT": str(self.port),
            "MAIL_PORT": str(self.mail_port),
            "BACKEND_URL": f"http://{HOST}:{self.backend_port}",
            "ENGINE_URLS": f"http://{HOST}:{first},http://{HOST}:{standby}",
            "BACKEND_DATABASE_URL": self.backend_database_url,
            "GATEWAY_DATABASE_URL": self.gateway_database_url,
            **self._billing_systems(),
            "IDENTITY_KEY_FILE": str(self.keys / "identity.json"),
            "IDENTITY_PUBLIC_KEY_FILE": str(self.keys / "identity.pub.json"),
            "SITE_KEY_FILE": str(self.keys / "site.json"),
            "SITE_PUBLIC_KEY_FILE": str(self.keys / "site.pub.json"),
            "VAR": str(self.var),
            "DOCUMENT_STORE": str(self.var / "documents"),
        } | self._secrets()
        return (
            {f"WATTLINE_{name}": value for name, value in settings.items()}
            | os.environ
            | {"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
            | {
                f"WATTLINE_{name}": settings[name]
                for name in ("PORT", "MAIL_PORT", "VAR", "BACKEND_URL", "ENGINE_URLS")
            }
            | self.extra_environment
        )

    def _billing_systems(self) -> dict[str, str]:
        """Those that have a file; a folder from before the demo had billing systems has none."""
        files = {name: self.var / f"billing-{name}.db" for name in BILLING_SYSTEMS}
        return {f"BILLING_{name.upper()}_URL": f"sqlite:///{file}" for name, file in files.items() if file.exists()}

    def _secrets(self) -> dict[str, str]:
        stored: dict[str, str] = json.loads((self.keys / "secrets.json").read_text(encoding="utf-8"))
        return stored

    def prepare(self) -> None:
        """Make the folders, keys and secrets that are not there yet."""
        for folder in (self.keys, self.var / "log", self.var / "run"):
            folder.mkdir(parents=True, exist_ok=True)
        self.keys.chmod(0o700)
        for name in ("identity", "site"):
            private = self.keys / f"{name}.json"
            if not private.exists():
                key = OKPKey.generate_key("Ed25519")
                _write_private(private, json.dumps(key.as_dict(private=True)))
                (self.keys / f"{name}.pub.json").write_text(json.dumps(key.as_dict(private=False)), encoding="utf-8")
        known = self._secrets() if (self.keys / "secrets.json").exists() else {}
        if missing := set(_SECRETS) - set(known):
            made = {name: secrets.token_urlsafe(32) for name in sorted(missing)}
            _write_private(self.keys / "secrets.json", json.dumps(known | made))


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
