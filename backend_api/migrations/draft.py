"""Writes the draft of the next migration: what the models have and the newest schema has not.

``python -m backend_api.migrations.draft "Callback windows"``
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.config import Config

from backend_api.database import create_sync_engine

VERSIONS = Path(__file__).parent / "versions"


def draft(title: str, versions: Path = VERSIONS) -> Path | None:
    """Compare the models with a fresh database of the newest schema and write the difference; None when there is none.

    Args:
        title: What the migration does, in a few words; becomes its docstring and file name.
        versions: The folder of the migrations.
    """
    newest = max(path.name[:4] for path in versions.glob("[0-9]*.py"))
    number = f"{int(newest) + 1:04d}"
    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("version_locations", str(versions))
    with TemporaryDirectory() as folder:
        engine = create_sync_engine(f"sqlite:///{folder}/draft.db")
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            command.revision(
                config, message=title, rev_id=number, autogenerate=True, process_revision_directives=_none_if_same
            )
        engine.dispose()
    written = next(versions.glob(f"{number}_*.py"), None)
    if written is not None:
        written.write_text(_in_our_words(written.read_text(encoding="utf-8")), encoding="utf-8")
    return written


def _none_if_same(context: Any, revision: Any, directives: list[Any]) -> None:
    """Write no file when nothing differs."""
    del context, revision
    if directives[0].upgrade_ops.is_empty():
        directives.clear()


def _in_our_words(text: str) -> str:
    """Our column types by the names that migrations use, without Alembic's remarks."""
    text = re.sub(r"backend_api\.database\.UtcDateTime\(.*?\)", "UtcDateTime()", text)
    text = re.sub(r"backend_api\.database\.FixedPoint\(\)", "sa.BigInteger()", text)
    text = re.sub(r"^ +# ### .*\n", "", text, flags=re.MULTILINE)
    if "UtcDateTime()" in text:
        text = text.replace(
            "from alembic import op\n", "from alembic import op\n\nfrom backend_api.database import UtcDateTime\n"
        )
    return text


if __name__ == "__main__":
    drafted = draft(" ".join(sys.argv[1:]) or "Unnamed")
    sys.stdout.write(f"{drafted or 'The models and the newest schema agree: nothing to write.'}\n")
