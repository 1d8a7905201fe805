"""The tree of sites, worked out without a database: what lies below a site, and how deep."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

type Parents = Mapping[UUID, UUID | None]
"""The site above each site."""

DEEPEST = 6
"""Levels of a company's tree: group, company, country, region, town, building."""


def below(parents: Parents, top: UUID | None) -> frozenset[UUID]:
    """The site and all that lie under it; nothing for a site that is not in the tree."""
    if top not in parents:
        return frozenset()
    children = _children(parents)
    found: set[UUID] = set()
    waiting = [top]
    while waiting:
        site = waiting.pop()
        if site is not None and site not in found:
            found.add(site)
            waiting.extend(children[site])
    return frozenset(found)


def depth_of(parents: Parents, site: UUID | None) -> int:
    """How many sites lead down to this one, itself included; 0 above the top. Ends also in a ring."""
    steps = 0
    while site is not None and steps <= len(parents):
        site = parents.get(site)
        steps += 1
    return steps


def height_of(parents: Parents, site: UUID) -> int:
    """How many levels a site and all below it have; 1 for a site that is not in the tree yet."""
    return max((depth_of(parents, one) - depth_of(parents, site) + 1 for one in below(parents, site)), default=1)


def fits(parents: Parents, site: UUID, parent: UUID | None) -> bool:
    """Whether no branch gets deeper than DEEPEST when the site hangs below that parent."""
    return depth_of(parents, parent) + height_of(parents, site) <= DEEPEST


def in_order(parents: Parents, place: Mapping[UUID, int]) -> list[UUID]:
    """Every site before those below it, and neighbours by their place."""
    children = _children(parents)
    found: list[UUID] = []
    waiting = sorted(children[None], key=place.__getitem__, reverse=True)
    while waiting:
        site = waiting.pop()
        found.append(site)
        waiting.extend(sorted(children[site], key=place.__getitem__, reverse=True))
    return found


def _children(parents: Parents) -> dict[UUID | None, list[UUID]]:
    children: dict[UUID | None, list[UUID]] = defaultdict(list)
    for site, parent in parents.items():
        children[parent].append(site)
    return children
