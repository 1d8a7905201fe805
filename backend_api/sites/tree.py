"""The tree of sites, worked out without a database: what lies below a site, and how deep."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

DEEPEST = 6
"""Levels of a company's tree: group, company, country, region, town, building."""


def below(parents: Mapping[UUID, UUID | None], top: UUID) -> frozenset[UUID]:
    """The site and all that lie under it.

    Args:
        parents: The site above each site.
        top: Where to begin; a site that is not in the tree has nothing below it.
    """
    if top not in parents:
        return frozenset()
    children = defaultdict(list)
    for site, parent in parents.items():
        children[parent].append(site)
    found, waiting = set(), [top]
    while waiting:
        site = waiting.pop()
        if site not in found:
            found.add(site)
            waiting.extend(children[site])
    return frozenset(found)


def depth_of(parents: Mapping[UUID, UUID | None], site: UUID | None) -> int:
    """How many sites lead down to this one, itself included; 0 above the top. Ends also in a ring."""
    steps = 0
    while site is not None and steps <= len(parents):
        site = parents.get(site)
        steps += 1
    return steps


def may_move(parents: Mapping[UUID, UUID | None], site: UUID, parent: UUID | None) -> bool:
    """Whether the site may hang below that parent: not below itself, and no branch deeper than DEEPEST."""
    if parent is None:
        return True
    lower = below(parents, site)
    if parent in lower:
        return False
    height = max((depth_of(parents, one) for one in lower), default=1) - depth_of(parents, site) + 1 if lower else 1
    return depth_of(parents, parent) + height <= DEEPEST
