"""Which matters are offered."""

import pytest

from actions._asking_back import MOST, offered
from actions._names import names
from tests.actions.conftest import LANGUAGES
from tests.understanding.test_training_data import BUSINESS

MATTERS = {"a", "b", "c", "d"}


def test_the_likeliest_and_never_more_than_three():
    ranking = [(name, 0.2) for name in "abcd"]
    assert offered(ranking, MATTERS) == ["a", "b", "c"][:MOST]


@pytest.mark.parametrize(
    "ranking",
    [
        [],
        [("a", 0.9)],
        [("a", 0.08), ("b", 0.06), ("c", 0.05)],
        [("out_of_scope", 0.4), ("a", 0.3), ("b", 0.3)],
        [("greet", 0.6), ("a", 0.3), ("b", 0.01)],
    ],
)
def test_no_question_that_would_not_help(ranking):
    assert offered(ranking, MATTERS) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_matter_has_a_name_to_be_offered_by(language):
    assert set(BUSINESS) - {"out_of_scope"} <= set(names("matters", language))
    assert "report_emergency" in names("matters", language)
