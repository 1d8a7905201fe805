"""The page of an evaluation."""

from bot.evaluation_page import write_page
from bot.scoring import Answer, calibration, report

ANSWERS = [
    Answer("my <bill>", "en", "check_bill", "check_bill", 0.9, ranking=(("check_bill", 0.9),)),
    Answer("a <b>box</b>", "de", "order_status", "nlu_fallback", 0.3, ranking=(("check_bill", 0.2),), hard=True),
]


def test_it_shows_everything_in_one_file_and_runs_no_sentence(tmp_path):
    result = {**report(ANSWERS), "calibration": calibration(ANSWERS)}
    page = write_page(result, "dev", tmp_path / "made" / "page.html").read_text(encoding="utf-8")
    assert "a &lt;b&gt;box&lt;/b&gt;" in page
    assert "<svg" in page
    assert 'src="' not in page
    assert "hard de" in page


def test_without_errors_there_is_no_list_of_them(tmp_path):
    result = report(ANSWERS)
    result.pop("errors")
    assert "<h2>Errors" not in write_page(result, "final", tmp_path / "page.html").read_text(encoding="utf-8")
