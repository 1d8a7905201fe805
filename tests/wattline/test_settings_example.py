"""`.env.example` names every setting, and no other."""

from pydantic_settings import BaseSettings

import backend_api.settings
import channels.settings
from wattline.layout import ROOT

BY_ENVIRONMENT_ONLY = {"WATTLINE_ENGINE_SECRET", "WATTLINE_SITE_KEY_FILE", "WATTLINE_VAR"}
"""Read by the engine, the demo and the command line, which have no settings class."""


def names(settings: type[BaseSettings]) -> set[str]:
    """The environment names of a settings class."""
    return {f"WATTLINE_{name.upper()}" for name in settings.model_fields}


def test_the_example_is_complete_and_has_nothing_else() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    shown = {line.split("=")[0] for line in lines if line and not line.startswith("#")}
    assert shown == names(backend_api.settings.Settings) | names(channels.settings.Settings) | BY_ENVIRONMENT_ONLY
