"""The tree of sites, worked out without a database."""

from uuid import UUID

import pytest

from backend_api.sites import tree

A, B, C, D, E = (UUID(int=number) for number in range(1, 6))
PARENTS = {A: None, B: A, C: B, D: A}


def test_what_lies_below() -> None:
    assert tree.below(PARENTS, A) == {A, B, C, D}
    assert tree.below(PARENTS, B) == {B, C}
    assert tree.below(PARENTS, E) == frozenset()
    assert tree.below({}, None) == frozenset()


def test_depth_and_height() -> None:
    assert [tree.depth_of(PARENTS, site) for site in (None, A, B, C, D)] == [0, 1, 2, 3, 2]
    assert [tree.height_of(PARENTS, site) for site in (A, B, C, E)] == [3, 2, 1, 1]
    ring: dict[UUID, UUID | None] = {A: B, B: A}
    assert tree.depth_of(ring, A) > len(ring), "a ring ends"
    assert tree.below(ring, A) == {A, B}


@pytest.mark.parametrize(("depth", "fits"), [(tree.DEEPEST - 1, True), (tree.DEEPEST, False)])
def test_no_branch_is_deeper_than_six(depth: int, *, fits: bool) -> None:
    chain: dict[UUID, UUID | None] = {UUID(int=1): None}
    chain |= {UUID(int=number): UUID(int=number - 1) for number in range(2, depth + 1)}
    assert tree.fits(chain, UUID(int=99), UUID(int=depth)) is fits
    assert tree.fits(PARENTS, B, None)


def test_each_site_comes_before_those_below_it() -> None:
    place = {A: 0, D: 1, B: 2, C: 3}
    assert tree.in_order(PARENTS, place) == [A, D, B, C]
