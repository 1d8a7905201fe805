"""The gateway's own few words, for when no engine speaks: `words/<language>.yml`."""

import functools
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "words"


@functools.cache
def words_in(folder: Path) -> dict[str, dict[str, str]]:
    """The words of each language that has a file in a folder, read once per process."""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml"))}


class Wording:
    """The words in every language."""

    def __init__(self) -> None:
        self._words = words_in(FOLDER)

    @property
    def languages(self) -> frozenset[str]:
        """Codes of the languages there are words in."""
        return frozenset(self._words)

    def say(self, language: str, key: str, **values: object) -> str:
        """One sentence.

        Args:
            language: Falls back to English when there are no words in it.
            key: Name of the sentence.
            values: What its placeholders stand for.
        """
        return self._words.get(language, self._words["en"])[key].format(**values)
