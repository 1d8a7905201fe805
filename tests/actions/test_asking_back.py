"""Which matters are offered."""

import pytest

from actions._asking_back import MOST, SURE, besides, offered
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
        [("a", 0.19)],
        [("a", 0.04), ("b", 0.03), ("c", 0.02)],
        [("out_of_scope", 0.69), ("a", 0.08), ("greet", 0.08)],
        [("greet", 0.6), ("a", 0.19), ("b", 0.01)],
    ],
)
def test_no_question_that_would_not_help(ranking):
    assert offered(ranking, MATTERS) == []


def test_a_lone_guess_is_asked_about_when_it_is_worth_it():
    assert offered([("out_of_scope", 0.6), ("a", 0.3), ("greet", 0.1)], MATTERS) == ["a"]


def test_what_may_be_none_of_our_business_is_asked_about_too():
    assert offered([("out_of_scope", 0.4), ("a", 0.3), ("b", 0.2)], MATTERS) == ["a", "b"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_matter_has_a_name_to_be_offered_by(language):
    assert set(BUSINESS) - {"out_of_scope"} <= set(names("matters", language))
    assert "report_emergency" in names("matters", language)


@pytest.mark.parametrize(
    ("ranking", "served", "named"),
    [
        ([("a", 0.5), ("b", 0.2), ("c", 0.1), ("d", 0.1), ("e", 0.1)], {"a"}, ["b", "c", "d"]),
        ([("a", 0.5), ("b", 0.3), ("c", 0.1)], {"a", "b"}, ["c"]),
        ([("a", 0.5), ("greet", 0.3), ("b", 0.01)], {"a"}, []),
        ([("a", SURE), ("b", 0.2)], {"a"}, []),
        ([("greet", 0.5), ("b", 0.3)], set(), []),
        ([], set(), []),
    ],
)
def test_beside_an_answer_that_is_only_likely_stands_what_else_may_be_meant(ranking, served, named):
    assert besides(ranking, MATTERS, served) == named
