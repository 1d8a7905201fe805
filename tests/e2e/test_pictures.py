"""A picture that a busy browser refuses is asked for again; what else goes wrong is told."""

from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Error, Page

from tests.e2e import pictures


class BusyPage:
    """Refuses so many times before it takes a picture."""

    def __init__(self, *refusals: str) -> None:
        self.refusals = list(refusals)
        self.waited = 0

    def screenshot(self, *, path: Path, full_page: bool) -> None:
        if self.refusals:
            raise Error(self.refusals.pop(0))
        path.write_text(str(full_page))

    def wait_for_timeout(self, milliseconds: float) -> None:
        self.waited += 1


def take(page: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pictures, "FOLDER", folder)
    return pictures.take_picture(cast("Page", page), "page", full_page=True)


def test_a_refused_picture_is_taken_at_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = BusyPage(*[f"Protocol error: {pictures.REFUSED}"] * 3)
    assert take(page, tmp_path / "new", monkeypatch).read_text() == "True"
    assert page.waited == 3


@pytest.mark.parametrize("refusals", [[pictures.REFUSED] * pictures.ATTEMPTS, ["Target closed"]])
def test_what_stays_or_is_another_error_is_told(
    refusals: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Error, match=refusals[0]):
        take(BusyPage(*refusals), tmp_path, monkeypatch)
