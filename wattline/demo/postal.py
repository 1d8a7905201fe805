"""Postcodes, towns and streets of the demo: those of its customers and some more, for the address check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from backend_api.addresses.models import PostalPlace, PostalStreet
from backend_api.addresses.spelling import key_of, street_key_of
from wattline.demo.ids import row_id
from wattline.demo.plan import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backend_api.database import Base
    from backend_api.service_points.models import ServicePoint


def batches(points: Iterable[ServicePoint]) -> list[Sequence[Base]]:
    """Every place with its streets."""
    streets: dict[tuple[str, str, str], set[str]] = {}
    for country, places in yaml.safe_load((DATA / "postal.yml").read_text(encoding="utf-8")).items():
        for place, names in places.items():
            postcode, _, city = place.partition(" ")
            streets[country, postcode, city] = set(names)
    for point in points:
        streets.setdefault((point.country, point.postcode, point.city), set()).add(point.street)
    return [[_place(*place, names) for place, names in sorted(streets.items())]]


def _place(country: str, postcode: str, city: str, names: set[str]) -> PostalPlace:
    by_key = {street_key_of(name): name for name in sorted(names)}
    return PostalPlace(
        id=row_id("postal", country, postcode, city),
        country=country,
        postcode=postcode,
        city=city,
        city_key=key_of(city),
        streets=[
            PostalStreet(id=row_id("postal", country, postcode, city, key), street=name, street_key=key)
            for key, name in by_key.items()
        ],
    )
