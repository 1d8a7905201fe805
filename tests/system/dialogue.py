"""What every conversation of a customer of the demo in Python shares: the facts at hand, and what is compared."""

from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

from tests.system.records import TIME_ZONE, BackendReader, Records, plain
from tests.system.running import System
from tests.system.script import LEFT_BEHIND
from wattline.demo import wording

Json = dict[str, Any]


class Dialogue:
    """One customer's side.

    Words in the answers are compared with blanks made ordinary and without regard to case; `{paths}` in them are facts
    of the backend (see `records.py`).
    """

    def __init__(self, system: System, persona: Json | None, language: str) -> None:
        """Begin with nothing said, as somebody of the demo or as somebody unknown."""
        self.system = system
        self.known = persona
        self.language = language
        self.backend = BackendReader(system.layout, persona)
        self.transcript: list[str] = []
        self.said = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if error is not None:
            error.add_note("\n".join(self.transcript))
        self.close()

    def close(self) -> None:
        """Let go of what is open."""
        self.backend.close()

    @property
    def persona(self) -> Json:
        """Who it is, with what does not change while the system runs."""
        assert self.known is not None, "nobody of the demo"
        return self.known

    def fill(self, text: str) -> str:
        """Put facts of this moment in the place of `{paths}`."""
        return Records(self.backend, self.language, self.known).fill(text)

    def day(self, on: date | str) -> str:
        """A day as the bot writes it."""
        return plain(wording.long_date(str(on), self.language))

    def get(self, path: str, **query: str) -> Any:
        """What the backend answers this customer."""
        return self.backend.get(self.fill(path), **query)

    def only(self, path: str, **fields: Any) -> Json:
        """The one record at a path with these fields."""
        items: list[Json] = self.get(path)
        found = [item for item in items if item.items() >= fields.items()]
        assert len(found) == 1, f"{len(found)} with {fields} in {items}"
        return found[0]

    def holds(self, record: Json, *, said: str | None = None, ahead: str | None = None, **fields: Any) -> Json:
        """Compare a record; a field of it must stand in the last answer, another be a day to come."""
        assert record.items() >= fields.items(), f"{fields} are not all in {record}"
        assert said is None or record[said] in self.said, f"{record[said or '']!r} is not in {self.said!r}"
        today = datetime.now(TIME_ZONE).date()
        assert ahead is None or date.fromisoformat(record[ahead]) > today, f"{ahead} is not to come: {record}"
        return record

    def compare(self, expected: tuple[str, ...], never: tuple[str, ...]) -> None:
        """Compare the last answer with words that must stand in it, and with words that must not."""
        for words in expected:
            assert self.fill(words).lower() in self.said.lower(), f"{self.fill(words)!r} is not in {self.said!r}"
        for words in (*never, *LEFT_BEHIND):
            wanted = self.fill(words)
            assert wanted.lower() not in self.said.lower(), f"{wanted!r} is in {self.said!r}"
