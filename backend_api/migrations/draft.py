"""Writes the draft of the next migration: what the models have and the newest schema has not.

``python -m backend_api.migrations.draft "Callback windows"``
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config

from backend_api.database import create_sync_engine, upgrade

VERSIONS = Path(__file__).parent / "versions"


def draft(title: str, versions: Path = VERSIONS) -> Path:
    """Compare the models with a fresh database of the newest schema and write the difference.

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
        url = f"sqlite:///{folder}/draft.db"
        upgrade(url)
        engine = create_sync_engine(url)
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message=title, rev_id=number, autogenerate=True)
        engine.dispose()
    written = next(versions.glob(f"{number}_*.py"))
    text = written.read_text(encoding="utf-8")
    text = re.sub(r"backend_api\.database\.UtcDateTime\(.*?\)", "UtcDateTime()", text)
    text = re.sub(r"backend_api\.database\.FixedPoint\(\)", "sa.BigInteger()", text)
    if "UtcDateTime()" in text:
        text = text.replace("from alembic import op\n", "from alembic import op\n\nfrom backend_api.database import UtcDateTime\n")
    written.write_text(text, encoding="utf-8")
    return written


if __name__ == "__main__":
    sys.stdout.write(f"{draft(' '.join(sys.argv[1:]) or 'Unnamed')}\n")
