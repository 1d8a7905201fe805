from pathlib import Path

import pytest
import yaml
from starlette.datastructures import Headers

from channels.pages import rendering
from channels.pages.rendering import LANGUAGES, language_of

WORDS = Path(rendering.__file__).parent / "words"


def test_every_language_has_every_word() -> None:
    words = {code: yaml.safe_load((WORDS / f"{code}.yml").read_text(encoding="utf-8")) for code in LANGUAGES}
    for code in LANGUAGES:
        assert words[code].keys() == words["en"].keys()
        assert all(words[code].values())
        assert len(words[code]["examples"]) == len(words["en"]["examples"])


@pytest.mark.parametrize(
    ("asked", "chosen", "language"),
    [
        ("pl-PL,pl;q=0.9,en;q=0.5", None, "pl"),
        ("fr-FR, de;q=0.8", None, "de"),
        ("fr", None, "en"),
        ("", None, "en"),
        ("pl", "de", "de"),
        ("pl", "xx", "pl"),
    ],
)
def test_language(asked: str, chosen: str | None, language: str) -> None:
    assert language_of(Headers({"accept-language": asked}), chosen) == language
