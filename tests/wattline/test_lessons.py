"""From the gateway's database into the training data."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from channels.database import sync_url, upgrade
from wattline import lessons
from wattline.layout import Layout

ADD = text(
    "INSERT INTO lessons (id, language, text, intent, chosen_by, chosen_at)"
    " VALUES (:id, 'en', :text, 'greet', 's-1', :id)"
)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    made = Layout(var=tmp_path)
    upgrade(made.gateway_database_url)
    engine = create_engine(sync_url(made.gateway_database_url))
    with engine.begin() as connection:
        for number, words in enumerate(("ahoy", "how much do I owe", "ahoy again"), start=1):
            connection.execute(ADD, {"id": number, "text": words})
    engine.dispose()
    return made


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    asked: list[Any] = []

    def answer(given: list[dict[str, Any]], *, dry_run: bool) -> list[dict[str, Any]]:
        asked.append((given, dry_run))
        results = {1: "taken", 2: "contradiction", 3: "known"}
        return [{"id": one["id"], "result": results[one["id"]], "beside": None} for one in given]

    monkeypatch.setattr(lessons, "_checked", answer)
    return asked


def test_what_is_settled_is_not_exported_again(layout: Layout, checks: list[Any]) -> None:
    done = lessons.export(layout)
    assert [(one.text, one.result) for one in done] == [
        ("ahoy", "taken"),
        ("how much do I owe", "contradiction"),
        ("ahoy again", "known"),
    ]
    assert checks[0][0][0] == {"id": 1, "language": "en", "intent": "greet", "text": "ahoy"}
    assert [one.text for one in lessons.export(layout)] == ["how much do I owe"]


def test_a_dry_run_marks_nothing(layout: Layout, checks: list[Any]) -> None:
    lessons.export(layout, dry_run=True)
    assert checks[0][1]
    assert len(lessons.export(layout)) == 3


@pytest.mark.timeout(180)
def test_the_real_checks_run(layout: Layout) -> None:
    done = lessons.export(layout, dry_run=True)
    assert {one.result for one in done} <= {"taken", "known", "contradiction", "evaluation"}
