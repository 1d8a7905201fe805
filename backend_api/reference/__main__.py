"""``python -m backend_api.reference``: writes ``docs/api.md``, ``docs/api/`` and ``docs/events.md``."""

from pathlib import Path

from backend_api.events import page as events
from backend_api.reference import page

DOCS = Path(__file__).resolve().parents[2] / "docs"


def pages() -> dict[str, str]:
    """Everything that is made from the code, by name under ``docs/``."""
    return page.write() | {"events.md": events.write()}


def main() -> None:
    """Write them, and remove the pages of topics that are gone."""
    made = pages()
    (DOCS / "api").mkdir(parents=True, exist_ok=True)
    for old in (DOCS / "api").glob("*.md"):
        if f"api/{old.name}" not in made:
            old.unlink()
    for name, text in made.items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
