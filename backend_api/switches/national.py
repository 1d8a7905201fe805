"""The countries whose supplier switches we understand; a new one is a file in ``countries/`` and a line here."""

from __future__ import annotations

from backend_api.switches.countries import de, pl
from backend_api.switches.mapping import CountryMapping

MAPPINGS: dict[str, CountryMapping] = {module.MAPPING.country: module.MAPPING for module in (de, pl)}
"""By country, ISO 3166."""

_NOTHING_NATIONAL = CountryMapping("", (), (), {}, {})


def mapping_of(country: str) -> CountryMapping:
    """A country's mapping; one with our own steps only for a country that has none."""
    return MAPPINGS.get(country, _NOTHING_NATIONAL)
