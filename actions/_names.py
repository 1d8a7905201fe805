"""Names that appear inside sentences and pictures, by language: ``bot/replies/<language>/names/<topic>.yml``."""

from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent.parent / "bot" / "replies"


@cache
def names(topic: str, language: str) -> dict[str, str]:
    """Return one mapping of codes to words, for example ``names("stages", "de")``."""
    path = FOLDER / language / "names" / f"{topic}.yml"
    content: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content
