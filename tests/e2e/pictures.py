"""Pictures of pages, for people to look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = Path(__file__).parents[2] / "results" / "pages"
REFUSED = "Unable to capture screenshot"
ATTEMPTS = 5
PAUSE_MS = 200


def take_picture(page: Page, name: str, *, full_page: bool = False) -> Path:
    """Writes `<name>.png`, and returns where.

    A busy Chromium now and then refuses a picture that it takes when asked again; any other error is one of ours.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    for left in reversed(range(ATTEMPTS)):
        try:
            page.screenshot(path=path, full_page=full_page)
        except Error as error:
            if REFUSED not in error.message or not left:
                raise
            page.wait_for_timeout(PAUSE_MS)
        else:
            break
    return path
