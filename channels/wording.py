"""The gateway's own few words, for when no engine speaks: `words/<language>.yml`."""

from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "words"


class Wording:
    """The words in every language."""

    def __init__(self) -> None:
        """Read all files once."""
        self._words: dict[str, dict[str, str]] = {
            path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))
        }

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
