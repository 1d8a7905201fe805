"""Codes on papers: unguessable, typed by people, wrong ones found out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_api.documents.codes import ALPHABET, LENGTH, new_code, parse_code, written
from backend_api.values import MalformedValueError


def test_codes_differ_and_are_read_as_they_are_written() -> None:
    codes = {new_code() for _ in range(1_000)}
    assert len(codes) == 1_000
    assert {parse_code(written(code)) for code in codes} == codes
    assert {len(written(code)) for code in codes} == {13}


@given(st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_found(place: int, character: str) -> None:
    code = new_code()
    if code[place] == character:
        return
    with pytest.raises(MalformedValueError):
        parse_code(code[:place] + character + code[place + 1 :])


@pytest.mark.parametrize("typed", ["1000-0000-00Z", "1ooo 0000 ooz", "l000-0000-00z", "I00000000-0Z"])
def test_what_people_type_for_it(typed: str) -> None:
    assert parse_code(typed) == "1000000000Z"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("1000-0000-00", "length"), ("1000-0000-00U", "characters"), ("1000-0000-00X", "check_digit"), ("", "length")],
)
def test_what_is_no_code(typed: str, problem: str) -> None:
    with pytest.raises(MalformedValueError) as refused:
        parse_code(typed)
    assert refused.value.problem == problem
