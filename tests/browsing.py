"""A headless browser for tests, and what axe-core objects to on a page."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.conftest import missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PROGRAMS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
"""The first without windows, menus and the processes behind them: the tests take half the time in it."""
PACKAGES = "apt-get install chromium-headless-shell (or chromium)"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
_RUN = """without => axe.run(without ? {exclude: [without]} : document, {resultTypes: ["violations"]}).then(
  ({violations}) => violations.map(({id, nodes}) => `${id}: ${nodes.map(
    node => node.target.join(" ") + " " + node.failureSummary).join("; ")}`))"""


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser that is installed; the test is skipped (with CI=true it fails) where there is none."""
    program = next((path for path in PROGRAMS if path.exists()), None)
    if program is None:
        missing("Chromium", PACKAGES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def violations(page: Page, *, without: str = "") -> list[str]:
    """What axe objects to on a page, leaving out what is at a selector."""
    page.evaluate(_AXE)
    found: list[str] = page.evaluate(_RUN, without)
    return found
